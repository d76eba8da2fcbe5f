"""The forgetting curve: how the chance of recall fell and rose again over the life of a card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from flashcards.core.models import Memory, Rating

MOST_POINTS = 40
"""Of a line from one answer to the next; more would not make it smoother."""


@dataclass(frozen=True, slots=True)
class Event:
    """What changed the memory of a card on a study day: a rating, or what set it by hand. recall: predicted before it, 0-1."""

    day: date
    rating: Rating | None
    recall: float | None
    after: Memory | None


Line: TypeAlias = tuple[tuple[int, float], ...]
"""Points: days since the first event, and the chance of recall there."""


@dataclass(frozen=True, slots=True)
class Curve:
    """lines: each from one event to the next, the last up to today; ahead: how it will go on until it is due.

    days: from the first event to the end of the picture. today, due: where they stand on it, due None while in steps.
    """

    first: date
    days: int
    lines: tuple[Line, ...]
    ahead: Line
    today: int
    due: int | None
    events: tuple[Event, ...]


def shape(parameters: tuple[float, ...]) -> tuple[float, float]:
    """Factor and power of the curve: recall = (1 + factor * days / stability) ** power. FSRS-6, power forgetting curve."""
    power = -parameters[20]
    return 0.9 ** (1 / power) - 1, power


def forgetting(parameters: tuple[float, ...]) -> Callable[[float, float], float]:
    """The chance of recall, 0-1, after so many days at that stability (days)."""
    factor, power = shape(parameters)
    return lambda days, stability: float((1 + factor * max(0.0, days) / stability) ** power)


def curve(events: Sequence[Event], parameters: tuple[float, ...], today: date) -> Curve:
    """events: at least one, in order, without those taken back. The picture ends with the due day, or today if that is later."""
    first, memory = events[0].day, events[-1].after
    due = (memory.due_on - first).days if memory and memory.due_on else None
    now = max((today - first).days, (events[-1].day - first).days)
    days = max(1, now, due or 0)
    recall_after = forgetting(parameters)
    starts = [(event.day - first).days for event in events]
    lines = [
        _line(event.after, first, start, end, recall_after)
        for event, start, end in zip(events, starts, [*starts[1:], now], strict=True)
    ]
    ahead = _line(memory, first, now, days, recall_after)
    return Curve(first, days, tuple(line for line in lines if line), ahead, now, due, tuple(events))


def _line(memory: Memory | None, first: date, start: int, end: int, recall_after: Callable[[float, float], float]) -> Line:
    """Empty for a card made new again, and where no day passed."""
    if memory is None or end <= start:
        return ()
    since = (memory.reviewed_on - first).days
    step = max(1, (end - start) // MOST_POINTS)
    return tuple((day, recall_after(day - since, memory.stability)) for day in (*range(start, end, step), end))
