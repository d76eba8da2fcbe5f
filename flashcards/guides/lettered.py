"""Lists that Markdown takes for lines of a paragraph: counted in letters, `a)`, or set with the bullets of an office program."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from flashcards.guides.blocks import Block

_BULLETS = "•●○◦▪▫■‣⁃∙➢➤►"
_MARK = re.compile(rf"(?:[a-z]\)|[{_BULLETS}])\s+(?=\S)")
_BELOW_A_LINE = re.compile(rf"\n(?=[{_BULLETS}]\s)")

_Signed = tuple[str, Block]
"""The sign that an item stands behind, and the item."""


def with_lettered(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks of a guide with such lists as lists, below the number they stand under; right after one another they are one."""
    if not any(map(_may_be_lettered, blocks)):
        return blocks
    listed: list[Block] = []
    for is_lettered, run in groupby((part for block in blocks for part in _parted(block)), _is_lettered):
        if not is_lettered:
            listed += run
            continue
        lettered = _list([item for block in run for item in _items(block)])
        if listed and listed[-1].kind == "numbers" and listed[-1].end_line + 1 == lettered.line:
            listed[-1] = _below(listed[-1], lettered)
        else:
            listed.append(lettered)
    return tuple(listed)


def _may_be_lettered(block: Block) -> bool:
    return _is_lettered(block) or (not block.text.isascii() and len(list(_parted(block))) > 1)


def _is_lettered(block: Block) -> bool:
    may_be = block.kind == "paragraph" and (block.text[1:2] == ")" or block.text[:1] in _BULLETS)
    return may_be and _MARK.match(block.text) is not None


def _parted(block: Block) -> Iterator[Block]:
    """A paragraph, with the line that leads in to its bullets for itself."""
    found = (
        None if block.kind != "paragraph" or block.text.isascii() or _MARK.match(block.text) else _BELOW_A_LINE.search(block.text)
    )
    if found is None:
        yield block
        return
    begins = block.line + block.text.count("\n", 0, found.end())
    yield replace(block, text=block.text[: found.start()], end_line=begins - 1)
    yield replace(block, text=block.text[found.end() :], line=begins)


def _items(block: Block) -> Iterator[_Signed]:
    """An item for each line with a mark, with the lines that go on below it."""
    lines = block.text.split("\n")
    marks = [(at, mark) for at, line in enumerate(lines) if (mark := _MARK.match(line))]
    for (begin, mark), (end, _) in zip(marks, [*marks[1:], (len(lines), None)], strict=True):
        text = "\n".join(lines[begin:end])[mark.end() :]
        first, last = block.line + begin, block.line + end - 1
        yield mark[0].strip()[-1], Block("item", first, last, children=(Block("paragraph", first, last, text),))


def _list(signed: Sequence[_Signed]) -> Block:
    """Items as a list; those with another sign than the first are lists below the items before them."""
    items: list[Block] = []
    for is_own, run in groupby(signed, lambda one: one[0] == signed[0][0]):
        if is_own:
            items += (item for _, item in run)
        else:
            lower = _list(list(run))
            items[-1] = replace(items[-1], children=(*items[-1].children, lower), end_line=lower.end_line)
    return Block("list", items[0].line, items[-1].end_line, mark="-", children=tuple(items))


def _below(numbers: Block, lettered: Block) -> Block:
    """A numbered list with a lettered one below its last item."""
    *others, last = numbers.children
    item = replace(last, children=(*last.children, lettered), end_line=lettered.end_line)
    return replace(numbers, children=(*others, item), end_line=lettered.end_line)
