"""A note made, on the learner's word, of a text that reading made no card of."""

from __future__ import annotations

from collections.abc import Iterator

from flashcards.core.models import Kind, NoteDraft, Skip
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import markdown
from flashcards.guides.document import Section
from flashcards.guides.reading import Reading
from flashcards.guides.shapes.terms import read_term
from flashcards.guides.wording import ask_section, ask_term, is_question


def draft_of_skip(skip: Skip, reading: Reading) -> NoteDraft:
    """A draft of a text that gives no card, in its author's words. Its front may be empty."""
    as_written = Block("deep", skip.line, skip.line, skip.text)
    section = [section for section in reading.root.walk() if section.line <= skip.line][-1]
    return _draft(next(_blocks_like(skip, reading.blocks), as_written), section)


def _blocks_like(skip: Skip, blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks at a skip's line that begin as it does, the outermost first."""
    for block in blocks:
        if block.line <= skip.line <= block.end_line:
            if block.line == skip.line and skip.text == (block.text or markdown([block]))[: len(skip.text)]:
                yield block
            yield from _blocks_like(skip, block.children)


def _draft(block: Block, section: Section) -> NoteDraft:
    """A term asks for what is said of it, a question for its answer, anything else is asked for by its heading."""
    block = block.children[0] if block.is_list and len(block.children) == 1 else block
    text = block.text or (block.children[0].text if block.kind == "item" and block.children else "")
    term, back = read_term(text), markdown([block])
    if term and term.rest:
        front, back = ask_term(term.term, section), "\n\n".join([term.rest, *filter(None, [markdown(block.children[1:])])])
    elif text and is_question(text) and len(block.children) <= 1:
        front, back = text, ""
    else:
        front = ask_section(section) if section.heading else ""
    return NoteDraft(Kind.FACT, front, back, section.path, block.line, block.end_line)
