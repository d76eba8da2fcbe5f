"""Every word of every note. Written by whoever writes the note: with trusted_schema=OFF, triggers may not."""

from __future__ import annotations

import sqlite3

STATEMENTS = (
    """CREATE VIRTUAL TABLE search USING fts5 (
        front, back, context, tags, tokenize = "unicode61 remove_diacritics 2"
    )""",
    """INSERT INTO search (rowid, front, back, context, tags)
        SELECT id, front, back, context, tags FROM notes WHERE deleted_at IS NULL""",
)


def apply(db: sqlite3.Connection) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
