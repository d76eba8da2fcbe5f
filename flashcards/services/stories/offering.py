"""Which stories one may tell for the question of a take."""

from __future__ import annotations

from flashcards.core.stories.mock import Offer, offer
from flashcards.core.stories.takes import Take, TakeState
from flashcards.storage.database import Connection
from flashcards.storage.stories import stories
from flashcards.storage.takes import takes_of_mock


def offer_for(db: Connection, asked: Take) -> Offer:
    """For one whose story is still to be chosen: all there are, apart by whether they show the principle.

    In a mock those that were told in it come only where they must.
    """
    takes = takes_of_mock(db, asked.mock_id) if asked.mock_id is not None else []
    told = {one.story_id for one in takes if one.story_id is not None and one.state not in (TakeState.CHOOSING, TakeState.LEFT)}
    return offer(stories(db), asked.principle, told)
