"""Imports that are being looked through: nothing here is part of the collection yet."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from flashcards.core.errors import NotFound
from flashcards.core.imports import ReadingState
from flashcards.storage.database import Connection
from flashcards.storage.journal import Change
from flashcards.storage.media import drop_staged_media
from flashcards.storage.staged import (
    StagedGuide,
    StagedImport,
    StagedNote,
    packed_draft,
    packed_sides,
    read_guide,
    read_note,
    reviewed_cards,
)

_BARE = """id, staged_guide_id, status, note_id, is_ticked, '' AS front_html, '' AS back_html, '[]' AS sides, draft,
    candidates, conflicts, skip_number, known_key"""
_GUIDES = """SELECT staged_guides.*, decks.name AS home FROM staged_guides
    LEFT JOIN guides ON guides.id = staged_guides.guide_id AND guides.deleted_at IS NULL
    LEFT JOIN decks ON decks.id = guides.deck_id AND decks.deleted_at IS NULL"""

TAKEN_BACK = "This import was taken back"


def insert_import(db: Connection, total: int, folder_id: int | None, stamp: str, *, is_private: bool = False) -> int:
    """An import of which nothing has been read yet. total: guides. is_private: no page is to know of it, and no server."""
    question = """INSERT INTO imports (made_at, left_out, state, total, folder_id, is_private)
        VALUES (?, '[]', 'reading', ?, ?, ?)"""
    return _row_id(db.execute(question, (stamp, total, folder_id, int(is_private))))


def is_reading(db: Connection, import_id: int) -> bool:
    return db.execute("SELECT 1 FROM imports WHERE id = ? AND state = 'reading'", (import_id,)).fetchone() is not None


def set_done(db: Connection, import_id: int, done: int) -> None:
    db.execute("UPDATE imports SET done = ? WHERE id = ?", (done, import_id))


def set_ready(db: Connection, import_id: int, left_out: Iterable[tuple[str, str]], unread: Mapping[str, str]) -> None:
    """Everything is read and staged. left_out: as `StagedImport` has it. unread: guides among them, path to SHA-256."""
    question = "UPDATE imports SET state = 'ready', done = total, left_out = ?, unread = ? WHERE id = ?"
    db.execute(question, (json.dumps(list(left_out)), json.dumps(dict(unread)), import_id))


def end_reading(db: Connection, import_id: int, state: ReadingState, problem: str = "") -> None:
    """It was cancelled, or failed: what is staged of it goes. Nothing happens to one that is not being read."""
    if is_reading(db, import_id):
        db.execute("DELETE FROM staged_guides WHERE import_id = ?", (import_id,))
        drop_staged_media(db, import_id)
        db.execute("UPDATE imports SET state = ?, problem = ? WHERE id = ?", (state, problem, import_id))


def unfinished(db: Connection) -> list[int]:
    """Ids of the imports that a server is reading."""
    return [row["id"] for row in db.execute("SELECT id FROM imports WHERE state = 'reading' AND NOT is_private")]


def staged_import(db: Connection, import_id: int) -> StagedImport:
    """Raises NotFound."""
    row = db.execute("SELECT * FROM imports WHERE id = ?", (import_id,)).fetchone()
    if row is None:
        raise NotFound("There is no such import any more. Choose the files again on the page Import.")
    left_out = tuple((path, reason) for path, reason in json.loads(row["left_out"]))
    applied = json.loads(row["applied"])
    guide_ids = tuple(applied.pop("guides", ()))
    return StagedImport(
        id=row["id"],
        made_at=datetime.fromisoformat(row["made_at"]),
        applied_at=datetime.fromisoformat(row["applied_at"]) if row["applied_at"] else None,
        state=ReadingState(row["state"]),
        total=row["total"],
        done=row["done"],
        problem=row["problem"],
        folder_id=row["folder_id"],
        edits=row["edits"],
        left_out=left_out,
        applied=applied,
        guide_ids=guide_ids,
    )


def insert_guide(db: Connection, columns: Mapping[str, object]) -> int:
    """columns: those of staged_guides but the id."""
    names = list(columns)
    question = f"INSERT INTO staged_guides ({', '.join(names)}) VALUES ({', '.join(':' + name for name in names)})"
    return _row_id(db.execute(question, dict(columns)))


def insert_notes(db: Connection, rows: Iterable[Mapping[str, object]]) -> None:
    """rows: staged_guide_id, status, note_id, is_ticked, front_html, back_html, sides (JSON of `packed_sides`), cards (as
    `reviewed_cards` counts them), draft (JSON of `packed_draft`); if there are any, candidates and conflicts (JSON of ids),
    skip_number and known_key.
    """
    db.executemany(
        """INSERT INTO staged_notes (staged_guide_id, status, note_id, is_ticked, front_html, back_html, sides, draft,
            candidates, conflicts, skip_number, known_key, line, heading, kind, cards)
        VALUES (:staged_guide_id, :status, :note_id, :is_ticked, :front_html, :back_html, :sides, :draft,
            :candidates, :conflicts, :skip_number, :known_key, json_extract(:draft, '$.line'),
            json_extract(:draft, '$.heading'), json_extract(:draft, '$.kind'), :cards)""",
        ({"candidates": "[]", "conflicts": "[]", "skip_number": None, "known_key": None, **row} for row in rows),
    )


def touch(db: Connection, import_id: int) -> None:
    """Count that a preview is written. Raises NotFound when it is not there, or not any more."""
    found = db.execute("UPDATE imports SET edits = edits + 1 WHERE id = ? AND applied_at IS NULL", (import_id,))
    if not found.rowcount:
        raise NotFound("There is no such import any more. It may have been applied or discarded.")


def guides(db: Connection, import_id: int) -> list[StagedGuide]:
    return [read_guide(row) for row in db.execute(f"{_GUIDES} WHERE import_id = ? ORDER BY staged_guides.id", (import_id,))]


def guide(db: Connection, import_id: int, staged_guide_id: int) -> StagedGuide:
    """Raises NotFound."""
    question = f"{_GUIDES} WHERE import_id = :import_id AND staged_guides.id = :id"
    row = db.execute(question, {"import_id": import_id, "id": staged_guide_id}).fetchone()
    if row is None:
        raise NotFound("There is no such guide in this import any more. It may have been applied or discarded.")
    return read_guide(row)


def notes(db: Connection, import_id: int, *, is_bare: bool = False) -> dict[int, list[StagedNote]]:
    """By the staged guides that have any, in the order they were read. is_bare: as they are matched, without HTML and sides."""
    found: defaultdict[int, list[StagedNote]] = defaultdict(list)
    question = f"""SELECT {_BARE if is_bare else "*"} FROM staged_notes
        WHERE staged_guide_id IN (SELECT id FROM staged_guides WHERE import_id = ?) ORDER BY id"""
    for row in db.execute(question, (import_id,)):
        found[row["staged_guide_id"]].append(read_note(row))
    return found


def note(db: Connection, import_id: int, staged_note_id: int) -> StagedNote:
    """Raises NotFound."""
    row = db.execute(
        """SELECT staged_notes.* FROM staged_notes JOIN staged_guides ON staged_guides.id = staged_guide_id
        WHERE staged_notes.id = :id AND import_id = :import_id""",
        {"id": staged_note_id, "import_id": import_id},
    ).fetchone()
    if row is None:
        raise NotFound("There is no such card in this import any more. It may have been applied or discarded.")
    return read_note(row)


def set_tick(db: Connection, staged_note_id: int, is_ticked: bool) -> None:
    db.execute("UPDATE staged_notes SET is_ticked = ? WHERE id = ?", (int(is_ticked), staged_note_id))


def set_text(db: Connection, edited: StagedNote) -> None:
    """Keep a new wording beside the guide's own."""
    db.execute(
        """UPDATE staged_notes SET draft = :draft, front_html = :front_html, back_html = :back_html, sides = :sides,
            cards = :cards
        WHERE id = :id""",
        {
            "id": edited.id,
            "draft": packed_draft(edited.draft, edited.original),
            "front_html": edited.front_html,
            "back_html": edited.back_html,
            "sides": packed_sides(edited.sides),
            "cards": reviewed_cards(edited.draft, edited.sides),
        },
    )


def set_guide(db: Connection, told: StagedGuide) -> None:
    """Keep which stored guide it is now, or may be."""
    db.execute(
        "UPDATE staged_guides SET guide_id = ?, resembles_id = ?, is_told = ? WHERE id = ?",
        (told.guide_id, told.resembles_id, int(told.is_told), told.id),
    )


def set_match(db: Connection, matched: StagedNote) -> None:
    """Keep which stored note it is now, or may be, and its tick."""
    db.execute(
        """UPDATE staged_notes SET status = :status, note_id = :note_id, candidates = :candidates, known_key = :known_key,
            is_ticked = :is_ticked WHERE id = :id""",
        {
            "id": matched.id,
            "status": matched.status,
            "note_id": matched.note_id,
            "candidates": json.dumps(matched.candidates),
            "known_key": matched.known_key,
            "is_ticked": int(matched.is_ticked),
        },
    )


def remove_notes(db: Connection, staged_note_ids: Iterable[int]) -> None:
    db.executemany("DELETE FROM staged_notes WHERE id = ?", [(staged_note_id,) for staged_note_id in staged_note_ids])


def mark_applied(db: Connection, import_id: int, applied: Mapping[str, int], guide_ids: Iterable[int], stamp: str) -> None:
    """What was staged is not needed any more; the row stays to answer a second press."""
    db.execute("DELETE FROM staged_guides WHERE import_id = ?", (import_id,))
    packed = json.dumps({**applied, "guides": list(guide_ids)})
    db.execute("UPDATE imports SET applied_at = ?, applied = ? WHERE id = ?", (stamp, packed, import_id))


def as_applied(import_id: int) -> Change:
    """That an import stands: undone, it has a problem, and says so."""
    return Change("imports", (import_id,), {"problem": TAKEN_BACK}, {"problem": ""})


def discard(db: Connection, import_id: int) -> None:
    db.execute("DELETE FROM imports WHERE id = ?", (import_id,))


def discard_before(db: Connection, stamp: str) -> None:
    """Forget imports nobody came back to."""
    db.execute("DELETE FROM imports WHERE made_at < ?", (stamp,))


def _row_id(cursor: sqlite3.Cursor) -> int:
    assert cursor.lastrowid is not None
    return cursor.lastrowid
