"""Texts of cards as they are told apart: to the letter, or without what is only spelling."""

from __future__ import annotations

import hashlib
import re
from typing import Protocol

from flashcards.core.models import Form

PlainKey = tuple[str, str, Form]

_MARKS = frozenset('*_~`"“”«»’')
_EMPHASIS = re.compile(r"(?=[*_~`\"“”«»])(?:(?<!\w)[*_~`]+(?=\w)|(?<=\w)[*_~`]+(?!\w)|[\"“”«»])")
"""It begins with all that it can begin with: that makes it three times as fast."""
_CLOSING = ".,;:!?"
_ENDS = " .,;:!?"


class Worded(Protocol):
    """Anything with the two sides of a note: a draft, or a stored note."""

    @property
    def front(self) -> str: ...
    @property
    def back(self) -> str: ...
    @property
    def form(self) -> Form: ...


def content_key(text: Worded) -> str:
    """Equal for two notes that ask and answer the same in the same way, to the letter, wherever they stand."""
    form = "" if text.form is Form.BASIC else f"\0{text.form}"
    return hashlib.sha256(f"{text.front}\0{text.back}{form}".encode()).hexdigest()


def plain_key(text: Worded) -> PlainKey:
    """Equal for two notes that differ only in white space, case, emphasis, quotation marks and closing punctuation."""
    return plain_side(text.front), plain_side(text.back), text.form


def plain_side(markdown: str) -> str:
    """A side without what is only spelling; signs that stand by themselves, as in "what is `*`?", stay."""
    text = markdown.casefold()
    if not _MARKS.isdisjoint(text):
        text = _EMPHASIS.sub("", text.replace("’", "'"))
    return " ".join([word for closed in text.split() if (word := closed.rstrip(_CLOSING))]).strip(_ENDS) or markdown
