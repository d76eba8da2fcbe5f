"""The little HTML that authors write in guides, as Markdown: folds, lists, bold words. Pages of an app are left alone."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = {
    **dict.fromkeys(("p", "blockquote", "details", "center"), "\n\n"),
    **dict.fromkeys(("ul", "ol", "br"), "\n"),
    "hr": "\n\n***\n\n",
}
_INLINE = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_OTHERS = ("li", "a", "img", "summary", "sub", "sup", "u", "font", "span")
_KNOWN = frozenset({*_BLOCKS, *_INLINE, *_HEADINGS, *_OTHERS})
_TAG = re.compile(r"</?([A-Za-z][\w-]*)")


def is_simple(html: str) -> bool:
    """Whether it holds tags, and none but those of text."""
    tags = _TAG.findall(html)
    return bool(tags) and "<!--" not in html and all(tag.lower() in _KNOWN for tag in tags)


def to_markdown(html: str) -> str:
    """Its text, with what tags say of it said in Markdown; Markdown in it stays."""
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return re.sub(r"\n{3,}", "\n\n", "".join(writer.parts)).strip("\n")


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self.hrefs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "li":
            self.parts.append("- " if self._text_before.endswith("\n") else "\n- ")
        elif tag in _HEADINGS:
            self.parts.append(f"\n\n{'#' * int(tag[1])} ")
        elif tag == "a":
            self.hrefs.append(values.get("href") or "")
            self.parts.append("[")
        elif tag == "img":
            self.parts.append(f"![{values.get('alt') or ''}]({values.get('src') or ''})")
        else:
            self.parts.append(_BLOCKS.get(tag) or _INLINE.get(tag) or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.hrefs:
            self.parts.append(f"]({self.hrefs.pop()})")
        elif tag in _INLINE:
            self._end_inline(_INLINE[tag])
        elif tag == "li" and self.parts:
            self.parts[-1] = self.parts[-1].rstrip()
        elif tag in ("p", "ul", "ol", "blockquote", *_HEADINGS):
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        """White space at the beginning of an item, and more of it than a line break between tags, says nothing."""
        if self._text_before.endswith("- "):
            data = data.lstrip()
        self.parts.append("\n" if data.count("\n") == 1 and not data.strip() else data)

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
