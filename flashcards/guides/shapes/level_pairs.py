"""What is expected of L6 beside what is expected of L7, in headings and labels."""

from __future__ import annotations

from collections.abc import Iterator

from flashcards.guides.document import Section
from flashcards.guides.shapes.shape import Found


def find(section: Section) -> Iterator[Found]:
    yield from ()
