"""What an import leaves behind: of guides whose files are gone, of pictures, and of what it wrote."""

from __future__ import annotations

from pathlib import Path

from flashcards.core.moment import Moment
from flashcards.services.imports.importing import apply_import
from flashcards.services.imports.preparing import cancel_import, read_import
from flashcards.services.imports.previewing import discard_import, tick
from flashcards.services.imports.rematching import view_import
from flashcards.services.imports.remembering import changes, gather_folder, remember
from flashcards.services.undoing import undo
from flashcards.services.viewing import guides_of
from flashcards.storage.database import Connection
from flashcards.storage.folders import Folder, folder
from flashcards.storage.guides import guides, sources_of
from flashcards.storage.media import media
from flashcards.storage.notes import note
from flashcards.storage.staging import staged_import
from tests.build import MOMENT, PNG, guide, later, live, stage

# Guides whose files are gone


def imported(db: Connection, home: Path) -> Folder:
    """A remembered folder of two guides; then one of them is removed."""
    home.mkdir()
    (home / "stays.md").write_bytes(guide("c :: 3", title="Stays"))
    (home / "goes.md").write_bytes(guide("a :: 1", "b :: 2", title="Goes"))
    kept = remember(db, str(home), MOMENT)
    apply_import(db, read_import(db, gather_folder(db, kept.id), MOMENT), MOMENT)
    (home / "goes.md").unlink()
    return folder(db, kept.id)


def take_without(db: Connection, kept: Folder, front: str) -> None:
    """Import what changed, but for one card."""
    import_id = read_import(db, gather_folder(db, kept.id), later(1))
    (left,) = [each for one in view_import(db, import_id).guides for each in one.notes if each.draft.front == front]
    tick(db, import_id, left.id, False)
    apply_import(db, import_id, later(1))


def test_of_a_gone_guide_a_card_that_is_not_ticked_lives_on_and_nothing_is_offered_again(db: Connection, tmp_path: Path) -> None:
    kept = imported(db, tmp_path / "guides")
    before = live(db)
    take_without(db, kept, "a")
    aside = {row["front"]: bool(row["gone_at"]) for row in db.execute("SELECT front, gone_at FROM notes")}
    assert aside == {"a": False, "b": True, "c": False}
    assert [known.path for known in guides(db)] == ["stays.md"]
    assert changes(db, folder(db, kept.id)).gone == ()
    undo(db, None, later(1))
    assert live(db) == before
    assert changes(db, folder(db, kept.id)).gone == ("goes.md",)


def test_a_card_that_outlived_its_guide_is_known_when_the_file_comes_back(db: Connection, tmp_path: Path) -> None:
    kept = imported(db, tmp_path / "guides")
    take_without(db, kept, "a")
    (tmp_path / "guides/goes.md").write_bytes(guide("a :: 1", "b :: 2", title="Goes"))
    apply_import(db, read_import(db, gather_folder(db, kept.id), later(2)), later(2))
    assert [row["front"] for row in db.execute("SELECT front FROM notes WHERE gone_at IS NULL ORDER BY front")] == ["a", "b", "c"]
    assert db.execute("SELECT COUNT(*) FROM notes").fetchone()[0] == 3
    living = next(row["id"] for row in db.execute("SELECT id FROM notes WHERE front = 'a'"))
    assert not note(db, living).is_gone
    assert not sources_of(db, living)[0].is_gone


# Pictures


def pictures(db: Connection) -> int:
    return int(db.execute("SELECT (SELECT COUNT(*) FROM media) + (SELECT COUNT(*) FROM staged_media)").fetchone()[0])


def staged_with_picture(db: Connection, at: Moment = MOMENT) -> int:
    """A preview of a card that shows a picture, which can be seen."""
    text = b"# Guide\n\nQ: What is drawn?\nA: ![it](a.png)\n"
    import_id = stage(db, {"guide.md": text, "a.png": PNG}, at)
    (name,) = view_import(db, import_id).guides[0].guide.images.values()
    assert media(db, name) == PNG
    return import_id


def test_pictures_go_with_a_preview_that_is_discarded_cancelled_or_forgotten(db: Connection) -> None:
    discard_import(db, staged_with_picture(db))
    assert pictures(db) == 0
    import_id = staged_with_picture(db)
    db.execute("UPDATE imports SET state = 'reading' WHERE id = ?", (import_id,))
    cancel_import(db, import_id)
    assert pictures(db) == 0
    staged_with_picture(db)
    stage(db, {"other.md": guide("a :: 1")}, later(8))
    assert pictures(db) == 0


def test_pictures_stay_with_the_cards_that_show_them(db: Connection) -> None:
    first, second = staged_with_picture(db), staged_with_picture(db)
    apply_import(db, first, MOMENT)
    discard_import(db, second)
    assert pictures(db) == 1
    assert db.execute("SELECT COUNT(*) FROM media").fetchone()[0] == 1


def test_an_import_says_which_guides_it_wrote_also_when_they_were_there(db: Connection) -> None:
    for lines in (("a :: 1",), ("a :: 1", "b :: 2")):
        import_id = stage(db, {"guide.md": guide(*lines)})
        apply_import(db, import_id, MOMENT)
        assert [one.path for one in guides_of(db, staged_import(db, import_id))] == ["guide.md"]
