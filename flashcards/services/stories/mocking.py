"""Mock interviews: begun, answered question by question, and looked back on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from flashcards.core.errors import BadInput, NotFound, Stale
from flashcards.core.moment import Moment
from flashcards.core.names import check_id
from flashcards.core.stories.mock import (
    BEHAVIOURAL_QUESTIONS,
    BEHAVIOURAL_ROUNDS,
    LOOP_QUESTIONS,
    LOOP_ROUNDS,
    MOST_QUESTIONS,
    MOST_ROUNDS,
    MOST_SECONDS,
    Mock,
    MockStand,
    Place,
    Round,
    loop,
    mock_stand,
    takes_by_place,
)
from flashcards.core.stories.report import Past, Report, past, report
from flashcards.core.stories.rounds import RoundStand, is_round, rounds_of, without_minutes
from flashcards.core.stories.takes import Take
from flashcards.services.stories.drilling import ToTell, put_question
from flashcards.services.stories.presetting import chosen_preset, kept_preset
from flashcards.services.stories.telling import given_up
from flashcards.storage.cards import next_id
from flashcards.storage.database import Connection, snapshot, write
from flashcards.storage.journal import delete_rows, inserted, record
from flashcards.storage.mocks import find_mock, insert_mock, mock, mocks, set_finished
from flashcards.storage.principles import principles
from flashcards.storage.questions import AskedUnder, has_bank, questions_of_guides
from flashcards.storage.stories import stories
from flashcards.storage.takes import is_taken, take, takes_of_mock, takes_of_mocks

BEHAVIOURAL, LOOP = "behavioural", "loop"
ANSWER_SECONDS = 180
"""The most an answer may take: of the behavioural mock, and of a guide that does not say."""
MINUTE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class MockKind:
    """A mock that can be begun. key: its name in an address. rounds: as they would be; principles are drawn anew."""

    key: str
    name: str
    rounds: tuple[Round, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What can be begun, what goes on and what is over, as they are at one moment.

    kinds: those of guides first, then those from the question bank. stand: of the newest, if that goes on. past: the oldest
    first. waiting: all others that are not over, the newest first.
    """

    kinds: tuple[MockKind, ...]
    stand: MockStand | None
    past: tuple[Past, ...]
    waiting: tuple[Past, ...]
    has_stories: bool
    has_bank: bool


def overview(db: Connection) -> Overview:
    """All there is to say of mock interviews."""
    with snapshot(db):
        known, put = mocks(db), takes_of_mocks(db)
        newest = mock_stand(known[0], put.get(known[0].id, ())) if known else None
        stand = newest if newest and newest.next_place is not None else None
        begun = _pasts(known, put)
        waiting = [one for one in reversed(begun) if not one.is_over and not (stand and one.id == stand.mock.id)]
        over = tuple(one for one in begun if one.is_over)
        return Overview(kinds(db), stand, over, tuple(waiting), bool(stories(db)), has_bank(db))


def kinds(db: Connection) -> tuple[MockKind, ...]:
    """The rounds a guide has come first, then the behavioural mock and the loop from the question bank."""
    with snapshot(db):
        return tuple(_kinds(db, "shown", LOOP_ROUNDS, LOOP_QUESTIONS))


def begin_mock(
    db: Connection,
    key: str,
    moment: Moment,
    rounds: int = LOOP_ROUNDS,
    questions: int = LOOP_QUESTIONS,
    preset: str | None = None,
    begin_id: str = "",
) -> int:
    """rounds, questions: of the loop, and how many a round has. preset: the name of one; None for the first. Returns the id;
    the same begin_id again begins none, and gives the id it gave, however far that mock has gone.

    Raises: NotFound (no such kind or preset), BadInput.
    """
    if not (0 < rounds <= MOST_ROUNDS and 0 < questions <= MOST_QUESTIONS):
        raise BadInput(f"A mock has 1 to {MOST_ROUNDS} rounds of 1 to {MOST_QUESTIONS} questions.")
    if begin_id:
        check_id("begin_id", begin_id)
    with write(db):
        known = next((one.id for one in mocks(db) if begin_id and one.begin_id == begin_id), None)
        if known is not None:
            return known
        mock_id, told_by = next_id(db, "mocks"), chosen_preset(db, preset).name
        kind = next((one for one in _kinds(db, str(mock_id), rounds, questions) if one.key == key), None)
        if kind is None or not kind.rounds:
            raise NotFound("There is no such mock interview. The page Mock lists those there are.")
        insert_mock(db, kind.name, told_by, kind.rounds, moment, begin_id)
        record(db, f"Began {kind.name}", [inserted("mocks", [mock_id], moment.stamp)], moment.stamp)
    return mock_id


def open_mock(db: Connection, mock_id: int) -> MockStand:
    """Raises NotFound."""
    with snapshot(db):
        return _stand(db, mock(db, mock_id))


def round_of(db: Connection, answer: Take, moment: Moment) -> RoundStand | None:
    """The round in which a take was put; None outside a mock, and where that was deleted."""
    with snapshot(db):
        found = find_mock(db, answer.mock_id)
        rounds = rounds_of(found, takes_by_place(found, takes_of_mock(db, found.id)), moment.at) if found else []
    return next((one for one in rounds if one.has(answer.mock_place)), None)


def next_answer(db: Connection, mock_id: int, take_id: str, moment: Moment) -> Take | None:
    """Put the next question, or go on with the one that stands; None when none is left. A take_id known before gives its take.

    Raises: NotFound; BadInput (that take is not of this mock); Stale (the mock is finished).
    """
    with write(db):
        if is_taken(db, take_id):
            return _of_mock(take(db, take_id), mock_id)
        stand = _stand(db, mock(db, mock_id))
        if stand.mock.is_finished:
            raise Stale("This mock interview is finished. Its report says how it went; begin another one.")
        if stand.unfinished or stand.next_place is None:
            return stand.unfinished
        place = stand.mock.places[stand.next_place]
        wish = ToTell(
            principle=place.principle, question_id=place.question_id, preset=kept_preset(db, stand.mock.preset).name,
            mock_id=mock_id, mock_place=stand.next_place, maximum=place.maximum,
        )  # fmt: skip
        return put_question(db, take_id, wish, moment)


def finish_mock(db: Connection, mock_id: int, moment: Moment) -> None:
    """End it before all its questions are answered: what is not told to its end is given up. Undo goes on with it, and with
    that, at rest. Raises NotFound.
    """
    with write(db):
        stand = _stand(db, mock(db, mock_id))
        if stand.next_place is None:
            return
        left = given_up(db, stand.unfinished, moment) if stand.unfinished and not stand.unfinished.is_told else None
        record(db, f"Finished {stand.mock.name}", [set_finished(db, mock_id, moment.stamp), left], moment.stamp)


def delete_mock(db: Connection, mock_id: int, moment: Moment) -> None:
    """Its takes stay, each with its story. Can be undone. Raises NotFound."""
    with write(db):
        gone = mock(db, mock_id)
        record(db, f"Deleted {gone.name}", delete_rows(db, {"mocks": [mock_id]}, moment.stamp), moment.stamp)


def report_of(db: Connection, mock_id: int) -> Report:
    """Raises NotFound."""
    with snapshot(db):
        return report(mock(db, mock_id), takes_of_mock(db, mock_id), stories(db))


def trend(db: Connection) -> tuple[Past, ...]:
    """All mocks, the oldest first."""
    with snapshot(db):
        return _pasts(mocks(db), takes_of_mocks(db))


def _pasts(known: Sequence[Mock], put: Mapping[int, Sequence[Take]]) -> tuple[Past, ...]:
    """known: the newest first. put: the takes of each, by its id. The oldest comes first."""
    return tuple(past(one, put.get(one.id, ())) for one in reversed(known))


def _of_mock(known: Take, mock_id: int) -> Take:
    """Raises BadInput."""
    if known.mock_id != mock_id:
        raise BadInput("This take_id is that of a take outside this mock interview. Load the page again, then go on.")
    return known


def _stand(db: Connection, found: Mock) -> MockStand:
    return mock_stand(found, takes_of_mock(db, found.id))


def _kinds(db: Connection, seed: str, rounds: int, questions: int) -> Iterator[MockKind]:
    yield from _of_guides(db)
    names = [one.name for one in principles(db)]
    behavioural = loop(names, seed, BEHAVIOURAL_ROUNDS, BEHAVIOURAL_QUESTIONS)
    timed = tuple(
        replace(one, places=tuple(replace(place, maximum=ANSWER_SECONDS) for place in one.places)) for one in behavioural
    )
    yield MockKind(BEHAVIOURAL, "Behavioural mock", timed)
    yield MockKind(LOOP, "Interview loop", loop(names, seed, rounds, questions))


def _of_guides(db: Connection) -> Iterator[MockKind]:
    """A mock for each guide that has questions in rounds of its own."""
    found = [one for one in questions_of_guides(db) if is_round(one.heading)]
    for (guide_id, title), asked in groupby(found, key=lambda one: (one.guide_id, one.title)):
        rounds = tuple(_round(heading, rows) for heading, rows in groupby(asked, key=lambda one: one.heading))
        yield MockKind(f"guide-{guide_id}", f"Mock of {title}", rounds)


def _round(heading: str, asked: Iterable[AskedUnder]) -> Round:
    name, minutes = without_minutes(heading)
    places = []
    for one in asked:
        most = without_minutes(one.question)[1]
        places.append(Place(None, one.question_id, min(most * MINUTE_SECONDS, MOST_SECONDS) if most else ANSWER_SECONDS))
    return Round(name, minutes or len(places) * ANSWER_SECONDS // MINUTE_SECONDS, tuple(places))
