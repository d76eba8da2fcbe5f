from __future__ import annotations

from pathlib import Path

import pytest

from flashcards.core.errors import BadInput, NotFound
from flashcards.services.imports.bundling import bundled_guides, gather_bundled
from flashcards.services.imports.importing import apply_import
from flashcards.services.imports.preparing import read_import
from flashcards.services.undoing import undo
from flashcards.storage.database import Connection
from tests.build import MOMENT, card_count, guide, import_guide


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "aws").mkdir()
    (tmp_path / "aws" / "queues.md").write_bytes(guide("a :: 1", "b :: 2 ^b", title="Queues"))
    (tmp_path / "design.md").write_bytes(guide("c :: 3", title="Design"))
    return tmp_path


def offers(db: Connection, folder: Path) -> dict[str, str]:
    return {each.path: each.availability.value for each in bundled_guides(db, folder)}


def take(db: Connection, folder: Path, *paths: str) -> None:
    apply_import(db, read_import(db, gather_bundled(folder, paths), MOMENT), MOMENT)


def test_every_bundled_guide_is_offered_with_what_it_gives(db: Connection, folder: Path) -> None:
    assert [(each.path, each.title, each.cards) for each in bundled_guides(db, folder)] == [
        ("aws/queues.md", "Queues", 2), ("design.md", "Design", 1),
    ]  # fmt: skip


def test_what_is_drilled_is_counted_apart_and_what_comes_unticked_not_at_all(db: Connection, tmp_path: Path) -> None:
    asked = "## Ownership\n\n- Tell me about a time you led. ^led\n    - Why you?"
    text = f"# Asked\n\nRead these as a listener, one after the other.\n\n{asked}\n\n## Facts\n\na :: 1\n"
    (tmp_path / "asked.md").write_text(text, encoding="utf-8")
    assert [(each.cards, each.drilled) for each in bundled_guides(db, tmp_path)] == [(1, 1)]


def test_what_was_taken_is_had_and_what_a_new_program_changed_is_offered_again(db: Connection, folder: Path) -> None:
    take(db, folder, "aws/queues.md")
    assert offers(db, folder) == {"aws/queues.md": "have", "design.md": "new"}
    (folder / "aws" / "queues.md").write_bytes(guide("a :: 1", "B :: 2 ^b", title="Queues"))
    assert offers(db, folder)["aws/queues.md"] == "changed"
    assert card_count(db) == 2
    take(db, folder, "aws/queues.md")
    assert offers(db, folder)["aws/queues.md"] == "have"
    assert card_count(db) == 2


def test_what_was_taken_back_is_new_again(db: Connection, folder: Path) -> None:
    take(db, folder, "design.md")
    undo(db, None, MOMENT)
    assert offers(db, folder)["design.md"] == "new"


def test_a_file_of_the_learner_s_own_does_not_take_the_place_of_a_bundled_one(db: Connection, folder: Path) -> None:
    take(db, folder, "design.md")
    import_guide(db, "c :: 3", "mine :: 4", path="design.md", title="Design")
    assert offers(db, folder)["design.md"] != "new"


def test_something_must_be_chosen(db: Connection, folder: Path) -> None:
    with pytest.raises(BadInput, match="Tick one"):
        gather_bundled(folder, ())


@pytest.mark.parametrize("paths", [("nowhere.md",), ("../secret.md",), ("design.md", "nowhere.md")])
def test_only_what_came_with_the_program_can_be_taken(db: Connection, folder: Path, paths: tuple[str, ...]) -> None:
    with pytest.raises(NotFound, match="come with the program"):
        gather_bundled(folder, paths)
