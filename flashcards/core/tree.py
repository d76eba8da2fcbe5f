"""What each deck has to show today: its own cards and those below it, within the limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flashcards.core.deck_names import parents
from flashcards.core.limits import COLLECTION, DeckDay
from flashcards.core.models import Options
from flashcards.core.queue import Counts


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many cards could be asked today, by their turn, before any limit. steps: only those due within LEARN_AHEAD."""

    new: int = 0
    review: int = 0
    interday: int = 0
    steps: int = 0

    def __add__(self, other: Waiting) -> Waiting:
        return Waiting(self.new + other.new, self.review + other.review, self.interday + other.interday, self.steps + other.steps)

    @property
    def counts(self) -> Counts:
        """As a queue counts them."""
        return Counts(self.new, self.steps + self.interday, self.review)


def tree_counts(decks: Sequence[DeckDay], waiting: Mapping[int, Waiting], collection: Options) -> dict[int, Counts]:
    """Per deck id, and COLLECTION for all together, what a queue of that deck would count now when nothing is buried.

    decks: in the order of the tree, parents first. waiting: per deck id, the cards in itself. A limit holds for a deck with
    all below it, the collection's for whatever is studied; reviews eat the allowance of new cards (as in Anki).
    """
    ids = {deck.name.casefold(): deck.deck_id for deck in decks}
    within = {deck.deck_id: waiting.get(deck.deck_id, Waiting()) for deck in decks} | {COLLECTION: Waiting()}
    done = {deck.deck_id: (deck.new_done, deck.reviews_done) for deck in decks} | {COLLECTION: (0, 0)}
    for deck in reversed(decks):
        within[deck.deck_id] = _capped(within[deck.deck_id], done[deck.deck_id], deck.options)
        parent = next((ids[name] for name in parents(deck.name.casefold()) if name in ids), COLLECTION)
        within[parent] += within[deck.deck_id]
        done[parent] = (done[parent][0] + done[deck.deck_id][0], done[parent][1] + done[deck.deck_id][1])
    return {deck_id: _capped(found, done[COLLECTION], collection).counts for deck_id, found in within.items()}


def _capped(waiting: Waiting, done: tuple[int, int], options: Options) -> Waiting:
    """Interday steps are taken first, then reviews, then new cards; each uses up an allowance of reviews."""
    new_done, reviews_done = done
    left = max(0, options.reviews_per_day - reviews_done - new_done)
    interday = min(waiting.interday, left)
    review = min(waiting.review, left - interday)
    new = min(waiting.new, max(0, options.new_per_day - new_done), left - interday - review)
    return Waiting(new, review, interday, waiting.steps)
