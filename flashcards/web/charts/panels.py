"""The page Stats, panel by panel: one idea each, as a line, a picture and a table of the same figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from flashcards.core.days import ONE_DAY
from flashcards.core.plural import count_of
from flashcards.core.statistics import verdicts
from flashcards.core.statistics.activity import Activity
from flashcards.core.statistics.calibration import Calibration
from flashcards.core.statistics.figures import Stage
from flashcards.core.statistics.knowledge import Column, Forecast, Histogram
from flashcards.core.statistics.retention import Group, Hour, Retention
from flashcards.services.looking_back import Statistics
from flashcards.services.studying import DayCount
from flashcards.web.charts.bars import BarChart, bar_chart, evenly
from flashcards.web.charts.curves import CalibrationChart, calibration_chart
from flashcards.web.charts.shares import ShareChart, share_chart
from flashcards.web.charts.today import HeatMap, heat_map

YEAR_DAYS = 365
MOST_TICKS = 5
STAGES = tuple(stage.name.capitalize() for stage in Stage)
BUTTONS = ("Again", "Hard", "Good", "Easy")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SIX_HOURS = {hour: f"{hour}:00" for hour in range(0, 24, 6)}


Row: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """meaning: what the picture says, in a line. chart: None where there is too little to draw. rows: the head's figures."""

    name: str
    title: str
    meaning: str
    chart: BarChart | ShareChart | CalibrationChart | HeatMap | None
    head: tuple[str, ...]
    rows: Sequence[Row]
    legend: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Panels that answer one question."""

    name: str
    title: str
    panels: tuple[Panel, ...]


def parts(stats: Statistics) -> tuple[Part, ...]:
    """The whole page, from what was done to what is coming."""
    kept, known = stats.retention, stats.knowledge
    groups = [("deck", kept.decks), ("tag", kept.tags), ("kind", kept.kinds), ("principle", kept.principles)]
    return (
        Part("did", "What you did", (*_years(stats), _answers(stats.activity), _minutes(stats.activity), _hours(stats.hours))),
        Part(
            "recalled",
            "What you recalled",
            (_retention(kept), *(_groups(name, found, kept) for name, found in groups if found), _success(stats.hours),
             _buttons(stats.buttons), _calibration(stats.calibration)),
        ),
        Part(
            "known",
            "What you know now, and what is coming",
            (
                _forecast(known.forecast),
                _histogram("recall", "Chance of recall now, %", verdicts.remembered(known), known.recall, 100, " %"),
                _histogram("intervals", "Intervals, days", verdicts.intervals(known), known.intervals, 1, " days"),
                _histogram("stability", "Stability, days", verdicts.stable(known), known.stability, 1, " days"),
                _histogram("difficulty", "Difficulty, 1 to 10", verdicts.difficult(known), known.difficulty, 1, ""),
            ),
        ),
    )  # fmt: skip


def _years(stats: Statistics) -> list[Panel]:
    """The last twelve months, or for a longer period each calendar year of it, the newest first."""
    streak = verdicts.in_a_row(stats.streak)
    if (stats.last - stats.first).days < YEAR_DAYS:
        return [_year("the last 12 months", stats.last - timedelta(days=YEAR_DAYS - 1), stats.last, stats.answers, streak)]
    return [
        _year(str(year), date(year, 1, 1), min(stats.last, date(year, 12, 31)), stats.answers, streak * (year == stats.last.year))
        for year in range(stats.last.year, stats.first.year - 1, -1)
    ]


def _year(name: str, first: date, last: date, found: Mapping[date, int], streak: str) -> Panel:
    days = (first + ONE_DAY * place for place in range((last - first).days + 1))
    chart = heat_map([DayCount(day, found.get(day, 0)) for day in days])
    meaning = f"{count_of(chart.total, 'rating')} on {chart.active} of {count_of(chart.days, 'day')}. {streak}"
    weeks: list[Row] = [
        (_day(next(square.day for square in week if square)), *(square.count if square else "" for square in week))
        for week in chart.weeks
    ]
    return Panel(f"year-{first.year}", f"Ratings of {name}", meaning.strip(), chart, ("Week from", *WEEKDAYS), weeks)


def _answers(done: Activity) -> Panel:
    names = [_days(span.first, span.last) for span in done.spans]
    titles = [f"{name}: {count_of(span.total, 'rating')}" for name, span in zip(names, done.spans, strict=True)]
    chart = bar_chart([span.answers for span in done.spans], titles, _dated([span.first for span in done.spans]), palette="stage")
    rows: list[Row] = [(name, *span.answers, span.total) for name, span in zip(names, done.spans, strict=True)]
    meaning = f"{verdicts.answered(done)} {_each(done.span_days)}"
    return Panel("answers", "Ratings", meaning, chart if done.answers else None, ("Days", *STAGES, "All"), rows, STAGES)


def _minutes(done: Activity) -> Panel:
    names = [_days(span.first, span.last) for span in done.spans]
    titles = [f"{name}: {count_of(round(span.minutes), 'minute')}" for name, span in zip(names, done.spans, strict=True)]
    chart = bar_chart([(span.minutes,) for span in done.spans], titles, _dated([span.first for span in done.spans]))
    rows = [(name, f"{span.minutes:.1f}") for name, span in zip(names, done.spans, strict=True)]
    return Panel("minutes", "Minutes", verdicts.spent(done), chart if done.answers else None, ("Days", "Minutes"), rows)


def _hours(hours: Sequence[Hour]) -> Panel:
    titles = [f"{_hour(each)}: {count_of(each.answers, 'rating')}" for each in hours]
    chart = bar_chart([(each.answers,) for each in hours], titles, SIX_HOURS)
    rows = [(_hour(each), each.answers) for each in hours]
    drawn = chart if any(each.answers for each in hours) else None
    return Panel("hours", "Time of day", verdicts.busiest(hours), drawn, ("Hour", "Ratings"), rows)


def _success(hours: Sequence[Hour]) -> Panel:
    shares = [each.recalled.share for each in hours]
    titles = [f"{_hour(each)}: {verdicts.told(each.recalled)}" for each in hours]
    chart = bar_chart([() if share is None else (100 * share,) for share in shares], titles, SIX_HOURS, most=100, unit=" %")
    rows = [(_hour(each), verdicts.told(each.recalled)) for each in hours if each.recalled.asked]
    drawn = chart if any(share is not None for share in shares) else None
    return Panel("success", "Recall by time of day", verdicts.surest(hours), drawn, ("Hour", "Recalled"), rows)


def _retention(kept: Retention) -> Panel:
    """Young, mature and both."""
    groups = [Group("Young", kept.young), Group("Mature", kept.mature), Group("Together", kept.total)]
    drawn = share_chart(groups, kept.wanted) if kept.total.share is not None else None
    rows = [(name, verdicts.told(recalled)) for name, recalled in groups]
    return Panel("retention", "True retention", verdicts.retained(kept), drawn, ("Cards", "Recalled"), rows)


def _groups(name: str, groups: Sequence[Group], kept: Retention) -> Panel:
    able = [group for group in groups if group.recalled.share is not None]
    rows = [(group.name.replace("::", " › "), verdicts.told(group.recalled)) for group in groups]
    meaning = f"{min(group.recalled.missing for group in groups)} more reviews of one {name}, and this tells them apart."
    if able:
        lowest = min(able, key=lambda group: (group.recalled.share, -len(group.name)))  # of a deck and one below it, the latter
        meaning = f"{'Lowest: ' if len(able) > 1 else ''}{lowest.name.replace('::', ' › ')}, {verdicts.told(lowest.recalled)}."
    title = f"Retention by {name}"
    return Panel(
        f"by-{name}", title, meaning, share_chart(groups, kept.wanted) if able else None, (name.capitalize(), "Recalled"), rows
    )


def _buttons(buttons: Mapping[Stage, Sequence[int]]) -> Panel:
    """Four columns a stage, each as its share of the stage's answers."""
    stacks: list[tuple[float, ...]] = []
    titles, ticks = [], {}
    for name, counts in zip(STAGES, buttons.values(), strict=True):
        ticks[len(stacks) + 1] = name
        for rating, count in enumerate(counts):
            stacks.append((0,) * rating + (100 * count / max(1, sum(counts)),))
            titles.append(f"{name}, {BUTTONS[rating]}: {count:,}")
        stacks.append(())
        titles.append("")
    drawn = bar_chart(stacks, titles, ticks, most=100, unit=" %", palette="stage") if any(map(any, buttons.values())) else None
    rows: list[Row] = [(name, *counts) for name, counts in zip(STAGES, buttons.values(), strict=True)]
    return Panel("buttons", "Rating buttons", verdicts.pressed(buttons), drawn, ("Cards", *BUTTONS), rows, BUTTONS)


def _calibration(found: Calibration) -> Panel:
    rows = [
        (f"{100 * each.low:.0f} to {100 * each.high:.0f} %", f"{100 * each.predicted:.1f} %", _share(each.actual), each.answers)
        for each in found.bins
    ]
    drawn = calibration_chart(found) if found.predicted is not None else None
    head = ("Predicted", "Mean", "Recalled", "Ratings")
    return Panel("calibration", "Does the prediction come true?", verdicts.calibrated(found), drawn, head, rows)


def _forecast(ahead: Forecast) -> Panel:
    """The backlog first, then a column a span."""
    names = ["Before today", *(_days(span.first, span.last) for span in ahead.spans)]
    counts = [ahead.backlog, *(span.count for span in ahead.spans)]
    titles = [f"{name}: {count_of(count, 'review')}" for name, count in zip(names, counts, strict=True)]
    stacks: list[tuple[float, ...]] = [(0, 0, 0, counts[0]), *((0, 0, count) for count in counts[1:])]
    ticks = {place + 1: text for place, text in _dated([span.first for span in ahead.spans]).items()}
    chart = bar_chart(stacks, titles, ticks, palette="stage")
    meaning = f"{verdicts.coming(ahead)} {_each(ahead.span_days)}"
    return Panel(
        "forecast",
        "Reviews to come",
        meaning,
        chart if ahead.total else None,
        ("Days", "Reviews"),
        list(zip(names, counts, strict=True)),
    )


def _histogram(name: str, title: str, meaning: str, found: Histogram, scale: int, unit: str) -> Panel:
    """A column for each range of values; what stands under it is where it begins."""
    names = [_range(column, scale, unit) for column in found.columns]
    counts = [column.count for column in found.columns]
    titles = [f"{label}: {count_of(count, 'card')}" for label, count in zip(names, counts, strict=True)]
    ticks = {place: f"{column.low * scale:g}" for place, column in enumerate(found.columns)}
    chart = bar_chart([(count,) for count in counts], titles, ticks) if found.count else None
    return Panel(name, title, meaning, chart, (title, "Cards"), list(zip(names, counts, strict=True)))


def _range(column: Column, scale: int, unit: str) -> str:
    low = f"{column.low * scale:g}"
    return f"{low}{unit} or more" if column.high is None else f"{low} to under {column.high * scale:g}{unit}"


def _dated(days: Sequence[date]) -> dict[int, str]:
    return {place: f"{days[place].day} {days[place]:%b}" for place in evenly(len(days), MOST_TICKS)}


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _days(first: date, last: date) -> str:
    return _day(first) if first == last else f"{_day(first)} to {_day(last)}"


def _each(span_days: int) -> str:
    return "A column is a day." if span_days == 1 else f"A column is {span_days} days."


def _hour(each: Hour) -> str:
    return f"{each.hour}:00 to {each.hour + 1}:00"


def _share(share: float | None) -> str:
    return "too few" if share is None else f"{100 * share:.1f} %"
