"""Which incoming note is which stored note: by the author's id, then by exact content. Never a guess."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flashcards.core.models import NoteDraft


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
    """Equal for two notes that ask and answer the same, wherever they stand."""
    return hashlib.sha256(f"{draft.front}\0{draft.back}".encode()).hexdigest()


def match_notes(drafts: Sequence[NoteDraft], known: Known, coming: Collection[str] = ()) -> list[Match]:
    """Pair each note of one guide with what is stored. An id used twice in the guide counts the first time only.

    coming: contents that earlier guides of the same import bring.
    """
    ids: set[str] = set()
    contents = set(coming)
    matches = []
    for draft in drafts:
        key = content_key(draft)
        by_id = known.by_explicit_id.get(draft.explicit_id) if draft.explicit_id and draft.explicit_id not in ids else None
        if by_id:
            matches.append(Match(draft, Status.SAME if by_id[1] == key else Status.CHANGED, by_id[0]))
        elif key in known.by_content:
            matches.append(Match(draft, Status.SAME, known.by_content[key]))
        else:
            matches.append(Match(draft, Status.SAME if key in contents else Status.ADDED, None))
        ids.update([draft.explicit_id] if draft.explicit_id else [])
        contents.add(key)
    return matches


def is_probably_another_guide(known_contents: Sequence[str], drafts: Sequence[NoteDraft]) -> bool:
    """Whether a guide of a known name has under a third of its cards in common with the one stored under that name."""
    if not known_contents:
        return False
    common = set(known_contents) & {content_key(draft) for draft in drafts}
    return 3 * len(common) < min(len(set(known_contents)), len(drafts) or 1)
