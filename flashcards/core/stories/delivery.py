"""How a take was delivered: only what was measured or written down, never a guess. The same take gives the same figures."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from flashcards.core.stories.advice import words_in
from flashcards.core.stories.presets import Budget
from flashcards.core.stories.story import Section
from flashcards.core.stories.takes import SECTIONS, Pause, Take

LONG_PAUSE_MS = 2500
"""A silence longer than this is noticed."""
PACE = (130, 160)
"""Words per minute in which a told story is easy to follow."""
FILLERS = ("um", "uh", "erm", "er", "hmm", "you know", "i mean", "kind of", "sort of", "basically", "actually", "literally")
LEAST_MS = 1000
"""Of less, no pace is told."""
_FILLER = re.compile(rf"\b(?:{'|'.join(FILLERS)})\b".replace(" ", r"\s+"), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SectionTime:
    """What a section took, beside what it should. over_ms: beyond the most it should take; 0 within that."""

    section: Section
    ms: int
    budget: Budget
    words: int

    @property
    def over_ms(self) -> int:
        return max(0, self.ms - self.budget.most * 1000)

    @property
    def is_short(self) -> bool:
        return self.ms < self.budget.least * 1000


@dataclass(frozen=True, slots=True)
class Delivery:
    """None is shown as a dash: it cannot be known.

    long_pauses: silences over LONG_PAUSE_MS; None without a recording that was measured. fillers, words_per_minute: of the
    sections whose words were written down; None where none were. The pace is that of a recording alone: typing has another.
    fillers: (phrase, times), the most frequent first. How the whole kept its time, the take itself says.
    """

    sections: tuple[SectionTime, ...]
    long_pauses: tuple[Pause, ...] | None
    words_per_minute: int | None
    fillers: tuple[tuple[str, int], ...] | None


def delivery(take: Take) -> Delivery:
    sections = tuple(
        SectionTime(section, told.ms, take.preset.budget(section), words_in(told.text))
        for section, told in zip(SECTIONS, take.sections, strict=True)
    )
    return Delivery(
        sections=sections,
        long_pauses=long_pauses(take.pauses),
        words_per_minute=_words_per_minute(sections) if take.is_recorded else None,
        fillers=_fillers(" \n".join(told.text for told in take.sections)),
    )


def long_pauses(pauses: tuple[Pause, ...] | None) -> tuple[Pause, ...] | None:
    return None if pauses is None else tuple(pause for pause in pauses if pause.ms > LONG_PAUSE_MS)


def _words_per_minute(sections: tuple[SectionTime, ...]) -> int | None:
    """Of the sections that have words: the others' time says nothing of them."""
    worded = [one for one in sections if one.words]
    ms = sum(one.ms for one in worded)
    return round(sum(one.words for one in worded) * 60_000 / ms) if ms >= LEAST_MS else None


def _fillers(text: str) -> tuple[tuple[str, int], ...] | None:
    if not words_in(text):
        return None
    return tuple(Counter(" ".join(found.lower().split()) for found in _FILLER.findall(text)).most_common())
