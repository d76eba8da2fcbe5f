"""What stands under a heading in the order of the guide, bold lines, boxes, folds and their content included."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from flashcards.guides.blocks import FOLD, Block
from flashcards.guides.document import Section


class Piece(NamedTuple):
    """A block, or the name of a label, box or fold (`is_name`) that stands above what follows. depth: how many it stands in.

    source: the outermost block it is taken with; None for the name of a section. is_fold: whether what is named has to be opened.
    """

    block: Block
    depth: int
    source: Block | None
    is_name: bool = False
    is_fold: bool = False

    @property
    def text(self) -> str:
        return self.block.text


def is_label(section: Section) -> bool:
    return section.is_label


def in_order(blocks: Iterable[Block], sections: Iterable[Section]) -> list[Block | Section]:
    """Blocks and sections that stand under one heading, as they follow one another; of a page of HTML, all on one line."""
    stands: list[tuple[tuple[int, int], Block | Section]] = [(block.place, block) for block in blocks]
    stands += [(_place(below), below) for below in sections]
    return [here for _, here in sorted(stands, key=lambda stand: stand[0])]


def _place(section: Section) -> tuple[int, int]:
    first = section.blocks[0] if section.blocks else None
    return (section.line, first.part - 1 if first and first.line == section.line else 0)


def bold(text: str, line: int) -> Block:
    """A title as a line of its own."""
    return Block("paragraph", line, line, f"**{text}**")


def pieces_of(section: Section, takes: Callable[[Section], bool] = is_label, depth: int = 0) -> Iterator[Piece]:
    """The blocks right under a heading, and with all that stands under them those sections below it that are taken."""
    labels = [below for below in section.sections if takes(below)]
    for here in in_order(section.blocks, labels) if labels else section.blocks:
        if isinstance(here, Block):
            yield from _of_block(here, depth, here)
        else:
            name = here.heading if len(here.trail) > len(section.trail) else ""
            title = Block("paragraph", here.line, here.line, name)
            yield Piece(title, depth + 1, None, is_name=True, is_fold=here.box.startswith((FOLD, "???")))
            yield from pieces_of(here, is_label, depth + 1)


def pieces_of_item(item: Block, source: Block) -> Iterator[Piece]:
    """The same of a list item."""
    for block in item.children:
        yield from _of_block(block, 0, source)


def _of_block(block: Block, depth: int, source: Block) -> Iterator[Piece]:
    if block.kind not in ("fold", "admonition"):
        yield Piece(block, depth, source)
        return
    title = Block("paragraph", block.line, block.line, block.text)
    yield Piece(title, depth + 1, source, is_name=True, is_fold=block.mark.startswith((FOLD, "???")))
    for child in block.children:
        yield from _of_block(child, depth + 1, source)


def sources(pieces: Iterable[Piece]) -> tuple[Block, ...]:
    """The outermost blocks of some pieces, each once."""
    return tuple({piece.source.place: piece.source for piece in pieces if piece.source}.values())
