"""An interview question with its answer: the front as it stands, with all that answers it below, bold-line parts included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from flashcards.core.models import Kind
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import markdown
from flashcards.guides.document import Section
from flashcards.guides.shapes.shape import Found, draft, is_short
from flashcards.guides.wording import is_question

_ANSWER = re.compile(r"\*{0,2}A(?:nswer)?\*{0,2}:\*{0,2}\s+")
_TEXT = ("paragraph", "list", "numbers", "table", "quote", "code")


def find(section: Section) -> Iterator[Found]:
    if section.heading and is_question(section.heading):
        own = tuple(block for block in section.blocks if block.kind in _TEXT)
        below = tuple(part for label in section.sections if label.is_label for part in _with_heading(label))
        for blocks in (tuple(sorted(own + below, key=lambda block: block.line)), own):
            back = markdown(_without_mark(blocks))
            if back and is_short(back):
                note = draft(section, Kind.QUESTION, section.heading, back, blocks, explicit_id=section.explicit_id)
                yield Found((note,), blocks)
                return


def _with_heading(label: Section) -> tuple[Block, ...]:
    return (Block("paragraph", label.line, label.line, f"**{label.heading}**"), *(b for b in label.blocks if b.kind in _TEXT))


def _without_mark(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks without the `A:` before the answer."""
    if not blocks or blocks[0].kind != "paragraph":
        return blocks
    return (replace(blocks[0], text=_ANSWER.sub("", blocks[0].text, count=1)), *blocks[1:])
