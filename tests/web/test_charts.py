"""Where bars, squares, dots and lines stand."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.models import DEFAULT_PARAMETERS, Memory, Rating, State
from flashcards.core.statistics.calibration import Predicted, calibration
from flashcards.core.statistics.figures import UNIT
from flashcards.core.statistics.forgetting import Event, curve
from flashcards.core.statistics.retention import Group, Recalled
from flashcards.services.studying import DayCount
from flashcards.web.charts.bars import FOOT, LEFT, RIGHT, TOP, WIDTH, bar_chart, evenly, round_up, written
from flashcards.web.charts.curves import SIDE, calibration_chart, curve_chart
from flashcards.web.charts.shares import BAR_WIDTH, MOST_BARS, share_chart
from flashcards.web.charts.today import (
    BAR_MARGIN,
    BARS_STAND_AT,
    DAY_WIDTH,
    HEAT_LEVELS,
    HIGHEST_BAR,
    LOWEST_BAR,
    heat_map,
    load_chart,
)

TUESDAY = date(2026, 11, 10)
counted = st.lists(st.integers(0, 9999), min_size=1, max_size=100)


def days(*counts: int, first: date = TUESDAY) -> tuple[DayCount, ...]:
    return tuple(DayCount(first + timedelta(days=place), count) for place, count in enumerate(counts))


def test_bars_are_as_high_as_their_share_of_the_highest() -> None:
    chart = load_chart(days(40, 20, 0, 10))
    assert [bar.height for bar in chart.bars] == [72, 36, 0, 18]
    assert [bar.left for bar in chart.bars] == [3, 27, 51, 75]
    assert (chart.width, chart.total, chart.most) == (96, 70, 40)


def test_one_card_beside_thousands_can_still_be_seen() -> None:
    assert load_chart(days(1, 5000)).bars[0].height == LOWEST_BAR


@given(counted)
def test_every_bar_stands_on_the_axis_with_its_figure_above_it(counts: list[int]) -> None:
    chart = load_chart(days(*counts))
    for bar in chart.bars:
        assert abs(bar.top + bar.height - BARS_STAND_AT) < 0.01
        assert 0 <= bar.height <= HIGHEST_BAR
        assert 0 < bar.label < bar.top
        assert 0 < bar.left < bar.centre < bar.left + DAY_WIDTH - BAR_MARGIN <= chart.width


def test_a_week_of_the_heat_map_begins_on_monday_and_the_first_may_be_a_part_of_one() -> None:
    chart = heat_map(days(*range(1, 9)))
    assert [[square and square.day.day for square in week] for week in chart.weeks] == [[None, 10, 11, 12, 13, 14, 15], [16, 17]]
    assert [(square.left, square.top) for square in chart.weeks[1] if square] == [(46, 16), (46, 34)]
    assert chart.width == 62


def test_a_square_is_coloured_by_the_quarter_of_the_most_it_reaches() -> None:
    levels = [square.level for week in heat_map(days(0, 1, 25, 26, 50, 75, 76, 100)).weeks for square in week if square]
    assert levels == [0, 1, 1, 2, 2, 3, 4, 4]


def test_a_month_is_named_above_its_first_day() -> None:
    squares = [square for week in heat_map(days(0, 0, 0, first=date(2026, 11, 30))).weeks for square in week if square]
    assert [square.month for square in squares] == ["", "Dec", ""]


def test_a_heat_map_counts_its_days() -> None:
    chart = heat_map(days(0, 3, 0, 5))
    assert (chart.days, chart.active, chart.total, chart.most) == (4, 2, 8, 5)


def test_days_without_cards_make_empty_pictures() -> None:
    assert [bar.height for bar in load_chart(days(0, 0)).bars] == [0, 0]
    assert [square.level for week in heat_map(days(0, 0)).weeks for square in week if square] == [0, 0]


@given(counted, st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_every_day_has_its_own_square_and_only_those_without_answers_are_blank(counts: list[int], first: date) -> None:
    given_days = days(*counts, first=first)
    squares = [square for week in heat_map(given_days).weeks for square in week if square]
    assert [(square.day, square.count) for square in squares] == [(one.day, one.count) for one in given_days]
    assert len({(square.left, square.top) for square in squares}) == len(counts)
    assert all((square.level > 0) is (square.count > 0) and square.level <= HEAT_LEVELS for square in squares)


# the page Stats


@given(st.lists(st.lists(st.integers(0, 10**6), max_size=4), min_size=1, max_size=80))
def test_stacked_bars_stand_on_each_other_between_axis_and_top(stacks: list[list[int]]) -> None:
    chart = bar_chart(stacks, [""] * len(stacks), dict.fromkeys(evenly(len(stacks), 5), "1 Jan"))
    for column, stack in zip(chart.columns, stacks, strict=True):
        assert [bar.series for bar in column.bars] == [series for series, value in enumerate(stack) if value]
        foot = float(FOOT)
        for bar in column.bars:
            assert abs(bar.top + bar.height - foot) < 0.2
            foot = bar.top
            assert LEFT <= bar.left < bar.left + bar.width <= RIGHT + 0.2
        assert foot >= TOP - 4  # a sliver that is drawn though it is next to nothing
    assert all(0 <= label.x <= WIDTH for label in chart.labels)


@given(st.floats(0, 10**9))
def test_the_top_line_is_a_round_figure_that_is_not_far_above(value: float) -> None:
    top = round_up(value)
    assert value <= top <= max(2, 2.5 * value + 1e-6)
    assert str(int(top)).strip("0") in ("1", "2", "4")


def test_figures_at_lines_are_short() -> None:
    assert [written(value) for value in (0, 0.5, 20, 1000, 2500)] == ["0", "0.5", "20", "1k", "2.5k"]


def test_only_the_groups_asked_most_are_drawn_in_their_own_order() -> None:
    groups = [Group(f"tag {number}", Recalled(number, number)) for number in range(30)]
    chart = share_chart(groups, 0.9)
    assert [bar.name for bar in chart.bars] == [f"tag {number}" for number in range(30 - MOST_BARS, 30)]
    assert {bar.width for bar in chart.bars} == {BAR_WIDTH}
    assert chart.wanted == 0.9 * BAR_WIDTH


def test_a_group_with_too_few_recalls_has_no_bar() -> None:
    (bar,) = share_chart([Group("tag", Recalled(3, 3))], None).bars
    assert (bar.width, bar.figure) == (None, "17 more needed")


def test_a_prediction_that_came_true_lies_on_the_diagonal() -> None:
    chart = calibration_chart(calibration([Predicted(18, 100, 90, 90 * UNIT, 0), Predicted(14, 100, 50, 70 * UNIT, 0)]))
    low, high = chart.dots
    assert high.x - LEFT == TOP + SIDE - high.y
    assert low.x - LEFT > TOP + SIDE - low.y


def test_a_curve_begins_left_falls_and_is_lifted_by_an_answer() -> None:
    memory = Memory(State.REVIEW, 10, 5, TUESDAY, 1, 0, interval_days=10, due_on=TUESDAY + timedelta(days=10))
    chart = curve_chart(curve([Event(TUESDAY, Rating.GOOD, None, memory)], DEFAULT_PARAMETERS, TUESDAY + timedelta(days=4)), 0.9)
    (line,) = chart.lines
    points = [tuple(map(float, point.split(","))) for point in line.split()]
    assert points[0] == (LEFT, TOP)
    assert points == sorted(points)
    assert [y for _, y in points] == sorted(y for _, y in points)
    assert points[-1][0] == chart.today
    assert (chart.jumps[0].x, chart.jumps[0].foot, chart.jumps[0].is_again) == (LEFT, TOP, False)
    assert abs(float(chart.ahead.split(",")[-1]) - chart.wanted) < 0.2
