"""Custom studies: what they are made of, and what of them is done, which is read from the log."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flashcards.core.days import day_end
from flashcards.core.errors import NotFound
from flashcards.core.models import LARGEST_ID, State
from flashcards.core.moment import Moment, stamp
from flashcards.core.practice import Study
from flashcards.storage.cards import ASKABLE
from flashcards.storage.database import Connection
from flashcards.storage.effect import REVIEWED, STANDS

_ANSWERS = f"""FROM review_log WHERE id > :after AND kind IN ('rating', 'practice') AND {STANDS}
    AND card_id IN (SELECT value FROM json_each(:cards))"""


@dataclass(frozen=True, slots=True)
class Found:
    """A card that could be studied. due: an instant or a study day, as text; None for a new card."""

    id: int
    deck_id: int
    due: str | None
    position: int


def study(db: Connection, study_id: int) -> Study:
    """Raises NotFound, also for an id SQLite could not hold."""
    row = None
    if 0 < study_id <= LARGEST_ID:
        row = db.execute("SELECT * FROM studies WHERE id = ?", (study_id,)).fetchone()
    if row is None:
        raise NotFound("There is no such study. One is kept for 7 days; make a new one on the page Custom study.")
    card_ids = tuple(json.loads(row["card_ids"]))
    return Study(row["id"], row["label"], bool(row["keeps_schedule"]), row["after_log_id"], card_ids)


def studies(db: Connection) -> list[Study]:
    """Those there are, the newest first."""
    ids = [row["id"] for row in db.execute("SELECT id FROM studies ORDER BY id DESC")]
    return [study(db, study_id) for study_id in ids]


def insert_study(db: Connection, label: str, keeps_schedule: bool, after_log_id: int, card_ids: Sequence[int], at: str) -> int:
    cursor = db.execute(
        """INSERT INTO studies (label, made_at, keeps_schedule, after_log_id, card_ids)
        VALUES (:label, :made_at, :keeps_schedule, :after_log_id, :card_ids)""",
        {
            "label": label,
            "made_at": at,
            "keeps_schedule": int(keeps_schedule),
            "after_log_id": after_log_id,
            "card_ids": json.dumps(list(card_ids)),
        },
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def forget_studies(db: Connection, before: datetime) -> None:
    """Those made before that instant. What was answered in them stays in the log."""
    db.execute("DELETE FROM studies WHERE made_at < ?", (stamp(before),))


def last_log_id(db: Connection) -> int:
    return int(db.execute("SELECT COALESCE(MAX(id), 0) FROM review_log").fetchone()[0])


def answers(db: Connection, study: Study) -> list[tuple[int, int]]:
    """Cards of a study and the ratings they were given since it began, in time; those taken back left out."""
    return [(row["card_id"], row["rating"]) for row in db.execute(f"SELECT card_id, rating {_ANSWERS} ORDER BY id", _of(study))]


def study_summary(db: Connection, study: Study) -> tuple[int, int, int]:
    """Of a study: its answers, those that were Again, milliseconds spent (60 s an answer at most)."""
    row = db.execute(
        f"SELECT COUNT(*) AS n, COALESCE(SUM(rating = 1), 0) AS again, COALESCE(SUM(MIN(took_ms, 60000)), 0) AS ms {_ANSWERS}",
        _of(study),
    ).fetchone()
    return row["n"], row["again"], row["ms"]


def askable(db: Connection, card_ids: Iterable[int], day: date) -> dict[int, State]:
    """Those of these cards that are not set aside, and their states."""
    found = db.execute(
        f"""SELECT id, state FROM cards
        WHERE id IN (SELECT value FROM json_each(:cards)) AND {ASKABLE} AND buried_on IS NOT :day""",
        {"cards": json.dumps(list(card_ids)), "day": day.isoformat()},
    )
    return {row["id"]: State(row["state"]) for row in found}


def due_within(db: Connection, last: date, moment: Moment) -> list[Found]:
    """Cards that fall due by the end of that study day."""
    return _found(
        db,
        "((state = 'review' AND due_on <= :last) OR (state IN ('learning', 'relearning') AND due_at < :last_end))",
        moment,
        last=last.isoformat(),
        last_end=stamp(day_end(last, moment.zone)),
    )


def forgotten_on(db: Connection, moment: Moment) -> list[Found]:
    """Cards that were rated Again on the present study day."""
    rated = f"SELECT card_id FROM review_log WHERE study_day = :day AND rating = 1 AND {REVIEWED}"
    return _found(db, f"id IN ({rated})", moment)


def tagged(db: Connection, tag: str, moment: Moment) -> list[Found]:
    """Cards of the notes that have exactly this tag."""
    notes = "SELECT notes.id FROM notes, json_each(notes.tags) WHERE json_each.value = :tag"
    return _found(db, f"note_id IN ({notes})", moment, tag=tag)


def among(db: Connection, card_ids: Iterable[int], moment: Moment) -> list[Found]:
    """These cards."""
    return _found(db, "id IN (SELECT value FROM json_each(:cards))", moment, cards=json.dumps(list(card_ids)))


def tags(db: Connection) -> list[str]:
    """Every tag there is, in order."""
    found = db.execute(
        "SELECT DISTINCT json_each.value AS tag FROM notes, json_each(notes.tags) WHERE deleted_at IS NULL AND gone_at IS NULL"
    )
    return sorted((row["tag"] for row in found), key=str.casefold)


def _of(study: Study) -> dict[str, object]:
    return {"after": study.after_log_id, "cards": json.dumps(study.card_ids)}


def _found(db: Connection, condition: str, moment: Moment, **values: object) -> list[Found]:
    """Cards that meet a condition and are not set aside."""
    rows = db.execute(
        f"""SELECT id, deck_id, COALESCE(due_at, due_on) AS due, position FROM cards
        WHERE {condition} AND {ASKABLE} AND buried_on IS NOT :day""",
        {**values, "day": moment.day.isoformat()},
    )
    return [Found(row["id"], row["deck_id"], row["due"], row["position"]) for row in rows]
