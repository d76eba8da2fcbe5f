"""How a rapid retrieval is written on its pages. Templates decide nothing; these do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flashcards.core.stories.drill import Pair
from flashcards.core.stories.retrieval import STRONG_MS, STUCK_MS, UNSURE, Promptness, Retrieval
from flashcards.services.stories.retrieving import Run

MEANINGS = {
    Promptness.STRONG: f"under {STRONG_MS // 1000} s",
    Promptness.HESITANT: f"{STRONG_MS // 1000} to {STUCK_MS // 1000} s",
    Promptness.STUCK: f"over {STUCK_MS // 1000} s",
    Promptness.WRONG: "another story, none, or too late",
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
        return self.choice.promptness in UNSURE


def recalled(run: Run, pairs: Iterable[Pair]) -> list[Recalled]:
    """A run, question by question. pairs: those there are now."""
    known, titles = {pair.card_id: pair for pair in pairs}, {story.id: story.title for story in run.stories}
    return [
        Recalled(one, titles.get(one.story_id, "a story that was deleted") if one.story_id else None, known.get(one.card_id or 0))
        for one in run.chosen
    ]


def coming_again(back: Iterable[Recalled]) -> list[Recalled]:
    """What a run brings into the drill, each pair once, and each principle that no story shows."""
    again = [one for one in back if one.comes_again]
    return list({one.pair.card_id if one.pair else one.choice.principle: one for one in reversed(again)}.values())[::-1]


def clock_told(seconds: int | None) -> str:
    """Of a question."""
    return f"{seconds} s each" if seconds else "No clock"


def meaning_of(came: Promptness) -> str:
    return MEANINGS[came]


def latency_told(ms: int | None) -> str:
    """ "2.4 s"; a dash for what was not measured."""
    return "–" if ms is None else f"{ms / 1000:.1f} s"


def wrong_told(choice: Retrieval) -> str:
    """What was wrong: the story, that there was none, or that it came too late; "" where nothing was."""
    if choice.promptness is not Promptness.WRONG:
        return ""
    if choice.story_id is not None:
        return f"it does not show {choice.principle}"
    return f"too late for {choice.principle}" if choice.is_late else f"none for {choice.principle}"


def tallied(chosen: Sequence[Retrieval]) -> list[tuple[Promptness, int]]:
    """How many came how promptly, the best first."""
    return [(came, sum(one.promptness is came for one in chosen)) for came in Promptness]


FILTERS = (clock_told, meaning_of, latency_told, wrong_told, tallied)
