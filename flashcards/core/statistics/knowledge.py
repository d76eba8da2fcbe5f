"""How the cards stand now: what is known of them, how well, and when they come back."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeAlias

from flashcards.core.models import Options, State
from flashcards.core.statistics.activity import MOST_SPANS, SPAN_DAYS
from flashcards.core.statistics.figures import MATURE_DAYS
from flashcards.core.statistics.forgetting import shape

DAY_EDGES = (0, 1, 3, 7, 14, 21, 30, 60, 90, 180, 365)
"""Days at which a column begins; the last has no end."""
DIFFICULTY_EDGES = tuple(range(1, 10))
RECALL_EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)

LEAST_AHEAD_DAYS = 30
"""A forecast ends with the last card that is due, but not before."""

CardRow: TypeAlias = tuple[int, str, int, str | None, int | None, float | None, float | None, str | None]
"""Of a card: its deck's id, state, whether it is suspended, due_on, interval_days, stability, difficulty, reviewed_on."""


@dataclass(frozen=True, slots=True)
class Column:
    """Values from low to below high; high None: without end."""

    low: float
    high: float | None
    count: int


@dataclass(frozen=True, slots=True)
class Histogram:
    """middle: the median; None where there are no values."""

    columns: tuple[Column, ...]
    middle: float | None

    @property
    def count(self) -> int:
        return sum(column.count for column in self.columns)


@dataclass(frozen=True, slots=True)
class Totals:
    """Cards by what they are, the suspended ones apart. recall: what is remembered now of all that was learnt, 0-1."""

    new: int
    learning: int
    young: int
    mature: int
    suspended: int
    recall: float | None

    @property
    def cards(self) -> int:
        return self.new + self.learning + self.young + self.mature + self.suspended


@dataclass(frozen=True, slots=True)
class Load:
    """Some study days to come, first and last included, and the reviews that fall due on them."""

    first: date
    last: date
    count: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """backlog: due before today and not answered yet. spans: from today on, `days` together, span_days each but the last."""

    backlog: int
    spans: tuple[Load, ...]
    span_days: int
    days: int

    @property
    def total(self) -> int:
        return self.backlog + sum(span.count for span in self.spans)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """wanted: the desired retention on average over the cards in review; None if there are none."""

    totals: Totals
    forecast: Forecast
    intervals: Histogram
    stability: Histogram
    difficulty: Histogram
    recall: Histogram
    wanted: float | None


def knowledge(rows: Iterable[CardRow], options: Mapping[int, Options], today: date, ahead_days: int) -> Knowledge:
    """options: per deck id. ahead_days: how far the forecast goes, today included."""
    kinds, due = Counter[tuple[int, str, int, int | None]](), Counter[str | None]()
    stabilities: list[float] = []
    difficulties: list[float] = []
    recalls: list[float] = []
    since = _DaysSince(today)
    shapes = {deck_id: shape(each.parameters) for deck_id, each in options.items()}
    for deck_id, state, is_suspended, due_on, interval, stability, difficulty, reviewed_on in rows:
        kinds[deck_id, state, is_suspended, interval] += 1
        if stability and difficulty and reviewed_on:
            factor, power = shapes[deck_id]
            stabilities.append(stability)
            difficulties.append(difficulty)
            recalls.append((1 + factor * since[reviewed_on] / stability) ** power)
            due[None if is_suspended else due_on] += 1
    intervals, wanted = Counter[int](), Counter[float]()
    for (deck_id, _, _, interval), count in kinds.items():
        if interval:
            intervals[interval] += count
            wanted[options[deck_id].desired_retention] += count
    return Knowledge(
        totals=_totals(kinds, recalls),
        forecast=_forecast({date.fromisoformat(day): count for day, count in due.items() if day}, today, ahead_days),
        intervals=_histogram(list(intervals.elements()), DAY_EDGES[1:]),
        stability=_histogram(stabilities, DAY_EDGES),
        difficulty=_histogram(difficulties, DIFFICULTY_EDGES),
        recall=_histogram(recalls, RECALL_EDGES),
        wanted=sum(share * count for share, count in wanted.items()) / wanted.total() if wanted else None,
    )


def _totals(kinds: Mapping[tuple[int, str, int, int | None], int], recalls: Sequence[float]) -> Totals:
    """kinds: cards by deck, state, whether suspended, and interval."""
    counts = Counter[str]()
    for (_, state, is_suspended, interval), count in kinds.items():
        counts["suspended" if is_suspended else _stage(state, interval)] += count
    recall = sum(recalls) / len(recalls) if recalls else None
    return Totals(counts["new"], counts["learning"], counts["young"], counts["mature"], counts["suspended"], recall)


class _DaysSince(dict[str, int]):
    """Whole days from a study day (ISO) to today: few days, many cards."""

    def __init__(self, today: date) -> None:
        self.today = today

    def __missing__(self, day: str) -> int:
        self[day] = max(0, (self.today - date.fromisoformat(day)).days)
        return self[day]


def _stage(state: str, interval: int | None) -> str:
    if interval is None:
        return "new" if state == State.NEW else "learning"
    return "young" if interval < MATURE_DAYS else "mature"


def _histogram(values: Sequence[float], edges: Sequence[float]) -> Histogram:
    """edges: where each column begins; what lies below the first belongs to it."""
    ordered = sorted(values)
    places = [0, *(bisect_left(ordered, edge) for edge in edges[1:]), len(ordered)]
    counts = [end - start for start, end in pairwise(places)]
    columns = tuple(map(Column, edges, [*edges[1:], None], counts))
    return Histogram(columns, ordered[len(ordered) // 2] if ordered else None)


def _forecast(due: Mapping[date, int], today: date, ahead_days: int) -> Forecast:
    ahead_days = min(ahead_days, max(LEAST_AHEAD_DAYS, *((day - today).days + 1 for day in due), 0))
    length = next((span for span in SPAN_DAYS if ahead_days <= span * MOST_SPANS), SPAN_DAYS[-1])
    counts = Counter[int]()
    since = [((day - today).days, count) for day, count in due.items()]
    for days, count in since:
        if 0 <= days < ahead_days:
            counts[days // length] += count
    backlog = sum(count for days, count in since if days < 0)
    spans = [_load(today, ahead_days, place, length, counts[place]) for place in range(-(-ahead_days // length))]
    return Forecast(backlog, tuple(spans), length, ahead_days)


def _load(today: date, ahead_days: int, place: int, length: int, count: int) -> Load:
    first = today + timedelta(days=place * length)
    return Load(first, min(first + timedelta(days=length - 1), today + timedelta(days=ahead_days - 1)), count)
