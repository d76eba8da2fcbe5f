"""Paragraphs that have no name of their own: asked by how they begin, in pieces of whole sentences where they are long."""

from __future__ import annotations

from collections.abc import Iterator

from flashcards.core.models import Kind, NoteDraft
from flashcards.guides.blocks import Block
from flashcards.guides.document import Section
from flashcards.guides.shapes.definitions import beginning, first_sentences
from flashcards.guides.shapes.shape import MOST_CHARACTERS, beside, draft
from flashcards.guides.wording import is_question, plain

LEAST_CHARACTERS = 25
"""Words of a paragraph that says something."""


def by_beginnings(section: Section, about: str, block: Block) -> Iterator[NoteDraft]:
    """ "What it is about: “The paragraph begins so …”"; what somebody says or asks is left for reading."""
    text = "" if block.text[:1] in ('"', "“") or is_question(block.text) else block.text
    while text:
        piece = first_sentences(text, MOST_CHARACTERS)
        text = text[len(piece) :].strip()
        begun = beginning(piece)
        if begun and LEAST_CHARACTERS <= len(plain(piece)) <= MOST_CHARACTERS:
            yield draft(section, Kind.CONCEPT, f"{about}: “{begun} …”", beside(piece), [block])
