"""Study days: the local date that began at 04:00, so that an evening which runs past midnight counts as one day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAY_STARTS = time(4)
"""Wall-clock time. Whoever studies after midnight still belongs to the evening before."""
ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=1024)  # a page asks the same again and again, and a zone takes its time to answer
def study_day(at: datetime, zone: tzinfo) -> date:
    """The study day that holds the aware instant `at`: the last local date whose 04:00 has come."""
    day = (at.astimezone(zone).replace(tzinfo=None) - timedelta(hours=DAY_STARTS.hour)).date()
    while at < day_start(day, zone):  # the clock was set forward past 04:00
        day -= ONE_DAY
    while at >= day_end(day, zone):  # the clock was set back past 04:00
        day += ONE_DAY
    return day


@lru_cache(maxsize=1024)
def day_start(day: date, zone: tzinfo) -> datetime:
    """The UTC instant of 04:00 on that local date.

    Where 04:00 comes twice it is the first. Where the clock jumps over it, it is the instant that would have been
    04:00 had the clock not jumped; a date the zone skipped altogether then starts as it ends.
    """
    return datetime.combine(day, DAY_STARTS, zone).astimezone(UTC)


def day_end(day: date, zone: tzinfo) -> datetime:
    """The UTC instant at which the next study day starts; not itself part of `day`."""
    return day_start(day + ONE_DAY, zone)


def local_hour(at: datetime, zone: str) -> int:
    """The hour on the learner's clock; UTC where this machine does not know the zone."""
    try:
        return at.astimezone(ZoneInfo(zone)).hour
    except (ZoneInfoNotFoundError, ValueError):
        return at.hour
