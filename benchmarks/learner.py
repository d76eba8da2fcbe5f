"""A learner whose memory is known: it forgets by weights of its own, while the program schedules by the published ones."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from heapq import heappop, heappush
from typing import NamedTuple

from flashcards.core.models import Kind, Memory, NoteDraft, Options, Rating
from flashcards.core.moment import Moment
from flashcards.core.scheduling import Outcome, apply_rating, outcomes, retrievability
from flashcards.core.turns import Turn
from flashcards.storage.cards import card, insert_cards, next_id, next_position, save_memory
from flashcards.storage.database import Connection, write
from flashcards.storage.decks import ensure_deck
from flashcards.storage.notes import insert_notes, note_columns
from flashcards.storage.reviews import log_rating

FORGETFUL = (
    0.12, 0.8, 1.4, 5.1, 6.9, 0.75, 3.3, 0.004, 1.65, 0.22, 0.62,
    1.55, 0.075, 0.31, 1.5, 0.5, 2.1, 0.6, 0.12, 0.09, 0.24,
)  # fmt: skip
"""A memory that keeps things for about two thirds of the published time."""
FIRST = (0.25, 0.15, 0.5, 0.1)
"""How often a new card is Again, Hard, Good, Easy."""
PASSED = (0.12, 0.75, 0.13)
"""How often a card that is recalled is Hard, Good, Easy."""
START = date(2025, 1, 1)
MORNING = time(9)


class Rated(NamedTuple):
    """One answer: what was remembered before, and the outcome that was taken."""

    card_id: int
    at: datetime
    before: Memory | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Learner:
    """weights: how it really forgets. cards: how many it has. new_per_day: how many of them it begins a day."""

    weights: tuple[float, ...] = FORGETFUL
    cards: int = 1000
    new_per_day: int = 20
    options: Options = Options()
    seed: int = 1

    def answers(self, most: int) -> Iterator[Rated]:
        """So many answers at most, in the order of time; each card on the day it is due, its steps of one day in one sitting."""
        luck = random.Random(self.seed)
        queue = [(START + timedelta(days=number // self.new_per_day), number + 1) for number in range(self.cards)]
        known: dict[int, Memory] = {}
        true: dict[int, Memory] = {}
        count = 0
        while queue and count < most:
            day, card_id = heappop(queue)
            at = datetime.combine(day, MORNING, UTC)
            while True:
                rating = self._rating(luck, true.get(card_id), day)
                before = known.get(card_id)
                outcome = outcomes(card_id, before, self.options, at, day)[rating]
                yield Rated(card_id, at, before, outcome)
                known[card_id] = outcome.memory
                true[card_id] = apply_rating(true.get(card_id), rating, at, day, self.weights, interval_days=1)
                count += 1
                if outcome.interval_days is not None or count == most:
                    break
                at += timedelta(seconds=outcome.step_seconds or 0)
            heappush(queue, (day + timedelta(days=outcome.interval_days or 1), card_id))

    def _rating(self, luck: random.Random, memory: Memory | None, day: date) -> Rating:
        if memory is None:
            return luck.choices(tuple(Rating), FIRST)[0]
        if memory.reviewed_on < day and luck.random() > retrievability(memory, day, self.weights):
            return Rating.AGAIN
        return luck.choices((Rating.HARD, Rating.GOOD, Rating.EASY), PASSED)[0]


def study(db: Connection, learner: Learner, most: int, deck: str = "Simulated") -> int:
    """Have the learner study a deck made for it; returns the deck's id. Log and cards are as if each had been rated in turn."""
    first = Moment(datetime.combine(START, MORNING, UTC), UTC)
    with write(db):
        deck_id, _ = ensure_deck(db, deck, first.stamp)
        offset = _add_cards(db, deck_id, learner.cards, first.stamp)
        for number, one in enumerate(learner.answers(most)):
            card_id, moment = one.card_id + offset, Moment(one.at, UTC)
            log_rating(
                db, review_id=f"{deck} {number}", card_id=card_id, deck_id=deck_id, before=one.before, outcome=one.outcome,
                options=learner.options, turn=Turn.REVIEW if one.before else Turn.NEW, recall=None, took_ms=4000, moment=moment,
            )  # fmt: skip
            save_memory(db, card(db, card_id), one.outcome.memory)
    return deck_id


def _add_cards(db: Connection, deck_id: int, cards: int, stamp: str) -> int:
    """So many notes of a card each; returns the id before the first card's."""
    note_id, card_id, position = next_id(db, "notes"), next_id(db, "cards"), next_position(db)
    draft = NoteDraft(Kind.FACT, "front", "back", (), 1, 1)
    columns = note_columns(draft, "context") | {"deck_id": deck_id, "front_html": "front", "back_html": "back"}
    notes = [columns | {"id": note_id + number, "guid": f"learner {note_id + number}"} for number in range(cards)]
    insert_notes(db, notes, stamp)
    places = {"deck_id": deck_id, "slot": "", "is_drilled": 0}
    rows = [places | {"id": card_id + n, "note_id": note_id + n, "position": position + n} for n in range(cards)]
    insert_cards(db, rows, stamp)
    return card_id - 1
