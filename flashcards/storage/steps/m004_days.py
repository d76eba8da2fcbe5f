"""The ratings in effect as bare figures, and their sums per study day: statistics need not read the whole log."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flashcards.core.statistics.figures import log_loss

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

CONTENTS = {
    "ratings": """SELECT card_id, id AS log_id, study_day, local_hour(reviewed_at, time_zone) AS hour,
            CASE WHEN before IS NULL OR before ->> 'state' = 'learning' THEN 0 WHEN before ->> 'state' = 'relearning' THEN 1
                WHEN before ->> 'interval_days' < 21 THEN 2 ELSE 3 END AS stage,
            rating, MIN(COALESCE(took_ms, 0), 60000) AS took_ms,
            CASE WHEN before ->> 'reviewed_on' < study_day THEN CAST(recall * 1000000000 AS INTEGER) END AS recall,
            CASE WHEN before ->> 'reviewed_on' < study_day THEN log_loss(recall, rating) END AS loss
        FROM review_log WHERE kind = 'rating' AND COALESCE((SELECT later.kind FROM review_log AS later
            WHERE later.reverses_id = review_log.id ORDER BY later.id DESC LIMIT 1), 'redo') = 'redo'""",
    "rating_days": """SELECT study_day, stage, rating, COUNT(*) AS answers, SUM(took_ms) AS took_ms, COUNT(recall) AS recalls
        FROM ratings GROUP BY study_day, stage, rating""",
    "hour_days": """SELECT study_day, hour, COUNT(*) AS answers, COUNT(recall) AS recalls,
            SUM(recall IS NOT NULL AND rating > 1) AS passed
        FROM ratings GROUP BY study_day, hour""",
    "recall_days": """SELECT study_day, MIN(recall * 20 / 1000000000, 19) AS bin, COUNT(*) AS answers, SUM(rating > 1) AS passed,
            SUM(recall) AS recall, SUM(loss) AS loss
        FROM ratings WHERE recall IS NOT NULL GROUP BY study_day, bin""",
}
"""What each table holds: the first told from the log, the others from the first."""


def apply(db: sqlite3.Connection) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
    fill(db)


def fill(db: sqlite3.Connection) -> None:
    """Make the contents from the log; the tables must be empty."""
    add_functions(db)
    for table, contents in CONTENTS.items():
        db.execute(f"INSERT INTO {table} {contents}")


def add_functions(db: sqlite3.Connection) -> None:
    """What the contents are told with."""
    db.create_function("local_hour", 2, lambda at, zone: local_hour(datetime.fromisoformat(at), zone), deterministic=True)
    db.create_function("log_loss", 2, _log_loss, deterministic=True)


def local_hour(at: datetime, zone: str) -> int:
    """The hour on the learner's clock; UTC where this machine does not know the zone."""
    try:
        return at.astimezone(ZoneInfo(zone)).hour
    except (ZoneInfoNotFoundError, ValueError):
        return at.hour


def _log_loss(recall: float | None, rating: int) -> int | None:
    return None if recall is None else log_loss(recall, rating > 1)
