"""A story that was told comes back after whole days, on another day than its siblings, and as the buttons said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.models import DEFAULT_PARAMETERS, Memory, Options, Rating, State
from flashcards.core.scheduling import apply_rating, fuzz_range, remember, told_outcomes

TODAY = datetime(2026, 11, 10, 12, tzinfo=UTC).date()
AGAIN, HARD, GOOD, EASY = Rating
USUAL = Options()

stabilities = st.floats(0.01, 4000)
memories = st.none() | st.builds(
    lambda stability, difficulty, ago, reps: Memory(
        State.REVIEW, stability, difficulty, TODAY - timedelta(ago), reps, 0, interval_days=3, due_on=TODAY
    ),
    stabilities,
    st.floats(1, 10),
    st.integers(0, 400),
    st.integers(1, 50),
)
options = st.builds(Options, desired_retention=st.floats(0.7, 0.99), maximum_interval_days=st.integers(1, 36500))
taken_days = st.sets(st.integers(1, 60), max_size=40)
odd_weights = st.permutations(DEFAULT_PARAMETERS[:4]).map(lambda first: (*first, *DEFAULT_PARAMETERS[4:]))


def days(memory: Memory | None, given: Options = USUAL, taken: set[int] | None = None, card_id: int = 1) -> dict[Rating, int]:
    due = {TODAY + timedelta(day) for day in taken or ()}
    found = told_outcomes(card_id, memory, given, TODAY, due)
    return {rating: one.interval_days or 0 for rating, one in found.items()}


def test_a_story_told_for_the_first_time_has_no_steps() -> None:
    found = told_outcomes(1, None, USUAL, TODAY, ())
    assert [one.memory.state for one in found.values()] == [State.REVIEW] * 4
    assert days(None)[AGAIN] == days(None)[HARD] == 1
    assert all(one.memory.due_on == TODAY + timedelta(one.interval_days or 0) for one in found.values())


def test_again_on_a_known_story_is_a_lapse_but_never_makes_a_leech() -> None:
    known = Memory(State.REVIEW, 20.0, 5.0, TODAY - timedelta(20), 9, 7, interval_days=20, due_on=TODAY)
    again = told_outcomes(1, known, USUAL, TODAY, ())[AGAIN]
    assert (again.memory.lapses, again.is_leech) == (8, False)


def test_the_same_arguments_give_the_same_days_and_another_card_may_get_others() -> None:
    known = Memory(State.REVIEW, 50.0, 5.0, TODAY - timedelta(50), 9, 0, interval_days=50, due_on=TODAY)
    assert days(known) == days(known)
    assert len({days(known, card_id=card_id)[GOOD] for card_id in range(50)}) > 5


def test_a_taken_day_is_left_for_the_nearest_free_one() -> None:
    known = Memory(State.REVIEW, 20.0, 5.0, TODAY - timedelta(20), 9, 0, interval_days=20, due_on=TODAY)
    drawn = days(known)[EASY]
    assert abs(days(known, taken={drawn})[EASY] - drawn) == 1


@given(memories, options, taken_days, odd_weights)
def test_a_better_rating_never_comes_back_sooner(
    memory: Memory | None, given: Options, taken: set[int], weights: tuple[float, ...]
) -> None:
    for chosen in (given, Options(parameters=weights)):
        found = list(days(memory, chosen, taken).values())
        assert found == sorted(found)
        assert 1 <= found[0] <= found[-1] <= chosen.maximum_interval_days


@given(memories, options, taken_days, st.integers(1, 1000))
def test_no_day_is_shared_with_a_sibling_while_the_fuzz_range_has_a_free_one(
    memory: Memory | None, given: Options, taken: set[int], card_id: int
) -> None:
    for rating, chosen in days(memory, given, taken, card_id).items():
        stability = remember(memory, rating, TODAY, given.parameters).stability
        decay = -given.parameters[20]
        wanted = stability * (given.desired_retention ** (1 / decay) - 1) / (0.9 ** (1 / decay) - 1)
        first, last = fuzz_range(wanted, 1, given.maximum_interval_days)
        assert first <= chosen <= last
        assert chosen not in taken or set(range(first, last + 1)) <= taken


@given(memories, options, taken_days)
def test_the_log_leads_to_what_the_verdict_showed(memory: Memory | None, given: Options, taken: set[int]) -> None:
    due = {TODAY + timedelta(day) for day in taken}
    for rating, shown in told_outcomes(7, memory, given, TODAY, due).items():
        at = datetime(2026, 11, 10, 12, tzinfo=UTC)
        folded = apply_rating(memory, rating, at, TODAY, given.parameters, interval_days=shown.interval_days)
        assert folded == shown.memory
