"""Which incoming note is which stored note: by the author's id, then by exact content. Never a guess."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flashcards.core.models import Form, NoteDraft


class Status(StrEnum):
    """What an import does with a note."""

    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"
    SAME = "same"
    ASK = "ask"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Match:
    """A note of the guide and the stored note it is; None when it is a new one, or one that is new in this very import."""

    draft: NoteDraft
    status: Status
    note_id: int | None


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored: notes by the ids their author gave them in this guide (with the content they had there), and by content."""

    by_explicit_id: Mapping[str, tuple[int, str]]
    by_content: Mapping[str, int]


def content_key(draft: NoteDraft) -> str:
    """Equal for two notes that ask and answer the same in the same way, wherever they stand."""
    form = "" if draft.form is Form.BASIC else f"\0{draft.form}"
    return hashlib.sha256(f"{draft.front}\0{draft.back}{form}".encode()).hexdigest()


def match_notes(
    drafts: Sequence[NoteDraft], known: Known, coming: Collection[str] = (), texts: Mapping[int, str] | None = None
) -> list[Match]:
    """Pair each note of one guide with what is stored. An id used twice in the guide counts the first time only.

    A text belongs to the note its author gives it to now, not to one that had it before. coming: contents that earlier
    guides of the same import bring. texts: as `named_texts` gives them, of all guides of the import.
    """
    named = _by_explicit_id(drafts, known)
    now = {**named_texts(drafts, known), **(texts or {})}
    holders = {key: note_id for key, note_id in known.by_content.items() if now.get(note_id, key) == key}
    holders |= {key: note_id for note_id, key in now.items()}
    contents = set(coming)
    matches = []
    for place, draft in enumerate(drafts):
        key = content_key(draft)
        if place in named:
            note_id, stored_key = named[place]
            matches.append(Match(draft, Status.SAME if stored_key == key else Status.CHANGED, note_id))
        elif key in holders:
            matches.append(Match(draft, Status.SAME, holders[key]))
        else:
            matches.append(Match(draft, Status.SAME if key in contents else Status.ADDED, None))
        contents.add(key)
    return matches


def named_texts(drafts: Sequence[NoteDraft], known: Known) -> dict[int, str]:
    """The content this guide gives to stored notes by their ids."""
    return {note_id: content_key(drafts[place]) for place, (note_id, _) in _by_explicit_id(drafts, known).items()}


def _by_explicit_id(drafts: Sequence[NoteDraft], known: Known) -> dict[int, tuple[int, str]]:
    """Per place in the guide, the stored note its author named there and the content that had."""
    first_places: dict[str, int] = {}
    for place, draft in enumerate(drafts):
        if draft.explicit_id in known.by_explicit_id:
            first_places.setdefault(draft.explicit_id or "", place)
    return {place: known.by_explicit_id[explicit_id] for explicit_id, place in first_places.items()}


def is_probably_another_guide(known_contents: Sequence[str], drafts: Sequence[NoteDraft]) -> bool:
    """Whether a guide of a known name has under a third of its cards in common with the one stored under that name."""
    if not known_contents:
        return False
    common = set(known_contents) & {content_key(draft) for draft in drafts}
    return 3 * len(common) < min(len(set(known_contents)), len(drafts) or 1)
