"""Looking through the strongest stories before an interview."""

from __future__ import annotations

from flashcards.core.stories.rehearsal import MOST_TAKES, Rehearsal, rehearsal
from flashcards.storage.database import Connection, snapshot
from flashcards.storage.stories import stories
from flashcards.storage.takes import last_tellings, newest_takes


def rehearse(db: Connection) -> Rehearsal:
    """The strongest stories as they are, and how telling went of late."""
    with snapshot(db):
        return rehearsal(stories(db), last_tellings(db), newest_takes(db, MOST_TAKES))
