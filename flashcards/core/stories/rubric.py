"""How a telling is judged: five criteria from 1 to 5, their weights, and the rating their mean amounts to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from flashcards.core.errors import BadInput
from flashcards.core.models import Rating

LOWEST, HIGHEST = 1, 5
CLEAR = 4
"""From this score on a criterion counts as met."""

Scores: TypeAlias = Mapping[str, int]
"""By the key of each criterion."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """key: its name in the collection. asks: what to judge. weight: percent of the verdict."""

    key: str
    name: str
    asks: str
    weight: int


STRUCTURE = Criterion("structure", "Structure", "Were situation, task, action and result told apart, and in order?", 20)
LEADERSHIP = Criterion("leadership", "Leadership shown", "Was it clear what you decided and did yourself?", 25)
METRICS = Criterion("metrics", "Specific metrics", "Did a number prove the result?", 20)
TIME = Criterion("time", "Within time", "Did you stay within the time, and give the action most of it?", 15)
RELEVANCE = Criterion("relevance", "Relevance to the principle", "Did the story show the principle that was asked for?", 20)

RUBRIC = (STRUCTURE, LEADERSHIP, METRICS, TIME, RELEVANCE)
"""The order in which they are asked."""
FOLLOW_UPS = Criterion("follow_ups", "Follow-ups", "At once, to the point, and with a fact?", 0)
"""Each follow-up gets a score of its own right after its answer. It is no part of the verdict."""
RATED: Mapping[Rating, float] = MappingProxyType({Rating.AGAIN: 1.0, Rating.HARD: 2.5, Rating.GOOD: 3.5, Rating.EASY: 4.5})
"""From which verdict on a telling is rated so."""


def checked(scores: Mapping[str, object]) -> dict[str, int]:
    """The scores as they can be stored, in the order of the rubric. Raises BadInput unless each criterion has one."""
    found: dict[str, int] = {}
    for criterion in RUBRIC:
        found[criterion.key] = checked_score(criterion, scores.get(criterion.key))
    if unknown := sorted(scores.keys() - found.keys()):
        raise BadInput(f"There is no criterion {unknown[0][:40]!r}. Score {', '.join(found)}.")
    return found


def checked_score(criterion: Criterion, score: object) -> int:
    """Raises BadInput."""
    if type(score) is not int or not LOWEST <= score <= HIGHEST:
        raise BadInput(f"{criterion.name} needs a score from {LOWEST} to {HIGHEST}. Nothing was saved.")
    return score


def verdict(scores: Scores) -> float:
    """The weighted mean, 1-5. Of whole numbers, so that the table's borders are met exactly."""
    return sum(criterion.weight * scores[criterion.key] for criterion in RUBRIC) / 100


def rating_of(scores: Scores) -> Rating:
    """By the table."""
    reached = verdict(scores)
    return max(rating for rating, least in RATED.items() if least <= reached)


def means_of(given: Sequence[Scores]) -> dict[str, float]:
    """The mean of each criterion, by its key; empty where nothing was scored."""
    return {one.key: sum(scores[one.key] for scores in given) / len(given) for one in RUBRIC} if given else {}


def weakest(scores: Mapping[str, float]) -> Criterion:
    """The criterion with the lowest score; of several the weightiest, then the one asked first."""
    return min(RUBRIC, key=lambda criterion: (scores[criterion.key], -criterion.weight))
