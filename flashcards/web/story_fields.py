"""What the form of a story holds, as text, and the story it means."""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import zip_longest
from typing import Self

from werkzeug.datastructures import MultiDict

from flashcards.core.errors import BadInput
from flashcards.core.stories.story import FIRST_YEAR, LEVELS, STRENGTHS, FollowUp, Story, StoryDraft
from flashcards.services.stories.drafting import BadStory
from flashcards.services.writing import tags_of
from flashcards.web.forms import WrongField, lines, meant, number, optional_number

AS_TYPED = ("title", "situation", "task", "action", "result", "number", "learned", "scope")
"""Fields whose text is the story's own."""


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
        texts = {field.name: lines(form[field.name]) for field in fields(cls) if field.type == "str" and field.name in form}
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


def story_from(said: StoryFields, this_year: int) -> StoryDraft:
    """The story that is meant; what its texts may hold is checked where it is stored. Raises WrongField."""
    return StoryDraft(
        **{name: getattr(said, name) for name in AS_TYPED},
        year=meant("year", lambda: optional_number(said.year, "The year", FIRST_YEAR, this_year)),
        level=meant("level", lambda: _level(said.level)),
        principles=said.principles,
        strength=meant("strength", lambda: number(said.strength, "The strength", STRENGTHS[0], STRENGTHS[-1])),
        follow_ups=said.follow_ups,
        tags=meant("tags", lambda: tags_of(said.tags)),
        outline=said.outline or None,
        is_shared=said.is_shared,
    )


def wrong_field(error: Exception | None) -> str:
    """The field at which a refusal stands; "" for none of them."""
    return error.field if isinstance(error, BadStory | WrongField) else ""


def _follow_ups(form: MultiDict[str, str]) -> list[FollowUp]:
    """Rows of the form, without those in which nothing stands."""
    rows = zip_longest(form.getlist("asked"), form.getlist("answered"), fillvalue="")
    return [FollowUp(lines(asked), lines(answered)) for asked, answered in rows if asked.strip() or answered.strip()]


def _level(text: str) -> str | None:
    if text and text not in LEVELS:
        raise BadInput(f"The level must be {' or '.join(LEVELS)}, or left empty.")
    return text or None
