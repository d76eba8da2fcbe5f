from __future__ import annotations

import pytest

from flashcards.core.stories.questions import BankQuestion
from flashcards.core.stories.retrieval import Promptness, Retrieval, choice_made, judge, next_clock, questions_of_run


@pytest.mark.parametrize(
    ("latency_ms", "verdict"),
    [(0, "strong"), (2999, "strong"), (3000, "hesitant"), (7000, "hesitant"), (7001, "stuck"), (None, "hesitant")],
)
def test_a_right_choice_is_judged_by_its_latency(latency_ms: int | None, verdict: str) -> None:
    assert judge(True, latency_ms) == verdict


@pytest.mark.parametrize("latency_ms", [0, 5000, 9000, None])
def test_a_wrong_choice_is_wrong_however_fast(latency_ms: int | None) -> None:
    assert judge(False, latency_ms) is Promptness.WRONG


@pytest.mark.parametrize(
    ("seconds", "verdict", "next_one"),
    [(10, "strong", 5), (10, "hesitant", 5), (10, "stuck", 10), (5, "strong", 5), (None, "strong", None)],
)
def test_the_shorter_clock_comes_after_a_run_in_which_every_story_came(
    seconds: int | None, verdict: str, next_one: int | None
) -> None:
    last = Retrieval("run", 0, 1, "Why?", "Ownership", 1, 1, seconds, 2000, Promptness(verdict))
    assert next_clock([last]) == next_one


def question(number: int, *principles: str) -> BankQuestion:
    return BankQuestion(number, f"question {number}", principles, ())


BANK = [question(number, f"principle {number % 16}") for number in range(160)]


def test_a_run_has_ten_questions_of_ten_principles() -> None:
    found = questions_of_run(BANK, {}, "run")
    assert len(found) == len({principle for _, principle in found}) == 10


def test_sixteen_runs_repeat_no_question() -> None:
    last_put: dict[int, int] = {}
    for run in range(16):
        for one, _ in questions_of_run(BANK, last_put, f"run {run}"):
            assert one.id not in last_put
            last_put[one.id] = len(last_put) + 1
    assert len(last_put) == 160


def test_a_run_is_the_same_each_time_and_another_one_is_another() -> None:
    assert questions_of_run(BANK, {}, "run") == questions_of_run(BANK, {}, "run")
    assert questions_of_run(BANK, {}, "run") != questions_of_run(BANK, {}, "other")


def test_of_few_principles_each_comes_again_only_after_all_others() -> None:
    found = questions_of_run([question(number, "ab"[number % 2]) for number in range(10)], {}, "run", 4)
    assert sorted(principle for _, principle in found[:2]) == sorted(principle for _, principle in found[2:]) == ["a", "b"]


@pytest.mark.parametrize(
    ("story_id", "latency_ms", "seconds", "made"),
    [
        (7, 2400, 10, (7, 2400)),
        (7, None, 10, (7, None)),
        (None, 2400, 10, (None, None)),
        (7, 10_000, 10, (None, 10_000)),
        (7, 10_000, None, (7, 10_000)),
        (7, 600_001, None, (7, None)),
        (7, 600_001, 10, (None, 600_001)),
        (7, 299, 10, None),
        (7, -5, None, None),
    ],
)
def test_a_press_is_a_choice_only_in_its_time(
    story_id: int | None, latency_ms: int | None, seconds: int | None, made: tuple[int | None, int | None] | None
) -> None:
    assert choice_made(story_id, latency_ms, seconds) == made
