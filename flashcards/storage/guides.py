"""Guides as they were imported, and where their notes stand in them."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from flashcards.core.errors import NotFound
from flashcards.storage.cards import next_id
from flashcards.storage.database import Connection
from flashcards.storage.journal import Change, delete_rows, inserted, update, update_all


@dataclass(frozen=True, slots=True)
class StoredGuide:
    """A guide in the collection. bundled_as: its place among the decks that come with the program, if it is one."""

    id: int
    path: str
    title: str
    deck_id: int
    sha256: str
    bundled_as: str | None


BY_HAND = "by hand "
"""Begins the content key of a place whose note somebody wrote there, from a text of which the guide itself makes none."""

_COLUMNS = "id, path, title, deck_id, sha256, bundled_as"
"""All but the text, which may be long."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a note stands in a guide; lines count from 1, both included."""

    id: int
    note_id: int
    guide_id: int
    heading: tuple[str, ...]
    line: int
    end_line: int
    explicit_id: str | None
    content_key: str
    is_gone: bool

    @property
    def is_by_hand(self) -> bool:
        """Whether imports leave it alone."""
        return self.content_key.startswith(BY_HAND)


def guides(db: Connection) -> list[StoredGuide]:
    return [_guide(row) for row in db.execute(f"SELECT {_COLUMNS} FROM guides WHERE deleted_at IS NULL ORDER BY path, id")]


def guide(db: Connection, guide_id: int) -> StoredGuide:
    """Raises NotFound."""
    row = db.execute(f"SELECT {_COLUMNS} FROM guides WHERE id = ? AND deleted_at IS NULL", (guide_id,)).fetchone()
    if row is None:
        raise NotFound("There is no such guide. It may have been deleted, or its import undone.")
    return _guide(row)


def imported_at(db: Connection) -> dict[int, datetime]:
    """By guide, when it came for the first time."""
    rows = db.execute("SELECT id, imported_at FROM guides WHERE deleted_at IS NULL")
    return {row["id"]: datetime.fromisoformat(row["imported_at"]) for row in rows}


def guide_images(db: Connection, guide_id: int) -> dict[str, str]:
    """The pictures of a guide: the source as it names them -> our name."""
    found: dict[str, str] = json.loads(db.execute("SELECT images FROM guides WHERE id = ?", (guide_id,)).fetchone()["images"])
    return found


def guide_text(db: Connection, guide_id: int) -> str:
    return str(db.execute("SELECT text FROM guides WHERE id = ?", (guide_id,)).fetchone()["text"])


def insert_guide(db: Connection, columns: dict[str, object], stamp: str) -> tuple[int, Change]:
    """columns: path, title, deck_id, text, sha256, front_matter, images, bundled_as."""
    cursor = db.execute(
        """INSERT INTO guides (path, title, deck_id, text, sha256, front_matter, images, bundled_as, imported_at)
        VALUES (:path, :title, :deck_id, :text, :sha256, :front_matter, :images, :bundled_as, :imported_at)""",
        {**columns, "imported_at": stamp},
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid, inserted("guides", [cursor.lastrowid], stamp)


def update_guide(db: Connection, known: StoredGuide, columns: Mapping[str, object]) -> Change | None:
    """columns: as `insert_guide` has them."""
    return update(db, "guides", known.id, **columns)


def remove_guides(db: Connection, guide_ids: Sequence[int], stamp: str) -> list[Change]:
    """Mark guides as deleted. Their places are gone then; notes that live on are known by them when the text comes again."""
    question = """SELECT id FROM sources
        WHERE guide_id IN (SELECT value FROM json_each(:guides)) AND deleted_at IS NULL AND gone_at IS NULL"""
    left = [row["id"] for row in db.execute(question, {"guides": json.dumps(list(guide_ids))})]
    changes = delete_rows(db, {"guides": guide_ids}, stamp)
    return [*changes, update_all(db, "sources", left, {"gone_at": None}, {"gone_at": stamp})] if left else changes


def sources_in(db: Connection, guide_id: int) -> list[Source]:
    """Where notes stand, or stood, in this guide, as its imports have it."""
    return [source for source in places_in(db, guide_id) if not source.is_by_hand]


def places_in(db: Connection, guide_id: int) -> list[Source]:
    """The same with those of notes that somebody wrote from its text."""
    return _sources(db.execute(f"{_LIVE_SOURCES} AND sources.guide_id = ? ORDER BY sources.line, sources.id", (guide_id,)))


def every_place(db: Connection) -> list[Source]:
    """Where notes stand, or stood, in any guide."""
    return _sources(db.execute(f"{_LIVE_SOURCES} ORDER BY sources.id"))


def sources_of(db: Connection, note_id: int) -> list[Source]:
    """Where this note stands; places it is gone from come last."""
    return _sources(
        db.execute(f"{_LIVE_SOURCES} AND sources.note_id = ? ORDER BY sources.gone_at IS NOT NULL, sources.id", (note_id,))
    )


def places_of(db: Connection, note_ids: Iterable[int]) -> list[Source]:
    """Where these notes stand, or stood, in any guide."""
    wanted = "AND sources.note_id IN (SELECT value FROM json_each(?)) ORDER BY sources.id"
    return _sources(db.execute(f"{_LIVE_SOURCES} {wanted}", (json.dumps(list(note_ids)),)))


def insert_sources(db: Connection, rows: Sequence[dict[str, object]], stamp: str) -> Change:
    """rows: id, note_id, guide_id, heading (JSON), line, end_line, explicit_id, content_key."""
    db.executemany(
        """INSERT INTO sources (id, note_id, guide_id, heading, line, end_line, explicit_id, content_key)
        VALUES (:id, :note_id, :guide_id, :heading, :line, :end_line, :explicit_id, :content_key)""",
        rows,
    )
    return inserted("sources", [int(str(row["id"])) for row in rows], stamp)


def place_again(db: Connection, known: Source, columns: Mapping[str, object]) -> Change | None:
    """Its note stands there now. columns: as `insert_sources` has them, but its ids."""
    return update(db, "sources", known.id, **columns, gone_at=None)


def lose_place(db: Connection, known: Source, stamp: str) -> Change | None:
    """Its note stands there no more."""
    return update(db, "sources", known.id, gone_at=stamp)


def declined(db: Connection, guide_id: int | None) -> set[str]:
    """The contents of this guide that the learner did not want as cards."""
    question = "SELECT content_key FROM declined WHERE guide_id = ? AND deleted_at IS NULL"
    return {row["content_key"] for row in db.execute(question, (guide_id,))}


def every_declined(db: Connection) -> dict[int, set[str]]:
    """The same of all guides that have such."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for guide_id, key in db.execute("SELECT guide_id, content_key FROM declined WHERE deleted_at IS NULL"):
        found[guide_id].add(key)
    return dict(found)


def decline(db: Connection, guide_id: int, content_keys: Iterable[str], stamp: str) -> list[Change | None]:
    """Remember that these contents of this guide are not wanted. What was refused before has its row, marked or not."""
    rows = db.execute("SELECT id, content_key FROM declined WHERE guide_id = ?", (guide_id,))
    known, wanted = {row["content_key"]: row["id"] for row in rows}, dict.fromkeys(content_keys)
    again = [update(db, "declined", known[key], deleted_at=None) for key in wanted if key in known]
    first = next_id(db, "declined")
    new = [(first + offset, guide_id, key) for offset, key in enumerate(key for key in wanted if key not in known)]
    db.executemany("INSERT INTO declined (id, guide_id, content_key) VALUES (?, ?, ?)", new)
    return [*again, inserted("declined", [row[0] for row in new], stamp)] if new else again


def decline_only(db: Connection, guide_id: int, content_keys: Iterable[str], stamp: str) -> list[Change | None]:
    """The same, and forget whatever else of this guide was not wanted."""
    wanted = list(content_keys)
    rows = db.execute("SELECT id, content_key FROM declined WHERE guide_id = ? AND deleted_at IS NULL", (guide_id,))
    over = [row["id"] for row in rows if row["content_key"] not in wanted]
    return [*decline(db, guide_id, wanted, stamp), *delete_rows(db, {"declined": over}, stamp)]


def decline_notes(db: Connection, note_ids: Iterable[int], stamp: str) -> list[Change | None]:
    """Remember that these notes are not wanted in any guide they stand in, or stood in."""
    rows = db.execute(
        """SELECT DISTINCT guide_id, content_key FROM sources JOIN guides ON guides.id = guide_id
        WHERE note_id IN (SELECT value FROM json_each(:notes)) AND sources.deleted_at IS NULL AND guides.deleted_at IS NULL""",
        {"notes": json.dumps(list(note_ids))},
    )
    keys: defaultdict[int, list[str]] = defaultdict(list)
    for guide_id, key in rows:
        if not key.startswith(BY_HAND):
            keys[guide_id].append(key)
    return [change for guide_id, found in keys.items() for change in decline(db, guide_id, found, stamp)]


_LIVE_SOURCES = """SELECT sources.* FROM sources JOIN notes ON notes.id = sources.note_id
    WHERE sources.deleted_at IS NULL AND notes.deleted_at IS NULL"""


@lru_cache(maxsize=4096)
def _heading(packed: str) -> tuple[str, ...]:
    """Many notes stand under one."""
    return tuple(json.loads(packed))


def _guide(row: sqlite3.Row) -> StoredGuide:
    return StoredGuide(*row)


def _sources(rows: Iterable[sqlite3.Row]) -> list[Source]:
    return [
        Source(
            id=row["id"],
            note_id=row["note_id"],
            guide_id=row["guide_id"],
            heading=_heading(row["heading"]),
            line=row["line"],
            end_line=row["end_line"],
            explicit_id=row["explicit_id"],
            content_key=row["content_key"],
            is_gone=row["gone_at"] is not None,
        )
        for row in rows
    ]
