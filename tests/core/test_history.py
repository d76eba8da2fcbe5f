from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.history import LONGEST, LoggedRating, Review, history, recalled, usable
from flashcards.core.models import DEFAULT_PARAMETERS, Memory, Rating, State
from flashcards.core.scheduling import remember

NEW_AGAIN = 0


def answers(*rows: tuple[int, str, bool]) -> list[LoggedRating]:
    return [LoggedRating(number, *row) for number, row in enumerate(rows, 1)]


def test_days_count_from_review_to_review() -> None:
    rows = answers((3, "2026-03-01", True), (3, "2026-03-01", False), (1, "2026-03-05", False), (3, "2026-04-05", False))
    assert history(rows) == [Review(1, 3, 0), Review(2, 3, 0), Review(3, 1, 4), Review(4, 3, 31)]


def test_the_order_is_that_of_the_log_however_the_rows_come() -> None:
    rows = answers((3, "2026-03-01", True), (2, "2026-03-03", False))
    assert history(reversed(rows)) == history(rows)


def test_a_clock_that_was_set_back_counts_as_the_same_day() -> None:
    rows = answers((3, "2026-03-05", True), (3, "2026-03-01", False), (3, "2026-03-02", False))
    assert [review.days for review in history(rows)] == [0, 0, 1]


def test_what_came_before_a_reset_is_not_used() -> None:
    before = (3, "2026-03-01", True), (1, "2026-03-04", False), (NEW_AGAIN, "2026-03-05", False)
    assert history(answers(*before)) == []
    assert history(answers(*before, (4, "2026-03-09", True))) == [Review(4, 4, 0)]


def test_a_card_whose_memory_did_not_come_from_ratings_has_no_history() -> None:
    assert history(answers((3, "2026-03-01", False), (3, "2026-03-09", False))) == []


def test_first_and_same_day_reviews_say_nothing_of_forgetting() -> None:
    rows = answers((3, "2026-03-01", True), (3, "2026-03-01", False), (3, "2026-03-09", False), (3, "2026-03-09", False))
    assert usable(history(rows)) == [2]


def test_a_card_that_is_asked_without_end_does_not_fill_the_memory() -> None:
    assert len(usable([Review(number, 3, 1) for number in range(10 * LONGEST)])) == LONGEST


def test_nothing_is_recalled_of_no_reviews() -> None:
    assert recalled([], DEFAULT_PARAMETERS) is None


@given(st.lists(st.tuples(st.sampled_from(Rating), st.integers(0, 4000)), min_size=1, max_size=20))
def test_what_is_recalled_is_the_fold_of_the_ratings(steps: list[tuple[Rating, int]]) -> None:
    reviews = [Review(number, rating, days if number else 0) for number, (rating, days) in enumerate(steps)]
    day, memory = date(2026, 3, 1), None
    for review in reviews:
        day += timedelta(days=review.days)
        known = remember(memory, Rating(review.rating), day, DEFAULT_PARAMETERS)
        memory = Memory(State.REVIEW, *known, day, 1, 0, interval_days=1, due_on=day)
    assert recalled(reviews, DEFAULT_PARAMETERS) == known


def test_there_is_room_for_the_longest_gap() -> None:
    longest = (date.max - date(2026, 1, 1)).days
    assert recalled([Review(1, 3, 0), Review(2, 3, longest)], DEFAULT_PARAMETERS) is not None
