"""List items that explain a term: `- **Term**: explanation`, `- Term - explanation`, and paragraphs of definition lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flashcards.core.models import Kind, NoteDraft, Skip
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import markdown
from flashcards.guides.document import Section
from flashcards.guides.noise import ABOUT_THE_GUIDE, PLACEHOLDER, skip
from flashcards.guides.phrases import is_metadata
from flashcards.guides.shapes.concept_sections import LEAD_IN, below, items
from flashcards.guides.shapes.lists import MOST_IN_LINES, MOST_ITEMS, is_one_answer, one_card
from flashcards.guides.shapes.openings import with_terms
from flashcards.guides.shapes.questions.nested import asked_below
from flashcards.guides.shapes.shape import Found, beside, draft, is_short, kind_of, text_of
from flashcards.guides.shapes.terms import Term, read_plain_term, read_term
from flashcards.guides.wording import ask_term, explicit_id, is_general, is_way, tidy

_HAS_WORDS = re.compile(r"[^\W_]")
LEAST_PLAIN = 0.65
"""Share of the items of a list that have a term, where its terms have no mark of their own."""
LEAST_EXPLANATION, LEAST_ASPECT = 50, 25
"""Characters, on average, of what explains such terms, and such as "use case" and "trade-offs" that are asked for one by one;
shorter ones are the few attributes of one thing, and one card."""
MOST_IN_A_LEAD = 6
"""Words of a line that names what a list below it is of."""
MOST_BEFORE_A_REMARK = 4
"""Items of a list whose last one, without a term, is a remark on the others."""
LEAST_OF_A_TIP, LEAST_OF_ADVICE = 7, 8
"""Words, on average, of what explains tips that are asked one by one; and traits of good candidates, or tips of one word."""
_WITHOUT_SPACES = re.compile("[\u3040-\u9fff]")
_MAPS = re.compile(r"\s(?:→|[-=]>)\s")
LEAST_COUNTED, MOST_BESIDE_A_NUMBER = 3, 3.5
"""Numbered terms that are asked together, and the words beside each, on average."""
_ACRONYM = re.compile(r"^[A-Z]{2,6}s?$|\([A-Z]{2,6}s?\)$")
_COUNTS = re.compile(r"[A-Za-z]+ \d+\b")
_SHARE = re.compile(r"~?\d+(?:[-–]\d+)?\s?%(?:\s|$)")
_ADVICE = re.compile(r"\b(?:advice|competenc(?:y|ies)|(?:success|key) factors|preparation|habits|mindset)\b", re.IGNORECASE)


def find(section: Section) -> Iterator[Found]:
    leads = _leads(section)
    for block in section.blocks:
        if block.is_list and block.place in leads:
            lead = leads[block.place]
            for found in _terms(replace(section, trail=(*section.trail, tidy(lead.text))), block):
                yield replace(found, blocks=(lead, *found.blocks))
        elif block.is_list:
            yield from _terms(section, block)
        elif block.kind == "paragraph" and "\n:" in block.text:
            yield from _definitions(section, block)


def _leads(section: Section) -> dict[tuple[int, int], Block]:
    """The lines right above the lists of a section by the places of those, where several have one: "Storage types:"."""
    around = zip(section.blocks, section.blocks[1:], strict=False)
    lists = [(above, below) for above, below in around if below.is_list and above.kind == "paragraph"]
    leads = {below.place: above for above, below in lists if _is_name(above.text)}
    return leads if len(leads) > 1 else {}


def _is_name(text: str) -> bool:
    """Whether a line is a name that stands above a list, and no sentence."""
    return text.endswith(":") and len(text.split()) <= MOST_IN_A_LEAD and not any(mark in text for mark in ".!?*`\n")


def _terms(section: Section, block: Block) -> Iterator[Found]:
    terms = _read(block)
    if not any(terms) or (section.heading in section.common and is_one_answer(block)):
        return
    are_together = block.kind == "numbers" and (_are_counted(block, terms) or _are_steps(section, block))
    if are_together or _are_slogans(section, terms):
        whole = one_card(section, (block,), block)
        together, left = ([whole], []) if whole else items(section, block)
        yield Found(tuple(together), (block,), tuple(left))
        return
    notes: list[NoteDraft] = []
    skips: list[Skip] = []
    for item, term in zip(block.children, terms, strict=True):
        made, left = _explains(section, item, term) if term else ([], [])
        notes += made
        skips += left
    more, left = _remarks(section, block, [item for item, term in zip(block.children, terms, strict=True) if term is None])
    opening = with_terms(section, block, terms)
    if opening:
        yield Found((opening[0], *notes, *more), (opening[1], block), (*skips, *left))
    else:
        yield Found((*notes, *more), (block,), (*skips, *left))


def _explains(section: Section, item: Block, term: Term) -> tuple[list[NoteDraft], list[Skip]]:
    """What an item says of its term, and what is asked below it."""
    asked, item = asked_below(section, item)
    note = _note(section, item, term)
    if asked and not note.back:
        return asked, [skip(item, LEAD_IN)]
    if not _HAS_WORDS.search(note.back):
        return asked, [skip(item, PLACEHOLDER)]
    if is_metadata(term.term):
        return asked, [skip(item, ABOUT_THE_GUIDE)]
    if is_short(note.back):
        return [*asked, note], []
    first = [replace(item.children[0], text=term.rest)] if term.rest else []
    made, left = below(section, term.term, item, [*first, *item.children[1:]])
    return [*asked, *made], left


def _remarks(section: Section, block: Block, others: Sequence[Block]) -> tuple[list[NoteDraft], list[Skip]]:
    """The items without a term; one at the end of a list is a remark on the others."""
    notes, left = items(section, replace(block, children=tuple(others))) if others else ([], [])
    is_remark = len(others) == 1 and len(block.children) > MOST_BEFORE_A_REMARK and others[0] is block.children[-1]
    return [replace(note, is_offered=True) for note in notes] if is_remark else notes, left


def _are_counted(block: Block, terms: Sequence[Term | None]) -> bool:
    """Whether the terms of a numbered list are known by their names: each has two or three words to go with it."""
    said = [term.rest for term in terms if term and term.rest and not _WITHOUT_SPACES.search(term.rest)]
    are_lines = not any(len(item.children) > 1 or _MAPS.search(text_of(item)) for item in block.children)
    are_few = are_lines and LEAST_COUNTED <= len(said) == len(block.children) <= MOST_ITEMS
    return are_few and sum(len(rest.split()) for rest in said) <= MOST_BESIDE_A_NUMBER * len(said)


def _are_steps(section: Section, block: Block) -> bool:
    """Whether a numbered list is how one of several ways goes, "Approach 2: Coaching": nobody knows its third step alone."""
    are_lines = all(len(item.children) == 1 for item in block.children)
    return is_way(section.heading) and are_lines and len(markdown([block])) <= MOST_IN_LINES


def _are_slogans(section: Section, terms: list[Term | None]) -> bool:
    """Whether tips have no more than a few words to go with them, "Show impact: quantify results", or the terms are shares of a
    whole; they are asked together."""
    said = [term for term in terms if term and term.rest]
    if sum(_SHARE.match(term.term) is not None or _SHARE.fullmatch(term.rest) is not None for term in said) * 2 > len(terms):
        return True
    return len(said) * 2 > len(terms) and sum(len(term.rest.split()) for term in said) < _least_said(section, said) * len(said)


def _least_said(section: Section, said: list[Term]) -> int:
    if _ADVICE.search(section.heading):
        return LEAST_OF_ADVICE
    are_names = sum(" " not in term.term for term in said) * 2 > len(said)
    return (LEAST_OF_ADVICE if are_names else LEAST_OF_A_TIP) if kind_of(section) is Kind.TAKEAWAY else 0


def _read(block: Block) -> list[Term | None]:
    """The terms of a list's items, if at least half have one with a mark, or nearly all one without; else nothing."""
    terms = [_explained(item, begins=False) for item in block.children]
    if sum(map(bool, terms)) < len(terms):
        begun = [term or _explained(item, begins=True) for item, term in zip(block.children, terms, strict=True)]
        terms = begun if sum(map(_ends_a_sentence, block.children)) * 2 >= len(begun) else terms
    if sum(map(bool, terms)) * 2 >= len(terms):
        return terms
    unmarked = [read_plain_term(explicit_id(text_of(item))[0]) for item in block.children]
    found = [term for term in unmarked if term]
    are_terms = len(unmarked) > 1 and len(found) >= LEAST_PLAIN * len(unmarked)
    are_aspects = sum(is_general(term.term) for term in found) * 2 > len(found)
    least = LEAST_ASPECT if are_aspects and not all(_COUNTS.match(term.term) for term in found) else LEAST_EXPLANATION
    are_short = len(unmarked) <= MOST_ITEMS and sum(len(term.rest) for term in found) < least * len(found)
    return list(unmarked) if are_terms and (not are_short or _are_acronyms(found)) else [None]


def _are_acronyms(terms: Sequence[Term]) -> bool:
    """Whether half of the terms are short for something: they are words to know, and no attributes."""
    return sum(_ACRONYM.search(term.term) is not None for term in terms) * 2 >= len(terms)


def _ends_a_sentence(item: Block) -> bool:
    return text_of(item).rstrip("\"'”’)* ").endswith((".", "!", ";"))


def _explained(item: Block, *, begins: bool) -> Term | None:
    """The item's term, if an explanation stands beside it or below it."""
    term = read_term(explicit_id(text_of(item))[0], begins=begins)
    return term if term and (_HAS_WORDS.search(term.rest) or len(item.children) > 1) else None


def _note(section: Section, item: Block, term: Term) -> NoteDraft:
    own_id = explicit_id(text_of(item))[1]
    back = beside(term.rest, item.children[1:])
    return draft(section, kind_of(section), ask_term(term.term, section), back, [item], explicit_id=own_id, label=term.term)


def _definitions(section: Section, block: Block) -> Iterator[Found]:
    """Lines of `: explanation`, each below its term."""
    notes: list[NoteDraft] = []
    term, lines = "", block.text.split("\n")
    if any(line.startswith(":") == before.startswith(":") for before, line in zip(lines, lines[1:], strict=False)):
        return
    for number, line in enumerate(lines):
        if not line.startswith(":"):
            term = line
            continue
        place = Block("paragraph", block.line + number - 1, block.line + number, part=block.part)
        notes.append(draft(section, kind_of(section), ask_term(term, section), beside(line[1:].strip()), [place], label=term))
    if term and len(notes) * 2 == len(lines) and all(is_short(note.back) for note in notes):
        yield Found(tuple(notes), (block,))
