"""What stands together below a heading: a paragraph, or one with the list, quote or code it leads in to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flashcards.guides.blocks import Block
from flashcards.guides.shapes.beginnings import LEAST_CHARACTERS
from flashcards.guides.shapes.definitions import without_lead
from flashcards.guides.shapes.shape import follows
from flashcards.guides.wording import has_any, plain

MOST_LINES_OF_CODE = 15
"""Code that goes along with the sentence above it."""
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")

_PICTURE = re.compile(r"(?:\[?!\[[^\]\n]*\]\([^)\n]*\)(?:\]\([^)\n]*\))?\s*)+")
_SHOWN = ("table", "figure", "diagram", "chart", "image", "picture", "section", "graph", "link")
_POINTS = re.compile(
    rf"\b(?:following|below|above)\s+(?:{'|'.join(_SHOWN)})s?\b"
    r"|\b(?:table|figure|diagram|chart|image)s?\s+(?:below|above|shows?|highlights?|summari[sz]es)\b"
)

Passage = tuple[Block, ...]
"""A block, or a paragraph with the list, quote or code it leads in to."""


def runs(blocks: tuple[Block, ...]) -> Iterator[list[Block]]:
    """Paragraphs, lists, quotes and short pieces of code with nothing else between them."""
    run: list[Block] = []
    for block in blocks:
        if run and not (_is_text(block) and follows(run[-1], block)):
            yield run
            run = []
        if _is_text(block) and (run or block.kind != "code"):
            run.append(block)
    if run:
        yield run


def _is_text(block: Block) -> bool:
    if block.kind == "code":
        return not block.is_unclosed and "mermaid" not in block.mark and block.text.count("\n") < MOST_LINES_OF_CODE
    return block.kind in ("paragraph", "quote") or block.is_list


def is_picture(block: Block) -> bool:
    """Whether a paragraph is nothing but pictures."""
    return block.kind == "paragraph" and "![" in block.text and _PICTURE.fullmatch(block.text) is not None


def passages_of(run: Sequence[Block]) -> Iterator[Passage]:
    """A run in passages."""
    index = 0
    while index < len(run):
        after = run[index + 1] if index + 1 < len(run) else None
        length = 2 if after and (after.kind == "code" or _leads_in(run[index], after)) else 1
        yield tuple(run[index : index + length])
        index += length


def _leads_in(block: Block, after: Block) -> bool:
    """Whether a paragraph ends in ":", or stands above a list like a label or an unfinished sentence."""
    if block.kind != "paragraph" or after.kind == "paragraph":
        return False
    words = plain(block.text)
    return words.endswith(":") or (after.is_list and not words.endswith((".", "!", "?", ")", "”", '"')))


def is_dangling(block: Block) -> bool:
    """Whether a paragraph, or a list of one line, only leads in to what is elsewhere, or speaks of a picture beside it."""
    if block.is_list and len(block.children) == len(block.children[0].children) == 1:
        block = block.children[0].children[0]
    if block.kind != "paragraph":
        return False
    words = plain(block.text)
    return words.endswith(":") or (_points(words.lower()) and len(SENTENCE_END.split(words)) == 1)


def _points(words: str) -> bool:
    return has_any(words, _SHOWN) and _POINTS.search(words) is not None


def before_lead(block: Block) -> Block | None:
    """A paragraph without the sentence at its end that leads in to what is elsewhere; None where it is no such paragraph."""
    text = without_lead(block.text) if block.kind == "paragraph" else block.text
    return replace(block, text=text) if text != block.text and len(plain(text)) >= LEAST_CHARACTERS else None
