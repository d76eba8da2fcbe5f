"""What a condition finds: all of it by ids, counted, or a part of it in an order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flashcards.core.models import Deck
from flashcards.core.statistics.forgetting import forgetting
from flashcards.storage.database import Connection
from flashcards.storage.search.conditions import Condition

ORDERS: Mapping[str, str] = {
    "front": "notes.front COLLATE NOCASE",
    "deck": "(SELECT name FROM decks WHERE decks.id = cards.deck_id) COLLATE NOCASE",
    "due": "COALESCE(cards.due_on, cards.due_at)",
    "state": "CASE cards.state WHEN 'new' THEN 0 WHEN 'learning' THEN 1 WHEN 'relearning' THEN 2 ELSE 3 END",
    "interval": "cards.interval_days",
    "stability": "cards.stability",
    "difficulty": "cards.difficulty",
    "recall": """CASE WHEN cards.stability IS NOT NULL THEN
        recall_after(cards.deck_id, julianday(:today) - julianday(cards.reviewed_on), cards.stability) END""",
    "lapses": "cards.lapses",
    "reps": "cards.reps",
    "added": "cards.id",
    "edited": "notes.edited_at",
    "kind": "notes.kind",
    "tags": "NULLIF(notes.tags, '[]') COLLATE NOCASE",
}
"""What cards can be ordered by. Where there is nothing to order by, a card comes last either way."""
OF_NOTES = frozenset({"front", "edited", "kind", "tags"})
"""Those that read the note."""


@dataclass(frozen=True, slots=True)
class Total:
    """How much was found. notes: of the cards."""

    cards: int
    notes: int


def _found(asked: Condition, order: str = "added") -> str:
    """Which rows of which tables. Notes are joined if they are asked about: a note is never deleted without its cards."""
    join = "JOIN notes ON notes.id = cards.note_id" if asked.reads_notes or order in OF_NOTES else ""
    return f"FROM cards {join} WHERE cards.deleted_at IS NULL AND {asked.sql}"


def found_ids(db: Connection, asked: Condition) -> list[int]:
    """The ids of the cards, in the order in which they were made."""
    rows = db.execute(f"SELECT cards.id {_found(asked)} ORDER BY cards.id", asked.parameters)
    return [row["id"] for row in rows]


def total(db: Connection, asked: Condition) -> Total:
    row = db.execute(f"SELECT COUNT(*), COUNT(DISTINCT cards.note_id) {_found(asked)}", asked.parameters).fetchone()
    return Total(row[0], row[1])


def part(
    db: Connection, asked: Condition, decks: Sequence[Deck], today: date, order: str, is_falling: bool, places: range
) -> list[int]:
    """The ids of the cards in these places of the order (one of ORDERS)."""
    curves = {deck.id: forgetting(deck.options.parameters) for deck in decks}
    db.create_function("recall_after", 3, lambda deck_id, days, stability: curves[deck_id](days, stability))
    way = "DESC" if is_falling else "ASC"
    by = "" if order == "added" else f"{ORDERS[order]} {way} NULLS LAST,"
    rows = db.execute(
        f"SELECT cards.id {_found(asked, order)} ORDER BY {by} cards.id {way} LIMIT :most OFFSET :first",
        {**asked.parameters, "today": today.isoformat(), "most": len(places), "first": places.start},
    )
    return [row["id"] for row in rows]


def note_days(db: Connection, note_ids: Sequence[int]) -> dict[int, tuple[datetime, datetime | None]]:
    """When each note was added, and when it was edited last; None: never."""
    rows = db.execute(f"SELECT id, created_at, edited_at FROM notes WHERE id IN ({', '.join(map(str, note_ids))})")
    instant = datetime.fromisoformat
    return {row["id"]: (instant(row["created_at"]), instant(row["edited_at"]) if row["edited_at"] else None) for row in rows}
