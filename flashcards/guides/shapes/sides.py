"""What is said badly and what is said well: lines with a cross or a tick, or that begin with "Weak:" or "Better:"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from flashcards.guides.blocks import Block
from flashcards.guides.document import BAD_SIGNS, GOOD_SIGNS, Section
from flashcards.guides.shapes.shape import text_of
from flashcards.guides.wording import plain

_NOUN = r"(?:\s+(?:answers?|examples?|phrasing|responses?|results?|openings?|version|wording|way|approach|this|practice))?"
_BAD = (
    rf"(?:weak(?:er)?|bad|poor|avoid|wrong|vague|generic|instead of|before|not|"
    rf"(?:don['’]?t|do not|never)(?: (?:say|write|do|use))?){_NOUN}"
)
_GOOD = (
    rf"(?:strong(?:er)?|good|better|best|great|right|say|prefer|improved|(?:do )?(?:say|write|use)|do(?: this)?|after|specific|"
    rf"try|replace with){_NOUN}(?:\s+instead)?"
)
_SIGNS = re.compile(rf"[{GOOD_SIGNS}{BAD_SIGNS}]\ufe0f?\s*")
_SIDE = re.compile(
    rf"[*_\s]*(?:[{GOOD_SIGNS}{BAD_SIGNS}]\ufe0f?\s*)?(?:(?P<bad>{_BAD})|(?P<good>{_GOOD}))(?:[*_\s]*:[*_\s]*)(?P<text>\S.*)?",
    re.IGNORECASE | re.DOTALL,
)
_SAID = re.compile(r"[\"“'‘].*[\"”'’][.,;]?(?:\s*\(.*\))?", re.DOTALL)
_NAME = re.compile(rf"(?:(?P<bad>{_BAD})|(?P<good>{_GOOD}))", re.IGNORECASE)


class Side(NamedTuple):
    """A line said well or badly. block: where it stands. text: without its sign or label; it may be empty."""

    is_good: bool
    text: str
    block: Block


@lru_cache(maxsize=4096)
def side_of_name(name: str) -> bool | None:
    """Whether a heading or a column is of what is said well (True), of what is said badly (False), or of neither."""
    found = _NAME.fullmatch(plain(name).rstrip(": "))
    return None if found is None else bool(found["good"])


def side_of(section: Section) -> bool | None:
    """The same of a section, by its sign or its heading."""
    return section.sign in GOOD_SIGNS if section.sign else side_of_name(section.heading)


def read_side(text: str) -> tuple[bool, str] | None:
    """Whether a line is said well, and the line without the sign or label that says so."""
    if text[:1] and text[0] in GOOD_SIGNS + BAD_SIGNS:
        labelled = _labelled(_SIGNS.sub("", text, count=1))
        return text[0] in GOOD_SIGNS, labelled[1] if labelled else _SIGNS.sub("", text, count=1)
    return _labelled(text)


def _labelled(text: str) -> tuple[bool, str] | None:
    found = _SIDE.fullmatch(text) if ":" in text[:40] else None
    return (bool(found["good"]), (found["text"] or "").strip()) if found else None


def sides_of_list(block: Block) -> list[Side]:
    """The sides of a list of which every item is one; else none."""
    return _all_or_none((item, text_of(item)) for item in block.children if item.children)


def sides_of_lines(block: Block) -> list[Side]:
    """The sides of a paragraph of which every line is one, or the label of one that goes on in the lines below; else none."""
    lines = [(Block("paragraph", at, at, line), line) for at, line in enumerate(block.text.split("\n"), block.line)]
    first = read_side(lines[0][1])
    if first and not first[1] and len(lines) > 1 and not any(read_side(line) for _, line in lines[1:]):
        return [Side(first[0], "\n".join(line for _, line in lines[1:]).strip(), block)]
    return _all_or_none(lines)


def _all_or_none(lines: Iterable[tuple[Block, str]]) -> list[Side]:
    sides: list[Side] = []
    for block, text in lines:
        side = read_side(text)
        if side is None:
            return []
        sides.append(Side(*side, block))
    return sides


def without_signs(block: Block) -> Block:
    """A list without the cross or tick that every item begins with: it tells nothing apart."""
    signs = {text_of(item)[:1] for item in block.children} if block.is_list else set()
    if len(signs) != 1 or not signs <= set(GOOD_SIGNS + BAD_SIGNS):
        return block
    return replace(block, children=tuple(with_text(item, _SIGNS.sub("", text_of(item), count=1)) for item in block.children))


def are_said(lines: Iterable[str]) -> bool:
    """Whether most of some lines are words to be said: they stand in quotation marks."""
    said = [_SAID.fullmatch(plain(line)) is not None for line in lines]
    return sum(said) * 2 > len(said)


def with_text(item: Block, text: str) -> Block:
    """A list item that says something else in its first paragraph."""
    first, *others = item.children
    return replace(item, children=(replace(first, text=text), *others)) if first.kind == "paragraph" else item


def in_pairs(sides: Sequence[Side]) -> Iterator[tuple[Side, Side]]:
    """Bad and good, side by side, if all stand so; else nothing."""
    couples = list(zip(sides[::2], sides[1::2], strict=False))
    if len(sides) % 2 == 0 and all(first.is_good != second.is_good and first.text and second.text for first, second in couples):
        yield from ((second, first) if first.is_good else (first, second) for first, second in couples)
