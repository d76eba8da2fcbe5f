"""The small pictures of the page Today, laid out: where each bar and each square stands. A unit is about one CSS pixel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from flashcards.services.studying import DayCount

DAY_WIDTH = 24
BAR_MARGIN = 3
HIGHEST_BAR = 72
LOWEST_BAR = 2
"""One card still shows beside a day of hundreds."""
BARS_STAND_AT = 88
"""What is above the highest bar is for its figure."""
SQUARE = 18
"""With the gap to the next one."""
HEAT_LEFT, HEAT_TOP = 28, 16
"""Beside the squares stand the weekdays, above them the months."""
HEAT_LEVELS = 4
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Bar:
    """A day of the load. centre: where its figures stand, `label` being the height of the upper one."""

    day: date
    count: int
    left: int
    centre: int
    top: float
    height: float
    label: float


@dataclass(frozen=True, slots=True)
class LoadChart:
    """most: on one day."""

    bars: tuple[Bar, ...]
    width: int
    total: int
    most: int


@dataclass(frozen=True, slots=True)
class Square:
    """A day of the heat map. level: 0 for no answers, to HEAT_LEVELS for the most there were. month: begins with it, or ""."""

    day: date
    count: int
    level: int
    left: int
    top: int
    month: str


@dataclass(frozen=True, slots=True)
class HeatMap:
    """weeks: each from Monday on, None for the days before the first. active: days with an answer. most: on one day."""

    weeks: tuple[tuple[Square | None, ...], ...]
    width: int
    days: int
    active: int
    total: int
    most: int
    kind: str = "year"


def load_chart(days: Sequence[DayCount]) -> LoadChart:
    """A bar a day. days: at least one, from today on."""
    most = max(each.count for each in days)
    bars = tuple(_bar(each, place * DAY_WIDTH, most) for place, each in enumerate(days))
    return LoadChart(bars, len(days) * DAY_WIDTH, sum(each.count for each in days), most)


def heat_map(days: Sequence[DayCount]) -> HeatMap:
    """A square a day, a column a week. days: at least one, without a gap."""
    most = max(each.count for each in days)
    monday = days[0].day - timedelta(days=days[0].day.weekday())
    squares = [None] * days[0].day.weekday() + [_square(each, monday, most) for each in days]
    weeks = tuple(tuple(squares[start : start + 7]) for start in range(0, len(squares), 7))
    return HeatMap(
        weeks=weeks,
        width=len(weeks) * SQUARE + HEAT_LEFT - 2,
        days=len(days),
        active=sum(each.count > 0 for each in days),
        total=sum(each.count for each in days),
        most=most,
    )


def _bar(one: DayCount, left: int, most: int) -> Bar:
    height = max(LOWEST_BAR, round(one.count / most * HIGHEST_BAR, 1)) if one.count else 0
    top = round(BARS_STAND_AT - height, 1)
    return Bar(one.day, one.count, left + BAR_MARGIN, left + DAY_WIDTH // 2, top, height, round(top - 4, 1))


def _square(one: DayCount, monday: date, most: int) -> Square:
    """monday: that of the first week."""
    level = ceil(one.count * HEAT_LEVELS / most) if one.count else 0
    column, row = (one.day - monday) // WEEK, one.day.weekday()
    month = f"{one.day:%b}" if one.day.day == 1 else ""
    return Square(one.day, one.count, level, column * SQUARE + HEAT_LEFT, row * SQUARE + HEAT_TOP, month)
