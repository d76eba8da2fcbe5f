"""Pictures of shares against something else: predictions against what came true, recall against time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import floor, sqrt

from flashcards.core.models import Rating
from flashcards.core.statistics.calibration import Calibration
from flashcards.core.statistics.forgetting import Curve, Event, Line
from flashcards.core.statistics.verdicts import percent
from flashcards.web.charts.bars import FOOT, LEFT, TOP, Label

SMALLEST, LARGEST = 2.0, 7.0
"""Radius of a dot, by how many answers it stands for."""
SIDE = 180
"""Both axes of the calibration are of one length, so that what comes true lies on the diagonal."""
WIDE, MARGIN = 720, 4
HIGHEST_FLOOR = 0.8
"""A line that hardly falls is not made to look steep."""


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    radius: float
    title: str


@dataclass(frozen=True, slots=True)
class CalibrationChart:
    dots: tuple[Dot, ...]
    labels: tuple[Label, ...]
    kind: str = "dots"


@dataclass(frozen=True, slots=True)
class Jump:
    """An answer: from its foot, what was predicted, back up to the top. is_again: it was forgotten."""

    x: float
    foot: float
    is_again: bool
    title: str


@dataclass(frozen=True, slots=True)
class CurveChart:
    """lines, ahead: as the points of an SVG polyline. wanted, today, due: where their lines stand."""

    lines: tuple[str, ...]
    ahead: str
    jumps: tuple[Jump, ...]
    wanted: float
    today: float
    due: float | None
    heights: tuple[float, ...]
    labels: tuple[Label, ...]


def calibration_chart(found: Calibration) -> CalibrationChart:
    """A dot for each bin that can tell, larger for more answers; on the diagonal it came true."""
    bins = [each for each in found.bins if each.actual is not None]
    lowest = floor(10 * min([HIGHEST_FLOOR, *(min(each.predicted, each.actual or 0) for each in bins)])) / 10
    most = max([each.answers for each in bins], default=1)
    dots = [
        Dot(
            x=_along(each.predicted, lowest, LEFT, LEFT + SIDE),
            y=_along(each.actual or 0, lowest, TOP + SIDE, TOP),
            radius=round(SMALLEST + (LARGEST - SMALLEST) * sqrt(each.answers / most), 1),
            title=f"Predicted {percent(each.predicted)}, recalled {percent(each.actual or 0)} of {each.answers:,}",
        )
        for each in bins
    ]
    steps = (lowest, (lowest + 1) / 2, 1.0)
    beside = [Label(LEFT - 5, _along(share, lowest, TOP + SIDE, TOP) + 4, percent(share), "end") for share in steps]
    under = [Label(_along(share, lowest, LEFT, LEFT + SIDE), TOP + SIDE + 16, percent(share)) for share in steps]
    return CalibrationChart(tuple(dots), (*beside, *under))


def curve_chart(curve: Curve, wanted: float) -> CurveChart:
    """wanted: the desired retention, 0-1."""
    shares = [share for line in (*curve.lines, curve.ahead) for _, share in line]
    plot = _Plot(curve.days, floor(10 * min([*shares, wanted, HIGHEST_FLOOR])) / 10)
    steps = (plot.lowest, (plot.lowest + 1) / 2, 1.0)
    beside = [Label(LEFT - 5, plot.y(share) + 4, percent(share), "end") for share in steps]
    last = curve.first + timedelta(days=curve.days)
    under = [Label(LEFT, FOOT + 16, _day(curve.first), "start"), Label(WIDE - MARGIN, FOOT + 16, _day(last), "end")]
    return CurveChart(
        lines=tuple(plot.points(line) for line in curve.lines),
        ahead=plot.points(curve.ahead),
        jumps=tuple(_jump(event, (event.day - curve.first).days, plot) for event in curve.events),
        wanted=plot.y(wanted),
        today=plot.x(curve.today),
        due=None if curve.due is None else plot.x(curve.due),
        heights=tuple(plot.y(share) for share in steps),
        labels=(*beside, *under),
    )


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where a day and a share stand."""

    days: int
    lowest: float

    def x(self, day: int) -> float:
        return round(LEFT + day / self.days * (WIDE - MARGIN - LEFT), 1)

    def y(self, share: float) -> float:
        return _along(max(share, self.lowest), self.lowest, FOOT, TOP)

    def points(self, line: Line) -> str:
        """As an SVG polyline wants them."""
        return " ".join(f"{self.x(day)},{self.y(share)}" for day, share in line)


def _jump(event: Event, day: int, plot: _Plot) -> Jump:
    what = event.rating.name.capitalize() if event.rating else "set by hand"
    return Jump(
        x=plot.x(day),
        foot=plot.y(1 if event.recall is None else event.recall),
        is_again=event.rating is Rating.AGAIN,
        title=f"{_day(event.day)}: {what}",
    )


def _along(share: float, lowest: float, start: float, end: float) -> float:
    """From start, where the lowest share stands, to end, where 1 does."""
    return round(start + (share - lowest) / (1 - lowest) * (end - start), 1)


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
