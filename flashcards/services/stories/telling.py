"""A take while it is told: section by section against the clock, with rests, until it can be scored."""

from __future__ import annotations

from dataclasses import replace

from flashcards.core.errors import BadInput, Stale
from flashcards.core.moment import Moment
from flashcards.core.stories.questions import next_follow_ups
from flashcards.core.stories.rubric import FOLLOW_UPS, checked_score
from flashcards.core.stories.story import FollowUp
from flashcards.core.stories.takes import SECTIONS, Take, TakeState, advanced, answered, paused
from flashcards.services.stories.drilling import WENT_ON
from flashcards.storage.database import Connection, write
from flashcards.storage.journal import Change, record
from flashcards.storage.questions import bank_question
from flashcards.storage.stories import find_story
from flashcards.storage.takes import save_take, take, takes_of_question, takes_of_story

MOST_TEXT_CHARACTERS = 20_000


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
            raise Stale(WENT_ON)
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
            raise Stale(WENT_ON)
        after = answered(found, given)
        label = "Answered a follow-up" if given is None else f"Scored a follow-up, {given}"
        record(db, label, [save_take(db, after)], moment.stamp)
        return after


def leave(db: Connection, take_id: str, moment: Moment) -> Take:
    """Give a take up; one undo takes that back, and its clock rests then. Raises NotFound, Stale (it is scored)."""
    with write(db):
        found = take(db, take_id)
        if found.state is TakeState.SCORED:
            raise Stale(WENT_ON)
        record(db, "Gave up a take", [given_up(db, found, moment)], moment.stamp)
        return take(db, take_id)


def given_up(db: Connection, found: Take, moment: Moment) -> Change | None:
    """Inside a write: the change that gives an open take up; when it is undone, the clock rests."""
    resting = _saved(db, paused(found, moment.at) if found.clock_at else found)
    return save_take(db, replace(resting, state=TakeState.LEFT))


def write_down(db: Connection, take_id: str, texts: tuple[str, str, str, str]) -> Take:
    """The words of a take, section by section, as they were said: what pace and fillers are told by. Raises NotFound, BadInput,
    Stale (it is not told yet).
    """
    for section, text in enumerate(texts):
        _refuse_nonsense(section, None, text)
    with write(db):
        found = take(db, take_id)
        if not found.is_told:
            raise Stale(WENT_ON)
        first, second, third, fourth = (replace(told, text=text) for told, text in zip(found.sections, texts, strict=True))
        return _saved(db, replace(found, sections=(first, second, third, fourth)))


def _follow_ups(db: Connection, found: Take) -> tuple[FollowUp, ...]:
    """What is asked after this telling."""
    question = bank_question(db, found.question_id) if found.question_id is not None else None
    before = takes_of_question(db, question.id) if question else []
    told = find_story(db, found.story_id)
    before += takes_of_story(db, told.id) if told else []
    asked = [one.question for earlier in sorted(before, key=lambda one: -one.id) for one in earlier.follow_ups]
    return next_follow_ups(question.follow_ups if question else (), told.follow_ups if told else (), asked)


def _telling(db: Connection, take_id: str) -> Take:
    found = take(db, take_id)
    if found.state is not TakeState.TELLING:
        raise Stale(WENT_ON)
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
