"""What is staged: counted, and taken away with its import."""

from __future__ import annotations

from flashcards.storage import staging
from flashcards.storage.database import Connection
from flashcards.storage.staging import Tally
from tests import build
from tests.build import MOMENT


def test_notes_are_tallied_by_guide_and_status(db: Connection) -> None:
    build.import_guide(db, "A :: 1", "B :: 2")
    import_id = build.stage(db, {"guide.md": build.guide("A :: 1", "C :: 3", "D :: 4"), "other.md": build.guide("E :: 5")})
    first, second = (guide.id for guide in staging.guides(db, import_id))
    staging.set_tick(db, staging.notes(db, second)[0].id, False)
    found = staging.tallies(db, import_id)
    assert sum(tally.notes for tally in found if tally.staged_guide_id == first) == len(staging.notes(db, first))
    assert [tally for tally in found if tally.staged_guide_id == second] == [Tally(second, "added", 1, 0)]


def test_ending_the_reading_of_an_import_takes_only_its_own_guides(db: Connection) -> None:
    ready = build.stage(db, {"guide.md": build.guide("A :: 1")})
    reading = staging.insert_import(db, 1, None, MOMENT.stamp)
    staging.end_reading(db, reading, "failed", "The disk is full.")
    staging.end_reading(db, ready, "cancelled")
    assert staging.unfinished(db) == []
    assert staging.staged_import(db, ready).state == "ready"
    assert len(staging.guides(db, ready)) == 1
