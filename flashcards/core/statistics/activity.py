"""What was done and when: answers and minutes, day by day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from flashcards.core.days import ONE_DAY
from flashcards.core.models import Rating
from flashcards.core.statistics.figures import Stage

MOST_SPANS = 60
"""More columns than that nobody tells apart in a small picture."""
SPAN_DAYS = (1, 7, 30, 91, 365)


class Tally(NamedTuple):
    """Answers of a study day that had stage and rating in common. recalls: those a day or more after the card's last answer."""

    study_day: date
    stage: Stage
    rating: Rating
    answers: int
    took_ms: int
    recalls: int


@dataclass(frozen=True, slots=True)
class Span:
    """Some study days, first and last included. answers: per stage."""

    first: date
    last: date
    answers: tuple[int, ...]
    minutes: float

    @property
    def total(self) -> int:
        return sum(self.answers)


@dataclass(frozen=True, slots=True)
class Streak:
    """Study days in a row with an answer: those up to today (or yesterday, while today is still to come), and the most ever."""

    days: int
    longest: int


@dataclass(frozen=True, slots=True)
class Activity:
    """spans: the whole period without a gap. span_days: of each but the last. days: of the period; studied: with an answer."""

    spans: tuple[Span, ...]
    span_days: int
    answers: int
    minutes: float
    days: int
    studied: int


def activity(tallies: Iterable[Tally], first: date, last: date) -> Activity:
    """The study days from first to last, in at most MOST_SPANS spans of equal length."""
    within = [tally for tally in tallies if first <= tally.study_day <= last]
    days = (last - first).days + 1
    length = next((span for span in SPAN_DAYS if days <= span * MOST_SPANS), SPAN_DAYS[-1])
    answers, took_ms = defaultdict[int, Counter[Stage]](Counter), Counter[int]()
    for tally in within:
        place = (tally.study_day - first).days // length
        answers[place][tally.stage] += tally.answers
        took_ms[place] += tally.took_ms
    return Activity(
        spans=tuple(_span(first, last, place, length, answers[place], took_ms[place]) for place in range(-(-days // length))),
        span_days=length,
        answers=sum(tally.answers for tally in within),
        minutes=sum(tally.took_ms for tally in within) / 60_000,
        days=days,
        studied=len({tally.study_day for tally in within}),
    )


def answers_by_day(tallies: Iterable[Tally]) -> dict[date, int]:
    """Of every study day that has some."""
    found = Counter[date]()
    for tally in tallies:
        found[tally.study_day] += tally.answers
    return found


def streak(days: Set[date], today: date) -> Streak:
    """days: those with an answer."""
    lengths = {day: _length(days, day) for day in days if day + ONE_DAY not in days}
    present = today if today in days else today - ONE_DAY
    return Streak(_length(days, present), max(lengths.values(), default=0))


def buttons(tallies: Iterable[Tally], first: date) -> dict[Stage, tuple[int, ...]]:
    """Per stage, how often Again, Hard, Good and Easy were pressed from that study day on."""
    pressed = {stage: [0] * len(Rating) for stage in Stage}
    for tally in tallies:
        if tally.study_day >= first:
            pressed[tally.stage][tally.rating - 1] += tally.answers
    return {stage: tuple(counts) for stage, counts in pressed.items()}


def _span(first: date, last: date, place: int, length: int, answers: Mapping[Stage, int], took_ms: int) -> Span:
    begin = first + timedelta(days=place * length)
    end = min(last, begin + timedelta(days=length - 1))
    return Span(begin, end, tuple(answers.get(stage, 0) for stage in Stage), took_ms / 60_000)


def _length(days: Set[date], last: date) -> int:
    """How many days in a row end on that one."""
    length = 0
    while last in days:
        length, last = length + 1, last - ONE_DAY
    return length
