"""Imports that are being looked through: nothing here is part of the collection yet."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from flashcards.core.errors import NotFound
from flashcards.core.models import Form, Kind, NoteDraft, Plan, PlanBlock, PlanDay, Skip
from flashcards.storage.cards import Side
from flashcards.storage.database import Connection


@dataclass(frozen=True, slots=True)
class StagedGuide:
    """A guide that was read. guide_id: the stored guide it is. resembles_id: one of the same name it may be; the learner decides.

    images: pictures as the guide names them -> our name.
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


@dataclass(frozen=True, slots=True)
class StagedNote:
    """A note to be made, changed, kept or parked; `original` is the guide's own wording when it was edited here.

    sides: the cards it would have. candidates: ids of the stored notes it may be; the learner decides. conflicts: of those that
    answer the same question otherwise. skip_line: of the skip it was made of.
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
    conflicts: tuple[int, ...] = ()
    skip_line: int | None = None


@dataclass(frozen=True, slots=True)
class StagedImport:
    """applied_at: an ISO instant. left_out: files it passed over, and why. applied: what it did, in numbers.

    state: "reading" (done of total guides so far), "ready", "cancelled", or "failed" because of a problem.
    """

    id: int
    left_out: tuple[tuple[str, str], ...]
    applied_at: str | None
    applied: dict[str, int]
    state: str = "ready"
    total: int = 0
    done: int = 0
    problem: str = ""


def insert_import(db: Connection, left_out: Iterable[tuple[str, str]], stamp: str) -> int:
    return _row_id(db.execute("INSERT INTO imports (made_at, left_out) VALUES (?, ?)", (stamp, json.dumps(list(left_out)))))


def staged_import(db: Connection, import_id: int) -> StagedImport:
    """Raises NotFound."""
    row = db.execute("SELECT * FROM imports WHERE id = ?", (import_id,)).fetchone()
    if row is None:
        raise NotFound("There is no such import any more. Choose the files again on the page Import.")
    left_out = tuple((path, reason) for path, reason in json.loads(row["left_out"]))
    told = {name: row[name] for name in ("state", "total", "done", "problem")}
    return StagedImport(row["id"], left_out, row["applied_at"], json.loads(row["applied"]), **told)


def insert_guide(db: Connection, columns: Mapping[str, object]) -> int:
    """columns: those of staged_guides but the id."""
    names = list(columns)
    question = f"INSERT INTO staged_guides ({', '.join(names)}) VALUES ({', '.join(':' + name for name in names)})"
    return _row_id(db.execute(question, dict(columns)))


def insert_notes(db: Connection, rows: Iterable[Mapping[str, object]]) -> None:
    """rows: staged_guide_id, status, note_id, is_ticked, front_html, back_html, sides (JSON of `packed_sides`), draft (JSON of
    `packed_draft`).
    """
    db.executemany(
        """INSERT INTO staged_notes (staged_guide_id, status, note_id, is_ticked, front_html, back_html, sides, draft)
        VALUES (:staged_guide_id, :status, :note_id, :is_ticked, :front_html, :back_html, :sides, :draft)""",
        list(rows),
    )


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
        _note(row) for row in db.execute("SELECT * FROM staged_notes WHERE staged_guide_id = ? ORDER BY id", (staged_guide_id,))
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
    return _note(row)


def set_tick(db: Connection, staged_note_id: int, is_ticked: bool) -> None:
    db.execute("UPDATE staged_notes SET is_ticked = ? WHERE id = ?", (int(is_ticked), staged_note_id))


def set_text(db: Connection, edited: StagedNote) -> None:
    """Keep a new wording beside the guide's own."""
    db.execute(
        """UPDATE staged_notes SET draft = :draft, front_html = :front_html, back_html = :back_html, sides = :sides
        WHERE id = :id""",
        {
            "id": edited.id,
            "draft": packed_draft(edited.draft, edited.original),
            "front_html": edited.front_html,
            "back_html": edited.back_html,
            "sides": packed_sides(edited.sides),
        },
    )


def set_guide(db: Connection, staged_guide_id: int, guide_id: int | None) -> None:
    """The learner said which guide it is: a stored one, or another."""
    db.execute("UPDATE staged_guides SET guide_id = ?, resembles_id = NULL WHERE id = ?", (guide_id, staged_guide_id))


def clear_notes(db: Connection, staged_guide_id: int) -> None:
    db.execute("DELETE FROM staged_notes WHERE staged_guide_id = ?", (staged_guide_id,))


def mark_applied(db: Connection, import_id: int, applied: Mapping[str, int], stamp: str) -> None:
    """What was staged is not needed any more; the row stays to answer a second press."""
    db.execute("DELETE FROM staged_guides WHERE import_id = ?", (import_id,))
    db.execute("UPDATE imports SET applied_at = ?, applied = ? WHERE id = ?", (stamp, json.dumps(applied), import_id))


def discard(db: Connection, import_id: int) -> None:
    db.execute("DELETE FROM imports WHERE id = ?", (import_id,))


def discard_before(db: Connection, stamp: str) -> None:
    """Forget imports nobody came back to."""
    db.execute("DELETE FROM imports WHERE made_at < ?", (stamp,))


def packed_draft(draft: NoteDraft, original: NoteDraft) -> str:
    """A draft as JSON, with the guide's own two sides where they were edited."""
    packed = asdict(draft)
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
    return StagedGuide(**columns)


def _note(row: sqlite3.Row) -> StagedNote:
    packed = json.loads(row["draft"])
    own = {"front": packed.pop("original_front", packed["front"]), "back": packed.pop("original_back", packed["back"])}
    return StagedNote(
        id=row["id"],
        staged_guide_id=row["staged_guide_id"],
        status=row["status"],
        note_id=row["note_id"],
        is_ticked=bool(row["is_ticked"]),
        front_html=row["front_html"],
        back_html=row["back_html"],
        sides=tuple(Side(*side) for side in json.loads(row["sides"])),
        draft=_draft(packed),
        original=_draft(packed | own),
        candidates=tuple(json.loads(row["candidates"])),
        conflicts=tuple(json.loads(row["conflicts"])),
        skip_line=row["skip_line"],
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
