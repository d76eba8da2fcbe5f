"""A rating as statistics count it: whole numbers only, so that what was added can be taken off again exactly."""

from __future__ import annotations

from datetime import date
from enum import IntEnum
from math import log
from typing import NamedTuple

from flashcards.core.models import Memory, Rating, State

MATURE_DAYS = 21
"""An interval from which on a card is mature. Anki's."""
LONGEST_ANSWER_MS = 60_000
"""Whoever takes longer was called away."""
UNIT = 10**9
"""A chance of 1, and a loss of 1 nat, as the whole numbers they are kept as."""
BINS = 20
"""Predictions are gathered in steps of five percent."""
SUREST = 1 - 1e-6
"""No prediction counts as surer than this, or one surprise would be a loss without end."""


class Stage(IntEnum):
    """What a card was to the learner when it was asked."""

    LEARNING = 0
    """New, or in its first steps."""
    RELEARNING = 1
    YOUNG = 2
    """In review, with an interval under 21 days."""
    MATURE = 3


class Figures(NamedTuple):
    """hour: of the learner's clock, 0-23. recall, loss: what was predicted and what it cost, in UNITs; None for an answer on
    the day of the last one, when nothing could have been forgotten, and for a new card.
    """

    study_day: date
    hour: int
    stage: Stage
    rating: Rating
    took_ms: int
    recall: int | None
    loss: int | None

    @property
    def bin(self) -> int | None:
        """Where its prediction belongs, 0 to BINS - 1."""
        return None if self.recall is None else min(self.recall * BINS // UNIT, BINS - 1)


def figures(before: Memory | None, rating: Rating, recall: float | None, took_ms: int | None, day: date, hour: int) -> Figures:
    """What statistics count of a rating given on that study day, at that hour of the learner's clock."""
    told = recall if before and before.reviewed_on < day else None
    return Figures(
        study_day=day,
        hour=hour,
        stage=stage_of(before),
        rating=rating,
        took_ms=min(took_ms or 0, LONGEST_ANSWER_MS),
        recall=None if told is None else int(told * UNIT),
        loss=None if told is None else log_loss(told, rating > Rating.AGAIN),
    )


def stage_of(memory: Memory | None) -> Stage:
    """The stage of a card with this memory."""
    if memory is None or memory.state is State.LEARNING:
        return Stage.LEARNING
    if memory.interval_days is None:
        return Stage.RELEARNING
    return Stage.YOUNG if memory.interval_days < MATURE_DAYS else Stage.MATURE


def log_loss(recall: float, is_recalled: bool) -> int:
    """How much a prediction was off, in UNITs of a nat: 0 for one that was right and sure, more the surer it was and wrong."""
    chance = min(max(recall, 1 - SUREST), SUREST)
    return round(-log(chance if is_recalled else 1 - chance) * UNIT)
