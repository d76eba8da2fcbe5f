"""Gaps in a text: `{{c1::answer}}`, `{{c1::answer::hint}}`, `==answer==`, `==answer;;hint==`. Each number is a card.

Gaps of one number are asked together. Those between `==` have a number of their own each, counted on from the highest written
one. A gap stands within a paragraph; in code, in comments and behind a backslash nothing is a gap and nothing ends one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

MOST_GAPS = 50
"""Numbers in one note; each is a card, and each card shows the whole text."""
MOST_PLACES = 500
"""Gaps in one note, of whatever numbers."""

_HIDDEN = re.compile(
    r"^[ \t>]*(?P<fence>`{3,}|~{3,})[^\n]*$.*?(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?<!`)(?P<ticks>`+)"
    r"|<!--.*?(?:-->|\Z)"
    r"|\\[!-/:-@\[-`{-~]",
    re.MULTILINE | re.DOTALL,
)
_TICKS_OR_BREAK = re.compile(r"`+|\n(?=[ \t>]*\n)")
_NUMBERED = r"\{\{c(?P<number>[1-9]\d{0,2})::"
_MISNUMBERED = re.compile(r"\{\{c(?![1-9]\d{0,2}::)\d+::")
# As with other marks, the outer side of `==` is no letter and the inner one no space: `a == b` and `a==b` compare.
_OPENING = re.compile(_NUMBERED + r"|(?<![A-Za-z0-9_=!<>])==(?=[^\s=])")
_CLOSING_MARK = re.compile(r"(?<=[^\s=])==(?![A-Za-z0-9_=])")
_LIMIT = re.compile(_NUMBERED + r"|\n[ \t>]*\n|\Z")
_BRACE = re.compile(r"\{|\}")


@dataclass(frozen=True, slots=True)
class Gap:
    """A piece of a text that is asked for: front[start:end], marks and all. hint: "" where there is none."""

    number: int
    start: int
    end: int
    answer: str
    hint: str


def gap_numbers(front: str) -> tuple[int, ...]:
    """The numbers of its gaps, ascending, each once."""
    return tuple(sorted({gap.number for gap in gaps(front)}))


def question(front: str, number: int) -> str:
    """Markdown in which the gaps of that number show "[…]" or their hint, and the others their answers."""
    return _filled(front, lambda gap: _marked(f"&#91;{gap.hint or '…'}&#93;") if gap.number == number else gap.answer)


def answer(front: str, number: int) -> str:
    """Markdown of the whole text, the answers of that number marked."""
    return _filled(front, lambda gap: _marked(gap.answer) if gap.number == number else gap.answer)


def filled(front: str) -> str:
    """Markdown of the whole text, every answer marked."""
    return _filled(front, lambda gap: _marked(gap.answer))


def mistake(front: str) -> tuple[str, str] | None:
    """Where, and what keeps this text from being asked gap by gap and what to do; None when it can be."""
    found, unclosed = _read(front)
    if misnumbered := _MISNUMBERED.search(_hidden(front)):
        return _place(front, misnumbered.start()), "gaps are numbered from 1 to 999"
    if unclosed:
        return _place(front, unclosed[0]), "the gap is not closed; write }} after its answer, in the same paragraph"
    empty = next((gap for gap in found if not gap.answer.strip()), None)
    if empty:
        return _place(front, empty.start), "the gap has no answer; write it between :: and }}"
    if not found:
        return "The front", "there is no gap; write {{c1::answer}} or ==answer== around what is to be recalled"
    if len({gap.number for gap in found}) > MOST_GAPS:
        return "The front", f"there are more than {MOST_GAPS} gaps; make several notes of it"
    if len(found) > MOST_PLACES:
        return "The front", f"there are more than {MOST_PLACES} pieces to recall; make several notes of it"
    return None


def has_opening(front: str) -> bool:
    """Whether a gap begins somewhere, closed or not."""
    return any(_read(front))


def gaps(front: str) -> tuple[Gap, ...]:
    """Every gap in the order of the text. One that is not closed is text as it is."""
    return _read(front)[0]


def _read(front: str) -> tuple[tuple[Gap, ...], list[int]]:
    """The gaps, and where gaps begin that never end."""
    hidden = _hidden(front)
    found: list[tuple[re.Match[str], int, int]] = []
    unclosed: list[int] = []
    place = 0
    while opening := _OPENING.search(hidden, place):
        place = opening.end()
        closing = (_closing_braces if opening["number"] else _closing_mark)(hidden, place)
        if closing is not None:
            found.append((opening, place, closing))
            place = closing + 2
        elif opening["number"]:
            unclosed.append(opening.start())
    own = count(max((int(opening["number"]) for opening, *_ in found if opening["number"]), default=0) + 1)
    return tuple(_gap(front, hidden, *one, int(one[0]["number"] or next(own))) for one in found), unclosed


def _gap(front: str, hidden: str, opening: re.Match[str], start: int, closing: int, number: int) -> Gap:
    separator = hidden.find("::" if opening["number"] else ";;", start, closing)
    end = closing if separator < 0 else separator
    hint = "" if separator < 0 else front[separator + 2 : closing].strip()
    return Gap(number, opening.start(), closing + 2, front[start:end], hint)


def _closing_braces(hidden: str, start: int) -> int | None:
    """The first `}}` outside braces of the answer's own; where those do not pair, the first of all."""
    limit = _limit(hidden, start, len(hidden))
    depth = 0
    for brace in _BRACE.finditer(hidden, start, limit):
        if brace[0] == "{":
            depth += 1
        elif depth:
            depth -= 1
        elif hidden.startswith("}}", brace.start()) and brace.end() < limit:
            return brace.start()
    first = hidden.find("}}", start, limit)
    return first if first >= 0 else None


def _closing_mark(hidden: str, start: int) -> int | None:
    """The next `==`, if it can end a gap."""
    place = hidden.find("==", start)
    return place if place >= 0 and _CLOSING_MARK.match(hidden, place) and _limit(hidden, start, place) == place else None


def _limit(hidden: str, start: int, end: int) -> int:
    """Where a gap ends at the latest: before the next one, at a blank line, or at `end`."""
    limit = _LIMIT.search(hidden, start, end)
    return limit.start() if limit else end


def _hidden(front: str) -> str:
    """The text with as many other characters, none of which is a mark, for all in which nothing is one. Fenced code stands
    between paragraphs.
    """
    code_ends = _code_ends(front)
    pieces, place = [], 0
    while found := _HIDDEN.search(front, place):
        end = code_ends.get(found.start(), found.start()) if found["ticks"] else found.end()
        pieces += [front[place : found.start()], ("\n" if found["fence"] else "\0") * (end - found.start())]
        place = max(end, found.end())
        pieces.append(front[end:place])
    return "".join([*pieces, front[place:]])


def _code_ends(front: str) -> dict[int, int]:
    """Where code that begins with the backticks at a place ends: with the next as many, in the same paragraph."""
    ends: dict[int, int] = {}
    last: dict[int, int] = {}
    for sign in _TICKS_OR_BREAK.finditer(front):
        if sign[0] == "\n":
            last.clear()
            continue
        if len(sign[0]) in last:
            ends[last[len(sign[0])]] = sign.end()
        last[len(sign[0])] = sign.start()
    return ends


def _filled(front: str, fill: Callable[[Gap], str]) -> str:
    pieces, place = [], 0
    for gap in gaps(front):
        pieces += [front[place : gap.start], fill(gap)]
        place = gap.end
    return "".join([*pieces, front[place:]])


def _marked(text: str) -> str:
    """Inline HTML, which Markdown is read inside of. Brackets are spelled out where they could be taken for a link."""
    return f'<mark class="gap">{text}</mark>'


def _place(front: str, offset: int) -> str:
    line = front.count("\n", 0, offset) + 1
    return f"Line {line}, column {offset - front.rfind(chr(10), 0, offset)}"
