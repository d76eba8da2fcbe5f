"""Principles: rows to models. A card of a story names one by its id, notes name them by their names."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from flashcards.core.errors import NotFound
from flashcards.core.models import LARGEST_ID
from flashcards.core.stories.principles import Principle, PrincipleDraft
from flashcards.storage.cards import next_id
from flashcards.storage.database import Connection
from flashcards.storage.journal import Change, inserted, update


def principles(db: Connection) -> list[Principle]:
    """All there are, in their order."""
    return [_principle(row) for row in db.execute("SELECT * FROM principles WHERE deleted_at IS NULL ORDER BY position, id")]


def principle(db: Connection, principle_id: int) -> Principle:
    """Raises NotFound, also for an id SQLite could not hold."""
    row = None
    if 0 < principle_id <= LARGEST_ID:
        row = db.execute("SELECT * FROM principles WHERE id = ? AND deleted_at IS NULL", (principle_id,)).fetchone()
    if row is None:
        raise NotFound("There is no such principle. It may have been removed; see the page Principles.")
    return _principle(row)


def insert_principle(db: Connection, draft: PrincipleDraft, position: int, stamp: str) -> tuple[int, Change | None]:
    """One that was removed comes back under its id: cards that ask for it find their memory again."""
    columns = principle_columns(draft) | {"position": position}
    removed = db.execute("SELECT id FROM principles WHERE name = ? ORDER BY id DESC LIMIT 1", (draft.name,)).fetchone()
    if removed:
        return removed["id"], update(db, "principles", removed["id"], **columns, deleted_at=None)
    principle_id = next_id(db, "principles")
    db.execute(
        """INSERT INTO principles (id, name, meaning, l6, l7, position)
        VALUES (:id, :name, :meaning, :l6, :l7, :position)""",
        columns | {"id": principle_id},
    )
    return principle_id, inserted("principles", [principle_id], stamp)


def principle_columns(draft: PrincipleDraft) -> dict[str, object]:
    return {"name": draft.name, "meaning": draft.meaning, "l6": draft.l6, "l7": draft.l7}


def rename_in_notes(db: Connection, old: str, new: str) -> list[Change | None]:
    """Let every note that names a principle, in whatever case, name it anew."""
    rows = db.execute(
        """SELECT id, principles FROM notes WHERE deleted_at IS NULL
            AND EXISTS (SELECT 1 FROM json_each(principles) WHERE value = :old COLLATE NOCASE) ORDER BY id""",
        {"old": old},
    ).fetchall()
    return [update(db, "notes", row["id"], principles=_renamed(json.loads(row["principles"]), old, new)) for row in rows]


def _renamed(names: Sequence[str], old: str, new: str) -> str:
    return json.dumps([new if name.casefold() == old.casefold() else name for name in names], ensure_ascii=False)


def _principle(row: sqlite3.Row) -> Principle:
    return Principle(row["name"], row["meaning"], row["l6"], row["l7"], id=row["id"], position=row["position"])
