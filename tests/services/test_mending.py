"""Many cards at once: each change is one step, true to the log, and undone and redone to the last column."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from threading import Thread

import pytest

from flashcards.core.errors import BadInput, NotFound
from flashcards.core.models import Options, Rating, State
from flashcards.core.moment import Moment
from flashcards.core.scheduling import retrievability
from flashcards.services import mending
from flashcards.services.checking import check
from flashcards.services.mending import Chosen, Mended, at_hand, memory_due_on
from flashcards.services.searching import find_card_ids
from flashcards.services.undoing import redo, undo
from flashcards.services.writing import add_note as write_note
from flashcards.services.writing import delete_notes, draft_of, edit_note, note_version
from flashcards.storage.cards import card
from flashcards.storage.database import Connection, connect, write
from flashcards.storage.journal import redoable, undoable
from flashcards.storage.notes import note, remove_notes
from flashcards.storage.search.index import misindexed
from tests.build import MOMENT, TODAY, add_deck, add_note, import_guide, later, live, log, one, rate

ALL = Chosen(query="")

Mend = Callable[[Connection, Chosen, Moment], Mended]
MENDS: dict[str, tuple[Mend, str]] = {
    "suspend": (mending.suspend, "Suspended 5 cards"),
    "take back in": (mending.take_back_in, "Took 2 cards back in"),
    "bury": (mending.bury, "Buried 5 cards"),
    "flag": (lambda db, chosen, at: mending.flag(db, chosen, 3, at), "Flagged 6 cards green"),
    "mark": (lambda db, chosen, at: mending.mark(db, chosen, True, at), "Marked 4 notes"),
    "tag": (lambda db, chosen, at: mending.tag(db, chosen, ["aws", "s3"], at), "Tagged 4 notes aws, s3"),
    "untag": (lambda db, chosen, at: mending.untag(db, chosen, ["OLD"], at), "Untagged a note OLD"),
    "move": (lambda db, chosen, at: mending.move(db, chosen, 2, at), "Moved 3 notes to Other"),
    "reset": (mending.reset, "Reset 2 cards"),
    "due": (lambda db, chosen, at: mending.set_due(db, chosen, 30, 34, at), "Set 6 cards due in 30 to 34 days"),
    "delete": (mending.delete, "Deleted 4 notes"),
}


@pytest.fixture
def filled(db: Connection) -> Connection:
    """Four notes with six cards: one suspended, one buried, two rated; the last note is in another deck and has a tag."""
    top, other = add_deck(db, "Top"), add_deck(db, "Other")
    add_note(db, top, suspended="user")
    add_note(db, top, cards=2)
    add_note(db, top, cards=2, buried_on=None)
    (last,) = add_note(db, other, buried_on=TODAY.isoformat())
    mending.tag(db, Chosen(ids=(last,)), ["old"], MOMENT)
    rate(db, 2, Rating.EASY, later(days=-5))
    rate(db, 4, Rating.AGAIN)
    db.execute("UPDATE cards SET buried_on = NULL WHERE id < 6")
    return db


@pytest.mark.parametrize("name", MENDS)
def test_each_is_one_step_that_keeps_the_collection_right_when_undone_and_redone(filled: Connection, name: str) -> None:
    mend, label = MENDS[name]
    before, rows = live(filled), len(log(filled))
    assert mend(filled, ALL, MOMENT).label == label
    action = undoable(filled)
    assert action
    assert action.label == label
    assert check(filled).differences == ()
    after = live(filled)
    assert after != before
    undo(filled, None, later(minutes=1))
    assert live(filled) == before
    assert check(filled).differences == ()
    redo(filled, None, later(minutes=2))
    assert live(filled) == after
    assert check(filled).differences == ()
    assert len(log(filled)) == rows + 3 * {"reset": 2, "due": 6}.get(name, 0)


@pytest.mark.parametrize("name", MENDS)
def test_a_second_time_changes_nothing_and_adds_no_step(filled: Connection, name: str) -> None:
    mend, _ = MENDS[name]
    mend(filled, ALL, MOMENT)
    before, step = live(filled), undoable(filled)
    assert mend(filled, ALL, MOMENT).count == 0
    assert live(filled) == before
    assert undoable(filled) == step


def test_what_is_chosen_by_its_ids_is_changed_and_nothing_else(filled: Connection) -> None:
    assert mending.flag(filled, Chosen(ids=(2, 4, 99, 2**70)), 1, MOMENT).label == "Flagged 2 cards red"
    assert find_card_ids(filled, "flag:red", MOMENT) == [2, 4]


def test_a_search_is_asked_when_the_change_is_made(filled: Connection) -> None:
    chosen = Chosen(query="is:new")
    assert find_card_ids(filled, "is:new", MOMENT) == [1, 3, 5, 6]
    rate(filled, 5)
    delete_notes(filled, [1], MOMENT)
    assert mending.suspend(filled, chosen, MOMENT).count == 2
    assert find_card_ids(filled, "is:suspended", MOMENT) == [3, 6]


def test_a_note_that_is_deleted_elsewhere_at_that_moment_keeps_no_other_from_being_deleted(stored: Connection) -> None:
    """Another connection is at work until this one has the database to itself, and only then is the search asked."""
    deck_id = add_deck(stored)
    for _ in range(3):
        add_note(stored, deck_id)
    assert stored.path
    deleted: list[Mended] = []
    with closing(connect(stored.path)) as other:
        with write(other):
            asking = Thread(target=lambda: deleted.append(mending.delete(stored, Chosen(query="front"), MOMENT)))
            asking.start()
            remove_notes(other, [2], MOMENT.stamp)
        asking.join()
    assert [each.label for each in deleted] == ["Deleted 2 notes"]


def test_undo_leads_back_to_the_card_at_hand_and_to_none_of_many(filled: Connection) -> None:
    for chosen, card_id in ((Chosen((3,)), 3), (at_hand(filled, 3, is_whole_note=True), 3), (Chosen((3, 4)), None)):
        mending.toggle_flag(filled, chosen, 2, MOMENT)
        action = undoable(filled)
        assert action
        assert action.card_id == card_id
        undo(filled, None, MOMENT)


def test_one_card_is_named_without_its_number(filled: Connection) -> None:
    assert mending.suspend(filled, Chosen((3,)), MOMENT).label == "Suspended a card"
    assert mending.toggle_mark(filled, Chosen((3,)), MOMENT).label == "Marked a note"
    assert mending.toggle_mark(filled, Chosen((3,)), MOMENT).label == "Took the mark off a note"


def test_a_card_that_is_not_there_is_not_at_hand(filled: Connection) -> None:
    with pytest.raises(NotFound):
        at_hand(filled, 99)


def test_a_search_that_cannot_be_meant_changes_nothing(filled: Connection) -> None:
    before = live(filled)
    with pytest.raises(BadInput, match="Column 1"):
        mending.delete(filled, Chosen(query='"'), MOMENT)
    assert live(filled) == before


def test_a_deck_that_is_not_there_takes_nothing(filled: Connection) -> None:
    with pytest.raises(NotFound):
        mending.move(filled, ALL, 9, MOMENT)
    assert not filled.in_transaction


def test_moving_one_card_moves_its_note_whole(filled: Connection) -> None:
    mending.move(filled, Chosen(ids=(2,)), 2, MOMENT)
    assert find_card_ids(filled, "deck:Other", MOMENT) == [2, 3, 6]


def test_setting_due_leaves_what_is_remembered_and_moves_only_the_day(filled: Connection) -> None:
    before = card(filled, 2).memory
    mending.set_due(filled, Chosen(ids=(2,)), 4, 4, MOMENT)
    after = card(filled, 2).memory
    assert before
    assert after
    assert (after.stability, after.difficulty, after.reviewed_on) == (before.stability, before.difficulty, before.reviewed_on)
    assert (after.due_on, after.interval_days) == (TODAY + timedelta(days=4), 9)


def test_a_card_in_steps_that_is_set_due_leaves_them(filled: Connection) -> None:
    mending.set_due(filled, Chosen(ids=(4,)), 0, 0, MOMENT)
    after = card(filled, 4).memory
    assert after
    assert (after.state, after.due_on, after.interval_days) == (State.REVIEW, TODAY, 1)


def test_a_new_card_set_due_is_recalled_as_wanted_on_that_day() -> None:
    options = Options(desired_retention=0.85)
    due_on = TODAY + timedelta(days=12)
    memory = memory_due_on(None, due_on, TODAY, options)
    assert (memory.interval_days, memory.due_on, memory.reps) == (12, due_on, 0)
    assert retrievability(memory, due_on, options.parameters) == pytest.approx(0.85)


def test_a_range_of_days_is_filled_evenly_and_always_alike(db: Connection) -> None:
    deck_id = add_deck(db)
    ids = [card_id for _ in range(23) for card_id in add_note(db, deck_id)]
    mending.set_due(db, ALL, 3, 7, MOMENT)
    days = {card_id: (memory.due_on - TODAY).days for card_id in ids if (memory := card(db, card_id).memory) and memory.due_on}
    assert sorted(Counter(days.values()).items()) == [(3, 5), (4, 5), (5, 4), (6, 5), (7, 4)]
    assert list(days.values()) != sorted(days.values())
    undo(db, None, MOMENT)
    mending.set_due(db, ALL, 3, 7, MOMENT)
    assert [card(db, card_id).memory.due_on - TODAY for card_id in ids] == [timedelta(days[card_id]) for card_id in ids]  # type: ignore[union-attr]


def test_a_drilled_card_gets_no_schedule(filled: Connection) -> None:
    filled.execute("UPDATE cards SET is_drilled = 1 WHERE id = 3")
    mending.set_due(filled, ALL, 1, 1, MOMENT)
    assert card(filled, 3).memory is None


def test_many_cards_that_change_alike_take_one_line_of_the_journal(filled: Connection) -> None:
    mending.flag(filled, ALL, 5, MOMENT)
    changes = json.loads(one(filled, "SELECT changes FROM journal ORDER BY id DESC LIMIT 1"))
    assert changes == [["cards", [1, 2, 3, 4, 5, 6], {"flag": 0}, {"flag": 5}]]


def test_search_rows_equal_notes_after_a_thousand_edits_deletes_undos_redos_and_imports(db: Connection) -> None:
    draw = random.Random(11)
    add_deck(db, "Top"), add_deck(db, "Other")
    for number in range(1000):
        _do_anything(db, draw, later(minutes=number))
        if number % 100 == 99:
            assert misindexed(db) == []
            db.execute("INSERT INTO search(search) VALUES ('integrity-check')")
    assert check(db).differences == ()


def _do_anything(db: Connection, draw: random.Random, at: Moment) -> None:
    notes = [row["id"] for row in db.execute("SELECT id FROM notes WHERE deleted_at IS NULL")]
    doing = draw.choice(("import", "add", "edit", "edit", "edit", "tag", "move", "delete", "undo", "undo", "redo"))
    words = " ".join(draw.sample(["queue", "topic", "café", "c++", "stream", "shard"], 3))
    chosen = Chosen(query=draw.choice(("queue", "topic -shard", "is:new tag:none", "café or c++")))
    if doing == "import":
        import_guide(db, f"{words} :: one ^a", f"{draw.choice(words.split())} :: two", path=f"{draw.randrange(3)}.md", at=at)
    elif doing == "undo" and undoable(db):
        undo(db, None, at)
    elif doing == "redo" and redoable(db):
        redo(db, None, at)
    elif doing == "tag":
        draw.choice((mending.tag, mending.untag))(db, chosen, [words.split()[0]], at)
    elif doing == "move":
        mending.move(db, chosen, draw.choice((1, 2)), at)
    elif not notes:
        return
    elif doing == "delete":
        delete_notes(db, draw.sample(notes, 1), at)
    elif doing in ("add", "edit"):
        shown = note(db, draw.choice(notes))
        draft = draft_of(shown)
        written = type(draft)(draft.kind, words, f"{words}, again", (), 0, 0, tags=tuple(words.split()[:1]))
        if doing == "add":
            write_note(db, "Top", written, at)
        else:
            edit_note(db, shown.id, written, "Other", note_version(shown), at)


def test_check_names_a_note_that_is_not_found_by_what_it_says(filled: Connection) -> None:
    filled.execute("UPDATE search SET back = 'something else' WHERE rowid = 2")
    assert check(filled).differences == ("note 2 is not found by what it says",)
