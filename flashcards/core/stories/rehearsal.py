"""The last look before an interview: the strongest stories, whether they are ready, and how telling went of late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flashcards.core.models import Rating
from flashcards.core.stories.rubric import FOLLOW_UPS, RATED, means_of
from flashcards.core.stories.story import Story
from flashcards.core.stories.takes import Take

MOST_STORIES = 10
MOST_TAKES = 10
"""Enough to make up for one bad telling, few enough to say how it goes now."""
ENOUGH = RATED[Rating.GOOD]
"""A criterion with a lower mean is to be worked on."""


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A story to know by heart. told: its newest scored take; None: never told."""

    story: Story
    told: Take | None

    @property
    def is_timed(self) -> bool:
        """Whether it kept its time when it was told last."""
        return self.told is not None and self.told.is_within

    @property
    def is_proven(self) -> bool:
        return bool(self.story.number)

    @property
    def is_prepared(self) -> bool:
        """Whether there is an answer to each of its follow-ups."""
        asked = self.story.follow_ups
        return bool(asked) and all(one.answer for one in asked)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """stories: the strongest first. means: of the newest takes, by the key of each criterion, and of all their follow-ups;
    without those that were never scored. takes: how many those are.
    """

    stories: tuple[Rehearsed, ...]
    means: Mapping[str, float]
    takes: int


def rehearsal(stories: Sequence[Story], told: Mapping[int, Take], newest: Sequence[Take]) -> Rehearsal:
    """stories: all there are, the oldest first. told: the newest take of each, by its id. newest: the takes of late."""
    strongest = sorted(stories, key=lambda story: -story.strength)[:MOST_STORIES]
    means = means_of([take.scores for take in newest if take.scores])
    if answers := [score for take in newest for score in take.follow_up_scores]:
        means[FOLLOW_UPS.key] = sum(answers) / len(answers)
    return Rehearsal(tuple(Rehearsed(story, told.get(story.id)) for story in strongest), means, len(newest))
