"""What tests are made of: one moment, small collections, guides as text, and a collection's whole state as a value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import count
from typing import Any

from flashcards.core.models import Form, Kind, Memory, NoteDraft, Rating
from flashcards.core.moment import Moment
from flashcards.services.carding import card_rows
from flashcards.services.imports.gathering import gather_uploads
from flashcards.services.imports.importing import Applied, apply_import
from flashcards.services.imports.planning import plan_import
from flashcards.services.imports.preparing import stage_import
from flashcards.services.queueing import Kept, today
from flashcards.services.reviewing import Question, Rated, ask, rate_card
from flashcards.storage.cards import Side, insert_cards, memory_columns, next_id, next_position
from flashcards.storage.database import Connection, write
from flashcards.storage.decks import ensure_deck, set_options
from flashcards.storage.notes import insert_notes, note_columns

NOW = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
"""A Tuesday morning."""
TODAY = NOW.date()
MOMENT = Moment(NOW, UTC)

PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)
GIF = b"GIF89a" + bytes(8)

LOGICAL = {
    "decks": "name, options, deleted_at IS NULL AS lives",
    "notes": "id, deck_id, form, kind, front, back, front_html, back_html, context, level, as_of, tags, principles, sections,"
    " is_marked, gone_at IS NULL AS stands, deleted_at IS NULL AS lives",
    "cards": "id, note_id, deck_id, slot, position, is_drilled, state, stability, difficulty, reviewed_on, reps, lapses, step,"
    " due_at, interval_days, due_on, flag, suspended, buried_on, front_html, back_html, deleted_at IS NULL AS lives",
    "guides": "id, path, title, deck_id, text, sha256, front_matter, bundled_as, deleted_at IS NULL AS lives",
    "sources": "id, note_id, guide_id, heading, line, end_line, explicit_id, content_key, gone_at IS NULL AS stands,"
    " deleted_at IS NULL AS lives",
    "declined": "id, guide_id, content_key, deleted_at IS NULL AS lives",
    "stories": "id, number, learned, scope, year, strength, follow_ups, outline, is_shared,"
    " (SELECT deleted_at IS NULL FROM notes WHERE notes.id = stories.id) AS lives",
}
"""What a learner would call the collection: all but counters and instants of marks."""

_review_ids = (f"review-{number}" for number in count(1))


def later(days: float = 0, *, hours: float = 0, minutes: float = 0, zone: tzinfo = UTC) -> Moment:
    """So long after NOW."""
    return Moment(NOW + timedelta(days=days, hours=hours, minutes=minutes), zone)


def add_deck(db: Connection, name: str = "Deck", **options: object) -> int:
    """The deck of that name, with those above it; options are its own."""
    with write(db):
        deck_id, _ = ensure_deck(db, name, MOMENT.stamp)
        if options:
            set_options(db, deck_id, options)
    return deck_id


def add_note(db: Connection, deck_id: int, cards: int = 1, **columns: Any) -> list[int]:
    """A note with so many cards (a cloze, if they are several), new ones unless columns say otherwise; returns their ids."""
    with write(db):
        note_id, card_id, position = next_id(db, "notes"), next_id(db, "cards"), next_position(db)
        form = Form.CLOZE if cards > 1 else Form.BASIC
        draft = NoteDraft(Kind.FACT, f"front {note_id}", f"back {note_id}", (), 1, 1, form=form)
        row = note_columns(draft, "context") | {"id": note_id, "guid": f"guid {note_id}", "deck_id": deck_id}
        insert_notes(db, [row | {"front_html": draft.front, "back_html": draft.back}], MOMENT.stamp)
        ids = list(range(card_id, card_id + cards))
        sides = [Side(f"c{number}", draft.front, draft.back) for number in range(1, cards + 1)] if cards > 1 else [Side("")]
        rows = card_rows(card_id, note_id, deck_id, position, sides, is_drilled=False)
        insert_cards(db, rows, MOMENT.stamp)
        if columns:
            assignments = ", ".join(f"{name} = :{name}" for name in columns)
            db.execute(f"UPDATE cards SET {assignments} WHERE note_id = :note_id", {**columns, "note_id": note_id})
    return ids


def add_cards(db: Connection, deck_id: int, number: int, **columns: Any) -> list[int]:
    """So many notes with a card each; returns the ids of the cards."""
    return [card_id for _ in range(number) for card_id in add_note(db, deck_id, **columns)]


def columns_of(memory: Memory | None) -> dict[str, Any]:
    """For `add_cards`: cards that remember this (their log does not know why)."""
    return memory_columns(memory)


def question(db: Connection, card_id: int, at: Moment = MOMENT) -> Question:
    """A card as the review page would show it."""
    return ask(db, today(db, at), card_id, at)


def rate(
    db: Connection, card_id: int, rating: Rating = Rating.GOOD, at: Moment = MOMENT, *, took_ms: int | None = 4000,
    kept: Kept | None = None,
) -> Rated:  # fmt: skip
    """Show a card and answer it at once."""
    return rate_card(db, card_id, rating, question(db, card_id, at).version, next(_review_ids), took_ms, at, kept)


def guide(*lines: str, deck: str = "Deck", title: str = "Guide") -> bytes:
    """A guide of ready cards, each written "front :: back", with " ^id" where it has one."""
    return "\n\n".join([f"---\ndeck: {deck}\n---", f"# {title}", *lines, ""]).encode()


def stage(db: Connection, files: Mapping[str, bytes], at: Moment = MOMENT) -> int:
    """Upload files; returns the id of the preview."""
    return stage_import(db, plan_import(db, gather_uploads(files.items())), at)


def import_files(db: Connection, files: Mapping[str, bytes], at: Moment = MOMENT) -> Applied:
    """Upload files and take them as the preview shows them."""
    applied = apply_import(db, stage(db, files, at), at)
    assert applied is not None
    return applied


def import_guide(db: Connection, *lines: str, path: str = "guide.md", at: Moment = MOMENT, **words: str) -> Applied:
    """Upload one guide of ready cards and take it."""
    return import_files(db, {path: guide(*lines, **words)}, at)


def state(db: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """The collection as a value. Equal states look the same to a learner."""
    return {
        table: [tuple(row) for row in db.execute(f"SELECT {columns} FROM {table} ORDER BY id")]
        for table, columns in LOGICAL.items()
    }


def live(db: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """The state without what was taken back: undone rows stay, marked."""
    return {
        table: [tuple(row) for row in db.execute(f"SELECT {columns} FROM {table} WHERE lives ORDER BY id")]
        for table, columns in LOGICAL.items()
    }


def log(db: Connection) -> list[tuple[Any, ...]]:
    """The review log, whole."""
    return [tuple(row) for row in db.execute("SELECT * FROM review_log ORDER BY id")]


def journal(db: Connection) -> list[tuple[Any, ...]]:
    """What can be undone and redone, whole."""
    return [tuple(row) for row in db.execute("SELECT * FROM journal ORDER BY id")]


def one(db: Connection, query: str, *values: object) -> Any:
    """The single value a question gives."""
    return db.execute(query, values).fetchone()[0]


def card_count(db: Connection) -> int:
    """Cards that were not taken back."""
    return int(one(db, "SELECT COUNT(*) FROM cards WHERE deleted_at IS NULL"))
