from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from flashcards.core.moment import Moment, stamp
from tests.build import MOMENT, NOW


@pytest.mark.parametrize(
    ("zone", "at", "day"),
    [
        ("UTC", datetime(2026, 11, 10, 3, 59, 59), date(2026, 11, 9)),
        ("UTC", datetime(2026, 11, 10, 4), date(2026, 11, 10)),
        ("Asia/Kathmandu", datetime(2026, 11, 9, 22, 14), date(2026, 11, 9)),
        ("Asia/Kathmandu", datetime(2026, 11, 9, 22, 15), date(2026, 11, 10)),
        ("America/Los_Angeles", datetime(2026, 11, 10, 11, 59), date(2026, 11, 9)),
        ("America/Los_Angeles", datetime(2026, 11, 10, 12), date(2026, 11, 10)),
    ],
)
def test_the_day_begins_at_four_where_the_learner_is(zone: str, at: datetime, day: date) -> None:
    moment = Moment(at.replace(tzinfo=UTC), ZoneInfo(zone))
    assert moment.day == day
    assert Moment(moment.day_end, moment.zone).day == day + timedelta(days=1)
    assert Moment(moment.day_end - timedelta(microseconds=1), moment.zone).day == day


def test_an_instant_is_stored_in_utc_wherever_it_was_read() -> None:
    assert stamp(NOW.astimezone(ZoneInfo("Asia/Kathmandu"))) == stamp(NOW) == "2026-11-10T09:00:00.000000+00:00"


def test_stamps_sort_as_their_instants_do() -> None:
    instants = [NOW, NOW + timedelta(microseconds=1), NOW + timedelta(seconds=1), NOW + timedelta(days=400)]
    stamps = [Moment(at, UTC).stamp for at in instants]
    assert stamps == sorted(stamps)
    assert [datetime.fromisoformat(stamp) for stamp in stamps] == instants
    assert MOMENT.stamp == "2026-11-10T09:00:00.000000+00:00"
