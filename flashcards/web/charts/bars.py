"""Columns that stand on an axis, alone or stacked, with a few lines behind them that say how high they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log10

WIDTH, HEIGHT = 340, 150
LEFT, RIGHT, TOP, FOOT = 40, 336, 12, 128
"""Where the columns may stand; beside them are the figures of the lines, under them what the columns are."""
LOWEST = 1.5
"""A little still shows beside a lot."""
WIDEST = 28
CHARACTER = 6
"""How wide one of a label is, about."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle. series: which of those stacked upon each other, from 0."""

    left: float
    top: float
    width: float
    height: float
    series: int


@dataclass(frozen=True, slots=True)
class Column:
    """title: what a pointer is told, figures and all."""

    bars: tuple[Bar, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Label:
    x: float
    y: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class BarChart:
    """lines: how high each line stands behind the columns, the axis first. palette: how series are coloured."""

    columns: tuple[Column, ...]
    lines: tuple[float, ...]
    labels: tuple[Label, ...]
    palette: str
    kind: str = "bars"


def bar_chart(
    stacks: Sequence[Sequence[float]],
    titles: Sequence[str],
    ticks: Mapping[int, str],
    *,
    most: float | None = None,
    unit: str = "",
    palette: str = "plain",
) -> BarChart:
    """A column for each stack of values. ticks: what stands under some of them, by their place.

    most: the value at the top line, else a round one no stack exceeds. unit: written after the figure of each line.
    """
    most = most or round_up(max((sum(stack) for stack in stacks), default=0))
    step = (RIGHT - LEFT) / max(1, len(stacks))
    width = min(WIDEST, max(1, step * 0.8))
    columns = tuple(
        Column(tuple(_stacked(stack, LEFT + place * step + (step - width) / 2, width, most)), title)
        for place, (stack, title) in enumerate(zip(stacks, titles, strict=True))
    )
    values = (0, most / 2, most)
    beside = [Label(LEFT - 5, at_height(value, most) + 4, f"{written(value)}{unit}", "end") for value in values]
    under = [_tick(LEFT + (place + 0.5) * step, text) for place, text in ticks.items()]
    return BarChart(columns, tuple(at_height(value, most) for value in values), (*beside, *under), palette)


def at_height(value: float, most: float) -> float:
    """Where a value stands when `most` is at the top."""
    return round(FOOT - value / most * (FOOT - TOP), 1)


def round_up(value: float) -> float:
    """The next of 2, 4, 10, 20, 40, 100 …, so that its half is a round figure too."""
    if value <= 2:
        return 2
    power = 10 ** int(log10(value))
    return float(next(power * step for step in (1, 2, 4, 10, 20) if value <= power * step))


def written(value: float) -> str:
    """A figure at a line: 1,200 as 1.2k."""
    return f"{value / 1000:g}k" if value >= 1000 else f"{value:g}"


def evenly(count: int, most: int) -> Iterable[int]:
    """At most so many places of a row, evenly apart, the first among them."""
    return range(0, count, max(1, -(-count // most)))


def _stacked(stack: Sequence[float], left: float, width: float, most: float) -> Iterable[Bar]:
    foot = float(FOOT)
    for series, value in enumerate(stack):
        if value > 0:
            height = max(LOWEST, value / most * (FOOT - TOP))
            yield Bar(round(left, 1), round(foot - height, 1), round(width, 1), round(height, 1), series)
            foot -= height


def _tick(x: float, text: str) -> Label:
    """Under a column, but never beyond the picture's edge."""
    half = len(text) * CHARACTER / 2
    return Label(round(min(max(x, half), WIDTH - half), 1), FOOT + 16, text)
