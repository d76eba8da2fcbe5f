"""One file per knowledge shape: a function from a section to the notes it recognises.

A new shape is a new file and a line here. A plan is no note: plans.py finds it in a whole guide, and here only its frame.
"""

from __future__ import annotations

from flashcards.guides.shapes import (
    checklists,
    comparison_tables,
    concept_sections,
    dialogues,
    exercises,
    known_questions,
    label_blocks,
    level_pairs,
    multiple_choice,
    numbers,
    pattern_blocks,
    phrasings,
    pitfalls,
    plans,
    questions,
    ready_cards,
    schedules,
    service_facts,
    stories,
    takeaways,
    term_bullets,
)
from flashcards.guides.shapes.shape import Shape

READY: tuple[Shape, ...] = (ready_cards.find,)
"""Taken as the author wrote them, before noise is looked for."""

DRILLS: tuple[Shape, ...] = (
    multiple_choice.find,
    stories.find,
    exercises.find,
    dialogues.find,
    known_questions.find,
    questions.find,
    checklists.find,
    phrasings.find,
    plans.find,
)
"""What is asked, told, quoted or to be done. They come first in the whole guide, and also see what tells no fact."""

SHAPES: tuple[Shape, ...] = (
    pitfalls.find,
    schedules.find,
    takeaways.find,
    numbers.find,
    service_facts.find,
    level_pairs.find,
    comparison_tables.find,
    pattern_blocks.find,
    term_bullets.find,
    label_blocks.find,
    concept_sections.find,
)
"""Facts. In order of precedence: a block that one shape has taken is not offered to the next."""
