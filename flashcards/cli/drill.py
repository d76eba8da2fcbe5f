"""`drill`: a story told against the clock in the terminal, and what is to be told today."""

from __future__ import annotations

import time
from collections.abc import Callable
from uuid import uuid4

import click

from flashcards.cli.invocation import Invocation, data_option, json_option, pass_invocation
from flashcards.cli.terminal import read_line, say
from flashcards.core.moment import Moment
from flashcards.core.stories.drill import Wanted
from flashcards.core.stories.mock import Offer
from flashcards.core.stories.rubric import HIGHEST, LOWEST, RUBRIC
from flashcards.core.stories.story import Story
from flashcards.core.stories.takes import SECTIONS, Take
from flashcards.core.wording import day_name
from flashcards.services.stories.drilling import ToTell, begin_take, choose_story, offer_for, wanted_today
from flashcards.services.stories.scoring import Scored, score_take
from flashcards.services.stories.telling import advance, answer, leave, stand_of
from flashcards.storage.database import Connection

LEAVE = "q"
NOTHING = "There are no stories yet. Write some on the page Stories, or `flashcards stories import` takes them from a file."

NO_MARK = f"Type a number from {LOWEST} to {HIGHEST}."


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

        take = begin_take(db, uuid4().hex, ToTell(story_id=story_id, principle=principle, preset=preset), now())
        try:
            _drill(db, take, now)
        except (Left, EOFError):
            leave(db, take.take_id, now())
            say("", "Given up. Nothing was scored.")


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
    for place, asked in enumerate(take.follow_ups):
        how_well = _read_mark(f"{asked.question} Answer, then {LOWEST}-{HIGHEST} for how well, or Enter ")
        answer(db, take.take_id, place, now(), how_well)
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
    return score_take(db, take.take_id, scores, stand_of(db, take.take_id, now()).version, now())


def _read_score(prompt: str) -> int:
    while (mark := _read_mark(prompt)) is None:
        say(NO_MARK)
    return mark


def _read_mark(prompt: str) -> int | None:
    """None for Enter alone."""
    while typed := _read(prompt).strip():
        if len(typed) == 1 and typed in "12345":
            return int(typed)
        say(NO_MARK)
    return None


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
