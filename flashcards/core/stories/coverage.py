"""Which stories show which principles: the matrix of a story bank, and its gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from flashcards.core.stories.principles import Principle
from flashcards.core.stories.story import STRONG, Story

LEAST_STORIES = 2
"""A principle with fewer strong stories is red."""
MOST_LED = 3
"""A story that is the first for more principles is amber."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How well a story is known for a principle. last_told, due_on: study days. recall: the chance of telling it well, 0-1.

    None in all three: it was never told for it.
    """

    card_id: int
    last_told: date | None = None
    recall: float | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A story as it shows a principle. is_primary: whether it shows that one first of all. standing: None without a card."""

    story: Story
    is_primary: bool
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Row:
    """A principle and the stories that show it, by their ids: the one to tell first comes first."""

    principle: Principle
    cells: Mapping[int, Cell]

    @property
    def first(self) -> Story | None:
        """The strongest story; among equals one whose primary principle this is, then the one made first."""
        return next((cell.story for cell in self.cells.values()), None)

    @property
    def strong(self) -> int:
        """How many of its stories are strong enough."""
        return sum(cell.story.is_strong for cell in self.cells.values())

    @property
    def is_thin(self) -> bool:
        return self.strong < LEAST_STORIES


class Urgency(StrEnum):
    """How much a gap matters."""

    RED = "red"
    AMBER = "amber"


@dataclass(frozen=True, slots=True)
class Gap:
    """What the bank lacks. about: a thin principle, which is red, or an overused story, which is amber. told: what is wrong, a
    sentence.
    """

    about: Row | Story
    told: str

    @property
    def urgency(self) -> Urgency:
        return Urgency.RED if isinstance(self.about, Row) else Urgency.AMBER

    @property
    def name(self) -> str:
        """Of the principle, or the title of the story."""
        return self.about.principle.name if isinstance(self.about, Row) else self.about.title


@dataclass(frozen=True, slots=True)
class Coverage:
    """The matrix. stories: its columns, in the order in which they were made; rows: in the order of the principles."""

    stories: tuple[Story, ...]
    rows: tuple[Row, ...]

    def led_by(self, story_id: int) -> tuple[str, ...]:
        """The principles a story is the first for."""
        return tuple(row.principle.name for row in self.rows if next(iter(row.cells), None) == story_id)

    def is_overused(self, story_id: int) -> bool:
        return len(self.led_by(story_id)) > MOST_LED

    @property
    def covered(self) -> int:
        """How many principles have stories enough that are strong."""
        return sum(not row.is_thin for row in self.rows)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Thin principles, the barest first, then overused stories in their order."""
        thin = sorted((row for row in self.rows if row.is_thin), key=lambda row: row.strong)
        used = (story for story in self.stories if self.is_overused(story.id))
        return (*(Gap(row, _thin(row)) for row in thin), *(Gap(one, _overused(self.led_by(one.id))) for one in used))


def cover(
    principles: Sequence[Principle], stories: Sequence[Story], standings: Mapping[tuple[int, int], Standing] | None = None
) -> Coverage:
    """standings: by the ids of story and principle."""
    known = standings or {}
    return Coverage(tuple(stories), tuple(Row(one, _cells(one, stories, known)) for one in principles))


def _cells(principle: Principle, stories: Sequence[Story], known: Mapping[tuple[int, int], Standing]) -> dict[int, Cell]:
    showing = [
        Cell(story, story.primary == principle.name, known.get((story.id, principle.id)))
        for story in stories
        if story.shows(principle.name)
    ]
    showing.sort(key=lambda cell: (-cell.story.strength, not cell.is_primary, cell.story.id))
    return {cell.story.id: cell for cell in showing}


def _thin(row: Row) -> str:
    there = "One story" if row.strong else "No story"
    return f"{there} of strength {STRONG} or more; aim for {LEAST_STORIES} at least."


def _overused(names: Sequence[str]) -> str:
    return f"The strongest story for {len(names)} principles ({'; '.join(names)}); find others for some of them."
