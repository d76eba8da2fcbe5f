"""`**Term**: explanation` in all its spellings, read from the first paragraph of a list item or from a line."""

from __future__ import annotations

import re
from typing import NamedTuple

from flashcards.guides.wording import tidy

_MARK = r"(?P<mark>\s*[:：]|\s+(?:-{1,2}|[–—=→]|[-=]>)(?=\s)|)"
_TERM = re.compile(
    r"(?:[^\w\s*`\[(]+\s+)?"
    r"(?:\*\*(?P<bold>[^*\n]{1,140}?)(?P<inside>\s*:)?\s*\*\*|__(?P<under>[^_\n]{1,100}?)__"
    r"|[*_](?P<slanted>[^*_\n]{1,60}?)(?P<slanted_inside>\s*:)?[*_](?!\w)|(?P<code>`[^`\n]{1,60}`)|(?P<link>\[[^\[\]\n]{1,80}\]\([^()\n]*\)))"
    rf"(?P<paren>\s*\([^()\n]{{1,80}}\))?{_MARK}\s*(?P<rest>.*)",
    re.DOTALL,
)
_PLAIN_TERM = re.compile(r"(?P<term>[\w\"“(.][^:?!\n*`]{0,60}?)(?:\s*:|\s+(?:-{1,2}|[–—=→]|[-=]>))\s+(?P<rest>\S.*)", re.DOTALL)
_NAME = re.compile(r"[^\W\d_]|`")
_DURATION = re.compile(r"[\d\s–-]+(?:%|s|sec|min|h|hour|day|week|month|year|minute|second)s?\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:is|are|means?|refers? to|stands? for)\s", re.IGNORECASE)
_MOST_WORDS = 6


class Term(NamedTuple):
    """term: tidied, with what stands in brackets behind it. rest: its explanation, "" if none stands beside it."""

    term: str
    rest: str


def read_term(text: str, *, begins: bool = False) -> Term | None:
    """The bold, slanted or coded term or link that a text begins with, if a colon, a dash, a new line or nothing comes after it.

    `**Term** is …` defines its term too; the whole sentence is then the explanation. So is any sentence, where a bold term
    only has to begin it.
    """
    match = _TERM.match(text) if text[:1] in "*_`[" or not text[:1].isalnum() else None
    if match is None:
        return None
    is_bold = bool(match["bold"] or match["under"])
    term = tidy(match["bold"] or match["under"] or match["slanted"] or match["code"] or match["link"] or "")
    if not _NAME.search(term) or _DURATION.match(term):
        return None
    rest = match["rest"].strip()
    if match["mark"] or match["inside"] or match["slanted_inside"]:
        return Term(term + (match["paren"] or "").replace("\n", " "), rest)
    if not is_bold:
        return None
    if not rest and term.endswith((".", "!")):
        return None
    if not rest or text[: match.start("rest")].endswith("\n"):
        return Term(term + (match["paren"] or "").replace("\n", " "), rest)
    return Term(term, text.strip()) if begins or _SENTENCE.match(rest) else None


def read_plain_term(text: str) -> Term | None:
    """`Term: explanation` or `Term - explanation` without marks; only for lists in which nearly every item has it."""
    match = _PLAIN_TERM.match(text)
    if match is None:
        return None
    term = tidy(match["term"])
    is_name = len(term.split()) <= _MOST_WORDS and _NAME.search(term) and not _DURATION.match(term)
    return Term(term, match["rest"].strip()) if is_name else None
