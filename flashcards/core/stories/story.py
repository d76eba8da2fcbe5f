"""The learner's own stories: what one holds, and how its words stand on the face of a note."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from flashcards.core.models import FOLLOW_UPS, Kind, NoteDraft

DECK = "Stories"
"""Where the learner's own stories live."""
MOST_FURTHER = 3
"""Principles a story may show beside its primary one."""
MOST_TITLE_CHARACTERS = 200
MOST_LINE_CHARACTERS = 500
"""Of the number, the scope and a question that may be asked next."""
MOST_FOLLOW_UPS = 50
FIRST_YEAR = 1950
STRENGTHS = range(1, 6)
STRONG = 3
"""From this strength on a story counts as ready: for the coverage, and in a mock before any that was told already."""


class Section(StrEnum):
    """The parts of an account, in the order in which it is told."""

    SITUATION = "Situation"
    TASK = "Task"
    ACTION = "Action"
    RESULT = "Result"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What an interviewer asks next, and what the learner says then."""

    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryDraft:
    """A story as it is written. situation, task, action, result, learned: canonical Markdown, empty where nothing is written yet.

    number: the figure that proves the result. scope: team size and reach, in words. principles: names, the primary one first,
    at most MOST_FURTHER more. strength: 1-5, the learner's own judgement. outline: which line of the guided start it
    grew from (a key of core.stories.outlines), or None. is_shared: whether exports for others may hold it.
    """

    title: str
    situation: str = ""
    task: str = ""
    action: str = ""
    result: str = ""
    number: str = ""
    learned: str = ""
    scope: str = ""
    year: int | None = None
    level: str | None = None
    principles: tuple[str, ...] = ()
    strength: int = 1
    follow_ups: tuple[FollowUp, ...] = ()
    tags: tuple[str, ...] = ()
    outline: str | None = None
    is_shared: bool = False

    def text_of(self, section: Section) -> str:
        return str(getattr(self, section.name.lower()))

    @property
    def primary(self) -> str | None:
        return self.principles[0] if self.principles else None

    def shows(self, principle: str | None) -> bool:
        """In whatever case it is named; None is shown by every story."""
        return principle is None or principle.casefold() in map(str.casefold, self.principles)

    @property
    def is_strong(self) -> bool:
        return self.strength >= STRONG

    @property
    def is_outline(self) -> bool:
        """Whether a section is not written yet."""
        return not all(self.text_of(section) for section in Section)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story(StoryDraft):
    """A stored one. id: of its note. guid: its name in files."""

    id: int
    guid: str


def draft_of(story: StoryDraft) -> StoryDraft:
    """What a stored story says, without its names."""
    return StoryDraft(**{field.name: getattr(story, field.name) for field in fields(StoryDraft)})


def face_of(draft: StoryDraft) -> NoteDraft:
    """The note of a story: its title in front, and on the back all of its words that are told."""
    told = {section.value: draft.text_of(section) for section in Section}
    asked = "\n\n".join(text for one in draft.follow_ups for text in (one.question, one.answer) if text)
    parts = {**told, "Number": draft.number, "Scope": draft.scope, "Learned": draft.learned, FOLLOW_UPS: asked}
    return NoteDraft(
        kind=Kind.STORY,
        front=draft.title,
        back="\n\n".join(f"**{label}**\n\n{text}" for label, text in parts.items() if text),
        heading=(),
        line=0,
        end_line=0,
        level=draft.level,
        tags=draft.tags,
        principles=draft.principles,
        sections=tuple((label, text) for label, text in told.items() if text),
    )
