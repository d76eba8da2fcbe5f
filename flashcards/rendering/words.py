"""What stands in a line of a guide (Markdown, and HTML among it) to safe HTML, by markdown-it: it reads as the cards' blocks do.

Nothing here is looked at more than a few times, so hostile text costs little; what is still too much is shown as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape, unescape

from markdown_it import MarkdownIt

from flashcards.rendering.guard import MAX_BLOCK_CHARS, MAX_MARKS
from flashcards.rendering.sanitiser import sanitise

MAX_PART_CHARS = 100_000
"""Of the text on one page of a guide; what comes after is shown as it was written."""

_HREF = re.compile(r"""(<a\b[^<>]*?\shref=)("[^"<>]*"|'[^'<>]*')""")
_HEAD = re.compile(r"<head\b.*?</head\s*>", re.DOTALL | re.IGNORECASE)
# Not for readers: what MkDocs takes for itself (`{ .wide }` behind a link or at a line's end, icons by name), and ids of cards.
_FOR_PROGRAMS = re.compile(
    r"(?<=[)\]*])\{:?\s*[#.][^{}\n]*\}|[ \t]\{:?\s*[#.][^{}\n]*\}[ \t]*$|:(?:material|fontawesome|octicons|simple)(?:-\w+)+:"
    r"|[ \t]\^[A-Za-z][\w-]*[ \t]*$",
    re.MULTILINE,
)
_FOOTNOTE = re.compile(r"<code>.*?</code>|\[\^([\w-]{1,40})\]|(?<=>)\^([\w-]{1,40})(?=</a>)", re.DOTALL)


@dataclass(slots=True)
class Words:
    """How the words of one guide are written. links: an address as written, or `^1` for a footnote -> where it
    leads here, None for nowhere here.

    images: source as written -> name of our media. left: characters that will still be read.
    """

    links: Callable[[str], str | None]
    images: Mapping[str, str] = field(default_factory=dict)
    left: int = MAX_PART_CHARS

    def line(self, text: str) -> str:
        """HTML of a paragraph's, a heading's or a cell's text."""
        if not self._is_fit(text):
            return escape(text, quote=False)
        text = text.encode(errors="replace").decode()  # a lone surrogate is no text
        html: str = _parser().renderInline(_FOR_PROGRAMS.sub("", text))
        return self._safe(_FOOTNOTE.sub(_reference, html) if "^" in html else html)

    def html(self, html: str) -> str:
        """Safe HTML of what the author wrote as HTML."""
        return self._safe(_HEAD.sub("", html)) if self._is_fit(html) else escape(html, quote=False)

    def _is_fit(self, text: str) -> bool:
        """Whether there is allowance left for a text that is not hostile in itself."""
        self.left -= len(text)
        return self.left >= 0 and len(text) <= MAX_BLOCK_CHARS and all(text.count(mark) <= MAX_MARKS[mark] for mark in MAX_MARKS)

    def _safe(self, html: str) -> str:
        if "<" not in html and "&" not in html:
            return html
        return sanitise(_HREF.sub(self._lead, html) if "<a" in html else html, self.images, is_guide=True)

    def _lead(self, link: re.Match[str]) -> str:
        leads = self.links(unescape(link[2][1:-1]))
        return f'{link[1]}"{escape(leads)}"' if leads else link[0]


def _reference(match: re.Match[str]) -> str:
    """A footnote's number, as a link `^1` to be led; one whose text is an address alone was made a link by the parser."""
    if match[2]:
        return f"<sup>{match[2]}</sup>"
    return f'<sup><a class="footnote-ref" href="^{match[1]}">{match[1]}</a></sup>' if match[1] else match[0]


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True, "maxNesting": 20}).enable("strikethrough")
