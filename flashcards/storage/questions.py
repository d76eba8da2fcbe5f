"""The question bank, and what of it was asked."""

from __future__ import annotations

import json
from typing import NamedTuple

from flashcards.core.errors import NotFound
from flashcards.core.models import FOLLOW_UPS, lines_of
from flashcards.core.stories.questions import BankQuestion
from flashcards.storage.database import Connection

_BANK = """notes.kind = 'question' AND notes.deleted_at IS NULL AND notes.gone_at IS NULL
    AND EXISTS (SELECT 1 FROM cards WHERE cards.note_id = notes.id AND is_drilled AND deleted_at IS NULL AND suspended IS NULL)"""

_NAMED = f"{_BANK} AND json_array_length(notes.principles) > 0"


class AskedUnder(NamedTuple):
    """A question of a guide. heading: the last one it stands under."""

    guide_id: int
    title: str
    heading: str
    question_id: int
    question: str


def bank(db: Connection) -> list[BankQuestion]:
    """Questions that are drilled and name a principle; one that is suspended is not asked."""
    return _questions(db, _NAMED)


def has_bank(db: Connection) -> bool:
    """Whether there is any of those."""
    return db.execute(f"SELECT 1 FROM notes WHERE {_NAMED} LIMIT 1").fetchone() is not None


def bank_question(db: Connection, note_id: int) -> BankQuestion:
    """One that is drilled, whether it names a principle or not. Raises NotFound."""
    return _there(find_bank_question(db, note_id))


def find_bank_question(db: Connection, note_id: int | None) -> BankQuestion | None:
    """The same; None where there is none, or no more."""
    return next(iter(_questions(db, f"{_BANK} AND notes.id = :note_id", note_id=note_id)), None)


def planned_question(db: Connection, note_id: int) -> BankQuestion:
    """One that a mock was begun with: it is put even if it was suspended or deleted since, or its guide lost it.

    Raises NotFound.
    """
    return _there(next(iter(_questions(db, "notes.kind = 'question' AND notes.id = :note_id", note_id=note_id)), None))


def remember_asking(db: Connection, note_id: int, asked_at: str) -> None:
    """A question was put; that is not taken back."""
    db.execute("INSERT INTO askings (note_id, asked_at) VALUES (:note_id, :at)", {"note_id": note_id, "at": asked_at})


def questions_of_guides(db: Connection) -> list[AskedUnder]:
    """Those that are drilled and stand under a heading, in the order of the guides."""
    rows = db.execute(
        f"""SELECT guide_id, title, heading ->> '$[#-1]' AS heading, notes.id, notes.front
        FROM sources JOIN notes ON notes.id = sources.note_id JOIN guides ON guides.id = sources.guide_id
        WHERE {_BANK} AND sources.deleted_at IS NULL AND sources.gone_at IS NULL AND guides.deleted_at IS NULL
            AND heading ->> '$[#-1]' IS NOT NULL
        ORDER BY guide_id, sources.line, sources.id"""
    )
    return [AskedUnder(*row) for row in rows]


def _there(found: BankQuestion | None) -> BankQuestion:
    if found is None:
        raise NotFound("There is no such question in the bank. It may have been deleted, or be gone from its guide.")
    return found


def _questions(db: Connection, condition: str, **values: object) -> list[BankQuestion]:
    rows = db.execute(
        f"""SELECT notes.id, front, principles, sections,
            (SELECT COALESCE(MAX(askings.id), 0) FROM askings WHERE askings.note_id = notes.id) AS last_asked
        FROM notes WHERE {condition} ORDER BY notes.id""",
        values,
    )
    return [
        BankQuestion(
            row["id"],
            row["front"],
            tuple(json.loads(row["principles"])),
            lines_of(json.loads(row["sections"]), FOLLOW_UPS),
            row["last_asked"],
        )  # fmt: skip
        for row in rows
    ]
