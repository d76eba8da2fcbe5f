"""How a rapid retrieval is written on its pages. Templates decide nothing; these do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flashcards.core.drill import Pair
from flashcards.core.moment import Moment
from flashcards.core.retrieval import CLOCKS, STRONG_MS, STUCK_MS, Retrieval, Verdict
from flashcards.services.retrieving import Run
from flashcards.storage.database import Connection
from flashcards.storage.pairs import pairs

UNSURE = (Verdict.STUCK, Verdict.WRONG)
"""What brings a pair into the drill from the next day on."""
MEANINGS = {
    Verdict.STRONG: f"under {STRONG_MS // 1000} s",
    Verdict.HESITANT: f"{STRONG_MS // 1000} to {STUCK_MS // 1000} s",
    Verdict.STUCK: f"over {STUCK_MS // 1000} s",
    Verdict.WRONG: "another story, or none",
}


@dataclass(frozen=True, slots=True)
class Recalled:
    """A choice to look back on. story: the title of what was chosen; None for none. pair: what it is about, if that is there."""

    choice: Retrieval
    story: str | None
    pair: Pair | None

    @property
    def comes_again(self) -> bool:
        """Whether it brings its pair into the drill."""
        return self.choice.verdict in UNSURE


def recalled(db: Connection, run: Run, moment: Moment) -> list[Recalled]:
    """A run, question by question."""
    known, titles = {pair.card_id: pair for pair in pairs(db, moment.day)}, {story.id: story.title for story in run.stories}
    return [
        Recalled(one, titles.get(one.story_id, "a story that was deleted") if one.story_id else None, known.get(one.card_id or 0))
        for one in run.chosen
    ]


def next_clock(chosen: Sequence[Retrieval]) -> int | None:
    """The clock to try next: the shorter one after a run in which every story came."""
    last = chosen[-1].seconds
    return CLOCKS[1] if last == CLOCKS[0] and not any(one.verdict in UNSURE for one in chosen) else last


def clock_told(seconds: int | None) -> str:
    """Of a question."""
    return f"{seconds} s each" if seconds else "No clock"


def meaning_of(verdict: Verdict) -> str:
    return MEANINGS[verdict]


def latency_told(ms: int | None) -> str:
    """ "2.4 s"; a dash for what was not measured."""
    return "–" if ms is None else f"{ms / 1000:.1f} s"


def tallied(chosen: Sequence[Retrieval]) -> list[tuple[Verdict, int]]:
    """How many there are of each verdict, the best first."""
    return [(verdict, sum(one.verdict is verdict for one in chosen)) for verdict in Verdict]


FILTERS = (clock_told, meaning_of, latency_told, tallied)
