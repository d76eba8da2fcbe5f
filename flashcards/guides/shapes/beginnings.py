"""Paragraphs that have no name of their own: asked by how they begin, in pieces of whole sentences where they are long."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashcards.core.models import Kind, NoteDraft
from flashcards.guides.blocks import Block
from flashcards.guides.document import Section
from flashcards.guides.shapes.definitions import beginning, first_sentences
from flashcards.guides.shapes.shape import MOST_CHARACTERS, beside, draft
from flashcards.guides.wording import is_question, plain

_CALLED = re.compile(r"\b(?:is|are|called|named|known\sas)\s(?:an?\s|the\s)?\*\*(?P<name>[A-Z][\w-]*(?: [A-Z][\w-]*){0,3})\*\*")
LEAST_CHARACTERS = 25
"""Words of a paragraph that says something."""


def named_by(text: str) -> str:
    """The one name that is bold in a text, if the text says what has it: "A useful variant is **SBI** …"; else ""."""
    called = _CALLED.search(text) if text.count("**") == 2 else None
    return called["name"] if called else ""


def by_beginnings(section: Section, about: str, block: Block) -> Iterator[NoteDraft]:
    """ "What it is about: “The paragraph begins so …”"; what somebody says or asks is left for reading."""
    text = "" if block.text[:1] in ('"', "“") or is_question(first_sentences(block.text, 0)) else block.text
    while text:
        piece = first_sentences(text, MOST_CHARACTERS)
        text = text[len(piece) :].strip()
        front = _front(about, piece)
        if front and LEAST_CHARACTERS <= len(plain(piece)) <= MOST_CHARACTERS:
            yield draft(section, Kind.CONCEPT, front, beside(piece), [block])


def _front(about: str, piece: str) -> str | None:
    if named := named_by(piece):
        return f"{about}: {named}?"
    begun = beginning(piece)
    return f"{about}: “{begun} …”" if begun else None
