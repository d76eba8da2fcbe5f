"""Gentle checks of a story against the length it is to be told in: hints, never a reason to refuse it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from flashcards.core.plural import count_of
from flashcards.core.stories.presets import WORDS_PER_MINUTE, Budget, Preset
from flashcards.core.stories.story import Section, StoryDraft
from flashcards.core.timespan import clock

_UNSPOKEN = re.compile(r"<!--.*?(?:-->|\Z)|</?\w[^<>]*>|(?<=\])\([^()\n]*\)", re.DOTALL)
"""Comments, tags, and where links lead. What is never closed is read once, not once for each beginning."""
_WORD = re.compile(r"\w+(?:[.,:/'’-]\w+)*")
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|hundreds?|thousands?|millions?|billions?"
    r"|half|halved|doubled|tripled|twice|thirds?|quarters?|zero|none)\b",
    re.IGNORECASE,
)
_I, _WE = re.compile(r"\bI\b"), re.compile(r"\bwe\b", re.IGNORECASE)
_TIMES = ("never", "once", "twice")


@dataclass(frozen=True, slots=True)
class Measure:
    """How long a section is. seconds: it takes to say it, at WORDS_PER_MINUTE."""

    section: Section
    words: int
    seconds: int
    budget: Budget

    @property
    def is_over(self) -> bool:
        return self.seconds > self.budget.most

    @property
    def is_short(self) -> bool:
        """Written, and over before it should be."""
        return self.words > 0 and self.seconds < self.budget.least


@dataclass(frozen=True, slots=True)
class Advice:
    """What could be better. section: where; None: in the story as a whole. told: a short sentence."""

    section: Section | None
    told: str


@dataclass(frozen=True, slots=True)
class Measured:
    """How long a story is, each section in the order in which they are told, against the preset it is to keep."""

    sections: tuple[Measure, ...]
    preset: Preset

    @property
    def seconds(self) -> int:
        return sum(one.seconds for one in self.sections)

    @property
    def is_over(self) -> bool:
        return self.seconds > self.preset.maximum


def measured(draft: StoryDraft, preset: Preset) -> Measured:
    counts = [(section, words_in(draft.text_of(section))) for section in Section]
    return Measured(tuple(Measure(one, words, spoken_seconds(words), preset.budget(one)) for one, words in counts), preset)


def words_in(markdown: str) -> int:
    """How many words of a text are spoken."""
    return len(_WORD.findall(spoken(markdown)))


def spoken(markdown: str) -> str:
    """A text without what nobody says."""
    return _UNSPOKEN.sub(" ", markdown) if "<" in markdown or "](" in markdown else markdown


def spoken_seconds(words: int) -> int:
    return round(words * 60 / WORDS_PER_MINUTE)


@lru_cache(maxsize=256)
def advice(draft: StoryDraft, preset: Preset) -> tuple[Advice, ...]:
    """Section by section, then of the whole. Kept, since every look at the bank asks for that of each of its stories."""
    whole = measured(draft, preset)
    sections = [Advice(one.section, told) for one in whole.sections for told in _of_section(one, draft)]
    return (*sections, *(Advice(None, told) for told in _of_whole(draft, whole)))


def _of_section(one: Measure, draft: StoryDraft) -> Iterator[str]:
    if not one.words:
        yield f"{one.section} is not written yet."
        return
    text = spoken(draft.text_of(one.section))
    if one.section is Section.RESULT and not _NUMBER.search(text):
        yield "Result has no number."
    if one.section is Section.ACTION and (ours := len(_WE.findall(text))) > (mine := len(_I.findall(text))):
        yield f"Action says 'we' {_times(ours)}, 'I' {_times(mine)}."
    if one.is_over:
        yield f"{one.section} takes about {one.seconds} s; {one.budget.least}-{one.budget.most} s are meant for it."


def _of_whole(draft: StoryDraft, whole: Measured) -> Iterator[str]:
    if short := [one.section for one in whole.sections if one.is_short]:
        yield f"Shorter than is meant for it: {', '.join(short)}."
    if whole.is_over:
        maximum = whole.preset.maximum
        yield f"The whole takes about {clock(whole.seconds)}, over the maximum of {clock(maximum)} ({whole.preset.name})."
    if not draft.principles:
        yield "It shows no principle yet, so it is never asked for."
    if not draft.follow_ups:
        yield "It has no follow-up questions. Write what an interviewer would ask next."


def _times(number: int) -> str:
    return _TIMES[number] if number < len(_TIMES) else count_of(number, "time")
