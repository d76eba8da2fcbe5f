"""Canonical Markdown to HTML by Python-Markdown, the dialect of the guides. The only user of markdown and pymdownx."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from html import escape
from typing import Any

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from pymdownx.highlight import Highlight, HighlightExtension

from flashcards.rendering.guard import is_hostile, is_too_large
from flashcards.rendering.sanitiser import sanitise

RENDERER_VERSION = 1
"""Goes up whenever the same Markdown may give other HTML; caches are keyed by it."""

LANGUAGES = frozenset(
    """bash c c++ console cpp css diff docker dockerfile go golang graphql hcl html http ini java javascript js json jsx
    kotlin lua make makefile mysql nginx objective-c perl php pgsql postgresql powershell properties protobuf py python
    python3 r rb ruby rs rust scala scss sh shell shell-session sql swift terraform tf toml ts tsx typescript xml yaml yml
    zsh""".split()
)
"""Code of other languages is shown without colours: some lexers are too slow on hostile text (csharp: 2 s for 4 kB)."""
MAX_COLOURED_CHARS = 6_000

_EXTENSIONS = (
    *("tables", "attr_list", "def_list", "footnotes", "abbr", "admonition", "sane_lists"),
    *("pymdownx.superfences", "pymdownx.tasklist", "pymdownx.details", "pymdownx.tilde"),
)
_OPTIONS: dict[str, dict[str, Any]] = {
    "tables": {"use_align_attribute": True},
    "footnotes": {"BACKLINK_TEXT": "", "BACKLINK_TITLE": ""},
    "pymdownx.superfences": {"relaxed_headers": True},
    "pymdownx.tilde": {"subscript": False},
}
_local = threading.local()


def render(markdown: str, images: Mapping[str, str] | None = None) -> str:
    """Safe HTML of one side of a card. Text that would stall or break the parser is shown as written.

    images: source as written in the Markdown -> name of our own media; any other picture becomes its alternative text.
    """
    text = markdown.encode(errors="replace").decode()
    html = None if is_too_large(text) else _convert(text)
    return sanitise(f'<pre class="plain">{escape(text)}</pre>' if html is None else html, images or {})


class _Hostile(Exception):
    """Raised inside a conversion to leave it."""


class _Guard(Preprocessor):
    """Stops after fenced code is taken out, so that what counts as code is the parser's own finding."""

    def run(self, lines: list[str]) -> list[str]:
        if is_hostile("\n".join(lines)):
            raise _Hostile
        return lines


class _Parser(Markdown):
    """Counts the characters that were coloured since `reset`."""

    coloured_chars = 0

    def reset(self) -> Markdown:
        self.coloured_chars = 0
        return super().reset()


class _Highlight(Highlight):  # type: ignore[misc]
    """Colours the listed languages while there is allowance."""

    def get_lexer(self, src: str, language: str, inline: bool, stripnl: bool) -> Any:
        if language.lower() not in LANGUAGES or self.md.coloured_chars + len(src) > MAX_COLOURED_CHARS:
            language = "text"
        else:
            self.md.coloured_chars += len(src)
        return super().get_lexer(src, language, inline, stripnl)


class _HighlightExtension(HighlightExtension):  # type: ignore[misc]
    def get_pymdownx_highlighter(self) -> type[Highlight]:
        return _Highlight


def _new_markdown() -> _Parser:
    highlight = _HighlightExtension(noclasses=False, guess_lang=False, _enabled=True)
    made = _Parser(extensions=[*_EXTENSIONS, highlight], extension_configs=_OPTIONS)
    made.preprocessors.register(_Guard(made), "guard", 24)
    return made


def _convert(text: str) -> str | None:
    """HTML as Python-Markdown gives it, or None if it gives up. An instance serves one thread, and none after a failure."""
    made, _local.markdown = getattr(_local, "markdown", None) or _new_markdown(), None
    try:
        html = made.reset().convert(text)
    except (_Hostile, RecursionError):
        return None
    _local.markdown = made
    return html
