"""Rapid retrieval: a question, and in seconds the story for it. Nothing is told, and no memory is touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from flashcards.core.stories.questions import BankQuestion, drawn
from flashcards.core.stories.story import Story

QUESTIONS = 10
"""In a run."""
CLOCKS = (10, 5, None)
"""Seconds for a choice, the easier first; None: no clock."""
STRONG_MS, STUCK_MS = 3000, 7000
"""Faster than the one is strong, slower than the other stuck."""
SOONEST_MS = 300
"""Nobody reads a question sooner: what comes before was pressed twice, for the page before."""
LONGEST_LATENCY_MS = 10 * 60 * 1000
"""Of a choice without a clock; one that took longer was not made all that time."""


class Promptness(StrEnum):
    """How promptly a story came to mind."""

    STRONG = "strong"
    HESITANT = "hesitant"
    STUCK = "stuck"
    WRONG = "wrong"
    """None was chosen, or one that does not show the principle."""


@dataclass(frozen=True, slots=True)
class Retrieval:
    """A choice that was made. place: in its run, from 0. story_id: None where none was chosen. card_id: the pair it is about.

    seconds: of the clock. latency_ms: None where it could not be measured, and where none was chosen in time.
    """

    run_id: str
    place: int
    question_id: int
    question: str
    principle: str
    story_id: int | None
    card_id: int | None
    seconds: int | None
    latency_ms: int | None
    promptness: Promptness

    @property
    def is_late(self) -> bool:
        """Whether the clock ran out before anything was chosen."""
        return self.story_id is None and is_late(self.latency_ms, self.seconds)


UNSURE = (Promptness.STUCK, Promptness.WRONG)
"""What brings a pair into the drill from the next day on."""


def next_clock(chosen: Sequence[Retrieval]) -> int | None:
    """The clock to try after a run: the shorter one where every story came."""
    last = chosen[-1].seconds
    return CLOCKS[1] if last == CLOCKS[0] and not any(one.promptness in UNSURE for one in chosen) else last


def choice_made(story_id: int | None, latency_ms: int | None, seconds: int | None) -> tuple[int | None, int | None] | None:
    """What a press says: the story, unless the clock had run out, and its latency, or that of the clock.

    latency_ms: as it was measured, if it was. None: it came before the question can have been read, and so says nothing.
    """
    if latency_ms is not None and latency_ms < SOONEST_MS:
        return None
    if is_late(latency_ms, seconds):
        return None, latency_ms
    is_known = story_id is not None and latency_ms is not None and latency_ms <= LONGEST_LATENCY_MS
    return story_id, latency_ms if is_known else None


def is_late(latency_ms: int | None, seconds: int | None) -> bool:
    """Whether the clock had run out."""
    return latency_ms is not None and seconds is not None and latency_ms >= seconds * 1000


def judge(is_right: bool, latency_ms: int | None) -> Promptness:
    """Without a latency a right choice is hesitant: it is not known to be better."""
    if not is_right:
        return Promptness.WRONG
    if latency_ms is None or STRONG_MS <= latency_ms <= STUCK_MS:
        return Promptness.HESITANT
    return Promptness.STRONG if latency_ms < STRONG_MS else Promptness.STUCK


def answerable(questions: Iterable[BankQuestion], stories: Sequence[Story]) -> list[BankQuestion]:
    """Questions that a story can answer, each for the principles that some story shows."""
    found = (
        replace(one, principles=tuple(name for name in one.principles if any(story.shows(name) for story in stories)))
        for one in questions
    )
    return [one for one in found if one.principles]


def questions_of_run(
    questions: Iterable[BankQuestion], last_put: Mapping[int, int], run_id: str, most: int = QUESTIONS
) -> tuple[tuple[BankQuestion, str], ...]:
    """The questions of a run, each with the principle it is for; no principle comes twice before all others did.

    last_put: by question, the number of its newest retrieval before this run; what was never put comes first, and of the
    principles the one that was put longest ago.
    """
    ordered = sorted(questions, key=lambda one: (last_put.get(one.id, 0), drawn(run_id, one.id)))
    ranked: list[tuple[int, BankQuestion, str]] = []
    times: Counter[str] = Counter()
    newest: Counter[str] = Counter()
    for one in ordered:
        for name in one.principles:
            newest[name] = max(newest[name], last_put.get(one.id, 0))
        if principle := min(one.principles, key=lambda name: times[name], default=None):
            ranked.append((times[principle], one, principle))
            times[principle] += 1
    ranked.sort(key=lambda found: (found[0], newest[found[2]]))
    return tuple((one, principle) for _, one, principle in ranked[:most])
