"""`drill` and `mock`: a story told against the clock in the terminal, what is to be told today, and the report of a mock."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from uuid import uuid4

import click

from flashcards.cli.invocation import Invocation, data_option, json_option, pass_invocation
from flashcards.cli.terminal import read_line, say
from flashcards.core.delivery import Delivery
from flashcards.core.drill import Wanted
from flashcards.core.mock import Offer
from flashcards.core.moment import Moment
from flashcards.core.report import Answer, Past, Report
from flashcards.core.rubric import HIGHEST, LOWEST, RUBRIC
from flashcards.core.stories import Story
from flashcards.core.takes import SECTIONS, Take
from flashcards.core.wording import day_name
from flashcards.services.drilling import Wish, begin_take, choose_story, wanted_today
from flashcards.services.mocking import report_of, trend
from flashcards.services.offering import offer_for
from flashcards.services.scoring import Scored, open_take, score_take
from flashcards.services.telling import advance, finish_asking, leave
from flashcards.storage.database import Connection
from flashcards.storage.mocks import mocks

LEAVE = "q"
NOTHING = "There are no stories yet. Write some on the page Stories, or `flashcards stories import` takes them from a file."


class Left(Exception):
    """The learner gave the take up."""


@click.command("drill")
@data_option
@json_option
@click.option("--story", "story_id", type=click.IntRange(min=1), metavar="ID", help="Tell this story.")
@click.option("--principle", metavar="NAME", help="Tell a story for this principle.")
@click.option("--preset", metavar="NAME", help="How long a telling may be; otherwise the first preset.")
@pass_invocation
def drill_command(invocation: Invocation, story_id: int | None, principle: str | None, preset: str | None) -> None:
    """Tell a story against the clock.

    Without an option it is what is wanted today. With --json it lists what is, and nothing is told.
    """
    if invocation.is_json:
        _list_wanted(invocation)
        return
    if not invocation.config().database.exists():
        say(NOTHING)
        return
    with invocation.writing() as db:

        def now() -> Moment:
            return invocation.moment(db)

        take = begin_take(db, uuid4().hex, Wish(story_id=story_id, principle=principle, preset=preset), now())
        try:
            _drill(db, take, now)
        except (Left, EOFError):
            leave(db, take.take_id, now())
            say("", "Given up. Nothing was scored.")


@click.command("mock")
@data_option
@json_option
@click.argument("mock_id", metavar="[ID]", type=click.IntRange(min=1), required=False)
@pass_invocation
def mock_command(invocation: Invocation, mock_id: int | None) -> None:
    """Tell how a mock interview went.

    ID is the number in its address; otherwise it is the newest.
    """
    with invocation.reading() as db:
        known = mocks(db) if db else []
        found = report_of(db, mock_id or known[0].id) if db and (mock_id or known) else None
        past = trend(db) if db else ()
    told = {"report": _report(found) if found else None, "trend": [_past(one) for one in past]}
    invocation.answer(told, _report_lines(found) if found else ["There are no mock interviews yet. The page Mock begins one."])


def _list_wanted(invocation: Invocation) -> None:
    with invocation.reading() as db:
        day = invocation.moment(db).day.isoformat() if db else None
        found = wanted_today(db, invocation.moment(db)) if db else ()
    invocation.answer({"day": day, "wanted": [_wanted(one) for one in found]}, ())


def _wanted(one: Wanted) -> dict[str, object]:
    memory = one.pair.memory
    return {
        "card": one.pair.card_id,
        "story": one.pair.story_id,
        "title": one.pair.title,
        "principle": one.pair.principle,
        "strength": one.pair.strength,
        "why": one.why.name.lower(),
        "due": memory.due_on.isoformat() if memory and memory.due_on else None,
    }


def _drill(db: Connection, take: Take, now: Callable[[], Moment]) -> None:
    """From the question to the scores."""
    say(f"Enter goes on; {LEAVE} gives up.", "", *([f"For {take.principle}:"] if take.principle else []), take.question, "")
    take = choose_story(db, take.take_id, _read_story(offer_for(db, take), take.story_id), now())
    for place, section in enumerate(SECTIONS):
        budget = take.preset.budgets[place]
        began = time.monotonic()
        _read(f"{section}, {budget.least}-{budget.most} s: tell it, then press Enter ")
        ms = int((time.monotonic() - began) * 1000)
        take = advance(db, take.take_id, place, now(), ms)
        over = f", {seconds(ms - budget.most * 1000)} over" if ms > budget.most * 1000 else ""
        say(f"  {seconds(ms)}{over}")
    say(f"Told in {seconds(take.told_ms)}; {take.preset.target} s is the target, {take.preset.maximum} s the maximum.", "")
    for asked in take.follow_ups:
        _read(f"{asked.question} ")
    finish_asking(db, take.take_id)
    _say_scored(_read_scores(db, take, now), now())


def _read_story(offered: Offer, known: int | None) -> int:
    """One of those that may be told, by its number in the list; Enter takes the one that was asked for."""
    choices: list[Story] = [*offered.fresh, *offered.repeats, *offered.others]
    if not choices:
        say(NOTHING)
        raise Left
    if known is not None and offered.has(known):
        title = next(story.title for story in choices if story.id == known)
        _read(f"Your story: {title}. Press Enter to begin ")
        return known
    for number, story in enumerate(choices, 1):
        say(f"{number:>3}  {story.title}")
    while True:
        typed = _read("Which story? ").strip()
        if typed.isascii() and typed.isdigit() and 0 < int(typed[:6]) <= len(choices):
            return choices[int(typed[:6]) - 1].id
        say(f"Type a number from 1 to {len(choices)}.")


def _read_scores(db: Connection, take: Take, now: Callable[[], Moment]) -> Scored:
    scores = {one.key: _read_score(f"{one.name} ({one.weight} %): {one.asks} {LOWEST}-{HIGHEST} ") for one in RUBRIC}
    return score_take(db, take.take_id, scores, open_take(db, take.take_id, now()).version, now())


def _read_score(prompt: str) -> int:
    while True:
        typed = _read(prompt).strip()
        if len(typed) == 1 and typed in "12345":
            return int(typed)
        say(f"Type a number from {LOWEST} to {HIGHEST}.")


def _read(prompt: str) -> str:
    """Raises Left, EOFError."""
    line = read_line(prompt)
    if line.strip().lower() == LEAVE:
        raise Left
    return line


def _say_scored(scored: Scored, moment: Moment) -> None:
    verdict = f"{scored.take.verdict} of 5: {scored.rating.name.capitalize()}."
    if scored.memory is None or scored.memory.due_on is None:
        say("", f"{verdict} The story does not show the principle, so no card was rated.")
    else:
        say("", f"{verdict} Tell it again {day_name(scored.memory.due_on, moment)}.")


def seconds(ms: int) -> str:
    return f"{ms / 1000:.1f} s"


def _report(found: Report) -> dict[str, object]:
    return {
        "id": found.mock.id,
        "name": found.mock.name,
        "day": found.mock.study_day.isoformat(),
        "is_finished": found.mock.is_finished,
        "answers": [_answer(one) for one in found.answers],
        "sheet": asdict(found.sheet),
        "means": dict(found.means),
        "verdict": found.verdict,
        "next_steps": found.next_steps,
    }


def _answer(one: Answer) -> dict[str, object]:
    return {
        "question": one.question,
        "round": one.round,
        "principle": one.principle,
        "story": one.story,
        "take": one.take.take_id if one.take else None,
        "ms": one.delivery.total_ms if one.delivery else None,
        "sections_ms": _sections(one.delivery) if one.delivery else None,
        "is_within_time": one.delivery.is_within if one.delivery else None,
        "scores": dict(one.scores) if one.scores else None,
        "verdict": one.verdict,
        "repeats_question": None if one.repeat_of is None else one.repeat_of + 1,
        "is_forced_repeat": one.was_forced,
        "is_beside_principle": one.is_beside,
    }


def _sections(delivery: Delivery) -> dict[str, int]:
    return {one.section.name.lower(): one.ms for one in delivery.sections}


def _past(one: Past) -> dict[str, object]:
    return {"id": one.id, "name": one.name, "day": one.day.isoformat(), "verdict": one.verdict, "sheet": asdict(one.sheet)}


def _report_lines(found: Report) -> Iterator[str]:
    sheet = found.sheet
    yield f"{found.mock.name}, {found.mock.study_day.isoformat()}"
    for one in found.answers:
        told = f"{one.story}, {seconds(one.delivery.total_ms)}" if one.delivery else "not answered"
        scored = f", {one.verdict} of 5" if one.verdict else ""
        yield f"{one.place + 1:>3}  {one.question or one.principle}: {told}{scored}"
    met = (("Within time", sheet.within_time), ("STAR clear", sheet.structure))
    for name, number in (*met, ("Leadership shown", sheet.leadership), ("Specific metrics", sheet.metrics)):
        yield f"{name}: {number}/{sheet.questions}"
    yield from (f"Next: {step}" for step in found.next_steps)
