"""The scores of a take: exactly once, as the page said, and taken back as a whole by one undo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flashcards.core.errors import BadInput, Stale, WentOn
from flashcards.core.models import Card, Memory, Rating
from flashcards.core.moment import Moment
from flashcards.core.scheduling import Outcome, retrievability
from flashcards.core.stories.presets import LONGEST_TELLING_MS
from flashcards.core.stories.rubric import RUBRIC, Scores, checked, rating_of
from flashcards.core.stories.takes import Take, TakeState
from flashcards.services.stories.telling import Stand, stand_of
from flashcards.storage import reviews
from flashcards.storage.cards import cards_of_note, count_change, save_memory
from flashcards.storage.database import Connection, write
from flashcards.storage.decks import deck
from flashcards.storage.journal import Change, record
from flashcards.storage.takes import save_take

NEW_DAY = "A new day began since this was shown, and other days follow from the scores. Nothing is saved yet: save once more."


@dataclass(frozen=True, slots=True)
class Scored:
    """rating: by the table. memory: what the pair remembers now; None where it does not show it: no card was rated.

    is_replay: the take had been scored before; nothing was added.
    """

    take: Take
    rating: Rating
    memory: Memory | None
    is_replay: bool = False


def score_take(db: Connection, take_id: str, scores: Mapping[str, object], version: str, moment: Moment) -> Scored:
    """Judge a take that was told, exactly once, and rate the pair it showed as the rubric's table says.

    version: the one the scores were asked under. Raises: NotFound; BadInput (it is not told yet; a score is missing or none);
    Stale (the pair, another of its story, the options or the day changed since; it was given up, or scored otherwise).
    """
    with write(db):
        stand = stand_of(db, take_id, moment)
        found = stand.take
        if found.state is TakeState.SCORED and found.scores:
            if dict(scores) != dict(found.scores):
                raise Stale(_scored_already(found.scores))
            after = reviews.row_of(db, found.log_id).after if found.log_id is not None else None
            return Scored(found, rating_of(found.scores), after, is_replay=True)
        if not found.is_told:
            raise BadInput("Tell the story to its end first: a take is scored once it is told. Nothing was saved.")
        given = checked(scores)
        if found.state is TakeState.LEFT or version != stand.version:
            raise _why_stale(version, stand.version)
        return _score(db, stand, given, moment)


def _score(db: Connection, stand: Stand, scores: Scores, moment: Moment) -> Scored:
    """Inside a write: the take, and what follows for the pair, in one step that can be undone."""
    found, rated = stand.take, stand.rated
    rating = rating_of(scores)
    label = f"Told a story, {rating.name.capitalize()}"
    scored = replace(found, scores=scores, state=TakeState.SCORED, study_day=moment.day)
    if rated is None:
        record(db, label, [save_take(db, scored)], moment.stamp)
        return Scored(scored, rating, None)
    memory, log_id, changes = _rate(db, found, rated, stand.outcomes[rating], moment)
    scored = replace(scored, log_id=log_id)
    record(db, label, [*changes, save_take(db, scored)], moment.stamp, card_id=rated.id, log_ids=range(log_id, log_id + 1))
    return Scored(scored, rating, memory)


def _rate(db: Connection, found: Take, rated: Card, outcome: Outcome, moment: Moment) -> tuple[Memory, int, list[Change]]:
    """The memory, its row of the log, and what changed: the story's other cards too, or they would show days that are taken."""
    options = deck(db, rated.deck_id).options
    changes = [save_memory(db, rated, outcome.memory)]
    changes += [count_change(db, other) for other in cards_of_note(db, rated.note_id) if other.id != rated.id]
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


def _why_stale(shown: str, known: str) -> Stale:
    """A version ends in its day: where all else stands, nobody did anything."""
    return Stale(NEW_DAY) if shown != known and shown.rpartition(".")[0] == known.rpartition(".")[0] else WentOn()


def _scored_already(scores: Scores) -> str:
    told = ", ".join(f"{one.name} {scores[one.key]}" for one in RUBRIC)
    return f"This take is scored already, in another tab perhaps: {told}. That stands; undo it to score once more."
