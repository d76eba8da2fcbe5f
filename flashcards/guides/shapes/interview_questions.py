"""A question with its answer: the front as it stands, on the back all that answers it. A long answer is split by its labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from flashcards.core.models import CRITERIA, FOLLOW_UPS, Kind, NoteDraft, Skip
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import canonical, markdown
from flashcards.guides.document import Section
from flashcards.guides.noise import QUESTIONS, skip
from flashcards.guides.shapes.answer_parts import is_criteria, is_follow_ups
from flashcards.guides.shapes.answers import Part, beginning
from flashcards.guides.shapes.asking import Asked
from flashcards.guides.shapes.definitions import first_sentences
from flashcards.guides.shapes.questions import points_elsewhere, speaks_of_questions
from flashcards.guides.shapes.shape import MOST_CHARACTERS, TOO_LONG, Found, draft, is_short, text_of
from flashcards.guides.shapes.terms import read_term
from flashcards.guides.wording import is_general, plain, subject

MOST_TOLD = 6_000
"""Characters of an answer that is told, not recalled."""
LEAST_TOLD = 3
"""Times that somebody who tells of himself says "I"."""
ANSWER = "Answer"

_BOX = re.compile(r"(?m)^(\s*-\s+)\[[ xX]\]\s+")
_CHECK = re.compile(r"\[[ xX]\]\s+")
_FIRST_PERSON = re.compile(r"\b(?:I|my)\b")


def answered(section: Section, groups: Iterable[Sequence[Asked]]) -> Iterator[Found]:
    """Notes of the questions that have an answer, by groups of those that stand together."""
    for group in groups:
        if any(one.has_answer for one in group):
            yield from _found(section, group)


def _found(section: Section, group: Sequence[Asked]) -> Iterator[Found]:
    notes: list[NoteDraft] = []
    skips: list[Skip] = []
    taken: list[Block] = [source for one in group for source in one.sources]
    for one in group:
        if not one.has_answer:
            notes += [question_note(section, one, one.parts, shown(one.parts))] if one.question.is_prompt else []
            skips += [] if one.question.is_prompt else [skip(one.place, QUESTIONS)]
            continue
        made, used, left = _answered(section, one)
        notes += made
        taken += used
        skips += left
    if notes:
        yield Found(tuple(notes), tuple({block.place: block for block in taken}.values()), tuple(skips))


def _answered(section: Section, one: Asked) -> tuple[list[NoteDraft], list[Block], list[Skip]]:
    """The whole answer on one card; or what stands first, and each labelled part, on cards of their own. Notes, blocks, skips."""
    sources = [source for part in one.parts for source in part.sources]
    back = shown(one.parts)
    if is_short(back):
        return [question_note(section, one, one.parts, back)], sources, []
    if one.question.is_prompt and len(back) <= MOST_TOLD and len(_FIRST_PERSON.findall(back)) >= LEAST_TOLD:
        return [replace(question_note(section, one, one.parts, back), kind=Kind.STORY)], sources, []
    notes: list[NoteDraft] = []
    taken: list[Block] = []
    skips: list[Skip] = []
    for part in one.parts:
        made, used, left = _of_part(section, one, part)
        notes += made
        taken += used
        skips += left
    return notes, taken, skips


def _of_part(section: Section, one: Asked, part: Part) -> tuple[list[NoteDraft], list[Block], list[Skip]]:
    """A part on a card of its own, or as much of it as one answer holds; tables and terms behind that are left to others."""
    kept, left = _beginning(part.content)
    if not kept:
        return [], [], []
    note = _note(section, one, front_of(section, one), markdown(kept), kept)
    if part.name:
        front = f"{note.front.rstrip('?.:! ')}: {part.name.rstrip(':?. ')}?"
        note = replace(note, front=front, line=kept[0].line, explicit_id=None)
    free = {block.place for block in left if _holds_cards(block)} if one.place.kind not in ("item", "row") else set()
    taken = [source for source in part.sources if source.place not in free]
    return [note], taken, [skip(block, TOO_LONG) for block in left if block.place not in free]


def _holds_cards(block: Block) -> bool:
    """Whether other shapes make cards of the parts of a block."""
    return block.kind == "table" or (block.is_list and sum(map(bool, map(_term_of, block.children))) * 2 >= len(block.children))


def _beginning(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """As many of the blocks as one answer holds, or whole sentences of the first; and the others."""
    kept = beginning(blocks)
    if kept or not blocks or blocks[0].kind != "paragraph":
        return kept, list(blocks[len(kept) :])
    sentences = first_sentences(blocks[0].text, MOST_CHARACTERS)
    return ([replace(blocks[0], text=sentences)] if len(plain(sentences)) <= MOST_CHARACTERS else []), list(blocks)


def question_note(section: Section, one: Asked, parts: Sequence[Part], back: str) -> NoteDraft:
    """A question with the parts of its answer as the back, as they are shown, and as sections where they have names."""
    note = _note(section, one, front_of(section, one), back, [block for part in parts for block in part.sources])
    return replace(note, sections=_sections(parts))


def _sections(parts: Sequence[Part]) -> tuple[tuple[str, str], ...]:
    """The parts by their names, those of the terms of a list among them; none where nothing has a name."""
    texts: dict[str, list[str]] = {}
    for name, content in [named for part in parts for named in ([(CRITERIA, part.content)] if part.is_advice else _named(part))]:
        label = FOLLOW_UPS if is_follow_ups(name) else CRITERIA if is_criteria(name) else name or ANSWER
        text = _one_a_line(content) if label in (FOLLOW_UPS, CRITERIA) else canonical(markdown(content))
        texts.setdefault(label, []).extend([text] if text else [])
    named = {label: "\n\n".join(several) for label, several in texts.items() if several}
    return tuple(named.items()) if set(named) != {ANSWER} else ()


def _named(part: Part) -> list[tuple[str, list[Block]]]:
    items = part.content[0].children if not part.name and len(part.content) == 1 and part.content[0].is_list else ()
    terms = [_term_of(item) for item in items]
    return [term for term in terms if term] if terms and all(terms) else [(part.name, part.content)]


def _term_of(item: Block) -> tuple[str, list[Block]] | None:
    term = read_term(text_of(item))
    rest = [Block("paragraph", item.line, item.line, term.rest)] if term and term.rest else []
    return (term.term, [*rest, *item.children[1:]]) if term else None


def _one_a_line(content: Iterable[Block]) -> str:
    """Follow-ups and criteria as a list of plain words."""
    texts = [text_of(item) if block.is_list else block.text for block in content for item in block.children or (block,)]
    return "\n".join(f"- {_CHECK.sub('', plain(text))}" for text in texts if text)


def front_of(section: Section, one: Asked) -> str:
    """The question; with what it is about before it, where it does not say so itself."""
    text = one.question.text
    is_next = is_follow_ups(section.heading)
    about = _subject_above(section) if is_next or one.place.text == section.heading else subject(section)
    is_bare = is_next or (not one.question.is_prompt and (is_general(plain(text).rstrip("?")) or points_elsewhere(plain(text))))
    return f"{about}: {text}" if is_bare and about and not speaks_of_questions(about) else text


def asked_next(section: Section, front: str) -> str:
    """A question that stands among those asked next, with what it is about before it."""
    about = _subject_above(section) if is_follow_ups(section.heading) else ""
    return f"{about}: {front}" if about and not speaks_of_questions(about) else front


def _subject_above(section: Section) -> str:
    return subject(replace(section, trail=section.trail[:-1])) if len(section.trail) > 1 else ""


def shown(parts: Iterable[Part]) -> str:
    return _BOX.sub(r"\1", markdown([block for part in parts if part.content for block in part.shown]))


def _note(section: Section, one: Asked, front: str, back: str, blocks: Sequence[Block]) -> NoteDraft:
    places = [one.place] if one.place.kind in ("item", "row") else [one.place, *blocks]
    return draft(
        section,
        Kind.QUESTION,
        canonical(front),
        canonical(back),
        places,
        explicit_id=one.question.explicit_id,
        label=one.question.aside,
    )
