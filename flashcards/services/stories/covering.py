"""The story bank as a whole: its coverage matrix as it is today, and the strongest stories before an interview."""

from __future__ import annotations

from flashcards.core.models import Card
from flashcards.core.moment import Moment
from flashcards.core.scheduling import retrievability
from flashcards.core.stories.coverage import Coverage, Standing, cover
from flashcards.core.stories.rehearsal import MOST_TAKES, Rehearsal, rehearsal
from flashcards.storage.database import Connection, snapshot
from flashcards.storage.decks import decks
from flashcards.storage.principles import principles
from flashcards.storage.stories import cards_of_stories, stories
from flashcards.storage.takes import last_tellings, newest_scored_takes


def read_coverage(db: Connection, moment: Moment) -> Coverage:
    """Which stories show which principles, and how well each is known."""
    with snapshot(db):
        known, told, cards = principles(db), stories(db), cards_of_stories(db)
        weights = {deck.id: deck.options.parameters for deck in decks(db)} if cards else {}
    by_slot = {one.slot: one.id for one in known}
    standings = {
        (card.note_id, by_slot[card.slot]): _standing(card, moment, weights[card.deck_id])
        for card in cards
        if card.slot in by_slot
    }
    return cover(known, told, standings)


def rehearse(db: Connection) -> Rehearsal:
    """The strongest stories as they are, and how telling went of late."""
    with snapshot(db):
        return rehearsal(stories(db), last_tellings(db), newest_scored_takes(db, MOST_TAKES))


def _standing(card: Card, moment: Moment, weights: tuple[float, ...]) -> Standing:
    memory = card.memory
    if memory is None:
        return Standing(card.id)
    return Standing(card.id, memory.reviewed_on, retrievability(memory, moment.day, weights), memory.due_on)
