"""`#flashcards/aws/queues`, among the tags of the front matter or in the text: the guide calls itself a deck, and may name it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from flashcards.core.deck_names import SEPARATOR
from flashcards.guides.naming import readable

_MARK = re.compile(r"#?flashcards?(?:/(?P<path>[\w/-]+))?", re.IGNORECASE)
_IN_TEXT = re.compile(r"#(?<!\S#)flashcards?(?:/[\w/-]+)?(?!\S)", re.IGNORECASE)  # a search for a sign is quick


def deck_marks(tags: Iterable[str], text: str) -> tuple[str, ...]:
    """The marks of a guide, those among its tags first."""
    return (*(tag for tag in tags if is_deck_mark(tag)), *dict.fromkeys(_IN_TEXT.findall(text)))


def is_deck_mark(tag: str) -> bool:
    return _MARK.fullmatch(tag) is not None


def marked_deck(marks: Iterable[str]) -> str:
    """The deck that the first mark names, if one does: "#flashcards/aws/event-driven" -> "AWS::Event Driven"."""
    paths = (match["path"] for mark in marks if (match := _MARK.fullmatch(mark)))
    return next((SEPARATOR.join(map(readable, filter(None, path.split("/")))) for path in paths if path), "")
