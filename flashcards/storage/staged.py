"""What is staged of an import, and its rows: what columns cannot hold is JSON."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from flashcards.core.imports import ReadingState, Status
from flashcards.core.models import Form, Kind, NoteDraft, Skip
from flashcards.core.plans import Plan, PlanBlock, PlanDay
from flashcards.storage.cards import Side


@dataclass(frozen=True, slots=True)
class StagedGuide:
    """A guide that was read. guide_id: the stored guide it is. resembles_id: one of the same name it may be; the learner decides.

    images: pictures as the guide names them -> our name. is_gone: its file is no more; then the text is what is stored.
    is_told: the learner said which stored guide it is, or that it is another. deck: that of the stored guide, or else its own.
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
    the skips it was made of, from 0. known_key: of one that is changed, what the stored note said when it was matched.
    """

    id: int
    staged_guide_id: int
    status: Status
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
    known_key: str | None = None


@dataclass(frozen=True, slots=True)
class StagedImport:
    """made_at, applied_at: aware UTC. left_out: files it passed over, and why. applied: what it did, in numbers.

    done: of total guides so far, while it is read. problem: why that failed; of an applied one, that it was taken back.
    folder_id: the remembered folder it was read from. edits: how often it was written since it was read. guide_ids: stored
    guides that it wrote.
    """

    id: int
    made_at: datetime
    applied_at: datetime | None
    state: ReadingState
    total: int
    done: int
    problem: str
    folder_id: int | None
    edits: int
    left_out: tuple[tuple[str, str], ...] = ()
    applied: Mapping[str, int] = field(default_factory=dict)
    guide_ids: tuple[int, ...] = ()


def packed_draft(draft: NoteDraft, original: NoteDraft) -> str:
    """A draft as JSON, with the guide's own two sides where they were edited."""
    packed = {name: getattr(draft, name) for name in NoteDraft.__slots__}
    if original != draft:
        packed |= {"original_front": original.front, "original_back": original.back}
    return json.dumps(packed, ensure_ascii=False)


def reviewed_cards(draft: NoteDraft, sides: Sequence[Side]) -> int:
    """How many cards of a note are reviewed: none of one that is drilled."""
    return 0 if draft.is_drilled else len(sides)


def packed_sides(sides: Iterable[Side]) -> str:
    """Sides as JSON."""
    return json.dumps([[side.slot, side.front_html, side.back_html] for side in sides], ensure_ascii=False)


def read_guide(row: sqlite3.Row) -> StagedGuide:
    """A row of staged_guides, all of it, and as `home` the deck of the stored guide, if there is one."""
    columns = dict(row)
    del columns["import_id"]
    columns["deck"] = columns.pop("home") or columns["deck"]
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
    own = {side: packed.pop(f"original_{side}") for side in ("front", "back")} if "original_front" in packed else None
    draft = _draft(packed)
    return StagedNote(
        id=row["id"],
        staged_guide_id=row["staged_guide_id"],
        status=Status(row["status"]),
        note_id=row["note_id"],
        is_ticked=bool(row["is_ticked"]),
        front_html=row["front_html"],
        back_html=row["back_html"],
        sides=tuple(Side(*side) for side in json.loads(row["sides"])),
        draft=draft,
        original=replace(draft, **own) if own else draft,
        candidates=_listed(row["candidates"]),
        conflicts=_listed(row["conflicts"]),
        skip_number=row["skip_number"],
        known_key=row["known_key"],
    )


def _listed(packed: str) -> tuple[Any, ...]:
    """What a column lists; most list nothing."""
    return () if packed == "[]" else tuple(json.loads(packed))


def _plan(packed: Mapping[str, Any]) -> Plan:
    return Plan(packed["title"], packed["unit"], tuple(map(_plan_day, packed["days"])))


def _plan_day(packed: Mapping[str, Any]) -> PlanDay:
    blocks = tuple(PlanBlock(one["title"], one["minutes"], tuple(one["tasks"])) for one in packed["blocks"])
    return PlanDay(**{**packed, "blocks": blocks, "deliverables": tuple(packed["deliverables"])})


def _draft(packed: dict[str, Any]) -> NoteDraft:
    for name in ("heading", "tags", "principles"):
        packed[name] = tuple(packed[name])
    packed["sections"] = tuple((label, text) for label, text in packed["sections"])
    packed["kind"], packed["form"] = Kind(packed["kind"]), Form(packed.get("form", "basic"))
    return NoteDraft(**packed)
