"""Guides as they were read and rendered, kept in memory: looking at a guide writes nothing."""

from __future__ import annotations

import hashlib
from collections import OrderedDict, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import Any
from urllib.parse import quote

from flashcards.core.models import Guide, NoteDraft, Skip
from flashcards.guides.blocks import Block
from flashcards.guides.links import linked_guide
from flashcards.guides.matching import content_key
from flashcards.guides.outline import Heading, Part, contents, headings, part_at, parts, slug_key, slugs
from flashcards.guides.reading import Reading, read_text
from flashcards.rendering.page import FOOTNOTE, Page, write_page
from flashcards.rendering.words import Words
from flashcards.storage import guides as stored
from flashcards.storage.database import Connection
from flashcards.storage.guides import BY_HAND, StoredGuide

MOST_BYTES = 32_000_000
"""Of memory, for all that is kept: about fifteen guides of 2,000 lines."""
BYTES_A_LINE, BYTES_A_CHARACTER = 900, 2
"""What a guide takes once it is read: 600 bytes a line in real ones; the most found was 930, in lists of one letter."""


@dataclass(slots=True)
class Shelf:
    """What was made of guides, the least looked at thrown away first. Two threads may make the same; it is the same."""

    most: int = MOST_BYTES
    kept: OrderedDict[Hashable, tuple[Any, int]] = field(default_factory=OrderedDict)
    bytes: int = 0
    lock: Lock = field(default_factory=Lock)

    def find(self, key: Hashable) -> Any:
        """What is kept under a key, or None."""
        with self.lock:
            if key not in self.kept:
                return None
            self.kept.move_to_end(key)
            return self.kept[key][0]

    def keep(self, key: Hashable, made: Any, size: int) -> None:
        """Keep what takes so many bytes; what is larger than the whole shelf is not kept."""
        if size > self.most:
            return
        with self.lock:
            self._drop(key)
            self.kept[key] = made, size
            self.bytes += size
            while self.bytes > self.most:
                self._drop(next(iter(self.kept)))

    def _drop(self, key: Hashable) -> None:
        _, size = self.kept.pop(key, (None, 0))
        self.bytes -= size


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a guide, and the card it gives or why it gives none. key: the content key of a place at it."""

    key: str
    gives: NoteDraft | Skip

    @property
    def line(self) -> int:
        """Its first, from 1."""
        return self.gives.line


@dataclass(frozen=True, slots=True)
class Book:
    """A guide as it was read. slugs, footnotes: lines by the names links have for them.

    places: lines by the keys of its texts, and by the author's `^id` with its caret.
    """

    guide: StoredGuide
    reading: Reading
    parts: tuple[Part, ...]
    headings: tuple[Heading, ...]
    contents: tuple[Heading, ...]
    slugs: Mapping[str, int]
    footnotes: Mapping[str, int]
    texts: tuple[Text, ...]
    places: Mapping[str, Sequence[int]]

    def line_of(self, heading: str) -> int:
        """The line of the heading a link names, or 1."""
        return self.slugs.get(slug_key(heading), 1)


def open_book(db: Connection, guide_id: int, shelf: Shelf) -> Book:
    """A guide of the collection, read if it is not on the shelf. Raises NotFound."""
    guide = stored.guide(db, guide_id)
    book: Book | None = shelf.find(guide)
    if book is None:
        text = stored.guide_text(db, guide_id)
        book = _read(guide, text)
        shelf.keep(guide, book, BYTES_A_CHARACTER * len(text) + BYTES_A_LINE * text.count("\n"))
    return book


def render_part(db: Connection, book: Book, index: int, shelf: Shelf) -> Page:
    """One page of a guide. It is made anew when another guide that it may link to comes or goes, or a picture comes along."""
    guide = book.guide
    known = {one.path: one.id for one in reversed(stored.guides(db))}
    images = stored.guide_images(db, guide.id)
    key = (guide, index, hash((tuple(known.items()), tuple(images.items()))))
    page: Page | None = shelf.find(key)
    if page is None:
        words = Words(partial(_leads, book, book.parts[index], known), images)
        page = write_page(_untitled(book, index), words, {text.line for text in book.texts})
        shelf.keep(key, page, BYTES_A_CHARACTER * sum(map(len, page.html)))
    return page


def _untitled(book: Book, index: int) -> Sequence[Block]:
    """The blocks of a page; the guide's title stands above every page, so only its place is left here."""
    title = book.headings[0].line if book.headings and book.headings[0].level == 1 else None
    return [Block("html", block.line, block.line) if block.line == title else block for block in book.parts[index].blocks]


def _read(guide: StoredGuide, text: str) -> Book:
    reading = read_text(text, guide.path)
    blocks, known, texts = reading.blocks, headings(reading.blocks), tuple(_texts(reading.guide))
    found: defaultdict[str, list[int]] = defaultdict(list)
    for one in texts:
        found[one.key].append(one.line)
    for note in reading.guide.notes:
        found[f"^{note.explicit_id or ''}"].append(note.line)
    cut = parts(blocks, text)
    return Book(guide, reading, cut, known, contents(known), slugs(blocks), _footnotes(blocks), texts, dict(found))


def _texts(guide: Guide) -> Iterator[Text]:
    """Those that begin alike and give no card have the same key; so have two that give the same card."""
    for note in guide.notes:
        yield Text(content_key(note), note)
    for skip in guide.skips:
        yield Text(skip_key(skip), skip)


def skip_key(skip: Skip) -> str:
    """The content key of a place at a text that became no card."""
    return BY_HAND + hashlib.sha256(skip.text.encode()).hexdigest()


def _footnotes(blocks: tuple[Block, ...]) -> dict[str, int]:
    """By label, the lines of the footnotes of a guide."""
    found: dict[str, int] = {}
    for block in blocks:
        if block.kind == "paragraph" and block.text.startswith("[^"):
            for offset, line in enumerate(block.text.split("\n")):
                if footnote := FOOTNOTE.match(line):
                    found.setdefault(footnote[1], block.line + offset)
    return found


def _leads(book: Book, part: Part, known: Mapping[str, int], address: str) -> str | None:
    """Where a link leads here: to a line of this page, to one of another page, or to another guide."""
    if address.startswith("^"):
        line = book.footnotes.get(address[1:])
        return _address(book, part, line) if line else None
    found = linked_guide(address, book.guide.path, known)
    if found is None:
        return None
    guide_id, heading = found
    if guide_id == book.guide.id:
        return _address(book, part, book.line_of(heading))
    return f"/guides/{guide_id}?heading={quote(slug_key(heading))}" if heading else f"/guides/{guide_id}"


def _address(book: Book, part: Part, line: int) -> str:
    is_here = book.parts[part_at(book.parts, line)] is part
    return f"#L{line}" if is_here else f"/guides/{book.guide.id}?line={line}#L{line}"
