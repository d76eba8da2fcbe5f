"""A guide's text as its author meant it, line for line, where Markdown would read it otherwise.

A fence of Markdown may hold a fence: by CommonMark the inner one ends the outer, and what follows is turned inside out. Tags of
another program's components (MDX), and those that only colour a text, stand around words of the guide's own. A numbered list
below an item has to begin with 1, or its lines go on the item's own.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_DRESS = r"</?(?:mark|span|font|u|big|small|center)(?:\s[^<>]*)?>"
_ANY = re.compile(rf"</?[A-Z][a-z]|{_DRESS}")
_ALONE = re.compile(r"[ \t]*</?[A-Z][a-z]\w*(?:\s[^<>]*)?/?>[ \t]*")
_WITHIN = re.compile(rf"{_DRESS}|</[A-Z][a-z]\w*>|(?<![\w<])<[A-Z][a-z]\w*(?:\s+[\w-]+=[^<>]*|\s*/)>")
"""In a line: one that closes, closes itself or has attributes; without these it may be a type (`List<String>`) or a blank."""
_ANY_FENCE = re.compile(r"[ \t]*(?:```|~~~)")
_OUTER = re.compile(r"`{3}(?:markdown|md)\b", re.IGNORECASE)
_FENCE = re.compile(r"(?m)^`{3}(?!`)[ \t]*(?P<mark>[^`\n]*)$")
_LONGER = "`"
_LINES_OF_A_PAIR = 2
_FENCED = re.compile(r"(?m)^[ \t]*(?:```|~~~)")
_NUMBER_BELOW = re.compile(
    r"(?m)^(?P<item> *(?:[-*+]|\d{1,3}[.)]) )\S[^\n]*\n(?=(?P<indent> {2,})(?!1[.)])(?P<number>\d{1,3})(?P<sign>[.)]) +\S)"
)
MOST_WITHIN = 40
"""Lines of fences that one fence holds; more are not looked at."""


@dataclass(frozen=True, slots=True)
class _Fence:
    """A line of three backticks at a margin; mark: what stands behind them, so that it can only open."""

    end: int
    mark: str
    is_outer: bool


def as_meant(text: str) -> str:
    """The text with all of that mended."""
    return with_first_numbers(without_tags(with_outer_fences(text)))


def with_first_numbers(text: str) -> str:
    """The text with a 1 where a numbered list right below the first line of an item begins with another number."""
    fences: list[int] | None = None
    pieces, done = [], 0
    for found in _NUMBER_BELOW.finditer(text):
        fences = [fence.start() for fence in _FENCED.finditer(text)] if fences is None else fences
        if len(found["indent"]) >= len(found["item"]) and not bisect(fences, found.start()) % 2:
            begins = found.end() + len(found["indent"])
            pieces += [text[done:begins], f"1{found['sign']}", " " * (len(found["number"]) - 1)]
            done = begins + len(found["number"]) + 1
    return "".join([*pieces, text[done:]])


def with_outer_fences(text: str) -> str:
    """The text with four backticks where a fence of Markdown holds another one, line for line the same otherwise."""
    if not _OUTER.search(text):
        return text
    found = _FENCE.finditer(text)
    fences = [_Fence(one.start() + 3, one["mark"].strip(), _OUTER.match(one[0]) is not None) for one in found]
    longer: list[int] = []
    at = 0
    while at < len(fences):
        last = _last(fences, at) if fences[at].is_outer else None
        if last is not None:
            longer += [fences[at].end, fences[last].end]
        at = _closing(fences, at) + 1 if last is None else last + 1
    cuts = [0, *longer, len(text)]
    return _LONGER.join([text[begin:end] for begin, end in pairwise(cuts)])


def _closing(fences: Sequence[_Fence], at: int) -> int:
    """Which line ends a fence by CommonMark: the next without a mark."""
    return next((later for later in range(at + 1, len(fences)) if not fences[later].mark), len(fences))


def _last(fences: Sequence[_Fence], at: int) -> int | None:
    """Which line ends a fence of Markdown that holds another; None where it holds none.

    It holds one where a line that can only open stands before the first that ends it; or where, up to the next that can only
    open, two lines end something: the first of them opened what the author forgot to name.
    """
    if _closing(fences, at) == at + 1:
        opens = next((later for later in range(at + 1, len(fences)) if fences[later].mark), len(fences))
        return at + _LINES_OF_A_PAIR if opens - at - 1 == _LINES_OF_A_PAIR else None
    depth = 1
    for later in range(at + 1, min(len(fences), at + MOST_WITHIN)):
        depth += 1 if fences[later].mark else -1
        if not depth:
            return later
    return None


def without_tags(text: str) -> str:
    """The text without such tags outside fences and code; a line that held nothing else becomes empty, so that lines stay."""
    if not _ANY.search(text):
        return text
    lines = text.split("\n")
    is_fenced = False
    for at, line in enumerate(lines):
        if _ANY_FENCE.match(line):
            is_fenced = not is_fenced
        elif "<" in line and not is_fenced:
            lines[at] = "" if _ALONE.fullmatch(line) else line if "`" in line else _WITHIN.sub("", line).replace("****:**", ":**")
    return "\n".join(lines)
