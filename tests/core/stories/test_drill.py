from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.models import Memory, State
from flashcards.core.stories.drill import Pair, Why, wanted
from tests.build import TODAY


def pair(card_id: int, story_id: int, due_in: int | None = None, strength: int = 3, **others: bool) -> Pair:
    """due_in: days; None for a pair that was never told."""
    memory = None
    if due_in is not None:
        day = TODAY - timedelta(30)
        memory = Memory(State.REVIEW, 5.0, 5.0, day, 1, 0, interval_days=30, due_on=TODAY + timedelta(due_in))
    given = {"is_primary": True} | others
    return Pair(card_id, story_id, f"story {story_id}", "Ownership", strength, memory=memory, **given)


def ids(*pairs: Pair, told: tuple[int, ...] = (), stuck: tuple[int, ...] = (), new_told: int = 0, limit: int = 2) -> list[int]:
    return [one.pair.card_id for one in wanted(pairs, TODAY, told, stuck, new_told, limit)]


def test_what_is_due_longest_comes_first_and_what_is_not_due_not_at_all() -> None:
    assert ids(pair(1, 1, 0), pair(2, 2, -9), pair(3, 3, 1), pair(4, 4, -2)) == [2, 4, 1]


def test_due_then_stuck_then_new() -> None:
    found = wanted([pair(1, 1), pair(2, 2, 5), pair(3, 3, -1)], TODAY, (), {2}, 0, 2)
    assert [(one.pair.card_id, one.why) for one in found] == [(3, Why.DUE), (2, Why.STUCK), (1, Why.NEW)]


def test_a_new_pair_that_was_stuck_needs_no_room_within_the_limit() -> None:
    assert ids(pair(1, 1), pair(2, 2), pair(3, 3), stuck=(1,), limit=1) == [1, 2]


def test_two_new_ones_a_day_the_strongest_first_and_for_their_primary_principle() -> None:
    new = [pair(1, 1, strength=2), pair(2, 2, strength=4, is_primary=False), pair(3, 3, strength=4), pair(4, 4, strength=5)]
    assert ids(*new) == [4, 3]
    assert ids(*new, new_told=1) == [4]
    assert ids(*new, new_told=2) == []
    assert ids(*new, limit=0) == []


def test_new_ones_are_of_stories_that_are_not_told_today_anyhow() -> None:
    assert ids(pair(1, 1, 0), pair(2, 1, strength=5), pair(3, 3, strength=1), limit=1) == [1, 3]


def test_a_second_pair_of_a_story_waits_behind_all_other_stories() -> None:
    assert ids(pair(1, 1, -5), pair(2, 1, -4), pair(3, 3, -1)) == [1, 3, 2]


def test_a_story_that_was_told_today_waits_too() -> None:
    assert ids(pair(1, 1, -5), pair(3, 3, -1), told=(1,)) == [3, 1]


def test_what_is_suspended_or_buried_is_not_wanted() -> None:
    assert ids(pair(1, 1, -1, is_set_aside=True), pair(2, 2, is_set_aside=True), stuck=(1, 2)) == []


@given(
    st.lists(st.tuples(st.integers(1, 5), st.none() | st.integers(-9, 9), st.integers(1, 5)), max_size=12),
    st.sets(st.integers(1, 5)),
    st.sets(st.integers(0, 11)),
    st.integers(0, 3),
)
def test_a_story_never_comes_twice_while_another_waits(
    given: list[tuple[int, int | None, int]], told: set[int], stuck: set[int], new_told: int
) -> None:
    bank = [pair(card_id, story_id, due, strength) for card_id, (story_id, due, strength) in enumerate(given)]
    found = wanted(bank, TODAY, told, stuck, new_told, 2)
    times = dict.fromkeys(told, 1)
    for place, one in enumerate(found):
        turn = times.get(one.pair.story_id, 0)
        waiting = [times.get(other.pair.story_id, 0) for other in found[place:]]
        assert turn == min(waiting)
        times[one.pair.story_id] = turn + 1
    assert sum(one.why is Why.NEW for one in found) <= max(0, 2 - new_told)
    due = {one.card_id for one in bank if one.memory and one.memory.due_on and one.memory.due_on <= TODAY}
    assert due | {one.card_id for one in bank if one.card_id in stuck} <= {one.pair.card_id for one in found}
