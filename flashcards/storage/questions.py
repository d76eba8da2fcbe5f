"""The question bank, and what of it was asked."""

from __future__ import annotations

import json

from flashcards.core.models import FOLLOW_UPS
from flashcards.core.stories.questions import BankQuestion
from flashcards.storage.database import Connection

_BANK = """notes.kind = 'question' AND notes.deleted_at IS NULL AND notes.gone_at IS NULL
    AND EXISTS (SELECT 1 FROM cards WHERE cards.note_id = notes.id AND is_drilled AND deleted_at IS NULL AND suspended IS NULL)"""

_NAMED = f"{_BANK} AND json_array_length(notes.principles) > 0"


def bank(db: Connection) -> list[BankQuestion]:
    """Questions that are drilled and name a principle; one that is suspended is not asked."""
    return _questions(db, _NAMED)


def has_bank(db: Connection) -> bool:
    """Whether there is any of those."""
    return db.execute(f"SELECT 1 FROM notes WHERE {_NAMED} LIMIT 1").fetchone() is not None


def bank_question(db: Connection, note_id: int) -> BankQuestion | None:
    """One that is drilled, whether it names a principle or not."""
    return next(iter(_questions(db, f"{_BANK} AND notes.id = :note_id", note_id=note_id)), None)


def planned_question(db: Connection, note_id: int) -> BankQuestion | None:
    """One that a mock was begun with: it is put even if it was suspended or deleted since, or its guide lost it."""
    return next(iter(_questions(db, "notes.kind = 'question' AND notes.id = :note_id", note_id=note_id)), None)


def remember_asking(db: Connection, note_id: int, asked_at: str) -> None:
    """A question was put; that is not taken back."""
    db.execute("INSERT INTO askings (note_id, asked_at) VALUES (:note_id, :at)", {"note_id": note_id, "at": asked_at})


def rounds_of_guides(db: Connection) -> list[tuple[int, str, str, int, str]]:
    """Drilled questions with the last heading each stands under, in the order of the guides.

    Rows of (guide id, its title, heading, question id, question).
    """
    rows = db.execute(
        f"""SELECT guide_id, title, heading ->> '$[#-1]' AS heading, notes.id, notes.front
        FROM sources JOIN notes ON notes.id = sources.note_id JOIN guides ON guides.id = sources.guide_id
        WHERE {_BANK} AND sources.deleted_at IS NULL AND sources.gone_at IS NULL AND guides.deleted_at IS NULL
            AND heading ->> '$[#-1]' LIKE 'round %'
        ORDER BY guide_id, sources.line, sources.id"""
    )
    return [tuple(row) for row in rows]


def _questions(db: Connection, condition: str, **values: object) -> list[BankQuestion]:
    rows = db.execute(
        f"""SELECT notes.id, front, principles, sections,
            (SELECT COALESCE(MAX(askings.id), 0) FROM askings WHERE askings.note_id = notes.id) AS last_asked
        FROM notes WHERE {condition} ORDER BY notes.id""",
        values,
    )
    return [
        BankQuestion(row["id"], row["front"], tuple(json.loads(row["principles"])), _listed(row["sections"]), row["last_asked"])
        for row in rows
    ]


def _listed(sections: str) -> tuple[str, ...]:
    """What is asked next, a line each."""
    text = dict(json.loads(sections)).get(FOLLOW_UPS, "")
    return tuple(line.removeprefix("- ").strip() for line in text.split("\n") if line.strip())
