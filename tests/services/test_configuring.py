from __future__ import annotations

import pytest

from flashcards.core.errors import NotFound
from flashcards.core.settings import Settings
from flashcards.services.configuring import choose_options, choose_settings
from flashcards.services.reviewing import open_desk
from flashcards.services.undoing import redo, undo
from flashcards.storage.database import Connection
from flashcards.storage.decks import deck, given_options
from flashcards.storage.settings import collection
from tests.build import MOMENT, add_cards, add_deck, journal


def test_options_hold_from_the_next_look_on_and_can_be_undone(db: Connection) -> None:
    deck_id = add_deck(db, "A")
    add_cards(db, deck_id, 5)
    choose_options(db, deck_id, {"new_per_day": 2}, MOMENT)
    assert open_desk(db, MOMENT).counts.new == 2
    assert undo(db, None, MOMENT).label == "Changed the options of A"
    assert open_desk(db, MOMENT).counts.new == 5
    redo(db, None, MOMENT)
    assert deck(db, deck_id).options.new_per_day == 2


def test_a_mapping_without_an_option_inherits_it_again(db: Connection) -> None:
    deck_id = add_deck(db)
    choose_options(db, deck_id, {"new_per_day": 2, "desired_retention": 0.8}, MOMENT)
    choose_options(db, deck_id, {"desired_retention": 0.8}, MOMENT)
    assert given_options(db, deck_id) == {"desired_retention": 0.8}


def test_choosing_what_is_there_already_is_no_action_and_makes_nothing_stale(db: Connection) -> None:
    deck_id = add_deck(db)
    before = collection(db).options_revision, journal(db)
    choose_options(db, deck_id, {}, MOMENT)
    assert (collection(db).options_revision, journal(db)) == before


def test_a_deck_that_is_not_there_has_no_options(db: Connection) -> None:
    with pytest.raises(NotFound):
        choose_options(db, 9, {"new_per_day": 2}, MOMENT)


def test_settings_limit_all_decks_together(db: Connection) -> None:
    for name in ("A", "B"):
        add_cards(db, add_deck(db, name), 5)
    choose_settings(db, Settings(new_per_day=7))
    assert open_desk(db, MOMENT).counts.new == 7
    assert open_desk(db, MOMENT, scope=1).counts.new == 5
