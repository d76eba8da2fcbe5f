"""Is the collection what its log says? `state = fold(log)`, card by card; so are the words that are searched, and the days.

And are the recordings of takes where their rows say?
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isclose

from flashcards.core.models import Memory
from flashcards.core.scheduling import apply_rating
from flashcards.storage.cards import card_totals, memory_columns, stored_memories
from flashcards.storage.database import Connection, check_integrity, snapshot
from flashcards.storage.parameters import parameters
from flashcards.storage.recordings import recording_differences
from flashcards.storage.reviews import LogRow, rows
from flashcards.storage.search.index import misindexed
from flashcards.storage.statistics import rollups

TOLERANCE = 1e-9
SET_BY_HAND = ("reset", "due", "reschedule")
"""Rows of the log whose memory was not earned by a rating: it is what they say it is."""


@dataclass(frozen=True, slots=True)
class Check:
    """cards: how many there are; deleted ones are looked at too. rows: of the log. differences: a sentence each."""

    cards: int
    rows: int
    differences: tuple[str, ...]


def check(db: Connection) -> Check:
    """Recompute every card from the log. Raises Damaged when the file itself is broken, or a row of the log cannot be read."""
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
        stored, cards = stored_memories(db), sum(card_totals(db).values())
        differences += [f"note {note_id} is not found by what it says" for note_id in misindexed(db)]
        differences += rollups.differences(db)
        differences += recording_differences(db)
    for card_id, columns in stored.items():
        differences += _compare(f"card {card_id}", columns, memories.get(card_id))
    return Check(cards, count, tuple(differences))


def _fold(
    row: LogRow,
    memories: dict[int, Memory | None],
    before: dict[int, Memory | None],
    after: dict[int, Memory | None],
    weights: dict[int, tuple[float, ...]],
) -> Iterable[str]:
    """Take one row into `memories`; before and after remember what each rating did, for the rows that reverse it."""
    if row.kind == "rating" and row.rating and row.parameters_id:
        before[row.id] = memories.get(row.card_id)
        after[row.id] = apply_rating(
            before[row.id], row.rating, row.reviewed_at, row.study_day, weights[row.parameters_id],
            step=row.after.step if row.after else None, step_seconds=row.step_seconds, interval_days=row.interval_days,
        )  # fmt: skip
        memories[row.card_id] = after[row.id]
    elif row.kind == "practice":
        before[row.id] = after[row.id] = memories.get(row.card_id)
    elif row.kind in SET_BY_HAND:
        before[row.id] = memories.get(row.card_id)
        after[row.id] = memories[row.card_id] = row.after
        return _compare(f"log row {row.id} began with what", memory_columns(row.before), before[row.id])
    elif row.reverses_id:
        memories[row.card_id] = (before if row.kind == "undo" else after).get(row.reverses_id)
    return _compare(f"log row {row.id}", memory_columns(row.after), memories.get(row.card_id))


def _compare(what: str, said: Mapping[str, object], memory: Memory | None) -> Iterable[str]:
    """One sentence if what is said of a memory is not what the log amounts to."""
    folded = memory_columns(memory)
    wrong = [f"{name} is {said[name]}, not {value}" for name, value in folded.items() if not _equal(said[name], value)]
    return [f"{what} differs from the log: {'; '.join(wrong)}"] if wrong else []


def _equal(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return isclose(one, other, rel_tol=TOLERANCE)
    return one == other
