"""How things are written on a page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from flashcards.core.models import Card, Memory, State
from flashcards.web.filters import capital, due_text, percent, retention_warning, steps
from tests.build import MOMENT, TODAY


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


def test_a_sentence_begins_with_a_capital_and_names_in_it_keep_theirs() -> None:
    assert [capital(text) for text in ("due since 8 November", "yesterday", "")] == ["Due since 8 November", "Yesterday", ""]
