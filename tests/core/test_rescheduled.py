from __future__ import annotations

from datetime import date, timedelta
from math import nan

from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.models import DEFAULT_PARAMETERS, Memory, Options, State
from flashcards.core.scheduling import Recall, fuzz_range, rescheduled, within_bounds

DAY = date(2026, 11, 10)


def memory(**columns: int) -> Memory:
    return Memory(State.REVIEW, 10.0, 5.0, DAY, **{"reps": 6, "lapses": 1, "interval_days": 10} | columns, due_on=DAY)


def test_the_new_day_counts_from_the_last_review() -> None:
    after = rescheduled(1, memory(), Recall(100, 4), Options())
    assert after.due_on == DAY + timedelta(days=after.interval_days or 0)
    assert (after.stability, after.difficulty, after.reps, after.lapses) == (100, 4, 6, 1)


@given(st.integers(1, 10**6), st.floats(0.001, 36500), st.floats(0.7, 0.99), st.integers(1, 36500))
def test_the_interval_is_fuzzed_about_what_is_wanted_and_within_the_maximum(
    card_id: int, stability: float, retention: float, maximum: int
) -> None:
    options = Options(desired_retention=retention, maximum_interval_days=maximum)
    after = rescheduled(card_id, memory(), Recall(stability, 5), options)
    decay = -options.parameters[20]
    wanted = stability * (retention ** (1 / decay) - 1) / (0.9 ** (1 / decay) - 1)
    first, last = fuzz_range(wanted, 1, maximum)
    assert 1 <= first <= (after.interval_days or 0) <= last <= maximum


@given(st.integers(1, 10**6), st.floats(0.001, 36500), st.integers(1, 100))
def test_doing_it_twice_is_doing_it_once(card_id: int, stability: float, reps: int) -> None:
    once = rescheduled(card_id, memory(reps=reps), Recall(stability, 5), Options())
    assert rescheduled(card_id, once, Recall(stability, 5), Options()) == once


def test_weights_beyond_the_bounds_are_moved_to_them() -> None:
    assert within_bounds(DEFAULT_PARAMETERS) == DEFAULT_PARAMETERS
    assert within_bounds([-1.0] * 21)[4] == 1
    assert within_bounds([99.0] * 21)[20] == 0.8
    assert all(weight == weight for weight in within_bounds([nan] * 21))
