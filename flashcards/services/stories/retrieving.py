"""Rapid retrieval: ten questions, and for each the story that comes to mind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

from flashcards.core.errors import BadInput, Stale
from flashcards.core.moment import Moment
from flashcards.core.names import check_id
from flashcards.core.stories.coverage import cover
from flashcards.core.stories.drill import Pair
from flashcards.core.stories.retrieval import (
    CLOCKS,
    QUESTIONS,
    Promptness,
    Retrieval,
    answerable,
    choice_made,
    judge,
    questions_of_run,
)
from flashcards.core.stories.story import Story
from flashcards.services.stories.drilling import known_principle
from flashcards.storage.database import Connection, snapshot, write
from flashcards.storage.pairs import pair_of
from flashcards.storage.principles import principles
from flashcards.storage.questions import bank, bank_question
from flashcards.storage.retrievals import insert_retrieval, last_put, newest_runs, retrieval, run
from flashcards.storage.stories import stories, story


@dataclass(frozen=True, slots=True)
class Run:
    """Where a run stands. chosen: so far, in order. question_id, question, principle: asked at `place`; None when it is over.

    stories: to choose from, by title.
    """

    run_id: str
    chosen: tuple[Retrieval, ...]
    place: int
    question_id: int | None
    question: str | None
    principle: str | None
    stories: tuple[Story, ...]

    @property
    def is_over(self) -> bool:
        return self.question_id is None


@dataclass(frozen=True, slots=True)
class PastRun:
    """counts: how many came how promptly. median_ms: of the latencies that were measured; None where none was."""

    run_id: str
    day: date
    counts: Mapping[Promptness, int]
    median_ms: int | None


def open_run(db: Connection, run_id: str) -> Run:
    """The same run_id goes on where it stood; a new one begins. Raises BadInput (an id that cannot be one)."""
    check_id("run_id", run_id)
    with snapshot(db):
        chosen = run(db, run_id)
        put = {one.question_id for one in chosen}
        told = tuple(sorted(stories(db), key=lambda one: one.title.casefold()))
        wanted = questions_of_run(answerable(bank(db), told), last_put(db, run_id), run_id)
        left = [found for found in wanted if found[0].id not in put]
    question, principle = left[0] if left and len(chosen) < QUESTIONS else (None, None)
    question_id, text = (question.id, question.text) if question else (None, None)
    return Run(run_id, tuple(chosen), len(chosen), question_id, text, principle, told)


def retrieve(
    db: Connection,
    run_id: str,
    place: int,
    question_id: int,
    principle: str,
    story_id: int | None,
    latency_ms: int | None,
    seconds: int | None,
    moment: Moment,
) -> Retrieval | None:
    """Take a choice, exactly once: the same place of a run again gives what was chosen then. None: it came too soon to be one,
    and the question stands.

    story_id: None when nothing came to mind. latency_ms: None where it was not measured. seconds: of the clock; None without
    one. What that makes of the choice, `choice_made` says.
    Raises: NotFound; BadInput; Stale (the run is not at that place).
    """
    check_id("run_id", run_id)
    if place not in range(QUESTIONS) or seconds not in CLOCKS:
        raise BadInput(f"place must be from 0 to {QUESTIONS - 1}, and seconds 10, 5 or none.")
    made = choice_made(story_id, latency_ms, seconds)
    if made is None:
        return None
    chosen_id, latency = made
    with write(db):
        if known := retrieval(db, run_id, place):
            return known
        if place != len(run(db, run_id)):
            raise Stale("This run is not at that question. Open it again: it goes on where it stood.")
        question, name = bank_question(db, question_id), known_principle(db, principle)
        pair, about = _pairs(db, chosen_id, name, moment)
        came = judge(pair is not None, latency)
        found = Retrieval(run_id, place, question.id, question.text, name, chosen_id, about, seconds, latency, came)
        insert_retrieval(db, found, moment)
        return found


def _pairs(db: Connection, story_id: int | None, principle: str, moment: Moment) -> tuple[int | None, int | None]:
    """The card of what was chosen, if it shows the principle; and the one it is about, else that of the story to tell first."""
    pair = pair_of(db, story(db, story_id).id, principle, moment.day) if story_id is not None else None
    about = pair or _first(db, principle, moment)
    return pair.card_id if pair else None, about.card_id if about else None


def _first(db: Connection, principle: str, moment: Moment) -> Pair | None:
    """The pair to tell first for a principle."""
    asked = [one for one in principles(db) if one.name == principle]
    first = cover(asked, stories(db)).rows[0].first
    return pair_of(db, first.id, principle, moment.day) if first else None


def questions_to_put(db: Connection) -> int:
    """Of a run that begins now: those of the bank that a story can answer, up to the length of a run."""
    with snapshot(db):
        return min(len(answerable(bank(db), stories(db))), QUESTIONS)


def past_runs(db: Connection, most: int = 20) -> tuple[PastRun, ...]:
    """The newest first."""
    return tuple(_past(day, chosen) for day, chosen in newest_runs(db, most))


def _past(day: date, chosen: list[Retrieval]) -> PastRun:
    latencies = [one.latency_ms for one in chosen if one.latency_ms is not None and not one.is_late]
    counts = Counter(one.promptness for one in chosen)
    median_ms = round(median(latencies)) if latencies else None
    return PastRun(chosen[0].run_id, day, {one: counts[one] for one in Promptness}, median_ms)
