"""Finding cards by what they say and how they stand: as ids, and as a page of the table of notes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flashcards.core.days import study_day
from flashcards.core.models import Card, Deck
from flashcards.core.moment import Moment
from flashcards.core.scheduling import retrievability
from flashcards.core.search.grammar import parse
from flashcards.rendering import plain_text
from flashcards.storage.cards import cards_among
from flashcards.storage.database import Connection, snapshot
from flashcards.storage.decks import decks
from flashcards.storage.notes import Note, note, sides_of
from flashcards.storage.search.conditions import Condition, condition
from flashcards.storage.search.findings import Total, found_ids, note_days, part, total


@dataclass(frozen=True, slots=True)
class Look:
    """Which cards to show, and how. text: a search. order: one of storage.findings.ORDERS. page: from 1."""

    text: str = ""
    order: str = "added"
    is_falling: bool = True
    page: int = 1
    rows: int = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A card in the table. recall: the chance of recalling it now, 0-1; None for a new card.

    added_on, edited_on: study days of its note; edited_on is None if it never was.
    """

    card: Card
    note: Note
    deck: Deck
    recall: float | None
    added_on: date
    edited_on: date | None

    @property
    def front(self) -> str:
        """What it asks, as plain text."""
        return plain_text(sides_of(self.card, self.note)[0])


@dataclass(frozen=True, slots=True)
class Table:
    """A page of what was found. page: from 1; the last one where a later was asked for."""

    rows: tuple[Row, ...]
    total: Total
    page: int
    pages: int


def find_card_ids(db: Connection, text: str, moment: Moment) -> list[int]:
    """The cards a search finds, in the order in which they were made. Raises BadInput that names the column of a mistake."""
    return found_ids(db, condition_of(db, text, moment))


def find_cards(db: Connection, text: str, moment: Moment) -> tuple[Row, ...]:
    """The same, with what a list shows of each. Raises BadInput that names the column of a mistake."""
    with snapshot(db):
        return _rows(db, find_card_ids(db, text, moment), decks(db), moment)


def condition_of(db: Connection, text: str, moment: Moment) -> Condition:
    """The search as a condition in SQL on cards joined with notes, to put into other questions. Raises BadInput."""
    return condition(parse(text), moment, decks(db))


def look_up(db: Connection, look: Look, moment: Moment) -> Table:
    """A page of the table of notes. Raises BadInput that names the column of a mistake."""
    with snapshot(db):
        asked = condition_of(db, look.text, moment)
        found = total(db, asked)
        pages = max(1, -(-found.cards // look.rows))
        page = min(look.page, pages)
        places = range((page - 1) * look.rows, page * look.rows)
        known = decks(db)
        ids = part(db, asked, known, moment.day, look.order, look.is_falling, places)
        return Table(_rows(db, ids, known, moment), found, page, pages)


def _rows(db: Connection, ids: list[int], known: list[Deck], moment: Moment) -> tuple[Row, ...]:
    cards = {one.id: one for one in cards_among(db, ids)}
    notes = {note_id: note(db, note_id) for note_id in {one.note_id for one in cards.values()}}
    days, homes = note_days(db, list(notes)), {deck.id: deck for deck in known}
    found = (cards[card_id] for card_id in ids)
    return tuple(_row(one, notes[one.note_id], homes[one.deck_id], *days[one.note_id], moment) for one in found)


def _row(one: Card, of: Note, home: Deck, added_at: datetime, edited_at: datetime | None, moment: Moment) -> Row:
    recall = retrievability(one.memory, moment.day, home.options.parameters) if one.memory else None
    edited_on = study_day(edited_at, moment.zone) if edited_at else None
    return Row(one, of, home, recall, study_day(added_at, moment.zone), edited_on)
