"""Paragraphs and flat lists of words, bold and code: what most cards are. They are written here as the parser would, at a tenth
of its cost; whatever could mean anything else to it is left to it.
"""

from __future__ import annotations

import re
from html import escape

MAX_CHARS = 4_000

_WORD = r"""(?:[^\W_]|[,.:;!?'"()/%+=–—’“”→-])"""
_CODE = r"`(?! )[^\n`*\\<&{}]+(?<! )`(?!`)"
_WORDS = rf"(?:{_WORD}|{_CODE})(?: ?(?:{_WORD}|{_CODE}))*+"
_BOLD = rf"\*\*(?=[^\W_]|`){_WORDS}\*\*(?!\*)"
_LINE = rf"(?=[^\W\d_]|\d+(?![\d.)])|[*`])(?: ?(?:{_WORD}|{_CODE}|{_BOLD}))++"
_PARAGRAPH = re.compile(rf"{_LINE}(?:\n{_LINE})*+")
_BULLETS = re.compile(rf"- {_LINE}(?:\n- {_LINE})*+")
_NUMBERED = re.compile(rf"1\. {_LINE}(?:\n\d+\. {_LINE})*+")
_CODES = re.compile(r"`(.+?)`")
_MARKED = re.compile(r"\*\*(.+?)\*\*")


def simple_html(markdown: str) -> str | None:
    """Safe HTML of such a text; None for any other."""
    if len(markdown) > MAX_CHARS:
        return None
    blocks = [_block(block) for block in markdown.split("\n\n")]
    written = [html for html, _ in blocks if html]
    lists = [is_list for _, is_list in blocks]
    has_neighbours = any(one and following for one, following in zip(lists, lists[1:], strict=False))  # the parser joins those
    return None if len(written) < len(blocks) or has_neighbours else "\n".join(written)


def _block(text: str) -> tuple[str | None, bool]:
    """Its HTML, if it is simple, and whether it is a list."""
    if _PARAGRAPH.fullmatch(text):
        return f"<p>{_inline(text)}</p>", False
    if _BULLETS.fullmatch(text):
        return _list("ul", [line[2:] for line in text.split("\n")]), True
    if _NUMBERED.fullmatch(text):
        return _list("ol", [line.partition(" ")[2] for line in text.split("\n")]), True
    return None, False


def _list(tag: str, items: list[str]) -> str:
    lines = "\n".join(f"<li>{_inline(item)}</li>" for item in items)
    return f"<{tag}>\n{lines}\n</{tag}>"


def _inline(text: str) -> str:
    return _MARKED.sub(r"<strong>\1</strong>", _CODES.sub(lambda code: f"<code>{escape(code[1], quote=False)}</code>", text))
