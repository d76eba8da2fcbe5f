"""How a note is asked and when it was edited, where fitted weights come from, refusals that can be undone, and a wider log."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from typing import Any

COLUMNS = (
    "ALTER TABLE notes ADD COLUMN form TEXT NOT NULL DEFAULT 'basic' CHECK (form IN ('basic', 'reversed', 'cloze', 'typed'))",
    "ALTER TABLE notes ADD COLUMN edited_at TEXT",
    # A card with sides of its own (a cloze); null: those of its note.
    "ALTER TABLE cards ADD COLUMN front_html TEXT",
    "ALTER TABLE cards ADD COLUMN back_html TEXT",
    # The pictures of a guide: the source as it names them -> our name. Guides of before show them once they are imported again.
    "ALTER TABLE guides ADD COLUMN images TEXT NOT NULL DEFAULT '{}'",
    # The cards a staged note would have: slot, front_html, back_html.
    """ALTER TABLE staged_notes ADD COLUMN sides TEXT NOT NULL DEFAULT '[["", null, null]]'""",
    # Log rows of an action that wrote several, from log_id on.
    "ALTER TABLE journal ADD COLUMN last_log_id INTEGER REFERENCES review_log (id)",
    # Weights that were fitted: when, to how many reviews, and the log loss of those held out, before and after.
    "ALTER TABLE parameters ADD COLUMN made_at TEXT",
    "ALTER TABLE parameters ADD COLUMN reviews INTEGER",
    "ALTER TABLE parameters ADD COLUMN loss_before REAL",
    "ALTER TABLE parameters ADD COLUMN loss_after REAL",
)

DECLINED = (
    """CREATE TABLE refused (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        guide_id INTEGER NOT NULL REFERENCES guides (id),
        content_key TEXT NOT NULL,
        deleted_at TEXT,
        UNIQUE (guide_id, content_key)
    ) STRICT""",
    "INSERT INTO refused (guide_id, content_key) SELECT guide_id, content_key FROM declined ORDER BY guide_id, content_key",
    "DROP TABLE declined",
    "ALTER TABLE refused RENAME TO declined",
)
"""What is not wanted of a guide gets an id and a mark, so that undo brings it back as it does all else."""

STUDIES = """CREATE TABLE studies (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    label TEXT NOT NULL,
    made_at TEXT NOT NULL,
    keeps_schedule INTEGER NOT NULL CHECK (keeps_schedule IN (0, 1)),
    after_log_id INTEGER NOT NULL,
    card_ids TEXT NOT NULL
) STRICT"""
"""Cards studied apart from what is due. What was rated since shows in the log, from after_log_id on."""

LOG = """CREATE TABLE wider_log (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    review_id TEXT UNIQUE,
    card_id INTEGER NOT NULL REFERENCES cards (id),
    deck_id INTEGER NOT NULL REFERENCES decks (id),
    kind TEXT NOT NULL CHECK (kind IN ('rating', 'practice', 'undo', 'redo', 'reset', 'due', 'reschedule')),
    reverses_id INTEGER REFERENCES review_log (id),
    rating INTEGER CHECK (rating BETWEEN 1 AND 4),
    reviewed_at TEXT NOT NULL,
    study_day TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    took_ms INTEGER,
    turn TEXT CHECK (turn IN ('learning', 'interday', 'review', 'new', 'early')),
    recall REAL CHECK (recall BETWEEN 0 AND 1),
    before TEXT,
    after TEXT,
    step_seconds INTEGER,
    interval_days INTEGER,
    desired_retention REAL,
    parameters_id INTEGER REFERENCES parameters (id),
    CHECK ((kind IN ('rating', 'practice')) = (rating IS NOT NULL AND review_id IS NOT NULL)),
    CHECK (kind <> 'rating' OR parameters_id IS NOT NULL),
    CHECK ((kind IN ('undo', 'redo')) = (reverses_id IS NOT NULL))
) STRICT"""
"""practice: a rating that leaves the schedule alone. reset, due, reschedule: a memory that was set, not earned.
turn early: asked before it was due, so no limit of the day was used up. recall: the chance of recall that was predicted."""

REBUILD = (
    LOG,
    """INSERT INTO wider_log SELECT id, review_id, card_id, deck_id, kind, reverses_id, rating, reviewed_at, study_day, time_zone,
        took_ms, turn, CASE kind WHEN 'rating' THEN predicted_recall(before, study_day, parameters_id) END, before, after,
        step_seconds, interval_days, desired_retention, parameters_id FROM review_log ORDER BY id""",
    "DROP TABLE review_log",
    "ALTER TABLE wider_log RENAME TO review_log",
    "CREATE INDEX review_log_card ON review_log (card_id)",
    "CREATE INDEX review_log_day ON review_log (study_day)",
    "CREATE INDEX review_log_reverses ON review_log (reverses_id) WHERE reverses_id IS NOT NULL",
    """CREATE TRIGGER review_log_keeps_rows BEFORE UPDATE ON review_log
        BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END""",
    """CREATE TRIGGER review_log_loses_no_row BEFORE DELETE ON review_log
        BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END""",
    """CREATE TRIGGER review_log_replaces_no_row BEFORE INSERT ON review_log
        WHEN EXISTS (SELECT 1 FROM review_log WHERE id = NEW.id OR review_id = NEW.review_id)
        BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END""",
)
"""SQLite cannot widen a check, so the log is written anew, row by row as it is, with the recall each row can tell."""


def apply(db: sqlite3.Connection) -> None:
    weights = {row[0]: tuple(json.loads(row[1])) for row in db.execute("SELECT id, weights FROM parameters")}

    def predicted_recall(before: str | None, study_day: str, parameters_id: int) -> float | None:
        return _recall(json.loads(before), study_day, weights[parameters_id]) if before else None

    db.create_function("predicted_recall", 3, predicted_recall, deterministic=True)
    for statement in (*COLUMNS, *DECLINED, STUDIES, *REBUILD):
        db.execute(statement)
    db.create_function("predicted_recall", 3, None)


def _recall(before: dict[str, Any], study_day: str, weights: tuple[float, ...]) -> float:
    """The forgetting curve of FSRS-6, spelt out: a step stays as it is when the program's own changes."""
    days = max(0, (date.fromisoformat(study_day) - date.fromisoformat(before["reviewed_on"])).days)
    decay = -weights[20]
    recall: float = (1 + (0.9 ** (1 / decay) - 1) * days / before["stability"]) ** decay
    return recall
