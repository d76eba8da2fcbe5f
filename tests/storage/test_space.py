"""A file that was once large becomes as small as what is kept in it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from flashcards.services.checking import check
from flashcards.services.imports.gathering import Gathered
from flashcards.services.imports.preparing import read_import
from flashcards.services.imports.previewing import discard_import
from flashcards.storage.database import LARGEST_LOG_BYTES, Connection, connect, write
from flashcards.storage.media import save_media
from flashcards.storage.migrations import open_database
from flashcards.storage.space import LEAST_BYTES, give_back, spare_bytes
from tests.build import MOMENT, NOW, guide, import_guide, live


def fill_and_free(db: Connection, size: int) -> None:
    """Leave so many bytes of free pages."""
    with write(db):
        save_media(db, "x.png", bytes(size))
    with write(db):
        db.execute("DELETE FROM media WHERE name = 'x.png'")


def test_what_a_discarded_preview_filled_is_given_back_and_nothing_else_changes(tmp_path: Path) -> None:
    path = tmp_path / "flashcards.db"
    with closing(open_database(path, NOW)) as db, closing(connect(path)) as server:
        import_guide(db, "a :: 1", "b :: 2")
        before = live(db)
        picture = b"\x89PNG\r\n\x1a\n" + bytes(2 * LEAST_BYTES)
        text = guide("c :: ![](p.png)")
        discard_import(db, read_import(db, Gathered({"two.md": text}, {"p.png": picture}), MOMENT))
        assert spare_bytes(db) > LEAST_BYTES
        assert give_back(db)
        assert spare_bytes(db) == 0
        assert path.stat().st_size < LEAST_BYTES
        assert (live(db), live(server), check(db).differences) == (before, before, ())
        assert path.with_name("flashcards.db-wal").stat().st_size <= LARGEST_LOG_BYTES
        assert not give_back(db)


def test_a_few_free_pages_are_left_for_what_comes_next(tmp_path: Path) -> None:
    with closing(open_database(tmp_path / "flashcards.db", NOW)) as db:
        fill_and_free(db, LEAST_BYTES // 2)
        assert not give_back(db)
        assert spare_bytes(db) > 0
