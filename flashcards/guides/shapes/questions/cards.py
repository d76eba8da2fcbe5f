"""Cards of a question: the front as it stands, on the back all that answers it. A long answer is split by its labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from flashcards.core.models import CRITERIA, FOLLOW_UPS, Kind, NoteDraft
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import canonical, markdown
from flashcards.guides.document import BAD_SIGNS, GOOD_SIGNS, Section
from flashcards.guides.forms import is_form
from flashcards.guides.noise import PLACEHOLDER, POINTER, skip
from flashcards.guides.shapes.beginnings import by_beginnings
from flashcards.guides.shapes.definitions import first_sentences
from flashcards.guides.shapes.questions.answers import Asked, Part, beginning
from flashcards.guides.shapes.questions.lines import points_elsewhere
from flashcards.guides.shapes.questions.names import is_criteria, is_follow_ups, speaks_of_questions
from flashcards.guides.shapes.shape import MOST_CHARACTERS, TOO_LONG, Found, draft, is_short, text_of, without_box
from flashcards.guides.shapes.terms import read_term
from flashcards.guides.wording import is_general, plain, subject

MOST_TOLD = 6_000
"""Characters of an answer that is told, not recalled."""
LEAST_TOLD = 3
"""Times that somebody who tells of himself says "I"."""
ANSWER = "Answer"

_BOX = re.compile(r"(?m)^(\s*-\s+)\[[ xX]\]\s+")
_VERDICT = re.compile(rf"[{GOOD_SIGNS}{BAD_SIGNS}]\ufe0f?")
_FIRST_PERSON, _FIRST_PERSONS = re.compile(r"\b(?:I|my)\b"), re.compile(r"\b(?:I|i(?= )|[Mm]y|[Ww]e)\b")
_PUT = re.compile(r"\b(?:would|did|have|were) you\b", re.IGNORECASE)


def answered(section: Section, one: Asked) -> Found:
    """The whole answer on one card; or what stands first, and each labelled part, on cards of their own."""
    back = _shown(one.parts)
    if is_short(back):
        return Found((question_note(section, one, back),), one.blocks)
    if len(back) <= MOST_TOLD and _is_told(one, back):
        return Found((replace(question_note(section, one, back), kind=Kind.STORY),), one.blocks)
    return together([Found((), tuple(one.sources)), *(_of_part(section, one, part) for part in one.parts)])


def _is_told(one: Asked, back: str) -> bool:
    """Whether a candidate, to whom a question is put, tells what he did; "we" is enough where nothing is labelled."""
    if any(part.name for part in one.parts):
        return one.question.is_prompt and len(_FIRST_PERSON.findall(back)) >= LEAST_TOLD
    is_put = one.question.is_prompt or _PUT.search(one.question.text) is not None
    return is_put and len(_FIRST_PERSONS.findall(back)) >= LEAST_TOLD


def drilled(section: Section, one: Asked) -> Found:
    """A question without an answer: a card with what is asked next and how it is judged, as much of it as one card holds."""
    blocks = (one.place, *one.blocks)
    if is_form(one.question.text):
        return Found((), blocks, (skip(one.place, PLACEHOLDER),))
    if any(part.is_pointer for part in one.parts) and not one.has_answer:
        return Found((), blocks, (skip(one.place, POINTER),))
    kept: list[Part] = []
    back = ""
    skips = tuple(skip(part.content[0], PLACEHOLDER) for part in one.parts if part.is_to_come)
    for part in one.parts:
        if not part.is_to_come and is_short(longer := _shown([*kept, part])):
            kept, back = [*kept, part], longer
    return Found((question_note(section, one._replace(parts=kept), back),), blocks, skips)


def together(several: Sequence[Found]) -> Found:
    """What was found in pieces, as one."""
    return Found(
        tuple(note for one in several for note in one.notes),
        tuple(block for one in several for block in one.blocks),
        tuple(skip for one in several for skip in one.skips),
    )


def question_note(section: Section, one: Asked, back: str = "") -> NoteDraft:
    """A question with a back that shows the parts of its answer, and with those that have names as sections."""
    blocks = [source for part in one.parts for source in part.sources]
    note, sections = _note(section, one, back, blocks), _sections(one.parts)
    return replace(note, sections=sections) if sections else note


def asked_next(section: Section, front: str) -> str:
    """A question that stands among those asked next, with what it is about before it."""
    about = _followed(section, section.trail)
    return f"{about}: {front}" if about else front


def _of_part(section: Section, one: Asked, part: Part) -> Found:
    """A part on a card of its own, or as much of it as one answer holds; tables and terms behind that are left to others."""
    kept, left = _beginning(part.content)
    if not kept:
        return Found((), ())
    note = _note(section, one, markdown(kept), kept)
    if part.name:
        front = f"{note.front.rstrip('?.:! ')}: {part.name.rstrip(':?. ')}?"
        note = replace(note, front=front, line=kept[0].line, explicit_id=None)
    is_alone = one.place.kind not in ("item", "row")
    free = {block.place for block in left if _holds_cards(block)} if is_alone else set()
    taken = tuple(source for source in part.sources if source.place not in free)
    left = [block for block in left if block.place not in free]
    texts = [block if is_alone and block.kind == "paragraph" else replace(block, text="") for block in left]
    more = [list(by_beginnings(section, _about(note.front), block)) for block in texts]
    skips = (skip(block, TOO_LONG) for block, made in zip(left, more, strict=True) if not made)
    return Found((note, *(one for made in more for one in made)), taken, tuple(skips))


def _about(front: str) -> str:
    return plain(front).rstrip("?.:! ")


def _holds_cards(block: Block) -> bool:
    """Whether other shapes make cards of the parts of a block."""
    return block.kind == "table" or (block.is_list and sum(map(bool, map(_term_of, block.children))) * 2 >= len(block.children))


def _beginning(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """As many of the blocks as one answer holds, or whole sentences of the first; and the others."""
    kept = beginning(blocks)
    if kept or not blocks or blocks[0].kind != "paragraph":
        return kept, list(blocks[len(kept) :])
    sentences = first_sentences(blocks[0].text, MOST_CHARACTERS)
    if len(plain(sentences)) > MOST_CHARACTERS:
        return [], list(blocks)
    rest = replace(blocks[0], text=blocks[0].text[len(sentences) :].strip())
    return [replace(blocks[0], text=sentences)], [*([rest] if rest.text else []), *blocks[1:]]


def _sections(parts: Iterable[Part]) -> tuple[tuple[str, str], ...]:
    """The parts by their names, those of the terms of a list among them; none where nothing has a name."""
    labelled = [(_label(name), content) for part in parts for name, content in _named(part)]
    if all(label == ANSWER for label, _ in labelled):
        return ()
    texts: dict[str, list[str]] = {}
    for label, content in labelled:
        text = _one_a_line(content) if label in (FOLLOW_UPS, CRITERIA) else canonical(markdown(content))
        texts.setdefault(label, []).extend([text] if text else [])
    named = {label: "\n\n".join(several) for label, several in texts.items() if several}
    return tuple(named.items()) if set(named) != {ANSWER} else ()


def _label(name: str) -> str:
    return FOLLOW_UPS if is_follow_ups(name) else CRITERIA if is_criteria(name) else name or ANSWER


def _named(part: Part) -> list[tuple[str, list[Block]]]:
    """A part by its name; a list of terms without a name by theirs."""
    if part.is_advice:
        return [(CRITERIA, part.content)]
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
    return "\n".join(f"- {plain(without_box(text))}" for text in texts if text)


def _shown(parts: Iterable[Part]) -> str:
    text = markdown([block for part in parts if part.content for block in part.shown])
    return _BOX.sub(r"\1", text) if "[" in text else text


def _note(section: Section, one: Asked, back: str, blocks: Sequence[Block]) -> NoteDraft:
    """A card with its subject before a question that does not name it; it is offered where nothing above names it either."""
    question, text = one.question, plain(one.question.text)
    names = section.trail[:-1] if section.heading and one.place.text == section.heading else section.trail
    about = _followed(section, names)
    if about is None and not question.is_prompt and (is_general(text.rstrip("?")) or points_elsewhere(text)):
        about = _subject(section, names) or None
    if about is None and back and _VERDICT.fullmatch(back):
        about = _subject(section, names) or None
    places = [one.place] if one.place.kind in ("item", "row") else [one.place, *blocks]
    front = canonical(f"{about}: {question.text}" if about else question.text)
    own_id, label = question.explicit_id, question.aside
    note = draft(section, Kind.QUESTION, front, canonical(back), places, explicit_id=own_id, label=label)
    return replace(note, is_offered=True) if about == "" else note


def _followed(section: Section, names: tuple[str, ...]) -> str | None:
    """What the questions asked next are asked about: what is named below their heading, or above it. None: they are others."""
    *above, name = names
    if above and is_follow_ups(name):
        return _subject(section, tuple(above))
    is_below = len(above) > 1 and is_follow_ups(above[-1])
    return _subject(section, names) if is_below else None


def _subject(section: Section, names: tuple[str, ...]) -> str:
    """What stands under some headings is about; "" where they only say that it is questions."""
    about = subject(replace(section, trail=names))
    return "" if speaks_of_questions(about) else about
