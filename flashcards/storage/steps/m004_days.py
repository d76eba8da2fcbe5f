"""The ratings in effect as bare figures, and their sums per study day: statistics need not read the whole log."""

from __future__ import annotations

import sqlite3

STATEMENTS = (
    # A rating in effect. recall, loss: in billionths, of an answer that came a day or more after the one before.
    """CREATE TABLE ratings (
        card_id INTEGER NOT NULL,
        log_id INTEGER NOT NULL,
        study_day TEXT NOT NULL,
        hour INTEGER NOT NULL,
        stage INTEGER NOT NULL CHECK (stage BETWEEN 0 AND 3),
        rating INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 4),
        took_ms INTEGER NOT NULL,
        recall INTEGER,
        loss INTEGER,
        PRIMARY KEY (card_id, log_id)
    ) STRICT, WITHOUT ROWID""",
    # recalls: the answers that have a recall.
    """CREATE TABLE rating_days (
        study_day TEXT NOT NULL,
        stage INTEGER NOT NULL,
        rating INTEGER NOT NULL,
        answers INTEGER NOT NULL,
        took_ms INTEGER NOT NULL,
        recalls INTEGER NOT NULL,
        PRIMARY KEY (study_day, stage, rating)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE hour_days (
        study_day TEXT NOT NULL,
        hour INTEGER NOT NULL,
        answers INTEGER NOT NULL,
        recalls INTEGER NOT NULL,
        passed INTEGER NOT NULL,
        PRIMARY KEY (study_day, hour)
    ) STRICT, WITHOUT ROWID""",
    # bin: of the predicted recall, in steps of five percent.
    """CREATE TABLE recall_days (
        study_day TEXT NOT NULL,
        bin INTEGER NOT NULL,
        answers INTEGER NOT NULL,
        passed INTEGER NOT NULL,
        recall INTEGER NOT NULL,
        loss INTEGER NOT NULL,
        PRIMARY KEY (study_day, bin)
    ) STRICT, WITHOUT ROWID""",
)


def apply(db: sqlite3.Connection) -> None:
    """The tables alone: whoever brings a collection up to date fills them from the log afterwards."""
    for statement in STATEMENTS:
        db.execute(statement)
