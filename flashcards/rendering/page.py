"""A page of a guide: its blocks to HTML, in pieces, so that marks can be put beside its texts each time it is shown.

The structure is written here and holds no text of the guide; its texts all come out of words.py and code.py.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Protocol

from flashcards.rendering.code import Colours
from flashcards.rendering.sanitiser import ADMONITIONS
from flashcards.rendering.words import Words

# Lines of a paragraph that their author saw below one another, though Markdown runs them together.
_BEGINS_ANEW = re.compile(
    r"(?:\*\*|__)[^*_\n]{1,80}(?::(?:\*\*|__)|(?:\*\*|__)[ \t]*:)|[QC]: |A\??: |:[ \t]+|\[\^[\w-]+\]: "
    "|[\u2022\u25aa\u25cf\u2610-\u2612\u2705\u274c\u2713-\u2717\U0001f300-\U0001faff]"
)
_DEFINITION = re.compile(r":[ \t]+")
_QUESTION = re.compile(r"(?:\*\*|__)?[QC](?:\*\*|__)?:")
FOOTNOTE = re.compile(r"\[\^([\w-]{1,40})\]:[ \t]+")
"""Begins what a footnote says; its name."""
_CHECK_BOX = re.compile(r"\[([ xX])\][ \t]+")
_TABLE_OF_CONTENTS = re.compile(r"\[TOC\]|\[\[_?TOC_?\]\]", re.IGNORECASE)
_PLACED = re.compile(r"inline(?: end)?")


class Piece(Protocol):
    """A block of Markdown as flashcards.guides reads it."""

    @property
    def kind(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def mark(self) -> str: ...
    @property
    def is_loose(self) -> bool: ...
    @property
    def children(self) -> Sequence[Piece]: ...


@dataclass(frozen=True, slots=True)
class Page:
    """HTML in pieces, one more than lines: behind each but the last is the place for a mark at the text of that source line.

    lines: each once, in the order of the page; that is not always the order of the source. The text of line 12 has the id `L12`.
    """

    html: tuple[str, ...]
    lines: tuple[int, ...]


def write_page(blocks: Sequence[Piece], words: Words, starts: Container[int] = ()) -> Page:
    """The blocks of a page. starts: source lines at which a text begins a line of its own, wherever it stands."""
    sheet = _Sheet(words, starts)
    sheet.blocks(blocks)
    return Page((*sheet.pieces, "".join(sheet.html)), tuple(sheet.lines))


@dataclass(slots=True)
class _Sheet:
    """A page while it is being written. level: of the last heading."""

    words: Words
    starts: Container[int]
    colours: Colours = field(default_factory=Colours)
    pieces: list[str] = field(default_factory=list)
    lines: dict[int, None] = field(default_factory=dict)
    html: list[str] = field(default_factory=list)
    level: int = 1

    def put(self, *html: str) -> None:
        self.html += html

    def open(self, tag: str, line: int, attributes: str = "") -> None:
        """A start tag; if it is the first of its line, with the id of it and the place for a mark."""
        if line in self.lines:
            self.put(f"<{tag}{attributes}>")
            return
        self.put(f'<{tag} id="L{line}"{attributes}>')
        self.pieces.append("".join(self.html))
        self.lines[line] = None
        self.html = []

    def blocks(self, blocks: Sequence[Piece]) -> None:
        """Blocks below one another. Neighbouring tabs are one group."""
        index = 0
        while index < len(blocks):
            tabs = _tabs_from(blocks, index)
            if tabs:
                self._tabs(tabs)
            else:
                self._block(blocks[index])
            index += len(tabs) or 1

    def _block(self, block: Piece) -> None:
        match block.kind:
            case "paragraph":
                self._paragraph(block)
            case "heading":
                self._heading(block)
            case "list" | "numbers":
                self._list(block)
            case "table":
                self._table(block)
            case "quote":
                self.put("<blockquote>")
                self.blocks(block.children)
                self.put("</blockquote>\n")
            case "admonition":
                self._admonition(block)
            case "fold":
                self._fold(block)
            case "rule":
                self.put("<hr>\n")
            case "code" if block.children:
                self._prose(block)
            case "code":
                self._box(block, self.colours.code(block.text, block.mark))
            case "html":
                self._box(block, self.words.html(block.text))
            case _:
                self._box(block, f'<pre class="plain">{escape(block.text, quote=False)}</pre>')

    def _box(self, block: Piece, html: str) -> None:
        """What is shown as one piece, with the places of the texts that begin inside it behind it."""
        self.open("div", block.line)
        self.put(html)
        for line in range(block.line + 1, block.line + block.text.count("\n") + 2):
            if line in self.starts:
                self.open("span", line)
                self.put("</span>")
        self.put("</div>\n")

    def _prose(self, block: Piece) -> None:
        """A fence that holds text: as text, in a frame of its own."""
        self.open("div", block.line, ' class="prose"')
        self.blocks(block.children)
        self.put("</div>\n")

    def _heading(self, block: Piece) -> None:
        """No level is left out, so that the page is a tree to those who hear it; the first is the guide's title."""
        self.level = min(max(int(block.mark[0]), 2), self.level + 1)
        self.open(f"h{self.level}", block.line)
        self.put(self.words.line(" ".join(block.text.split("\n"))), f"</h{self.level}>\n")

    def _paragraph(self, block: Piece) -> None:
        if not _TABLE_OF_CONTENTS.fullmatch(block.text.strip()):
            self.open("p", block.line)
            self._lines(block.text, block.line)
            self.put("</p>\n")

    def _lines(self, text: str, line: int) -> None:
        """The words of a paragraph, broken where its author, or a card, begins anew."""
        lines = text.split("\n")
        begins = [at for at in range(1, len(lines)) if line + at in self.starts or _BEGINS_ANEW.match(lines[at])]
        ends = [*begins, len(lines)]
        self._words("\n".join(lines[: ends[0]]))
        for begin, end in zip(begins, ends[1:], strict=True):
            definition = _DEFINITION.match(lines[begin])
            also = " definition" if definition else " asks" if _QUESTION.match(lines[begin]) else ""
            self.open("span", line + begin, f' class="line{also}"')
            self._words("\n".join(lines[begin:end])[definition.end() if definition else 0 :])
            self.put("</span>")

    def _words(self, text: str) -> None:
        if footnote := FOOTNOTE.match(text):
            self.put(f"<sup>{footnote[1]}</sup> ")
            text = text[footnote.end() :]
        self.put(self.words.line(text))

    def _list(self, block: Piece) -> None:
        tag = "ol" if block.kind == "numbers" else "ul"
        first = f' start="{int(block.mark)}"' if tag == "ol" and block.mark not in ("", "1") else ""
        self.put(f"<{tag}{first}>\n")
        for item in block.children:
            self._item(item)
        self.put(f"</{tag}>\n")

    def _item(self, item: Piece) -> None:
        first = item.children[0] if item.children and item.children[0].kind == "paragraph" else None
        box = _CHECK_BOX.match(first.text) if first else None
        self.open("li", item.line, ' class="task-list-item"' if box else "")
        if first:
            self.put("<p>" if first.is_loose else "", _check_box(box[1]) if box else "")
            self._lines(first.text[box.end() if box else 0 :], first.line)
            self.put("</p>" if first.is_loose else "\n")
        self.blocks(item.children[1:] if first else item.children)
        self.put("</li>\n")

    def _table(self, block: Piece) -> None:
        self.open("div", block.line)
        self.put("<table>\n")
        for tag, cell, rows in zip(("thead", "tbody"), ("th", "td"), block.children, strict=False):
            self.put(f"<{tag}>\n")
            for row in rows.children:
                self._row(row, cell)
            self.put(f"</{tag}>\n")
        self.put("</table></div>\n")

    def _row(self, row: Piece, tag: str) -> None:
        self.put("<tr>")
        for cell in row.children:
            self.open(tag, cell.line, f' align="{cell.mark}"' if cell.mark else "")
            self.put(self.words.line(cell.text), f"</{tag}>")
        self.put("</tr>\n")

    def _admonition(self, block: Piece) -> None:
        """A box, or with question marks a fold."""
        marker, _, name = block.mark.partition(" ")
        kind = name if name in ADMONITIONS else "note"
        title = self.words.line(name.capitalize() if _PLACED.fullmatch(block.text) else block.text)
        if marker.startswith("???"):
            self.open("div", block.line)
            self.put(f'<details class="{kind}"{" open" if marker.endswith("+") else ""}><summary>{title or "More"}</summary>\n')
        else:
            self.open("div", block.line, f' class="admonition {kind}"')
            self.put(f'<p class="admonition-title">{title}</p>\n' if title else "")
        self.blocks(block.children)
        self.put("</details></div>\n" if marker.startswith("???") else "</div>\n")

    def _fold(self, block: Piece) -> None:
        self.open("div", block.line)
        self.put(f"<details><summary>{self.words.line(block.text) or 'More'}</summary>\n")
        self.blocks(block.children)
        self.put("</details></div>\n")

    def _tabs(self, tabs: Sequence[Piece]) -> None:
        """Below one another with their labels; static/js/guide.js makes a row of tabs of them."""
        self.put('<div class="tabs">\n')
        for tab in tabs:
            self.open("div", tab.line, ' class="tab"')
            self.put(f'<p class="tab-label">{self.words.line(tab.text)}</p>\n')
            self.blocks(tab.children)
            self.put("</div>\n")
        self.put("</div>\n")


def _tabs_from(blocks: Sequence[Piece], index: int) -> Sequence[Piece]:
    end = index
    while end < len(blocks) and blocks[end].kind == "admonition" and blocks[end].mark.startswith("==="):
        end += 1
    return blocks[index:end]


def _check_box(sign: str) -> str:
    is_done = sign != " "
    return f'<input type="checkbox"{" checked" if is_done else ""} disabled aria-label="{"done" if is_done else "to do"}">'
