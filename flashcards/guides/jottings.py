"""Notes jotted down in a fence, as blocks: what stands further to the right belongs to the line above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby

from flashcards.guides.block import Block
from flashcards.guides.jotted_lines import ARROW, Line, lines_of

COLUMNS = 2
"""Of a name and what it is; more of them are a table."""
MOST_DEPTH = 3
"""Headings in one another; what stands deeper is a list."""

_HEAD = re.compile(r"[A-Z0-9\"“][^\n:*]{1,99}:?")


def read_jottings(text: str, line: int) -> tuple[Block, ...]:
    """What such notes say, of which the first line is that line of the guide."""
    return tuple(_blocks(lines_of(text, line), 0))


def _blocks(lines: Sequence[Line], depth: int) -> Iterator[Block]:
    """Headings with what stands below them, and what stands between."""
    parts = list(_with_those_below(lines))
    at, between = 0, 0
    while at < len(parts):
        line, below = parts[at]
        end = at + 1
        if depth < MOST_DEPTH and _heads(line, below, parts[end : end + 1]):
            yield from _between(parts[between:at], is_beside=between > 0)
            while not below and end < len(parts) and parts[end][0].group == line.group and not _heads(*parts[end], ()):
                end += 1
            said = [*below, *(one for part, more in parts[at + 1 : end] for one in (part, *more))]
            yield _paragraph(line, f"**{line.text.rstrip(': ')}**")
            yield from _blocks(said, depth + 1)
            between = end
        at = end
    yield from _between(parts[between:], is_beside=between > 0)


_Part = tuple[Line, Sequence[Line]]


def _heads(line: Line, below: Sequence[Line], after: Sequence[_Part]) -> bool:
    """Whether a line is a heading: it is underlined or ends in a colon, or says no sentence and others stand below it."""
    if line.is_marked or line.is_entry or not _HEAD.fullmatch(line.text):
        return False
    has_more = bool(below) or any(part.group == line.group for part, _ in after[:1])
    return has_more and (line.is_underlined or line.text.endswith(":") or (bool(below) and line.text[-1] not in '.!?)"”,'))


def _with_those_below(lines: Sequence[Line]) -> Iterator[_Part]:
    """Each line with those after it that stand further to the right."""
    at = 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and lines[end].indent > lines[at].indent:
            end += 1
        yield lines[at], lines[at + 1 : end]
        at = end


def _between(parts: Sequence[_Part], *, is_beside: bool) -> Iterator[Block]:
    """What stands between headings. Names that are explained one by one are one list, also with blank lines between them.

    is_beside: whether a heading stands above, to which it does not belong.
    """
    groups = [list(group) for _, group in groupby(parts, key=lambda part: part[0].group)]
    for number, (are_entries, run) in enumerate(groupby(groups, key=_are_entries)):
        stand_apart = is_beside or number > 0
        for group in [list(chain(*run))] if are_entries else run:
            yield from _of_group(group, are_entries=are_entries, stand_apart=stand_apart)


def _are_entries(parts: Sequence[_Part]) -> bool:
    return all(line.is_entry for line, _ in parts)


def _of_group(parts: Sequence[_Part], *, are_entries: bool, stand_apart: bool) -> Iterator[Block]:
    """What stands between blank lines: a table, names that each say something of the heading, a list, or sentences."""
    lines = [line for line, _ in parts]
    if _is_table(lines):
        yield _table(lines)
    elif are_entries and (stand_apart or len(parts) == 1):
        yield from (block for line, below in parts for block in _labelled(line, below))
    elif any(line.is_marked or line.is_entry for line in lines):
        yield from _listed(parts)
    else:
        yield from _said(parts)


def _is_table(lines: Sequence[Line]) -> bool:
    """Whether lines have as many columns as one another, below a head that is underlined, or that are more than two."""
    columns = len(lines[0].cells)
    has_head = lines[0].is_underlined or (columns > COLUMNS and all(cell[:1].isupper() for cell in lines[0].cells))
    return columns >= COLUMNS and len(lines) > COLUMNS and has_head and all(len(line.cells) == columns for line in lines)


def _table(lines: Sequence[Line]) -> Block:
    rows = [Block("row", line.number, line.number, children=tuple(_cells(line))) for line in lines]
    parts = (Block("rows", part[0].line, part[-1].line, children=tuple(part)) for part in (rows[:1], rows[1:]))
    return Block("table", rows[0].line, rows[-1].line, children=tuple(parts))


def _cells(line: Line) -> Iterator[Block]:
    return (Block("cell", line.number, line.number, cell) for cell in line.cells)


def _labelled(line: Line, below: Sequence[Line]) -> Iterator[Block]:
    first, *others = _item(line, below).children
    yield replace(first, text=first.text.replace(line.name, f"**{line.name}**", 1) if "*" not in line.name else first.text)
    yield from others


def _listed(parts: Sequence[_Part]) -> Iterator[Block]:
    """A list; a line that no other goes with, and what stands below it."""
    items: list[Block] = []
    for line, below in parts:
        if items and not (line.is_marked or line.is_entry) and not line.text[:1].isupper():
            items[-1] = _going_on(items[-1], [line, *below])
        else:
            items.append(_item(line, below))
    if len(items) == 1 and len(items[0].children) > 1:
        yield from items[0].children
    else:
        yield _list(items, is_numbered=all(line.is_numbered for line, _ in parts))


def _said(parts: Sequence[_Part]) -> Iterator[Block]:
    """Sentences, each with what stands below it."""
    lines: list[Line] = []
    for line, below in parts:
        lines.append(line)
        if below or line is parts[-1][0]:
            yield _paragraph(lines[0], "\n".join(one.text for one in lines), line.number)
            yield from [_list([_item(one, ()) for one in below])] if below else []
            lines = []


def _item(line: Line, below: Sequence[Line]) -> Block:
    """A line as an item: what goes on from it stands beside it, all else in a list below it."""
    item = Block("item", line.number, line.number, children=(_paragraph(line, line.text),))
    goes_on = [one for one in below if not (one.is_marked or one.is_entry)]
    if len(goes_on) == len(below):
        return _going_on(item, below) if below and (line.is_entry or ARROW.match(below[0].text)) else _with_list(item, below)
    return _with_list(item, below)


def _with_list(item: Block, below: Sequence[Line]) -> Block:
    if not below:
        return item
    return replace(item, end_line=below[-1].number, children=(*item.children, _list([_item(one, ()) for one in below])))


def _going_on(item: Block, lines: Sequence[Line]) -> Block:
    first, *others = item.children
    text = " ".join([first.text, *(line.text for line in lines)])
    last = lines[-1].number
    return replace(item, end_line=last, children=(replace(first, text=text, end_line=last), *others))


def _paragraph(line: Line, text: str, end: int = 0) -> Block:
    return Block("paragraph", line.number, end or line.number, text)


def _list(items: Sequence[Block], *, is_numbered: bool = False) -> Block:
    kind, mark = ("numbers", "1") if is_numbered else ("list", "-")
    return Block(kind, items[0].line, items[-1].end_line, mark=mark, children=tuple(items))
