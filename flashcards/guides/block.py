"""What a guide is made of: a block of Markdown, with the blocks in it."""

from __future__ import annotations

from flashcards.core.record import record


@record(frozen=True, slots=True)
class Block:
    """A piece of Markdown. `line` and `end_line` count from 1, both included.

    kind: paragraph, heading, list, numbers, item, table, rows, row, cell, quote, admonition, fold, code, html, rule, or "deep"
    for what is nested too deeply to be read. text: Markdown of a paragraph, heading or cell; content of code and html; title of
    an admonition; summary of a fold. mark: a heading's level, a fence's info, an admonition's marker and type, FOLD, a first
    number, a cell's alignment.
    children of code: what its text says, where that is prose. part: which of several blocks that were read from one of HTML.
    """

    kind: str
    line: int
    end_line: int
    text: str = ""
    mark: str = ""
    children: tuple[Block, ...] = ()
    is_loose: bool = False
    is_unclosed: bool = False
    part: int = 0

    @property
    def place(self) -> tuple[int, int]:
        """What tells a block from all others outside it."""
        return self.line, self.part

    @property
    def is_list(self) -> bool:
        return self.kind in ("list", "numbers")


def text_of(item: Block) -> str:
    """First paragraph of a list item."""
    return item.children[0].text if item.children and item.children[0].kind == "paragraph" else ""


def pieces(block: Block) -> list[str]:
    """All texts of a block and of what stands in it: paragraphs, cells, titles, code."""
    texts = [block.text] if block.text else []
    for child in block.children:
        texts += pieces(child)
    return texts
