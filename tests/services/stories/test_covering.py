"""The coverage matrix read from the collection, in as many questions for a large bank as for a small one."""

from __future__ import annotations

from datetime import date

from flashcards.services.stories.covering import read_coverage
from flashcards.storage.database import Connection, write
from tests.build import MOMENT, TODAY
from tests.services.told import tell

PRINCIPLES = ("Ownership", "Dive Deep", "Think Big")


def remember(db: Connection, slot: str, story_id: int) -> None:
    """As if a story had been told for a principle ten days ago."""
    with write(db):
        db.execute(
            """UPDATE cards SET state = 'review', stability = 10, difficulty = 5, reviewed_on = '2026-10-31', reps = 1,
                interval_days = 10, due_on = '2026-11-10' WHERE slot = :slot AND note_id = :story""",
            {"slot": slot, "story": story_id},
        )


def questions(db: Connection) -> int:
    """How many it takes."""
    asked: list[str] = []
    db.set_trace_callback(asked.append)
    read_coverage(db, MOMENT)
    db.set_trace_callback(None)
    return len(asked)


def test_each_pair_has_its_own_standing(db: Connection) -> None:
    story_id = tell(db, "The ledger", "Ownership", "Dive Deep", strength=4)
    remember(db, "p12", story_id)
    rows = {row.principle.name: row for row in read_coverage(db, MOMENT).rows}
    known, fresh = rows["Dive Deep"].cells[story_id].standing, rows["Ownership"].cells[story_id].standing
    assert known is not None
    assert fresh is not None
    assert (known.last_told, known.due_on, round(known.recall or 0, 2)) == (date(2026, 10, 31), TODAY, 0.9)
    assert (fresh.last_told, fresh.due_on, fresh.recall) == (None, None, None)
    assert fresh.card_id != known.card_id


def test_only_stories_that_are_there_and_principles_they_still_show_count(db: Connection) -> None:
    tell(db, "The ledger", "Ownership")
    with write(db):
        db.execute("UPDATE notes SET deleted_at = '2026-11-10T09:00:00.000000+00:00'")
    matrix = read_coverage(db, MOMENT)
    assert matrix.stories == ()
    assert not any(row.cells for row in matrix.rows)


def test_a_large_bank_takes_no_more_questions_than_a_small_one(db: Connection) -> None:
    tell(db, "One", *PRINCIPLES)
    few = questions(db)
    for number in range(8):
        tell(db, f"Story {number}", *PRINCIPLES)
    assert questions(db) == few
