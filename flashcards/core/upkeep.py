"""What new cards cost in the days after they are begun."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from flashcards.core.models import Options, Rating, State
from flashcards.core.queue import Counts
from flashcards.core.typical import intervals
from flashcards.core.workload import minutes_for

DAYS = 30


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Mean minutes a day over DAYS, for new cards that are begun so many a day."""

    minutes_a_day: float
    cards: int
    new_a_day: int


def upkeep(cards: int, new_a_day: int, options: Options, answer_times: Mapping[State, tuple[int, float]]) -> Upkeep:
    """What so many new cards cost beside all others. answer_times: as `minutes_for` takes them."""
    begun = [max(0, min(new_a_day, cards - day * new_a_day)) for day in range(DAYS)]
    reviews = reviews_after(options, DAYS)
    answered = sum(number * sum(reviews[: DAYS - day]) for day, number in enumerate(begun))
    a_new, a_review = (minutes_for(counts, options, answer_times) for counts in (Counts(1, 0, 0), Counts(0, 0, 1)))
    return Upkeep((sum(begun) * a_new + answered * a_review) / DAYS, cards, min(new_a_day, cards))


@lru_cache(maxsize=64)
def reviews_after(options: Options, days: int) -> tuple[float, ...]:
    """How many reviews a card begun on day 0 needs on each of the days, if it is recalled as often as wanted.

    A card that is forgotten is taken to begin anew: what FSRS gives it then is close to that.
    """
    dues = tuple(accumulate(intervals(options, [Rating.GOOD] * days)))
    found: list[float] = []
    for day in range(days):
        reached, reviews = 1.0, 0.0
        for due in dues:
            if due > day:
                break
            reviews += reached * (due == day or (1 - options.desired_retention) * found[day - due])
            reached *= options.desired_retention
        found.append(reviews)
    return tuple(found)
