"""How many cards a day still allows: a limit binds a deck and all below it, and the collection has one too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flashcards.core.deck_names import is_within, lineage
from flashcards.core.models import Options

COLLECTION = 0
"""Stands among deck ids for what all decks share; theirs begin at 1."""


@dataclass(frozen=True, slots=True)
class DeckDay:
    """A deck, its name the whole path, and what was rated today in itself, not below it.

    reviews_done counts interday steps too; interday_done is how many of them were that.
    """

    deck_id: int
    name: str
    options: Options
    new_done: int = 0
    reviews_done: int = 0
    interday_done: int = 0


class Allowance:
    """How many cards may still be taken. It shrinks by use."""

    def __init__(self, left: Mapping[int, int], paths: Mapping[int, tuple[int, ...]]) -> None:
        """left: per deck id, and for the collection. paths: per deck id, what binds it: the collection, decks above, itself."""
        self.left = dict(left)
        self.paths = paths
        self.closed = {deck_id for deck_id, path in paths.items() if any(left[node] <= 0 for node in path)}
        """Ids of the decks of which no card may be taken any more."""

    @property
    def is_used_up(self) -> bool:
        return len(self.closed) == len(self.paths)

    def use(self, deck_id: int) -> None:
        """Take one card of that deck."""
        for node in self.paths[deck_id]:
            self.left[node] -= 1
            if self.left[node] == 0:
                self.closed.update(below for below, path in self.paths.items() if node in path)

    def within(self, other: Allowance) -> Allowance:
        """This one, but nowhere more than what is left of the other."""
        return Allowance({node: min(left, other.left[node]) for node, left in self.left.items()}, self.paths)


def allowances(decks: Iterable[DeckDay], studied: Sequence[DeckDay], collection: Options) -> tuple[Allowance, Allowance]:
    """What today still allows of reviews and of new cards. A new card that was done uses up both.

    decks: all there are, for the collection's share. studied: those whose own limits bind.
    """
    paths = _paths(studied)
    new_done, reviews_done = Counter[int](), Counter[int]()
    for deck in decks:
        for node in paths.get(deck.deck_id, (COLLECTION,)):
            new_done[node] += deck.new_done
            reviews_done[node] += deck.reviews_done + deck.new_done
    limits = {COLLECTION: collection} | {deck.deck_id: deck.options for deck in studied}
    reviews = {node: options.reviews_per_day - reviews_done[node] for node, options in limits.items()}
    new = {node: options.new_per_day - new_done[node] for node, options in limits.items()}
    return Allowance(reviews, paths), Allowance(new, paths)


def subtree(decks: Sequence[DeckDay], top_id: int) -> Sequence[DeckDay]:
    """The deck of that id and those below it, in the order given."""
    top = next(deck for deck in decks if deck.deck_id == top_id)
    return [deck for deck in decks if is_within(deck.name, top.name)]


def _paths(decks: Iterable[DeckDay]) -> dict[int, tuple[int, ...]]:
    ids = {deck.name.casefold(): deck.deck_id for deck in decks}
    return {deck_id: (COLLECTION, *(ids[above] for above in lineage(name) if above in ids)) for name, deck_id in ids.items()}
