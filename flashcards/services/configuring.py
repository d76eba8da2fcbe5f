"""Settings and deck options: saved, and true for every card from the next look on."""

from __future__ import annotations

from collections.abc import Mapping

from flashcards.core.moment import Moment
from flashcards.core.settings import Settings
from flashcards.storage.database import Connection, write
from flashcards.storage.decks import deck, given_options, set_options
from flashcards.storage.journal import record
from flashcards.storage.settings import save_settings


def choose_options(db: Connection, deck_id: int, given: Mapping[str, object], moment: Moment) -> None:
    """What this deck says itself; all else it inherits. Weights that were fitted for it stay. Can be undone. Raises NotFound."""
    with write(db):
        name = deck(db, deck_id).name
        fitted = {key: value for key, value in given_options(db, deck_id).items() if key == "parameters_id"}
        change = set_options(db, deck_id, {**fitted, **given})
        record(db, f"Changed the options of {name}", [change], moment.stamp)


def choose_settings(db: Connection, settings: Settings) -> None:
    """Settings of the whole collection. Not part of undo: the page itself shows what they are."""
    with write(db):
        save_settings(db, settings)
