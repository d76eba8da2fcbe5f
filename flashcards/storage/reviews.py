"""The review log: what happened, in order, never changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from flashcards.core.days import local_hour
from flashcards.core.models import Card, Memory, Options, Rating, State
from flashcards.core.moment import Moment
from flashcards.core.scheduling import Outcome
from flashcards.core.statistics.figures import Figures, figures
from flashcards.core.turns import Turn
from flashcards.storage.cards import memory_columns, memory_of
from flashcards.storage.database import Connection, readable
from flashcards.storage.effect import REVIEWED
from flashcards.storage.statistics import rollups

_RATED_ON = f"FROM review_log JOIN cards ON cards.id = review_log.card_id WHERE study_day = :day AND {REVIEWED}"


@dataclass(frozen=True, slots=True)
class LogRow:
    """One row. What does not apply is None. turn: None for a story that was told. recall: the chance of recall predicted, 0-1."""

    id: int
    kind: str
    card_id: int
    deck_id: int
    reverses_id: int | None
    rating: Rating | None
    turn: str | None
    reviewed_at: datetime
    study_day: date
    time_zone: str
    took_ms: int | None
    recall: float | None
    before: Memory | None
    after: Memory | None
    step_seconds: int | None
    interval_days: int | None
    parameters_id: int | None


@dataclass(frozen=True, slots=True)
class Done:
    """What one deck (not those below it) has used up of a day's limits; interday steps are among the reviews."""

    new: int
    reviews: int
    interday: int


def log_rating(
    db: Connection,
    *,
    review_id: str,
    card_id: int,
    deck_id: int,
    before: Memory | None,
    outcome: Outcome,
    options: Options,
    turn: Turn | None,
    recall: float | None,
    took_ms: int | None,
    moment: Moment,
) -> int:
    """Append a rating; returns the row's id. recall: the chance of recall that was predicted, None for a new card.

    turn: None where no review asked for the card: its story was told. Such a rating is in no figures of reviews.
    """
    columns = {
        "review_id": review_id,
        "card_id": card_id,
        "deck_id": deck_id,
        "kind": "rating",
        "rating": outcome.rating,
        "took_ms": took_ms,
        "turn": turn.name.lower() if turn is not None else None,
        "recall": recall,
        "before": _packed(before),
        "after": _packed(outcome.memory),
        "step_seconds": outcome.step_seconds,
        "interval_days": outcome.interval_days,
        "desired_retention": options.desired_retention,
        "parameters_id": options.parameters_id,
    }
    row_id = _append(db, columns, moment)
    if turn is not None:
        hour = local_hour(moment.at, str(moment.zone))
        rollups.count(db, card_id, row_id, figures(before, outcome.rating, recall, took_ms, moment.day, hour))
    return row_id


def log_practice(
    db: Connection, review_id: str, card: Card, rating: Rating, recall: float | None, took_ms: int | None, moment: Moment
) -> int:
    """Append a rating that leaves the memory as it is; returns the row's id."""
    columns = {
        "review_id": review_id,
        "card_id": card.id,
        "deck_id": card.deck_id,
        "kind": "practice",
        "rating": rating,
        "took_ms": took_ms,
        "recall": recall,
        "before": _packed(card.memory),
        "after": _packed(card.memory),
    }
    return _append(db, columns, moment)


def log_reversal(db: Connection, kind: str, rating_id: int, moment: Moment) -> int:
    """Append an undo or a redo of a row; a rating counts no more, or again."""
    row = row_of(db, rating_id)
    if row.kind == "rating" and row.turn is not None:
        change = rollups.uncount if kind == "undo" else rollups.count
        change(db, row.card_id, rating_id, _figures(row))
    before, after = (row.after, row.before) if kind == "undo" else (row.before, row.after)
    columns = {
        "kind": kind,
        "reverses_id": rating_id,
        "card_id": row.card_id,
        "deck_id": row.deck_id,
        "before": _packed(before),
        "after": _packed(after),
    }
    return _append(db, columns, moment)


def log_memory(db: Connection, kind: str, card: Card, after: Memory | None, moment: Moment, **columns: object) -> int:
    """Append that a memory was set, not earned, and by what: reset, due or reschedule. Returns the row's id.

    columns: for a reschedule, its desired_retention and parameters_id.
    """
    said = {"kind": kind, "card_id": card.id, "deck_id": card.deck_id, "before": _packed(card.memory), "after": _packed(after)}
    if after and after.interval_days is not None:
        said["interval_days"] = after.interval_days
    return _append(db, {**said, **columns}, moment)


def rated_card(db: Connection, review_id: str) -> int | None:
    """The card a review id was already used for."""
    row = db.execute("SELECT card_id FROM review_log WHERE review_id = ?", (review_id,)).fetchone()
    return row["card_id"] if row else None


def ratings_named(db: Connection, review_id: str) -> int:
    """How many ratings have this review id, or this one and a number behind it."""
    question = "SELECT COUNT(*) FROM review_log WHERE review_id = :id OR review_id > :id || '.' AND review_id < :id || '/'"
    return int(db.execute(question, {"id": review_id}).fetchone()[0])


def last_rated_card(db: Connection) -> int | None:
    row = db.execute("SELECT card_id FROM review_log ORDER BY id DESC LIMIT 1").fetchone()
    return row["card_id"] if row else None


def row_of(db: Connection, row_id: int) -> LogRow:
    return _row(db.execute("SELECT * FROM review_log WHERE id = ?", (row_id,)).fetchone())


def rows(db: Connection) -> Iterator[LogRow]:
    """The whole log in order."""
    return (_row(row) for row in db.execute("SELECT * FROM review_log ORDER BY id"))


def rows_of_card(db: Connection, card_id: int) -> list[LogRow]:
    """The history of a card, the newest first."""
    return [_row(row) for row in db.execute("SELECT * FROM review_log WHERE card_id = ? ORDER BY id DESC", (card_id,))]


def done_on(db: Connection, day: date) -> dict[int, Done]:
    """Per deck id, what ratings in effect have used up of the day's limits. A card that moved counts where it is now."""
    found = db.execute(
        f"""SELECT cards.deck_id, SUM(turn = 'new') AS new, SUM(turn IN ('review', 'interday')) AS reviews,
            SUM(turn = 'interday') AS interday
        {_RATED_ON} GROUP BY cards.deck_id""",
        {"day": day.isoformat()},
    )
    return {row["deck_id"]: Done(row["new"], row["reviews"], row["interday"]) for row in found}


def cards_rated_on(db: Connection, day: date, deck_ids: Iterable[int]) -> set[int]:
    """The cards of these decks with a rating in effect on that study day."""
    question = f"SELECT DISTINCT cards.id, cards.deck_id {_RATED_ON}"
    decks = set(deck_ids)
    return {row["id"] for row in db.execute(question, {"day": day.isoformat()}) if row["deck_id"] in decks}


def has_ratings_by(db: Connection, parameters_id: int, since: date) -> bool:
    """Whether a card was scheduled by that set of weights, from that study day on."""
    question = "SELECT EXISTS (SELECT 1 FROM review_log WHERE study_day >= :since AND parameters_id = :parameters_id)"
    return bool(db.execute(question, {"since": since.isoformat(), "parameters_id": parameters_id}).fetchone()[0])


def reviews_by_day(db: Connection, since: date) -> dict[date, int]:
    """Ratings in effect per study day."""
    found = db.execute(
        "SELECT study_day, SUM(answers) AS n FROM rating_days WHERE study_day >= :since GROUP BY study_day",
        {"since": since.isoformat()},
    )
    return {date.fromisoformat(row["study_day"]): row["n"] for row in found}


def day_summary(db: Connection, day: date) -> tuple[int, int, int]:
    """Of one study day: ratings in effect, those that were Again, milliseconds spent (60 s an answer at most)."""
    row = db.execute(
        """SELECT COALESCE(SUM(answers), 0) AS n, COALESCE(SUM(answers * (rating = 1)), 0) AS again,
            COALESCE(SUM(took_ms), 0) AS ms
        FROM rating_days WHERE study_day = :day""",
        {"day": day.isoformat()},
    ).fetchone()
    return row["n"], row["again"], row["ms"]


def answer_times(db: Connection) -> dict[State, tuple[int, float]]:
    """Per state before the answer: how many of the last 2,000 timed answers, and their mean milliseconds, 60 s at most each."""
    found = db.execute(
        f"""SELECT COALESCE(json_extract(before, '$.state'), 'new') AS state, COUNT(*) AS n, AVG(MIN(took_ms, 60000)) AS ms
        FROM (SELECT * FROM review_log WHERE took_ms IS NOT NULL AND {REVIEWED} ORDER BY id DESC LIMIT 2000) GROUP BY state"""
    )
    return {State(row["state"]): (row["n"], row["ms"]) for row in found}


def _append(db: Connection, columns: dict[str, object], moment: Moment) -> int:
    columns |= {"reviewed_at": moment.stamp, "study_day": moment.day.isoformat(), "time_zone": str(moment.zone)}
    cursor = db.execute(
        f"INSERT INTO review_log ({', '.join(columns)}) VALUES ({', '.join(f':{name}' for name in columns)})",
        columns,
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _figures(row: LogRow) -> Figures:
    assert row.rating is not None  # as every rating has
    return figures(row.before, row.rating, row.recall, row.took_ms, row.study_day, local_hour(row.reviewed_at, row.time_zone))


def _packed(memory: Memory | None) -> str | None:
    return json.dumps(memory_columns(memory), separators=(",", ":")) if memory else None


def _unpacked(text: str | None) -> Memory | None:
    return memory_of(json.loads(text)) if text else None


def _row(row: sqlite3.Row) -> LogRow:
    with readable(f"log row {row['id']}"):
        return LogRow(
            id=row["id"],
            kind=row["kind"],
            card_id=row["card_id"],
            deck_id=row["deck_id"],
            reverses_id=row["reverses_id"],
            rating=Rating(row["rating"]) if row["rating"] else None,
            turn=row["turn"],
            reviewed_at=datetime.fromisoformat(row["reviewed_at"]),
            study_day=date.fromisoformat(row["study_day"]),
            time_zone=row["time_zone"],
            took_ms=row["took_ms"],
            recall=row["recall"],
            before=_unpacked(row["before"]),
            after=_unpacked(row["after"]),
            step_seconds=row["step_seconds"],
            interval_days=row["interval_days"],
            parameters_id=row["parameters_id"],
        )
