"""What the log holds of each card's memory, gathered by SQLite, which lets other threads run meanwhile."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from flashcards.core.history import LoggedRating, Review, history
from flashcards.core.models import Card
from flashcards.storage.cards import cards_among
from flashcards.storage.database import Connection, readable
from flashcards.storage.effect import REVIEWED, STANDS


class CardLog(NamedTuple):
    """A card and its rows of the log that are in effect: a JSON list of lists as core.history.Answer has them, in any order."""

    card_id: int
    deck_id: int
    rows: str


def told(db: Connection, deck_ids: Iterable[int]) -> Iterator[CardLog]:
    """The cards of these decks that were ever rated or made new again, suspended ones too, but none that is drilled."""
    found = db.execute(
        f"""SELECT cards.id, cards.deck_id, json_group_array(json_array(
            review_log.id, COALESCE(review_log.rating, 0), review_log.study_day, review_log.before IS NULL)) AS rows
        FROM cards JOIN review_log ON review_log.card_id = cards.id
        WHERE cards.deleted_at IS NULL AND NOT is_drilled AND cards.deck_id IN ({_ids(deck_ids)})
            AND review_log.kind IN ('rating', 'reset') AND {STANDS}
        GROUP BY cards.id"""
    )
    return (CardLog(*row) for row in found)


def histories(db: Connection, deck_ids: Iterable[int]) -> Iterator[tuple[int, list[Review]]]:
    """The same, read: each card's id and its reviews since it was last new. Raises Damaged."""
    for card in told(db, deck_ids):
        with readable(f"the log of card {card.card_id}"):
            yield card.card_id, history(LoggedRating(*row) for row in json.loads(card.rows))


def cards_in_review(db: Connection, deck_ids: Iterable[int]) -> list[Card]:
    """The cards of these decks that wait for a day, suspended ones too. Drilled ones have days of their own making."""
    found = db.execute(
        f"""SELECT id FROM cards
        WHERE state = 'review' AND deleted_at IS NULL AND NOT is_drilled AND deck_id IN ({_ids(deck_ids)})"""
    )
    return cards_among(db, [row["id"] for row in found])


def ratings_since(db: Connection, day: date, most: int) -> int:
    """Ratings in effect from that study day on; counted up to `most`."""
    question = f"SELECT COUNT(*) FROM (SELECT 1 FROM review_log WHERE study_day >= :day AND {REVIEWED} LIMIT :most)"
    return int(db.execute(question, {"day": day.isoformat(), "most": most}).fetchone()[0])


def _ids(deck_ids: Iterable[int]) -> str:
    return ", ".join(str(int(deck_id)) for deck_id in deck_ids) or "NULL"
