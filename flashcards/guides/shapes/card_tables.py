"""Tables and pieces of HTML whose author named their sides: Front and Back, Question and Answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

from flashcards.core.models import Kind, NoteDraft
from flashcards.guides.blocks import Block, read_blocks
from flashcards.guides.canonical import canonical, markdown
from flashcards.guides.card_marks import BACKS, FRONTS, sides_of, undressed
from flashcards.guides.document import Section
from flashcards.guides.forms import is_form
from flashcards.guides.html import to_markdown
from flashcards.guides.noise import PLACEHOLDER, QUESTIONS, skip
from flashcards.guides.shapes.shape import Found, draft
from flashcards.guides.wording import explicit_id, is_question, plain

MOST_BETWEEN = 4
"""Blocks in which the back of a card is looked for."""

_COUNTS = ("", "#", "no", "no.", "nr", "id", "number", "tag", "tags")
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_PARTS_OF_A_NAME = re.compile(r"[A-Z]?[a-z]+")
_HIDDEN = ("button", "script", "style")
_VOID = ("br", "hr", "img", "input", "meta", "link")


def tables(section: Section, block: Block) -> Iterator[Found]:
    """A row a card, of a table with a column for each side and none for anything else."""
    if block.kind != "table" or len(block.children) < 2:
        return
    sides = sides_of(block)
    names = [plain(cell.text).lower().rstrip(":") for cell in block.children[0].children[0].children]
    if sides is None or len([name for name in names if name not in _COUNTS]) != 2:
        return
    front, back = sides
    rows = block.children[1].children
    reasons = [_reason(row, front, back) for row in rows]
    notes = [_row_note(section, row, front, back) for row, reason in zip(rows, reasons, strict=True) if reason is None]
    yield Found(tuple(notes), (block,), tuple(skip(row, reason) for row, reason in zip(rows, reasons, strict=True) if reason))


def _reason(row: Block, front: int, back: int) -> str | None:
    sides = [row.children[at].text.strip() for at in (front, back)]
    return PLACEHOLDER if any(map(is_form, sides)) else None if all(sides) else QUESTIONS


def _row_note(section: Section, row: Block, front: int, back: int) -> NoteDraft:
    (asked, own_id), told = explicit_id(row.children[front].text), row.children[back].text
    asked = undressed(asked.strip())
    return draft(section, _kind(asked), canonical(_broken(asked)), canonical(_broken(told)), [row], explicit_id=own_id)


def _broken(cell: str) -> str:
    return _BREAK.sub("  \n", cell)


def _kind(front: str) -> Kind:
    return Kind.QUESTION if is_question(front) else Kind.CONCEPT


def pieces_of_html(section: Section, blocks: Sequence[Block]) -> Iterator[Found]:
    """Cards of which each side is an element whose class says so: `<div class="memory-card-front">`."""
    reader: _Sides | None = None
    taken: list[Block] = []
    for block in blocks:
        if block.kind == "html" and reader is None and "class" in block.text and not block.is_unclosed:
            reader, taken = _Sides(), []
        if reader is None:
            continue
        taken.append(block)
        reader.feed(block.text if block.kind == "html" else f"\n\n{markdown([block])}\n\n")
        if not reader.tag and not (reader.front and len(taken) < MOST_BETWEEN):
            notes = [_html_note(section, front, back, taken) for front, back in reader.cards]
            if notes:
                yield Found(tuple(notes), tuple(taken))
            reader = None


def _html_note(section: Section, front: str, back: str, taken: Sequence[Block]) -> NoteDraft:
    asked = " ".join(plain(block.text) + ("" if is_question(block.text) else ":") for block in read_blocks(front) if block.text)
    told = [_without_level(block) for block in read_blocks(back)]
    return draft(section, _kind(asked), canonical(asked.rstrip(":")), canonical(markdown(told)), taken, label=plain(asked))


def _without_level(block: Block) -> Block:
    return Block("paragraph", block.line, block.end_line, f"**{block.text}**") if block.kind == "heading" else block


class _Sides(HTMLParser):
    """Collects the sides of cards. tag: the element whose content is being collected."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.cards: list[tuple[str, str]] = []
        self.tag = self.side = self.front = self.hidden = ""
        self.depth = 0
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.tag:
            self.depth += tag == self.tag
            self.hidden = self.hidden or (tag if tag in _HIDDEN else "")
            self._collect(self.get_starttag_text() or "")
            return
        names = {word.lower() for word in _PARTS_OF_A_NAME.findall(dict(attrs).get("class") or "")}
        side = "front" if names & set(FRONTS) else "back" if names & set(BACKS) else ""
        if side and tag not in _VOID and tag not in _HIDDEN:
            self.tag, self.side, self.depth, self.parts = tag, side, 1, []

    def handle_endtag(self, tag: str) -> None:
        if self.tag and tag == self.tag:
            self.depth -= 1
            if self.depth == 0:
                self._finish()
                return
        self._collect(f"</{tag}>")
        if tag == self.hidden:
            self.hidden = ""

    def handle_data(self, data: str) -> None:
        self._collect(data)

    def handle_entityref(self, name: str) -> None:
        self._collect(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._collect(f"&#{name};")

    def _collect(self, text: str) -> None:
        if self.tag and not self.hidden:
            self.parts.append(text)

    def _finish(self) -> None:
        text = to_markdown("".join(self.parts)).strip()
        if self.side == "front":
            self.front = text
        elif self.front and text:
            self.cards.append((self.front, text))
            self.front = ""
        self.tag = ""
