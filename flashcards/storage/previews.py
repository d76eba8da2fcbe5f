"""What the pages of a preview ask: counts, lists a page long, and ticks of many notes at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from flashcards.core.imports import Status
from flashcards.core.models import Kind
from flashcards.storage.database import Connection
from flashcards.storage.staged import StagedNote, read_note

OPEN = (Status.ADDED, Status.CHANGED, Status.GONE)
"""Statuses that can be ticked or not; what is the same or moved is kept in any case, and what is to ask is asked."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many staged notes of a guide are alike, and how many cards to review they have."""

    guide_id: int
    status: Status
    kind: Kind
    is_ticked: bool
    notes: int
    cards: int


@dataclass(frozen=True, slots=True)
class GuideHead:
    """A staged guide as a line of a list: without its text. skips, repairs, plans: how many. is_gone: its file is no more."""

    id: int
    path: str
    title: str
    deck: str
    resembles_id: int | None
    is_gone: bool
    skips: int
    repairs: int
    plans: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Which notes of a guide, or of all guides of an import; a part that is not said leaves the choice open.

    status: one of them, or "changes" for all that are not the same. heading: a path of headings; what is gone stands under none.
    """

    guide_id: int | None = None
    status: str = ""
    kind: str = ""
    heading: tuple[str, ...] | None = None


_CHOSEN = """staged_guide_id IN (SELECT id FROM staged_guides WHERE import_id = :import_id)
    AND (:guide_id IS NULL OR staged_guide_id = :guide_id)
    AND (:status IN ('', status) OR (:status = 'changes' AND status <> 'same'))
    AND :kind IN ('', kind)
    AND (:heading IS NULL OR (heading = :heading AND status <> 'gone'))"""
_LISTED = f"{_CHOSEN} AND skip_number IS NULL"
"""What was made of a skip stands beside it instead."""
_IN_ORDER = "status = 'gone', line, id"


def waiting(db: Connection, most: int) -> list[int]:
    """Ids of the imports that are read, or being read, and were neither applied nor discarded; the newest first."""
    rows = db.execute(
        """SELECT id FROM imports WHERE applied_at IS NULL AND state IN ('reading', 'ready') AND NOT is_private
        ORDER BY id DESC LIMIT ?""",
        (most,),
    )
    return [row["id"] for row in rows]


def tallies(db: Connection, import_id: int) -> list[Tally]:
    """Every note of an import, counted."""
    rows = db.execute(
        """SELECT staged_guide_id, status, kind, is_ticked, COUNT(*), SUM(cards) FROM staged_notes
        WHERE staged_guide_id IN (SELECT id FROM staged_guides WHERE import_id = ?) GROUP BY 1, 2, 3, 4""",
        (import_id,),
    )
    return [Tally(row[0], Status(row[1]), Kind(row[2]), bool(row[3]), row[4], row[5]) for row in rows]


def guide_heads(db: Connection, import_id: int) -> list[GuideHead]:
    """The guides of an import, in its order."""
    rows = db.execute(
        """SELECT staged_guides.id, staged_guides.path, staged_guides.title, COALESCE(decks.name, deck) AS deck, resembles_id,
            is_gone, json_array_length(skips) AS skips, json_array_length(repairs) AS repairs, json_array_length(plans) AS plans
        FROM staged_guides
        LEFT JOIN guides ON guides.id = staged_guides.guide_id AND guides.deleted_at IS NULL
        LEFT JOIN decks ON decks.id = guides.deck_id AND decks.deleted_at IS NULL
        WHERE import_id = ? ORDER BY staged_guides.id""",
        (import_id,),
    )
    return [GuideHead(**{**dict(row), "is_gone": bool(row["is_gone"])}) for row in rows]


def returning(db: Connection, import_id: int) -> int:
    """How many of its notes were gone from all guides and stand in one again."""
    question = """SELECT COUNT(DISTINCT notes.id) FROM notes JOIN staged_notes ON staged_notes.note_id = notes.id
        WHERE notes.gone_at IS NOT NULL AND notes.deleted_at IS NULL AND status <> 'gone'
            AND staged_guide_id IN (SELECT id FROM staged_guides WHERE import_id = ?)"""
    return int(db.execute(question, (import_id,)).fetchone()[0])


def notes_listed(db: Connection, import_id: int, choice: Choice) -> int:
    """How many notes `notes_page` goes through."""
    return int(db.execute(f"SELECT COUNT(*) FROM staged_notes WHERE {_LISTED}", _named(import_id, choice)).fetchone()[0])


def notes_page(db: Connection, import_id: int, choice: Choice, first: int, most: int) -> list[StagedNote]:
    """So many notes from the first-th on, in the order of the guide; those that are gone from it come last."""
    rows = db.execute(
        f"""SELECT * FROM staged_notes WHERE id IN (
            SELECT id FROM staged_notes WHERE {_LISTED} ORDER BY {_IN_ORDER} LIMIT :most OFFSET :first
        ) ORDER BY {_IN_ORDER}""",
        {**_named(import_id, choice), "first": first, "most": most},
    )
    return [read_note(row) for row in rows]


def notes_at(db: Connection, import_id: int, path: str, line: int) -> list[tuple[StagedNote, str]]:
    """The notes made from that line of the guide of that path, each with the guide's title."""
    rows = db.execute(
        """SELECT staged_notes.*, staged_guides.title FROM staged_notes JOIN staged_guides ON staged_guides.id = staged_guide_id
        WHERE import_id = :import_id AND path = :path AND line = :line AND status <> 'gone' ORDER BY staged_notes.id""",
        {"import_id": import_id, "path": path, "line": line},
    )
    return [(read_note(row), row["title"]) for row in rows]


def place_of(db: Connection, import_id: int, choice: Choice, staged_note_id: int) -> int | None:
    """How many notes `notes_page` has before that one; None if it is not among them."""
    ids = db.execute(f"SELECT id FROM staged_notes WHERE {_LISTED} ORDER BY {_IN_ORDER}", _named(import_id, choice))
    return next((place for place, row in enumerate(ids) if row["id"] == staged_note_id), None)


def set_ticks(db: Connection, import_id: int, choice: Choice, is_ticked: bool) -> None:
    """Tick, or untick, all of the chosen notes that are open."""
    db.execute(
        f"UPDATE staged_notes SET is_ticked = :is_ticked WHERE {_CHOSEN} AND status IN (SELECT value FROM json_each(:open))",
        {**_named(import_id, choice), "is_ticked": int(is_ticked), "open": json.dumps(OPEN)},
    )


def taken(db: Connection, guide_id: int) -> Mapping[int, StagedNote]:
    """What was made of the skips of a guide, by their numbers."""
    rows = db.execute("SELECT * FROM staged_notes WHERE staged_guide_id = ? AND skip_number IS NOT NULL", (guide_id,))
    return {row["skip_number"]: read_note(row) for row in rows}


def drop_taken(db: Connection, guide_id: int, number: int) -> bool:
    """Forget what was made of the skip of that number; whether there was something."""
    found = db.execute("DELETE FROM staged_notes WHERE staged_guide_id = ? AND skip_number = ?", (guide_id, number))
    return found.rowcount > 0


def _named(import_id: int, choice: Choice) -> dict[str, object]:
    heading = None if choice.heading is None else json.dumps(choice.heading, ensure_ascii=False, separators=(",", ":"))
    return {"import_id": import_id, **asdict(choice), "heading": heading}
