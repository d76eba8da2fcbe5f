"""Waits, days and times in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from flashcards.core.moment import Moment
from flashcards.core.wording import day_name, interval, local_time, minutes
from tests.build import MOMENT, TODAY


@dataclass(frozen=True)
class Pressed:
    step_seconds: int | None = None
    interval_days: int | None = None


@pytest.mark.parametrize(
    ("chosen", "text"),
    [
        (Pressed(step_seconds=60), "<1m"),
        (Pressed(step_seconds=1199), "<20m"),
        (Pressed(step_seconds=1200), "20m"),
        (Pressed(step_seconds=7200), "2h"),
        (Pressed(interval_days=8), "8d"),
        (Pressed(interval_days=45), "1.5mo"),
    ],
)
def test_a_step_of_this_session_is_written_as_an_upper_bound(chosen: Pressed, text: str) -> None:
    assert interval(chosen) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "less than a minute"),
        (0.4, "less than a minute"),
        (1.2, "about 1 minute"),
        (52.4, "about 52 minutes"),
        (119, "about 119 minutes"),
        (150, "about 2.5 hours"),
    ],
)
def test_minutes_become_hours_when_there_are_two(number: float, text: str) -> None:
    assert minutes(number) == text


@pytest.mark.parametrize(
    ("ahead", "text"),
    [
        (-1, "yesterday"),
        (0, "today"),
        (1, "tomorrow"),
        (2, "Thursday"),
        (6, "Monday"),
        (7, "17 November"),
        (-2, "8 November"),
        (60, "9 January 2027"),
    ],
)
def test_a_near_day_is_named_and_a_far_one_dated(ahead: int, text: str) -> None:
    assert day_name(TODAY + timedelta(days=ahead), MOMENT) == text


def test_an_instant_is_told_on_the_clock_of_the_learner() -> None:
    now = Moment(datetime(2026, 11, 10, 9, tzinfo=UTC), ZoneInfo("Asia/Kathmandu"))
    assert local_time(now.at, now) == "14:45"
    assert local_time(now.at + timedelta(hours=10), now) == "11 November 2026, 00:45"
