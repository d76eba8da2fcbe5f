from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.errors import NotFound
from flashcards.core.models import LARGEST_ID, Memory, State
from flashcards.core.turns import candidate_of
from flashcards.storage.cards import (
    candidates,
    card,
    due_by_day,
    memory_columns,
    memory_of,
    set_columns,
)
from flashcards.storage.database import Connection
from tests.build import MOMENT, NOW, TODAY, add_cards, add_deck

days = st.dates(min_value=TODAY - timedelta(days=4000), max_value=TODAY + timedelta(days=40000))
numbers = st.integers(min_value=0, max_value=10**6)
floats = st.floats(min_value=0.001, max_value=36500)
in_review = st.builds(Memory, st.just(State.REVIEW), floats, floats, days, numbers, numbers, interval_days=numbers, due_on=days)
in_steps = st.builds(
    Memory, st.sampled_from([State.LEARNING, State.RELEARNING]), floats, floats, days, numbers, numbers, step=numbers,
    due_at=st.datetimes().map(lambda at: at.replace(tzinfo=NOW.tzinfo)),
)  # fmt: skip


@given(st.none() | in_review | in_steps)
def test_a_memory_comes_back_from_its_columns_as_it_was(memory: Memory | None) -> None:
    assert memory_of(memory_columns(memory)) == memory


@pytest.mark.parametrize("card_id", [0, -1, 2, LARGEST_ID, LARGEST_ID + 1, 10**20])
def test_a_card_that_cannot_be_there_is_named(db: Connection, card_id: int) -> None:
    add_cards(db, add_deck(db), 1)
    with pytest.raises(NotFound):
        card(db, card_id)


def test_a_deleted_card_is_not_there(db: Connection) -> None:
    (card_id,) = add_cards(db, add_deck(db), 1, deleted_at="2026-11-09")
    with pytest.raises(NotFound):
        card(db, card_id)


def test_what_is_due_today_is_a_candidate_and_nothing_else(db: Connection) -> None:
    deck_id = add_deck(db)
    review = {"state": "review", "stability": 5, "difficulty": 5, "reviewed_on": "2026-11-01", "interval_days": 9}
    step = {"state": "learning", "stability": 5, "difficulty": 5, "reviewed_on": "2026-11-10", "step": 0}
    asked = [
        *add_cards(db, deck_id, 1),
        *add_cards(db, deck_id, 1, **review, due_on="2026-11-10"),
        *add_cards(db, deck_id, 1, **review, due_on="2026-11-01", buried_on="2026-11-09"),
        *add_cards(db, deck_id, 1, **step, due_at="2026-11-11T03:59:59.999999+00:00"),
    ]
    add_cards(db, deck_id, 1, **review, due_on="2026-11-11")
    add_cards(db, deck_id, 1, **step, due_at="2026-11-11T04:00:00.000000+00:00")
    for columns in ({"suspended": "user"}, {"is_drilled": 1}, {"buried_on": "2026-11-10"}, {"deleted_at": "2026-11-10"}):
        add_cards(db, deck_id, 1, **columns)
        add_cards(db, deck_id, 1, **review, due_on="2026-11-10", **columns)
        add_cards(db, deck_id, 1, **step, due_at="2026-11-10T09:00:00.000000+00:00", **columns)
    found = candidates(db, MOMENT)
    assert sorted(each.id for each in found) == asked
    assert found == [candidate_of(card(db, each.id)) for each in found]


def test_a_column_that_says_the_same_already_is_no_change(db: Connection) -> None:
    (card_id,) = add_cards(db, add_deck(db), 1, flag=3, buried_on="2026-11-10")
    assert set_columns(db, [card(db, card_id)], flag=3, buried_on="2026-11-10") == []
    assert card(db, card_id).changes == 0


def test_what_is_overdue_counts_on_the_first_day(db: Connection) -> None:
    deck_id = add_deck(db)
    review = {"state": "review", "stability": 5, "difficulty": 5, "reviewed_on": "2026-11-01", "interval_days": 9}
    for due_on in ("2026-10-01", "2026-11-10", "2026-11-12", "2026-11-14"):
        add_cards(db, deck_id, 1, **review, due_on=due_on)
    day = timedelta(days=1)
    assert due_by_day(db, TODAY, TODAY + 3 * day) == {TODAY: 2, TODAY + 2 * day: 1}
