"""A story of a guide as the beginning of one of the learner's own."""

from __future__ import annotations

import re

from flashcards.core.errors import BadInput
from flashcards.core.models import FOLLOW_UPS, LEVELS, Kind, lines_of
from flashcards.core.stories.story import (
    MOST_FOLLOW_UPS,
    MOST_FURTHER,
    MOST_LINE_CHARACTERS,
    MOST_TITLE_CHARACTERS,
    FollowUp,
    StoryDraft,
)
from flashcards.storage.database import Connection
from flashcards.storage.notes import LEECH_TAG, Note, note
from flashcards.storage.principles import principles
from flashcards.storage.stories import is_story

_LABELS = {
    "situation": "Situation Context Background Setting",
    "task": "Task Goal Objective Mandate Challenge Problem Obstacle Hindrance",
    "action": "Action Activity Activitie",
    "result": "Result Outcome Impact",
    "learned": "Learning Lesson Reflection Takeaway Take-away Trade-off",
}
_FIELDS = {label: field for field, labels in _LABELS.items() for label in labels.split()}
"""By the first word of a label, where its text goes."""
_FRONT = re.compile(r"Story: (?P<title>.+?)(?: \([^()]*\))*\?", re.DOTALL)
"""As guides' stories are asked; one that answers a question has that question in front."""


def as_own(db: Connection, note_id: int) -> StoryDraft:
    """What an example says, as far as a story of one's own can say it. Raises NotFound; BadInput for what is no example."""
    known = note(db, note_id)
    if known.kind is not Kind.STORY or is_story(db, note_id):
        raise BadInput("Only a story of a guide can be copied; this is none, or one of your own already.")
    texts, follow_ups = _texts(known), lines_of(known.sections, FOLLOW_UPS)
    names = {one.name for one in principles(db)}
    return StoryDraft(
        title=_title(known),
        situation=texts["situation"],
        task=texts["task"],
        action=texts["action"],
        result=texts["result"],
        learned=texts["learned"],
        level=known.level if known.level in LEVELS else None,
        principles=tuple(name for name in known.principles if name in names)[: 1 + MOST_FURTHER],
        follow_ups=tuple(FollowUp(asked[:MOST_LINE_CHARACTERS]) for asked in follow_ups[:MOST_FOLLOW_UPS]),
        tags=tuple(tag for tag in known.tags if tag != LEECH_TAG),
    )


def _title(known: Note) -> str:
    asked = _FRONT.fullmatch(known.front)
    return " ".join((asked["title"] if asked else known.front).split())[:MOST_TITLE_CHARACTERS]


def _texts(known: Note) -> dict[str, str]:
    """By field. Parts that stand for the same one, such as a context and a challenge, follow each other."""
    found: dict[str, list[str]] = {field: [] for field in _LABELS}
    for name, text in known.sections:
        if field := _FIELDS.get(name.partition(" ")[0].rstrip("s").capitalize()):
            found[field].append(text)
    if not any(found.values()):
        found["situation"] = [known.back]
    return {field: "\n\n".join(texts) for field, texts in found.items()}
