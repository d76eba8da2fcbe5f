"""Why a card is asked today, and which cards of its note wait because of that."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from enum import IntEnum
from typing import NamedTuple

from flashcards.core.days import study_day
from flashcards.core.models import Card, Options, State
from flashcards.core.moment import Moment

HASH_BITS = 2**64 - 1


class Turn(IntEnum):
    """Why a card is asked today, in the order in which cards are gathered."""

    LEARNING = 0
    """A step within the study day. No limit holds it back, and it is never buried."""
    INTERDAY = 1
    """A step that led into a later study day. It counts as a review."""
    REVIEW = 2
    NEW = 3
    EARLY = 4
    """Before it was due, in a study of one's own. It uses up no limit, and no queue has it."""


class Candidate(NamedTuple):
    """A card that could be asked: neither suspended, buried nor drilled. (A tuple: a queue takes thousands.)

    due_at, due_on, reviewed_on, interval_days: as in its Memory, None for a new card. position: its place among new cards.
    shuffle: its `shuffle_key`.
    """

    id: int
    note_id: int
    deck_id: int
    state: State
    due_at: datetime | None
    due_on: date | None
    reviewed_on: date | None
    interval_days: int | None
    position: int
    shuffle: float


def candidate_of(card: Card) -> Candidate:
    """The card as a queue sees it."""
    memory = card.memory
    return Candidate(
        id=card.id,
        note_id=card.note_id,
        deck_id=card.deck_id,
        state=card.state,
        due_at=memory.due_at if memory else None,
        due_on=memory.due_on if memory else None,
        reviewed_on=memory.reviewed_on if memory else None,
        interval_days=memory.interval_days if memory else None,
        position=card.position,
        shuffle=shuffle_key(card.id, memory.reps if memory else 0),
    )


def turn_of(candidate: Candidate, zone: tzinfo) -> Turn:
    """Why this card is asked. A step within a day that was left over from an earlier one stays that."""
    if candidate.due_at is None or candidate.reviewed_on is None:
        return Turn.NEW if candidate.state is State.NEW else Turn.REVIEW
    return Turn.INTERDAY if study_day(candidate.due_at, zone) > candidate.reviewed_on else Turn.LEARNING


def turn_in_study(candidate: Candidate, moment: Moment) -> Turn:
    """The same where a card may be asked before it is due."""
    day = candidate.due_on or (study_day(candidate.due_at, moment.zone) if candidate.due_at else moment.day)
    return Turn.EARLY if day > moment.day else turn_of(candidate, moment.zone)


def buried_turns(options: Options) -> frozenset[Turn]:
    """Which turns of a note's other cards wait until tomorrow once one of them is asked."""
    switches = {
        Turn.INTERDAY: options.bury_learning_siblings,
        Turn.REVIEW: options.bury_review_siblings,
        Turn.NEW: options.bury_new_siblings,
    }
    return frozenset(turn for turn, is_on in switches.items() if is_on)


def siblings_to_bury(rated: Candidate, siblings: Iterable[Candidate], options: Options, zone: tzinfo) -> list[int]:
    """Which other cards of its note wait until tomorrow once `rated` was rated. rated: the card as it was before.

    Those the options bury, but none whose turn is gathered before that of the rated card: a new card buries no review.
    """
    turn, buried = turn_of(rated, zone), buried_turns(options)
    turns = ((sibling.id, turn_of(sibling, zone)) for sibling in siblings if sibling.id != rated.id)
    return [sibling_id for sibling_id, its_turn in turns if its_turn in buried and its_turn >= turn]


def shuffle_key(card_id: int, reps: int) -> float:
    """A number from 0 to 1 that looks random, is the same everywhere, and stays until the card is rated again.

    The 64-bit finaliser of MurmurHash3.
    """
    mixing = (card_id << 20) + reps & HASH_BITS
    mixing = (mixing ^ mixing >> 33) * 0xFF51AFD7ED558CCD & HASH_BITS
    mixing = (mixing ^ mixing >> 33) * 0xC4CEB9FE1A85EC53 & HASH_BITS
    return (mixing ^ mixing >> 33) / 2**64
