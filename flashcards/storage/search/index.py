"""The words of notes, findable. Whoever writes a note keeps its row here in the same transaction; `check` compares them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from flashcards.storage.database import Connection

SEARCHED = ("front", "back", "context", "tags")
"""What of a note can be found by its words."""


def index_new(db: Connection, rows: Iterable[Mapping[str, object]]) -> None:
    """Add notes that were just made, from the rows themselves. rows: with id and what is SEARCHED."""
    db.executemany("INSERT INTO search (rowid, front, back, context, tags) VALUES (:id, :front, :back, :context, :tags)", rows)


def index_notes(db: Connection, note_ids: Iterable[int]) -> None:
    """Bring the rows of these notes to what the notes say now; a deleted note has none."""
    ids = {"ids": json.dumps(list(note_ids))}  # one question for all of them: each would be a segment of the index
    db.execute("DELETE FROM search WHERE rowid IN (SELECT value FROM json_each(:ids))", ids)
    db.execute(
        """INSERT INTO search (rowid, front, back, context, tags)
        SELECT id, front, back, context, tags FROM notes
        WHERE id IN (SELECT value FROM json_each(:ids)) AND deleted_at IS NULL""",
        ids,
    )


def misindexed(db: Connection) -> list[int]:
    """The notes whose row here is missing, says something else, or should not be."""
    differs = " OR ".join(f"search.{name} IS NOT notes.{name}" for name in SEARCHED)
    found = db.execute(
        f"""SELECT notes.id FROM notes LEFT JOIN search ON search.rowid = notes.id
            WHERE CASE WHEN notes.deleted_at IS NULL THEN {differs} ELSE search.rowid IS NOT NULL END
        UNION SELECT rowid FROM search WHERE rowid NOT IN (SELECT id FROM notes) ORDER BY 1"""
    )
    return [row[0] for row in found]
