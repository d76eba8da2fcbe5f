"""The story bank as a list: what each story still lacks, and when it was told and will be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flashcards.core.stories.advice import Advice, advice
from flashcards.core.stories.coverage import Coverage, Standing
from flashcards.core.stories.presets import Preset
from flashcards.core.stories.story import Story


@dataclass(frozen=True, slots=True)
class BankedStory:
    """A story of the bank. lacks: what could be better. last_told, due_on: over all principles it shows; None: never told.

    leads: the principles it is the first for.
    """

    story: Story
    lacks: tuple[Advice, ...]
    last_told: date | None
    due_on: date | None
    leads: tuple[str, ...]


def bank(coverage: Coverage, preset: Preset) -> tuple[BankedStory, ...]:
    """The stories of the matrix, the strongest first, each measured against a preset."""
    strongest = sorted(coverage.stories, key=lambda story: -story.strength)
    return tuple(_banked(story, coverage, preset) for story in strongest)


def standings_of(coverage: Coverage, story_id: int) -> tuple[tuple[str, Standing], ...]:
    """How well a story is known for each principle it shows that has a card, in the order of the principles."""
    cells = [(row.principle.name, row.cells[story_id]) for row in coverage.rows if story_id in row.cells]
    return tuple((name, cell.standing) for name, cell in cells if cell.standing)


def _banked(story: Story, coverage: Coverage, preset: Preset) -> BankedStory:
    known = [standing for _, standing in standings_of(coverage, story.id)]
    return BankedStory(
        story,
        advice(story, preset),
        max((one.last_told for one in known if one.last_told), default=None),
        min((one.due_on for one in known if one.due_on), default=None),
        coverage.led_by(story.id),
    )
