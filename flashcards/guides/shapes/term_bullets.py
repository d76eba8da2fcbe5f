"""List items that explain a term: `- **Term**: explanation`, numbered ones too. What is nested below belongs to the back."""

from __future__ import annotations

from collections.abc import Iterator

from flashcards.core.models import NoteDraft
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import canonical
from flashcards.guides.document import Section
from flashcards.guides.noise import is_metadata, skip
from flashcards.guides.shapes.shape import TOO_LONG, Found, below, draft, is_short, kind_of, text_of
from flashcards.guides.shapes.terms import Term, read_term
from flashcards.guides.wording import ask_term, explicit_id

ALONE = "no shape for this yet (an item among terms)"


def find(section: Section) -> Iterator[Found]:
    for block in section.blocks:
        if block.is_list:
            yield from _terms(section, block)


def _terms(section: Section, block: Block) -> Iterator[Found]:
    """A list of which at least half the items explain a term."""
    terms = [_explained(item) for item in block.children]
    if sum(term is not None for term in terms) * 2 < len(terms):
        return
    notes, skips = [], []
    for item, term in zip(block.children, terms, strict=True):
        note = _note(section, item, term) if term and not is_metadata(term.term) else None
        if note and is_short(note.back):
            notes.append(note)
        else:
            skips.append(skip(item, TOO_LONG if note else ALONE))
    yield Found(tuple(notes), (block,), tuple(skips))


def _explained(item: Block) -> Term | None:
    """The item's term, if an explanation stands beside it or below it."""
    term = read_term(explicit_id(text_of(item))[0])
    return term if term and (term.rest or len(item.children) > 1) else None


def _note(section: Section, item: Block, term: Term) -> NoteDraft:
    own_id = explicit_id(text_of(item))[1]
    back = canonical("\n\n".join(part for part in (term.rest, below(item)) if part))
    front = ask_term(term.term, section)
    return draft(section, kind_of(section), front, back, [item], explicit_id=own_id, label=term.term)
