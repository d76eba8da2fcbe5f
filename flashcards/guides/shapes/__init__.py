"""One file per knowledge shape: a function from a section to the notes it recognises.

A new shape is a new file and a line here. A plan is no note: plans.py finds it in a whole guide.
"""

from __future__ import annotations

from flashcards.guides.shapes import (
    checklists,
    comparison_tables,
    concept_sections,
    exercises,
    interview_questions,
    label_blocks,
    level_pairs,
    multiple_choice,
    numbers,
    pattern_blocks,
    phrasings,
    pitfalls,
    question_banks,
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

SHAPES: tuple[Shape, ...] = (
    multiple_choice.find,
    stories.find,
    exercises.find,
    interview_questions.find,
    question_banks.find,
    phrasings.find,
    pitfalls.find,
    schedules.find,
    checklists.find,
    service_facts.find,
    numbers.find,
    level_pairs.find,
    comparison_tables.find,
    pattern_blocks.find,
    takeaways.find,
    term_bullets.find,
    label_blocks.find,
    concept_sections.find,
)
"""In order of precedence: a block that one shape has taken is not offered to the next."""
