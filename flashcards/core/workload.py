"""How long today's cards will take."""

from __future__ import annotations

from collections.abc import Mapping

from flashcards.core.models import Options, State
from flashcards.core.queue import Counts

ANSWERS_NEEDED = 50
"""Timed answers before the learner's own speed counts for more than the guess."""
GUESSED_REVIEW_SECONDS = 8.0
GUESSED_NEW_SECONDS = 20.0
"""For all answers a new card needs on its first day."""

AROUND_A_TELLING_SECONDS = 75
"""To choose a story, answer a follow-up or two, and score it."""


def is_guess(answer_times: Mapping[State, tuple[int, float]]) -> bool:
    """Whether too few answers were timed to tell the learner's own speed. answer_times: as in `minutes_for`."""
    return sum(count for count, _ in answer_times.values()) < ANSWERS_NEEDED


def minutes_for(counts: Counts, options: Options, answer_times: Mapping[State, tuple[int, float]]) -> float:
    """Minutes the counted cards will take.

    answer_times: per state before the answer, how many were timed and their mean milliseconds (60 s at most each). A new
    card needs an answer a step; a review that is forgotten (1 - desired retention of them) one more a relearning step.
    """
    if is_guess(answer_times):
        return (counts.new * GUESSED_NEW_SECONDS + (counts.learning + counts.review) * GUESSED_REVIEW_SECONDS) / 60
    seconds = {state: mean / 1000 for state, (_, mean) in answer_times.items()}
    review = seconds.get(State.REVIEW, GUESSED_REVIEW_SECONDS)
    learning = seconds.get(State.LEARNING, review)
    relearning = seconds.get(State.RELEARNING, learning)
    new_card = seconds.get(State.NEW, GUESSED_NEW_SECONDS) + max(0, len(options.learning_steps) - 1) * learning
    review_card = review + (1 - options.desired_retention) * len(options.relearning_steps) * relearning
    return (counts.new * new_card + counts.learning * learning + counts.review * review_card) / 60


def minutes_to_tell(stories: int, target: int) -> float:
    """Minutes to tell so many stories. target: seconds a telling should take."""
    return stories * (target + AROUND_A_TELLING_SECONDS) / 60
