"""Cards: rows to models, and the questions the queue asks of them."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flashcards.core.days import day_end
from flashcards.core.errors import NotFound
from flashcards.core.models import LARGEST_ID, Card, Memory, State, Suspension
from flashcards.core.moment import Moment, stamp
from flashcards.core.queue import LEARN_AHEAD
from flashcards.core.tree import Waiting
from flashcards.core.turns import Candidate, shuffle_key
from flashcards.storage.database import Connection, readable
from flashcards.storage.journal import Change, inserted


@dataclass(frozen=True, slots=True)
class Side:
    """What a card is to be: its slot, and the HTML of its own if it is one of a cloze (see Card)."""

    slot: str = ""
    front_html: str | None = None
    back_html: str | None = None


ASKABLE = "deleted_at IS NULL AND suspended IS NULL AND is_drilled = 0"

_CANDIDATE = "id, note_id, deck_id, state, due_at, due_on, reviewed_on, interval_days, position, reps"


_STEPS_TODAY = f"""SELECT {_CANDIDATE} FROM cards
    WHERE {ASKABLE} AND state IN ('learning', 'relearning') AND due_at < :day_end AND buried_on IS NOT :day"""


def card(db: Connection, card_id: int) -> Card:
    """Raises NotFound, also for an id SQLite could not hold."""
    row = None
    if 0 < card_id <= LARGEST_ID:
        row = db.execute("SELECT * FROM cards WHERE id = ? AND deleted_at IS NULL", (card_id,)).fetchone()
    if row is None:
        raise NotFound("There is no such card. It may have been deleted, or the import that made it undone.")
    return _card(row)


def cards_of_note(db: Connection, note_id: int) -> list[Card]:
    rows = db.execute("SELECT * FROM cards WHERE note_id = ? AND deleted_at IS NULL ORDER BY id", (note_id,))
    return [_card(row) for row in rows]


def cards_among(db: Connection, ids: Iterable[int]) -> list[Card]:
    """Those of these cards that there are, in the order of their ids."""
    rows = db.execute(
        "SELECT * FROM cards WHERE id IN (SELECT value FROM json_each(:ids)) AND deleted_at IS NULL ORDER BY id",
        {"ids": json.dumps(list(ids))},
    )
    return [_card(row) for row in rows]


def every_card_of_note(db: Connection, note_id: int) -> list[tuple[Card, bool]]:
    """The cards it has and had: each with whether it is deleted. A slot has one card ever."""
    rows = db.execute("SELECT * FROM cards WHERE note_id = ? ORDER BY id", (note_id,))
    return [(_card(row), row["deleted_at"] is not None) for row in rows]


def candidates(db: Connection, moment: Moment) -> list[Candidate]:
    """Every card that could be asked on this study day, before limits."""
    rows = db.execute(
        f"""SELECT {_CANDIDATE} FROM cards
            WHERE {ASKABLE} AND state = 'new' AND buried_on IS NOT :day
        UNION ALL SELECT {_CANDIDATE} FROM cards
            WHERE {ASKABLE} AND state = 'review' AND due_on <= :day AND buried_on IS NOT :day
        UNION ALL {_STEPS_TODAY}""",
        {"day": moment.day.isoformat(), "day_end": stamp(moment.day_end)},
    )
    with readable("one of today's cards"):
        return [_candidate(row) for row in rows]


def siblings(db: Connection, asked: Card) -> list[Candidate]:
    """The other cards of its note that could be asked some day."""
    rows = db.execute(
        f"""SELECT {_CANDIDATE} FROM cards
        WHERE note_id = :note_id AND id <> :id AND {ASKABLE}""",
        {"note_id": asked.note_id, "id": asked.id},
    )
    return [_candidate(row) for row in rows]


def waiting(db: Connection, moment: Moment) -> dict[int, Waiting]:
    """Per deck, the cards in itself that could be asked today."""
    day = {"day": moment.day.isoformat()}
    found = db.execute(
        f"""SELECT deck_id, SUM(state = 'new') AS new, SUM(state = 'review' AND due_on <= :day) AS review
        FROM cards WHERE {ASKABLE} AND buried_on IS NOT :day GROUP BY deck_id""",
        day,
    )
    counts = defaultdict(Waiting, {row["deck_id"]: Waiting(row["new"], row["review"]) for row in found})
    soon = stamp(moment.at + LEARN_AHEAD)
    for row in db.execute(_STEPS_TODAY, day | {"day_end": stamp(moment.day_end)}):
        is_interday = row["due_at"] >= stamp(day_end(date.fromisoformat(row["reviewed_on"]), moment.zone))  # as `turn_of` has it
        counts[row["deck_id"]] += Waiting(interday=is_interday, steps=not is_interday and row["due_at"] <= soon)
    return counts


@dataclass(frozen=True, slots=True)
class SetAside:
    """A card that is not asked for now. suspended: why; None when it is only buried for today."""

    card_id: int
    front: str
    suspended: Suspension | None


def set_aside(db: Connection, deck_ids: Iterable[int], day: date, most: int = 500) -> list[SetAside]:
    """Cards of these decks that are suspended or buried, the suspended first; `most` of them."""
    found = db.execute(
        f"""SELECT cards.id, notes.front, suspended FROM cards JOIN notes ON notes.id = cards.note_id
        WHERE cards.deleted_at IS NULL AND (suspended IS NOT NULL OR buried_on = :day)
            AND cards.deck_id IN ({", ".join(str(int(deck_id)) for deck_id in deck_ids) or "NULL"})
        ORDER BY suspended IS NULL, cards.position LIMIT :most""",
        {"day": day.isoformat(), "most": most},
    )
    return [SetAside(row["id"], row["front"], Suspension(row["suspended"]) if row["suspended"] else None) for row in found]


def card_totals(db: Connection) -> dict[int, int]:
    """Per deck, its cards in itself, drilled and suspended ones too."""
    found = db.execute("SELECT deck_id, COUNT(*) AS n FROM cards WHERE deleted_at IS NULL GROUP BY deck_id")
    return {row["deck_id"]: row["n"] for row in found}


def drilled_totals(db: Connection) -> dict[int, int]:
    """Per deck, those of its cards in itself that are drilled: none of them stands in a review."""
    found = db.execute("SELECT deck_id, COUNT(*) AS n FROM cards WHERE deleted_at IS NULL AND is_drilled GROUP BY deck_id")
    return {row["deck_id"]: row["n"] for row in found}


def due_by_day(db: Connection, first: date, last: date) -> dict[date, int]:
    """Reviews per study day from first to last; what is overdue counts on the first."""
    found = db.execute(
        f"""SELECT MAX(due_on, :first) AS day, COUNT(*) AS n FROM cards
        WHERE {ASKABLE} AND state = 'review' AND due_on <= :last GROUP BY day""",
        {"first": first.isoformat(), "last": last.isoformat()},
    )
    return {date.fromisoformat(row["day"]): row["n"] for row in found}


def next_due(db: Connection, deck_ids: Sequence[int], day: date) -> tuple[datetime | None, date | None]:
    """The soonest learning step of these decks that is not buried on `day`, and the first study day after it with a review."""
    row = db.execute(
        f"""SELECT MIN(CASE WHEN state IN ('learning', 'relearning') AND buried_on IS NOT :day THEN due_at END) AS step,
            MIN(CASE WHEN state = 'review' AND due_on > :day THEN due_on END) AS review
        FROM cards WHERE {ASKABLE} AND deck_id IN ({", ".join(str(int(deck_id)) for deck_id in deck_ids) or "NULL"})""",
        {"day": day.isoformat()},
    ).fetchone()
    return (
        datetime.fromisoformat(row["step"]) if row["step"] else None,
        date.fromisoformat(row["review"]) if row["review"] else None,
    )


def stored_memories(db: Connection) -> dict[int, dict[str, object]]:
    """The columns of every card's memory as they stand, deleted ones too, by id."""
    names = list(memory_columns(None))
    return {row["id"]: {name: row[name] for name in names} for row in db.execute("SELECT * FROM cards")}


def insert_cards(db: Connection, rows: Sequence[dict[str, object]], stamp: str) -> Change:
    """rows: id, note_id, deck_id, slot, position, is_drilled; front_html and back_html of a cloze."""
    own_sides = {"front_html": None, "back_html": None}
    db.executemany(
        """INSERT INTO cards (id, note_id, deck_id, slot, position, is_drilled, front_html, back_html)
        VALUES (:id, :note_id, :deck_id, :slot, :position, :is_drilled, :front_html, :back_html)""",
        [own_sides | row for row in rows],
    )
    return inserted("cards", [int(str(row["id"])) for row in rows], stamp)


def next_id(db: Connection, table: str) -> int:
    """The id the next row would get; AUTOINCREMENT never gives one twice."""
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return (row["seq"] if row else 0) + 1


def next_position(db: Connection) -> int:
    return int(db.execute("SELECT COALESCE(MAX(position), 0) + 1 FROM cards").fetchone()[0])


def save_memory(db: Connection, before: Card, after: Memory | None) -> Change:
    """Write what a card remembers now."""
    old, new = memory_columns(before.memory), memory_columns(after)
    db.execute(
        """UPDATE cards SET state = :state, stability = :stability, difficulty = :difficulty, reviewed_on = :reviewed_on,
        reps = :reps, lapses = :lapses, step = :step, due_at = :due_at, interval_days = :interval_days, due_on = :due_on,
        changes = changes + 1 WHERE id = :id""",
        {**new, "id": before.id},
    )
    return Change("cards", (before.id,), old, new)


def count_change(db: Connection, shown: Card) -> Change:
    """Make stale what shows this card, and change nothing else of it; undoing that makes it stale again."""
    db.execute("UPDATE cards SET changes = changes + 1 WHERE id = ?", (shown.id,))
    return Change("cards", (shown.id,), {}, {})


def set_columns(db: Connection, cards: Iterable[Card], **columns: object) -> list[Change]:
    """Write columns other than the memory of some cards and count the change."""
    changes = []
    for one in cards:
        before = {name: _plain(getattr(one, name)) for name in columns if _plain(getattr(one, name)) != columns[name]}
        if before:
            after = {name: columns[name] for name in before}
            assignments = ", ".join(f"{name} = :{name}" for name in after)
            db.execute(f"UPDATE cards SET {assignments}, changes = changes + 1 WHERE id = :id", {**after, "id": one.id})
            changes.append(Change("cards", (one.id,), before, after))
    return changes


def memory_columns(memory: Memory | None) -> dict[str, object]:
    """The columns a memory fills, as they are stored."""
    if memory is None:
        empty = ("stability", "difficulty", "reviewed_on", "step", "due_at", "interval_days", "due_on")
        return {"state": "new", "reps": 0, "lapses": 0, **dict.fromkeys(empty)}
    return {
        "state": memory.state.value,
        "stability": memory.stability,
        "difficulty": memory.difficulty,
        "reviewed_on": memory.reviewed_on.isoformat(),
        "reps": memory.reps,
        "lapses": memory.lapses,
        "step": memory.step,
        "due_at": stamp(memory.due_at) if memory.due_at else None,
        "interval_days": memory.interval_days,
        "due_on": memory.due_on.isoformat() if memory.due_on else None,
    }


def memory_of(row: sqlite3.Row | dict[str, Any]) -> Memory | None:
    """The memory in a row of cards, or in the JSON of a log row."""
    if row["state"] == State.NEW:
        return None
    return Memory(
        state=State(row["state"]),
        stability=row["stability"],
        difficulty=row["difficulty"],
        reviewed_on=date.fromisoformat(row["reviewed_on"]),
        reps=row["reps"],
        lapses=row["lapses"],
        step=row["step"],
        due_at=datetime.fromisoformat(row["due_at"]) if row["due_at"] else None,
        interval_days=row["interval_days"],
        due_on=date.fromisoformat(row["due_on"]) if row["due_on"] else None,
    )


def _card(row: sqlite3.Row) -> Card:
    with readable(f"card {row['id']}"):
        return Card(
            id=row["id"],
            note_id=row["note_id"],
            deck_id=row["deck_id"],
            slot=row["slot"],
            memory=memory_of(row),
            position=row["position"],
            flag=row["flag"],
            suspended=Suspension(row["suspended"]) if row["suspended"] else None,
            buried_on=date.fromisoformat(row["buried_on"]) if row["buried_on"] else None,
            changes=row["changes"],
            is_drilled=bool(row["is_drilled"]),
            front_html=row["front_html"],
            back_html=row["back_html"],
        )


def _candidate(row: sqlite3.Row) -> Candidate:
    """As `candidate_of` has it; by way of a Card thousands of them would take three times as long."""
    return Candidate(
        row["id"],
        row["note_id"],
        row["deck_id"],
        State(row["state"]),
        datetime.fromisoformat(row["due_at"]) if row["due_at"] else None,
        date.fromisoformat(row["due_on"]) if row["due_on"] else None,
        date.fromisoformat(row["reviewed_on"]) if row["reviewed_on"] else None,
        row["interval_days"],
        row["position"],
        shuffle_key(row["id"], row["reps"]),
    )


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
