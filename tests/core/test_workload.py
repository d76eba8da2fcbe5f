from __future__ import annotations

import pytest

from flashcards.core.models import Options, State
from flashcards.core.queue import Counts
from flashcards.core.workload import ANSWERS_NEEDED, is_guess, minutes_for

USUAL = Options(desired_retention=0.9, learning_steps=(60, 600), relearning_steps=(600,))
NEW, LEARNING, REVIEW, RELEARNING = State


def test_before_fifty_answers_a_review_takes_eight_seconds_and_a_new_card_twenty() -> None:
    assert minutes_for(Counts(new=3, learning=1, review=5), USUAL, {}) * 60 == pytest.approx(3 * 20 + 6 * 8)
    assert minutes_for(Counts(1, 0, 0), USUAL, {REVIEW: (ANSWERS_NEEDED - 1, 99_000)}) * 60 == pytest.approx(20)


def test_after_fifty_answers_each_state_has_its_own_mean() -> None:
    times = {NEW: (20, 12_000.0), LEARNING: (10, 5_000.0), REVIEW: (15, 7_000.0), RELEARNING: (5, 9_000.0)}
    seconds = {name: minutes_for(counts, USUAL, times) * 60 for name, counts in {
        "new": Counts(1, 0, 0), "learning": Counts(0, 1, 0), "review": Counts(0, 0, 1),
    }.items()}  # fmt: skip
    assert seconds == {"new": pytest.approx(12 + 5), "learning": pytest.approx(5), "review": pytest.approx(7 + 0.1 * 9)}


def test_minutes_are_a_guess_until_fifty_answers_were_timed_in_whatever_state() -> None:
    assert is_guess({})
    assert is_guess({NEW: (20, 1.0), REVIEW: (29, 1.0)})
    assert not is_guess({NEW: (20, 1.0), REVIEW: (30, 1.0)})


def test_each_learning_step_asks_a_new_card_once_more() -> None:
    times = {NEW: (50, 10_000.0), LEARNING: (50, 4_000.0)}
    for steps, seconds in (((), 10), ((60,), 10), ((60, 600), 14), ((60, 600, 900), 18)):
        assert minutes_for(Counts(1, 0, 0), Options(learning_steps=steps), times) * 60 == pytest.approx(seconds)


def test_a_state_that_was_never_timed_borrows_from_its_nearest() -> None:
    only_reviews = {REVIEW: (60, 6_000.0)}
    assert minutes_for(Counts(0, 1, 0), USUAL, only_reviews) * 60 == pytest.approx(6)
    assert minutes_for(Counts(0, 0, 1), USUAL, only_reviews) * 60 == pytest.approx(6.6)
    assert minutes_for(Counts(1, 0, 0), USUAL, only_reviews) * 60 == pytest.approx(26)


def test_nothing_takes_no_time() -> None:
    assert minutes_for(Counts(0, 0, 0), USUAL, {}) == minutes_for(Counts(0, 0, 0), USUAL, {NEW: (99, 9.0)}) == 0
