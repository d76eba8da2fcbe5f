"""Telling a story against the clock: how long each section may take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flashcards.core.stories import Section

WORDS_PER_MINUTE = 145
"""The middle of the 130-160 in which a told story is easy to follow."""
LONGEST_TELLING_MS = 10 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Budget:
    """Seconds a section should take, from `least` to `most`."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Preset:
    """A length for a telling. budgets: by section, in its order. target, maximum: seconds for the whole."""

    name: str
    budgets: tuple[Budget, Budget, Budget, Budget]
    target: int
    maximum: int

    def budget(self, section: Section) -> Budget:
        return self.budgets[tuple(Section).index(section)]


def _preset(name: str, seconds: Mapping[Section, tuple[int, int]], target: int, maximum: int) -> Preset:
    situation, task, action, result = (Budget(*seconds[section]) for section in Section)
    return Preset(name, (situation, task, action, result), target, maximum)


S, T, A, R = Section
PRESETS = (
    _preset("Seven-day plan", {S: (20, 30), T: (10, 15), A: (60, 90), R: (20, 30)}, 150, 180),
    _preset("L6", {S: (30, 45), T: (20, 30), A: (90, 120), R: (30, 45)}, 170, 240),
    _preset("L7", {S: (45, 60), T: (30, 45), A: (120, 180), R: (45, 60)}, 240, 345),
    _preset("90 seconds", {S: (12, 18), T: (6, 10), A: (35, 44), R: (12, 18)}, 75, 90),
    _preset("30 seconds", {S: (4, 6), T: (2, 4), A: (10, 14), R: (4, 6)}, 25, 30),
)
"""What is there before the learner edits any."""
