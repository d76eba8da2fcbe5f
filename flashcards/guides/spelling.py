"""Ways to write a note in a guide: as an item of a list, under a heading of its own, as a ready card with a comment below it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from textwrap import indent

from flashcards.core.models import Form, Kind, NoteDraft
from flashcards.guides.shapes.told_parts import TOLD

GIST_CHARACTERS = 80
SIDES = ("front", "back")
SAID = ("kind", "form", "tags", "level", "principles", "as_of", "sections")
"""What a comment may say of a card, with its sides."""
ITEM = "-   "
NO_ANSWER = "none"
"""Stands where a card has to have an answer, and its comment says that the note has none."""

_BLOCK = re.compile(r"-   |[>#<|~]|```|\d+\.  ")
"""How a back begins that is seldom read right beside its mark."""
_NO_WORDS = re.compile(r"[^A-Za-z0-9 ]+")


@dataclass(frozen=True, slots=True)
class Card:
    """The text of a note, and the headings it stands under, from below the title.

    own: the mark behind the last of them, where that is its own; None where it is not.
    """

    heading: tuple[str, ...]
    text: str
    own: str | None = None

    @property
    def is_item(self) -> bool:
        return self.own is None and self.text.startswith(ITEM)

    @property
    def is_ready(self) -> bool:
        """Whether it is a ready card, of which a comment may say more."""
        return self.own is None and not self.is_item


def spellings(draft: NoteDraft) -> Iterator[Card]:
    """Ways to write it, the plainest first."""
    path = draft.heading[1:]
    is_told = draft.kind in TOLD
    if path and is_told:
        yield from _under_own_heading(draft)
    yield from (Card(path, text) for text in _texts(draft))
    about = next((f"{name}: " for name in reversed(draft.heading) if draft.front.startswith(f"{name}: ")), "")
    if about:  # it came from above
        yield from (Card(path, text) for text in _texts(replace(draft, front=draft.front.removeprefix(about))))
    if path and not is_told:
        yield from _under_own_heading(draft)
    for depth in reversed(range(len(path))):
        yield from (Card(path[:depth], text) for text in _texts(draft))


def _under_own_heading(draft: NoteDraft) -> Iterator[Card]:
    """As a section of its own, its front from the heading, or above the text."""
    for text in (draft.back, f"{draft.front}\n\n{draft.back}"):
        yield Card(draft.heading[1:], text, own=_mark(draft))


def _texts(draft: NoteDraft) -> Iterator[str]:
    """Ways to write it below any heading."""
    mark = _mark(draft)
    if draft.kind is Kind.QUESTION and draft.form is Form.BASIC and draft.is_drilled and "\n" not in draft.front:
        level = [draft.level] if draft.level else []
        asides = dict.fromkeys(", ".join(words) for words in ([], level, [*draft.principles, *level]))
        yield from (_item(draft, f" ({aside}){mark}" if aside else mark) for aside in asides)
    first, *rest = draft.front.split("\n")
    front = "\n".join([first + mark, *rest])
    gap = "\n\n" if rest else "\n"
    if draft.form is Form.REVERSED and "\n" not in draft.front + draft.back:
        yield f"{draft.front} ::: {draft.back}{mark}"
    if draft.form is Form.CLOZE and not draft.back:
        yield f"C: {front}"
        return
    question, answer = "C" if draft.form is Form.CLOZE else "Q", "A?" if draft.form is Form.TYPED else "A"
    ways = [f"{question}: {front}{gap}{answer}: {draft.back or NO_ANSWER}", f"{question}: {front}{gap}{answer}:\n\n{draft.back}"]
    yield from reversed(ways) if _BLOCK.match(draft.back) else ways
    if draft.form is Form.BASIC:  # what would be a heading in the open is none in there
        yield f"Q: {front}\n\n??? answer\n\n{indent(draft.back, '    ')}"


def _item(draft: NoteDraft, behind: str) -> str:
    """A question in a list, with what is asked next below it."""
    gap = "\n" if draft.back.startswith(ITEM) else "\n\n"
    return f"{ITEM}{draft.front}{behind}" + (gap + indent(draft.back, " " * len(ITEM)) if draft.back else "")


def _mark(draft: NoteDraft) -> str:
    return f" ^{draft.explicit_id}" if draft.explicit_id else ""


def with_comment(card: Card, said: Mapping[str, object]) -> Card:
    """The card with a comment for what its text does not say."""
    return Card(card.heading, f"{card.text}\n\n{_comment(said)}") if said else card


def in_full(draft: NoteDraft, heading: tuple[str, ...]) -> Card:
    """A card whose comment says everything; its text is there to be recognised."""
    said = {name: getattr(draft, name) for name in (*SAID, *SIDES)}
    return Card(heading, f"Q: {_gist(draft.front)}{_mark(draft)}\nA: {_gist(draft.back)}\n\n{_comment(said, is_ascii=True)}")


def _gist(side: str) -> str:
    return " ".join(_NO_WORDS.sub(" ", side).split())[:GIST_CHARACTERS].strip() or "see below"


def _comment(said: Mapping[str, object], is_ascii: bool = False) -> str:
    packed = json.dumps(dict(said), ensure_ascii=is_ascii).replace(">", "\\u003e")
    return f"<!-- card: {packed} -->"
