"""Stories of the learner's own, the principles they show, and what was told: takes, mocks and retrievals."""

from __future__ import annotations

import sqlite3

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

PRINCIPLES = (
    (
        "Customer Obsession",
        "Start from what the customer needs and work back to what you build.",
        "You changed a team's plan because of what you learnt from customers at first hand.",
        "You gave several teams a way to hear customers that still steers them.",
    ),
    (
        "Ownership",
        "Act for the whole company and the long run; it is never somebody else's job.",
        "You took on a problem outside your remit and stayed until it could not come back.",
        "You carried the outcome of an area, its gaps between teams included, over a year or more.",
    ),
    (
        "Invent and Simplify",
        "Find the new way, from wherever it comes, and take away what is not needed.",
        "You removed a step, a system or a rule, and the numbers got better.",
        "You brought in an approach that other organisations took up.",
    ),
    (
        "Are Right, A Lot",
        "Judge well, look for what would prove you wrong, and change your mind on evidence.",
        "You made a call on incomplete data, tested it, and say what you would have reversed it for.",
        "You made bets across teams whose outcome you could only see much later.",
    ),
    (
        "Learn and Be Curious",
        "Keep learning, and go and look at what you do not know yet.",
        "You learnt a field your team needed and used it within weeks.",
        "You made learning part of how several teams work.",
    ),
    (
        "Hire and Develop the Best",
        "Raise the bar with every hire, and make the people you have better.",
        "You grew someone by a level and turned down a hire that would have lowered the bar.",
        "You grew managers, and left a bench that could take over from you.",
    ),
    (
        "Insist on the Highest Standards",
        "Hold a bar that others find too high, and let no defect travel on.",
        "You stopped or sent back work that was good enough for others, and say what it cost.",
        "You set a standard that teams you do not manage now hold.",
    ),
    (
        "Think Big",
        "Set out a direction bold enough that people want to follow it.",
        "You proposed something far beyond the roadmap and got it started.",
        "You set a direction of several years that moved budget and people.",
    ),
    (
        "Bias for Action",
        "Speed matters; most decisions can be undone, so take the risk with open eyes.",
        "You decided without waiting, because waiting cost more than being wrong.",
        "You made an organisation faster at deciding, without more mistakes that hurt.",
    ),
    (
        "Frugality",
        "Do more with less; a limit makes you inventive.",
        "You reached the goal with fewer people or less spend than planned, and name both figures.",
        "You changed the cost of a whole platform or organisation for good.",
    ),
    (
        "Earn Trust",
        "Listen, speak plainly, and name your own mistakes before others do.",
        "You mended a broken working relation, or said in public what you had got wrong.",
        "You won over leaders whose goals were against yours.",
    ),
    (
        "Dive Deep",
        "Stay close to the detail, and check when the story and the figures differ.",
        "You found the cause yourself, in the data, after others had settled for an explanation.",
        "You found what a whole area's figures were hiding, and built the check that shows it.",
    ),
    (
        "Have Backbone; Disagree and Commit",
        "Say that you disagree, with reasons; once it is decided, make it succeed.",
        "You told someone senior they were wrong, with evidence, and carried out the decision fully.",
        "You disputed a direction above you, and later led what you had argued against.",
    ),
    (
        "Deliver Results",
        "Get the things that matter done, with quality and on time, in spite of setbacks.",
        "You met a hard goal after something broke, and say what you cut to get there.",
        "You delivered across teams through managers, and set the result beside the goal.",
    ),
    (
        "Strive to be Earth's Best Employer",
        "Make the workplace safer, fairer and better, and lead with empathy.",
        "You noticed how your people were doing and changed the work, not just the mood.",
        "You changed a policy or a practice for people far beyond your own teams.",
    ),
    (
        "Success and Scale Bring Broad Responsibility",
        "At this size, side effects count: leave things better for those outside the room.",
        "You found whom a launch could harm, and changed it before it did.",
        "You gave up something of value, or changed a platform, for the sake of those it touched.",
    ),
)
"""Amazon's, in the company's order: name, its meaning in a line of ours, and what is asked to be shown at L6 and at L7."""


def apply(db: sqlite3.Connection) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
    db.executemany(
        "INSERT INTO principles (name, meaning, l6, l7, position) VALUES (?, ?, ?, ?, ?)",
        [(*row, position) for position, row in enumerate(PRINCIPLES)],
    )
