"""What an import cannot know by itself: which card, which guide, whose words. It asks, and leaves what is not answered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flashcards.core.errors import NotFound
from flashcards.services.imports.importing import Applied, apply_import
from flashcards.services.imports.previewing import take_skip, tick
from flashcards.services.imports.rematching import answer_guide, answer_note, is_renamed, match_again, view_import
from flashcards.services.undoing import redo, undo
from flashcards.services.writing import draft_of, edit_note, note_version
from flashcards.storage.database import Connection
from flashcards.storage.guides import guide as stored_guide
from flashcards.storage.guides import guides
from flashcards.storage.notes import note
from flashcards.storage.staged import StagedNote
from tests.build import MOMENT, guide, import_files, import_guide, journal, later, live, one, rate, stage, state


def memories(db: Connection) -> dict[int, tuple[object, ...]]:
    """What the cards of each note remember."""
    rows = db.execute("SELECT note_id, state, stability, due_on, due_at, reps FROM cards ORDER BY id")
    return {row["note_id"]: tuple(row)[1:] for row in rows}


def parked(db: Connection) -> int:
    return int(one(db, "SELECT COUNT(*) FROM notes WHERE gone_at IS NOT NULL"))


# What stays a question

TWINS = (
    "## One\n\nQ: What keeps a queue from growing?\nA: consumers that are faster than producers\n",
    "## Two\n\nQ: What keeps the queue from growing?\nA: consumers that are faster than producers are\n",
)
BETWEEN = "## Three\n\nQ: What keeps one queue from growing?\nA: consumers that are faster than producers\n"
OTHER = "## Four\n\nQ: What does a lease end with?\nA: its time, whether or not its holder is still there\n"


def asked(db: Connection) -> tuple[int, StagedNote]:
    """A preview with a note that may be either of two."""
    import_guide(db, *TWINS, OTHER)
    import_id = stage(db, {"guide.md": guide(BETWEEN, OTHER)}, later(1))
    (question,) = [each for each in view_import(db, import_id).guides[0].notes if each.status == "ask"]
    return import_id, question


def test_what_is_not_answered_is_left_as_it_is(db: Connection) -> None:
    import_id, question = asked(db)
    before = live(db)
    assert set(question.candidates) == {1, 2}
    assert apply_import(db, import_id, later(1)) == Applied(added=0, changed=0, same=1, gone=0, ask=1)
    assert {table: rows for table, rows in live(db).items() if table not in ("guides", "sources")} == {
        table: rows for table, rows in before.items() if table not in ("guides", "sources")
    }
    assert one(db, "SELECT COUNT(*) FROM sources WHERE gone_at IS NULL") == 3
    before = state(db), journal(db)
    assert import_files(db, {"guide.md": guide(BETWEEN, OTHER)}, later(2)).ask == 1
    assert (state(db), journal(db)) == before


@pytest.mark.parametrize(
    ("answer", "front", "gone"), [(0, "What keeps one queue from growing?", 1), (1, "What keeps one queue from growing?", 1)]
)
def test_the_card_it_is_said_to_be_takes_its_text_and_the_other_is_gone(
    db: Connection, answer: int, front: str, gone: int
) -> None:
    import_id, question = asked(db)
    chosen = question.candidates[answer]
    answer_note(db, import_id, question.id, chosen)
    applied = apply_import(db, import_id, later(1))
    assert applied == Applied(added=0, changed=1, same=1, gone=gone)
    assert note(db, chosen).front == front
    undo(db, None, later(1))
    assert note(db, chosen).front in TWINS[chosen - 1]


@pytest.mark.parametrize("answers", [(None,), (1,), (2,), (1, None), (None, 2)])
def test_after_an_answer_the_preview_says_what_matching_it_anew_would(db: Connection, answers: tuple[int | None, ...]) -> None:
    import_id, question = asked(db)
    before = {each.id: each for each in view_import(db, import_id).guides[0].notes}
    for answer in answers:
        answer_note(db, import_id, question.id, answer)
    assert match_again(db, import_id).is_as_shown
    after = {each.id: each for each in view_import(db, import_id).guides[0].notes}
    assert [(each.front_html, each.sides) for each in before.values() if each.id in after] == [
        (after[note_id].front_html, after[note_id].sides) for note_id in before if note_id in after
    ]


def test_an_answer_can_be_taken_back_as_long_as_nothing_was_imported(db: Connection) -> None:
    import_id, question = asked(db)
    answer_note(db, import_id, question.id, 1)
    answer_note(db, import_id, question.id, None)
    shown = {each.id: each for each in view_import(db, import_id).guides[0].notes}
    assert (shown[question.id].status, shown[question.id].note_id) == ("added", None)
    assert sorted(each.note_id or 0 for each in shown.values() if each.status == "gone") == [1, 2]
    assert apply_import(db, import_id, later(1)) == Applied(added=1, changed=0, same=1, gone=2)


def test_only_a_candidate_is_an_answer(db: Connection) -> None:
    import_id, question = asked(db)
    with pytest.raises(NotFound, match="cannot be that one"):
        answer_note(db, import_id, question.id, 3)
    (settled,) = [each for each in view_import(db, import_id).guides[0].notes if each.status == "same"]
    with pytest.raises(NotFound):
        answer_note(db, import_id, settled.id, 3)


# Guides under other names

CARDS = ("a :: 1", "b :: 2", "c :: 3", "d :: 4")


def test_a_renamed_guide_keeps_its_notes_and_takes_its_new_name_until_that_is_undone(db: Connection) -> None:
    import_guide(db, *CARDS, path="old.md")
    assert import_guide(db, *CARDS[:3], "e :: 5", path="new.md") == Applied(added=1, changed=0, same=3, gone=1)
    assert [known.path for known in guides(db)] == ["new.md"]
    undo(db, None, MOMENT)
    assert [known.path for known in guides(db)] == ["old.md"]
    redo(db, None, MOMENT)
    assert [known.path for known in guides(db)] == ["new.md"]


def test_a_guide_that_seems_renamed_is_another_one_if_the_learner_says_so(db: Connection) -> None:
    import_guide(db, *CARDS, path="old.md")
    import_id = stage(db, {"new.md": guide(*CARDS[:3], "e :: 5")})
    (shown,) = view_import(db, import_id).guides
    assert is_renamed(db, shown.guide)
    answer_guide(db, import_id, shown.guide.id, is_new_version=False)
    assert apply_import(db, import_id, MOMENT) == Applied(added=1, changed=0, same=3, gone=0)
    assert [known.path for known in guides(db)] == ["new.md", "old.md"]


def test_a_name_without_its_folder_leaves_the_path_as_it_is(db: Connection) -> None:
    import_files(db, {"aws/one.md": guide(*CARDS), "leading/two.md": guide("z :: 9")})
    import_guide(db, *CARDS, "e :: 5", path="one.md")
    assert stored_guide(db, 1).path == "aws/one.md"
    assert one(db, "SELECT COUNT(*) FROM guides") == 2


def test_a_card_that_moves_to_another_guide_takes_its_memory_along(db: Connection) -> None:
    long = "Q: What is a lease for?\nA: one holder at a time, and an end even if the holder dies"
    import_files(db, {"one.md": guide("a :: 1", long), "two.md": guide("b :: 2")})
    rate(db, 2)
    remembered = memories(db)[2]
    files = {"one.md": guide("a :: 1"), "two.md": guide("b :: 2", f"{long} before it is back")}
    assert import_files(db, files, later(1)) == Applied(added=0, changed=1, same=2, gone=0)
    assert (memories(db)[2], note(db, 2).context) == (remembered, "Guide")


# Words of the learner's own


def rewrite(db: Connection, note_id: int, back: str) -> None:
    """As the editor does it."""
    known = note(db, note_id)
    edit_note(db, note_id, replace(draft_of(known), back=back), "Deck", note_version(known), MOMENT)


QUESTION = "Q: What is a lease for?\nA: one holder at a time"


def test_the_learner_s_words_stay_when_the_guide_is_reworded_and_are_not_asked_for_twice(db: Connection) -> None:
    import_guide(db, QUESTION)
    rewrite(db, 1, "so that two do not hold it")
    for at in (later(1), later(2)):
        import_guide(db, f"{QUESTION}, and an end", at=at)
        assert note(db, 1).back == "so that two do not hold it"
    assert one(db, "SELECT COUNT(*) FROM notes") == 1
    assert view_import(db, stage(db, {"guide.md": guide(f"{QUESTION}, and an end")})).count("same") == 1


def test_the_guide_s_words_are_taken_instead_if_they_are_ticked(db: Connection) -> None:
    import_guide(db, QUESTION)
    rewrite(db, 1, "so that two do not hold it")
    import_id = stage(db, {"guide.md": guide(f"{QUESTION}, and an end")})
    (shown,) = view_import(db, import_id).guides[0].notes
    assert (shown.status, shown.is_ticked) == ("changed", False)
    tick(db, import_id, shown.id, True)
    apply_import(db, import_id, MOMENT)
    assert note(db, 1).back == "one holder at a time, and an end"


def test_a_note_the_learner_made_unlike_its_source_is_known_by_what_its_guide_said(db: Connection) -> None:
    import_guide(db, "a :: 1", "---", QUESTION)
    known = note(db, 2)
    edit_note(db, 2, replace(draft_of(known), front="Lease?", back="ends"), "Deck", note_version(known), MOMENT)
    reworded = QUESTION.replace("What is a", "What is one")
    assert import_guide(db, "a :: 1", "---", reworded) == Applied(added=0, changed=0, same=1, gone=0)
    assert (note(db, 2).front, parked(db)) == ("Lease?", 0)


# What else the guide says


def test_two_guides_that_answer_one_question_differently_stay_two_notes_and_say_so(db: Connection) -> None:
    import_guide(db, "What is latency? :: time to answer", path="one.md")
    import_id = stage(
        db, {"two.md": guide("What is latency? :: waiting time", "x :: 1"), "three.md": guide("What is latency? :: delay")}
    )
    found = {each.draft.back: each.conflicts for view in view_import(db, import_id).guides for each in view.notes}
    assert found == {"waiting time": ("three.md:7", 1), "1": (), "delay": ("two.md:7", 1)}
    apply_import(db, import_id, MOMENT)
    assert one(db, "SELECT COUNT(*) FROM notes WHERE front LIKE 'What is latency%'") == 3


def test_a_skip_that_was_taken_is_not_gone_when_its_guide_comes_again(db: Connection) -> None:
    text = guide("a :: 1", "## Resources", "- Read the book about leases.")
    import_id = stage(db, {"guide.md": text})
    (shown,) = view_import(db, import_id).guides
    take_skip(db, import_id, shown.guide.id, len(shown.guide.skips) - 1)
    apply_import(db, import_id, MOMENT)
    assert one(db, "SELECT COUNT(*) FROM notes") == 2
    before = state(db), journal(db)
    assert import_files(db, {"guide.md": text}, later(1)) == Applied(added=0, changed=0, same=1, gone=0)
    assert (state(db), journal(db)) == before
