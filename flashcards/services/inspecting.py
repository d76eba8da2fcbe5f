"""Everything about one card: for its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flashcards.core.models import Card, Deck
from flashcards.core.moment import Moment
from flashcards.core.scheduling import retrievability
from flashcards.core.statistics.forgetting import Curve, Event, curve
from flashcards.storage import guides, reviews
from flashcards.storage.cards import card
from flashcards.storage.database import Connection
from flashcards.storage.decks import deck
from flashcards.storage.notes import Note, note, sides_of
from flashcards.storage.reviews import LogRow


@dataclass(frozen=True, slots=True)
class CardInfo:
    """recall: the chance of recalling it now, 0-1; None for a new card. history: the newest first.

    taken_back: ids of its rows that were undone. curve: None while nothing is in effect that it could be drawn from.
    """

    card: Card
    note: Note
    deck: Deck
    recall: float | None
    history: tuple[LogRow, ...]
    taken_back: frozenset[int]
    curve: Curve | None
    guides: tuple[str, ...]

    @property
    def sides(self) -> tuple[str, str]:
        """The HTML that asks and the HTML that answers."""
        return sides_of(self.card, self.note)


def inspect_card(db: Connection, card_id: int, moment: Moment) -> CardInfo:
    """Raises NotFound."""
    shown = card(db, card_id)
    home = deck(db, shown.deck_id)
    recall = retrievability(shown.memory, moment.day, home.options.parameters) if shown.memory else None
    history = tuple(reviews.rows_of_card(db, card_id))
    titles = {one.id: one.title for one in guides.guides(db)}
    known = [titles[source.guide_id] for source in guides.sources_of(db, shown.note_id) if source.guide_id in titles]
    taken_back = _taken_back(history)
    events = [Event(row.study_day, row.rating, row.recall, row.after) for row in reversed(history) if _counts(row, taken_back)]
    return CardInfo(
        card=shown,
        note=note(db, shown.note_id),
        deck=home,
        recall=recall,
        history=history,
        taken_back=taken_back,
        curve=curve(events, home.options.parameters, moment.day) if events else None,
        guides=tuple(dict.fromkeys(known)),
    )


def _taken_back(history: Sequence[LogRow]) -> frozenset[int]:
    """The rows whose newest reversal is an undo. history: the newest first."""
    newest: dict[int, str] = {}
    for row in history:
        if row.reverses_id:
            newest.setdefault(row.reverses_id, row.kind)
    return frozenset(row_id for row_id, kind in newest.items() if kind == "undo")


def _counts(row: LogRow, taken_back: frozenset[int]) -> bool:
    """Whether it changed what the card remembers, and still does."""
    return row.reverses_id is None and row.kind != "practice" and row.id not in taken_back
