"""Everything the first version keeps. Instants are ISO texts in UTC, study days ISO dates, lists and maps JSON."""

from __future__ import annotations

import json
import sqlite3

from flashcards.core.models import DEFAULT_PARAMETERS

STATEMENTS = (
    # One row: counters that never go back, and what Settings keeps.
    """CREATE TABLE collection (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        changes INTEGER NOT NULL DEFAULT 0,
        options_revision INTEGER NOT NULL DEFAULT 0,
        settings TEXT NOT NULL DEFAULT '{}'
    ) STRICT""",
    "INSERT INTO collection (id) VALUES (1)",
    """CREATE TABLE parameters (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        weights TEXT NOT NULL
    ) STRICT""",
    # "options" holds what differs from the parent deck.
    """CREATE TABLE decks (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL COLLATE NOCASE,
        options TEXT NOT NULL DEFAULT '{}',
        deleted_at TEXT
    ) STRICT""",
    "CREATE UNIQUE INDEX decks_name ON decks (name) WHERE deleted_at IS NULL",
    """CREATE TABLE guides (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        path TEXT NOT NULL,
        title TEXT NOT NULL,
        deck_id INTEGER NOT NULL REFERENCES decks (id),
        text TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        front_matter TEXT NOT NULL DEFAULT '{}',
        bundled_as TEXT,
        imported_at TEXT NOT NULL,
        deleted_at TEXT
    ) STRICT""",
    "CREATE INDEX guides_path ON guides (path)",
    """CREATE TABLE notes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        guid TEXT NOT NULL UNIQUE,
        deck_id INTEGER NOT NULL REFERENCES decks (id),
        kind TEXT NOT NULL,
        front TEXT NOT NULL,
        back TEXT NOT NULL,
        front_html TEXT NOT NULL,
        back_html TEXT NOT NULL,
        context TEXT NOT NULL,
        level TEXT,
        as_of TEXT,
        tags TEXT NOT NULL DEFAULT '[]',
        principles TEXT NOT NULL DEFAULT '[]',
        sections TEXT NOT NULL DEFAULT '[]',
        is_marked INTEGER NOT NULL DEFAULT 0 CHECK (is_marked IN (0, 1)),
        created_at TEXT NOT NULL,
        gone_at TEXT,
        deleted_at TEXT,
        UNIQUE (id, deck_id)
    ) STRICT""",
    # Where a note was found; a note stands in as many places as guides repeat it. content_key: of the text as the guide
    # gives it, so that a note edited here is still known when its guide comes again.
    """CREATE TABLE sources (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        note_id INTEGER NOT NULL REFERENCES notes (id),
        guide_id INTEGER NOT NULL REFERENCES guides (id),
        heading TEXT NOT NULL,
        line INTEGER NOT NULL,
        end_line INTEGER NOT NULL,
        explicit_id TEXT,
        content_key TEXT NOT NULL,
        gone_at TEXT,
        deleted_at TEXT
    ) STRICT""",
    "CREATE INDEX sources_note ON sources (note_id)",
    "CREATE INDEX sources_guide ON sources (guide_id)",
    "CREATE INDEX sources_content ON sources (content_key)",
    # What the learner unticked in a preview: it stays unticked when the guide comes again.
    """CREATE TABLE declined (
        guide_id INTEGER NOT NULL REFERENCES guides (id),
        content_key TEXT NOT NULL,
        PRIMARY KEY (guide_id, content_key)
    ) STRICT, WITHOUT ROWID""",
    # The pair (note, deck) is a foreign key: a card can never be in another deck than its note.
    """CREATE TABLE cards (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        note_id INTEGER NOT NULL,
        deck_id INTEGER NOT NULL,
        slot TEXT NOT NULL DEFAULT '',
        position INTEGER NOT NULL,
        is_drilled INTEGER NOT NULL DEFAULT 0 CHECK (is_drilled IN (0, 1)),
        state TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'learning', 'review', 'relearning')),
        stability REAL,
        difficulty REAL,
        reviewed_on TEXT,
        reps INTEGER NOT NULL DEFAULT 0,
        lapses INTEGER NOT NULL DEFAULT 0,
        step INTEGER,
        due_at TEXT,
        interval_days INTEGER,
        due_on TEXT,
        flag INTEGER NOT NULL DEFAULT 0 CHECK (flag BETWEEN 0 AND 7),
        suspended TEXT CHECK (suspended IN ('user', 'gone', 'leech')),
        buried_on TEXT,
        changes INTEGER NOT NULL DEFAULT 0,
        deleted_at TEXT,
        UNIQUE (note_id, slot),
        FOREIGN KEY (note_id, deck_id) REFERENCES notes (id, deck_id) ON UPDATE CASCADE
    ) STRICT""",
    """CREATE INDEX cards_due ON cards (due_on, deck_id)
        WHERE state = 'review' AND deleted_at IS NULL AND suspended IS NULL AND is_drilled = 0""",
    """CREATE INDEX cards_new ON cards (position, deck_id)
        WHERE state = 'new' AND deleted_at IS NULL AND suspended IS NULL AND is_drilled = 0""",
    """CREATE INDEX cards_learning ON cards (due_at)
        WHERE state IN ('learning', 'relearning') AND deleted_at IS NULL AND suspended IS NULL AND is_drilled = 0""",
    # What happened, in order. "before" and "after" are the card's memory as JSON, null for a new card.
    # turn: why the card was asked, which says what limit of the day it used up. reverses_id: the rating an undo or redo names.
    """CREATE TABLE review_log (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        review_id TEXT UNIQUE,
        card_id INTEGER NOT NULL REFERENCES cards (id),
        deck_id INTEGER NOT NULL REFERENCES decks (id),
        kind TEXT NOT NULL CHECK (kind IN ('rating', 'undo', 'redo')),
        reverses_id INTEGER REFERENCES review_log (id),
        rating INTEGER CHECK (rating BETWEEN 1 AND 4),
        reviewed_at TEXT NOT NULL,
        study_day TEXT NOT NULL,
        time_zone TEXT NOT NULL,
        took_ms INTEGER,
        turn TEXT CHECK (turn IN ('learning', 'interday', 'review', 'new')),
        before TEXT,
        after TEXT,
        step_seconds INTEGER,
        interval_days INTEGER,
        desired_retention REAL,
        parameters_id INTEGER REFERENCES parameters (id),
        CHECK ((kind = 'rating') = (rating IS NOT NULL AND review_id IS NOT NULL AND parameters_id IS NOT NULL)),
        CHECK ((kind = 'rating') = (reverses_id IS NULL))
    ) STRICT""",
    "CREATE INDEX review_log_card ON review_log (card_id)",
    "CREATE INDEX review_log_day ON review_log (study_day)",
    "CREATE INDEX review_log_reverses ON review_log (reverses_id) WHERE reverses_id IS NOT NULL",
    """CREATE TRIGGER review_log_keeps_rows BEFORE UPDATE ON review_log
        BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END""",
    """CREATE TRIGGER review_log_loses_no_row BEFORE DELETE ON review_log
        BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END""",
    # INSERT OR REPLACE deletes without firing the trigger above.
    """CREATE TRIGGER review_log_replaces_no_row BEFORE INSERT ON review_log
        WHEN EXISTS (SELECT 1 FROM review_log WHERE id = NEW.id OR review_id = NEW.review_id)
        BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END""",
    # What can be undone: for each changed row its columns before and after. log_id: the rating, if it was one.
    """CREATE TABLE journal (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        label TEXT NOT NULL,
        made_at TEXT NOT NULL,
        card_id INTEGER REFERENCES cards (id),
        log_id INTEGER REFERENCES review_log (id),
        is_undone INTEGER NOT NULL DEFAULT 0 CHECK (is_undone IN (0, 1)),
        changes TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE media (
        name TEXT PRIMARY KEY,
        content BLOB NOT NULL
    ) STRICT, WITHOUT ROWID""",
    # An import that is being looked through.
    """CREATE TABLE imports (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        made_at TEXT NOT NULL,
        left_out TEXT NOT NULL,
        applied_at TEXT,
        applied TEXT NOT NULL DEFAULT '{}'
    ) STRICT""",
    """CREATE TABLE staged_guides (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
        guide_id INTEGER REFERENCES guides (id),
        resembles_id INTEGER REFERENCES guides (id),
        path TEXT NOT NULL,
        title TEXT NOT NULL,
        deck TEXT NOT NULL,
        text TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        front_matter TEXT NOT NULL,
        bundled_as TEXT,
        images TEXT NOT NULL,
        repairs TEXT NOT NULL,
        skips TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX staged_guides_import ON staged_guides (import_id)",
    """CREATE TABLE staged_notes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        staged_guide_id INTEGER NOT NULL REFERENCES staged_guides (id) ON DELETE CASCADE,
        status TEXT NOT NULL CHECK (status IN ('added', 'changed', 'moved', 'same', 'ask', 'gone')),
        note_id INTEGER REFERENCES notes (id),
        is_ticked INTEGER NOT NULL DEFAULT 1 CHECK (is_ticked IN (0, 1)),
        front_html TEXT NOT NULL,
        back_html TEXT NOT NULL,
        draft TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX staged_notes_guide ON staged_notes (staged_guide_id)",
)


def apply(db: sqlite3.Connection) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
    db.execute("INSERT INTO parameters (weights) VALUES (?)", (json.dumps(DEFAULT_PARAMETERS),))
