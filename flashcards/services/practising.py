"""Custom study: choosing cards apart from what is due, and asking them until each was passed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flashcards.core.deck_names import leaf
from flashcards.core.errors import BadInput
from flashcards.core.models import State
from flashcards.core.moment import Moment
from flashcards.core.plural import count_of
from flashcards.core.practice import Pick, Study, StudyOrder, Wish, left_in, once_passed, passed_in
from flashcards.core.queue import Counts
from flashcards.core.turns import shuffle_key
from flashcards.services.reviewing import Desk, question
from flashcards.services.searching import find_card_ids
from flashcards.services.studying import DaySummary
from flashcards.storage import journal, studies
from flashcards.storage.cards import card
from flashcards.storage.database import Connection, snapshot, write
from flashcards.storage.decks import deck, subtree
from flashcards.storage.settings import collection
from flashcards.storage.studies import Found

KEPT_DAYS = 7
"""How long a study is kept; what was answered in it stays."""
MOST_CARDS = 9999
MOST_DAYS = 365
LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class KeptStudy:
    """A study that is not done. left: cards that are still to be passed."""

    study: Study
    left: int


def begin_study(db: Connection, wish: Wish, moment: Moment) -> Study:
    """Choose the cards and keep them as a study. Raises BadInput when there are none, NotFound for its deck."""
    if wish.pick in (Pick.TAG, Pick.SEARCH) and not wish.text.strip():
        raise BadInput("Choose a tag." if wish.pick is Pick.TAG else "Write what to search for.")
    label = _label(db, wish)
    with snapshot(db):
        after = studies.last_log_id(db)
        chosen = _ordered(_in_deck(db, _picked(db, wish, moment), wish.deck_id), wish.order, after)[: wish.limit]
    if not chosen:
        raise BadInput(f"{label}: there is no such card now. Suspended and buried cards are left out.")
    with write(db, is_staging=True):
        studies.forget_studies(db, moment.at - timedelta(days=KEPT_DAYS))
        study_id = studies.insert_study(db, label, wish.keeps_schedule, after, chosen, moment.stamp)
    return studies.study(db, study_id)


def open_study(db: Connection, study_id: int, moment: Moment, prefer: int | None = None) -> Desk:
    """What to ask of a study. prefer: a card to ask first if it is left. Raises NotFound."""
    with snapshot(db):
        study = studies.study(db, study_id)
        left, states, answered = _left(db, study, moment)
        card_id = prefer if prefer in left else left[0] if left else None
        asked = card(db, card_id) if card_id else None
        return Desk(
            scope=None,
            question=question(db, asked, deck(db, asked.deck_id), collection(db), moment) if asked else None,
            counts=_counts([State.LEARNING if card_id in answered else states[card_id] for card_id in left]),
            finished=passed_in(study, answered),
            next_at=None,
            undoable=journal.undoable(db),
            redoable=journal.redoable(db),
            study=study,
        )


def kept_studies(db: Connection, moment: Moment) -> list[KeptStudy]:
    """Those that are not done, the newest first."""
    with snapshot(db):
        kept = [KeptStudy(study, len(_left(db, study, moment)[0])) for study in studies.studies(db)]
    return [one for one in kept if one.left]


def study_done(db: Connection, study: Study) -> DaySummary:
    """What was answered in a study so far."""
    ratings, again, milliseconds = studies.study_summary(db, study)
    return DaySummary(ratings, again, milliseconds / 60000)


def _left(db: Connection, study: Study, moment: Moment) -> tuple[list[int], dict[int, State], dict[int, bool]]:
    """What is still to be asked, the states of the cards that can be, and which were passed of those that were answered."""
    answered = once_passed(studies.answers(db, study))
    states = studies.askable(db, study.card_ids, moment.day)
    return left_in(study, states, answered), states, answered


def _picked(db: Connection, wish: Wish, moment: Moment) -> list[Found]:
    match wish.pick:
        case Pick.AHEAD:
            return studies.due_within(db, moment.day + timedelta(days=wish.days), moment)
        case Pick.FORGOTTEN:
            return studies.forgotten_on(db, moment)
        case Pick.TAG:
            return studies.tagged(db, wish.text, moment)
        case Pick.SEARCH:
            return studies.among(db, find_card_ids(db, wish.text, moment), moment)


def _in_deck(db: Connection, found: Sequence[Found], deck_id: int | None) -> Sequence[Found]:
    if deck_id is None:
        return found
    within = {each.id for each in subtree(db, deck_id)}
    return [one for one in found if one.deck_id in within]


def _ordered(found: Sequence[Found], order: StudyOrder, seed: int) -> list[int]:
    """The ids in that order. seed: another one gives another random order."""
    keys = {
        StudyOrder.DUE: lambda one: (one.due is None, one.due or "", one.position, one.id),
        StudyOrder.RANDOM: lambda one: (shuffle_key(one.id, seed), one.id),
        StudyOrder.ADDED: lambda one: (one.position, one.id),
    }
    return [one.id for one in sorted(found, key=keys[order])]


def _label(db: Connection, wish: Wish) -> str:
    """What a study is called. Raises NotFound."""
    what = {
        Pick.AHEAD: f"Due within {count_of(wish.days, 'day')}",
        Pick.FORGOTTEN: "Forgotten today",
        Pick.TAG: f"Tag {wish.text}",
        Pick.SEARCH: f"Search {wish.text}",
    }[wish.pick]
    label = f"{what}, in {leaf(deck(db, wish.deck_id).name)}" if wish.deck_id else what
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"


def _counts(states: Sequence[State]) -> Counts:
    new, reviews = states.count(State.NEW), states.count(State.REVIEW)
    return Counts(new, len(states) - new - reviews, reviews)
