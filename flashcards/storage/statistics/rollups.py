"""The log in figures, kept as ratings come in: each rating in effect, and the sums of every study day.

They follow from the log, so they can be made anew at any time. Only a rating counts: not practice, not what was taken back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from flashcards.core.days import local_hour
from flashcards.core.statistics.figures import Figures, log_loss
from flashcards.storage.database import Connection
from flashcards.storage.effect import REVIEWED

RATINGS = f"""SELECT card_id, id AS log_id, study_day, local_hour(reviewed_at, time_zone) AS hour,
        CASE WHEN before IS NULL OR before ->> 'state' = 'learning' THEN 0 WHEN before ->> 'state' = 'relearning' THEN 1
            WHEN before ->> 'interval_days' < 21 THEN 2 ELSE 3 END AS stage,
        rating, MIN(COALESCE(took_ms, 0), 60000) AS took_ms,
        CASE WHEN before ->> 'reviewed_on' < study_day THEN CAST(recall * 1000000000 AS INTEGER) END AS recall,
        CASE WHEN before ->> 'reviewed_on' < study_day THEN log_loss(recall, rating) END AS loss
    FROM review_log WHERE {REVIEWED}"""
"""What the table `ratings` holds: `core.statistics.figures` of every row of the log at once."""
_SUMS: Mapping[str, str] = {
    "rating_days": """SELECT study_day, stage, rating, COUNT(*) AS answers, SUM(took_ms) AS took_ms, COUNT(recall) AS recalls
        FROM {ratings} GROUP BY study_day, stage, rating""",
    "hour_days": """SELECT study_day, hour, COUNT(*) AS answers, COUNT(recall) AS recalls,
            SUM(recall IS NOT NULL AND rating > 1) AS passed
        FROM {ratings} GROUP BY study_day, hour""",
    "recall_days": """SELECT study_day, MIN(recall * 20 / 1000000000, 19) AS bin, COUNT(*) AS answers, SUM(rating > 1) AS passed,
            SUM(recall) AS recall, SUM(loss) AS loss
        FROM {ratings} WHERE recall IS NOT NULL GROUP BY study_day, bin""",
}
ADDING = (
    """INSERT INTO rating_days (study_day, stage, rating, answers, took_ms, recalls)
    VALUES (:study_day, :stage, :rating, :times, :times * :took_ms, :times * (:recall IS NOT NULL))
    ON CONFLICT DO UPDATE SET answers = answers + excluded.answers, took_ms = took_ms + excluded.took_ms,
        recalls = recalls + excluded.recalls""",
    """INSERT INTO hour_days (study_day, hour, answers, recalls, passed)
    VALUES (:study_day, :hour, :times, :times * (:recall IS NOT NULL), :times * (:recall IS NOT NULL AND :rating > 1))
    ON CONFLICT DO UPDATE SET answers = answers + excluded.answers, recalls = recalls + excluded.recalls,
        passed = passed + excluded.passed""",
    """INSERT INTO recall_days (study_day, bin, answers, passed, recall, loss)
    VALUES (:study_day, :bin, :times, :times * (:rating > 1), :times * :recall, :times * :loss)
    ON CONFLICT DO UPDATE SET answers = answers + excluded.answers, passed = passed + excluded.passed,
        recall = recall + excluded.recall, loss = loss + excluded.loss""",
)
"""A rating, so many times, into each of the sums; into the last one only if it has a recall."""


def sums(table: str, ratings: str = "ratings") -> str:
    """The question for the sums of each study day. ratings: a table of them, or a question in brackets."""
    return _SUMS[table].format(ratings=ratings)


CONTENTS = {"ratings": RATINGS} | {table: sums(table) for table in _SUMS}
"""What each table holds: the first told from the log, the others from the first."""
MOST_TOLD = 5
"""Differences of a table that are named; the rest is only counted."""


def count(db: Connection, card_id: int, log_id: int, figures: Figures) -> None:
    """Add a rating that took effect."""
    db.execute(
        """INSERT INTO ratings (card_id, log_id, study_day, hour, stage, rating, took_ms, recall, loss)
        VALUES (:card_id, :log_id, :study_day, :hour, :stage, :rating, :took_ms, :recall, :loss)""",
        {"card_id": card_id, "log_id": log_id, **_columns(figures)},
    )
    _add(db, figures, 1)


def uncount(db: Connection, card_id: int, log_id: int, figures: Figures) -> None:
    """Take off a rating that is no longer in effect, as exactly as it was added."""
    db.execute("DELETE FROM ratings WHERE card_id = :card_id AND log_id = :log_id", {"card_id": card_id, "log_id": log_id})
    _add(db, figures, -1)
    for table in _SUMS:
        db.execute(f"DELETE FROM {table} WHERE study_day = :study_day AND answers = 0", _columns(figures))


def rebuild(db: Connection) -> None:
    """Make all of it anew from the log, as after the log came whole from elsewhere."""
    for table in CONTENTS:
        db.execute(f"DELETE FROM {table}")
    _add_functions(db)
    for table, contents in CONTENTS.items():
        db.execute(f"INSERT INTO {table} {contents}")


def differences(db: Connection) -> list[str]:
    """What the figures say otherwise than the log, a sentence each."""
    _add_functions(db)
    return [told for table, contents in CONTENTS.items() for told in _compared(db, table, contents)]


def _add_functions(db: Connection) -> None:
    """What the contents are told with."""

    def hour(at: str, zone: str) -> int:
        return local_hour(datetime.fromisoformat(at), zone)

    def loss(recall: float | None, rating: int) -> int | None:
        return None if recall is None else log_loss(recall, rating > 1)

    db.create_function("local_hour", 2, hour, deterministic=True)
    db.create_function("log_loss", 2, loss, deterministic=True)


def _compared(db: Connection, table: str, contents: str) -> Iterator[str]:
    """Rows that one has and the other lacks."""
    columns = ", ".join(row["name"] for row in db.execute(f"PRAGMA table_info({table})"))
    stored, right = f"SELECT {columns} FROM {table}", f"SELECT {columns} FROM ({contents})"
    for verb, one, other in (("has", stored, right), ("lacks", right, stored)):
        wrong = [tuple(row) for row in db.execute(f"{one} EXCEPT {other}")]
        yield from (f"{table} {verb} ({columns}) = {row}, which differs from the log" for row in wrong[:MOST_TOLD])
        if len(wrong) > MOST_TOLD:
            yield f"{table} {verb} {len(wrong) - MOST_TOLD} more rows that differ from the log"


def _add(db: Connection, figures: Figures, times: int) -> None:
    """Into the sums of its day; times -1 takes it off."""
    columns = _columns(figures) | {"times": times}
    for statement in ADDING if figures.recall is not None else ADDING[:-1]:
        db.execute(statement, columns)


def _columns(figures: Figures) -> dict[str, object]:
    return figures._asdict() | {"study_day": figures.study_day.isoformat(), "bin": figures.bin}
