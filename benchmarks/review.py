"""Answering one card and having the next in Anki's engine, in this process."""

from __future__ import annotations

import random
import time
from pathlib import Path

from anki.collection import Card, Collection

from benchmarks.browser import RATINGS


class Anki:
    """Anki's own engine: answer, the next queued card, both its sides rendered."""

    def __init__(self, path: Path) -> None:
        self.collection = Collection(str(path))
        self.random = random.Random(1)
        self.queued = self.collection.sched.get_queued_cards(fetch_limit=1)

    def answer(self) -> float:
        """Milliseconds for one answer and the next card."""
        scheduler = self.collection.sched
        card = Card(self.collection)
        card._load_from_backend_card(self.queued.cards[0].card)
        card.start_timer()
        started = time.perf_counter()
        rating = self.random.choice(RATINGS) - 1
        scheduler.answer_card(scheduler.build_answer(card=card, states=self.queued.cards[0].states, rating=rating))  # type: ignore[arg-type]
        self.queued = scheduler.get_queued_cards(fetch_limit=1)
        scheduler.describe_next_states(self.queued.cards[0].states)
        following = Card(self.collection)
        following._load_from_backend_card(self.queued.cards[0].card)
        following.question()
        following.answer()
        return (time.perf_counter() - started) * 1000
