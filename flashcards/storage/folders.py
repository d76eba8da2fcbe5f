"""Folders of guides on this machine that are imported again with one key. They are no part of the collection."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from flashcards.core.errors import NotFound
from flashcards.storage.database import Connection


@dataclass(frozen=True, slots=True)
class Folder:
    """path: absolute, without links. imported_at: when an import of it was applied last; None before the first."""

    id: int
    path: str
    imported_at: datetime | None


@dataclass(frozen=True, slots=True)
class FolderGuide:
    """A guide as it was imported from a folder. guide_id: the stored guide it became; None when it gave no card."""

    sha256: str
    guide_id: int | None


_COLUMNS = "id, path, imported_at"


def folders(db: Connection) -> list[Folder]:
    return [_folder(row) for row in db.execute(f"SELECT {_COLUMNS} FROM folders ORDER BY path")]


def folder(db: Connection, folder_id: int) -> Folder:
    """Raises NotFound."""
    row = db.execute(f"SELECT {_COLUMNS} FROM folders WHERE id = ?", (folder_id,)).fetchone()
    if row is None:
        raise NotFound("This folder is not remembered any more. Add it again in Settings.")
    return _folder(row)


def add_folder(db: Connection, path: str, stamp: str) -> int:
    """Its id, also when it was there."""
    db.execute("INSERT INTO folders (path, remembered_at) VALUES (?, ?) ON CONFLICT (path) DO NOTHING", (path, stamp))
    return int(db.execute("SELECT id FROM folders WHERE path = ?", (path,)).fetchone()["id"])


def remove_folder(db: Connection, folder_id: int) -> None:
    db.execute("DELETE FROM folders WHERE id = ?", (folder_id,))


def folder_guides(db: Connection, folder_id: int) -> dict[str, FolderGuide]:
    """By path, what was imported from it."""
    rows = db.execute("SELECT path, sha256, guide_id FROM folder_guides WHERE folder_id = ?", (folder_id,))
    return {path: FolderGuide(sha256, guide_id) for path, sha256, guide_id in rows}


def keep_imported(db: Connection, import_id: int, stamp: str) -> None:
    """Remember what a folder held when an import of it was applied, while that is still staged."""
    db.execute(
        """INSERT OR REPLACE INTO folder_guides (folder_id, path, sha256, guide_id)
        SELECT folder_id, path, sha256, (
            SELECT MAX(guides.id) FROM guides
            WHERE guides.path = staged_guides.path AND guides.sha256 = staged_guides.sha256 AND deleted_at IS NULL
        )
        FROM staged_guides JOIN imports ON imports.id = import_id
        WHERE import_id = ? AND folder_id IS NOT NULL AND NOT is_gone""",
        (import_id,),
    )
    question = "UPDATE folders SET imported_at = ? WHERE id = (SELECT folder_id FROM imports WHERE id = ?)"
    db.execute(question, (stamp, import_id))


def _folder(row: sqlite3.Row) -> Folder:
    imported_at = row["imported_at"]
    return Folder(row["id"], row["path"], datetime.fromisoformat(imported_at) if imported_at else None)
