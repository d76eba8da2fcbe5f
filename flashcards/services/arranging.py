"""Arranging decks: making, renaming, moving, merging and deleting them. Each is one step, and can be undone."""

from __future__ import annotations

from flashcards.core.deck_names import SEPARATOR, cleaned, depth, is_within, leaf, moved, parents
from flashcards.core.errors import BadInput
from flashcards.core.models import Deck
from flashcards.core.moment import Moment
from flashcards.core.plural import count_of
from flashcards.storage.cards import card_totals
from flashcards.storage.database import Connection, write
from flashcards.storage.decks import contents, deck, decks, ensure_deck, pour_deck, rename_deck, subtree
from flashcards.storage.guides import remove_guides
from flashcards.storage.journal import Change, delete_rows, record
from flashcards.storage.notes import remove_notes


class NameInUse(BadInput):
    """There is a deck of that name; the two could be merged."""

    def __init__(self, deck: Deck) -> None:
        super().__init__(f"There is a deck {deck.name} already. Choose another name, or merge the two.")
        self.deck = deck


def create_deck(db: Connection, name: str, moment: Moment) -> int:
    """An empty deck, and those above it where they are missing; returns its id. Raises BadInput, NameInUse."""
    name = cleaned(name)
    with write(db):
        if found := _named(db, name):
            raise NameInUse(found)
        deck_id, made = ensure_deck(db, name, moment.stamp)
        record(db, f"Made the deck {leaf(name)}", made, moment.stamp)
    return deck_id


def rename(db: Connection, deck_id: int, name: str, moment: Moment) -> None:
    """Another whole name for a deck, and with it for those below. Decks above are made where they are missing.

    Raises: NotFound; BadInput (no name, or one below itself); NameInUse.
    """
    name = cleaned(name)
    with write(db):
        top = deck(db, deck_id)
        changes = _rename(db, top, name, moment)
        record(db, f"Renamed {leaf(top.name)} to {leaf(name)}", changes, moment.stamp)


def move(db: Connection, deck_id: int, above_id: int | None, moment: Moment) -> None:
    """Put a deck, with those below it, below another one, or to the top (None). Raises NotFound, BadInput, NameInUse."""
    with write(db):
        top = deck(db, deck_id)
        above = deck(db, above_id).name if above_id else ""
        name = f"{above}{SEPARATOR}{leaf(top.name)}" if above else leaf(top.name)
        changes = _rename(db, top, cleaned(name), moment)
        record(db, f"Moved {leaf(top.name)} {f'into {leaf(above)}' if above else 'to the top'}", changes, moment.stamp)


def merge(db: Connection, deck_id: int, into_id: int, moment: Moment) -> None:
    """Put all of a deck into another: notes, guides and the decks below, deck by deck. The options of the other one stay.

    Raises: NotFound; BadInput (a deck into itself or into one below it).
    """
    with write(db):
        top, into = deck(db, deck_id), deck(db, into_id)
        if is_within(into.name, top.name):
            raise BadInput("A deck cannot be merged into itself, nor into one below it.")
        changes = _bring(db, top, into.name, moment)
        record(db, f"Merged {leaf(top.name)} into {leaf(into.name)}", changes, moment.stamp)


def delete_deck(db: Connection, deck_id: int, moment: Moment) -> int:
    """Delete a deck and those below it, with their notes, cards and guides; how many cards that were. Raises NotFound.

    Guides that live elsewhere do not bring the notes back unasked; one that is deleted here and imported again comes as new.
    """
    with write(db):
        top = deck(db, deck_id)
        going = [each.id for each in subtree(db, deck_id)]
        found, totals = contents(db, going), card_totals(db)
        cards = sum(totals.get(each, 0) for each in going)
        changes = [
            *remove_guides(db, found["guides"], moment.stamp),  # before the notes: it will not be asked not to bring them back
            *remove_notes(db, found["notes"], moment.stamp),
            *delete_rows(db, {"decks": going}, moment.stamp),
        ]
        record(db, f"Deleted {leaf(top.name)} with {count_of(cards, 'card')}", changes, moment.stamp)
    return cards


def _named(db: Connection, name: str) -> Deck | None:
    return next((each for each in decks(db) if each.name.casefold() == name.casefold()), None)


def _rename(db: Connection, top: Deck, name: str, moment: Moment) -> list[Change | None]:
    if is_within(name, top.name) and depth(name) > depth(top.name):
        raise BadInput(f"{leaf(top.name)} cannot lie below itself.")
    found = _named(db, name)
    if found and found.id != top.id:
        raise NameInUse(found)
    made: list[Change] = []
    if above := next(iter(parents(name)), None):
        above_id, made = ensure_deck(db, above, moment.stamp)
        name = f"{deck(db, above_id).name}{SEPARATOR}{leaf(name)}"  # as the decks above are spelled
    return [*made, *_bring(db, top, name, moment)]


def _bring(db: Connection, top: Deck, name: str, moment: Moment) -> list[Change | None]:
    """Give a deck and those below it their new names; where another deck has that name, put what is in them there.

    The outermost go first: so a name that one of them still has is free when another one gets it.
    """
    moving = sorted(subtree(db, top.id), key=lambda each: depth(each.name))
    others = {each.name.casefold(): each.id for each in decks(db) if each not in moving}
    changes: list[Change | None] = []
    for each in moving:
        target = cleaned(moved(each.name, top.name, name))
        there = others.get(target.casefold())
        changes += pour_deck(db, each.id, there, moment.stamp) if there else [rename_deck(db, each.id, target)]
    return changes
