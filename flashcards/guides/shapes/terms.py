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
_SENTENCE = re.compile(r"(?:is|are|means?|refers? to|stands? for)\s", re.IGNORECASE)


class Term(NamedTuple):
    """term: tidied, with what stands in brackets behind it. rest: its explanation, "" if none stands beside it."""

    term: str
    rest: str


def read_term(text: str) -> Term | None:
    """The bold or coded term a text begins with, if a colon or dash (or nothing at all) separates it from the explanation."""
    match = _TERM.fullmatch(text)
    if match is None:
        return None
    term = tidy(match["bold"] or match["under"] or match["code"] or "")
    rest = match["rest"].strip()
    if term and not match["code"] and _SENTENCE.match(rest) and not (match["mark"] or match["inside"]):
        return Term(term, text.strip())
    separated = match["mark"] or match["inside"] or (not match["code"] and (match["paren"] or not rest or match["rest"] != rest))
    on_its_own_line = text[: match.start("rest")].endswith("\n")
    if not term or not (separated and (match["mark"] or match["inside"] or not rest or on_its_own_line)):
        return None
    return Term(term + (match["paren"] or "").replace("\n", " "), rest)


def read_plain_term(text: str) -> Term | None:
    """`Term: explanation` without bold; only for lists in which every item has it."""
    match = _PLAIN_TERM.fullmatch(text)
    return Term(tidy(match["term"]), match["rest"]) if match else None
