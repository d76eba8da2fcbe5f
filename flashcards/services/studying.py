"""What the pages Today and Decks say: what waits, how long it takes, what was done and what is coming."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flashcards.core.days import day_start
from flashcards.core.deck_names import depth, leaf, lineage
from flashcards.core.limits import COLLECTION
from flashcards.core.models import Deck
from flashcards.core.moment import Moment
from flashcards.core.queue import Counts
from flashcards.core.tree import tree_counts
from flashcards.core.workload import is_guess, minutes_for
from flashcards.services.queueing import collection_options, deck_days
from flashcards.storage import reviews
from flashcards.storage.cards import SetAside, card_totals, drilled_totals, due_by_day, next_due, set_aside, waiting
from flashcards.storage.database import Connection, snapshot
from flashcards.storage.decks import decks, subtree
from flashcards.storage.settings import collection

LOAD_DAYS = 14
HEAT_DAYS = 84


@dataclass(frozen=True, slots=True)
class DeckRow:
    """A deck in the tree. depth from 0; counts and cards include the decks below. drilled: of the cards, those no review asks."""

    deck: Deck
    depth: int
    counts: Counts
    cards: int
    drilled: int

    @property
    def leaf(self) -> str:
        """The last part of its name."""
        return leaf(self.deck.name)

    @property
    def reviewed(self) -> int:
        """Its cards that a review asks."""
        return self.cards - self.drilled


@dataclass(frozen=True, slots=True)
class DayCount:
    """A study day and a number of cards or ratings."""

    day: date
    count: int


@dataclass(frozen=True, slots=True)
class DaySummary:
    """What was rated on one study day. again: how many of the ratings were Again."""

    ratings: int
    again: int
    minutes: float


@dataclass(frozen=True, slots=True)
class Coming:
    """When there is something again: the soonest learning step, and the first later study day with its cards, within the limits.

    It takes for granted that nothing more is done today. reviews counts steps that led into that day too.
    """

    step_at: datetime | None
    day: date | None
    reviews: int
    new: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole of the page Today. is_guess: minutes rest on typical, not on the learner's own answer times.

    cards: all there are; drilled: those of them that no review asks.
    """

    day: date
    counts: Counts
    minutes: float
    is_guess: bool
    done: DaySummary
    coming: Coming
    rows: tuple[DeckRow, ...]
    load: tuple[DayCount, ...]
    heat: tuple[DayCount, ...]
    cards: int
    drilled: int

    @property
    def reviewed(self) -> int:
        """Of the cards, those that a review asks."""
        return self.cards - self.drilled


@dataclass(frozen=True, slots=True)
class DeckOverview:
    """The study page of one deck. below: the decks under it. aside: its cards that are suspended or buried, those below too."""

    row: DeckRow
    below: tuple[DeckRow, ...]
    minutes: float
    coming: Coming
    aside: tuple[SetAside, ...]


def overview(db: Connection, moment: Moment) -> Overview:
    """Everything about today."""
    with snapshot(db):
        options = collection_options(collection(db).settings)
        known, counts = _tree(db, moment)
        rows = _rows(db, known, counts)
        times = reviews.answer_times(db)
        last = moment.day + timedelta(days=LOAD_DAYS - 1)
        first = moment.day - timedelta(days=HEAT_DAYS - 1)
        return Overview(
            day=moment.day,
            counts=counts[COLLECTION],
            minutes=minutes_for(counts[COLLECTION], options, times),
            is_guess=is_guess(times),
            done=done(db, moment.day),
            coming=_coming(db, list(known), COLLECTION, moment),
            rows=rows,
            load=_days(moment.day, last, due_by_day(db, moment.day, last)),
            heat=_days(first, moment.day, reviews.reviews_by_day(db, first)),
            cards=sum(row.cards for row in rows if row.depth == 0),
            drilled=sum(row.drilled for row in rows if row.depth == 0),
        )


def deck_overview(db: Connection, deck_id: int, moment: Moment) -> DeckOverview:
    """One deck and those below it. Raises NotFound."""
    with snapshot(db):
        known, counts = _tree(db, moment)
        rows = _rows(db, known, counts)
        ids = [each.id for each in subtree(db, deck_id)]
        row = next(each for each in rows if each.deck.id == deck_id)
        below = tuple(other for other in rows if other.deck.id in ids and other is not row)
        minutes = minutes_for(row.counts, row.deck.options, reviews.answer_times(db))
        return DeckOverview(row, below, minutes, _coming(db, ids, deck_id, moment), tuple(set_aside(db, ids, moment.day)))


def deck_rows(db: Connection, moment: Moment) -> tuple[DeckRow, ...]:
    """The tree of decks."""
    with snapshot(db):
        known, counts = _tree(db, moment)
        return _rows(db, known, counts)


def done(db: Connection, day: date) -> DaySummary:
    """What was done on a study day."""
    ratings, again, milliseconds = reviews.day_summary(db, day)
    return DaySummary(ratings, again, milliseconds / 60000)


def coming(db: Connection, moment: Moment, scope: int | None = None) -> Coming:
    """When there is something again, in one deck with those below it or in all. Raises NotFound."""
    with snapshot(db):
        concerned = decks(db) if scope is None else subtree(db, scope)
        return _coming(db, [each.id for each in concerned], scope or COLLECTION, moment)


def _tree(db: Connection, moment: Moment) -> tuple[dict[int, Deck], dict[int, Counts]]:
    known = {each.id: each for each in decks(db)}
    days = deck_days(known, reviews.done_on(db, moment.day))
    return known, tree_counts(days, waiting(db, moment), collection_options(collection(db).settings))


def _rows(db: Connection, known: Mapping[int, Deck], counts: Mapping[int, Counts]) -> tuple[DeckRow, ...]:
    cards, drilled = _with_those_below(known, card_totals(db)), _with_those_below(known, drilled_totals(db))
    return tuple(
        DeckRow(each, depth(each.name), counts[each.id], cards[each.name.casefold()], drilled[each.name.casefold()])
        for each in known.values()
    )


def _with_those_below(known: Mapping[int, Deck], own: Mapping[int, int]) -> Counter[str]:
    """By the name of a deck, what it and the decks below it hold. own: by the id of each."""
    held = Counter[str]()
    for each in known.values():
        for name in lineage(each.name.casefold()):
            held[name] += own.get(each.id, 0)
    return held


def _coming(db: Connection, deck_ids: list[int], scope: int, moment: Moment) -> Coming:
    step_at, due_on = next_due(db, deck_ids, moment.day)
    starts = sorted({moment.day_end, day_start(due_on, moment.zone) if due_on else moment.day_end})
    for later in (Moment(start, moment.zone) for start in starts):
        counts = _tree(db, later)[1][scope]
        if counts != Counts(0, 0, 0):
            return Coming(step_at, later.day, counts.review + counts.learning, counts.new)
    return Coming(step_at, None, 0, 0)


def _days(first: date, last: date, found: Mapping[date, int]) -> tuple[DayCount, ...]:
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return tuple(DayCount(day, found.get(day, 0)) for day in days)
