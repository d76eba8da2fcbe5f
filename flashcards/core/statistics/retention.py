"""True retention: how much of what was to be remembered was remembered.

Counted is the first answer to a card in review (its interval a day or more) on a study day; Hard, Good and Easy are passes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from flashcards.core.deck_names import lineage, tree_order
from flashcards.core.models import Rating
from flashcards.core.statistics.activity import Tally
from flashcards.core.statistics.figures import Stage

ENOUGH = 20
"""Recalls from which on a share is told. At 20 and nine in ten, chance alone moves it by seven percent."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """asked: how often; passed: how often it was remembered."""

    passed: int = 0
    asked: int = 0

    def __add__(self, other: Recalled) -> Recalled:
        return Recalled(self.passed + other.passed, self.asked + other.asked)

    @property
    def share(self) -> float | None:
        """0-1; None while there are too few to tell."""
        return self.passed / self.asked if self.asked >= ENOUGH else None

    @property
    def missing(self) -> int:
        """How many more it takes to tell."""
        return max(0, ENOUGH - self.asked)


class Topic(NamedTuple):
    """What some notes are about, as they say now, and how their cards were recalled. deck: its whole name."""

    deck: str
    kind: str
    tags: tuple[str, ...]
    principles: tuple[str, ...]
    recalled: Recalled


class Group(NamedTuple):
    """What recalls have in common: a deck with those below it, a tag, a kind or a principle."""

    name: str
    recalled: Recalled


@dataclass(frozen=True, slots=True)
class Retention:
    """wanted: the desired retention, 0-1, on average over the cards in review; None if there is none."""

    young: Recalled
    mature: Recalled
    wanted: float | None
    decks: tuple[Group, ...]
    tags: tuple[Group, ...]
    kinds: tuple[Group, ...]
    principles: tuple[Group, ...]

    @property
    def total(self) -> Recalled:
        return self.young + self.mature


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour of the learner's clock, 0-23. recalled: of the answers, those that count for true retention or would at a step."""

    hour: int
    answers: int
    recalled: Recalled


def retention(tallies: Iterable[Tally], topics: Iterable[Topic], first: date, wanted: float | None) -> Retention:
    """From the study day `first` on; topics: of that time already."""
    found = defaultdict[Stage, Recalled](Recalled)
    for tally in tallies:
        if tally.study_day >= first:
            found[tally.stage] += Recalled(tally.recalls if tally.rating > Rating.AGAIN else 0, tally.recalls)
    known = list(topics)
    return Retention(
        young=found[Stage.YOUNG],
        mature=found[Stage.MATURE],
        wanted=wanted,
        decks=_grouped(known, lambda topic: lineage(topic.deck), tree_order),
        tags=_grouped(known, lambda topic: topic.tags, str.casefold),
        kinds=_grouped(known, lambda topic: (topic.kind,), str.casefold),
        principles=_grouped(known, lambda topic: topic.principles, str.casefold),
    )


def hours(found: Iterable[Hour]) -> tuple[Hour, ...]:
    """All 24 of the day; found: those with answers."""
    known = {each.hour: each for each in found}
    return tuple(known.get(hour, Hour(hour, 0, Recalled())) for hour in range(24))


def _grouped(topics: Iterable[Topic], names: Callable[[Topic], Iterable[str]], order: Callable[[str], Any]) -> tuple[Group, ...]:
    passed, asked = Counter[str](), Counter[str]()
    for topic in topics:
        for name in names(topic):
            passed[name] += topic.recalled.passed
            asked[name] += topic.recalled.asked
    return tuple(Group(name, Recalled(passed[name], asked[name])) for name in sorted(asked, key=order))
