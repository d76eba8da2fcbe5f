"""What the pages of stories look for is found without reading the whole table."""

from __future__ import annotations

import sqlite3

STATEMENTS = (
    "CREATE INDEX notes_questions ON notes (id) WHERE kind = 'question'",
    "CREATE INDEX notes_stories ON notes (id) WHERE kind = 'story'",
    "CREATE INDEX takes_question ON takes (question_id) WHERE question_id IS NOT NULL",
)


def apply(db: sqlite3.Connection) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
