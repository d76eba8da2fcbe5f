"""How a rapid retrieval is written on its pages. Templates decide nothing; these do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flashcards.core.stories.drill import Pair
from flashcards.core.stories.retrieval import STRONG_MS, STUCK_MS, UNSURE, Retrieval, Verdict
from flashcards.services.stories.retrieving import Run

MEANINGS = {
    Verdict.STRONG: f"under {STRONG_MS // 1000} s",
    Verdict.HESITANT: f"{STRONG_MS // 1000} to {STUCK_MS // 1000} s",
    Verdict.STUCK: f"over {STUCK_MS // 1000} s",
    Verdict.WRONG: "another story, none, or too late",
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


def recalled(run: Run, pairs: Iterable[Pair]) -> list[Recalled]:
    """A run, question by question. pairs: those there are now."""
    known, titles = {pair.card_id: pair for pair in pairs}, {story.id: story.title for story in run.stories}
    return [
        Recalled(one, titles.get(one.story_id, "a story that was deleted") if one.story_id else None, known.get(one.card_id or 0))
        for one in run.chosen
    ]


def clock_told(seconds: int | None) -> str:
    """Of a question."""
    return f"{seconds} s each" if seconds else "No clock"


def meaning_of(verdict: Verdict) -> str:
    return MEANINGS[verdict]


def latency_told(ms: int | None) -> str:
    """ "2.4 s"; a dash for what was not measured."""
    return "–" if ms is None else f"{ms / 1000:.1f} s"


def wrong_told(choice: Retrieval) -> str:
    """What was wrong: the story, that there was none, or that it came too late; "" where nothing was."""
    if choice.verdict is not Verdict.WRONG:
        return ""
    if choice.story_id is not None:
        return f"it does not show {choice.principle}"
    return f"too late for {choice.principle}" if choice.is_late else f"none for {choice.principle}"


def tallied(chosen: Sequence[Retrieval]) -> list[tuple[Verdict, int]]:
    """How many there are of each verdict, the best first."""
    return [(verdict, sum(one.verdict is verdict for one in chosen)) for verdict in Verdict]


FILTERS = (clock_told, meaning_of, latency_told, wrong_told, tallied)
