"""What is staged, and taken away with its import."""

from __future__ import annotations

from flashcards.storage import staging
from flashcards.storage.database import Connection
from tests import build
from tests.build import MOMENT


def test_ending_the_reading_of_an_import_takes_only_its_own_guides(db: Connection) -> None:
    ready = build.stage(db, {"guide.md": build.guide("A :: 1")})
    reading = staging.insert_import(db, 1, None, MOMENT.stamp)
    staging.end_reading(db, reading, "failed", "The disk is full.")
    staging.end_reading(db, ready, "cancelled")
    assert staging.unfinished(db) == []
    assert staging.staged_import(db, ready).state == "ready"
    assert len(staging.guides(db, ready)) == 1
