"""Tables whose head is the first row of their body: above it stands a caption, which has no other place, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flashcards.guides.block import Block
from flashcards.guides.wording import is_general, plain

LEAST_ROWS = 2
"""Rows of a body that has a head in it."""


def with_captions(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks of a guide, with such a table in a box that the caption is the title of, below what is said beside it."""
    if not any(map(_has_caption, blocks)):
        return blocks
    return tuple(_boxed(block) if _has_caption(block) else block for block in blocks)


def _has_caption(block: Block) -> bool:
    """Whether the first row below a table's head is bold, as no other is, and names columns; or nothing else does."""
    if block.kind != "table" or len(block.children) < 2 or len(block.children[1].children) < LEAST_ROWS:
        return False
    heads, body = block.children
    head, (first, *others) = heads.children[0].children, body.children
    if not _is_bold(first) or any(map(_is_bold, others)):
        return False
    caption, *beside = (cell.text.strip() for cell in head)
    return not any(beside) or (bool(caption) and all(is_general(cell.text) for cell in first.children))


def _is_bold(row: Block) -> bool:
    texts = [cell.text.strip() for cell in row.children]
    are_bold = all(len(text) > 4 and text[:2] == text[-2:] == "**" and "**" not in text[2:-2] for text in texts)
    return are_bold and len(set(texts)) > 1


def _boxed(table: Block) -> Block:
    heads, body = table.children
    caption, *beside = (plain(cell.text) for cell in heads.children[0].children)
    headed = _headed(table, body.children)
    if not caption:
        return headed
    said = " ".join(filter(None, beside))
    above = (Block("paragraph", table.line, table.line, said),) if said else ()
    return Block("admonition", table.line, table.end_line, caption, "!!!", (*above, headed))


def _headed(table: Block, rows: Sequence[Block]) -> Block:
    """A table with the first of some rows as its head."""
    head, *body = rows
    heads = replace(table.children[0], line=head.line, end_line=head.end_line, children=(head,))
    rest = replace(table.children[1], line=body[0].line, children=tuple(body))
    return replace(table, line=head.line, children=(heads, rest))
