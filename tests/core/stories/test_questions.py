from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.stories.questions import BankQuestion, next_follow_ups, next_question
from flashcards.core.stories.story import FollowUp


def bank(*last_asked: int, principle: str = "Ownership") -> list[BankQuestion]:
    return [BankQuestion(number, f"question {number}", (principle,), (), asked) for number, asked in enumerate(last_asked, 1)]


def next_id(questions: list[BankQuestion], principle: str | None = "Ownership", seed: str = "seed") -> int | None:
    found = next_question(questions, principle, seed)
    return found.id if found else None


def test_a_question_that_was_never_asked_comes_before_all_others() -> None:
    assert next_id(bank(5, 3, 0, 4)) == 3


def test_when_all_were_asked_the_one_asked_longest_ago_comes() -> None:
    assert next_id(bank(5, 3, 8, 4)) == 2


def test_among_equals_the_seed_decides_and_always_alike() -> None:
    assert next_id(bank(0, 0, 0, 0)) == next_id(bank(0, 0, 0, 0))
    assert len({next_id(bank(0, 0, 0, 0), seed=str(seed)) for seed in range(50)}) == 4


def test_a_question_is_asked_for_each_of_its_principles_whatever_their_case() -> None:
    both = [BankQuestion(1, "one", ("Dive Deep", "Ownership"), ())]
    assert next_id(both, "ownership") == next_id(both, None) == 1
    assert next_id(both, "Frugality") is None


@given(st.integers(1, 12), st.text(max_size=5))
def test_none_comes_again_while_an_unasked_one_is_left(size: int, seed: str) -> None:
    last_asked = dict.fromkeys(range(1, size + 1), 0)
    for asking in range(1, 3 * size + 1):
        found = next_id(bank(*last_asked.values()), seed=f"{seed}{asking}")
        assert found is not None
        last_asked[found] = asking
        if asking % size == 0:
            assert Counter(asked > asking - size for asked in last_asked.values()) == {True: size}


def test_a_follow_up_of_the_question_and_one_of_the_story_are_asked() -> None:
    found = next_follow_ups(("q1", "q2"), (FollowUp("s1", "because"), FollowUp("s2")), ())
    assert found == (FollowUp("q1"), FollowUp("s1", "because"))


def test_what_was_asked_lately_waits() -> None:
    assert [one.question for one in next_follow_ups(("q1", "q2"), (FollowUp("s1"), FollowUp("s2")), ("q1", "s1"))] == ["q2", "s2"]
    assert [one.question for one in next_follow_ups(("q1", "q2", "q3"), (), ("q3", "q1", "q2"))] == ["q2", "q1"]


def test_where_one_side_has_none_the_other_asks_two() -> None:
    assert [one.question for one in next_follow_ups(("q1", "q2", "q3"), (), ())] == ["q1", "q2"]
    assert [one.question for one in next_follow_ups((), (FollowUp("s1"), FollowUp("s2")), ())] == ["s1", "s2"]
    assert next_follow_ups((), (), ()) == ()
