"""The parts of what a guide tells in several: a story's, an exercise's. Read from whatever carries their labels.

That is a line, a list item, a table row, a bold line or a heading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from flashcards.core.record import record
from flashcards.guides.blocks import Block
from flashcards.guides.document import Section
from flashcards.guides.shapes.reading_order import bold, in_order
from flashcards.guides.shapes.shape import text_of

_BOLD_LINE = re.compile(r"\*\*(?P<title>[^*\n]{3,120})\*\*:?\s*\n")


class Label(NamedTuple):
    """role: what sort of part. name: its usual name. shown: the label as it stands, with its time. rest: the text beside it."""

    role: int
    name: str
    shown: str
    rest: str


@record(frozen=True, slots=True)
class Piece:
    """A part's beginning, or (without a label) text that goes on. source: the outermost blocks it stands in.

    title: what a heading, a bold line or a list item above some parts says, and section where it is a heading or bold line.
    is_end: nothing before it goes on after it.
    """

    content: tuple[Block, ...] = ()
    source: tuple[Block, ...] = ()
    label: Label | None = None
    title: str = ""
    section: Section | None = field(default=None, compare=False)
    is_end: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """read: the label a line (or, told so, a heading) begins with. lines: a paragraph's lines, one more for each label in it."""

    read: Callable[[str, bool], Label | None]
    lines: Callable[[str], list[str]] = lambda text: text.split("\n")

    def pieces(self, section: Section) -> Iterator[Piece]:
        """All that stands under a heading in the order of the guide, bold lines, boxes, folds and fences among it included.

        Of the headings below it, those that are labels are parts with all that stands under them; the others end what was before.
        """
        for here in in_order(section.blocks, section.sections):
            yield from self._of_block(here) if isinstance(here, Block) else self._of_section(here)

    def _of_section(self, section: Section) -> Iterator[Piece]:
        label = self.read(section.heading, True) if section.heading and not section.box else None
        if label and section.is_label:  # a paragraph below it may begin the next part
            yield from _piece_and_rest(label, section, self.pieces(section))
        elif label:
            beside = (Block("paragraph", section.line, section.line, label.rest),) if label.rest else ()
            yield Piece((*beside, *_whole(section)), tuple(b for below in section.walk() for b in below.blocks), label)
        elif section.is_label:
            yield Piece(title=section.trail[-1], section=section, is_end=bool(section.box))
            yield from self.pieces(section)
            yield from [Piece(is_end=True)] if section.box else []
        else:
            yield Piece(title=section.trail[-1], section=section, is_end=True)

    def _of_block(self, block: Block) -> Iterator[Piece]:
        return (Piece(one.content, (block,), one.label, one.title, one.section, one.is_end) for one in self._inside(block))

    def _inside(self, block: Block) -> Iterable[Piece]:
        match block.kind:
            case "paragraph":
                return self._of_paragraph(block)
            case "list" | "numbers":
                return self._of_list(block)
            case "table":
                return self._of_table(block)
            case "quote":
                return (piece for child in block.children for piece in self._inside(child))
        return (Piece((block,)),)

    def _of_paragraph(self, block: Block) -> Iterator[Piece]:
        """A piece for each line that begins with a label, and for what stands before the first."""
        held: list[str] = []
        label: Label | None = None
        title, text = self._titled(block.text)
        if title:
            yield Piece(title=title, is_end=True)
        for line in self.lines(text):
            found = self.read(line, False)
            if found is None:
                held.append(line)
                continue
            if label or held:
                yield _piece(label, held, block)
            label, held = found, [found.rest] if found.rest else []
        yield _piece(label, held, block)

    def _titled(self, text: str) -> tuple[str, str]:
        """The bold line that names the parts on the lines below it, and those lines."""
        bold_line = _BOLD_LINE.match(text) if text.startswith("**") else None
        if (
            bold_line is None
            or self.read(bold_line[0].strip(), False)
            or not self.read(text[bold_line.end() :].split("\n")[0], False)
        ):
            return "", text
        return bold_line["title"], text[bold_line.end() :]

    def _of_list(self, block: Block) -> Iterator[Piece]:
        """Its items as parts, if half begin with a label; or those in its items; else the list, and labels that ran into it."""
        labels = [self.read(text_of(item).split("\n")[0], False) for item in block.children]
        if sum(map(bool, labels)) * 2 >= len(labels):
            for item, label in zip(block.children, labels, strict=True):
                yield from self._of_item(item) if label else (Piece((_alone(block, item),)),)
        elif any(self._holds_parts(item) for item in block.children):
            for item in block.children:
                yield Piece(title=text_of(item), is_end=True)
                yield from (piece for child in item.children[1:] for piece in self._inside(child))
            yield Piece(is_end=True)
        else:
            kept, run_in = self._without_end(block)
            yield Piece((kept,))
            yield from run_in

    def _of_item(self, item: Block) -> Iterator[Piece]:
        *pieces, last = self._of_paragraph(item.children[0])
        yield from pieces
        yield replace(last, content=(*last.content, *item.children[1:]))

    def _holds_parts(self, item: Block) -> bool:
        below = (text_of(child.children[0]) if child.is_list else child.text for child in item.children[1:])
        return any(self.read(text.split("\n")[0], False) for text in below)

    def _without_end(self, block: Block) -> tuple[Block, list[Piece]]:
        """A list without the lines with labels that Markdown reads as more of its last item, and those lines as pieces."""
        item = block.children[-1]
        last = item.children[-1] if item.children else None
        if last is None or not (last.is_list or (last.kind == "paragraph" and "\n" in last.text)):
            return block, []
        if last.is_list:
            kept, pieces = self._without_end(last)
        else:
            first, *pieces = self._of_paragraph(last)
            kept = first.content[0]
        if not pieces:
            return block, []
        whole_item = replace(item, children=(*item.children[:-1], kept))
        return replace(block, children=(*block.children[:-1], whole_item)), pieces

    def _of_table(self, block: Block) -> Iterator[Piece]:
        """Its rows as parts, if the first cells of three or more, and of most, are labels."""
        rows = [row.children for part in block.children for row in part.children if len(row.children) > 1]
        labels = [self.read(row[0].text, True) for row in rows]
        if len({label.role for label in labels if label}) < 3 or sum(map(bool, labels)) * 2 < len(labels):
            yield Piece((block,))
            return
        for row, label in zip(rows, labels, strict=True):
            if label:
                cells = (cell for cell in row[1:] if cell.text.strip())
                yield Piece(tuple(Block("paragraph", cell.line, cell.end_line, cell.text) for cell in cells), label=label)


def _piece_and_rest(label: Label, section: Section, pieces: Iterator[Piece]) -> Iterator[Piece]:
    """A bold line as the beginning of a part; what stands right below it is in that part."""
    beside = (Block("paragraph", section.line, section.line, label.rest),) if label.rest else ()
    first = next(pieces, None)
    if first and first.label is None and not first.title and not first.is_end:
        yield replace(first, label=label, content=(*beside, *first.content))
    else:
        yield Piece(beside, label=label)
        yield from [first] if first else []
    yield from pieces


def sources(pieces: Iterable[Piece]) -> tuple[Block, ...]:
    """The outermost blocks of some pieces, each once."""
    return tuple({block.place: block for piece in pieces for block in piece.source}.values())


def contents(pieces: Iterable[Piece]) -> tuple[Block, ...]:
    """What stands in some pieces, or, where that is nothing, the blocks they come from."""
    pieces = tuple(pieces)
    return tuple(block for piece in pieces for block in piece.content) or sources(pieces)


def _whole(section: Section) -> Iterator[Block]:
    """All below a heading, with the headings in it as bold lines."""
    yield from section.blocks
    for below in section.sections:
        yield bold(below.trail[-1], below.line)
        yield from _whole(below)


def _piece(label: Label | None, lines: list[str], block: Block) -> Piece:
    text = "\n".join(lines).strip()
    return Piece((Block("paragraph", block.line, block.end_line, text),) if text else (), label=label)


def _alone(block: Block, item: Block) -> Block:
    number = str(int(block.mark or 1) + block.children.index(item)) if block.kind == "numbers" else block.mark
    return replace(block, children=(item,), mark=number, line=item.line, end_line=item.end_line)
