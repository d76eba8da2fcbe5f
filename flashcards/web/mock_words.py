"""How mock interviews are written and drawn on their pages. Templates decide nothing; these do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flashcards.core.plural import count_of
from flashcards.core.stories.mock import Place, Round
from flashcards.core.stories.report import Answer, Past, Report
from flashcards.core.stories.rubric import HIGHEST
from flashcards.web.charts.bars import bar_chart, evenly
from flashcards.web.charts.panels import Panel

MOST_DRAWN = 24
"""Mocks in the picture, the newest."""
MOST_DATED = 6


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of mocks that are over. page: from 1."""

    rows: Sequence[Past]
    page: int
    pages: int


def turned(past: Sequence[Past], page: int, rows: int) -> Leaf:
    """The page of that number, or the last one there is. past: in the order in which it is listed."""
    pages = max(1, -(-len(past) // rows))
    page = min(page, pages)
    return Leaf(past[(page - 1) * rows : page * rows], page, pages)


def rounds_told(rounds: Sequence[Round]) -> str:
    """ "2 rounds of 3 questions, 30 minutes each"."""
    questions, minutes = sorted({len(one.places) for one in rounds}), sorted({one.minutes for one in rounds})
    each = count_of(questions[0], "question") if len(questions) == 1 else f"{questions[0]} to {questions[-1]} questions"
    length = count_of(minutes[0], "minute") if len(minutes) == 1 else f"{minutes[0]} to {minutes[-1]} minutes"
    return f"{count_of(len(rounds), 'round')} of {each}, {length}{' each' if len(rounds) > 1 else ''}"


def answer_told(rounds: Sequence[Round]) -> str:
    """How long an answer may be, where the mock says so: "at most 3 minutes an answer"; else ""."""
    places: list[Place] = [place for one in rounds for place in one.places]
    longest = max((place.maximum or 0 for place in places), default=0)
    return f"at most {count_of(round(longest / 60), 'minute')} an answer" if longest else ""


def choice_told(answer: Answer) -> str:
    """What is to be said of the story that was chosen: "repeat of question 2, does not show Ownership"; else ""."""
    repeat = "forced repeat" if answer.was_forced else "repeat"
    repeated = f"{repeat} of question {answer.repeat_of + 1}" if answer.repeat_of is not None else ""
    return ", ".join(filter(None, (repeated, f"does not show {answer.principle}" if answer.is_beside else "")))


def answers_by_round(found: Report) -> list[tuple[Round, list[Answer]]]:
    answers = iter(found.answers)
    return [(one, [next(answers) for _ in one.places]) for one in found.mock.rounds]


def trend_panel(past: Sequence[Past]) -> Panel | None:
    """A column a mock that was scored; None until there are two to compare. past: the oldest first."""
    scored = [one for one in past if one.verdict is not None][-MOST_DRAWN:]
    if len(scored) < 2:
        return None
    titles = [f"{one.name}, {_day(one)}: {one.verdict}" for one in scored]
    ticks = {place: f"{scored[place].day.day} {scored[place].day:%b}" for place in evenly(len(scored), MOST_DATED)}
    chart = bar_chart([(one.verdict or 0,) for one in scored], titles, ticks, most=HIGHEST)
    meaning = f"The last one {scored[-1].verdict} of {HIGHEST}, the one before {scored[-2].verdict}."
    return Panel("trend", "Verdict of each mock", meaning, chart, (), ())


def _day(past: Past) -> str:
    return f"{past.day.day} {past.day:%b %Y}"


FILTERS = (rounds_told, answer_told, choice_told)
