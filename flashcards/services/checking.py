"""Is the collection what its log says? `state = fold(log)`, recomputed card by card."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import isclose

from flashcards.core.models import Memory
from flashcards.core.scheduling import apply_rating
from flashcards.storage.cards import all_memories
from flashcards.storage.database import Connection, check_integrity, snapshot
from flashcards.storage.parameters import parameters
from flashcards.storage.reviews import LogRow, rows

TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Check:
    """cards, rows: how many were looked at. differences: a sentence each."""

    cards: int
    rows: int
    differences: tuple[str, ...]


def check(db: Connection) -> Check:
    """Recompute every card from the log. Raises Damaged when the file itself is broken."""
    check_integrity(db)
    with snapshot(db):
        weights = parameters(db)
        differences: list[str] = []
        memories: dict[int, Memory | None] = {}
        before: dict[int, Memory | None] = {}
        after: dict[int, Memory | None] = {}
        count = 0
        for row in rows(db):
            count += 1
            differences += _fold(row, memories, before, after, weights)
        stored = all_memories(db)
    for card_id, memory in stored.items():
        if not _equal(memories.get(card_id), memory):
            differences.append(f"card {card_id} says {memory}, its log says {memories.get(card_id)}")
    return Check(len(stored), count, tuple(differences))


def _fold(
    row: LogRow,
    memories: dict[int, Memory | None],
    before: dict[int, Memory | None],
    after: dict[int, Memory | None],
    weights: dict[int, tuple[float, ...]],
) -> Iterable[str]:
    """Take one row into `memories`; before and after remember what each rating did, for the rows that reverse it."""
    if row.rating and row.parameters_id:
        before[row.id] = memories.get(row.card_id)
        after[row.id] = apply_rating(
            before[row.id], row.rating, row.reviewed_at, row.study_day, weights[row.parameters_id],
            step=row.after.step if row.after else None, step_seconds=row.step_seconds, interval_days=row.interval_days,
        )  # fmt: skip
        memories[row.card_id] = after[row.id]
    elif row.reverses_id:
        memories[row.card_id] = (before if row.kind == "undo" else after).get(row.reverses_id)
    if not _equal(memories[row.card_id], row.after):
        yield f"log row {row.id} says {row.after}, the rows before it say {memories[row.card_id]}"


def _equal(one: Memory | None, other: Memory | None) -> bool:
    if one is None or other is None:
        return one is other
    return (
        isclose(one.stability, other.stability, rel_tol=TOLERANCE)
        and isclose(one.difficulty, other.difficulty, rel_tol=TOLERANCE)
        and replace(one, stability=0.0, difficulty=0.0) == replace(other, stability=0.0, difficulty=0.0)
    )
