"""What the pages and the terminal both say of waits, days and times, in the same words."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from flashcards.core.moment import Moment
from flashcards.core.plural import count_of
from flashcards.core.queue import LEARN_AHEAD
from flashcards.core.timespan import DAY_SECONDS, timespan


class Chosen(Protocol):
    """What a button leads to, and a row of the log: the step or the days until the card comes back."""

    @property
    def step_seconds(self) -> int | None: ...

    @property
    def interval_days(self) -> int | None: ...


def interval(outcome: Chosen) -> str:
    """What stands above a button: "<10m" for a step that comes back in this session, "8d" for a review."""
    if outcome.interval_days is not None:
        return timespan(outcome.interval_days * DAY_SECONDS)
    seconds = outcome.step_seconds or 0
    return f"{'<' if seconds < LEARN_AHEAD.total_seconds() else ''}{timespan(seconds)}"


def minutes(number: float) -> str:
    """ "about 52 minutes"; hours from two hours on."""
    if number < 1:
        return "less than a minute"
    if number < 120:
        return f"about {count_of(round(number), 'minute')}"
    return f"about {number / 60:.1f} hours"


def day_name(day: date, moment: Moment) -> str:
    """A study day as seen from today: "tomorrow", "Tuesday", "3 March 2027"."""
    ahead = (day - moment.day).days
    if ahead in (-1, 0, 1):
        return ("yesterday", "today", "tomorrow")[ahead + 1]
    if 1 < ahead < 7:
        return day.strftime("%A")
    return f"{day.day} {day:%B}" + ("" if day.year == moment.day.year else f" {day.year}")


def local_time(instant: datetime, moment: Moment) -> str:
    """An instant on the learner's clock; the date too if it is not today."""
    local = instant.astimezone(moment.zone)
    return f"{local:%H:%M}" if local.date() == moment.at.astimezone(moment.zone).date() else f"{local.day} {local:%B %Y, %H:%M}"
