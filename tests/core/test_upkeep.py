"""What new cards cost in the days after they are begun."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.models import Options, Rating, State
from flashcards.core.typical import intervals
from flashcards.core.upkeep import DAYS, reviews_after, upkeep

USUAL = Options()


def test_a_card_that_is_always_recalled_is_asked_on_its_usual_days() -> None:
    options = Options(desired_retention=0.9999)
    first = intervals(options, [Rating.GOOD])[0]
    reviews = reviews_after(options, first + 1)
    assert reviews[first] == pytest.approx(1)
    assert sum(reviews[:first]) == 0


def test_what_is_forgotten_is_asked_again_as_if_it_were_new() -> None:
    first = intervals(USUAL, [Rating.GOOD])[0]
    assert reviews_after(USUAL, 2 * first + 1)[2 * first] == pytest.approx(0.1)


def test_no_new_cards_cost_nothing() -> None:
    assert upkeep(0, 20, USUAL, {}).minutes_a_day == 0
    assert upkeep(84, 0, USUAL, {}).minutes_a_day == 0


def test_one_card_costs_its_first_day_and_its_reviews_spread_over_the_month() -> None:
    seconds = 20 + 8 * sum(reviews_after(USUAL, DAYS))
    assert upkeep(1, 20, USUAL, {}).minutes_a_day == pytest.approx(seconds / 60 / DAYS)


def test_a_fast_learner_pays_less() -> None:
    quick = dict.fromkeys(State, (100, 2000.0))
    assert upkeep(84, 20, USUAL, quick).minutes_a_day < upkeep(84, 20, USUAL, {}).minutes_a_day


def test_only_what_can_be_begun_within_the_month_counts() -> None:
    assert upkeep(600, 20, USUAL, {}).minutes_a_day == upkeep(5000, 20, USUAL, {}).minutes_a_day


def test_fewer_cards_than_a_day_allows_are_begun_at_once() -> None:
    assert upkeep(7, 20, USUAL, {}).new_a_day == 7


@given(st.integers(0, 3000), st.integers(0, 200), st.floats(0.7, 0.97))
def test_more_cards_never_cost_less(cards: int, new_a_day: int, retention: float) -> None:
    options = Options(desired_retention=round(retention, 2))
    assert upkeep(cards, new_a_day, options, {}).minutes_a_day <= upkeep(cards + 1, new_a_day, options, {}).minutes_a_day
