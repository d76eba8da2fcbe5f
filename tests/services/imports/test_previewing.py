"""Ticks of many cards at once, and skips taken after all."""

from __future__ import annotations

import pytest

from flashcards.core.errors import NotFound
from flashcards.core.models import Kind
from flashcards.services.imports.importing import apply_import
from flashcards.services.imports.previewing import edit_staged, take_skip, tick, tick_all
from flashcards.services.imports.rematching import view_import
from flashcards.storage.database import Connection
from flashcards.storage.previews import Choice
from flashcards.storage.staged import StagedNote
from tests.build import MOMENT, guide, import_guide, one, stage

TWO_SECTIONS = b"# G\n\n## One\n\na :: 1\n\nb :: 2\n\n## Two\n\nc :: 3\n"
SKIPPING = b"""# Storage

## S3

- **Durability**: eleven nines
- **Consistency**: strong after a write
- **Largest object**: 5 TB
- **Classes**: [Your list]

## To do

- [ ] Read about S3
"""


def notes(db: Connection, import_id: int) -> list[StagedNote]:
    return [note for one in view_import(db, import_id).guides for note in one.notes]


def fronts(db: Connection, import_id: int) -> list[str]:
    """Of the ticked cards."""
    return [note.draft.front for note in notes(db, import_id) if note.is_ticked]


def test_a_section_is_left_out_and_taken_as_a_whole(db: Connection) -> None:
    import_id = stage(db, {"g.md": TWO_SECTIONS})
    tick_all(db, import_id, Choice(heading=("One",)), False)
    assert fronts(db, import_id) == ["c"]
    tick_all(db, import_id, Choice(heading=("One",)), True)
    assert fronts(db, import_id) == ["a", "b", "c"]


def test_headings_of_any_letters_are_found(db: Connection) -> None:
    import_id = stage(db, {"g.md": '# G\n\n## Größe "x" \\ y\n\na :: 1\n\n## Other\n\nb :: 2\n'.encode()})
    heading = notes(db, import_id)[0].draft.heading
    tick_all(db, import_id, Choice(heading=heading), False)
    assert fronts(db, import_id) == ["b"]


def test_a_guide_and_a_kind_are_left_out_as_a_whole(db: Connection) -> None:
    import_id = stage(db, {"a.md": guide("a :: 1", title="A"), "b.md": guide("b :: 2", title="B")})
    first = view_import(db, import_id).guides[0].guide.id
    tick_all(db, import_id, Choice(first), False)
    assert fronts(db, import_id) == ["b"]
    tick_all(db, import_id, Choice(kind=notes(db, import_id)[1].draft.kind), False)
    assert fronts(db, import_id) == []


def test_ticks_of_another_import_stay(db: Connection) -> None:
    first, second = stage(db, {"a.md": guide("a :: 1")}), stage(db, {"b.md": guide("b :: 2")})
    tick_all(db, first, Choice(), False)
    assert fronts(db, second) == ["b"]


def test_what_stays_the_same_keeps_its_tick(db: Connection) -> None:
    import_guide(db, "a :: 1")
    import_id = stage(db, {"guide.md": guide("a :: 1", "b :: 2")})
    tick_all(db, import_id, Choice(), False)
    assert [(note.status, note.is_ticked) for note in notes(db, import_id)] == [("same", True), ("added", False)]


def test_a_section_has_nothing_to_say_of_cards_that_are_gone(db: Connection) -> None:
    import_guide(db, "a :: 1", "b :: 2")
    import_id = stage(db, {"guide.md": guide("b :: 2", "something else entirely :: 3")})
    tick_all(db, import_id, Choice(heading=()), False)
    assert [(note.status, note.is_ticked) for note in notes(db, import_id) if note.status == "gone"] == [("gone", True)]


def test_a_skip_taken_after_all_becomes_a_card_in_the_words_of_its_author(db: Connection) -> None:
    import_id = stage(db, {"s3.md": SKIPPING})
    staged = view_import(db, import_id).guides[0].guide
    number = next(number for number, skip in enumerate(staged.skips) if "Classes" in skip.text)
    take_skip(db, import_id, staged.id, number)
    made = next(note for note in notes(db, import_id) if note.skip_number == number)
    assert (made.status, made.is_ticked, made.draft.back) == ("added", True, "[Your list]")
    assert "Classes" in made.draft.front
    edit_staged(db, import_id, made.id, made.draft.front, "Standard, Infrequent Access, Glacier")
    apply_import(db, import_id, MOMENT)
    assert one(db, "SELECT COUNT(*) FROM notes WHERE back LIKE '%Glacier%'") == 1


def test_a_skip_taken_twice_is_left_again(db: Connection) -> None:
    import_id = stage(db, {"s3.md": SKIPPING})
    before, staged = notes(db, import_id), view_import(db, import_id).guides[0].guide
    for _ in range(2):
        take_skip(db, import_id, staged.id, 0)
    assert notes(db, import_id) == before


def test_every_skip_can_be_taken(db: Connection) -> None:
    text = SKIPPING + b"\nGood luck!\n\n## Links\n\n[a](b.md)\n\n<div>\nraw\n</div>\n\n| Mon | Tue |\n|---|---|\n| | |\n"
    import_id = stage(db, {"s3.md": text})
    staged = view_import(db, import_id).guides[0].guide
    for number in range(len(staged.skips)):
        take_skip(db, import_id, staged.id, number)
    assert all(note.draft.front for note in notes(db, import_id))
    assert apply_import(db, import_id, MOMENT)


def test_only_what_was_skipped_in_this_import_can_be_taken(db: Connection) -> None:
    import_id, other = stage(db, {"s3.md": SKIPPING}), stage(db, {"s3.md": SKIPPING})
    staged = view_import(db, import_id).guides[0].guide
    for wrong_import, number in ((import_id, len(staged.skips)), (other, 0)):
        with pytest.raises(NotFound):
            take_skip(db, wrong_import, staged.id, number)


def test_the_counted_cards_are_those_that_are_reviewed(db: Connection) -> None:
    text = (
        b"# G\n\nQ: Fact?\nA: Yes.\n\nQ: Tell me about a time you led.\n\nC: {{c1::One}}, {{c2::two}}.\n\n## Story: A launch\n\n"
        b"**Situation**: It was late.\n\n**Task**: Ship it.\n\n**Action**: I cut scope.\n\n**Result**: It shipped.\n"
    )
    import_id = stage(db, {"g.md": text})
    for note in notes(db, import_id):
        counted = one(db, "SELECT cards FROM staged_notes WHERE id = ?", note.id)
        assert counted == (0 if note.draft.is_drilled else len(note.sides)), note.draft.front
    assert {note.draft.kind for note in notes(db, import_id)} >= {Kind.QUESTION}
    question = next(note for note in notes(db, import_id) if note.draft.is_drilled)
    edit_staged(db, import_id, question.id, question.draft.front, "I did.")
    assert one(db, "SELECT cards FROM staged_notes WHERE id = ?", question.id) == 1


def test_a_tick_of_no_card_is_named(db: Connection) -> None:
    import_id = stage(db, {"g.md": guide("a :: 1")})
    with pytest.raises(NotFound):
        tick(db, import_id, 99, True)
