"""What is stored, as if guides had been imported: for matching on texts alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flashcards.core.models import Kind, NoteDraft
from flashcards.guides.matching import Known, content_key


@dataclass(frozen=True, slots=True)
class Stood:
    """A place as storage has it."""

    note_id: int
    guide_id: int
    heading: tuple[str, ...]
    content_key: str
    explicit_id: str | None = None
    is_gone: bool = False
    is_by_hand: bool = False


def draft(
    front: str, back: str = "answer", explicit_id: str | None = None, heading: Sequence[str] = (), line: int = 1
) -> NoteDraft:
    return NoteDraft(Kind.FACT, front, back, tuple(heading), line, line, explicit_id)


def stored(*guides: Sequence[NoteDraft]) -> Known:
    """As if these had been imported, as guides 1, 2, …, with notes from 1; the same text is one note."""
    ids: dict[str, int] = {}
    places = []
    for guide_id, drafts in enumerate(guides, start=1):
        for one in drafts:
            note_id = ids.setdefault(content_key(one), len(ids) + 1)
            places.append(Stood(note_id, guide_id, one.heading, content_key(one), one.explicit_id))
    texts = {content_key(one): one for drafts in guides for one in drafts}
    return Known(places, {note_id: texts[key] for key, note_id in ids.items()}, titles={1: "Guide", 2: "Other"})
