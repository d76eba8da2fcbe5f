"""The learner's own stories: what one holds, and how its words stand on the face of a note."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MOST_FURTHER = 3
"""Principles a story may show beside its primary one."""
MOST_TITLE_CHARACTERS = 200


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
    grew from (a key of core.outlines), or None. is_shared: whether exports for others may hold it.
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

    @property
    def is_outline(self) -> bool:
        """Whether a section is not written yet."""
        return not all(self.text_of(section) for section in Section)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story(StoryDraft):
    """A stored one. id: of its note. guid: its name in files."""

    id: int
    guid: str
