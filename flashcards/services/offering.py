"""Which stories one may tell for the question of a take."""

from __future__ import annotations

from flashcards.core.mock import Offer, offer
from flashcards.core.takes import Take, TakeState
from flashcards.storage.database import Connection
from flashcards.storage.stories import stories
from flashcards.storage.takes import takes_of_mock


def offer_for(db: Connection, asked: Take) -> Offer:
    """All stories, apart by whether they show the principle; in a mock, those told in it before only where they must be."""
    return offer(stories(db), asked.principle, told_in_mock(db, asked).values())


def told_in_mock(db: Connection, asked: Take) -> dict[int, int]:
    """By its place, the story told at each other question of the same mock; nothing outside of one."""
    if asked.mock_id is None:
        return {}
    return {
        one.mock_place: one.story_id
        for one in takes_of_mock(db, asked.mock_id)
        if one.id != asked.id and one.mock_place is not None and one.story_id is not None and counts(one)
    }


def counts(one: Take) -> bool:
    """Whether its story is one that was told: chosen, and not given up."""
    return one.state not in (TakeState.CHOOSING, TakeState.LEFT)
