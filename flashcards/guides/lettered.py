"""Lists whose items are counted in letters, `a)` and `b)`, which Markdown takes for lines of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from flashcards.guides.blocks import Block

_LETTER = re.compile(r"[a-z]\)\s+(?=\S)")


def with_lettered(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks of a guide with such lists as lists, below the number they stand under; right after one another they are one."""
    if not any(map(_is_lettered, blocks)):
        return blocks
    listed: list[Block] = []
    for is_lettered, run in groupby(blocks, _is_lettered):
        if not is_lettered:
            listed += run
            continue
        lettered = _list([item for block in run for item in _items(block)])
        if listed and listed[-1].kind == "numbers" and listed[-1].end_line + 1 == lettered.line:
            listed[-1] = _below(listed[-1], lettered)
        else:
            listed.append(lettered)
    return tuple(listed)


def _is_lettered(block: Block) -> bool:
    return block.kind == "paragraph" and block.text[1:2] == ")" and _LETTER.match(block.text) is not None


def _items(block: Block) -> Iterator[Block]:
    """An item for each line with a letter, with the lines that go on below it."""
    lines = block.text.split("\n")
    starts = [at for at, line in enumerate(lines) if _LETTER.match(line)]
    for begin, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        text = _LETTER.sub("", "\n".join(lines[begin:end]), count=1)
        first, last = block.line + begin, block.line + end - 1
        yield Block("item", first, last, children=(Block("paragraph", first, last, text),))


def _list(items: Sequence[Block]) -> Block:
    return Block("list", items[0].line, items[-1].end_line, mark="-", children=tuple(items))


def _below(numbers: Block, lettered: Block) -> Block:
    """A numbered list with a lettered one below its last item."""
    *others, last = numbers.children
    item = replace(last, children=(*last.children, lettered), end_line=lettered.end_line)
    return replace(numbers, children=(*others, item), end_line=lettered.end_line)
