"""Imports that are being looked through: nothing here is part of the collection yet."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flashcards.core.errors import NotFound
from flashcards.core.models import Form, Kind, NoteDraft, Plan, PlanBlock, PlanDay, Skip
from flashcards.storage.cards import Side
from flashcards.storage.database import Connection
from flashcards.storage.folders import keep_imported

_CARDS = """CASE
    WHEN json_extract(:draft, '$.kind') IN ('story', 'exercise') THEN 0
    WHEN json_extract(:draft, '$.back') = '' AND json_extract(:draft, '$.form') <> 'cloze' THEN 0
    ELSE json_array_length(:sides) END"""
"""How many cards of a note are reviewed: none of one that is drilled, as `NoteDraft.is_drilled` tells it."""


@dataclass(frozen=True, slots=True)
class StagedGuide:
    """A guide that was read. guide_id: the stored guide it is. resembles_id: one of the same name it may be; the learner decides.

    images: pictures as the guide names them -> our name. is_gone: its file is no more; then the text is what is stored.
    is_told: the learner said which stored guide it is, or that it is another.
    """

    id: int
    guide_id: int | None
    resembles_id: int | None
    path: str
    title: str
    deck: str
    text: str
    sha256: str
    front_matter: dict[str, str]
    bundled_as: str | None
    images: dict[str, str]
    repairs: tuple[str, ...]
    skips: tuple[Skip, ...]
    plans: tuple[Plan, ...]
    is_gone: bool
    is_told: bool


@dataclass(frozen=True, slots=True)
class StagedNote:
    """A note to be made, changed, kept or parked; `original` is the guide's own wording when it was edited here.

    sides: the cards it would have. candidates: ids of the stored notes it may be; the learner decides. conflicts: of those that
    answer the same question otherwise, and such places in this import ("guides/sqs.md:41"). skip_number: which of
    the skips it was made of, from 0.
    """

    id: int
    staged_guide_id: int
    status: str
    note_id: int | None
    is_ticked: bool
    front_html: str
    back_html: str
    sides: tuple[Side, ...]
    draft: NoteDraft
    original: NoteDraft
    candidates: tuple[int, ...] = ()
    conflicts: tuple[int | str, ...] = ()
    skip_number: int | None = None


@dataclass(frozen=True, slots=True)
class StagedImport:
    """applied_at: an ISO instant. left_out: files it passed over, and why. applied: what it did, in numbers.

    state: "reading" (done of total guides so far), "ready", "cancelled", or "failed" because of a problem. folder_id: the
    remembered folder it was read from.
    """

    id: int
    left_out: tuple[tuple[str, str], ...]
    applied_at: str | None
    applied: dict[str, int]
    state: str = "ready"
    total: int = 0
    done: int = 0
    problem: str = ""
    folder_id: int | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """Notes of one status in a staged guide, and those of them that are ticked."""

    staged_guide_id: int
    status: str
    notes: int
    ticked: int


def insert_import(db: Connection, total: int, folder_id: int | None, stamp: str) -> int:
    """An import of which nothing has been read yet. total: guides."""
    question = "INSERT INTO imports (made_at, left_out, state, total, folder_id) VALUES (?, '[]', 'reading', ?, ?)"
    return _row_id(db.execute(question, (stamp, total, folder_id)))


def is_reading(db: Connection, import_id: int) -> bool:
    return db.execute("SELECT 1 FROM imports WHERE id = ? AND state = 'reading'", (import_id,)).fetchone() is not None


def set_done(db: Connection, import_id: int, done: int) -> None:
    db.execute("UPDATE imports SET done = ? WHERE id = ?", (done, import_id))


def set_ready(db: Connection, import_id: int, left_out: Iterable[tuple[str, str]]) -> None:
    """Everything is read and staged. left_out: as `StagedImport` has it."""
    question = "UPDATE imports SET state = 'ready', done = total, left_out = ? WHERE id = ?"
    db.execute(question, (json.dumps(list(left_out)), import_id))


def end_reading(db: Connection, import_id: int, state: str, problem: str = "") -> None:
    """It was cancelled, or failed: what is staged of it goes. Nothing happens to one that is not being read."""
    if is_reading(db, import_id):
        db.execute("DELETE FROM staged_guides WHERE import_id = ?", (import_id,))
        db.execute("UPDATE imports SET state = ?, problem = ? WHERE id = ?", (state, problem, import_id))


def unfinished(db: Connection) -> list[int]:
    """Ids of the imports that are being read."""
    return [row["id"] for row in db.execute("SELECT id FROM imports WHERE state = 'reading'")]


def staged_import(db: Connection, import_id: int) -> StagedImport:
    """Raises NotFound."""
    row = db.execute("SELECT * FROM imports WHERE id = ?", (import_id,)).fetchone()
    if row is None:
        raise NotFound("There is no such import any more. Choose the files again on the page Import.")
    left_out = tuple((path, reason) for path, reason in json.loads(row["left_out"]))
    told = {name: row[name] for name in ("state", "total", "done", "problem", "folder_id")}
    return StagedImport(row["id"], left_out, row["applied_at"], json.loads(row["applied"]), **told)


def insert_guide(db: Connection, columns: Mapping[str, object]) -> int:
    """columns: those of staged_guides but the id."""
    names = list(columns)
    question = f"INSERT INTO staged_guides ({', '.join(names)}) VALUES ({', '.join(':' + name for name in names)})"
    return _row_id(db.execute(question, dict(columns)))


def insert_notes(db: Connection, rows: Iterable[Mapping[str, object]]) -> None:
    """rows: staged_guide_id, status, note_id, is_ticked, front_html, back_html, sides (JSON of `packed_sides`), draft (JSON of
    `packed_draft`); if there are any, candidates and conflicts (JSON of ids) and skip_number.
    """
    db.executemany(
        f"""INSERT INTO staged_notes (staged_guide_id, status, note_id, is_ticked, front_html, back_html, sides, draft,
            candidates, conflicts, skip_number, line, heading, kind, cards)
        VALUES (:staged_guide_id, :status, :note_id, :is_ticked, :front_html, :back_html, :sides, :draft,
            :candidates, :conflicts, :skip_number, json_extract(:draft, '$.line'), json_extract(:draft, '$.heading'),
            json_extract(:draft, '$.kind'), {_CARDS})""",
        ({"candidates": "[]", "conflicts": "[]", "skip_number": None, **row} for row in rows),
    )


def tallies(db: Connection, import_id: int) -> list[Tally]:
    """How many notes there are of each status in each guide, guide by guide."""
    rows = db.execute(
        """SELECT staged_guide_id, status, COUNT(*), SUM(is_ticked)
        FROM staged_notes JOIN staged_guides ON staged_guides.id = staged_guide_id
        WHERE import_id = ? GROUP BY staged_guide_id, status ORDER BY staged_guide_id""",
        (import_id,),
    )
    return [Tally(*row) for row in rows]


def guides(db: Connection, import_id: int) -> list[StagedGuide]:
    return [_guide(row) for row in db.execute("SELECT * FROM staged_guides WHERE import_id = ? ORDER BY id", (import_id,))]


def guide(db: Connection, staged_guide_id: int) -> StagedGuide:
    """Raises NotFound."""
    row = db.execute("SELECT * FROM staged_guides WHERE id = ?", (staged_guide_id,)).fetchone()
    if row is None:
        raise NotFound("There is no such import any more. Choose the files again on the page Import.")
    return _guide(row)


def notes(db: Connection, staged_guide_id: int) -> list[StagedNote]:
    return [
        read_note(row)
        for row in db.execute("SELECT * FROM staged_notes WHERE staged_guide_id = ? ORDER BY id", (staged_guide_id,))
    ]


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
        f"""UPDATE staged_notes SET draft = :draft, front_html = :front_html, back_html = :back_html, sides = :sides,
            cards = {_CARDS}
        WHERE id = :id""",
        {
            "id": edited.id,
            "draft": packed_draft(edited.draft, edited.original),
            "front_html": edited.front_html,
            "back_html": edited.back_html,
            "sides": packed_sides(edited.sides),
        },
    )


def set_guide(db: Connection, staged_guide_id: int, guide_id: int | None, *, is_told: bool = False) -> None:
    """Which stored guide it is, or None: another. is_told: the learner said so; that stays."""
    db.execute(
        """UPDATE staged_guides SET guide_id = :guide_id, resembles_id = NULL, is_told = MAX(is_told, :is_told)
        WHERE id = :id""",
        {"id": staged_guide_id, "guide_id": guide_id, "is_told": int(is_told)},
    )


def set_match(db: Connection, matched: StagedNote) -> None:
    """Keep which stored note it is now, or may be, and its tick."""
    db.execute(
        "UPDATE staged_notes SET status = ?, note_id = ?, candidates = ?, is_ticked = ? WHERE id = ?",
        (matched.status, matched.note_id, json.dumps(matched.candidates), int(matched.is_ticked), matched.id),
    )


def remove_notes(db: Connection, staged_note_ids: Iterable[int]) -> None:
    db.executemany("DELETE FROM staged_notes WHERE id = ?", [(staged_note_id,) for staged_note_id in staged_note_ids])


def mark_applied(db: Connection, import_id: int, applied: Mapping[str, int], stamp: str) -> None:
    """What was staged is not needed any more; the row stays to answer a second press. Its folder remembers what it held."""
    keep_imported(db, import_id, stamp)
    db.execute("DELETE FROM staged_guides WHERE import_id = ?", (import_id,))
    db.execute("UPDATE imports SET applied_at = ?, applied = ? WHERE id = ?", (stamp, json.dumps(applied), import_id))


def discard(db: Connection, import_id: int) -> None:
    db.execute("DELETE FROM imports WHERE id = ?", (import_id,))


def discard_before(db: Connection, stamp: str) -> None:
    """Forget imports nobody came back to."""
    db.execute("DELETE FROM imports WHERE made_at < ?", (stamp,))


def packed_draft(draft: NoteDraft, original: NoteDraft) -> str:
    """A draft as JSON, with the guide's own two sides where they were edited."""
    packed = {name: getattr(draft, name) for name in NoteDraft.__slots__}
    if original != draft:
        packed |= {"original_front": original.front, "original_back": original.back}
    return json.dumps(packed, ensure_ascii=False)


def packed_sides(sides: Iterable[Side]) -> str:
    """Sides as JSON."""
    return json.dumps([[side.slot, side.front_html, side.back_html] for side in sides], ensure_ascii=False)


def _guide(row: sqlite3.Row) -> StagedGuide:
    columns = dict(row)
    del columns["import_id"]
    columns["front_matter"] = json.loads(columns["front_matter"])
    columns["images"] = json.loads(columns["images"])
    columns["repairs"] = tuple(json.loads(columns["repairs"]))
    columns["skips"] = tuple(Skip(**skip) for skip in json.loads(columns["skips"]))
    columns["plans"] = tuple(map(_plan, json.loads(columns["plans"])))
    columns |= {name: bool(columns[name]) for name in ("is_gone", "is_told")}
    return StagedGuide(**columns)


def read_note(row: sqlite3.Row) -> StagedNote:
    """A row of staged_notes, all of it."""
    packed = json.loads(row["draft"])
    own = {side: packed.pop(f"original_{side}") for side in ("front", "back") if f"original_{side}" in packed}
    draft = _draft(packed)
    return StagedNote(
        id=row["id"],
        staged_guide_id=row["staged_guide_id"],
        status=row["status"],
        note_id=row["note_id"],
        is_ticked=bool(row["is_ticked"]),
        front_html=row["front_html"],
        back_html=row["back_html"],
        sides=tuple(Side(*side) for side in json.loads(row["sides"])),
        draft=draft,
        original=replace(draft, **own) if own else draft,
        candidates=tuple(json.loads(row["candidates"])),
        conflicts=tuple(json.loads(row["conflicts"])),
        skip_number=row["skip_number"],
    )


def _plan(packed: Mapping[str, Any]) -> Plan:
    return Plan(packed["title"], packed["unit"], tuple(map(_plan_day, packed["days"])))


def _plan_day(packed: Mapping[str, Any]) -> PlanDay:
    blocks = tuple(PlanBlock(one["title"], one["minutes"], tuple(one["tasks"])) for one in packed["blocks"])
    return PlanDay(**{**packed, "blocks": blocks, "deliverables": tuple(packed["deliverables"])})


def _draft(packed: Mapping[str, Any]) -> NoteDraft:
    typed: dict[str, Any] = {name: tuple(packed[name]) for name in ("heading", "tags", "principles")}
    typed["sections"] = tuple((label, text) for label, text in packed["sections"])
    typed |= {"kind": Kind(packed["kind"]), "form": Form(packed.get("form", "basic"))}
    return NoteDraft(**{**packed, **typed})


def _row_id(cursor: sqlite3.Cursor) -> int:
    assert cursor.lastrowid is not None
    return cursor.lastrowid
