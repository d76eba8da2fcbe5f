"""How things are written on a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from flashcards.core.models import Card, Memory, State
from flashcards.core.moment import Moment
from flashcards.web.filters import day_name, due_text, interval, local_time, minutes, percent, retention_warning, steps
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


def card(memory: Memory | None) -> Card:
    return Card(1, 1, 1, "", memory, 1, 0, None, None, 0, False)


def test_a_card_is_due_on_a_day_at_an_instant_or_is_new() -> None:
    in_review = Memory(State.REVIEW, 5, 5, TODAY, 1, 0, interval_days=1, due_on=date(2026, 11, 11))
    in_steps = Memory(State.LEARNING, 5, 5, TODAY, 1, 0, step=0, due_at=MOMENT.at + timedelta(minutes=10))
    assert [due_text(card(memory), MOMENT) for memory in (None, in_review, in_steps)] == ["new", "tomorrow", "09:10"]


def test_steps_are_written_as_they_are_typed_and_a_share_as_percent() -> None:
    assert steps((60, 600)) == "1m 10m"
    assert percent(0.896) == "90 %"


@pytest.mark.parametrize(
    ("share", "is_warned"), [(0.7, True), (0.79, True), (0.8, False), (0.9, False), (0.95, False), (0.96, True)]
)
def test_a_retention_is_warned_of_below_80_and_above_95_percent(share: float, is_warned: bool) -> None:
    assert (retention_warning(share) is not None) is is_warned


def test_too_low_and_too_high_a_retention_are_warned_of_differently() -> None:
    assert "Below 80 %" in (retention_warning(0.75) or "")
    assert "Above 95 %" in (retention_warning(0.97) or "")
