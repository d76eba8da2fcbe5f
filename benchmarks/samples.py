"""The same collection twice: N cards over ten decks, nine in ten of them reviewed before and due by now, no limits in the way."""

from __future__ import annotations

import json
import random
import sqlite3
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from anki.collection import Collection

from flashcards.core.models import Kind, NoteDraft
from flashcards.core.moment import Moment
from flashcards.core.settings import Settings
from flashcards.rendering import render
from flashcards.storage.cards import insert_cards
from flashcards.storage.database import close, write
from flashcards.storage.decks import ensure_deck, set_options
from flashcards.storage.migrations import open_database
from flashcards.storage.notes import insert_notes, note_columns
from flashcards.storage.settings import save_settings

DECKS = 10
LIMIT = 9999
INTERVAL_DAYS = 30
BACK = (
    "- **Standard**: at least once, in any order\n- **FIFO**: exactly once, in order\n\nVisibility timeout: 30 s, at most 12 h."
)


def make_ours(data: Path, cards: int) -> None:
    """The collection as our server keeps it."""
    moment = Moment(datetime.now(UTC), UTC)
    db = open_database(data / "flashcards.db", moment.at)
    with write(db):
        save_settings(db, Settings(time_zone="UTC", new_per_day=LIMIT, reviews_per_day=LIMIT))
        decks = [ensure_deck(db, f"Bench::Deck {number}", moment.stamp)[0] for number in range(DECKS)]
        top, _ = ensure_deck(db, "Bench", moment.stamp)
        set_options(db, top, {"new_per_day": LIMIT, "reviews_per_day": LIMIT})
        html = render(BACK)
        notes = [
            note_columns(NoteDraft(Kind.FACT, f"Question {number}?", BACK, ("Messaging",), 1, 1), "AWS › Messaging")
            | {"id": number, "guid": f"bench{number}", "deck_id": decks[number % DECKS]}
            | {"front_html": f"<p>Question {number}?</p>", "back_html": html}
            for number in range(1, cards + 1)
        ]
        insert_notes(db, notes, moment.stamp)
        rows = [
            {"id": row["id"], "note_id": row["id"], "deck_id": row["deck_id"], "slot": "", "position": row["id"], "is_drilled": 0}
            for row in notes
        ]
        insert_cards(db, rows, moment.stamp)
        due = random.Random(7)
        db.executemany(
            """UPDATE cards SET state = 'review', stability = 30.0, difficulty = 5.0, reps = 5, interval_days = :interval,
            reviewed_on = :reviewed_on, due_on = :due_on WHERE id = :id""",
            [_history(number, due.randrange(INTERVAL_DAYS), moment) for number in range(1, cards + 1) if number % DECKS],
        )
    close(db)


def _history(number: int, overdue: int, moment: Moment) -> dict[str, object]:
    due_on = moment.day - timedelta(days=overdue)
    reviewed_on = due_on - timedelta(days=INTERVAL_DAYS)
    return {"id": number, "interval": INTERVAL_DAYS, "reviewed_on": reviewed_on.isoformat(), "due_on": due_on.isoformat()}


def make_anki(path: Path, cards: int) -> None:
    """The same as Anki keeps it, written straight into its tables."""
    collection = Collection(str(path))
    notetype = collection.models.by_name("Basic")
    assert notetype
    decks = [collection.decks.id(f"Bench::Deck {number}") for number in range(DECKS)]
    options = collection.decks.config_dict_for_deck_id(decks[0])  # type: ignore[arg-type]
    options["new"]["perDay"] = options["rev"]["perDay"] = LIMIT
    collection.decks.update_config(options)
    collection.set_config("fsrs", True)
    collection.decks.select(collection.decks.id("Bench"))  # type: ignore[arg-type]
    today = collection.sched.today
    collection.close()
    now, due = int(time.time()), random.Random(7)
    database = sqlite3.connect(path)
    for number in range(1, cards + 1):
        row_id = now * 1000 - cards + number
        fields = f"Question {number}?\x1f{BACK}"
        database.execute(
            "INSERT INTO notes VALUES (?, ?, ?, ?, -1, '', ?, ?, 0, 0, '')",
            (row_id, f"bench{number}", notetype["id"], now, fields, f"Question {number}?"),
        )
        is_new = number % DECKS == 0
        overdue = 0 if is_new else due.randrange(INTERVAL_DAYS)
        memory = {"s": 30.0, "d": 5.0, "dr": 0.9, "decay": 0.1542, "lrt": now - (INTERVAL_DAYS + overdue) * 86400}
        database.execute(
            "INSERT INTO cards VALUES (?, ?, ?, 0, ?, -1, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, ?)",
            (row_id, row_id, decks[number % DECKS], now)
            + ((0, 0, number, 0, 0, 0, "{}") if is_new else (2, 2, today - overdue, INTERVAL_DAYS, 500, 5, json.dumps(memory))),
        )
    database.commit()
    database.close()
