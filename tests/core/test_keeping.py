"""Which daily backups stay: so many of late, few of long ago, and always the newest."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.keeping import kept

FIRST = date(2026, 1, 1)
GOLDEN_AFTER_400_DAYS = """
2026-03-31 2026-04-30 2026-05-31 2026-06-30 2026-07-31 2026-08-31 2026-09-30 2026-10-31 2026-11-30 2026-12-31
2027-01-17 2027-01-24 2027-01-29 2027-01-30 2027-01-31 2027-02-01 2027-02-02 2027-02-03 2027-02-04
""".split()
"""12 months from March on; of the last 4 weeks their Sundays and the day itself; the last 7 days."""

days = st.dates(date(2024, 1, 1), date(2030, 12, 31))


def test_after_400_days_the_golden_set_is_kept() -> None:
    there: set[date] = set()
    for number in range(400):
        there.add(FIRST + timedelta(days=number))
        there &= kept(there)
    assert sorted(day.isoformat() for day in there) == GOLDEN_AFTER_400_DAYS


def test_thinning_day_by_day_keeps_what_thinning_once_would() -> None:
    every = [FIRST + timedelta(days=number) for number in range(400)]
    there: set[date] = set()
    for day in every:
        there = set(kept({*there, day}))
    assert there == kept(every)


def test_a_week_is_kept_whole_and_then_by_its_sunday() -> None:
    ten = [date(2026, 11, 2) + timedelta(days=number) for number in range(10)]
    assert sorted(kept(ten)) == ten[3:]
    assert date(2026, 11, 8) in kept([*ten, *(day + timedelta(days=10) for day in ten)])


def test_after_a_year_without_a_backup_none_is_lost_to_its_age() -> None:
    old = [date(2025, 5, 1), date(2025, 5, 2)]
    assert kept([*old, date(2026, 11, 10)]) == {*old, date(2026, 11, 10)}


def test_nothing_is_kept_of_nothing() -> None:
    assert kept([]) == frozenset()


@given(st.sets(days))
def test_the_newest_always_stays_and_no_more_than_23_do(there: set[date]) -> None:
    left = kept(there)
    assert left <= there
    assert len(left) <= 7 + 4 + 12
    assert not there or max(there) in left
    assert kept(left) == left
