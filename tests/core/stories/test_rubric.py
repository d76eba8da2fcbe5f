from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.errors import BadInput
from flashcards.core.models import Rating
from flashcards.core.stories.rubric import RATED, RUBRIC, checked, rating_of, verdict, weakest

AGAIN, HARD, GOOD, EASY = Rating
KEYS = [one.key for one in RUBRIC]
scores = st.fixed_dictionaries({key: st.integers(1, 5) for key in KEYS})


def all_of(score: int) -> dict[str, int]:
    return dict.fromkeys(KEYS, score)


def test_the_weights_are_percents_of_one_whole() -> None:
    assert sum(one.weight for one in RUBRIC) == 100


@pytest.mark.parametrize(("score", "rating"), [(1, AGAIN), (2, AGAIN), (3, HARD), (4, GOOD), (5, EASY)])
def test_alike_scores_are_rated_by_the_table(score: int, rating: Rating) -> None:
    assert (verdict(all_of(score)), rating_of(all_of(score))) == (score, rating)


@pytest.mark.parametrize(("least", "rating", "below"), [(2.5, HARD, AGAIN), (3.5, GOOD, HARD), (4.5, EASY, GOOD)])
def test_a_verdict_on_a_border_belongs_above_it(least: float, rating: Rating, below: Rating) -> None:
    assert RATED[rating] == least
    on_it = [found for found in _every_score() if verdict(found) == least]
    under = [found for found in _every_score() if least - 0.06 < verdict(found) < least]
    assert on_it
    assert {rating_of(found) for found in on_it} == {rating}
    assert {rating_of(found) for found in under} == {below}


@given(scores, st.sampled_from(KEYS))
def test_a_better_score_never_makes_the_verdict_or_the_rating_worse(found: dict[str, int], key: str) -> None:
    better = found | {key: min(5, found[key] + 1)}
    assert verdict(better) >= verdict(found)
    assert rating_of(better) >= rating_of(found)


@given(scores)
def test_the_verdict_lies_between_the_lowest_and_the_highest_score(found: dict[str, int]) -> None:
    assert min(found.values()) <= verdict(found) <= max(found.values())


@pytest.mark.parametrize("wrong", [0, 6, 3.0, "3", None, True])
def test_a_score_that_is_none_is_refused_by_its_name(wrong: object) -> None:
    with pytest.raises(BadInput, match="Specific metrics"):
        checked({**all_of(3), "metrics": wrong})


def test_a_missing_or_unknown_criterion_is_refused() -> None:
    with pytest.raises(BadInput, match="Structure"):
        checked({key: 3 for key in KEYS if key != "structure"})
    with pytest.raises(BadInput, match="confidence"):
        checked({**all_of(3), "confidence": 3})


def test_the_weakest_criterion_has_the_lowest_mean_and_among_equals_weighs_most() -> None:
    assert weakest({**all_of(4), "time": 2.5}).key == "time"
    assert weakest(all_of(3)).key == "leadership"


def _every_score() -> list[dict[str, int]]:
    found: list[dict[str, int]] = [{}]
    for key in KEYS:
        found = [{**one, key: score} for one in found for score in range(1, 6)]
    return found
