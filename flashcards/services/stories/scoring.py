"""A take as it stands, and its scores: exactly once, as the page said, and taken back as a whole by one undo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flashcards.core.errors import BadInput, Stale
from flashcards.core.models import Card, Memory, Options, Rating
from flashcards.core.moment import Moment
from flashcards.core.scheduling import Outcome, retrievability, told_outcomes
from flashcards.core.stories.presets import LONGEST_TELLING_MS
from flashcards.core.stories.rubric import RUBRIC, Scores, checked, rating_of
from flashcards.core.stories.story import Story
from flashcards.core.stories.takes import Take, TakeState
from flashcards.services.stories.drilling import WENT_ON
from flashcards.storage import reviews
from flashcards.storage.cards import cards_among, cards_of_note, count_change, save_memory
from flashcards.storage.database import Connection, snapshot, write
from flashcards.storage.decks import deck
from flashcards.storage.journal import Change, record
from flashcards.storage.settings import Collection, collection
from flashcards.storage.stories import find_story
from flashcards.storage.takes import save_take, take

NEW_DAY = "A new day began since this was shown, and other days follow from the scores. Nothing is saved yet: save once more."


@dataclass(frozen=True, slots=True)
class Stand:
    """A take as it stands. version: what is shown is true for it. story: as it is written now; None where none is chosen or left.

    elapsed_ms: of the section being told. outcomes: where each rating would lead; empty before it is told and where no card is
    rated.
    """

    take: Take
    version: str
    story: Story | None
    elapsed_ms: int
    outcomes: Mapping[Rating, Outcome]


@dataclass(frozen=True, slots=True)
class Scored:
    """rating: by the table. memory: what the pair remembers now; None where it does not show it: no card was rated.

    is_replay: the take had been scored before; nothing was added.
    """

    take: Take
    rating: Rating
    memory: Memory | None
    is_replay: bool = False


def open_take(db: Connection, take_id: str, moment: Moment) -> Stand:
    """A take as it is now. Raises NotFound."""
    with snapshot(db):
        found = take(db, take_id)
        rated = _rated(db, found)
        outcomes = _outcomes(db, rated, deck(db, rated.deck_id).options, moment) if rated and found.is_open else {}
        version = _version(found, rated, collection(db), moment)
        return Stand(found, version, find_story(db, found.story_id), found.elapsed_ms(moment.at), outcomes)


def score_take(db: Connection, take_id: str, scores: Mapping[str, object], version: str, moment: Moment) -> Scored:
    """Judge a take that was told, exactly once, and rate the pair it showed as the rubric's table says.

    version: the one the scores were asked under. Raises: NotFound; BadInput (it is not told yet; a score is missing or none);
    Stale (the pair, another of its story, the options or the day changed since; it was given up, or scored otherwise).
    """
    with write(db):
        found = take(db, take_id)
        if found.state is TakeState.SCORED and found.scores:
            if dict(scores) != dict(found.scores):
                raise Stale(_scored_already(found.scores))
            after = reviews.row_of(db, found.log_id).after if found.log_id is not None else None
            return Scored(found, rating_of(found.scores), after, is_replay=True)
        if not found.is_told:
            raise BadInput("Tell the story to its end first: a take is scored once it is told. Nothing was saved.")
        given = checked(scores)
        rated = _rated(db, found)
        known = _version(found, rated, collection(db), moment)
        if found.state is TakeState.LEFT or version != known:
            raise Stale(_why_stale(version, known))
        return _score(db, found, given, rated, moment)


def _score(db: Connection, found: Take, scores: Scores, rated: Card | None, moment: Moment) -> Scored:
    """Inside a write: the take, and what follows for the pair, in one step that can be undone."""
    rating = rating_of(scores)
    label = f"Told a story, {rating.name.capitalize()}"
    scored = replace(found, scores=scores, state=TakeState.SCORED, study_day=moment.day)
    if rated is None:
        record(db, label, [save_take(db, scored)], moment.stamp)
        return Scored(scored, rating, None)
    memory, log_id, changes = _rate(db, found, rated, rating, moment)
    scored = replace(scored, log_id=log_id)
    record(db, label, [*changes, save_take(db, scored)], moment.stamp, card_id=rated.id, log_ids=range(log_id, log_id + 1))
    return Scored(scored, rating, memory)


def _rate(db: Connection, found: Take, rated: Card, rating: Rating, moment: Moment) -> tuple[Memory, int, list[Change]]:
    """The memory, its row of the log, and what changed: the story's other cards too, or they would show days that are taken."""
    options = deck(db, rated.deck_id).options
    outcome = _outcomes(db, rated, options, moment)[rating]
    changes = [save_memory(db, rated, outcome.memory)]
    changes += [count_change(db, other) for other in _siblings(db, rated)]
    log_id = reviews.log_rating(
        db, review_id=_review_id(db, found), card_id=rated.id, deck_id=rated.deck_id, before=rated.memory, outcome=outcome,
        options=options, turn=None, recall=retrievability(rated.memory, moment.day, options.parameters) if rated.memory else None,
        took_ms=min(found.told_ms, LONGEST_TELLING_MS), moment=moment,
    )  # fmt: skip
    return outcome.memory, log_id, changes


def _review_id(db: Connection, found: Take) -> str:
    """The take's own id; with a number behind it where its scores were taken back and given anew."""
    earlier = reviews.ratings_named(db, found.take_id)
    return f"{found.take_id}.{earlier}" if earlier else found.take_id


def _outcomes(db: Connection, rated: Card, options: Options, moment: Moment) -> Mapping[Rating, Outcome]:
    taken = {other.memory.due_on for other in _siblings(db, rated) if other.memory and other.memory.due_on}
    return told_outcomes(rated.id, rated.memory, options, moment.day, taken)


def _siblings(db: Connection, rated: Card) -> list[Card]:
    return [other for other in cards_of_note(db, rated.note_id) if other.id != rated.id]


def _rated(db: Connection, found: Take) -> Card | None:
    """The card a told take will rate: none where the story does not show the principle, or no more."""
    if found.card_id is None or not found.is_told:
        return None
    return next(iter(cards_among(db, [found.card_id])), None)


def _version(found: Take, rated: Card | None, facts: Collection, moment: Moment) -> str:
    shown = f"{found.state}.{found.section}.{found.story_id or 0}.{rated.changes if rated else 0}"
    return f"{shown}.{facts.options_revision}.{moment.day.isoformat()}"


def _why_stale(shown: str, known: str) -> str:
    """A version ends in its day: where all else stands, nobody did anything."""
    return NEW_DAY if shown != known and shown.rpartition(".")[0] == known.rpartition(".")[0] else WENT_ON


def _scored_already(scores: Scores) -> str:
    told = ", ".join(f"{one.name} {scores[one.key]}" for one in RUBRIC)
    return f"This take is scored already, in another tab perhaps: {told}. That stands; undo it to score once more."
