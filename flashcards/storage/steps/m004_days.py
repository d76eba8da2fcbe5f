"""What was answered on each study day, added up as ratings come in: statistics need not read the whole log."""

from __future__ import annotations

import sqlite3

STATEMENTS: tuple[str, ...] = ()


def apply(db: sqlite3.Connection) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
