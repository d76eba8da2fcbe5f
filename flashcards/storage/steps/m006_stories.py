"""Stories of the learner's own, the principles they show, and what was told: takes, mocks and retrievals."""

from __future__ import annotations

import sqlite3

from flashcards.core.principles import AMAZON

STATEMENTS = (
    # Notes and stories name principles by their name; renaming one renames them there.
    """CREATE TABLE principles (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL COLLATE NOCASE,
        meaning TEXT NOT NULL,
        l6 TEXT NOT NULL,
        l7 TEXT NOT NULL,
        position INTEGER NOT NULL,
        deleted_at TEXT
    ) STRICT""",
    "CREATE UNIQUE INDEX principles_name ON principles (name) WHERE deleted_at IS NULL",
    # What a story has beyond its note (kind story), whose id it shares: the note holds title, sections, level, principles and
    # tags. A note of kind story without such a row was found in a guide: an example. slot of its cards: p and the principle's id.
    """CREATE TABLE stories (
        id INTEGER PRIMARY KEY REFERENCES notes (id),
        number TEXT NOT NULL,
        learned TEXT NOT NULL,
        scope TEXT NOT NULL,
        year INTEGER,
        strength INTEGER NOT NULL CHECK (strength BETWEEN 1 AND 5),
        follow_ups TEXT NOT NULL DEFAULT '[]',
        outline TEXT,
        is_shared INTEGER NOT NULL DEFAULT 0 CHECK (is_shared IN (0, 1))
    ) STRICT""",
    # A question that was put to the learner, so that none comes again while another was not asked.
    """CREATE TABLE askings (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        note_id INTEGER NOT NULL REFERENCES notes (id),
        asked_at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX askings_note ON askings (note_id)",
    # A round of interviews. plan: its rounds, each with minutes and questions. finished_at: null while it goes on.
    """CREATE TABLE mocks (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        plan TEXT NOT NULL,
        began_at TEXT NOT NULL,
        study_day TEXT NOT NULL,
        finished_at TEXT,
        deleted_at TEXT
    ) STRICT""",
    # One telling. take_id: made where it is told; it names the recording beside the database. section: the one being told, 4
    # when all are. sections: of each, ms and typed text. clock_at: when the running section went on; null while it rests.
    # pauses: of the recording, [start_ms, ms]; null where none was measured. sound: the ending of the recording's file.
    """CREATE TABLE takes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        take_id TEXT NOT NULL UNIQUE,
        question_id INTEGER REFERENCES notes (id),
        question TEXT NOT NULL,
        principle TEXT,
        story_id INTEGER REFERENCES stories (id),
        card_id INTEGER REFERENCES cards (id),
        mock_id INTEGER REFERENCES mocks (id),
        mock_place INTEGER,
        preset TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('choosing', 'telling', 'asking', 'scoring', 'scored', 'left')),
        section INTEGER NOT NULL DEFAULT 0 CHECK (section BETWEEN 0 AND 4),
        sections TEXT NOT NULL DEFAULT '[]',
        clock_at TEXT,
        follow_ups TEXT NOT NULL DEFAULT '[]',
        pauses TEXT,
        sound TEXT,
        sound_bytes INTEGER,
        scores TEXT,
        log_id INTEGER REFERENCES review_log (id),
        began_at TEXT NOT NULL,
        told_at TEXT,
        study_day TEXT NOT NULL,
        deleted_at TEXT,
        CHECK ((mock_id IS NULL) = (mock_place IS NULL)),
        CHECK (state <> 'telling' OR section < 4),
        CHECK (state NOT IN ('asking', 'scoring', 'scored') OR section = 4),
        CHECK (state <> 'asking' OR follow_ups <> '[]'),
        CHECK ((state = 'scored') = (scores IS NOT NULL))
    ) STRICT""",
    "CREATE INDEX takes_story ON takes (story_id)",
    "CREATE INDEX takes_card ON takes (card_id, told_at)",
    "CREATE INDEX takes_day ON takes (study_day)",
    "CREATE INDEX takes_mock ON takes (mock_id) WHERE mock_id IS NOT NULL",
    "CREATE INDEX takes_open ON takes (id) WHERE state NOT IN ('scored', 'left')",
    # Choosing a story for a question in seconds. story_id: null when none was chosen. card_id: the pair it is about.
    """CREATE TABLE retrievals (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        run_id TEXT NOT NULL,
        place INTEGER NOT NULL,
        question_id INTEGER NOT NULL REFERENCES notes (id),
        principle TEXT NOT NULL,
        story_id INTEGER REFERENCES stories (id),
        card_id INTEGER REFERENCES cards (id),
        seconds INTEGER,
        latency_ms INTEGER,
        verdict TEXT NOT NULL CHECK (verdict IN ('strong', 'hesitant', 'stuck', 'wrong')),
        chosen_at TEXT NOT NULL,
        study_day TEXT NOT NULL,
        UNIQUE (run_id, place)
    ) STRICT""",
    "CREATE INDEX retrievals_card ON retrievals (card_id)",
)


def apply(db: sqlite3.Connection) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
    db.executemany(
        "INSERT INTO principles (name, meaning, l6, l7, position) VALUES (?, ?, ?, ?, ?)",
        [(one.name, one.meaning, one.l6, one.l7, position) for position, one in enumerate(AMAZON)],
    )
