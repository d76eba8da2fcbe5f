"""How mock interviews are written and drawn on their pages. Templates decide nothing; these do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flashcards.core.mock import Place, Round
from flashcards.core.moment import Moment
from flashcards.core.plural import count_of
from flashcards.core.report import Answer, Past, Report, Sheet
from flashcards.core.rubric import HIGHEST
from flashcards.core.takes import Take
from flashcards.services.mocking import MockStand
from flashcards.web.charts.bars import bar_chart, evenly
from flashcards.web.charts.panels import Panel

MOST_DRAWN = 24
"""Mocks in the picture, the newest."""
MOST_DATED = 6
MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class RoundStand:
    """A round of a mock that goes on. answers: for each question its number from 1, and its take if it was put.

    used_ms: since its first question was put, up to the end of its last telling; None before that.
    """

    round: Round
    answers: tuple[tuple[int, Take | None], ...]
    used_ms: int | None
    is_now: bool

    @property
    def is_over_time(self) -> bool:
        return self.used_ms is not None and self.used_ms > self.round.minutes * MINUTE_MS


def rounds_of(stand: MockStand, moment: Moment) -> list[RoundStand]:
    """In their order."""
    numbered = iter(enumerate(stand.takes))
    found = []
    for one in stand.mock.rounds:
        answers = tuple((place + 1, take) for place, take in (next(numbered) for _ in one.places))
        is_now = any(number - 1 == stand.next_place for number, _ in answers)
        found.append(RoundStand(one, answers, _used_ms([take for _, take in answers], moment), is_now))
    return found


def _used_ms(takes: Sequence[Take | None], moment: Moment) -> int | None:
    put = [take for take in takes if take]
    if not put:
        return None
    is_over = len(put) == len(takes) and not any(take.is_open for take in put)
    end = max((take.told_at for take in put if take.told_at), default=moment.at) if is_over else moment.at
    return max(0, int((end - min(take.began_at for take in put)).total_seconds() * 1000))


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


def sheet_rows(sheet: Sheet) -> tuple[tuple[str, int], ...]:
    """The lines of a score sheet: what was to be met, and in how many answers it was."""
    return (
        ("Within time", sheet.within_time), ("STAR structure clear", sheet.structure), ("Leadership shown", sheet.leadership),
        ("Specific metrics", sheet.metrics),
    )  # fmt: skip


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


FILTERS = (rounds_told, answer_told, sheet_rows)
