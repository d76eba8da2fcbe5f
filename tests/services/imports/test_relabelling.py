"""What is said of a note beside its sides is taken too: of an edited export, and of an edited guide where the learner left it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flashcards.core.errors import Stale
from flashcards.core.models import Kind, Rating
from flashcards.services.imports.comparing import preview_note
from flashcards.services.imports.importing import apply_import
from flashcards.services.imports.previewing import tick
from flashcards.services.imports.rematching import view_import
from flashcards.services.sharing import as_markdown, choose_notes
from flashcards.services.undoing import undo
from flashcards.services.writing import draft_of, edit_note, note_version
from flashcards.storage.cards import cards_of_note
from flashcards.storage.database import Connection
from flashcards.storage.notes import Note, add_tag, note
from tests.build import MOMENT, import_files, import_guide, later, live, rate, stage

CARDS = ("SQS :: a queue", "SNS :: a topic")


def exported(db: Connection) -> str:
    (text,) = as_markdown(db, choose_notes(db, MOMENT)).contents.values()
    return text.decode()


def with_head(lines: str) -> bytes:
    return f"---\ndeck: Deck\n{lines}---\n\n# Guide\n\nSQS :: a queue\n\nSNS :: a topic\n".encode()


def tagged(db: Connection, note_id: int, *tags: str) -> None:
    """The learner gives a note tags."""
    shown = note(db, note_id)
    edit_note(db, note_id, replace(draft_of(shown), tags=tags), "Deck", note_version(shown), MOMENT)


def said(shown: Note) -> tuple[object, ...]:
    return shown.kind, shown.level, shown.tags


@pytest.mark.parametrize(
    ("line", "wanted"), [('level: "L7"', (Kind.CONCEPT, "L7", ())), ('tags: ["aws"]', (Kind.CONCEPT, None, ("aws",)))]
)
def test_the_head_of_an_edited_export_is_taken(db: Connection, line: str, wanted: tuple[object, ...]) -> None:
    import_guide(db, *CARDS)
    applied = import_files(db, {"export.md": exported(db).replace("deck:", f"{line}\ndeck:", 1).encode()})
    assert (applied.changed, applied.same) == (2, 0)
    assert [said(note(db, one)) for one in (1, 2)] == [wanted, wanted]


def test_a_comment_in_an_export_changes_one_note_which_keeps_its_memory(db: Connection) -> None:
    import_guide(db, *CARDS)
    rate(db, 1, Rating.EASY)
    remembered, before = cards_of_note(db, 1)[0].memory, live(db)
    edited = exported(db).replace('{"kind": "concept"}', '{"kind": "pitfall", "tags": ["aws"]}', 1)
    assert import_files(db, {"export.md": edited.encode()}).changed == 1
    assert (note(db, 1).kind, note(db, 1).tags, cards_of_note(db, 1)[0].memory) == (Kind.PITFALL, ("aws",), remembered)
    undo(db, None, MOMENT)
    assert live(db) == before


def test_an_export_that_nobody_edited_stays_the_same_whatever_its_notes_are(db: Connection) -> None:
    import_files(db, {"guide.md": with_head('level: L6\ntags: ["b", "a"]\n')})
    tagged(db, 1, "own", "a")
    add_tag(db, 2, "leech")
    assert import_files(db, {"export.md": exported(db).encode()}).same == 2
    assert set(note(db, 1).tags) == {"own", "a"}


def test_tags_of_the_front_matter_of_an_edited_guide_are_taken_but_for_notes_with_the_learner_s_own(db: Connection) -> None:
    import_files(db, {"guide.md": with_head("")})
    tagged(db, 2, "mine")
    applied = import_files(db, {"guide.md": with_head('level: L7\ntags: ["aws"]\n')})
    assert (applied.changed, applied.same) == (1, 1)
    assert [said(note(db, one))[1:] for one in (1, 2)] == [("L7", ("aws",)), (None, ("mine",))]
    assert import_files(db, {"guide.md": with_head('level: L7\ntags: ["aws"]\n')}).same == 2


def test_a_guide_that_says_nothing_new_takes_no_tag_of_the_learner_s_back(db: Connection) -> None:
    import_files(db, {"guide.md": with_head('tags: ["aws"]\n')})
    tagged(db, 1, "mine")
    assert import_files(db, {"guide.md": with_head('tags: ["aws"]\n') + b"\nEBS :: a disk\n"}).same == 2
    assert note(db, 1).tags == ("mine",)


def test_labels_that_are_not_ticked_stay_and_are_not_offered_again(db: Connection) -> None:
    import_files(db, {"guide.md": with_head("")})
    edited = b"\n" + with_head('tags: ["aws"]\n').replace(b"# Guide\n", b"# Guide\n\n")
    import_id = stage(db, {"guide.md": edited.lstrip()})
    first, second = view_import(db, import_id).guides[0].notes
    assert preview_note(db, import_id, first.id).relabelled == ("tags",)
    tick(db, import_id, first.id, False)
    apply_import(db, import_id, later())
    assert [note(db, one).tags for one in (1, 2)] == [(), ("aws",)]
    line = db.execute("SELECT line FROM sources WHERE note_id = 1").fetchone()[0]
    assert edited.lstrip().decode().split("\n")[line - 1] == "SQS :: a queue"
    assert import_files(db, {"guide.md": edited.lstrip() + b"\n"}).same == 2


def test_tags_the_learner_gives_while_a_preview_waits_are_not_lost_unseen(db: Connection) -> None:
    import_guide(db, *CARDS)
    import_id = stage(db, {"export.md": exported(db).replace("deck:", 'tags: ["aws"]\ndeck:', 1).encode()})
    tagged(db, 1, "mine")
    with pytest.raises(Stale):
        apply_import(db, import_id, MOMENT)
    assert note(db, 1).tags == ("mine",)
