"""What statistics are made of, for the whole collection or for some of its cards.

For the whole collection the sums of each study day are read; for some cards they are summed up from the ratings of those cards,
about a millisecond for every thousand ratings.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from flashcards.core.models import Rating
from flashcards.core.statistics.activity import Tally
from flashcards.core.statistics.calibration import Predicted
from flashcards.core.statistics.figures import Stage
from flashcards.core.statistics.knowledge import CardRow
from flashcards.core.statistics.retention import Hour, Recalled, Topic
from flashcards.storage.database import Connection
from flashcards.storage.statistics.rollups import sums

Scope: TypeAlias = Collection[int] | None
"""Ids of cards. None: all that was ever answered, by cards that were deleted since too."""

_IN_SCOPE = "card_id IN (SELECT value FROM json_each(:scope))"
_SCOPED = f"(SELECT * FROM ratings WHERE {_IN_SCOPE})"
STAGES = tuple(Stage)
RATINGS = (None, *Rating)


def tallies(db: Connection, scope: Scope) -> list[Tally]:
    """Per study day, stage and rating, in that order."""
    found = db.execute(
        f"SELECT study_day, stage, rating, answers, took_ms, recalls FROM {_sums('rating_days', scope)}", _named(scope)
    )
    return [Tally(date.fromisoformat(row[0]), STAGES[row[1]], RATINGS[row[2]], *row[3:]) for row in found]


def hours(db: Connection, since: date, scope: Scope) -> list[Hour]:
    """The hours of the day in which there were answers from that study day on."""
    found = db.execute(
        f"""SELECT hour, SUM(answers), SUM(passed), SUM(recalls)
        FROM {_sums("hour_days", scope)} WHERE study_day >= :since GROUP BY hour""",
        _named(scope, since),
    )
    return [Hour(hour, answers, Recalled(passed, asked)) for hour, answers, passed, asked in found]


def predictions(db: Connection, since: date, scope: Scope) -> list[Predicted]:
    """Per bin of predicted recall, from that study day on."""
    found = db.execute(
        f"""SELECT bin, SUM(answers), SUM(passed), SUM(recall), SUM(loss)
        FROM {_sums("recall_days", scope)} WHERE study_day >= :since GROUP BY bin""",
        _named(scope, since),
    )
    return [Predicted(*row) for row in found]


def topics(db: Connection, since: date, scope: Scope) -> list[Topic]:
    """What living notes are about, as they say now, with the recalls of their cards in review from that study day on."""
    found = db.execute(
        f"""SELECT (SELECT name FROM decks WHERE id = cards.deck_id), kind, tags, principles, SUM(passed), SUM(asked)
        FROM (SELECT card_id, SUM(rating > 1) AS passed, COUNT(*) AS asked
            FROM ratings WHERE study_day >= :since AND stage >= {Stage.YOUNG} AND recall IS NOT NULL
                AND {"TRUE" if scope is None else _IN_SCOPE} GROUP BY card_id)
        JOIN cards ON cards.id = card_id JOIN notes ON notes.id = note_id
        WHERE cards.deleted_at IS NULL GROUP BY cards.deck_id, kind, tags, principles""",
        _named(scope, since),
    )
    return [
        Topic(deck, kind, _names(tags), _names(principles), Recalled(passed, asked))
        for deck, kind, tags, principles, passed, asked in found
    ]


def card_rows(db: Connection, scope: Scope) -> Iterator[CardRow]:
    """The living cards that can stand in a review. Plain rows: a Row costs twice as much, and there may be many."""
    cursor = db.cursor()
    cursor.row_factory = None
    cursor.execute(
        f"""SELECT deck_id, state, suspended IS NOT NULL, due_on, interval_days, stability, difficulty, reviewed_on
        FROM cards WHERE deleted_at IS NULL AND is_drilled = 0
            AND {"TRUE" if scope is None else "id IN (SELECT value FROM json_each(:scope))"}""",
        _named(scope),
    )
    return cursor


def cards_of_decks(db: Connection, deck_ids: Collection[int]) -> set[int]:
    """The living cards of these decks."""
    question = "SELECT id FROM cards WHERE deleted_at IS NULL AND deck_id IN (SELECT value FROM json_each(:scope))"
    return {row["id"] for row in db.execute(question, _named(deck_ids))}


def _sums(table: str, scope: Scope) -> str:
    """The sums of each study day: as they are kept, or made for some cards."""
    return table if scope is None else f"({sums(table, _SCOPED)})"


@lru_cache(maxsize=4096)
def _names(text: str) -> tuple[str, ...]:
    """Tags or principles as they are stored; many notes have the same."""
    return tuple(json.loads(text))


def _named(scope: Scope, since: date | None = None) -> dict[str, object]:
    return {"scope": None if scope is None else json.dumps(list(scope)), "since": since and since.isoformat()}
