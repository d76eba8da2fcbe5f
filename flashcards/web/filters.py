"""How things are written on a page. Templates decide nothing; these do."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from flask import Flask

from flashcards.core.models import Card
from flashcards.core.moment import Moment
from flashcards.core.plural import count_of
from flashcards.core.queue import LEARN_AHEAD
from flashcards.core.timespan import DAY_SECONDS, timespan, written_steps
from flashcards.storage.reviews import LogRow
from flashcards.web.charts import PICTURES

LOW_RETENTION, HIGH_RETENTION = 0.8, 0.95


def add_filters(app: Flask) -> None:
    written = (interval, minutes, steps, day_name, local_time, due_text, percent, retention_warning, count_of, what_happened)
    for function in (*written, *PICTURES):
        app.add_template_filter(function)


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


def steps(seconds: tuple[int, ...]) -> str:
    return written_steps(seconds)


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


def due_text(card: Card, moment: Moment) -> str:
    """When a card is asked next."""
    if card.memory is None:
        return "new"
    if card.memory.due_on:
        return day_name(card.memory.due_on, moment)
    return local_time(card.memory.due_at, moment) if card.memory.due_at else card.state.value


def percent(share: float) -> str:
    return f"{round(100 * share)} %"


def what_happened(row: LogRow) -> str:
    """A row of a card's history, in words."""
    if row.rating:
        return ("Practised: " if row.kind == "practice" else "") + row.rating.name.capitalize()
    words = {"undo": "Undone", "redo": "Done again", "reset": "Made new again", "due": "Due day set"}
    return words.get(row.kind, "Rescheduled")


def retention_warning(share: float) -> str | None:
    """What to think of before wanting to recall that share, 0-1; None for a usual one."""
    if share < LOW_RETENTION:
        return "Below 80 % you forget every fifth card or more; relearning them often costs more than it saves."
    return "Above 95 % the number of reviews grows steeply." if share > HIGH_RETENTION else None
