"""Notes: the fact as written, with the HTML made when it was written."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flashcards.core.errors import NotFound
from flashcards.core.models import LARGEST_ID, REVERSED, Card, Form, Kind, NoteDraft
from flashcards.storage.database import Connection
from flashcards.storage.guides import decline_notes
from flashcards.storage.journal import Change, delete_rows, inserted, update
from flashcards.storage.search.index import index_new

LEECH_TAG = "leech"
"""The one tag that does not come from a guide."""


@dataclass(frozen=True, slots=True)
class Note:
    """A stored note. context: where it comes from, in one line (guide › heading). sections: as `NoteDraft` has them."""

    id: int
    guid: str
    deck_id: int
    form: Form
    kind: Kind
    front: str
    back: str
    front_html: str
    back_html: str
    context: str
    level: str | None
    as_of: str | None
    tags: tuple[str, ...]
    principles: tuple[str, ...]
    sections: tuple[tuple[str, str], ...]
    is_marked: bool
    is_gone: bool


def note(db: Connection, note_id: int) -> Note:
    """Raises NotFound, also for an id SQLite could not hold."""
    row = None
    if 0 < note_id <= LARGEST_ID:
        row = db.execute("SELECT * FROM notes WHERE id = ? AND deleted_at IS NULL", (note_id,)).fetchone()
    if row is None:
        raise NotFound("There is no such note. It may have been deleted, or the import that made it undone.")
    return _note(row)


@dataclass(frozen=True, slots=True)
class Wording:
    """What a note asks and answers; guid: its name in exports."""

    id: int
    guid: str
    form: Form
    front: str
    back: str


def notes_worded(db: Connection) -> list[Wording]:
    """All that a guide may be about, by what they say: no import touches the learner's own stories."""
    rows = db.execute(
        "SELECT id, guid, form, front, back FROM notes WHERE deleted_at IS NULL AND id NOT IN (SELECT id FROM stories)"
    )
    return [Wording(row[0], row[1], Form(row[2]), row[3], row[4]) for row in rows]


def live_notes(db: Connection) -> list[Note]:
    """All that are not deleted, in the order in which they were made."""
    return [_note(row) for row in db.execute("SELECT * FROM notes WHERE deleted_at IS NULL ORDER BY id")]


def notes_among(db: Connection, ids: Iterable[int]) -> list[Note]:
    """Those of these notes that there are, in the order of their ids."""
    rows = db.execute(
        "SELECT * FROM notes WHERE id IN (SELECT value FROM json_each(:ids)) AND deleted_at IS NULL ORDER BY id",
        {"ids": json.dumps(list(ids))},
    )
    return [_note(row) for row in rows]


def notes_with_words(db: Connection, words: Iterable[str], most: int = 50) -> list[Note]:
    """Notes with all these words on their front, the shortest first; none without a word."""
    query = " AND ".join('"' + word.replace('"', '""') + '"' for word in words)
    if not query:
        return []
    rows = db.execute(
        """SELECT notes.* FROM search JOIN notes ON notes.id = search.rowid
        WHERE search MATCH :query ORDER BY length(notes.front), notes.id LIMIT :most""",
        {"query": f"front : ({query})", "most": most},
    )
    return [_note(row) for row in rows]


def new_guid(note_id: int, stamp: str) -> str:
    """A name for a note that no other collection gives: ids are never used twice, instants hardly ever."""
    return hashlib.sha256(f"{note_id} {stamp}".encode()).hexdigest()[:20]


def guids_among(db: Connection, guids: Sequence[str]) -> set[str]:
    """Those of these names that a note has, or had."""
    rows = db.execute("SELECT guid FROM notes WHERE guid IN (SELECT value FROM json_each(:guids))", {"guids": json.dumps(guids)})
    return {row["guid"] for row in rows}


def sides_of(card: Card, note: Note) -> tuple[str, str]:
    """The HTML that asks and the HTML that answers."""
    if card.front_html is not None:
        return card.front_html, card.back_html or ""
    return (note.back_html, note.front_html) if card.slot == REVERSED else (note.front_html, note.back_html)


def contexts(db: Connection, ids: Iterable[int]) -> dict[int, str]:
    """By note, where it says that it comes from."""
    question = "SELECT id, context FROM notes WHERE id IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL"
    return {row[0]: row[1] for row in db.execute(question, (json.dumps(list(ids)),))}


def drilled_notes(db: Connection) -> set[int]:
    """The notes with a card that is drilled."""
    return {row["note_id"] for row in db.execute("SELECT note_id FROM cards WHERE deleted_at IS NULL AND is_drilled")}


def parked_notes(db: Connection) -> set[int]:
    """The notes that stand in no guide any more."""
    return {row["id"] for row in db.execute("SELECT id FROM notes WHERE gone_at IS NOT NULL AND deleted_at IS NULL")}


def insert_notes(db: Connection, rows: Sequence[dict[str, object]], stamp: str) -> Change:
    """rows: as `note_columns` gives them, with id, guid, deck_id and the two HTML sides."""
    db.executemany(
        """INSERT INTO notes (id, guid, deck_id, form, kind, front, back, front_html, back_html, context, level, as_of,
            tags, principles, sections, created_at)
        VALUES (:id, :guid, :deck_id, :form, :kind, :front, :back, :front_html, :back_html, :context, :level, :as_of,
            :tags, :principles, :sections, :created_at)""",
        [{**row, "created_at": stamp} for row in rows],
    )
    ids = [int(str(row["id"])) for row in rows]
    index_new(db, rows)
    return inserted("notes", ids, stamp)


def remove_notes(db: Connection, note_ids: Sequence[int], stamp: str) -> list[Change | None]:
    """Mark living notes as deleted, with their cards and places. The guides they stand in will not bring them back unasked."""
    declined, named = decline_notes(db, note_ids, stamp), {"notes": json.dumps(note_ids)}
    theirs = "deleted_at IS NULL AND note_id IN (SELECT value FROM json_each(:notes))"
    going = {
        table: [row["id"] for row in db.execute(f"SELECT id FROM {table} WHERE {theirs}", named)]
        for table in ("sources", "cards")
    }
    return [*declined, *delete_rows(db, {**going, "notes": note_ids}, stamp)]


def note_columns(draft: NoteDraft, context: str) -> dict[str, object]:
    """What a guide says of a note, as it is stored."""
    return {
        "form": draft.form.value,
        "kind": draft.kind.value,
        "front": draft.front,
        "back": draft.back,
        "context": context,
        "level": draft.level,
        "as_of": draft.as_of,
        "tags": _packed(draft.tags),
        "principles": _packed(draft.principles),
        "sections": _packed(draft.sections),
    }


def _packed(values: Sequence[object]) -> str:
    """A list as JSON; most are empty."""
    return json.dumps(values, ensure_ascii=False) if values else "[]"


def set_marked(db: Connection, note_id: int, is_marked: bool) -> Change | None:
    return update(db, "notes", note_id, is_marked=int(is_marked))


def set_context(db: Connection, note_id: int, context: str) -> Change | None:
    return update(db, "notes", note_id, context=context)


def set_deck(db: Connection, note_id: int, deck_id: int) -> Change | None:
    return update(db, "notes", note_id, deck_id=deck_id)


def set_gone(db: Connection, note_id: int, gone_at: str | None) -> Change | None:
    """Since when it stands in no guide any more; None for one that stands in one."""
    return update(db, "notes", note_id, gone_at=gone_at)


def set_tags(db: Connection, note_id: int, tags: Iterable[str]) -> Change | None:
    """Tags of a note are a sorted set."""
    return update(db, "notes", note_id, tags=json.dumps(sorted(set(tags)), ensure_ascii=False))


def add_tag(db: Connection, note_id: int, tag: str) -> Change | None:
    """One more."""
    tags = json.loads(db.execute("SELECT tags FROM notes WHERE id = ?", (note_id,)).fetchone()["tags"])
    return set_tags(db, note_id, [*tags, tag])


def _note(row: sqlite3.Row) -> Note:
    return Note(
        id=row["id"],
        guid=row["guid"],
        deck_id=row["deck_id"],
        form=Form(row["form"]),
        kind=Kind(row["kind"]),
        front=row["front"],
        back=row["back"],
        front_html=row["front_html"],
        back_html=row["back_html"],
        context=row["context"],
        level=row["level"],
        as_of=row["as_of"],
        tags=tuple(json.loads(row["tags"])),
        principles=tuple(json.loads(row["principles"])),
        sections=tuple((label, text) for label, text in json.loads(row["sections"])),
        is_marked=bool(row["is_marked"]),
        is_gone=row["gone_at"] is not None,
    )
