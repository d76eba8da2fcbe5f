"""What the form of a story holds, as text, and the story it means."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import Self

from werkzeug.datastructures import MultiDict

from flashcards.core.models import LARGEST_ID
from flashcards.core.stories.story import STRENGTHS, FollowUp, Story, StoryDraft
from flashcards.services.writing import tags_of
from flashcards.web.forms import lines, meant, number, optional_number

AS_TYPED = ("title", "situation", "task", "action", "result", "number", "learned", "scope")
"""Fields whose text is the story's own."""
_TEXTS = (*AS_TYPED, "year", "level", "strength", "tags", "outline")


@dataclass(frozen=True, slots=True)
class StoryFields:
    """A story as it is typed. principles: the primary one first. tags: apart by spaces or commas."""

    title: str = ""
    situation: str = ""
    task: str = ""
    action: str = ""
    result: str = ""
    number: str = ""
    learned: str = ""
    scope: str = ""
    year: str = ""
    level: str = ""
    strength: str = str(STRENGTHS[0])
    tags: str = ""
    outline: str = ""
    principles: tuple[str, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    is_shared: bool = False

    @classmethod
    def said(cls, form: MultiDict[str, str]) -> Self:
        """As a form says them."""
        texts = {name: lines(form[name]) for name in _TEXTS if name in form}
        return cls(
            **texts,
            principles=tuple(filter(None, form.getlist("principles"))),
            follow_ups=tuple(_follow_ups(form)),
            is_shared="is_shared" in form,
        )

    @classmethod
    def of(cls, story: Story) -> Self:
        """As they stand in a story."""
        return cls(
            **{name: getattr(story, name) for name in AS_TYPED},
            principles=story.principles,
            follow_ups=story.follow_ups,
            year=str(story.year or ""),
            level=story.level or "",
            strength=str(story.strength),
            tags=" ".join(story.tags),
            outline=story.outline or "",
            is_shared=story.is_shared,
        )


def story_from(said: StoryFields) -> StoryDraft:
    """The story that is meant; what it may hold is checked where it is stored. Raises WrongField."""
    return StoryDraft(
        **{name: getattr(said, name) for name in AS_TYPED},
        year=meant("year", lambda: optional_number(said.year, "The year", 0, LARGEST_ID)),
        level=said.level or None,
        principles=said.principles,
        strength=meant("strength", lambda: number(said.strength, "The strength", 0, LARGEST_ID)),
        follow_ups=said.follow_ups,
        tags=meant("tags", lambda: tags_of(said.tags)),
        outline=said.outline or None,
        is_shared=said.is_shared,
    )


def _follow_ups(form: MultiDict[str, str]) -> list[FollowUp]:
    """Rows of the form, without those in which nothing stands."""
    rows = zip_longest(form.getlist("asked"), form.getlist("answered"), fillvalue="")
    return [FollowUp(lines(asked), lines(answered)) for asked, answered in rows if asked.strip() or answered.strip()]
