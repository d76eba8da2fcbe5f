"""Rescheduling: every card in review as if it had always been studied with the weights and the retention wanted now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flashcards.core.errors import Stale
from flashcards.core.history import Review, recalled
from flashcards.core.models import Card, Deck, Memory
from flashcards.core.moment import Moment
from flashcards.core.plural import count_of
from flashcards.core.scheduling import Recall, rescheduled
from flashcards.services.backing_up import back_up_before
from flashcards.storage.cards import save_memory
from flashcards.storage.database import Connection, snapshot, write
from flashcards.storage.decks import decks, subtree
from flashcards.storage.histories import cards_in_review, histories
from flashcards.storage.journal import Change, record
from flashcards.storage.reviews import log_memory
from flashcards.storage.settings import collection, revise_options

WEEK_DAYS, MONTH_DAYS = 7, 30


@dataclass(frozen=True, slots=True)
class Load:
    """What cards in review ask for. today: due now; week, month: due in so many days from today on. interval_days: the mean."""

    today: int
    week: int
    month: int
    interval_days: float


@dataclass(frozen=True, slots=True)
class Move:
    """A card in review and what it is to remember."""

    card: Card
    deck: Deck
    after: Memory


@dataclass(frozen=True, slots=True)
class Plan:
    """What rescheduling would do. cards: in review; moves: those it changes. changes: of the collection, when it was made."""

    cards: int
    moves: tuple[Move, ...]
    before: Load
    after: Load
    changes: int


def plan(db: Connection, concerned: Iterable[Deck], moment: Moment) -> Plan:
    """The effect on the cards of these decks, each by the options of its own deck. Writes nothing."""
    homes = {home.id: home for home in concerned}
    with snapshot(db):
        changes = collection(db).changes
        cards = cards_in_review(db, homes)
        known = dict(histories(db, homes))
    moves = [Move(card, homes[card.deck_id], _rescheduled(card, homes[card.deck_id], known.get(card.id, []))) for card in cards]
    return Plan(
        cards=len(cards),
        moves=tuple(move for move in moves if move.after != move.card.memory),
        before=_load([(move.card, move.card.memory) for move in moves], moment.day),
        after=_load([(move.card, move.after) for move in moves], moment.day),
        changes=changes,
    )


def concerned(db: Connection, deck_id: int | None) -> list[Deck]:
    """A deck and those below it; None: all. Raises NotFound."""
    return decks(db) if deck_id is None else subtree(db, deck_id)


def reschedule(db: Connection, deck_id: int | None, revision: int, moment: Moment) -> int:
    """Do it, after a backup, as one step that can be undone; how many cards it changed.

    revision: of the options the effect was shown under. Raises: NotFound; Stale (they were changed since); what a backup raises.
    """
    planned = plan(db, concerned(db, deck_id), moment)
    if not planned.moves:
        return 0
    _refuse_other(db, revision)
    back_up_before(db, "reschedule", moment.at, is_forced=True)
    with write(db):
        _refuse_other(db, revision)
        planned = up_to_date(db, planned, concerned(db, deck_id), moment)
        changes, log_ids = write_moves(db, planned, moment)
        record(db, f"Rescheduled {count_of(len(planned.moves), 'card')}", changes, moment.stamp, log_ids=log_ids)
        revise_options(db)
    return len(planned.moves)


def _refuse_other(db: Connection, revision: int) -> None:
    """Raises Stale unless the options are still those of that revision."""
    if collection(db).options_revision != revision:
        raise Stale("The options were changed since this was shown. Nothing was changed; look at the effect once more.")


def up_to_date(db: Connection, planned: Plan, homes: Iterable[Deck], moment: Moment) -> Plan:
    """The plan, made again if anything was written since. Inside a write, where nothing more comes between."""
    return planned if collection(db).changes == planned.changes else plan(db, homes, moment)


def write_moves(db: Connection, planned: Plan, moment: Moment) -> tuple[list[Change], range]:
    """Inside a write: the memories and their rows of the log, whose ids follow one another."""
    changes = [save_memory(db, move.card, move.after) for move in planned.moves]
    log_ids = [
        log_memory(
            db, "reschedule", move.card, move.after, moment,
            desired_retention=move.deck.options.desired_retention, parameters_id=move.deck.options.parameters_id,
        )
        for move in planned.moves
    ]  # fmt: skip
    return changes, range(log_ids[0], log_ids[-1] + 1) if log_ids else range(0)


def _rescheduled(card: Card, home: Deck, reviews: Sequence[Review]) -> Memory:
    """A card whose log does not tell what it remembers keeps that, and gets another day only."""
    assert card.memory is not None  # it is in review
    recall = recalled(reviews, home.options.parameters) or Recall(card.memory.stability, card.memory.difficulty)
    return rescheduled(card.id, card.memory, recall, home.options)


def _load(remembered: Sequence[tuple[Card, Memory | None]], day: date) -> Load:
    """Suspended cards are rescheduled too, but ask for nothing."""
    asked = [memory for card, memory in remembered if memory and not card.suspended and not card.is_drilled]
    due = [memory.due_on for memory in asked if memory.due_on]
    total = sum(memory.interval_days or 0 for memory in asked)
    return Load(
        today=sum(on <= day for on in due),
        week=sum(on < day + timedelta(days=WEEK_DAYS) for on in due),
        month=sum(on < day + timedelta(days=MONTH_DAYS) for on in due),
        interval_days=total / len(asked) if asked else 0.0,
    )
