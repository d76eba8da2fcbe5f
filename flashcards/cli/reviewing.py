"""`review`: the cards of today in the terminal, by the same rules as on the page."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import uuid4

import click

from flashcards.cli.asking import counted, deck_id_of
from flashcards.cli.invocation import Invocation, data_option, pass_invocation, printable
from flashcards.cli.terminal import read_line, say
from flashcards.core import cloze
from flashcards.core.comparison import compare
from flashcards.core.errors import Stale
from flashcards.core.models import REVERSED, Card, Form, Rating
from flashcards.core.moment import Moment
from flashcards.core.plural import count_of
from flashcards.core.practice import Study
from flashcards.core.wording import day_name, interval, local_time, minutes
from flashcards.rendering import plain_text
from flashcards.rendering.terminal import terminal_text
from flashcards.services import mending, practising, studying
from flashcards.services.queueing import Kept
from flashcards.services.reviewing import Desk, Question, open_desk, rate_card
from flashcards.services.undoing import undo
from flashcards.storage.database import Connection
from flashcards.storage.notes import Note
from flashcards.storage.studies import study

SHOW = ("\r", "\n", " ", "")
KEYS = "Enter: show the answer, then Good · 1 Again · 2 Hard · 3 Good · 4 Easy · u undo · - bury · @ suspend · q quit"
MARKS = {"same": "{}", "wrong": "[-{}-]", "missing": "{{+{}+}}"}
"""What was typed beside what should have been, without colours."""


class Left(Exception):
    """The learner is done for now."""


@dataclass(slots=True)
class Sitting:
    """One run of the review. prefer: the card to ask next, after an undo."""

    db: Connection
    now: Callable[[], Moment]
    scope: int | None
    study: Study | None
    kept: Kept = field(default_factory=Kept)
    prefer: int | None = None

    def desk(self) -> Desk:
        if self.study:
            return practising.open_study(self.db, self.study.id, self.now(), self.prefer)
        return open_desk(self.db, self.now(), self.scope, self.kept, self.prefer)


@click.command("review")
@data_option
@click.option("--deck", "name", metavar="NAME", help="Only this deck and those below it.")
@click.option(
    "--study", "study_id", type=click.IntRange(min=1), metavar="ID", help="A custom study, by the number in its address."
)
@pass_invocation
def review_command(invocation: Invocation, name: str | None, study_id: int | None) -> None:
    """Review in the terminal. Every rating is saved at once."""
    if name and study_id:
        raise click.UsageError("A study has its own cards: give --deck or --study, not both.")
    if not invocation.config().database.exists():
        say("There are no cards yet. `flashcards import` makes some from your guides.")
        return
    with invocation.writing() as db:
        asked = study(db, study_id) if study_id else None
        sitting = Sitting(db, lambda: invocation.moment(db), deck_id_of(db, name), asked)
        say(KEYS)
        try:
            while _ask_next(sitting):
                pass
        except (Left, EOFError):
            pass
        except KeyboardInterrupt:
            _say_done(sitting)
            raise
        _say_done(sitting)


def _ask_next(sitting: Sitting) -> bool:
    """Show a card, wait for what is done with it, and do that; whether there was one."""
    desk = sitting.desk()
    if desk.question is None:
        return False
    shown_at = time.monotonic()
    front, back = sides_as_text(desk.question.card, desk.question.note)
    say("", f"{counted(desk.counts)}    {desk.question.note.context}", "", front, "")
    try:
        key = _key_before_answer(desk)
        if key in SHOW:
            say("", back, "")
            key = _read_key(_buttons(desk), "1234u-@q", "3")
        _act(sitting, desk, desk.question, key, shown_at)
    except Stale as error:
        say(error.message)
    return True


def _key_before_answer(desk: Desk) -> str:
    assert desk.question
    undoable = f" · u undo: {desk.undoable.label}" if desk.undoable else ""
    if desk.question.note.form is not Form.TYPED:
        return _read_key(f"Enter: answer{undoable}", "u-@q", "")
    typed = read_line("Your answer: ")
    spans = compare(plain_text(desk.question.back_html), typed)
    say("", "".join(MARKS[span.status].format(span.text) for span in spans))
    return ""


def _act(sitting: Sitting, desk: Desk, asked: Question, key: str, shown_at: float) -> None:
    """Do what a key stands for."""
    sitting.prefer = None
    now = sitting.now()
    if key == "q":
        raise Left
    if key == "u":
        _undo(sitting, desk, now)
    elif key == "-":
        mending.bury(sitting.db, mending.at_hand(sitting.db, asked.card.id), now)
        say("Buried until tomorrow.")
    elif key == "@":
        mending.suspend(sitting.db, mending.at_hand(sitting.db, asked.card.id), now)
        say("Suspended.")
    else:
        took_ms = int((time.monotonic() - shown_at) * 1000)
        rating = Rating(int(key))
        taken = rate_card(
            sitting.db, asked.card.id, rating, asked.version, uuid4().hex, took_ms, now, sitting.kept, sitting.study
        )
        say(f"{rating.name.capitalize()}.{' It became a leech: it keeps slipping.' if taken.is_leech else ''}")


def _undo(sitting: Sitting, desk: Desk, now: Moment) -> None:
    """Take back what was shown as the last step, and ask that card again."""
    if desk.undoable is None:
        say("There is nothing to undo.")
        return
    action = undo(sitting.db, desk.undoable.id, now)
    sitting.prefer = action.card_id
    say(f"Undone: {action.label}.")


def sides_as_text(card: Card, note: Note) -> tuple[str, str]:
    """What asks and what answers, readable in a terminal."""
    if note.form is Form.CLOZE:
        number = int(card.slot.removeprefix("c"))
        below = f"\n\n{note.back}" if note.back else ""
        return terminal_text(cloze.question(note.front, number)), terminal_text(cloze.answer(note.front, number) + below)
    front, back = terminal_text(note.front), terminal_text(note.back)
    return (back, front) if card.slot == REVERSED else (front, back)


def _buttons(desk: Desk) -> str:
    """The ratings, each with what it leads to, unless it leads to nothing."""
    assert desk.question
    is_practice = desk.study is not None and desk.study.keeps_schedule
    waits: Mapping[Rating, str] = {
        rating: "" if is_practice else f" {interval(outcome)}" for rating, outcome in desk.question.outcomes.items()
    }
    return "   ".join(f"{rating.value} {rating.name.capitalize()}{wait}" for rating, wait in waits.items())


def _read_key(prompt: str, keys: str, enter: str) -> str:
    """One of these keys, or what Enter stands for; anything else says what there is."""
    while True:
        key = _press(prompt)
        if key in SHOW:
            return enter
        if len(key) == 1 and key in keys:
            return key
        say(f"There is no such key here. {KEYS}")


def _press(prompt: str) -> str:
    """A key of a terminal; of anything else, a line."""
    if not sys.stdin.isatty():
        return read_line(f"{prompt}\n").strip()
    click.echo(printable(f"{prompt} "), nl=False)
    key = click.getchar()  # Ctrl-C and Ctrl-D raise
    click.echo()
    return key


def _say_done(sitting: Sitting) -> None:
    """What was done, what is left, and when to come back."""
    now = sitting.now()
    desk = sitting.desk()
    asked = sitting.study
    done = practising.study_done(sitting.db, asked) if asked else studying.done(sitting.db, now.day)
    again = f", {done.again} of them Again" if done.again else ""
    when = "In this study" if asked else "Today"
    say("", f"{when}: {count_of(done.ratings, 'rating')}{again}, {minutes(done.minutes)}.", f"Left: {counted(desk.counts)}.")
    coming = studying.coming(sitting.db, now, sitting.scope)
    if desk.next_at:
        say(f"Come back at {local_time(desk.next_at, now)}: a card in learning is due then.")
    elif not asked and not desk.left and coming.day:
        cards = [count_of(number, noun) for number, noun in ((coming.reviews, "review"), (coming.new, "new card")) if number]
        say(f"Next: {', '.join([day_name(coming.day, now), *cards])}.")
