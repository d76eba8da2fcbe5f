"""One file per knowledge shape: a function from a section to the notes it recognises.

A new shape is a new file and a line here.
"""

from __future__ import annotations

from flashcards.guides.shapes import concept_sections, label_blocks, question_headings, ready_cards, term_bullets
from flashcards.guides.shapes.shape import Shape

READY: tuple[Shape, ...] = (ready_cards.find,)
"""Taken as the author wrote them, before noise is looked for."""

SHAPES: tuple[Shape, ...] = (
    question_headings.find,
    term_bullets.find,
    label_blocks.find,
    concept_sections.find,
)
"""In order of precedence: a block that one shape has taken is not offered to the next."""
