"""A preview of which the collection moved on: shown all the same, matched again, and never applied unseen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flashcards.core.errors import NotFound, Stale
from flashcards.services.imports.importing import Applied, apply_import
from flashcards.services.imports.looking_through import preview, preview_guide
from flashcards.services.imports.previewing import discard_import, edit_staged, take_skip, tick, tick_all
from flashcards.services.imports.rematching import answer_guide, is_current, match_again, view_import
from flashcards.services.undoing import undo
from flashcards.services.writing import delete_notes, draft_of, edit_note, note_version
from flashcards.storage.database import Connection
from flashcards.storage.guides import guides
from flashcards.storage.notes import note
from flashcards.storage.previews import Choice
from flashcards.storage.staged import StagedNote
from tests.build import MOMENT, guide, import_files, import_guide, later, one, rate, stage

QUESTION = "Q: What is a lease for?\nA: one holder at a time"
REWORDED = f"{QUESTION}, and an end"


def edit(db: Connection, note_id: int, back: str) -> None:
    """As the editor does it."""
    known = note(db, note_id)
    edit_note(db, note_id, replace(draft_of(known), back=back), "Deck", note_version(known), MOMENT)


def notes(db: Connection, import_id: int) -> list[StagedNote]:
    return [each for one in view_import(db, import_id).guides for each in one.notes]


# Words of the learner's own, given while the preview is shown


def test_a_card_reworded_while_its_preview_is_shown_is_not_overwritten(db: Connection) -> None:
    import_guide(db, QUESTION)
    import_id = stage(db, {"guide.md": guide(REWORDED)})
    assert [each.is_ticked for each in notes(db, import_id)] == [True]
    edit(db, 1, "so that two do not hold it")
    with pytest.raises(Stale):
        apply_import(db, import_id, MOMENT)
    assert [(each.status, each.is_ticked) for each in notes(db, import_id)] == [("changed", False)]
    apply_import(db, import_id, MOMENT)
    assert note(db, 1).back == "so that two do not hold it"


def test_words_of_one_s_own_that_were_to_be_overwritten_are_shown_again_when_they_change(db: Connection) -> None:
    import_guide(db, QUESTION)
    edit(db, 1, "so that two do not hold it")
    import_id = stage(db, {"guide.md": guide(REWORDED)})
    tick(db, import_id, notes(db, import_id)[0].id, True)
    edit(db, 1, "so that it ends")
    with pytest.raises(Stale):
        apply_import(db, import_id, MOMENT)
    assert not notes(db, import_id)[0].is_ticked
    tick(db, import_id, notes(db, import_id)[0].id, True)
    assert apply_import(db, import_id, MOMENT) == Applied(added=0, changed=1, same=0, gone=0)


# Notes that are not there any more


def shown(db: Connection, import_id: int) -> list[str]:
    """The statuses on the page of a preview's only guide."""
    whole = preview(db, import_id)
    ((head, _),) = whole.guides
    sections = preview_guide(db, whole, Choice(head.id), 1).sections
    return [one.note.status for section in sections for one in section.notes]


def test_a_preview_of_a_new_version_is_shown_when_the_first_import_was_undone(db: Connection) -> None:
    import_guide(db, QUESTION, "a :: 1", "b :: 2")
    import_id = stage(db, {"guide.md": guide(REWORDED, "a :: 1")})
    undo(db, None, MOMENT)
    assert shown(db, import_id) == ["changed", "same", "gone"]
    with pytest.raises(Stale):
        apply_import(db, import_id, MOMENT)
    assert shown(db, import_id) == ["added", "added"]
    assert apply_import(db, import_id, MOMENT) == Applied(added=2, changed=0, same=0, gone=0)


def test_a_preview_is_shown_when_what_a_card_may_be_and_what_it_contradicts_was_deleted(db: Connection) -> None:
    twins = (
        "Q: What keeps a queue from growing?\nA: consumers that are faster",
        "Q: What keeps the queue from growing?\nA: faster ones",
    )
    import_files(db, {"guide.md": guide(*twins), "two.md": guide("What is latency? :: time to answer")})
    asked = "## Three\n\nQ: What keeps one queue from growing?\nA: consumers that are faster"
    import_id = stage(db, {"guide.md": guide(asked, "What is latency? :: delay")})
    assert any(each.candidates or each.note_id for each in notes(db, import_id))
    assert any(each.conflicts for each in notes(db, import_id))
    delete_notes(db, [1, 2, 3], MOMENT)
    assert shown(db, import_id)


# What is known to be as it was


def test_a_rating_does_not_make_a_matching_old_but_another_text_or_tick_does(db: Connection) -> None:
    import_guide(db, QUESTION)
    import_id = stage(db, {"guide.md": guide(REWORDED, "b :: 2")})
    again = match_again(db, import_id)
    rate(db, 1)
    assert is_current(db, again)
    tick(db, import_id, notes(db, import_id)[1].id, False)
    assert not is_current(db, again)
    again = match_again(db, import_id)
    edit(db, 1, "so that it ends")
    assert not is_current(db, again)


# The deck a guide goes to


def test_a_guide_that_is_another_one_goes_to_its_own_deck(db: Connection) -> None:
    import_guide(db, *(f"{word} :: 1" for word in "abcd"), deck="Old")
    import_id = stage(db, {"guide.md": guide("e :: 2", "f :: 3", "g :: 4", deck="New")})
    (asked,) = view_import(db, import_id).guides
    assert (asked.guide.resembles_id, asked.guide.deck) == (1, "New")
    answer_guide(db, import_id, asked.guide.id, is_new_version=True)
    assert (view_import(db, import_id).guides[0].guide.deck, preview(db, import_id).guides[0][0].deck) == ("Old", "Old")
    answered = stage(db, {"renamed.md": guide(*(f"{word} :: 1" for word in "abcd"), deck="New")})
    (renamed,) = view_import(db, answered).guides
    assert (renamed.guide.guide_id, renamed.guide.deck) == (1, "Old")
    answer_guide(db, answered, renamed.guide.id, is_new_version=False)
    assert view_import(db, answered).guides[0].guide.deck == "New"
    edited = view_import(db, answered).guides[0].notes[0]
    edit_staged(db, answered, edited.id, "e", "2")
    apply_import(db, answered, MOMENT)
    (deck,) = [known.deck_id for known in guides(db) if known.path == "renamed.md"]
    assert one(db, "SELECT name FROM decks WHERE id = ?", deck) == "New"


# Answers to what is not there


@pytest.mark.parametrize("is_applied", [False, True])
def test_nothing_can_be_said_of_a_preview_that_is_over(db: Connection, is_applied: bool) -> None:
    import_id = stage(db, {"guide.md": guide("a :: 1", "## Resources", "- Read the book about leases.")})
    (staged,) = view_import(db, import_id).guides
    if is_applied:
        apply_import(db, import_id, MOMENT)
    else:
        discard_import(db, import_id)
    for say in (
        lambda: tick(db, import_id, staged.notes[0].id, True),
        lambda: tick_all(db, import_id, Choice(), True),
        lambda: take_skip(db, import_id, staged.guide.id, 0),
        lambda: answer_guide(db, import_id, staged.guide.id, is_new_version=True),
        lambda: discard_import(db, import_id),
    ):
        with pytest.raises(NotFound):
            say()


def test_a_guide_of_another_import_cannot_be_answered_for(db: Connection) -> None:
    first, second = stage(db, {"a.md": guide("a :: 1")}), stage(db, {"b.md": guide("b :: 2")})
    (other,) = view_import(db, second).guides
    with pytest.raises(NotFound):
        answer_guide(db, first, other.guide.id, is_new_version=False)


def test_a_second_press_of_import_does_nothing(db: Connection) -> None:
    import_id = stage(db, {"guide.md": guide("a :: 1")})
    assert apply_import(db, import_id, MOMENT)
    assert apply_import(db, import_id, later(1)) is None
