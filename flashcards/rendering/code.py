"""Code of a guide with the colours of its language, as classes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from flashcards.rendering.renderer import LANGUAGES, MAX_COLOURED_CHARS

MAX_PART_CHARS = 20_000
"""Coloured on one page of a guide; the rest stays plain."""
MAX_LINES_MARKED = 100

_LANGUAGE = re.compile(r"\{?\s*\.?([\w#+-]+)")
_PROSE = re.compile(r"(?:markdown|md|text|txt)\b", re.IGNORECASE)
_TITLE = re.compile(r'\btitle="([^"\n]{1,200})"')
_LINES = re.compile(r'\bhl_lines="([\d\s-]{1,200})"')


@dataclass(slots=True)
class Colours:
    """How much will still be coloured."""

    left: int = MAX_PART_CHARS

    def code(self, text: str, info: str) -> str:
        """HTML of a block of code. info: what stands behind its fence, such as `python title="x.py" hl_lines="2-3"`."""
        title = _TITLE.search(info)
        name = f'<span class="filename">{escape(title[1])}</span>' if title else ""
        pre = '<pre class="words">' if _PROSE.match(info) else "<pre>"
        return f'<div class="highlight">{name}{pre}<code>{self._coloured(text, info)}</code></pre></div>'

    def _coloured(self, text: str, info: str) -> str:
        language = _LANGUAGE.match(info)
        is_known = language is not None and language[1].lower() in LANGUAGES
        if not language or not is_known or len(text) > min(self.left, MAX_COLOURED_CHARS):
            return escape(text, quote=False)
        self.left -= len(text)
        formatter = HtmlFormatter(nowrap=True, hl_lines=_marked_lines(info))
        return str(highlight(text, get_lexer_by_name(language[1].lower(), stripnl=False), formatter)).removesuffix("\n")


def _marked_lines(info: str) -> list[int]:
    """ "1 3-5" -> [1, 3, 4, 5]."""
    lines: list[int] = []
    asked = _LINES.search(info)
    for span in asked[1].split() if asked else ():
        first, _, last = span.partition("-")
        if first.isdigit() and len(span) < 12:
            lines += range(int(first), min(int(last) if last.isdigit() else int(first), int(first) + MAX_LINES_MARKED) + 1)
    return lines[:MAX_LINES_MARKED]
