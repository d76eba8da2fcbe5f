from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.days import day_end, day_start, local_hour, study_day

BERLIN, SAO_PAULO = ZoneInfo("Europe/Berlin"), ZoneInfo("America/Sao_Paulo")
APIA, KATHMANDU, BAKU = ZoneInfo("Pacific/Apia"), ZoneInfo("Asia/Kathmandu"), ZoneInfo("Asia/Baku")
ZONES = [BERLIN, SAO_PAULO, APIA, KATHMANDU, BAKU, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("America/Juneau"), UTC]
# Nights in which a clock was changed, or a date skipped (Apia) or lived twice (Juneau).
CHANGES = [
    (BERLIN, datetime(2026, 3, 29, 1, tzinfo=UTC)),
    (BERLIN, datetime(2026, 10, 25, 1, tzinfo=UTC)),
    (SAO_PAULO, datetime(2018, 2, 18, 2, tzinfo=UTC)),
    (SAO_PAULO, datetime(2018, 11, 4, 3, tzinfo=UTC)),
    (APIA, datetime(2011, 12, 30, 10, tzinfo=UTC)),
    (BAKU, datetime(2015, 3, 29, 0, tzinfo=UTC)),
    (BAKU, datetime(2015, 10, 25, 0, tzinfo=UTC)),
    (ZoneInfo("America/Juneau"), datetime(1867, 10, 19, 0, 31, 13, tzinfo=UTC)),
]


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def test_a_minute_before_four_still_belongs_to_the_day_before() -> None:
    assert study_day(datetime(2026, 11, 3, 3, 59, tzinfo=BERLIN), BERLIN) == date(2026, 11, 2)
    assert study_day(datetime(2026, 11, 3, 4, 0, tzinfo=BERLIN), BERLIN) == date(2026, 11, 3)


def test_the_study_day_is_that_of_the_learner_wherever_the_instant_was_written() -> None:
    at = utc(2026, 11, 2, 22, 30)  # 04:15 in Kathmandu
    assert study_day(at, KATHMANDU) == date(2026, 11, 3)
    assert study_day(at.astimezone(timezone(timedelta(hours=-8))), KATHMANDU) == date(2026, 11, 3)


def test_a_day_starts_at_four_by_the_wall_clock_in_summer_and_in_winter() -> None:
    assert day_start(date(2026, 7, 1), BERLIN) == utc(2026, 7, 1, 2)
    assert day_start(date(2026, 12, 1), BERLIN) == utc(2026, 12, 1, 3)
    assert day_start(date(2026, 12, 1), KATHMANDU) == utc(2026, 11, 30, 22, 15)


def test_bounds_of_a_day_are_given_in_utc() -> None:
    assert day_start(date(2026, 7, 1), BERLIN).tzinfo is UTC
    assert day_end(date(2026, 7, 1), BERLIN).tzinfo is UTC


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        (BERLIN, date(2026, 3, 28), 23),
        (BERLIN, date(2026, 3, 29), 24),
        (BERLIN, date(2026, 10, 24), 25),
        (SAO_PAULO, date(2018, 11, 3), 23),
        (SAO_PAULO, date(2018, 2, 17), 25),
        (BAKU, date(2015, 3, 28), 24),  # 04:00 became 05:00: the next day begins in that moment
        (BAKU, date(2015, 3, 29), 23),
        (BAKU, date(2015, 10, 25), 25),  # 04:00 came twice: the day begins the first time
        (APIA, date(2011, 12, 29), 24),
        (APIA, date(2011, 12, 30), 0),  # skipped when the date line was moved
        (APIA, date(2011, 12, 31), 24),
    ],
)
def test_a_day_lasts_as_long_as_its_clock_says(zone: ZoneInfo, day: date, hours: int) -> None:
    assert day_end(day, zone) - day_start(day, zone) == timedelta(hours=hours)


def test_four_o_clock_twice_does_not_start_the_day_twice() -> None:
    first, between, second = utc(2015, 10, 24, 23), utc(2015, 10, 24, 23, 59), utc(2015, 10, 25, 0)
    assert first.astimezone(BAKU).hour == second.astimezone(BAKU).hour == 4
    assert [study_day(at, BAKU) for at in (first, between, second)] == [date(2015, 10, 25)] * 3


def test_no_instant_belongs_to_a_skipped_date() -> None:
    hours = [utc(2011, 12, 30, 6) + timedelta(hours=hour) for hour in range(12)]
    assert [study_day(at, APIA).day for at in hours] == [29] * 8 + [31] * 4


@given(st.sampled_from(ZONES), st.datetimes(datetime(1850, 1, 1), datetime(2150, 1, 1), timezones=st.just(UTC)))
def test_an_instant_lies_in_its_study_day(zone: ZoneInfo, at: datetime) -> None:
    day = study_day(at, zone)
    assert day_start(day, zone) <= at < day_end(day, zone)


@given(
    st.sampled_from(CHANGES), st.timedeltas(timedelta(days=-2), timedelta(days=2)), st.timedeltas(timedelta(0), timedelta(days=2))
)
def test_study_days_never_go_back_around_a_change_of_the_clock(
    change: tuple[ZoneInfo, datetime], offset: timedelta, later: timedelta
) -> None:
    zone, at = change
    at += offset
    day = study_day(at, zone)
    assert day_start(day, zone) <= at < day_end(day, zone)
    assert day <= study_day(at + later, zone)


def test_the_hour_is_that_of_the_learner_or_utc_where_the_zone_is_unknown() -> None:
    at = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
    zones = ("UTC", "Asia/Kolkata", "Nowhere/At all", "/etc")
    assert [local_hour(at, zone) for zone in zones] == [9, 14, 9, 9]
