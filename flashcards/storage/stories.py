"""The learner's own stories: notes of kind story that have a row of their own beside that of the note.

Whether a story is there, its note says: the row of its own is neither deleted nor marked.
"""

from __future__ import annotations

import json
import sqlite3
from typing import NamedTuple

from flashcards.core.errors import NotFound
from flashcards.core.models import LARGEST_ID, Card
from flashcards.core.stories.story import FollowUp, Section, Story, StoryDraft
from flashcards.storage.cards import cards_among
from flashcards.storage.database import Connection, readable
from flashcards.storage.journal import Change, update
from flashcards.storage.notes import LEECH_TAG, Note, note

# CROSS JOIN keeps the order: the stories are few, and SQLite would begin with all notes there are.
_STORIES = """SELECT notes.id, guid, front, level, principles, tags, sections, number, learned, scope, year, strength,
        follow_ups, outline, is_shared
    FROM stories CROSS JOIN notes ON notes.id = stories.id WHERE deleted_at IS NULL"""
_EXAMPLE = "kind = 'story' AND deleted_at IS NULL AND gone_at IS NULL AND id NOT IN (SELECT id FROM stories)"


class Example(NamedTuple):
    """A story of a guide, as it is listed."""

    id: int
    front: str
    principles: tuple[str, ...]


def stories(db: Connection) -> list[Story]:
    """All there are, in the order in which they were made."""
    return [_story(row) for row in db.execute(f"{_STORIES} ORDER BY notes.id")]


def story(db: Connection, story_id: int) -> Story:
    """Raises NotFound, also for an id SQLite could not hold."""
    found = find_story(db, story_id)
    if found is None:
        raise NotFound("There is no such story. It may have been deleted, or the import that made it undone.")
    return found


def find_story(db: Connection, story_id: int | None) -> Story | None:
    """None also where it was deleted: takes go on pointing to it."""
    if story_id is None or not 0 < story_id <= LARGEST_ID:
        return None
    row = db.execute(f"{_STORIES} AND notes.id = ?", (story_id,)).fetchone()
    return _story(row) if row else None


def is_story(db: Connection, note_id: int) -> bool:
    """Whether a note is a story of the learner's own."""
    return db.execute("SELECT 1 FROM stories WHERE id = ?", (note_id,)).fetchone() is not None


def cards_of_stories(db: Connection) -> list[Card]:
    """One for each principle that a story of the learner's own shows."""
    rows = db.execute("SELECT cards.id FROM stories CROSS JOIN cards ON note_id = stories.id WHERE deleted_at IS NULL")
    return cards_among(db, [row["id"] for row in rows])


def insert_story(db: Connection, story_id: int, draft: StoryDraft) -> None:
    """What a story has beyond its note, which is there already: to take that back takes this back."""
    db.execute(
        """INSERT INTO stories (id, number, learned, scope, year, strength, follow_ups, outline, is_shared)
        VALUES (:id, :number, :learned, :scope, :year, :strength, :follow_ups, :outline, :is_shared)""",
        _columns(draft) | {"id": story_id},
    )


def update_story(db: Connection, story_id: int, draft: StoryDraft) -> Change | None:
    """The same of one that was edited."""
    return update(db, "stories", story_id, **_columns(draft))


def examples(db: Connection) -> list[Example]:
    """Stories that are not the learner's own, as guides tell them now."""
    rows = db.execute(f"SELECT id, front, principles FROM notes WHERE {_EXAMPLE} ORDER BY id")
    return [Example(row["id"], row["front"], tuple(json.loads(row["principles"]))) for row in rows]


def example(db: Connection, note_id: int) -> Note:
    """One of those, whole. Raises NotFound."""
    found = note(db, note_id)
    if db.execute(f"SELECT 1 FROM notes WHERE id = ? AND {_EXAMPLE}", (note_id,)).fetchone() is None:
        raise NotFound("There is no such example. Its guide may have been deleted, or have lost it.")
    return found


def private_notes(db: Connection) -> set[int]:
    """Stories that no export for others may hold: those of the learner's own that are not ticked for it.

    A story that never stood in a guide was written here, so it is the learner's own even without a row.
    """
    rows = db.execute(
        """SELECT notes.id FROM notes LEFT JOIN stories ON stories.id = notes.id WHERE kind = 'story' AND CASE
            WHEN stories.id IS NULL THEN NOT EXISTS (SELECT 1 FROM sources WHERE sources.note_id = notes.id)
            ELSE NOT is_shared END"""
    )
    return {row["id"] for row in rows}


def _columns(draft: StoryDraft) -> dict[str, object]:
    return {
        "number": draft.number,
        "learned": draft.learned,
        "scope": draft.scope,
        "year": draft.year,
        "strength": draft.strength,
        "follow_ups": json.dumps([[one.question, one.answer] for one in draft.follow_ups], ensure_ascii=False),
        "outline": draft.outline,
        "is_shared": int(draft.is_shared),
    }


def _story(row: sqlite3.Row) -> Story:
    with readable(f"story {row['id']}"):
        told = dict(json.loads(row["sections"]))
        return Story(
            id=row["id"],
            guid=row["guid"],
            title=row["front"],
            **{section.name.lower(): told.get(section.value, "") for section in Section},
            number=row["number"],
            learned=row["learned"],
            scope=row["scope"],
            year=row["year"],
            level=row["level"],
            principles=tuple(json.loads(row["principles"])),
            strength=row["strength"],
            follow_ups=tuple(FollowUp(question, answer) for question, answer in json.loads(row["follow_ups"])),
            tags=tuple(tag for tag in json.loads(row["tags"]) if tag != LEECH_TAG),
            outline=row["outline"],
            is_shared=bool(row["is_shared"]),
        )
