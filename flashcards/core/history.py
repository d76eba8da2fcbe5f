"""What the log tells of one card's memory: its ratings since it was last new, with the days between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from flashcards.core.models import Memory, Rating, State
from flashcards.core.scheduling import Recall, remember

LONGEST = 256
"""Reviews of one card that a fit looks at; the optimiser looks at no more, and a card seldom has a tenth of them."""
SOME_DAY = date.min
"""Only the days between reviews count, so any day may be the first; after this one there is room for every gap."""


class LoggedRating(NamedTuple):
    """A row of the log that is in effect. rating 0: the card was made new again. was_new: it had no memory before."""

    row_id: int
    rating: int
    study_day: str
    was_new: bool


class Review(NamedTuple):
    """A rating. days: study days since the one before; 0 for the first, and where the clock was set back."""

    row_id: int
    rating: int
    days: int


def history(log: Iterable[LoggedRating]) -> list[Review]:
    """The ratings of a card since it was last new, in the order of the log.

    Empty where the log does not begin with a new card (its due day was set by hand, or it was imported with a memory): what
    such a card remembers cannot be told from its ratings.
    """
    found: list[Review] = []
    last = SOME_DAY
    for row in sorted(log):
        if not row.rating or row.was_new:
            found.clear()
        if row.rating and (found or row.was_new):
            day = date.fromisoformat(row.study_day)
            found.append(Review(row.row_id, row.rating, max(0, (day - last).days) if found else 0))
            last = day
    return found


def usable(reviews: Sequence[Review]) -> list[int]:
    """Which of them say something of forgetting: those at least a day after the one before."""
    return [index for index, review in enumerate(reviews[:LONGEST]) if review.days > 0]


def recalled(reviews: Iterable[Review], parameters: tuple[float, ...]) -> Recall | None:
    """What is remembered after all of them under these weights; None for no reviews."""
    recall = None
    for review in reviews:
        recall = _after(recall, review.rating, review.days, parameters)
    return recall


@lru_cache(maxsize=100_000)
def _after(recall: Recall | None, rating: int, days: int, parameters: tuple[float, ...]) -> Recall:
    """Cards begin alike: of the steps of many histories, every other one was taken before."""
    before = Memory(State.REVIEW, *recall, SOME_DAY, reps=1, lapses=0, interval_days=1, due_on=SOME_DAY) if recall else None
    return remember(before, Rating(rating), SOME_DAY + timedelta(days=days), parameters)
