"""What statistics should say, told from the rows of the log one by one, without any of the program's own sums."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from math import log
from typing import Any
from zoneinfo import ZoneInfo

from flashcards.storage.database import Connection


@dataclass
class Answer:
    """A rating in effect."""

    card: int
    day: date
    hour: int
    stage: str
    rating: int
    took_ms: int
    recall: float | None


def answers(db: Connection, cards: set[int] | None) -> list[Answer]:
    """cards: None for all, deleted ones too."""
    rows = [dict(row) for row in db.execute("SELECT * FROM review_log ORDER BY id")]
    state: dict[int, str] = {}
    for row in rows:
        if row["reverses_id"]:
            state[row["reverses_id"]] = row["kind"]
    return [
        _answer(row)
        for row in rows
        if row["kind"] == "rating" and state.get(row["id"]) != "undo" and (cards is None or row["card_id"] in cards)
    ]


def _answer(row: dict[str, Any]) -> Answer:
    before = json.loads(row["before"]) if row["before"] else None
    stage = "learning"
    if before and before["interval_days"]:
        stage = "mature" if before["interval_days"] >= 21 else "young"
    elif before and before["state"] == "relearning":
        stage = "relearning"
    is_later = before is not None and before["reviewed_on"] < row["study_day"]
    return Answer(
        card=row["card_id"],
        day=date.fromisoformat(row["study_day"]),
        hour=datetime.fromisoformat(row["reviewed_at"]).astimezone(ZoneInfo(row["time_zone"])).hour,
        stage=stage,
        rating=row["rating"],
        took_ms=min(row["took_ms"] or 0, 60000),
        recall=row["recall"] if is_later else None,
    )


def by_day(found: list[Answer]) -> dict[date, int]:
    return Counter(answer.day for answer in found)


def presses(found: list[Answer]) -> dict[tuple[str, int], int]:
    return Counter((answer.stage, answer.rating) for answer in found)


def by_hour(found: list[Answer]) -> dict[int, tuple[int, int, int]]:
    """Answers, recalls that passed, recalls."""
    told: dict[int, tuple[int, int, int]] = {}
    for answer in found:
        n, passed, asked = told.get(answer.hour, (0, 0, 0))
        is_recall = answer.recall is not None
        told[answer.hour] = n + 1, passed + (is_recall and answer.rating > 1), asked + is_recall
    return told


def recalled(found: list[Answer], *stages: str) -> tuple[int, int]:
    """True retention: how many passed, of how many."""
    asked = [answer for answer in found if answer.stage in stages and answer.recall is not None]
    return sum(answer.rating > 1 for answer in asked), len(asked)


def recalled_by(db: Connection, found: list[Answer], column: str) -> dict[str, tuple[int, int]]:
    """By what the notes of cards that were not deleted say now; a deck with those below it."""
    names = {}
    for row in db.execute(
        """SELECT cards.id, decks.name AS decks, kind, tags, principles FROM cards JOIN notes ON notes.id = note_id
        JOIN decks ON decks.id = cards.deck_id WHERE cards.deleted_at IS NULL"""
    ):
        parts = row["decks"].split("::")
        groups = {
            "decks": ["::".join(parts[: depth + 1]) for depth in range(len(parts))],
            "kinds": [row["kind"]],
            "tags": json.loads(row["tags"]),
            "principles": json.loads(row["principles"]),
        }
        names[row["id"]] = groups[column]
    told: dict[str, list[Answer]] = {}
    for answer in found:
        for name in names.get(answer.card, []):
            told.setdefault(name, []).append(answer)
    counted = {name: recalled(group, "young", "mature") for name, group in told.items()}
    return {name: both for name, both in counted.items() if both[1]}


def bins(found: list[Answer]) -> dict[float, tuple[int, int]]:
    """Answers and passes by the five percent of their prediction."""
    told: dict[float, tuple[int, int]] = {}
    for answer in found:
        if answer.recall is not None:
            low = min(int(answer.recall * 1e9) * 20 // 10**9, 19) / 20
            n, passed = told.get(low, (0, 0))
            told[low] = n + 1, passed + (answer.rating > 1)
    return told


def log_loss(found: list[Answer]) -> float:
    chances = [(min(max(a.recall, 1e-6), 1 - 1e-6), a.rating > 1) for a in found if a.recall is not None]
    return -sum(log(chance if passed else 1 - chance) for chance, passed in chances) / len(chances)


def due(db: Connection, cards: set[int] | None, today: date) -> tuple[int, dict[date, int]]:
    """How many were due before today, and how many on each day from then on."""
    found = Counter[date]()
    for row in db.execute("SELECT id, due_on FROM cards WHERE deleted_at IS NULL AND suspended IS NULL AND due_on IS NOT NULL"):
        if cards is None or row["id"] in cards:
            found[date.fromisoformat(row["due_on"])] += 1
    return sum(n for day, n in found.items() if day < today), {day: n for day, n in found.items() if day >= today}
