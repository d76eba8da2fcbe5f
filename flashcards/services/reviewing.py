"""The review: what to ask, and taking a rating exactly once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flashcards.core.errors import BadInput, Stale
from flashcards.core.models import Card, Deck, Options, Rating, Suspension
from flashcards.core.moment import Moment
from flashcards.core.practice import Study, left_in, once_passed
from flashcards.core.queue import Counts
from flashcards.core.scheduling import Outcome, outcomes, retrievability
from flashcards.core.turns import Turn, candidate_of, siblings_to_bury, turn_in_study, turn_of
from flashcards.services.queueing import Kept, Today, after_rating, today
from flashcards.storage import journal, reviews
from flashcards.storage.cards import card, count_change, save_memory, set_columns, siblings
from flashcards.storage.database import Connection, write
from flashcards.storage.decks import deck
from flashcards.storage.journal import Action, Change, record
from flashcards.storage.notes import LEECH_TAG, Note, add_tag, note, sides_of
from flashcards.storage.settings import Collection, collection
from flashcards.storage.studies import answers

LONGEST_REVIEW_ID = 64
LONGEST_ANSWER_MS = 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class Question:
    """A card as it is asked: its two sides, what each button leads to, and the version all this is true for."""

    card: Card
    note: Note
    deck: Deck
    version: str
    outcomes: Mapping[Rating, Outcome]

    @property
    def front_html(self) -> str:
        return sides_of(self.card, self.note)[0]

    @property
    def back_html(self) -> str:
        return sides_of(self.card, self.note)[1]


@dataclass(frozen=True, slots=True)
class Desk:
    """A moment of a review. question: None when nothing is to be asked now; next_at: when a step brings something again today.

    finished: cards done with today, or in the study. undoable, redoable: what u and redo would do. study: what is studied apart
    from what is due.
    """

    scope: int | None
    question: Question | None
    counts: Counts
    finished: int
    next_at: datetime | None
    undoable: Action | None
    redoable: Action | None
    study: Study | None = None

    @property
    def left(self) -> int:
        return self.counts.total


@dataclass(frozen=True, slots=True)
class Rated:
    """leech: the card just became one, or a worse one. is_replay: the rating had been taken before; nothing was added."""

    card_id: int
    is_leech: bool = False
    is_replay: bool = False


def open_desk(
    db: Connection, moment: Moment, scope: int | None = None, kept: Kept | None = None, prefer: int | None = None
) -> Desk:
    """What to ask now. prefer: a card to ask first if it is in today's queue. Raises NotFound."""
    day = today(db, moment, scope, kept)
    card_id = prefer if prefer is not None and prefer in day.queue else day.queue.next(moment.at, reviews.last_rated_card(db))
    return Desk(
        scope=scope,
        question=ask(db, day, card_id, moment) if card_id else None,
        counts=day.queue.counts(moment.at),
        finished=day.finished,
        next_at=day.queue.next_due_at(moment.at),
        undoable=journal.undoable(db),
        redoable=journal.redoable(db),
    )


def ask(db: Connection, day: Today, card_id: int, moment: Moment) -> Question:
    """One card with its four outcomes. Raises NotFound."""
    asked = card(db, card_id)
    return question(db, asked, day.decks[asked.deck_id], day.collection, moment)


def question(db: Connection, asked: Card, home: Deck, facts: Collection, moment: Moment) -> Question:
    """A card as it is, with its four outcomes. home: the deck it is in."""
    return Question(
        card=asked,
        note=note(db, asked.note_id),
        deck=home,
        version=version_of(asked, facts, moment),
        outcomes=outcomes(asked.id, asked.memory, home.options, moment.at, moment.day),
    )


def version_of(shown: Card, facts: Collection, moment: Moment) -> str:
    """What the buttons are true for: the card as it is, this study day, these options."""
    return f"{shown.changes}.{moment.day.isoformat()}.{facts.options_revision}"


def rate_card(
    db: Connection,
    card_id: int,
    rating: Rating,
    version: str,
    review_id: str,
    took_ms: int | None,
    moment: Moment,
    kept: Kept | None = None,
    study: Study | None = None,
) -> Rated:
    """Take a rating, exactly once: the same review_id again adds nothing.

    study: what the card was asked in, if apart from what is due; it may then be early, or leave the memory alone.

    Raises: NotFound; BadInput (a review_id used for another card, too long or empty); Stale (shown under another version, or
    not asked today or in that study).
    """
    if not 0 < len(review_id) <= LONGEST_REVIEW_ID:
        raise BadInput(f"review_id must have 1 to {LONGEST_REVIEW_ID} characters. Load the page again.")
    if _is_replay(db, card_id, review_id):
        return Rated(card_id, is_replay=True)
    with write(db):
        if _is_replay(db, card_id, review_id):  # it may have come twice at once
            return Rated(card_id, is_replay=True)
        asked = card(db, card_id)
        facts = collection(db)
        if version != version_of(asked, facts, moment) or not _is_askable(db, asked, moment, study):
            raise Stale(
                "This card changed since it was shown: it was answered elsewhere, or a new day began. Here it is as it is now."
            )
        options = _home(db, asked, facts, kept).options
        if study and study.keeps_schedule:
            _write_practice(db, asked, options, rating, review_id, took_ms, moment)
            return Rated(card_id)
        outcome = outcomes(asked.id, asked.memory, options, moment.at, moment.day)[rating]
        turn = turn_in_study(candidate_of(asked), moment) if study else turn_of(candidate_of(asked), moment.zone)
        is_alone = _write_rating(db, asked, options, outcome, turn, review_id, took_ms, moment)
    _keep(kept, asked, outcome, facts, moment, is_alone)
    return Rated(card_id, is_leech=outcome.is_leech)


def _write_rating(
    db: Connection,
    asked: Card,
    options: Options,
    outcome: Outcome,
    turn: Turn,
    review_id: str,
    took_ms: int | None,
    moment: Moment,
) -> bool:
    """Memory, log, journal and what follows from them; whether no other card was touched."""
    changes: list[Change | None] = [save_memory(db, asked, outcome.memory)]
    log_id = reviews.log_rating(
        db, review_id=review_id, card_id=asked.id, deck_id=asked.deck_id, before=asked.memory, outcome=outcome,
        options=options, turn=turn, recall=_recall(asked, options, moment), took_ms=_believable(took_ms), moment=moment,
    )  # fmt: skip
    if outcome.is_leech:
        changes.append(add_tag(db, asked.note_id, LEECH_TAG))
        changes += set_columns(db, [asked], suspended=Suspension.LEECH.value) if options.leech_suspends else []
    buried = _bury_siblings(db, asked, options, moment)
    label, log_ids = f"Rated {outcome.rating.name.capitalize()}", range(log_id, log_id + 1)
    record(db, label, [*changes, *buried], moment.stamp, card_id=asked.id, log_ids=log_ids)
    return not buried and not outcome.is_leech


def _write_practice(
    db: Connection, asked: Card, options: Options, rating: Rating, review_id: str, took_ms: int | None, moment: Moment
) -> None:
    """A rating in the log and the journal, and the card's memory as it was."""
    recall = _recall(asked, options, moment)
    log_id = reviews.log_practice(db, review_id, asked, rating, recall, _believable(took_ms), moment)
    label, log_ids = f"Practised, {rating.name.capitalize()}", range(log_id, log_id + 1)
    record(db, label, [count_change(db, asked)], moment.stamp, card_id=asked.id, log_ids=log_ids)


def _recall(asked: Card, options: Options, moment: Moment) -> float | None:
    return retrievability(asked.memory, moment.day, options.parameters) if asked.memory else None


def _bury_siblings(db: Connection, asked: Card, options: Options, moment: Moment) -> list[Change]:
    if not (options.bury_new_siblings or options.bury_review_siblings or options.bury_learning_siblings):
        return []
    ids = siblings_to_bury(candidate_of(asked), siblings(db, asked), options, moment.zone)
    return set_columns(db, [card(db, card_id) for card_id in ids], buried_on=moment.day.isoformat())


def _is_replay(db: Connection, card_id: int, review_id: str) -> bool:
    """Whether this rating was taken before. Raises BadInput."""
    used_for = reviews.rated_card(db, review_id)
    if used_for not in (None, card_id):
        raise BadInput("This review_id was used for another card. Make a new one for every card that is shown.")
    return used_for is not None


def _home(db: Connection, asked: Card, facts: Collection, kept: Kept | None) -> Deck:
    """The card's deck: from a kept queue whose options are today's, else read."""
    for day in kept.by_scope.copy().values() if kept else ():
        if day.collection.options_revision == facts.options_revision and asked.deck_id in day.decks:
            return day.decks[asked.deck_id]
    return deck(db, asked.deck_id)


def _keep(kept: Kept | None, asked: Card, outcome: Outcome, facts: Collection, moment: Moment, is_alone: bool) -> None:
    """Carry the kept queues over the rating; one that cannot follow is dropped and built again when it is wanted."""
    if kept is None:
        return
    for scope, day in kept.by_scope.copy().items():
        follows = is_alone and day.collection.changes == facts.changes and day.day == moment.day and asked.id in day.queue
        if follows:
            kept.by_scope[scope] = after_rating(day, asked, outcome.memory)
        else:
            kept.by_scope.pop(scope, None)


def _is_askable(db: Connection, asked: Card, moment: Moment, study: Study | None) -> bool:
    """Whether it could stand in today's queue, limits aside, or is left in the study."""
    if asked.suspended or asked.is_drilled or asked.buried_on == moment.day:
        return False
    if study:
        return asked.id in left_in(study, (asked.id,), once_passed(answers(db, study)))
    memory = asked.memory
    if memory is None:
        return True
    return memory.due_on <= moment.day if memory.due_on else memory.due_at is not None and memory.due_at < moment.day_end


def _believable(took_ms: int | None) -> int | None:
    return took_ms if took_ms is not None and 0 <= took_ms <= LONGEST_ANSWER_MS else None
