"""Folders of guides on this machine that are imported again with one key. They are no part of the collection."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flashcards.core.errors import NotFound
from flashcards.storage.database import Connection


@dataclass(frozen=True, slots=True)
class Folder:
    """path: absolute, without links. imported_at: when an import of it was applied last; None before the first."""

    id: int
    path: str
    imported_at: datetime | None


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file that was imported from a folder. file: its whole path; that of a guide of a table lies "in" the table.

    guide_id: the stored guide it became; None when it became none, or that is deleted. contents: the SHA-256 of what need not
    be read again: what is stored of it, and what gave nothing.
    """

    folder_id: int
    file: Path
    guide_id: int | None
    contents: frozenset[str]


_COLUMNS = "id, path, imported_at"


def folders(db: Connection) -> list[Folder]:
    return [_folder(row) for row in db.execute(f"SELECT {_COLUMNS} FROM folders ORDER BY path")]


def folder(db: Connection, folder_id: int) -> Folder:
    """Raises NotFound."""
    row = db.execute(f"SELECT {_COLUMNS} FROM folders WHERE id = ?", (folder_id,)).fetchone()
    if row is None:
        raise NotFound("This folder is not remembered any more. Add it again in Settings.")
    return _folder(row)


def folder_at(db: Connection, path: str) -> Folder | None:
    row = db.execute(f"SELECT {_COLUMNS} FROM folders WHERE path = ?", (path,)).fetchone()
    return _folder(row) if row else None


def add_folder(db: Connection, path: str, stamp: str) -> int:
    """Its id, also when it was there."""
    db.execute("INSERT INTO folders (path, remembered_at) VALUES (?, ?) ON CONFLICT (path) DO NOTHING", (path, stamp))
    return int(db.execute("SELECT id FROM folders WHERE path = ?", (path,)).fetchone()["id"])


def remove_folder(db: Connection, folder_id: int) -> None:
    db.execute("DELETE FROM folders WHERE id = ?", (folder_id,))


def imported_files(db: Connection) -> list[ImportedFile]:
    """Of all folders; a folder may lie in another one."""
    rows = db.execute(
        """SELECT folders.id, folders.path, folder_guides.path, guides.id, guides.sha256, passed_over
        FROM folder_guides JOIN folders ON folders.id = folder_id
        LEFT JOIN guides ON guides.id = guide_id AND deleted_at IS NULL"""
    )
    return [
        ImportedFile(folder_id, Path(folder, path), guide_id, frozenset(filter(None, contents)))
        for folder_id, folder, path, guide_id, *contents in rows
    ]


def keep_imported(db: Connection, import_id: int, guide_ids: Mapping[int, int], stamp: str) -> None:
    """Remember what a folder held when an import of it was applied, while that is still staged.

    guide_ids: by staged guide, the stored one it became, if any. A guide has one file: that which it came from last.
    """
    head = db.execute("SELECT folder_id, unread FROM imports WHERE id = ?", (import_id,)).fetchone()
    if head["folder_id"] is None:
        return
    staged = db.execute("SELECT id, path, sha256 FROM staged_guides WHERE import_id = ? AND NOT is_gone", (import_id,))
    rows = [(path, None if one in guide_ids else sha256, guide_ids.get(one)) for one, path, sha256 in staged]
    imported = json.dumps([guide_id for *_, guide_id in rows if guide_id])
    db.execute("DELETE FROM folder_guides WHERE guide_id IN (SELECT value FROM json_each(?))", (imported,))
    db.executemany(
        """INSERT INTO folder_guides (folder_id, path, passed_over, guide_id) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET passed_over = excluded.passed_over, guide_id = IFNULL(excluded.guide_id, guide_id)""",
        [(head["folder_id"], *row) for row in rows + [(*one, None) for one in json.loads(head["unread"]).items()]],
    )
    db.execute("UPDATE folders SET imported_at = ? WHERE id = ?", (stamp, head["folder_id"]))


def _folder(row: sqlite3.Row) -> Folder:
    imported_at = row["imported_at"]
    return Folder(row["id"], row["path"], datetime.fromisoformat(imported_at) if imported_at else None)
