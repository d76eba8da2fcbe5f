"""Today's queue from the collection, kept between answers so that the next card comes at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from flashcards.core.limits import DeckDay, subtree
from flashcards.core.models import Card, Deck, Memory, Options
from flashcards.core.moment import Moment
from flashcards.core.queue import Queue, build
from flashcards.core.settings import Settings
from flashcards.storage.cards import candidates
from flashcards.storage.database import Connection, snapshot
from flashcards.storage.decks import deck, decks
from flashcards.storage.reviews import Done, cards_rated_on, done_on
from flashcards.storage.settings import Collection, collection


@dataclass(frozen=True, slots=True)
class Today:
    """Everything the next answer needs: valid for one study day and one count of the collection's changes.

    scope: the deck that is studied, None for all. rated: cards rated today in it.
    """

    day: date
    collection: Collection
    scope: int | None
    decks: Mapping[int, Deck]
    queue: Queue
    rated: frozenset[int]

    @property
    def finished(self) -> int:
        """Cards rated today that are not asked again today; what was rated today can only wait in a step."""
        return len(self.rated - {step.card_id for step in self.queue.steps})


@dataclass(slots=True)
class Kept:
    """The queues a server keeps, one for each scope; whoever finds one outdated builds it again."""

    by_scope: dict[int | None, Today] = field(default_factory=dict)


def today(db: Connection, moment: Moment, scope: int | None = None, kept: Kept | None = None) -> Today:
    """The queue of now: the kept one when nothing changed since, else built from the collection. Raises NotFound."""
    found = kept.by_scope.get(scope) if kept else None
    if found and found.day == moment.day and found.collection.changes == collection(db).changes:
        return found
    with snapshot(db):
        built = _build(db, moment, scope)
    if kept:
        kept.by_scope[scope] = built
    return built


def after_rating(before: Today, rated: Card, memory: Memory) -> Today:
    """The same day once that rating, and nothing else, was written."""
    queue = before.queue.after(rated.id, memory)
    return replace(
        before,
        collection=replace(before.collection, changes=before.collection.changes + 1),
        queue=queue,
        rated=before.rated | {rated.id},
    )


def deck_days(known: Mapping[int, Deck], done: Mapping[int, Done]) -> list[DeckDay]:
    """The decks in the order of the tree, each with what was done in it today."""
    nothing = Done(0, 0, 0)
    found = [(deck, done.get(deck.id, nothing)) for deck in known.values()]
    return [DeckDay(deck.id, deck.name, deck.options, used.new, used.reviews, used.interday) for deck, used in found]


def collection_options(settings: Settings) -> Options:
    """The limits that bind all decks together, and their order when all are studied."""
    return Options(
        new_per_day=settings.new_per_day,
        reviews_per_day=settings.reviews_per_day,
        new_order=settings.new_order,
        review_order=settings.review_order,
        mix=settings.mix,
    )


def _build(db: Connection, moment: Moment, scope: int | None) -> Today:
    now = collection(db)
    known = {deck.id: deck for deck in decks(db)}
    if scope is not None:
        deck(db, scope)  # says what is wrong when there is none
    days = deck_days(known, done_on(db, moment.day))
    queue = build(candidates(db, moment), days, collection_options(now.settings), moment, scope)
    studied = subtree(days, scope) if scope is not None else days
    rated = cards_rated_on(db, moment.day, [deck.deck_id for deck in studied])
    return Today(moment.day, now, scope, known, queue, frozenset(rated))
