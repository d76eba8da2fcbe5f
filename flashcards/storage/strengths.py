"""How well the cards of guides are known: one by one for a guide's page, counted for the list of guides."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from flashcards.core.moment import Moment, stamp
from flashcards.core.strength import STEADY_DAYS, Strength
from flashcards.storage.database import Connection

_STRENGTH = f"""CASE
    WHEN cards.suspended IS NOT NULL THEN 'suspended'
    WHEN cards.buried_on = :day THEN 'buried'
    WHEN cards.is_drilled THEN 'drilled'
    WHEN cards.state = 'new' THEN 'new'
    WHEN cards.due_on <= :day OR cards.due_at < :day_end THEN 'due'
    WHEN cards.state <> 'review' THEN 'weak'
    WHEN cards.lapses > 0 AND cards.stability < {STEADY_DAYS} THEN 'weak'
    WHEN julianday(:day) - julianday(cards.reviewed_on) > cards.stability * fading.value THEN 'weak'
    ELSE 'strong' END AS strength"""

_FADING = "JOIN json_each(:fading) AS fading ON CAST(fading.key AS INTEGER) = cards.deck_id"


@dataclass(frozen=True, slots=True)
class CardStrength:
    """A card and how well it is known. front: of its note, as Markdown."""

    card_id: int
    note_id: int
    front: str
    strength: Strength


def strengths_in(db: Connection, guide_id: int, fading: Mapping[int, float], moment: Moment) -> list[CardStrength]:
    """The cards of every note that has, or had, a place in this guide.

    fading: by deck, the days until recall falls to WEAK_RECALL, for each day of stability.
    """
    rows = db.execute(
        f"""SELECT cards.id, cards.note_id, notes.front, {_STRENGTH}
        FROM cards JOIN notes ON notes.id = cards.note_id {_FADING}
        WHERE cards.deleted_at IS NULL
            AND cards.note_id IN (SELECT note_id FROM sources WHERE guide_id = :guide_id AND deleted_at IS NULL)
        ORDER BY cards.id""",
        {"guide_id": guide_id, **_named(fading, moment)},
    )
    return [CardStrength(row["id"], row["note_id"], row["front"], Strength(row["strength"])) for row in rows]


def strength_counts(db: Connection, fading: Mapping[int, float], moment: Moment) -> Mapping[int, Counter[Strength]]:
    """Per guide, how many of the cards that stand in it are known how well."""
    rows = db.execute(
        f"""SELECT places.guide_id, {_STRENGTH}, COUNT(*) AS n
        FROM (SELECT DISTINCT guide_id, note_id FROM sources WHERE deleted_at IS NULL AND gone_at IS NULL) AS places
        JOIN cards ON cards.note_id = places.note_id AND cards.deleted_at IS NULL {_FADING}
        GROUP BY places.guide_id, strength""",
        _named(fading, moment),
    )
    counts: defaultdict[int, Counter[Strength]] = defaultdict(Counter)
    for row in rows:
        counts[row["guide_id"]][Strength(row["strength"])] = row["n"]
    return counts


def gone_counts(db: Connection) -> Mapping[int, int]:
    """Per guide, how many notes stood in it and stand nowhere now."""
    rows = db.execute(
        """SELECT guide_id, COUNT(DISTINCT note_id) AS n FROM sources JOIN notes ON notes.id = sources.note_id
        WHERE sources.deleted_at IS NULL AND notes.deleted_at IS NULL AND notes.gone_at IS NOT NULL GROUP BY guide_id"""
    )
    return defaultdict(int, {row["guide_id"]: row["n"] for row in rows})


def _named(fading: Mapping[int, float], moment: Moment) -> dict[str, object]:
    return {"fading": json.dumps(fading), "day": moment.day.isoformat(), "day_end": stamp(moment.day_end)}
