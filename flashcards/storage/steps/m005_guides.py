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
    # Of a guide whose file is no more.
    "ALTER TABLE staged_guides ADD COLUMN is_gone INTEGER NOT NULL DEFAULT 0 CHECK (is_gone IN (0, 1))",
    # The learner said which stored guide it is, or that it is another.
    "ALTER TABLE staged_guides ADD COLUMN is_told INTEGER NOT NULL DEFAULT 0 CHECK (is_told IN (0, 1))",
    # Ids of the stored notes this one may be, for the learner to say; of those that answer the same question otherwise;
    # and which of the skips it was made of, where the learner took one after all.
    "ALTER TABLE staged_notes ADD COLUMN candidates TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE staged_notes ADD COLUMN conflicts TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE staged_notes ADD COLUMN skip_number INTEGER",
    # What the stored note said that it would change, as `content_key` tells texts apart.
    "ALTER TABLE staged_notes ADD COLUMN known_key TEXT",
    # Pictures of a preview: they go with it, or into the collection when it is applied.
    """CREATE TABLE staged_media (
        import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        content BLOB NOT NULL,
        PRIMARY KEY (import_id, name)
    ) STRICT""",
    # How often a preview was written since it was read.
    "ALTER TABLE imports ADD COLUMN edits INTEGER NOT NULL DEFAULT 0",
    # What a preview is listed and counted by, told from the draft when it is written. cards: those to be reviewed, not drilled.
    "ALTER TABLE staged_notes ADD COLUMN line INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE staged_notes ADD COLUMN heading TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE staged_notes ADD COLUMN kind TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE staged_notes ADD COLUMN cards INTEGER NOT NULL DEFAULT 0",
    """CREATE INDEX staged_notes_listed ON staged_notes
        (staged_guide_id, line, status, kind, is_ticked, cards, heading, skip_number)""",
    "DROP INDEX staged_notes_guide",  # that one begins as it does
    # Notes that stand in no guide any more: few, and asked for at every guide of an import.
    "CREATE INDEX notes_parked ON notes (id) WHERE gone_at IS NOT NULL",
    # A folder of guides on this machine that is imported again with one key.
    """CREATE TABLE folders (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        path TEXT NOT NULL UNIQUE,
        remembered_at TEXT NOT NULL,
        imported_at TEXT
    ) STRICT""",
    # A file that was imported from it, and the guide it became. passed_over: the SHA-256 of a content that gave none.
    """CREATE TABLE folder_guides (
        folder_id INTEGER NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
        path TEXT NOT NULL,
        passed_over TEXT,
        guide_id INTEGER REFERENCES guides (id),
        PRIMARY KEY (folder_id, path)
    ) STRICT, WITHOUT ROWID""",
    # The folder an import was read from: what is applied of it is remembered there.
    "ALTER TABLE imports ADD COLUMN folder_id INTEGER REFERENCES folders (id) ON DELETE SET NULL",
    # Of its guides that could not be read: path to the SHA-256 of what is there.
    "ALTER TABLE imports ADD COLUMN unread TEXT NOT NULL DEFAULT '{}'",
    # Of a command that reads and applies at once: no page lists it, and a server that starts or stops leaves it alone.
    "ALTER TABLE imports ADD COLUMN is_private INTEGER NOT NULL DEFAULT 0 CHECK (is_private IN (0, 1))",
)


def apply(db: sqlite3.Connection) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
