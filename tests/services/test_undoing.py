"""Undo gives back what was there, to the last column, however long ago and however mixed; the log only grows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from flashcards.core.errors import Stale
from flashcards.core.models import Rating
from flashcards.services import mending
from flashcards.services.configuring import choose_options
from flashcards.services.mending import Chosen, at_hand
from flashcards.services.queueing import Kept
from flashcards.services.reviewing import open_desk, rate_card
from flashcards.services.undoing import redo, undo
from flashcards.storage.cards import card
from flashcards.storage.database import Connection, close
from flashcards.storage.journal import DEPTH, redoable, undoable
from flashcards.storage.migrations import memory_database, open_database
from tests.build import MOMENT, NOW, add_cards, add_deck, import_guide, journal, later, log, one, question, rate, state
from tests.services.actions import ALL, FORWARD, act_all, picked, small_collection


def thirty_actions(db: Connection) -> None:
    """Ratings, burying, flags, options, notes written, decks arranged and guides imported, over a season."""
    first, second, third, fourth, fifth = (row["id"] for row in db.execute("SELECT id FROM cards ORDER BY id LIMIT 5"))
    days = [later(days) for days in (0, 1, 3, 9)]
    for number, at in enumerate(days):
        rate(db, first, Rating(1 + number % 4), at)
        mending.toggle_flag(db, Chosen((second,)), number + 1, at)
        mending.toggle_mark(db, Chosen((third,)), at)
        mending.bury(db, at_hand(db, fourth, is_whole_note=number % 2 == 0), at)
        choose_options(db, 1, {"new_per_day": number + 1, "desired_retention": 0.8 + number / 100}, at)
    for name in ("add", "edit", "set due", "reset", "move notes", "rename a deck"):
        ALL[name](db, 1, days[-1], Kept())
    import_guide(db, "c :: 3", "g :: 7", path="other.md", deck="Other::Deck", at=days[-1])
    mending.suspend(db, Chosen((fifth,)), days[-1])
    mending.suspend(db, at_hand(db, third, is_whole_note=True), days[-1])
    import_guide(db, "a :: 1", "b :: II ^b", "f :: 6", at=days[-1])
    import_guide(db, "a :: 1", "b :: 2 ^b", "c :: 3", at=days[-1])


def test_thirty_mixed_actions_are_undone_and_redone_across_restarts(path: Path) -> None:
    db = open_database(path, NOW)
    import_guide(db, "a :: 1", "b :: 2 ^b", "c :: 3", "d :: 4", "e :: 5")
    start, rows = visible(db), journal(db)
    thirty_actions(db)
    end, grown = visible(db), log(db)
    assert len(journal(db)) == DEPTH
    assert journal(db)[0][0] == rows[-1][0] + 1
    close(db)

    db = open_database(path, NOW)
    for _ in range(DEPTH):
        undo(db, None, later(100))
    assert visible(db) == start
    assert log(db)[: len(grown)] == grown
    with pytest.raises(Stale, match="nothing to undo"):
        undo(db, None, later(100))
    undone = log(db)
    close(db)

    db = open_database(path, NOW)
    for _ in range(DEPTH):
        redo(db, None, later(101))
    assert visible(db) == end
    assert log(db)[: len(undone)] == undone
    with pytest.raises(Stale, match="nothing to redo"):
        redo(db, None, later(101))
    close(db)


def visible(db: Connection) -> dict[str, list[tuple[object, ...]]]:
    """The state without rows that an undo marked as deleted."""
    return {table: [row[:-1] for row in rows if row[-1]] for table, rows in state(db).items()}


@given(picked(FORWARD, most=15))
@settings(max_examples=30)
def test_undoing_all_restores_the_start_and_redoing_all_the_end(actions: list[tuple[str, int, int]]) -> None:
    db = memory_database()
    small_collection(db)
    start = visible(db)
    act_all(db, actions, Kept(), lambda at: None)
    end, steps = visible(db), 0
    while undoable(db):
        undo(db, None, later(100))
        steps += 1
    assert visible(db) == start
    for _ in range(steps):
        redo(db, None, later(100))
    assert visible(db) == end
    assert redoable(db) is None
    db.close()


@pytest.fixture
def rated(db: Connection) -> int:
    """A card that was just rated."""
    (card_id,) = add_cards(db, add_deck(db), 1)
    rate(db, card_id)
    return card_id


def test_undo_and_redo_each_add_a_row_that_names_the_rating(db: Connection, rated: int) -> None:
    undo(db, None, MOMENT)
    redo(db, None, MOMENT)
    rows = [tuple(row) for row in db.execute("SELECT kind, reverses_id, rating, card_id FROM review_log ORDER BY id")]
    assert rows == [("rating", None, 3, rated), ("undo", 1, None, rated), ("redo", 1, None, rated)]
    sides = [tuple(row) for row in db.execute("SELECT before, after FROM review_log ORDER BY id")]
    assert sides[0] == sides[2] == sides[1][::-1]


def test_undo_of_what_was_no_rating_adds_no_row(db: Connection, rated: int) -> None:
    mending.toggle_flag(db, Chosen((rated,)), 1, MOMENT)
    undo(db, None, MOMENT)
    assert len(log(db)) == 1


def test_the_same_undo_pressed_twice_takes_back_one_action(db: Connection, rated: int) -> None:
    mending.toggle_flag(db, Chosen((rated,)), 1, MOMENT)
    shown = undoable(db)
    assert shown
    undo(db, shown.id, MOMENT)
    before = state(db), log(db)
    with pytest.raises(Stale, match="Rated Good"):
        undo(db, shown.id, MOMENT)
    assert (state(db), log(db)) == before


def test_the_same_redo_pressed_twice_does_one_action_again(db: Connection, rated: int) -> None:
    mending.toggle_flag(db, Chosen((rated,)), 1, MOMENT)
    undo(db, None, MOMENT)
    undo(db, None, MOMENT)
    shown = redoable(db)
    assert shown
    redo(db, shown.id, MOMENT)
    with pytest.raises(Stale, match="Flagged"):
        redo(db, shown.id, MOMENT)
    assert card(db, rated).flag == 0


def test_a_new_action_leaves_nothing_to_redo(db: Connection, rated: int) -> None:
    undo(db, None, MOMENT)
    mending.toggle_flag(db, Chosen((rated,)), 1, MOMENT)
    with pytest.raises(Stale):
        redo(db, None, MOMENT)
    assert card(db, rated).memory is None


def test_a_refused_rating_leaves_undo_as_it_was(db: Connection, rated: int) -> None:
    shown = question(db, rated)
    rate(db, rated, at=later(minutes=1))
    with pytest.raises(Stale):
        rate_card(db, rated, Rating.GOOD, shown.version, "late", 1000, later(minutes=1))
    undo(db, None, later(minutes=2))
    before = card(db, rated).memory
    assert before == shown.card.memory
    rate(db, rated, Rating.EASY, later(minutes=3))
    undo(db, None, later(minutes=4))
    undo(db, None, later(minutes=4))
    assert card(db, rated).memory is None
    assert [row["kind"] for row in db.execute("SELECT kind FROM review_log ORDER BY id")] == [
        "rating", "rating", "undo", "rating", "undo", "undo",
    ]  # fmt: skip


def test_a_rating_that_was_undone_uses_up_no_limit_and_counts_as_no_answer(db: Connection) -> None:
    ids = add_cards(db, add_deck(db, new_per_day=1), 2)
    rate(db, ids[0], Rating.EASY)
    assert open_desk(db, MOMENT).left == 0
    undo(db, None, MOMENT)
    assert open_desk(db, MOMENT).counts.new == 1
    redo(db, None, MOMENT)
    assert open_desk(db, MOMENT).left == 0


def test_a_card_shown_before_undo_and_redo_is_stale_though_it_looks_the_same(db: Connection, rated: int) -> None:
    version = question(db, rated).version
    undo(db, None, MOMENT)
    redo(db, None, MOMENT)
    with pytest.raises(Stale):
        rate_card(db, rated, Rating.GOOD, version, "old tab", 1000, MOMENT)


def test_an_undone_import_leaves_no_card_deck_or_guide_to_be_seen(db: Connection) -> None:
    import_guide(db, "a :: 1", "b :: 2", deck="New::Deck")
    undo(db, None, MOMENT)
    assert all(rows == [] for rows in visible(db).values())
    assert open_desk(db, MOMENT).question is None
    import_guide(db, "a :: 1", "b :: 2", deck="New::Deck")
    assert one(db, "SELECT COUNT(*) FROM cards WHERE deleted_at IS NULL") == 2
