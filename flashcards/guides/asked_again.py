"""A heading that is asked twice: what stands below the first answer is asked by its own beginning."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from flashcards.core.models import Kind, NoteDraft
from flashcards.guides.shapes.beginnings import fronts_of
from flashcards.guides.wording import plain

MOST_IN_A_LEAD = 80
"""Characters of a line that leads in to the rest of a text, and can name it."""
_TEXTS = (Kind.CONCEPT, Kind.FACT, Kind.COMPARISON, Kind.PATTERN, Kind.PITFALL, Kind.TAKEAWAY)
_NO_TEXT = re.compile(r"[-*+|>] |\d+\. |`{3}")


def told_apart(notes: Collection[NoteDraft]) -> Iterator[NoteDraft]:
    """The notes of a guide by their lines, no text below another of its heading with a front that asks for the heading again.

    A list has no beginning to be asked by: where it has the front of another card, it is asked for what else there is.
    """
    seen: dict[tuple[str, ...], set[str]] = {}
    for note in sorted(notes, key=lambda note: note.line):
        above = seen.setdefault(note.heading, set())
        is_same = note.front in above
        is_again = is_same or (bool(above) and _asks_for(note.front, note.heading))
        above.add(note.front)
        if not is_again or note.kind not in _TEXTS:
            yield note
        elif _NO_TEXT.match(note.back):
            yield _of_what_else(note) if is_same else note
        else:
            yield _by_its_beginning(note)


def _asks_for(front: str, heading: tuple[str, ...]) -> bool:
    asked, own = plain(front).rstrip("?").lower(), plain(heading[-1]).rstrip("?").lower() if heading else ""
    return bool(own) and (asked == own or asked.endswith(f": {own}"))


def _of_what_else(note: NoteDraft) -> NoteDraft:
    """A list of one item is a text, and asked as one."""
    name = note.front.rstrip("?")
    is_text = "\n" not in note.back and note.back.startswith("- ")
    fronts = fronts_of(name, note.back[1:].strip()) if is_text else iter(())
    return replace(note, front=next(fronts, f"{name}: what else?"))


def _by_its_beginning(note: NoteDraft) -> NoteDraft:
    """ "Heading: “A text that begins so …”", or "Heading: what its first line leads in to?"."""
    name = note.heading[-1] if note.heading and note.front.startswith("What ") else note.front.rstrip("?")
    first, _, rest = note.back.partition("\n")
    if rest and first.endswith(":") and len(first) <= MOST_IN_A_LEAD:
        return replace(note, front=f"{name}: {plain(first).rstrip(':')}?", back=rest.strip())
    return replace(note, front=next(fronts_of(name, first), note.front))
