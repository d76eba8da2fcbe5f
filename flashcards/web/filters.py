"""How things are written on a page. Templates decide nothing; these do."""

from __future__ import annotations

from itertools import chain

from flask import Flask

from flashcards.core.models import Card
from flashcards.core.moment import Moment
from flashcards.core.plural import count_of
from flashcards.core.timespan import written_steps
from flashcards.core.wording import day_name, interval, local_time, minutes
from flashcards.storage.reviews import LogRow
from flashcards.web import mock_words, rapid_words, story_words, take_words
from flashcards.web.charts import PICTURES

LOW_RETENTION, HIGH_RETENTION = 0.8, 0.95


def add_filters(app: Flask) -> None:
    words = (interval, minutes, steps, day_name, local_time, due_text, held_told, percent, retention_warning, count_of)
    told = (part.FILTERS for part in (story_words, take_words, rapid_words, mock_words))
    for function in (*words, what_happened, capital, *PICTURES, *chain.from_iterable(told)):
        app.add_template_filter(function)


def capital(text: str) -> str:
    """As a sentence begins; the names in it keep theirs: "Due since 8 November"."""
    return text[:1].upper() + text[1:]


def steps(seconds: tuple[int, ...]) -> str:
    return written_steps(seconds)


def due_text(card: Card, moment: Moment) -> str:
    """When a card is asked next."""
    if card.memory is None:
        return "new"
    if card.memory.due_on:
        return day_name(card.memory.due_on, moment)
    return local_time(card.memory.due_at, moment) if card.memory.due_at else card.state.value


def held_told(cards: int, drilled: int, noun: str = "") -> str:
    """What a deck gives to review and to drill: "43 cards", "43 cards · 2 to drill", "176 to drill".

    noun: what those to drill are called where there is nothing else: "176 questions to drill".
    """
    if not cards and drilled:
        return f"{count_of(drilled, noun) if noun else f'{drilled:,}'} to drill"
    return count_of(cards, "card") + (f" · {drilled:,} to drill" if drilled else "")


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
