"""The contents of a guide and the pages it is read in, both from its outermost blocks."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flashcards.guides.blocks import Block
from flashcards.guides.wording import explicit_id, plain

MOST_LINES = 400
"""Source lines of a page: about ten minutes of reading. A guide that has no more is one page."""
MOST_HEADINGS = 300
"""Of a table of contents; of more headings only the upper levels are listed."""
MOST_LINES_OF_A_BLOCK = 1_000

_OWN_SLUG = re.compile(r"\s*\{:?[^{}\n]*#(?P<slug>[\w-]+)[^{}\n]*\}\s*$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in the contents. level: 1-6. text: its words, emoji and all. line counts from 1."""

    level: int
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Part:
    """Consecutive blocks that make a page; first and last line, both included. A guide without blocks has one empty part."""

    line: int
    end_line: int
    blocks: tuple[Block, ...]


def headings(blocks: Sequence[Block]) -> tuple[Heading, ...]:
    """Every heading of a guide in order, its title too."""
    found = [block for block in blocks if block.kind == "heading"]
    return tuple(Heading(_level(block), plain(_OWN_SLUG.sub("", explicit_id(block.text)[0])), block.line) for block in found)


def contents(known: Sequence[Heading]) -> tuple[Heading, ...]:
    """Of a guide's headings, those of as many levels as fit a table of contents, without its title; at most MOST_HEADINGS."""
    listed = known[1:] if known and known[0].level == 1 else known
    for deepest in (3, 2, 1):
        fitting = tuple(heading for heading in listed if heading.level <= deepest)
        if len(fitting) <= MOST_HEADINGS:
            return fitting
    return ()


def slugs(blocks: Sequence[Block]) -> Mapping[str, int]:
    """By the names links give to headings, their lines: as MkDocs and GitHub make them, and as the author may have named them."""
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    for block in blocks:
        if block.kind != "heading":
            continue
        own = _OWN_SLUG.search(block.text)
        slug = slug_key(own["slug"] if own else plain(explicit_id(block.text)[0]))
        number = counts[slug] = counts.get(slug, -1) + 1
        lines.setdefault(f"{slug}-{number}" if number else slug, block.line)
    return lines


def slug_key(text: str) -> str:
    """One spelling for what MkDocs ("caching-basics_1") and GitHub ("caching--basics-1") make of a heading."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode() or text
    return re.sub(r"[-_\s]+", "-", re.sub(r"[^\w\s-]", "", letters)).strip("-").lower()


def parts(blocks: Sequence[Block], text: str) -> tuple[Part, ...]:
    """A guide cut into pages of at most MOST_LINES, before a heading, the higher the better; where there is none, between blocks.

    text: the guide's source, for blocks that are too long to be laid out.
    """
    lines = text.split("\n")
    pieces = [piece for block in blocks for piece in _divided(block, lines)]
    cut = [Part(group[0].line, group[-1].end_line, tuple(group)) for group in _packed(pieces)]
    return (replace(cut[0], line=1), *cut[1:]) if cut else (Part(1, len(lines), ()),)


def part_at(cut: Sequence[Part], line: int) -> int:
    """Index of the page that shows this line: the last that begins at or before it."""
    return max(bisect_right(cut, line, key=lambda part: part.line) - 1, 0)


def _packed(pieces: Sequence[Block]) -> Iterator[list[Block]]:
    """Sections in groups that fit a page; a page that is half full ends where a main section does, unless all the rest fits."""
    group: list[Block] = []
    for section in _sections(pieces, 2):
        is_main = section[0].kind == "heading" and _level(section[0]) <= 2
        if group and pieces[-1].end_line - group[0].line >= MOST_LINES:
            most = MOST_LINES // 2 if is_main and _length(group) > MOST_LINES // 2 else MOST_LINES
            if section[-1].end_line - group[0].line >= most:
                yield group
                group = []
        group += section
    if group:
        yield group


def _sections(pieces: Sequence[Block], level: int) -> Iterator[Sequence[Block]]:
    """Sections of that level or a higher one; one that does not fit a page in those of the next level down."""
    for section in _cut(pieces, level):
        if _length(section) > MOST_LINES and len(section) > 1:
            yield from _sections(section, level + 1)
        else:
            yield section


def _cut(pieces: Sequence[Block], level: int) -> Iterator[list[Block]]:
    """Pieces in sections of that level or a higher one; below the last level, each piece by itself."""
    section: list[Block] = []
    for piece in pieces:
        if section and (level > 6 or (piece.kind == "heading" and _level(piece) <= level)):
            yield section
            section = []
        section.append(piece)
    if section:
        yield section


def _divided(block: Block, lines: Sequence[str]) -> Iterator[Block]:
    """A list that is longer than a page as several; any other block that is far too long as the text it was."""
    if not block.is_list or _length([block]) <= MOST_LINES:
        yield _as_written(block, lines)
        return
    begin = 0
    for index, item in enumerate(block.children):
        is_full = _length([block.children[begin], item]) > MOST_LINES
        if index > begin and is_full:
            yield _share(block, begin, index, lines)
            begin = index
    yield _share(block, begin, len(block.children), lines)


def _share(block: Block, begin: int, end: int, lines: Sequence[str]) -> Block:
    items = block.children[begin:end]
    first = str(int(block.mark or 1) + begin) if block.kind == "numbers" else block.mark
    return _as_written(replace(block, line=items[0].line, end_line=items[-1].end_line, mark=first, children=items), lines)


def _as_written(block: Block, lines: Sequence[str]) -> Block:
    if _length([block]) <= MOST_LINES_OF_A_BLOCK or block.kind == "code":
        return block
    return Block("deep", block.line, block.end_line, "\n".join(lines[block.line - 1 : block.end_line]))


def _length(group: Sequence[Block]) -> int:
    return group[-1].end_line - group[0].line + 1


def _level(block: Block) -> int:
    return int(block.mark[0])
