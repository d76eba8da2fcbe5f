"""Questions to be put to somebody, in the list below an item that says what they are for."""

from __future__ import annotations

from dataclasses import replace

from flashcards.core.models import NoteDraft
from flashcards.guides.blocks import Block
from flashcards.guides.document import Section
from flashcards.guides.shapes.questions.answers import Asked, are_questions
from flashcards.guides.shapes.questions.cards import drilled
from flashcards.guides.shapes.questions.lines import asks_oneself, asks_reader
from flashcards.guides.shapes.questions.listed import of_list
from flashcards.guides.shapes.shape import text_of
from flashcards.guides.shapes.terms import read_plain_term
from flashcards.guides.wording import plain

LEAST_ASKED = 3
"""Questions of a list that are put to somebody, though none of them is a prompt."""


def questions_below(item: Block) -> list[Asked]:
    """Such questions, if the list below an item is nothing else."""
    below = item.children[-1] if len(item.children) > 1 else item
    if not below.is_list or not are_questions(below) or _are_named(below):
        return []
    group = of_list(below)
    texts = [one.question.text for one in group]
    prompts = sum(one.question.is_prompt for one in group)
    are_put = prompts * 2 >= len(group) or (len(group) >= LEAST_ASKED and sum(map(asks_reader, texts)) * 2 > len(group))
    are_answered = any(one.has_answer for one in group) or sum(map(asks_oneself, texts)) * 2 > len(group)
    return group if are_put and not are_answered else []


def asked_below(section: Section, item: Block) -> tuple[list[NoteDraft], Block]:
    """Such questions as cards, and the item without them."""
    group = questions_below(item)
    if not group:
        return [], item
    name = plain(text_of(item)).rstrip(":.")
    asked = [one._replace(question=one.question._replace(aside=one.question.aside or name)) for one in group]
    notes = [note for one in asked for note in drilled(section, one).notes]
    return notes, replace(item, children=item.children[:-1], end_line=item.children[-2].end_line)


def _are_named(block: Block) -> bool:
    """Whether each question says more of a term before it."""
    return all(read_plain_term(text_of(item)) for item in block.children)
