"""The sums and shares of statistics, and what is said of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.models import DEFAULT_PARAMETERS, Memory, Options, Rating, State
from flashcards.core.scheduling import retrievability
from flashcards.core.statistics import calibration as calibrating
from flashcards.core.statistics import verdicts
from flashcards.core.statistics.activity import MOST_SPANS, Tally, activity, answers_by_day, buttons, streak
from flashcards.core.statistics.calibration import Predicted, calibration
from flashcards.core.statistics.figures import BINS, UNIT, Stage, figures, log_loss, stage_of
from flashcards.core.statistics.forgetting import Event, curve, forgetting
from flashcards.core.statistics.knowledge import CardRow, knowledge
from flashcards.core.statistics.retention import ENOUGH, Hour, Recalled, Topic, hours, retention

TODAY = date(2026, 11, 10)
NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


def memory(interval: int = 10, *, reviewed_on: date = TODAY, stability: float = 10) -> Memory:
    due = reviewed_on + timedelta(days=interval)
    return Memory(State.REVIEW, stability, 5, reviewed_on, 3, 0, interval_days=interval, due_on=due)


def step(state: State) -> Memory:
    return Memory(state, 1, 5, TODAY, 1, 0, step=0, due_at=NOON)


def tally(days_ago: int, stage: Stage = Stage.YOUNG, rating: Rating = Rating.GOOD, answers: int = 1, recalls: int = 0) -> Tally:
    return Tally(TODAY - timedelta(days=days_ago), stage, rating, answers, answers * 6000, recalls)


# figures


@pytest.mark.parametrize(
    ("before", "stage"),
    [
        (None, Stage.LEARNING),
        (step(State.LEARNING), Stage.LEARNING),
        (step(State.RELEARNING), Stage.RELEARNING),
        (memory(20), Stage.YOUNG),
        (memory(21), Stage.MATURE),
    ],
)
def test_a_card_is_mature_from_21_days_on(before: Memory | None, stage: Stage) -> None:
    assert stage_of(before) is stage


def test_an_answer_on_the_day_of_the_last_one_recalls_nothing() -> None:
    told = [figures(memory(reviewed_on=TODAY - timedelta(days=days)), Rating.GOOD, 0.9, 4000, TODAY, 9) for days in (0, 1)]
    assert [(each.recall, each.bin) for each in told] == [(None, None), (9 * UNIT // 10, 18)]


def test_a_sure_prediction_is_in_the_last_bin() -> None:
    told = figures(memory(reviewed_on=TODAY - timedelta(days=1)), Rating.GOOD, 1.0, None, TODAY, 9)
    assert (told.bin, told.took_ms) == (BINS - 1, 0)


def test_a_surprise_costs_more_the_surer_one_was_but_never_without_end() -> None:
    assert log_loss(0.9, True) == pytest.approx(0.10536 * UNIT, rel=1e-3)
    costs = [log_loss(chance, False) for chance in (0.5, 0.9, 0.99, 1.0)]
    assert costs == sorted(costs)
    assert costs[-1] < 14 * UNIT
    assert log_loss(0.0, True) == costs[-1]


# activity


def test_days_without_answers_are_there_too() -> None:
    done = activity([tally(0, answers=3), tally(2, Stage.MATURE), tally(9)], TODAY - timedelta(days=3), TODAY)
    assert [span.total for span in done.spans] == [0, 1, 0, 3]
    assert done.spans[1].answers == (0, 0, 0, 1)
    assert (done.answers, done.studied, done.days, done.span_days) == (4, 2, 4, 1)
    assert done.minutes == pytest.approx(0.4)


@given(st.integers(1, 20_000), st.lists(st.integers(0, 20_000)))
def test_a_long_period_is_told_in_few_spans_that_hold_every_day_once(days: int, ago: list[int]) -> None:
    first = TODAY - timedelta(days=days - 1)
    done = activity([tally(each) for each in ago], first, TODAY)
    assert len(done.spans) <= MOST_SPANS
    assert done.spans[0].first == first
    assert done.spans[-1].last == TODAY
    assert sum((span.last - span.first).days + 1 for span in done.spans) == days
    assert sum(span.total for span in done.spans) == done.answers == sum(each < days for each in ago)


@pytest.mark.parametrize(
    ("ago", "days", "longest"), [([], 0, 0), ([0, 1, 2], 3, 3), ([1, 2], 2, 2), ([2, 3, 4], 0, 3), ([0, 2, 3, 4], 1, 3)]
)
def test_a_streak_waits_for_today(ago: list[int], days: int, longest: int) -> None:
    found = streak({TODAY - timedelta(days=each) for each in ago}, TODAY)
    assert (found.days, found.longest) == (days, longest)


def test_buttons_are_counted_by_stage_from_the_first_day_on() -> None:
    found = buttons([tally(0, answers=2), tally(1, rating=Rating.AGAIN), tally(5)], TODAY - timedelta(days=1))
    assert found[Stage.YOUNG] == (1, 0, 2, 0)
    assert found[Stage.MATURE] == (0, 0, 0, 0)


def test_answers_of_a_day_are_added_up_over_stages() -> None:
    assert answers_by_day([tally(0), tally(0, Stage.MATURE, answers=2)]) == {TODAY: 3}


# retention


def test_hard_is_a_pass() -> None:
    found = [tally(0, rating=rating, recalls=1) for rating in Rating]
    kept = retention([*found, tally(0, Stage.RELEARNING, recalls=7)], [], TODAY, 0.9)
    assert (kept.young, kept.mature, kept.total) == (Recalled(3, 4), Recalled(), Recalled(3, 4))


def test_a_deck_holds_those_below_it_and_a_note_counts_for_each_of_its_tags() -> None:
    topics = [
        Topic("AWS::SQS", "fact", ("a", "b"), (), Recalled(1, 2)),
        Topic("AWS", "fact", ("b",), ("Ownership",), Recalled(3, 3)),
    ]
    kept = retention([], topics, TODAY, None)
    assert kept.decks == (("AWS", Recalled(4, 5)), ("AWS::SQS", Recalled(1, 2)))
    assert kept.tags == (("a", Recalled(1, 2)), ("b", Recalled(4, 5)))
    assert (kept.kinds, kept.principles) == ((("fact", Recalled(4, 5)),), (("Ownership", Recalled(3, 3)),))


def test_a_share_is_told_only_where_there_are_enough_recalls() -> None:
    few, enough = Recalled(ENOUGH - 1, ENOUGH - 1), Recalled(ENOUGH - 2, ENOUGH)
    assert (few.share, few.missing) == (None, 1)
    assert (enough.share, enough.missing) == (0.9, 0)


def test_a_day_has_24_hours() -> None:
    found = hours([Hour(8, 3, Recalled(1, 2))])
    assert [each.hour for each in found] == list(range(24))
    assert [each.answers for each in found if each.answers] == [3]


# calibration


def test_predictions_that_come_true_are_calibrated() -> None:
    met = calibration([Predicted(18, 1000, 920, 920 * UNIT, 280 * UNIT), Predicted(16, 100, 80, 82 * UNIT, 50 * UNIT)])
    assert [each.low for each in met.bins] == [0.8, 0.9]
    assert (met.predicted, met.actual) == (pytest.approx(1002 / 1100), pytest.approx(1000 / 1100))
    assert met.log_loss == pytest.approx(0.3)
    assert met.rmse == pytest.approx((100 * 0.02**2 / 1100) ** 0.5)


def test_too_few_predictions_tell_nothing() -> None:
    met = calibration([Predicted(18, 9, 9, 8 * UNIT, UNIT)])
    assert (met.log_loss, met.rmse, met.predicted, met.missing) == (None, None, None, calibrating.ENOUGH - 9)
    assert met.bins[0].actual is None


# knowledge


def row(days: int, interval: int, *, deck: int = 1, suspended: int = 0) -> CardRow:
    reviewed_on = TODAY - timedelta(days=days)
    due_on = reviewed_on + timedelta(days=interval)
    return deck, "review", suspended, due_on.isoformat(), interval, 10.0, 5.0, reviewed_on.isoformat()


def test_what_is_overdue_is_the_backlog_and_what_is_suspended_is_not_due() -> None:
    known = knowledge([row(9, 5), row(5, 5), row(5, 8), row(5, 8, suspended=1), row(5, 500)], {1: Options()}, TODAY, 365)
    assert known.forecast.backlog == 1
    assert sum(span.count for span in known.forecast.spans) == 2
    assert [span.count for span in knowledge([row(5, 5), row(5, 8)], {1: Options()}, TODAY, 4).forecast.spans] == [1, 0, 0, 1]
    assert (known.totals.young, known.totals.mature, known.totals.suspended) == (3, 1, 1)


def test_a_forecast_ends_with_the_last_card_that_is_due_but_not_within_a_month() -> None:
    assert knowledge([row(0, 3)], {1: Options()}, TODAY, 365).forecast.days == 30
    assert knowledge([row(0, 99)], {1: Options()}, TODAY, 365).forecast.days == 100
    assert knowledge([row(0, 9999)], {1: Options()}, TODAY, 365).forecast.days == 365


def test_what_is_wanted_is_weighed_by_cards() -> None:
    options = {1: Options(desired_retention=0.9), 2: Options(desired_retention=0.8)}
    assert knowledge([row(0, 3), row(0, 3), row(0, 3), row(0, 3, deck=2)], options, TODAY, 30).wanted == pytest.approx(0.875)
    assert knowledge([], options, TODAY, 30).wanted is None


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 400)), min_size=1))
def test_every_card_is_in_one_column_of_each_histogram(cards: list[tuple[int, int]]) -> None:
    known = knowledge([row(days, interval) for days, interval in cards], {1: Options()}, TODAY, 365)
    for histogram in (known.intervals, known.stability, known.difficulty, known.recall):
        assert histogram.count == len(cards)
    assert known.intervals.middle == sorted(interval for _, interval in cards)[len(cards) // 2]
    for column in known.intervals.columns:
        assert column.count == sum(column.low <= interval < (column.high or 10**9) for _, interval in cards)


# forgetting


@given(st.integers(0, 2000), st.floats(0.01, 30_000))
def test_the_curve_is_that_of_the_scheduler(days: int, stability: float) -> None:
    at = memory(stability=stability, reviewed_on=TODAY)
    exact = retrievability(at, TODAY + timedelta(days=days), DEFAULT_PARAMETERS)
    assert forgetting(DEFAULT_PARAMETERS)(days, stability) == pytest.approx(exact, rel=1e-9)


def event(days_ago: int, rating: Rating | None = Rating.GOOD, **of_memory: float) -> Event:
    day = TODAY - timedelta(days=days_ago)
    return Event(day, rating, 0.9, memory(reviewed_on=day, **of_memory))  # type: ignore[arg-type]


def test_each_answer_brings_the_curve_back_to_the_top() -> None:
    drawn = curve([event(30), event(20), event(4)], DEFAULT_PARAMETERS, TODAY)
    assert [line[0] for line in drawn.lines] == [(0, 1.0), (10, 1.0), (26, 1.0)]
    assert [line[-1][0] for line in drawn.lines] == [10, 26, 30]
    assert (drawn.today, drawn.due, drawn.days) == (30, 36, 36)
    assert (drawn.ahead[0][0], drawn.ahead[-1][0]) == (30, 36)
    for line in (*drawn.lines, drawn.ahead):
        assert list(line) == sorted(line, key=lambda point: (point[0], -point[1]))


def test_a_card_made_new_again_has_no_curve_until_its_next_answer() -> None:
    reset = Event(TODAY - timedelta(days=20), None, None, None)
    drawn = curve([event(30), reset, event(4)], DEFAULT_PARAMETERS, TODAY)
    assert [(line[0][0], line[-1][0]) for line in drawn.lines] == [(0, 10), (26, 30)]
    assert curve([event(30), reset], DEFAULT_PARAMETERS, TODAY).ahead == ()


def test_a_first_answer_today_is_a_picture_of_what_is_to_come() -> None:
    drawn = curve([event(0)], DEFAULT_PARAMETERS, TODAY)
    assert drawn.lines == ()
    assert drawn.ahead[-1][0] == 10
    assert drawn.ahead[-1][1] == pytest.approx(0.9)


# words


def test_words_say_what_was_recalled_and_what_was_wanted() -> None:
    mature = tally(0, Stage.MATURE, answers=30, recalls=30)
    young = tally(0, Stage.YOUNG, rating=Rating.AGAIN, answers=30, recalls=30)
    assert verdicts.retained(retention([mature], [], TODAY, 0.9)) == "You recalled 100 % of mature cards; you wanted 90 %."
    assert verdicts.retained(retention([young], [], TODAY, None)) == "You recalled 0 % of what was due."
    assert "20 reviews more" in verdicts.retained(retention([], [], TODAY, 0.9))


def test_words_tell_no_share_of_nothing() -> None:
    nothing = knowledge([], {}, TODAY, 30)
    silent = activity([], TODAY, TODAY)
    said = [
        verdicts.retained(retention([], [], TODAY, None)), verdicts.calibrated(calibration([])), verdicts.surest(hours([])),
        verdicts.busiest(hours([])), verdicts.pressed(buttons([], TODAY)), verdicts.spent(silent), verdicts.remembered(nothing),
        verdicts.stable(nothing), verdicts.difficult(nothing), verdicts.intervals(nothing),
    ]  # fmt: skip
    assert not any("%" in words for words in said)
    assert verdicts.in_a_row(streak(set(), TODAY)) == ""


def test_words_of_a_streak_name_the_longest_only_when_it_was_another() -> None:
    days = {TODAY - timedelta(days=each) for each in (0, 2, 3, 4)}
    assert verdicts.in_a_row(streak(days, TODAY)) == "Streak: 1 day; longest 3."
    assert verdicts.in_a_row(streak({TODAY}, TODAY)) == "Streak: 1 day."
