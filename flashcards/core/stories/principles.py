"""Leadership principles: what a story can show. Rows of the collection: another company's can take their place."""

from __future__ import annotations

from dataclasses import dataclass

MOST_PRINCIPLES = 40
MOST_NAME_CHARACTERS = 80
MOST_LINE_CHARACTERS = 300
"""Of a meaning, and of what is asked at a level."""


@dataclass(frozen=True, slots=True)
class PrincipleDraft:
    """meaning: in one line. l6, l7: what is asked to be shown at that level, in one line each."""

    name: str
    meaning: str = ""
    l6: str = ""
    l7: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Principle(PrincipleDraft):
    """A stored one. position: its place in the list, from 0."""

    id: int
    position: int

    @property
    def slot(self) -> str:
        """Of the cards that ask for a story that shows it."""
        return f"p{self.id}"
