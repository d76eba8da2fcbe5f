"""What each deck has to show today: its own cards and those below it, within the limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flashcards.core.limits import COLLECTION, DeckDay
from flashcards.core.models import Options
from flashcards.core.queue import Counts

NOTHING = Counts(0, 0, 0)


def tree_counts(decks: Sequence[DeckDay], waiting: Mapping[int, Counts], collection: Options) -> dict[int, Counts]:
    """Per deck id, and COLLECTION for all together, what is left to study today.

    decks: in the order of the tree, parents first. waiting: per deck id, the cards in itself that could be asked, before
    limits. A limit holds for a deck with all below it; reviews eat the allowance of new cards (as in Anki).
    """
    ids = {deck.name.casefold(): deck.deck_id for deck in decks}
    below = {deck.deck_id: waiting.get(deck.deck_id, NOTHING) for deck in decks} | {COLLECTION: NOTHING}
    done = {deck.deck_id: (deck.new_done, deck.reviews_done) for deck in decks} | {COLLECTION: (0, 0)}
    for deck in reversed(decks):
        below[deck.deck_id] = _capped(below[deck.deck_id], done[deck.deck_id], deck.options)
        parent = _parent(deck.name.casefold(), ids)
        below[parent] = _sum(below[parent], below[deck.deck_id])
        done[parent] = (done[parent][0] + done[deck.deck_id][0], done[parent][1] + done[deck.deck_id][1])
    below[COLLECTION] = _capped(below[COLLECTION], done[COLLECTION], collection)
    return below


def _capped(waiting: Counts, done: tuple[int, int], options: Options) -> Counts:
    new_done, reviews_done = done
    reviews_left = max(0, options.reviews_per_day - reviews_done - new_done)
    review = min(waiting.review, reviews_left)
    new = min(waiting.new, max(0, options.new_per_day - new_done), reviews_left - review)
    return Counts(new, waiting.learning, review)


def _parent(name: str, ids: Mapping[str, int]) -> int:
    """The nearest deck above that exists."""
    while "::" in name:
        name = name.rpartition("::")[0]
        if name in ids:
            return ids[name]
    return COLLECTION


def _sum(one: Counts, other: Counts) -> Counts:
    return Counts(one.new + other.new, one.learning + other.learning, one.review + other.review)
