"""What comes next today: learning steps that are due, reviews and new cards evenly mixed, then steps due within minutes.

Order, limits and burying are Anki's, whose answers the golden files in tests/golden/queue hold. One thing is ours: the
place in the mix follows from what was done today, so a queue built anew goes on where the last one stood.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain, takewhile
from operator import attrgetter
from typing import NamedTuple

from flashcards.core.limits import Allowance, DeckDay, allowances, subtree
from flashcards.core.line import Line, mixed
from flashcards.core.models import Memory, Mix, NewOrder, Options, ReviewOrder
from flashcards.core.moment import Moment
from flashcards.core.turns import Candidate, Turn, buried_turns, turn_of

LEARN_AHEAD = timedelta(minutes=20)
"""How early a learning step may be asked when nothing else is left."""


class Step(NamedTuple):
    """A card in its learning steps and when it is due (aware UTC)."""

    due_at: datetime
    card_id: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What is left today. learning: steps due by now or within LEARN_AHEAD, and all interday ones."""

    new: int
    learning: int
    review: int

    @property
    def total(self) -> int:
        return self.new + self.learning + self.review


@dataclass(frozen=True, slots=True)
class Queue:
    """The cards of one study day, of one deck or of all. A value: rating a card gives another queue."""

    day_end: datetime
    mix: Mix
    steps: tuple[Step, ...]
    """Those within the day, the soonest first."""
    lines: Mapping[Turn, Line]
    """The other turns."""

    def next(self, now: datetime, last: int | None = None) -> int | None:
        """The card to ask at `now`, or None.

        last: the card rated before. When only steps are left, it is not asked again before another of them.
        """
        return next(self._asked(now, last), None)

    def ids(self, now: datetime, last: int | None = None) -> list[int]:
        """Every card that could be asked at `now`, in order."""
        return list(self._asked(now, last))

    def counts(self, now: datetime) -> Counts:
        new, interday, reviews = (len(self.lines[turn].ids) for turn in (Turn.NEW, Turn.INTERDAY, Turn.REVIEW))
        return Counts(new, len(self._soon(now)) + interday, reviews)

    def next_due_at(self, now: datetime) -> datetime | None:
        """When there is something to ask again, if there is nothing at `now`. None: there is, or the day is done."""
        if not self.steps or self.next(now) is not None:
            return None
        return self.steps[0].due_at - LEARN_AHEAD

    def __contains__(self, card_id: int) -> bool:
        """Whether the card stands in it, be it for later today."""
        return any(card_id in line.ids for line in self.lines.values()) or any(step.card_id == card_id for step in self.steps)

    def after(self, card_id: int, memory: Memory) -> Queue:
        """The queue once that card was rated and remembers `memory`. Raises KeyError if the card is not in it.

        It equals what `build` makes of the new state, unless a sibling in this queue was buried: then build.
        """
        steps = [step for step in self.steps if step.card_id != card_id]
        lines = self.lines if len(steps) < len(self.steps) else self._lines_without(card_id)
        if memory.due_at and memory.due_at < self.day_end:
            insort(steps, Step(memory.due_at, card_id))
        return Queue(self.day_end, self.mix, tuple(steps), lines)

    def _lines_without(self, card_id: int) -> Mapping[Turn, Line]:
        for turn, line in self.lines.items():
            if card_id in line.ids:
                return {**self.lines, turn: line.without(card_id)}
        raise KeyError(card_id)

    def _asked(self, now: datetime, last: int | None) -> Iterator[int]:
        soon = self._soon(now)
        if any(line.ids for line in self.lines.values()):
            yield from (step.card_id for step in soon if step.due_at <= now)
            yield from self._main()
            yield from (step.card_id for step in soon if step.due_at > now)
            return
        if len(soon) > 1 and soon[0].card_id == last:
            soon[:2] = soon[1], soon[0]
        yield from (step.card_id for step in soon)

    def _soon(self, now: datetime) -> list[Step]:
        latest = now + LEARN_AHEAD
        return list(takewhile(lambda step: step.due_at <= latest, self.steps))

    def _main(self) -> Iterator[int]:
        interday, reviews, new = (self.lines[turn] for turn in (Turn.INTERDAY, Turn.REVIEW, Turn.NEW))
        due = mixed(iter(reviews.ids), iter(interday.ids), reviews.places, interday.places)
        if self.mix is Mix.NEW_FIRST:
            return chain(new.ids, due)
        if self.mix is Mix.REVIEWS_FIRST:
            return chain(due, new.ids)
        due_places = range(reviews.places.start + interday.places.start, reviews.places.stop + interday.places.stop)
        return mixed(due, iter(new.ids), due_places, new.places)


def build(
    candidates: Iterable[Candidate], decks: Sequence[DeckDay], collection: Options, moment: Moment, scope: int | None = None
) -> Queue:
    """The queue of that study day. Candidates not due on it are passed over.

    decks: all there are, in the order of the tree. collection: the limits over all of them, and the order in which all
    are studied. scope: the id of a deck, to study only it and those below it, in its order. The limits of the decks
    above it then do not bind (as in Anki), but the collection's do.
    """
    studied = decks if scope is None else subtree(decks, scope)
    options = collection if scope is None else studied[0].options
    found = _by_turn(candidates, {deck.deck_id for deck in studied}, moment)
    reviews_left, new_left = allowances(decks, studied, collection)
    gathering = _Gathering({deck.deck_id: turns for deck in studied if (turns := buried_turns(deck.options))})
    done = _done(studied)

    def line(turn: Turn, allowance: Allowance) -> Line:
        return Line(gathering.take(turn, _sort(turn, found[turn], options, studied), allowance), done[turn])

    return Queue(
        day_end=moment.day_end,
        mix=options.mix,
        steps=gathering.take_steps(found[Turn.LEARNING]),
        lines={
            Turn.INTERDAY: line(Turn.INTERDAY, reviews_left),
            Turn.REVIEW: line(Turn.REVIEW, reviews_left),
            Turn.NEW: line(Turn.NEW, new_left.within(reviews_left)),
        },
    )


@dataclass(frozen=True, slots=True)
class _Gathering:
    """buries: per id of a deck that buries siblings, which turns of theirs. met: ids of its notes that have a card so far."""

    buries: Mapping[int, frozenset[Turn]]
    met: set[int] = field(default_factory=set)

    def take_steps(self, found: Iterable[Candidate]) -> tuple[Step, ...]:
        """All of them, the soonest first."""
        steps = []
        for card in found:
            assert card.due_at is not None  # by its turn
            if not self._is_buried(card, Turn.LEARNING):  # never, but now its note is met
                steps.append(Step(card.due_at, card.id))
        return tuple(sorted(steps))

    def take(self, turn: Turn, found: Iterable[Candidate], allowance: Allowance) -> tuple[int, ...]:
        """The ids of those that are allowed and not buried."""
        taken = []
        for card in found:
            if allowance.is_used_up:
                break
            if card.deck_id not in allowance.closed and not self._is_buried(card, turn):
                allowance.use(card.deck_id)
                taken.append(card.id)
        return tuple(taken)

    def _is_buried(self, card: Candidate, turn: Turn) -> bool:
        """Whether a sibling (they share a deck) was met before, and buries that turn."""
        turns = self.buries.get(card.deck_id)
        if turns is None:
            return False
        is_met = card.note_id in self.met
        self.met.add(card.note_id)
        return is_met and turn in turns


def _by_turn(candidates: Iterable[Candidate], deck_ids: Container[int], moment: Moment) -> dict[Turn, list[Candidate]]:
    day, day_end, zone = moment.day, moment.day_end, moment.zone
    found: dict[Turn, list[Candidate]] = {turn: [] for turn in Turn}
    for card in candidates:
        is_due = card.due_on <= day if card.due_on else card.due_at is None or card.due_at < day_end
        if is_due and card.deck_id in deck_ids:
            found[turn_of(card, zone)].append(card)
    return found


def _done(decks: Sequence[DeckDay]) -> dict[Turn, int]:
    interday = sum(deck.interday_done for deck in decks)
    reviews = sum(deck.reviews_done for deck in decks) - interday
    return {Turn.INTERDAY: interday, Turn.REVIEW: reviews, Turn.NEW: sum(deck.new_done for deck in decks)}


_SORTED_BY = {
    (Turn.INTERDAY, ReviewOrder.DUE): "due_at",
    (Turn.REVIEW, ReviewOrder.DUE): "due_on",
    (Turn.REVIEW, ReviewOrder.SHORTEST_FIRST): "interval_days",
}
"""Where the shuffle comes second."""


def _sort(turn: Turn, found: list[Candidate], options: Options, decks: Sequence[DeckDay]) -> list[Candidate]:
    """New cards in the order of the guides go deck by deck, in the order of the tree.

    Sorts in place, by the lesser key first: two stable sorts take half the time of one by pairs.
    """
    if turn is Turn.NEW and options.new_order is NewOrder.GUIDE:
        ranks = {deck.deck_id: rank for rank, deck in enumerate(decks)}
        found.sort(key=attrgetter("position", "id"))
        found.sort(key=lambda card: ranks[card.deck_id])
        return found
    found.sort(key=attrgetter("shuffle"))
    if field := _SORTED_BY.get((turn, options.review_order)):
        found.sort(key=attrgetter(field))
    return found
