"""Which of the automatic daily backups are kept: many of late, few of long ago."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

DAILY, WEEKLY, MONTHLY = 7, 4, 12


def kept(days: Iterable[date]) -> frozenset[date]:
    """Of the days with a backup, those whose backup stays.

    The newest of each of the last 7 days, 4 weeks (Monday to Sunday) and 12 months that have one. What has none is not counted:
    however long nothing was backed up, the newest backup stays.
    """
    newest_first = sorted(set(days), reverse=True)
    return frozenset(
        _newest_of_each(newest_first, lambda day: day, DAILY)
        | _newest_of_each(newest_first, lambda day: day.isocalendar()[:2], WEEKLY)
        | _newest_of_each(newest_first, lambda day: (day.year, day.month), MONTHLY)
    )


def _newest_of_each(newest_first: Iterable[date], period: Callable[[date], object], most: int) -> set[date]:
    found: dict[object, date] = {}
    for day in newest_first:
        found.setdefault(period(day), day)
    return set(list(found.values())[:most])
