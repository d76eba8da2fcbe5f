"""Telling a story against the clock: how long each section may take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from flashcards.core.errors import BadInput
from flashcards.core.stories.story import Section

WORDS_PER_MINUTE = 145
"""The middle of the 130-160 in which a told story is easy to follow."""
LONGEST_TELLING_MS = 10 * 60 * 1000
MOST_PRESETS = 20
MOST_PRESET_CHARACTERS = 40
_WRITTEN = re.compile(r"(?P<name>[^:/\n]+): (?P<budgets>(?:\d{1,4}-\d{1,4} ){4})/ (?P<target>\d{1,4})-(?P<maximum>\d{1,4})")


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

    @property
    def least(self) -> int:
        """Seconds of all sections at their shortest."""
        return sum(budget.least for budget in self.budgets)

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


def fitted(preset: Preset, maximum: int) -> Preset:
    """A preset for an answer that may take so many seconds: a longer one is shortened in all its parts alike."""
    if maximum >= preset.maximum:
        return replace(preset, maximum=maximum)

    def shortened(seconds: int) -> int:
        return max(1, seconds * maximum // preset.maximum)

    situation, task, action, result = (Budget(shortened(one.least), shortened(one.most)) for one in preset.budgets)
    short = Preset(preset.name, (situation, task, action, result), shortened(preset.target), maximum)
    return replace(short, target=max(short.target, short.least))


def written(preset: Preset) -> str:
    """A preset in a line: its name, the seconds of each section, and of the whole: "L6: 30-45 20-30 90-120 30-45 / 170-240"."""
    budgets = " ".join(f"{budget.least}-{budget.most}" for budget in preset.budgets)
    return f"{preset.name}: {budgets} / {preset.target}-{preset.maximum}"


@lru_cache
def read_preset(line: str) -> Preset:
    """What `written` wrote; each take has it. Raises BadInput."""
    found = _WRITTEN.fullmatch(line.strip())
    if not found:
        raise BadInput(f"{line[:60]!r} is no preset. Write it as {written(PRESETS[1])!r}: S, T, A, R, then target and maximum.")
    situation, task, action, result = (Budget(*map(int, part.split("-"))) for part in found["budgets"].split())
    return Preset(found["name"].strip(), (situation, task, action, result), int(found["target"]), int(found["maximum"]))


def checked_presets(presets: Sequence[Preset]) -> tuple[Preset, ...]:
    """Presets as they can be chosen from. Raises BadInput."""
    if not 0 < len(presets) <= MOST_PRESETS:
        raise BadInput(f"There must be 1 to {MOST_PRESETS} presets.")
    if len({preset.name.casefold() for preset in presets}) < len(presets):
        raise BadInput("Two presets have the same name. Name one of them otherwise.")
    for preset in presets:
        if mistake := _mistake(preset):
            raise BadInput(f"The preset {preset.name[:60]!r}: {mistake}")
    return tuple(read_preset(written(preset)) for preset in presets)


def read_presets(lines: Iterable[str]) -> tuple[Preset, ...]:
    """Those of the collection: as they were edited, or as they are before that. Raises BadInput."""
    return checked_presets([read_preset(line) for line in lines]) if (lines := tuple(lines)) else PRESETS


def _mistake(preset: Preset) -> str | None:
    """What makes no sense of it, and what to do."""
    if not 0 < len(preset.name.strip()) <= MOST_PRESET_CHARACTERS or re.search("[:/\x00-\x1f\x7f]", preset.name):
        return f"it needs a name of 1 to {MOST_PRESET_CHARACTERS} characters in one line, without colons and slashes."
    if any(not 0 < budget.least <= budget.most for budget in preset.budgets):
        return "each section needs at least a second, and a most that is not less than its least."
    if not sum(budget.least for budget in preset.budgets) <= preset.target <= preset.maximum:
        return "the target must lie between the least of all sections together and the maximum."
    if preset.maximum * 1000 > LONGEST_TELLING_MS:
        return f"the maximum is over {LONGEST_TELLING_MS // 60_000} minutes."
    return None
