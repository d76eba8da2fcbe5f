"""The pieces a search is typed in: brackets, minus signs, `or`, `and`, and terms with or without a key."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flashcards.core.errors import BadInput
from flashcards.core.plural import count_of
from flashcards.core.search.query import Text

LONGEST = 2000
"""Characters of a search."""
MOST_TERMS = 100


class Misread(BadInput):
    """A search that cannot be meant. column: where the mistake is, in characters from 1."""

    def __init__(self, column: int, message: str) -> None:
        super().__init__(f"Column {column}: {message}")
        self.column = column


@dataclass(frozen=True, slots=True)
class Token:
    """mark: a bracket, "-", "or", "and", or "" for a term. at: the column of its value."""

    mark: str
    column: int
    key: str = ""
    text: Text = ()
    at: int = 0
    is_quoted: bool = False

    @property
    def value(self) -> str:
        return "*".join(self.text)


_STRANGE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]")
_QUOTES = '"“”„'
"""Phones turn straight quotes into curly ones."""
_TOKEN = re.compile(
    rf"""\s* (?: (?P<mark>[()-]) | (?: (?P<key>[A-Za-z]+) : )?
        (?: [{_QUOTES}] (?P<quoted>(?: \\. | [^{_QUOTES}\\] )*) [{_QUOTES}] | (?P<bare>(?: \\. | [^\s(){_QUOTES}] )+) ) )""",
    re.VERBOSE | re.DOTALL,
)
_PIECE = re.compile(rf"\\([{_QUOTES}()*:\\-])|(\*)", re.DOTALL)
"""A sign that is meant literally, or a star."""


def tokens(text: str) -> list[Token]:
    """The marks and terms of a search, in order. Raises Misread."""
    if len(text) > LONGEST:
        raise Misread(LONGEST + 1, f"a search has at most {count_of(LONGEST, 'character')}; this one has {len(text):,}.")
    if strange := _STRANGE.search(text):
        raise Misread(strange.start() + 1, "there is a character here that no text holds; take it out.")
    found_tokens: list[Token] = []
    place, end = 0, len(text.rstrip())
    while place < end:
        found = _TOKEN.match(text, place)
        if not found:
            quote = re.compile(f"[{_QUOTES}]").search(text, place)
            raise Misread((quote.start() if quote else place) + 1, "this quote is not closed; add another at its end.")
        found_tokens.append(_token(found))
        place = found.end()
    if sum(not token.mark for token in found_tokens) > MOST_TERMS:
        column = [token.column for token in found_tokens if not token.mark][MOST_TERMS]
        raise Misread(column, f"a search has at most {MOST_TERMS} words and conditions; leave some out.")
    return found_tokens


def quoted(text: str) -> str:
    """The text as a search means it literally, in quotes."""
    return '"' + re.sub(rf"([{_QUOTES}*\\])", r"\\\1", text) + '"'


def _token(found: re.Match[str]) -> Token:
    if found["mark"]:
        return Token(found["mark"], found.start("mark") + 1)
    kind = "quoted" if found["quoted"] is not None else "bare"
    at = found.start(kind) + (kind == "bare")
    column = found.start("key") + 1 if found["key"] else at
    if kind == "bare" and not found["key"] and found["bare"].lower() in ("or", "and"):
        return Token(found["bare"].lower(), column)
    return Token("", column, (found["key"] or "").lower(), _pieces(found[kind]), at, kind == "quoted")


def _pieces(written: str) -> Text:
    """Split at the stars, with the signs that a backslash made literal."""
    pieces, last = [""], 0
    for sign in _PIECE.finditer(written):
        pieces[-1] += written[last : sign.start()] + (sign[1] or "")
        if sign[2]:
            pieces.append("")
        last = sign.end()
    pieces[-1] += written[last:]
    return tuple(pieces)
