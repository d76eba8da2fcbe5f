"""Headings that stand in the items of a list (`- ### Term`): what is below such an item stands under its heading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flashcards.guides.blocks import Block


def with_listed_headings(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks of a guide with such headings among them, each list above those that stand in it."""
    if not any(_has_heading(block) for block in blocks if block.is_list):
        return blocks
    return tuple(part for block in blocks for part in (_unfolded(block) if block.is_list else (block,)))


def _has_heading(block: Block) -> bool:
    for item in block.children:
        if _begins(item) or (len(item.children) > 1 and any(_has_heading(child) for child in item.children if child.is_list)):
            return True
    return False


def _begins(item: Block) -> bool:
    return bool(item.children) and item.children[0].kind == "heading"


def _names(item: Block) -> bool:
    """Whether an item is a heading with something below it."""
    return len(item.children) > 1 and _begins(item)


def _unfolded(block: Block) -> Iterator[Block]:
    """A list without what stands under headings in it, and then that."""
    items: list[Block] = []
    headed: list[Block] = []
    for item in block.children:
        if _names(item):
            headed += with_listed_headings(item.children)
        elif _begins(item):  # a line in large letters
            items.append(replace(item, children=(replace(item.children[0], kind="paragraph", mark=""),)))
        elif any(child.is_list and _has_heading(child) for child in item.children):
            own = [part for child in item.children for part in (_unfolded(child) if child.is_list else (child,))]
            at = next((at for at, part in enumerate(own) if part.kind == "heading"), len(own))
            items.append(replace(item, children=tuple(own[:at])))
            headed += own[at:]
        else:
            items.append(item)
    if items:
        yield replace(block, children=tuple(items))
    yield from headed
