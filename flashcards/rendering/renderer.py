"""Canonical Markdown to HTML by Python-Markdown, the dialect of the guides. The only user of markdown and pymdownx."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from html import escape
from typing import Any, Self

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from pymdownx.highlight import Highlight, HighlightExtension

from flashcards.rendering.guard import is_hostile, is_too_large
from flashcards.rendering.sanitiser import sanitise
from flashcards.rendering.simple import simple_html

LANGUAGES = frozenset(
    """bash c c++ console cpp css diff docker dockerfile go golang graphql html http ini java javascript js json jsx
    kotlin lua make makefile mysql nginx objective-c perl php postgresql powershell properties protobuf py python
    python3 r rb ruby rs rust scala scss sh shell shell-session sql swift toml ts tsx typescript xml yaml yml zsh""".split()
)
"""What is coloured. Other code stays plain: on hostile text the lexer of csharp takes 2 s for 4 kB, that of hcl writes 36 MB."""
MAX_COLOURED_CHARS = 6_000
MAX_HTML_CHARS = 1_000_000

_EXTENSIONS = (
    *("tables", "attr_list", "def_list", "footnotes", "abbr", "admonition", "sane_lists"),
    *("pymdownx.superfences", "pymdownx.tasklist", "pymdownx.details", "pymdownx.tilde"),
)
_OPTIONS: dict[str, dict[str, Any]] = {
    "tables": {"use_align_attribute": True},
    "footnotes": {"BACKLINK_TEXT": ""},
    "pymdownx.superfences": {"relaxed_headers": True},
    "pymdownx.tilde": {"subscript": False},
}
_local = threading.local()


def render(markdown: str, images: Mapping[str, str] | None = None) -> str:
    """Safe HTML of one side of a card. Text that would stall or break the parser is shown as it was written.

    images: source as written in the Markdown -> name of our own media; any other picture becomes its alternative text.
    """
    if simple := simple_html(markdown):
        return simple
    text = markdown.encode(errors="replace").decode()  # a lone surrogate is no text
    html = None if is_too_large(text) else _convert(text)
    return sanitise(f'<pre class="plain">{escape(text)}</pre>' if html is None else html, images or {})


def _convert(text: str) -> str | None:
    """What Python-Markdown makes of it, or None. A parser serves one thread, and none any more once it has failed."""
    parser, _local.parser = getattr(_local, "parser", None) or _new_parser(), None
    try:
        html = parser.reset().convert(text)
    except (_HostileText, RecursionError):
        return None
    _local.parser = parser
    return html if len(html) <= MAX_HTML_CHARS else None


def _new_parser() -> _Parser:
    highlight = _ListedLanguages(noclasses=False, guess_lang=False, _enabled=True)
    parser = _Parser(extensions=[*_EXTENSIONS, highlight], extension_configs=_OPTIONS)
    parser.preprocessors.register(_Guard(parser), "guard", 24)
    return parser


class _HostileText(Exception):
    """Leaves a conversion."""


class _Guard(Preprocessor):
    """Looks at the text once fenced code is out of it, so that code is what the parser itself takes for code."""

    def run(self, lines: list[str]) -> list[str]:
        if is_hostile("\n".join(lines)):
            raise _HostileText
        return lines


class _Parser(Markdown):
    """Counts the characters coloured since `reset`."""

    coloured_chars = 0

    def reset(self) -> Self:
        self.coloured_chars = 0
        return super().reset()


class _Highlight(Highlight):  # type: ignore[misc]
    """Colours the listed languages while there is allowance."""

    def get_lexer(self, src: str, language: str | None, inline: bool, stripnl: bool) -> Any:
        if language and language.lower() in LANGUAGES and self.md.coloured_chars + len(src) <= MAX_COLOURED_CHARS:
            self.md.coloured_chars += len(src)
        else:
            language = "text"
        return super().get_lexer(src, language, inline, stripnl)


class _ListedLanguages(HighlightExtension):  # type: ignore[misc]
    def get_pymdownx_highlighter(self) -> type[Highlight]:
        return _Highlight
