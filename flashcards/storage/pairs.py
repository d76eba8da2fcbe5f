"""Pairs of a story and a principle it shows: the cards that are drilled."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date

from flashcards.core.stories.drill import Pair
from flashcards.storage.cards import memory_of
from flashcards.storage.database import Connection, readable

# CROSS JOIN keeps the order: the stories are few, and SQLite would begin with all cards there are.
_PAIRS = """SELECT cards.*, notes.front AS title, notes.principles, stories.strength, principles.name AS principle
    FROM stories CROSS JOIN notes ON notes.id = stories.id CROSS JOIN cards ON cards.note_id = stories.id
        JOIN principles ON principles.id = CAST(SUBSTR(cards.slot, 2) AS INTEGER)
    WHERE cards.deleted_at IS NULL AND notes.deleted_at IS NULL AND principles.deleted_at IS NULL"""


def pairs(db: Connection, day: date) -> list[Pair]:
    """Of all stories there are; what is buried on that study day is set aside."""
    return [_pair(row, day) for row in db.execute(f"{_PAIRS} ORDER BY cards.id")]


def pair_of(db: Connection, story_id: int, principle: str, day: date) -> Pair | None:
    """None where the story does not show that principle."""
    row = db.execute(
        f"{_PAIRS} AND cards.note_id = :story_id AND principles.name = :principle",
        {"story_id": story_id, "principle": principle},
    ).fetchone()
    return _pair(row, day) if row else None


def pair_of_card(db: Connection, card_id: int, day: date) -> Pair | None:
    row = db.execute(f"{_PAIRS} AND cards.id = :card_id", {"card_id": card_id}).fetchone()
    return _pair(row, day) if row else None


def _pair(row: sqlite3.Row, day: date) -> Pair:
    with readable(f"card {row['id']}"):
        shown: Sequence[str] = json.loads(row["principles"])
        return Pair(
            card_id=row["id"],
            story_id=row["note_id"],
            title=row["title"],
            principle=row["principle"],
            strength=row["strength"],
            is_primary=bool(shown) and shown[0].casefold() == row["principle"].casefold(),
            memory=memory_of(row),
            is_set_aside=row["suspended"] is not None or row["buried_on"] == day.isoformat(),
        )
