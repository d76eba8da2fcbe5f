"""The HTML that authors write in guides, as Markdown: folds, lists, tables, bold words. Pages of an app are left alone."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = {
    **dict.fromkeys(("p", "blockquote", "details", "center"), "\n\n"),
    **dict.fromkeys(("ul", "ol", "dl", "br"), "\n"),
    "hr": "\n\n***\n\n",
}
_INLINE = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TABLES = ("table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption", "colgroup", "col")
_OTHERS = ("li", "dt", "dd", "a", "img", "summary", "sub", "sup", "u", "font", "span", *_TABLES)
MOST_SPANNED = 20
"""Columns, or rows, that a cell goes over."""
_KNOWN = frozenset({*_BLOCKS, *_INLINE, *_HEADINGS, *_OTHERS})
_TAG = re.compile(r"</?([A-Za-z][\w-]*)")
_UNCLOSED = re.compile(r"</?[A-Za-z][^<>]*(?:<|\Z)")
"""A tag that is never closed; the parser of HTML takes a long time over many."""
_NEW_LINE = re.compile(r"(?<!\s)\s*\n\s*(?:\n\s*|(?=(?:[-*+]|\d{1,3}[.)])\s))")
_BARE_BOLD = re.compile(r"\*\*[^*]+\*\*|")


def is_simple(html: str) -> bool:
    """Whether it holds tags, and none but those of text."""
    tags = _TAG.findall(html)
    return bool(tags) and not _UNCLOSED.search(html) and "<!--" not in html and all(tag.lower() in _KNOWN for tag in tags)


def to_markdown(html: str) -> str:
    """Its text, with what tags say of it said in Markdown; Markdown in it stays."""
    if _UNCLOSED.search(html):
        return html
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return re.sub(r"\n{3,}", "\n\n", "".join(writer.parts)).strip("\n")


class _Table:
    """The rows of a table while it is read; a cell that nobody closes ends where the next begins."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.heads: list[bool] = []
        self.below: dict[int, tuple[str, int]] = {}
        self.begin: int | None = None
        self.columns = self.lines = 1

    def open_row(self) -> None:
        self.rows.append([])
        self.heads.append(True)
        self._take_spanned()

    def open_cell(self, begin: int, values: dict[str, str | None], *, is_head: bool) -> None:
        if not self.rows:
            self.open_row()
        self.begin, self.heads[-1] = begin, self.heads[-1] and is_head
        self.columns, self.lines = (_span(values.get(name)) for name in ("colspan", "rowspan"))

    def close_cell(self, text: str) -> None:
        """A cell over several rows stands in each, one over several columns in the first of them."""
        row = self.rows[-1]
        if self.lines > 1:
            self.below[len(row)] = (text, self.lines - 1)
        row += [text, *[""] * (self.columns - 1)]
        self._take_spanned()
        self.begin = None

    def _take_spanned(self) -> None:
        row = self.rows[-1]
        while len(row) in self.below:
            text, lines = self.below.pop(len(row))
            if lines > 1:
                self.below[len(row)] = (text, lines - 1)
            row.append(text)

    def markdown(self) -> str:
        """The table; its first row is its head if it says so, or is bold as a whole."""
        rows = [row for row in self.rows if any(row)]
        if not rows:
            return ""
        columns = max(map(len, rows))
        has_head = self.heads[self.rows.index(rows[0])] or all(map(_BARE_BOLD.fullmatch, rows[0]))
        head, body = (rows[0], rows[1:]) if has_head else ([], rows)
        lines = [head, ["---"] * columns, *body]
        return "\n".join("| " + " | ".join([*row, *[""] * (columns - len(row))]) + " |" for row in lines)


def _span(value: str | None) -> int:
    return min(int(value), MOST_SPANNED) if value and value.isascii() and value.isdigit() and int(value) else 1


def _in_cell(text: str) -> str:
    """Markdown of a cell on one line: `<br>` where another paragraph or item begins."""
    lines = (" ".join(line.split()) for line in _NEW_LINE.split(text.strip()))
    return "<br>".join(filter(None, lines)).replace("|", "\\|")


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self.hrefs: list[str] = []
        self.table: _Table | None = None
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in _TABLES:
            self._begin_in_table(tag, values)
        elif tag == "li":
            self.parts.append("- " if self._text_before.endswith("\n") else "\n- ")
        elif tag == "dt":
            self.parts.append("\n- **")
        elif tag == "dd":
            while self.parts and not self.parts[-1].strip():
                self.parts.pop()
            self.parts.append(": ")
        elif tag in _HEADINGS:
            self.parts.append(f"\n\n{'#' * int(tag[1])} ")
        elif tag == "a":
            self.hrefs.append(values.get("href") or "")
            self.parts.append("[")
        elif tag == "img":
            self.parts.append(f"![{values.get('alt') or ''}]({values.get('src') or ''})")
        elif tag == "br" and self.table:
            self.parts.append("\n\n")
        else:
            self.parts.append(_BLOCKS.get(tag) or _INLINE.get(tag) or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _TABLES:
            self._end_in_table(tag)
        elif tag == "a" and self.hrefs:
            self.parts.append(f"]({self.hrefs.pop()})")
        elif tag in _INLINE:
            self._end_inline(_INLINE[tag])
        elif tag in ("li", "dd") and self.parts:
            self.parts[-1] = self.parts[-1].rstrip()
        elif tag == "dt":
            self._end_inline("**")
        elif tag in ("p", "ul", "ol", "dl", "blockquote", *_HEADINGS):
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        """White space at the beginning of an item, and more of it than a line break between tags, says nothing."""
        if self.depth == 1 and self.table and self.table.begin is None and not data.strip():
            return
        if self._text_before.endswith("- "):
            data = data.lstrip()
        self.parts.append("\n" if data.count("\n") == 1 and not data.strip() else data)

    def _begin_in_table(self, tag: str, values: dict[str, str | None]) -> None:
        """A table in a table is part of the cell it stands in."""
        self.depth += tag == "table"
        if self.depth > 1:
            return
        if tag == "table":
            self.table = _Table()
        elif self.table:
            self._end_cell()
            if tag == "tr":
                self.table.open_row()
            elif tag in ("td", "th"):
                self.table.open_cell(len(self.parts), values, is_head=tag == "th")

    def _end_in_table(self, tag: str) -> None:
        if self.depth == 1 and self.table:
            self._end_cell()
            if tag == "table":
                self.parts += ["\n\n", self.table.markdown(), "\n\n"]
                self.table = None
        self.depth -= tag == "table" and self.depth > 0

    def _end_cell(self) -> None:
        if self.table and self.table.begin is not None:
            text = "".join(self.parts[self.table.begin :])
            del self.parts[self.table.begin :]
            self.table.close_cell(_in_cell(text))

    @property
    def _text_before(self) -> str:
        return next((part for part in reversed(self.parts) if part), "")

    def _end_inline(self, mark: str) -> None:
        """The white space at the end of a bold word stands behind it: `**so **` is not bold."""
        before = self.parts[-1] if self.parts else ""
        words = before.rstrip()
        if words and words != before:
            self.parts[-1:] = [words, mark, before[len(words) :]]
        else:
            self.parts.append(mark)

    def handle_entityref(self, name: str) -> None:
        self.parts.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.parts.append(f"&#{name};")
