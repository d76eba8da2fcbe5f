"""Mock interviews: begun, answered question by question, and looked back on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from flashcards.core.errors import BadInput, NotFound, Stale
from flashcards.core.moment import Moment
from flashcards.core.stories.mock import (
    BEHAVIOURAL_QUESTIONS,
    BEHAVIOURAL_ROUNDS,
    LOOP_QUESTIONS,
    LOOP_ROUNDS,
    MOST_QUESTIONS,
    MOST_ROUNDS,
    MOST_SECONDS,
    Mock,
    Place,
    Round,
    is_round,
    loop,
    without_minutes,
)
from flashcards.core.stories.report import Past, Report, past, report
from flashcards.core.stories.rounds import RoundStand, rounds_of
from flashcards.core.stories.takes import TAKE_ID, Take, TakeState
from flashcards.services.stories.drilling import Wish, put_question
from flashcards.services.stories.presetting import chosen_preset, kept_preset
from flashcards.services.stories.telling import given_up
from flashcards.storage.cards import next_id
from flashcards.storage.database import Connection, snapshot, write
from flashcards.storage.journal import delete_rows, inserted, record
from flashcards.storage.mocks import insert_mock, mock, mocks, set_finished
from flashcards.storage.principles import principles
from flashcards.storage.questions import rounds_of_guides
from flashcards.storage.stories import stories
from flashcards.storage.takes import is_taken, take, takes_of_mock, takes_of_mocks

BEHAVIOURAL, LOOP = "behavioural", "loop"
ANSWER_SECONDS = 180
"""The most an answer of the behavioural mock may take."""
SECONDS = 60


@dataclass(frozen=True, slots=True)
class MockKind:
    """A mock that can be begun. key: its name in an address. rounds: as they would be; principles are drawn anew."""

    key: str
    name: str
    rounds: tuple[Round, ...]


@dataclass(frozen=True, slots=True)
class MockStand:
    """Where a mock stands. takes: by place, the newest not given up. next_place: None when all are scored or it is finished.

    open_take: what is going on at next_place, if anything is.
    """

    mock: Mock
    takes: tuple[Take | None, ...]
    next_place: int | None
    open_take: Take | None


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
    if begin_id and not TAKE_ID.fullmatch(begin_id):
        raise BadInput("begin_id must have 1 to 60 letters, digits, hyphens or underscores.")
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
        return _stand(mock(db, mock_id), takes_of_mock(db, mock_id))


def round_of(db: Connection, answer: Take, moment: Moment) -> RoundStand | None:
    """The round in which a take was put; None outside a mock, and where that was deleted."""
    with snapshot(db):
        try:
            found = mock(db, answer.mock_id or 0)
        except NotFound:
            return None
        rounds = rounds_of(found, _stand(found, takes_of_mock(db, found.id)).takes, moment.at)
    return next((one for one in rounds if one.has(answer.mock_place)), None)


def next_answer(db: Connection, mock_id: int, take_id: str, moment: Moment) -> Take | None:
    """Put the next question, or go on with the one that stands; None when none is left. A take_id known before gives its take.

    Raises: NotFound; BadInput (that take is not of this mock); Stale (the mock is finished).
    """
    with write(db):
        if is_taken(db, take_id):
            return _of_mock(take(db, take_id), mock_id)
        stand = _stand(mock(db, mock_id), takes_of_mock(db, mock_id))
        if stand.mock.is_finished:
            raise Stale("This mock interview is finished. Its report says how it went; begin another one.")
        if stand.open_take or stand.next_place is None:
            return stand.open_take
        place = stand.mock.places[stand.next_place]
        wish = Wish(
            principle=place.principle, question_id=place.question_id, preset=kept_preset(db, stand.mock.preset).name,
            mock_id=mock_id, mock_place=stand.next_place, maximum=place.maximum,
        )  # fmt: skip
        return put_question(db, take_id, wish, moment)


def finish_mock(db: Connection, mock_id: int, moment: Moment) -> None:
    """End it, with all its questions answered or not: what is not told to its end is given up. Undo goes on with it, and with
    that, at rest. Raises NotFound.
    """
    with write(db):
        stand = _stand(mock(db, mock_id), takes_of_mock(db, mock_id))
        if stand.mock.is_finished:
            return
        left = given_up(db, stand.open_take, moment) if stand.open_take and not stand.open_take.is_told else None
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
        put = takes_of_mocks(db)
        return tuple(past(one, put.get(one.id, ())) for one in reversed(mocks(db)))


def _of_mock(known: Take, mock_id: int) -> Take:
    """Raises BadInput."""
    if known.mock_id != mock_id:
        raise BadInput("This take_id is that of a take outside this mock interview. Load the page again, then go on.")
    return known


def _stand(found: Mock, takes: Iterable[Take]) -> MockStand:
    by_place = {one.mock_place: one for one in takes if one.state is not TakeState.LEFT}
    told = tuple(by_place.get(place) for place in range(len(found.places)))
    place = next((place for place, one in enumerate(told) if one is None or one.is_open), None)
    next_place = None if found.is_finished else place
    return MockStand(found, told, next_place, told[next_place] if next_place is not None else None)


def _kinds(db: Connection, seed: str, rounds: int, questions: int) -> Iterable[MockKind]:
    yield from _of_guides(db)
    names = [one.name for one in principles(db)]
    behavioural = loop(names, seed, BEHAVIOURAL_ROUNDS, BEHAVIOURAL_QUESTIONS)
    timed = tuple(
        replace(one, places=tuple(replace(place, maximum=ANSWER_SECONDS) for place in one.places)) for one in behavioural
    )
    yield MockKind(BEHAVIOURAL, "Behavioural mock", timed)
    yield MockKind(LOOP, "Interview loop", loop(names, seed, rounds, questions))


def _of_guides(db: Connection) -> Iterable[MockKind]:
    """A mock for each guide that has questions in rounds of its own."""
    found = [row for row in rounds_of_guides(db) if is_round(row[2])]
    for (guide_id, title), rows in groupby(found, key=lambda row: row[:2]):
        rounds = tuple(
            _round(heading, [(row[3], row[4]) for row in asked]) for heading, asked in groupby(rows, lambda row: row[2])
        )
        yield MockKind(f"guide-{guide_id}", f"Mock of {title}", rounds)


def _round(heading: str, asked: Iterable[tuple[int, str]]) -> Round:
    name, minutes = without_minutes(heading)
    places = []
    for question_id, text in asked:
        most = without_minutes(text)[1]
        places.append(Place(None, question_id, min(most * SECONDS, MOST_SECONDS) if most else ANSWER_SECONDS))
    return Round(name, minutes or len(places) * ANSWER_SECONDS // SECONDS, tuple(places))
