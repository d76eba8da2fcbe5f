"""Text that stands so far to the right that Markdown takes it for code, and that is none.

It is read by how it is laid out: lines that stand further to the right are a list below the line above them, columns are a
table, and all else is paragraphs. What has marks of its own is Markdown, and left to its reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from flashcards.guides.block import Block
from flashcards.guides.fences import has_code

LEAST_CLEAN, LEAST_TEXT = 0.8, 0.5
"""Shares of the lines: those without a sign of code, and those that only text has."""
LEAST_ROWS, LEAST_COLUMNS = 3, 2
MOST_ASIDE = 1
"""Columns by which two lines that stand below one another may differ."""
LEAST_WRAPPED = 60
"""Characters of a line that may go on in the next."""
MOST_IN_AN_ITEM = 200
"""Characters of the lines of a list, on average; longer ones are paragraphs."""

_GAP = re.compile(r"\s*\t\s*|\s{2,}")
_MARKED = re.compile(r"(?:[-*+•]|\d{1,3}[.)]|>|#{1,6})\s|\|")
_ITEM = re.compile(r"(?:[-*+•]|\d{1,3}[.)])\s+")
_BEGINS = re.compile(r"[*_]{0,3}[A-Z0-9\"“$]")
_WORD = re.compile(r"[A-Za-z]{2,}(?:[-'’][A-Za-z]+)*")
_JOINT = re.compile(r"\b(?:the|an?|of|to|in|on|for|with|by|and|or|is|are|as|at|from|that|when|how|if|not|can|per)\b")
_LABELLED = re.compile(r"[A-Z]\w*(?: [A-Za-z]+)* [a-z]+:(?: \S+){3,}")
_DOTTED = re.compile(r"(?<!\S)\S[^\s./]*[./]\S+")
_CALL = re.compile(r"\w\(")
_ADDRESS = re.compile(r"https?://\S+")
_LEAST_WORDS, _LEAST_JOINTS, _LEAST_LONG = 2, 2, 8
"""Lower-case words of a line that begins like a sentence; joints and words of one that does not."""


class _Line(NamedTuple):
    number: int
    indent: int
    text: str


_Part = tuple[_Line, Sequence[_Line]]
"""A line, and those below it that stand further to the right."""


def is_text(text: str) -> bool:
    """Whether indented lines are text: sentences, names with what they are, rows of a table."""
    runs = [run for paragraph in _paragraphs(text) for run in _runs(paragraph)]
    rows = sum(len(run) for run, is_table in runs if is_table)
    said = [_ADDRESS.sub("", line.text) for run, is_table in runs if not is_table for line in _joined(run)]
    clean = rows + sum(not has_code(line, has_steps=True) for line in said)
    told = rows + sum(map(_tells, said))
    total = rows + len(said)
    return total > 0 and clean >= LEAST_CLEAN * total and told >= LEAST_TEXT * total


def is_marked(text: str) -> bool:
    """Whether half of the lines have marks of Markdown, or any begins a fence."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    marked = sum(_MARKED.match(line) is not None for line in lines)
    return marked * 2 >= len(lines) or any(line.startswith(("```", "~~~")) for line in lines)


def dedented(text: str) -> str:
    """Lines without the white space that stands before all of them."""
    lines = [line.expandtabs(4) if line[:1] == "\t" else line for line in text.split("\n")]
    least = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[least:] for line in lines)


def read_layout(text: str, line: int) -> Iterator[Block]:
    """What lines say, of which the first stands in that line of the guide."""
    for paragraph in _paragraphs(text, line):
        for run, is_table in _runs(paragraph):
            if is_table:
                yield _table(run)
            else:
                yield from _of_lines(_joined(run))


def _paragraphs(text: str, line: int = 1) -> Iterator[list[_Line]]:
    """Lines between blank ones."""
    numbered = enumerate(text.split("\n"), line)
    lines = [_Line(number, len(raw) - len(raw.lstrip()), raw.strip()) for number, raw in numbered]
    for is_filled, run in groupby(lines, key=lambda one: bool(one.text)):
        if is_filled:
            yield list(run)


def _runs(lines: Sequence[_Line]) -> Iterator[tuple[list[_Line], bool]]:
    """Lines with as many columns as one another, if they make a table; and the others."""
    for columns, run in groupby(lines, key=lambda one: len(_GAP.split(one.text))):
        found = list(run)
        yield found, columns >= LEAST_COLUMNS and len(found) >= LEAST_ROWS and _is_head(found[0])


def _is_head(line: _Line) -> bool:
    """Whether all columns have a name in plain letters; those of a program's output are in capitals."""
    names = _GAP.split(line.text)
    return all(_BEGINS.match(name) and not has_code(name) for name in names) and not line.text.isupper()


def _tells(line: str) -> bool:
    """Whether a line is words, and not commands or names: it begins like a sentence, and much of it are lower-case words."""
    if has_code(line, has_steps=True):
        return False
    mark = _ITEM.match(line)
    line = line[mark.end() :] if mark else line
    words = _WORD.findall(_DOTTED.sub("", line))
    plain, joints = sum(word.islower() for word in words), len(_JOINT.findall(line))
    if not _BEGINS.match(line):
        return joints >= _LEAST_JOINTS and len(words) >= _LEAST_LONG and not _CALL.search(line)
    is_shouted = bool(words) and words[0].isupper() and line.startswith(words[0])
    is_plain = plain * (3 if joints else 2) >= len(words) and (joints > 0 or not is_shouted)
    return (plain >= (1 if mark else _LEAST_WORDS) and is_plain) or _LABELLED.match(line) is not None


def _joined(lines: Sequence[_Line]) -> list[_Line]:
    """Long lines together with those they go on in, and without runs of spaces."""
    joined: list[_Line] = []
    for line in lines:
        text = " ".join(line.text.split())
        before = joined[-1] if joined else None
        if before and len(before.text) >= LEAST_WRAPPED and text[:1].islower() and before.text[-1] not in ".:;?!":
            joined[-1] = before._replace(text=f"{before.text} {text}")
        else:
            joined.append(line._replace(text=text))
    return joined


def _of_lines(lines: Sequence[_Line]) -> Iterator[Block]:
    """Lines that stand below one another are a list or paragraphs; one that ends in a colon leads in to those below it."""
    flat: list[_Part] = []
    for line, below in _with_those_below(lines):
        if below and line.text.endswith(":"):
            yield from _flat(flat)
            flat = []
            yield _paragraph(_unmarked(line))
            yield _list([_item(one, under) for one, under in _with_those_below(below)])
        else:
            flat.append((line, below))
    yield from _flat(flat)


def _flat(parts: Sequence[_Part]) -> Iterator[Block]:
    are_short = sum(len(line.text) for line, _ in parts) <= MOST_IN_AN_ITEM * len(parts)
    if (len(parts) > 1 and are_short) or any(_ITEM.match(line.text) for line, _ in parts):
        yield _list([_item(line, below) for line, below in parts])
        return
    for line, below in parts:
        yield _paragraph(line)
        if len(below) == 1:
            yield _paragraph(below[0])
        elif below:
            yield _list([_item(one, under) for one, under in _with_those_below(below)])


def _with_those_below(lines: Sequence[_Line]) -> Iterator[_Part]:
    """Each line with those after it that stand further to the right."""
    at = 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and lines[end].indent > lines[at].indent + MOST_ASIDE:
            end += 1
        yield lines[at], lines[at + 1 : end]
        at = end


def _item(line: _Line, below: Sequence[_Line]) -> Block:
    """A line as an item; all that stands below it, however far to the right, is one list."""
    first = _paragraph(_unmarked(line))
    children = (first, _list([_item(one, ()) for one in below])) if below else (first,)
    return Block("item", line.number, children[-1].end_line, children=children)


def _unmarked(line: _Line) -> _Line:
    mark = _ITEM.match(line.text)
    return line._replace(text=line.text[mark.end() :]) if mark else line


def _list(items: Sequence[Block]) -> Block:
    return Block("list", items[0].line, items[-1].end_line, mark="-", children=tuple(items))


def _paragraph(line: _Line) -> Block:
    return Block("paragraph", line.number, line.number, line.text)


def _table(lines: Sequence[_Line]) -> Block:
    rows = [_row(line) for line in lines]
    parts = (Block("rows", part[0].line, part[-1].line, children=tuple(part)) for part in (rows[:1], rows[1:]))
    return Block("table", rows[0].line, rows[-1].line, children=tuple(parts))


def _row(line: _Line) -> Block:
    cells = (Block("cell", line.number, line.number, text) for text in _GAP.split(line.text))
    return Block("row", line.number, line.number, children=tuple(cells))
