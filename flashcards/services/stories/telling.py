"""A take while it is told: section by section against the clock, with rests, until it can be scored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flashcards.core.errors import BadInput, WentOn
from flashcards.core.models import Card, Rating
from flashcards.core.moment import Moment
from flashcards.core.scheduling import Outcome, told_outcomes
from flashcards.core.stories.questions import next_follow_ups
from flashcards.core.stories.rubric import FOLLOW_UPS, checked_score
from flashcards.core.stories.story import FollowUp, Story
from flashcards.core.stories.takes import SECTIONS, Take, TakeState, advanced, answered, paused
from flashcards.services.stories.recording import silenced
from flashcards.storage.cards import cards_among, cards_of_note
from flashcards.storage.database import Connection, snapshot, write
from flashcards.storage.decks import deck
from flashcards.storage.journal import Change, delete_rows, record
from flashcards.storage.questions import find_bank_question
from flashcards.storage.settings import collection
from flashcards.storage.stories import find_story
from flashcards.storage.takes import save_take, scored_takes_of_story, take, takes_of_question

MOST_TEXT_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class Stand:
    """A take as it stands. version: what is shown is true for it. story: as it is written now; None where none is chosen or left.

    rated: the card its scores will rate; None before it is told, and where the story does not show the principle, or no more.
    elapsed_ms: of the section being told. outcomes: where each rating would lead; empty where no card is rated, or was already.
    """

    take: Take
    version: str
    story: Story | None
    elapsed_ms: int
    rated: Card | None
    outcomes: Mapping[Rating, Outcome]


def stand_of(db: Connection, take_id: str, moment: Moment) -> Stand:
    """A take as it is now, whatever its state. Raises NotFound."""
    with snapshot(db):
        found = take(db, take_id)
        shown = [found.card_id] if found.card_id is not None and found.is_told else []
        rated = next(iter(cards_among(db, shown)), None)
        outcomes = _outcomes(db, rated, moment) if rated and found.is_open else {}
        version, told = _version(db, found, rated, moment), find_story(db, found.story_id)
        return Stand(found, version, told, found.elapsed_ms(moment.at), rated, outcomes)


def advance(db: Connection, take_id: str, section: int, moment: Moment, ms: int | None = None, text: str = "") -> Take:
    """The section of that number (0-3) is told. Once it is, the same again changes nothing.

    ms: as measured where it was told, an hour at most counts; None for what the clock here says. text: what was typed.
    Raises: NotFound; BadInput; Stale (the take is not that far, was given up, or another tab told this section otherwise).
    """
    _refuse_nonsense(section, ms, text)
    with write(db):
        found = take(db, take_id)
        if found.section > section and found.sections[section].is_as_sent(ms, text):
            return found
        if found.state is not TakeState.TELLING or found.section != section:
            raise WentOn
        asked = _follow_ups(db, found) if section + 1 == len(SECTIONS) else ()
        return _saved(db, advanced(found, moment.at, ms, text, asked))


def pause(db: Connection, take_id: str, moment: Moment) -> Take:
    """Stop the clock; where it rests it goes on resting. Raises NotFound, Stale (nothing is being told)."""
    with write(db):
        found = _telling(db, take_id)
        return _saved(db, paused(found, moment.at)) if found.clock_at else found


def resume(db: Connection, take_id: str, moment: Moment) -> Take:
    """Let the clock go on. Raises NotFound, Stale."""
    with write(db):
        found = _telling(db, take_id)
        return found if found.clock_at else _saved(db, replace(found, clock_at=moment.at))


def answer(db: Connection, take_id: str, place: int, moment: Moment, score: int | None = None) -> Take:
    """The follow-up of that number (from 0) is answered; one undo asks it again. Once it is, the same again changes nothing.

    score: how well, 1-5; None goes on without one. Raises: NotFound; BadInput; Stale (it is not being asked, the take was given
    up, or another tab scored it otherwise).
    """
    given = None if score is None else checked_score(FOLLOW_UPS, score)
    with write(db):
        found = take(db, take_id)
        if 0 <= place < found.asking and found.follow_ups[place].score == given:
            return found
        if found.state is not TakeState.ASKING or found.asking != place:
            raise WentOn
        after = answered(found, given)
        label = "Answered a follow-up" if given is None else f"Scored a follow-up, {given}"
        record(db, label, [save_take(db, after)], moment.stamp)
        return after


def leave(db: Connection, take_id: str, moment: Moment) -> Take:
    """Give a take up; one undo takes that back, and its clock rests then. Raises NotFound, Stale (it is scored)."""
    with write(db):
        found = take(db, take_id)
        if found.state is TakeState.SCORED:
            raise WentOn
        record(db, "Gave up a take", [given_up(db, found, moment)], moment.stamp)
        return take(db, take_id)


def given_up(db: Connection, found: Take, moment: Moment) -> Change | None:
    """Inside a write: the change that gives an open take up; when it is undone, the clock rests."""
    resting = _saved(db, paused(found, moment.at) if found.clock_at else found)
    return save_take(db, replace(resting, state=TakeState.LEFT))


def delete_take(db: Connection, take_id: str, moment: Moment) -> None:
    """Undo brings it back with its scores, but without its sound, which is gone for good. Its rating stays. Raises NotFound."""
    with write(db):
        found = silenced(db, take(db, take_id))
        record(db, "Deleted a take", delete_rows(db, {"takes": [found.id]}, moment.stamp), moment.stamp)


def write_down(db: Connection, take_id: str, texts: tuple[str, str, str, str]) -> Take:
    """The words of a take, section by section, as they were said: what pace and fillers are told by. Raises NotFound, BadInput,
    Stale (it is not told yet).
    """
    for section, text in enumerate(texts):
        _refuse_nonsense(section, None, text)
    with write(db):
        found = take(db, take_id)
        if not found.is_told:
            raise WentOn
        first, second, third, fourth = (replace(told, text=text) for told, text in zip(found.sections, texts, strict=True))
        return _saved(db, replace(found, sections=(first, second, third, fourth)))


def _outcomes(db: Connection, rated: Card, moment: Moment) -> Mapping[Rating, Outcome]:
    others = [one.memory for one in cards_of_note(db, rated.note_id) if one.id != rated.id]
    taken = {memory.due_on for memory in others if memory and memory.due_on}
    return told_outcomes(rated.id, rated.memory, deck(db, rated.deck_id).options, moment.day, taken)


def _version(db: Connection, found: Take, rated: Card | None, moment: Moment) -> str:
    shown = f"{found.state}.{found.section}.{found.story_id or 0}.{rated.changes if rated else 0}"
    return f"{shown}.{collection(db).options_revision}.{moment.day.isoformat()}"


def _follow_ups(db: Connection, found: Take) -> tuple[FollowUp, ...]:
    """What is asked after this telling."""
    question = find_bank_question(db, found.question_id)
    before = takes_of_question(db, question.id) if question else []
    told = find_story(db, found.story_id)
    before += scored_takes_of_story(db, told.id) if told else []
    asked = [one.question for earlier in sorted(before, key=lambda one: -one.id) for one in earlier.follow_ups]
    return next_follow_ups(question.follow_ups if question else (), told.follow_ups if told else (), asked)


def _telling(db: Connection, take_id: str) -> Take:
    found = take(db, take_id)
    if found.state is not TakeState.TELLING:
        raise WentOn
    return found


def _saved(db: Connection, after: Take) -> Take:
    save_take(db, after)
    return after


def _refuse_nonsense(section: int, ms: int | None, text: str) -> None:
    """Raises BadInput."""
    if section not in range(len(SECTIONS)):
        raise BadInput("section must be 0 (Situation), 1 (Task), 2 (Action) or 3 (Result).")
    if ms is not None and ms < 0:
        raise BadInput("ms must be 0 or more, the milliseconds the section took.")
    if len(text) > MOST_TEXT_CHARACTERS:
        raise BadInput(f"A section holds at most {MOST_TEXT_CHARACTERS} characters. Shorten the text.")
