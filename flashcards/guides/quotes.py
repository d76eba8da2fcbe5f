"""Block quotes: of an author who writes in them they are the text itself; below a line that leads in to them, what to say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from flashcards.guides.blocks import Block, pieces

LEAST_QUOTES, LEAST_QUOTED = 4, 0.5
"""Quotes of such a guide, and their share of the characters of all its paragraphs."""
LEAST_OF_A_SAMPLE = 100
"""Characters of a quote that is more than a question to be put."""
_OPENING, _CLOSING = ("“", '"'), ("”", '"')


def without_quotes(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks of a guide, with what its quotes hold in their place if most of its prose stands in quotes."""
    quotes = [block for block in blocks if _is_text(block)]
    if len(quotes) < LEAST_QUOTES:
        return blocks
    quoted = sum(map(_characters, quotes))
    told = sum(len(block.text) for block in blocks if block.kind == "paragraph")
    return tuple(_unwrapped(blocks)) if quoted >= LEAST_QUOTED * (quoted + told) else blocks


def _is_text(block: Block) -> bool:
    """Whether a block is a quote, and no box (`[!TIP]`)."""
    return block.kind == "quote" and bool(block.children) and not block.children[0].text.startswith("[!")


def _characters(quote: Block) -> int:
    return sum(map(len, pieces(quote)))


def _unwrapped(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        yield from _said(block.children) if _is_text(block) else (block,)


def _said(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """What a quote holds, without the signs of quotation around all of it."""
    first, last = blocks[0], blocks[-1]
    if {first.kind, last.kind} != {"paragraph"} or first.text[:1] not in _OPENING or last.text[-1:] not in _CLOSING:
        return blocks
    last = replace(last, text=last.text[:-1])
    if len(blocks) == 1:
        return (replace(last, text=last.text[1:]),)
    return (replace(first, text=first.text[1:]), *blocks[1:-1], last)


def is_sample(quote: Block, before: Block) -> bool:
    """Whether a quote is a sample of what to say, which the line before it leads in to."""
    return before.kind == "paragraph" and before.text.endswith(":") and _characters(quote) >= LEAST_OF_A_SAMPLE
