"""Patterns: when to use them, how they are built, what they cost, and their code."""

from __future__ import annotations

from collections.abc import Iterator

from flashcards.guides.document import Section
from flashcards.guides.shapes.shape import Found


def find(section: Section) -> Iterator[Found]:
    yield from ()
