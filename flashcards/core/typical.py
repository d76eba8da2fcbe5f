"""What weights mean in days: how long a card of the usual kind stays away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from flashcards.core.models import Options, Rating
from flashcards.core.scheduling import outcomes_drawn

NOON = datetime(2000, 1, 1, 12, tzinfo=UTC)
"""Any day would do."""


def intervals(options: Options, ratings: Iterable[Rating]) -> tuple[int, ...]:
    """Days a card stays away after each of these ratings, fuzz aside. It is asked when it is due; every step is Good."""
    found: list[int] = []
    memory, now = None, NOON
    for rating in ratings:
        outcome = outcomes_drawn(None, memory, options, now, now.date())[rating]
        while outcome.interval_days is None:
            now += timedelta(seconds=outcome.step_seconds or 0)
            outcome = outcomes_drawn(None, outcome.memory, options, now, now.date())[Rating.GOOD]
        found.append(outcome.interval_days)
        memory, now = outcome.memory, now + timedelta(days=outcome.interval_days)
    return tuple(found)
