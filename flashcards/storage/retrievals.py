"""Rapid retrievals: what was chosen, and which pairs that brings into the drill."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict
from datetime import date
from itertools import groupby

from flashcards.core.moment import Moment
from flashcards.core.stories.retrieval import Promptness, Retrieval
from flashcards.storage.database import Connection
from flashcards.storage.journal import Change, update_all

_RETRIEVALS = "SELECT retrievals.*, notes.front AS question FROM retrievals JOIN notes ON notes.id = question_id"


def retrieval(db: Connection, run_id: str, place: int) -> Retrieval | None:
    row = db.execute(f"{_RETRIEVALS} WHERE run_id = ? AND place = ?", (run_id, place)).fetchone()
    return _retrieval(row) if row else None


def run(db: Connection, run_id: str) -> list[Retrieval]:
    """What was chosen in a run, in order."""
    return [_retrieval(row) for row in db.execute(f"{_RETRIEVALS} WHERE run_id = ? ORDER BY place", (run_id,))]


def newest_runs(db: Connection, most: int) -> list[tuple[date, list[Retrieval]]]:
    """The study day each was begun on, and what was chosen in it, the newest run first."""
    rows = db.execute(
        f"""{_RETRIEVALS} JOIN (SELECT run_id, MAX(id) AS last FROM retrievals GROUP BY run_id ORDER BY last DESC LIMIT :most)
            USING (run_id) ORDER BY last DESC, place""",
        {"most": most},
    )
    runs = [list(chosen) for _, chosen in groupby(rows, key=lambda row: str(row["run_id"]))]
    return [(date.fromisoformat(one[0]["study_day"]), [_retrieval(row) for row in one]) for one in runs]


def last_put(db: Connection, run_id: str) -> dict[int, int]:
    """By question, the number of its newest retrieval before that run began."""
    rows = db.execute(
        """SELECT question_id, MAX(id) AS last FROM retrievals
        WHERE id < COALESCE((SELECT MIN(id) FROM retrievals WHERE run_id = :run_id), 9223372036854775807)
        GROUP BY question_id""",
        {"run_id": run_id},
    )
    return {row["question_id"]: row["last"] for row in rows}


def insert_retrieval(db: Connection, chosen: Retrieval, moment: Moment) -> None:
    columns = {name: value for name, value in asdict(chosen).items() if name not in ("question", "promptness")}
    db.execute(
        """INSERT INTO retrievals (run_id, place, question_id, principle, story_id, card_id, seconds, latency_ms, verdict,
            chosen_at, study_day)
        VALUES (:run_id, :place, :question_id, :principle, :story_id, :card_id, :seconds, :latency_ms, :verdict,
            :chosen_at, :study_day)""",
        columns | {"verdict": chosen.promptness.value, "chosen_at": moment.stamp, "study_day": moment.day.isoformat()},
    )


def rename_in_retrievals(db: Connection, old: str, new: str) -> Change | None:
    """Let every retrieval for a principle name it anew."""
    ids = [row["id"] for row in db.execute("SELECT id FROM retrievals WHERE principle = :old ORDER BY id", {"old": old})]
    return update_all(db, "retrievals", ids, {"principle": old}, {"principle": new}) if ids else None


def stuck_cards(db: Connection, day: date) -> set[int]:
    """Pairs that came late or not at all on a study day before that one, and were not told since."""
    rows = db.execute(
        """SELECT DISTINCT card_id FROM retrievals
        WHERE verdict IN ('stuck', 'wrong') AND study_day < :day AND card_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM takes WHERE takes.card_id = retrievals.card_id AND state = 'scored' AND deleted_at IS NULL
                AND told_at > chosen_at)""",
        {"day": day.isoformat()},
    )
    return {row["card_id"] for row in rows}


def _retrieval(row: sqlite3.Row) -> Retrieval:
    return Retrieval(
        run_id=row["run_id"],
        place=row["place"],
        question_id=row["question_id"],
        question=row["question"],
        principle=row["principle"],
        story_id=row["story_id"],
        card_id=row["card_id"],
        seconds=row["seconds"],
        latency_ms=row["latency_ms"],
        promptness=Promptness(row["verdict"]),
    )
