"""Imports that are read in the background, plans, notes that may be one of several, and folders that are remembered."""

from __future__ import annotations

import sqlite3

STATEMENTS = (
    # done: guides that were read, of total. problem: why reading ended early.
    """ALTER TABLE imports ADD COLUMN state TEXT NOT NULL DEFAULT 'ready'
        CHECK (state IN ('reading', 'ready', 'cancelled', 'failed'))""",
    "ALTER TABLE imports ADD COLUMN total INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE imports ADD COLUMN done INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE imports ADD COLUMN problem TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE staged_guides ADD COLUMN plans TEXT NOT NULL DEFAULT '[]'",
    # Ids of the stored notes this one may be, for the learner to say; of those that answer the same question otherwise;
    # and the source line of the skip it was made of, where the learner took one after all.
    "ALTER TABLE staged_notes ADD COLUMN candidates TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE staged_notes ADD COLUMN conflicts TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE staged_notes ADD COLUMN skip_line INTEGER",
    # A folder of guides on this machine that is imported again with one key.
    """CREATE TABLE folders (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        path TEXT NOT NULL UNIQUE,
        remembered_at TEXT NOT NULL,
        imported_at TEXT
    ) STRICT""",
)


def apply(db: sqlite3.Connection) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
