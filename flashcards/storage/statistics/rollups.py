"""The log in figures, kept as ratings come in: each rating in effect, and the sums of every study day.

They follow from the log, so they can be made anew at any time. Only a rating counts: not practice, not what was taken back.
"""

from __future__ import annotations

from collections.abc import Iterator

from flashcards.core.statistics.figures import Figures
from flashcards.storage.database import Connection
from flashcards.storage.steps.m004_days import CONTENTS, add_functions, fill

SUMS = ("rating_days", "hour_days", "recall_days")
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
    for table in SUMS:
        db.execute(f"DELETE FROM {table} WHERE study_day = :study_day AND answers = 0", _columns(figures))


def rebuild(db: Connection) -> None:
    """Make all of it anew from the log, as after the log came whole from elsewhere."""
    for table in CONTENTS:
        db.execute(f"DELETE FROM {table}")
    fill(db)


def differences(db: Connection) -> list[str]:
    """What the figures say otherwise than the log, a sentence each."""
    add_functions(db)
    return [told for table, contents in CONTENTS.items() for told in _compared(db, table, contents)]


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
