"""Where the bars and the squares of the page Today stand."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flashcards.services.studying import DayCount
from flashcards.web.charts import BAR_MARGIN, BARS_STAND_AT, DAY_WIDTH, HEAT_LEVELS, HIGHEST_BAR, LOWEST_BAR, heat_map, load_chart

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
