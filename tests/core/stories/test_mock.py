from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest

from flashcards.core.stories.mock import Mock, loop, mock_stand, offer, takes_by_place
from flashcards.core.stories.presets import PRESETS
from flashcards.core.stories.story import Story
from flashcards.core.stories.takes import Take, TakeState
from tests.build import NOW, TODAY

NAMES = [f"principle {number}" for number in range(16)]


def story(story_id: int, strength: int, *principles: str) -> Story:
    return Story(id=story_id, guid=f"guid {story_id}", title=f"story {story_id}", strength=strength, principles=principles)


def ids(stories: tuple[Story, ...]) -> list[int]:
    return [one.id for one in stories]


def test_a_loop_asks_two_principles_a_round_and_none_twice() -> None:
    rounds = loop(NAMES, "seed")
    assert [len(one.places) for one in rounds] == [2] * 5
    assert len({place.principle for one in rounds for place in one.places}) == 10


def test_twenty_rounds_go_through_all_principles_before_one_comes_again() -> None:
    dealt = [place.principle for one in loop(NAMES, "seed", 20, 2) for place in one.places]
    assert set(Counter(dealt[:16]).values()) == set(Counter(dealt[16:32]).values()) == {1}


def test_a_loop_is_the_same_for_the_same_seed_and_empty_without_principles() -> None:
    assert loop(NAMES, "seed") == loop(NAMES, "seed") != loop(NAMES, "other")
    assert loop([], "seed") == ()


def test_unused_stories_for_the_principle_are_offered_the_strongest_first() -> None:
    bank = [story(1, 3, "p"), story(2, 5, "p"), story(3, 5, "q")]
    found = offer(bank, "P", ())
    assert (ids(found.fresh), ids(found.repeats), ids(found.others), found.is_forced) == ([2, 1], [], [3], False)


def test_a_used_story_is_not_offered_while_a_strong_unused_one_shows_the_principle() -> None:
    bank = [story(1, 5, "p"), story(2, 3, "p")]
    assert not offer(bank, "p", {1}).has(1)
    weak = [story(1, 5, "p"), story(2, 2, "p")]
    assert offer(weak, "p", {1}).has(1)
    assert not offer(weak, "p", {1}).is_forced


def test_a_repeat_is_forced_when_only_used_stories_show_the_principle() -> None:
    assert offer([story(1, 5, "p"), story(2, 5, "q")], "p", {1}).is_forced
    assert not offer([story(1, 5, "q"), story(2, 5, "q")], "p", {1}).is_forced


def test_a_question_without_a_principle_can_be_answered_with_every_unused_story() -> None:
    found = offer([story(1, 1), story(2, 4, "q")], None, ())
    assert ids(found.fresh) == [2, 1]


@pytest.mark.parametrize("seed", range(10))
def test_a_hundred_random_banks_repeat_no_story_without_need_and_announce_what_they_must(seed: int) -> None:
    """Ten times: a thousand banks, each through a loop of five rounds, with any story that is offered."""
    chance = random.Random(seed)
    for _ in range(100):
        bank = [
            story(number, chance.randint(1, 5), *chance.sample(NAMES, chance.randint(1, 4)))
            for number in range(chance.randint(1, 14))
        ]
        used: set[int] = set()
        for place in (place for one in loop(NAMES, str(chance.random())) for place in one.places):
            found = offer(bank, place.principle, used)
            choices = [*found.fresh, *found.repeats, *found.others]
            if not choices:
                continue
            chosen = chance.choice(choices)
            strong_left = [one for one in bank if one.id not in used and one.strength >= 3 and place.principle in one.principles]
            assert not (chosen.id in used and strong_left)
            assert found.is_forced == (
                not any(one.id not in used and place.principle in one.principles for one in bank)
                and any(one.id in used and place.principle in one.principles for one in bank)
            )
            assert (chosen.id in used) == (chosen in found.repeats)
            used.add(chosen.id)


def take(take_id: int, place: int, state: TakeState = TakeState.SCORED) -> Take:
    return Take(
        id=take_id,
        take_id=str(take_id),
        question="?",
        mock_place=place,
        preset=PRESETS[0],
        state=state,
        began_at=NOW,
        study_day=TODAY,
    )


MOCK = Mock(1, "Loop", "L6", loop(NAMES, "seed", 1, 3), TODAY, is_finished=False)


def test_of_the_takes_at_a_place_the_newest_counts_that_was_not_given_up() -> None:
    put = [take(4, 1, TakeState.LEFT), take(3, 1), take(1, 1), take(2, 0)]
    assert [one and one.id for one in takes_by_place(MOCK, put)] == [2, 3, None]


def test_a_mock_stands_at_its_first_place_that_is_not_scored() -> None:
    assert (mock_stand(MOCK, []).next_place, mock_stand(MOCK, []).unfinished) == (0, None)
    telling = take(2, 1, TakeState.TELLING)
    found = mock_stand(MOCK, [telling, take(1, 0)])
    assert (found.next_place, found.unfinished) == (1, telling)
    over = mock_stand(MOCK, [take(place, place) for place in range(3)])
    assert (over.next_place, over.unfinished) == (None, None)


def test_a_mock_that_was_ended_stands_nowhere() -> None:
    ended = mock_stand(replace(MOCK, is_finished=True), [take(1, 0, TakeState.TELLING)])
    assert (ended.next_place, ended.unfinished) == (None, None)
