"""A paragraph that says what a list of terms is, with the terms behind it: each has a card of its own, the whole has this one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from flashcards.core.models import NoteDraft
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import markdown
from flashcards.guides.document import Section
from flashcards.guides.shapes.concept_sections import front_for, kind_for, states
from flashcards.guides.shapes.definitions import SENTENCE_END
from flashcards.guides.shapes.lists import has_too_many
from flashcards.guides.shapes.shape import draft, follows, is_short
from flashcards.guides.shapes.terms import Term

_GATHERS = re.compile(r"\b(?:sets?|collections?|groups?|series|family|families)\s+of\b", re.IGNORECASE)


def with_terms(section: Section, block: Block, terms: Sequence[Term | None]) -> tuple[NoteDraft, Block] | None:
    """The card of the paragraph right above such a list, and that paragraph; None where more is said or nothing asked."""
    lead = section.blocks[0]
    is_above = len(section.blocks) > 1 and section.blocks[1] is block and lead.kind == "paragraph" and follows(lead, block)
    is_above = is_above and not any(below.kind == "paragraph" for below in section.blocks[2:])
    if not is_above or not all(terms) or len(terms) < 2 or has_too_many(block) or not _gathers(lead):
        return None
    front = front_for(section, lead)
    names = tuple(_named(item, term) for item, term in zip(block.children, terms, strict=True) if term)
    back = markdown((lead, replace(block, children=names)))
    if front is None or not is_short(back):
        return None
    return draft(section, kind_for(section, front), front, back, (lead, block), explicit_id=section.explicit_id), lead


def _gathers(lead: Block) -> bool:
    """Whether a paragraph by itself is a thin answer: a sentence that ends in a colon, or says "a set of …"."""
    text = lead.text.rstrip("*_ ")
    is_sentence = len(SENTENCE_END.split(text)) == 1
    return is_sentence and (states(lead) if text.endswith(":") else _GATHERS.search(text) is not None)


def _named(item: Block, term: Term) -> Block:
    """An item with its term alone; of a letter, with what it stands for."""
    first = item.children[0]
    name = first.text.partition("\n")[0].rstrip(" :") if len(term.term) == 1 else f"**{term.term}**"
    return replace(item, children=(replace(first, text=name),))
