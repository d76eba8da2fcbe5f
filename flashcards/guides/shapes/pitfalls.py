"""Mistakes and red flags; what to avoid beside what is better."""

from __future__ import annotations

from collections.abc import Iterator

from flashcards.guides.document import Section
from flashcards.guides.shapes.shape import Found


def find(section: Section) -> Iterator[Found]:
    yield from ()
