"""Looking back: everything statistics tell of the collection, a deck or a search, over a period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from flashcards.core.moment import Moment
from flashcards.core.statistics.activity import Activity, Streak, activity, answers_by_day, buttons, streak
from flashcards.core.statistics.calibration import Calibration, calibration
from flashcards.core.statistics.figures import Stage
from flashcards.core.statistics.knowledge import Knowledge, knowledge
from flashcards.core.statistics.retention import Hour, Retention, hours, retention
from flashcards.services.searching import find_card_ids
from flashcards.storage.database import Connection, snapshot
from flashcards.storage.decks import decks, subtree
from flashcards.storage.statistics import tallies

YEAR_DAYS = 365
MONTH = timedelta(days=29)


@dataclass(frozen=True, slots=True)
class Statistics:
    """first, last: study days of the period, both included. answers: per study day that has some, over all time.

    activity: from the first answer on, where the period is longer, but a month at least; emptiness before says nothing.
    buttons: per stage, presses of Again to Easy. Cards that were deleted since count in what was done, as long as neither
    a deck nor a search is chosen.
    """

    first: date
    last: date
    answers: Mapping[date, int]
    streak: Streak
    activity: Activity
    retention: Retention
    hours: tuple[Hour, ...]
    buttons: Mapping[Stage, tuple[int, ...]]
    calibration: Calibration
    knowledge: Knowledge


def look_back(db: Connection, moment: Moment, days: int | None, deck_id: int | None = None, search: str = "") -> Statistics:
    """days: length of the period up to today; None for all time. Raises NotFound, and BadInput for a search with a mistake."""
    with snapshot(db):
        known = {each.id: each for each in decks(db)}
        scope = _scope(db, moment, deck_id, search)
        done = tallies.tallies(db, scope)
        began = done[0].study_day if done else moment.day
        first = moment.day - timedelta(days=days - 1) if days else began
        options = {each.id: each.options for each in known.values()}
        now = knowledge(tallies.card_rows(db, scope), options, moment.day, min(days or YEAR_DAYS, YEAR_DAYS))
        answers = answers_by_day(done)
        return Statistics(
            first=first,
            last=moment.day,
            answers=answers,
            streak=streak(answers.keys(), moment.day),
            activity=activity(done, max(first, min(began, moment.day - MONTH)), moment.day),
            retention=retention(done, tallies.topics(db, first, scope), first, now.wanted),
            hours=hours(tallies.hours(db, first, scope)),
            buttons=buttons(done, first),
            calibration=calibration(tallies.predictions(db, first, scope)),
            knowledge=now,
        )


def _scope(db: Connection, moment: Moment, deck_id: int | None, search: str) -> tallies.Scope:
    """The cards that are asked about; None for everything."""
    scope: set[int] | None = None
    if deck_id is not None:
        scope = tallies.cards_of_decks(db, [each.id for each in subtree(db, deck_id)])
    if search.strip():
        found = set(find_card_ids(db, search, moment))
        scope = found if scope is None else scope & found
    return scope
