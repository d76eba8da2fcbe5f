"""A small bank of stories to test with."""

from __future__ import annotations

from typing import Any

from flashcards.core.moment import Moment
from flashcards.core.stories.story import StoryDraft
from flashcards.services.stories.authoring import add_story
from flashcards.storage.database import Connection
from tests.build import MOMENT

TELLING = {"situation": "We were slow.", "task": "I was asked.", "action": "I cut it.", "result": "40 % faster."}


def draft(title: str = "The ledger", *principles: str, **fields: Any) -> StoryDraft:
    """A story that is written whole."""
    return StoryDraft(**{"title": title, "principles": principles, **TELLING, **fields})


def tell(db: Connection, title: str = "The ledger", *principles: str, at: Moment = MOMENT, **fields: Any) -> int:
    """The same in the collection; returns its id."""
    return add_story(db, draft(title, *principles, **fields), at)


def asked(db: Connection, story_id: int) -> dict[str, str]:
    """The cards of a story that are not deleted: slot to state."""
    rows = db.execute("SELECT slot, state FROM cards WHERE note_id = ? AND deleted_at IS NULL ORDER BY id", (story_id,))
    return {row["slot"]: row["state"] for row in rows}
