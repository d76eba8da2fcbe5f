from __future__ import annotations

import random
from collections import Counter

import pytest

from flashcards.core.stories.mock import is_round, loop, offer, without_minutes
from flashcards.core.stories.story import Story

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


@pytest.mark.parametrize(
    ("text", "told", "minutes"),
    [
        ("Round 1: Core Leadership (30 minutes)", "Round 1: Core Leadership", 30),
        ("Tell me about a conflict (3 min)", "Tell me about a conflict", 3),
        ("Tell me (briefly)", "Tell me (briefly)", None),
    ],
)
def test_minutes_in_brackets_are_told_apart_from_the_text(text: str, told: str, minutes: int | None) -> None:
    assert without_minutes(text) == (told, minutes)


@pytest.mark.parametrize(
    ("heading", "is_one"),
    [("Round 2: L6 scenarios (30 minutes)", True), ("Round 2: scenarios", False), ("Warm-up (30 minutes)", False)],
)
def test_a_round_of_a_guide_is_named_and_timed(heading: str, is_one: bool) -> None:
    assert is_round(heading) is is_one
