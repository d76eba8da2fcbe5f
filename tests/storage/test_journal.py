from __future__ import annotations

import pytest

from flashcards.storage.cards import card
from flashcards.storage.database import Connection, write
from flashcards.storage.journal import DEPTH, reapply, record, redoable, revert, undoable, update
from flashcards.storage.settings import collection
from tests.build import MOMENT, add_cards, add_deck, journal


@pytest.fixture
def card_id(db: Connection) -> int:
    return add_cards(db, add_deck(db), 1)[0]


def paint(db: Connection, card_id: int, colour: int) -> None:
    with write(db):
        record(db, f"flag {colour}", [update(db, "cards", card_id, flag=colour)], MOMENT.stamp, card_id=card_id)


def take_back(db: Connection) -> None:
    with write(db):
        action = undoable(db)
        assert action
        revert(db, action)


def test_thirty_steps_are_kept(db: Connection, card_id: int) -> None:
    for number in range(DEPTH + 5):
        paint(db, card_id, number % 7 + 1)
    labels = []
    while action := undoable(db):
        labels.append(action.label)
        take_back(db)
    assert DEPTH == 30
    assert labels == [f"flag {number % 7 + 1}" for number in reversed(range(5, DEPTH + 5))]


def test_what_changes_nothing_is_not_recorded(db: Connection, card_id: int) -> None:
    paint(db, card_id, 0)
    assert journal(db) == []


def test_a_new_action_drops_what_could_be_redone(db: Connection, card_id: int) -> None:
    paint(db, card_id, 1)
    paint(db, card_id, 2)
    take_back(db)
    assert (top := redoable(db))
    assert top.label == "flag 2"
    paint(db, card_id, 3)
    assert redoable(db) is None
    take_back(db)
    assert card(db, card_id).flag == 1


def test_redo_begins_with_what_was_undone_last(db: Connection, card_id: int) -> None:
    for colour in (1, 2, 3):
        paint(db, card_id, colour)
    take_back(db)
    take_back(db)
    for colour in (2, 3):
        with write(db):
            action = redoable(db)
            assert action
            reapply(db, action)
        assert card(db, card_id).flag == colour


def test_the_counter_of_a_card_never_goes_back(db: Connection, card_id: int) -> None:
    paint(db, card_id, 1)
    take_back(db)
    with write(db):
        action = redoable(db)
        assert action
        reapply(db, action)
    assert card(db, card_id).changes == 3


def test_an_action_that_changed_a_column_twice_goes_back_to_the_first_value(db: Connection, card_id: int) -> None:
    with write(db):
        record(db, "twice", [update(db, "cards", card_id, flag=colour) for colour in (1, 2)], MOMENT.stamp)
    take_back(db)
    assert card(db, card_id).flag == 0


def test_a_change_to_a_deck_counts_for_the_options(db: Connection) -> None:
    deck_id = add_deck(db)
    before = collection(db).options_revision
    with write(db):
        update(db, "decks", deck_id, options='{"new_per_day": 1}')
    assert collection(db).options_revision == before + 1


def test_only_tables_whose_rows_can_come_back_are_journaled(db: Connection) -> None:
    with pytest.raises(ValueError, match="review_log"), write(db):
        update(db, "review_log", 1, rating=1)
