"""What would stall Python-Markdown. Its time grows with the square of some inputs and a thread cannot be stopped,
so such text is recognised by counting before it is parsed, and shown as it was written.

The limits stand far above what people write: over 180 real guides, 176 `<` and 81 `[` in a section, 5 kB in a block.
Within them the slowest text known takes 2 s.
"""

from __future__ import annotations

import re

MAX_SIDE_BYTES = 64_000
MAX_FENCE_LINES = 400
MAX_FENCE_HEADER_CHARS = 200
MAX_MARKS = {"[": 400, "![": 100, "<": 1000}
MAX_NESTING = 20
MAX_LINES = 4_000
MAX_BLOCK_CHARS = 8_000
MAX_TABLE_CELLS = 6_000
MAX_STEPS = 12_000_000
"""How often a character may be looked at or written, in all (see `_steps`)."""

_FENCE_LINE = re.compile(r"^[ \t>]*(?:```|~~~).*", re.MULTILINE)
_LONG_RUN = re.compile(r"\*{200}|_{200}")
_ABBREVIATION = re.compile(r"\*\[[^\\]*?\] ?:.*\n?.*")
_OPENING = re.compile(r" *(?:\[\^.*?\]:)?[ >*+.:\d-]*")
_NESTING_MARKS = (">", "* ", "+ ", "- ", ". ", "    ")


def is_too_large(markdown: str) -> bool:
    """Whether the source as written is more than even the search for fenced code can take."""
    fences = _FENCE_LINE.findall(markdown)
    return (
        len(markdown.encode()) > MAX_SIDE_BYTES
        or len(fences) > MAX_FENCE_LINES
        or any(len(fence) > MAX_FENCE_HEADER_CHARS for fence in fences)
    )


def is_hostile(text: str) -> bool:
    """Whether text without its fenced code would stall the parsing of blocks or of lines."""
    blocks = text.split("\n\n")
    return (
        any(text.count(mark) > limit for mark, limit in MAX_MARKS.items())
        or _LONG_RUN.search(text) is not None
        or text.count("\n") > MAX_LINES
        or max(map(len, blocks)) > MAX_BLOCK_CHARS
        or max(map(_nesting, text.split("\n"))) > MAX_NESTING
        or sum(map(_cells, blocks)) > MAX_TABLE_CELLS
        or _steps(text, blocks) > MAX_STEPS
    )


def _steps(text: str, blocks: list[str]) -> int:
    """The worst case: each `<` searches the text for its end and each abbreviation is written for all of it,
    while each line and each backtick goes through the rest of its block.
    """
    expansions = text.count("<") + sum(map(len, _ABBREVIATION.findall(text)))
    return len(text) * expansions + sum(len(block) * (block.count("\n") + block.count("`")) for block in blocks)


def _nesting(line: str) -> int:
    opening = _OPENING.match(line)
    return sum(opening[0].count(mark) for mark in _NESTING_MARKS) if opening else 0


def _cells(block: str) -> int:
    """How many cells a table out of this block could have: every row is filled up to the widest."""
    lines = block.split("\n")
    return len(lines) * max(line.count("|") for line in lines)
