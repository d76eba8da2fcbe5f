"""What of a page must survive: its lists, tables and code, as CommonMark and as the renderer of cards read them."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

import markdown
from markdown_it import MarkdownIt

EXTENSIONS = [
    *("tables", "attr_list", "def_list", "footnotes", "abbr", "admonition", "sane_lists"),
    *("pymdownx.superfences", "pymdownx.tasklist", "pymdownx.details", "pymdownx.highlight", "pymdownx.tilde"),
]
CONFIGURATION = {
    "tables": {"use_align_attribute": True},
    "pymdownx.superfences": {"relaxed_headers": True},
    "pymdownx.highlight": {"noclasses": False, "guess_lang": False},
    "pymdownx.tilde": {"subscript": False},
}
RENDERER = markdown.Markdown(extensions=EXTENSIONS, extension_configs=CONFIGURATION)
REFERENCE = MarkdownIt("commonmark", {"html": True, "maxNesting": 60}).enable(["table", "strikethrough"])


class Structure(HTMLParser):
    """Lists (kind, depth, own text of each item) and how many tables and pieces of code a page has."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, list[str]]] = []
        self.found: Counter[object] = Counter()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in ("ul", "ol"):
            self.open.append((tag, []))
        elif tag == "li" and self.open:
            self.open[-1][1].append("")
        elif tag in ("table", "pre"):
            self.found[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            kind, items = self.open.pop()
            self.found[kind, len(self.open), tuple("".join(item.split()).removeprefix("[]") for item in items)] += 1

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][1]:
            self.open[-1][1][-1] += data


def by_commonmark(text: str) -> Counter[object]:
    return Structure(REFERENCE.render(text)).found


def by_renderer(text: str) -> Counter[object]:
    RENDERER.reset()
    return Structure(RENDERER.convert(text)).found
