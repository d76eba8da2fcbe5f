"""Boxes that are written as quotes, the titles of boxes and folds, and which headings are meant as such."""

from __future__ import annotations

import re
from dataclasses import replace

from flashcards.guides.blocks import Block
from flashcards.guides.wording import tidy

MAX_HEADING, MAX_HEADING_UNDERLINED = 300, 100
"""Characters of a line that is taken as a heading."""

_HIDDEN = re.compile(
    r"(?:(?:click|tap|press)\b[^?]{0,60}?|(?:show|see|view|reveal|open|expand|toggle|check|hidden|spoiler|more|details)\b[^?]{0,40}?)"
    r"(?P<what>answers?|solutions?)?[^\w?]*(?:here)?",
    re.IGNORECASE,
)
_CALLOUT = re.compile(r"\[!(?P<type>[A-Za-z][\w-]*)\](?P<fold>[-+])?[ \t]*(?P<title>[^\n]*)(?:\n|$)")
_FLOATS = re.compile(r"inline(?: end)?")


def as_box(quote: Block) -> Block:
    """A quote that begins with `[!TIP]`, and perhaps a title, or with a heading, as the box that is meant; or that heading."""
    first = quote.children[0] if quote.children else None
    if first and is_heading(first) and len(quote.children) == 1:
        return first
    if first and is_heading(first):
        return replace(quote, kind="admonition", text=first.text, mark="!!!", children=quote.children[1:])
    callout = _CALLOUT.match(first.text) if first and first.kind == "paragraph" else None
    if first is None or callout is None:
        return quote
    rest = first.text[callout.end() :]
    content = (replace(first, text=rest, line=first.line + 1), *quote.children[1:]) if rest else quote.children[1:]
    mark = f"{'???' if callout['fold'] else '!!!'} {callout['type'].lower()}"
    return replace(quote, kind="admonition", text=callout["title"] or callout["type"], mark=mark, children=content)


def box_title(block: Block) -> str:
    """The title its author gave a box; "Note" alone, or where it floats, is none; "Click to see the answer" says "Answer"."""
    name = block.mark.partition(" ")[2]
    if block.text.casefold() == name.casefold() or _FLOATS.fullmatch(block.text):
        return ""
    hidden = _HIDDEN.fullmatch(tidy(block.text))
    return block.text if hidden is None else (hidden["what"] or "").capitalize()


def is_heading(block: Block) -> bool:
    """Headings stand on every card below them, so they are short; text above a `---` seldom is meant as one."""
    most = MAX_HEADING_UNDERLINED if block.mark.endswith("=") else MAX_HEADING
    return block.kind == "heading" and "\n" not in block.text and len(block.text) <= most
