"""Everything about one card: for the pages card info and source."""

from __future__ import annotations

from dataclasses import dataclass

from flashcards.core.models import Card, Deck
from flashcards.core.moment import Moment
from flashcards.core.scheduling import retrievability
from flashcards.storage import guides, reviews
from flashcards.storage.cards import card
from flashcards.storage.database import Connection
from flashcards.storage.decks import deck
from flashcards.storage.guides import Source, StoredGuide
from flashcards.storage.notes import Note, note
from flashcards.storage.reviews import LogRow

LINES_AROUND = 6
"""Lines of the guide shown above and below a card's own."""


@dataclass(frozen=True, slots=True)
class CardInfo:
    """recall: the chance of recalling it now, 0-1; None for a new card. history: the newest first."""

    card: Card
    note: Note
    deck: Deck
    recall: float | None
    history: tuple[LogRow, ...]
    guides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuideLine:
    """A line of a guide; number from 1. is_own: whether the card was made from it."""

    number: int
    text: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card stands in a guide."""

    guide: StoredGuide
    source: Source
    lines: tuple[GuideLine, ...]


def inspect_card(db: Connection, card_id: int, moment: Moment) -> CardInfo:
    """Raises NotFound."""
    shown = card(db, card_id)
    home = deck(db, shown.deck_id)
    recall = retrievability(shown.memory, moment.day, home.options.parameters) if shown.memory else None
    history = tuple(reviews.rows_of_card(db, card_id))
    titles = tuple(dict.fromkeys(place.guide.title for place in card_sources(db, card_id)))
    return CardInfo(shown, note(db, shown.note_id), home, recall, history, titles)


def card_sources(db: Connection, card_id: int) -> tuple[Place, ...]:
    """Every place a card stands, or stood, in. Raises NotFound."""
    return tuple(_place(db, source) for source in guides.sources_of(db, card(db, card_id).note_id))


def _place(db: Connection, source: Source) -> Place:
    lines = guides.guide_text(db, source.guide_id).split("\n")
    first, last = max(1, source.line - LINES_AROUND), min(len(lines), source.end_line + LINES_AROUND)
    shown = (GuideLine(number, lines[number - 1], source.line <= number <= source.end_line) for number in range(first, last + 1))
    return Place(guides.guide(db, source.guide_id), source, tuple(shown))
