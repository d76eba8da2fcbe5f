"""The words of notes, findable. Whoever writes a note keeps its row here in the same transaction; `check` compares them."""

from __future__ import annotations

from collections.abc import Iterable

from flashcards.storage.database import Connection

SEARCHED = ("front", "back", "context", "tags")
"""What of a note can be found by its words."""


def index_notes(db: Connection, note_ids: Iterable[int]) -> None:
    """Bring the rows of these notes to what the notes say now; a deleted note has none."""
    ids = [(note_id,) for note_id in note_ids]
    db.executemany("DELETE FROM search WHERE rowid = ?", ids)
    db.executemany(
        """INSERT INTO search (rowid, front, back, context, tags)
        SELECT id, front, back, context, tags FROM notes WHERE id = ? AND deleted_at IS NULL""",
        ids,
    )
