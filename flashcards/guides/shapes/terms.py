"""`**Term**: explanation`, read from the first paragraph of a list item or from a line."""

from __future__ import annotations

import re
from typing import NamedTuple

from flashcards.guides.wording import tidy

_TERM = re.compile(
    r"(?:[^\w\s*`\[(]+\s+)?(?:\*\*(?P<bold>[^*\n]{1,100}?)(?P<inside>\s*:)?\s*\*\*|__(?P<under>[^_\n]{1,100}?)__|(?P<code>`[^`\n]{1,60}`))"
    r"(?P<paren>\s*\([^()\n]{1,80}\))?(?P<mark>\s*:|\s+[-–—=→]|)\s*(?P<rest>.*)",
    re.DOTALL,
)
_PLAIN_TERM = re.compile(r"(?P<term>[A-Z0-9][^:.?!\n*`]{0,50}): +(?P<rest>\S.*)", re.DOTALL)
_NAME = re.compile(r"[^\W\d_]{2}|`|[^\W\d_]$")
_DURATION = re.compile(r"[\d\s–-]+(?:%|s|sec|min|h|hour|day|week|month|year|minute|second)s?\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:is|are|means?|refers? to|stands? for)\s", re.IGNORECASE)


class Term(NamedTuple):
    """term: tidied, with what stands in brackets behind it. rest: its explanation, "" if none stands beside it."""

    term: str
    rest: str


def read_term(text: str) -> Term | None:
    """The bold or coded term a text begins with, if a colon, a dash, a new line or nothing at all comes after it.

    `**Term** is …` defines its term too; the whole sentence is then the explanation.
    """
    match = _TERM.fullmatch(text)
    if match is None:
        return None
    term = tidy(match["bold"] or match["under"] or match["code"] or "")
    if not _NAME.search(term) or _DURATION.match(term):
        return None
    rest = match["rest"].strip()
    has_mark = bool(match["mark"] or match["inside"])
    stands_alone = not match["code"] and (not rest or text[: match.start("rest")].endswith("\n"))
    if has_mark or stands_alone:
        return Term(term + (match["paren"] or "").replace("\n", " "), rest)
    return Term(term, text.strip()) if _SENTENCE.match(rest) and not match["code"] else None


def read_plain_term(text: str) -> Term | None:
    """`Term: explanation` without bold; only for lists in which every item has it."""
    match = _PLAIN_TERM.fullmatch(text)
    return Term(tidy(match["term"]), match["rest"]) if match else None
