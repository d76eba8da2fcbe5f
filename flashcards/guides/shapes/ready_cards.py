"""Cards the author wrote as cards: `Q:` … `A:` …, `C:` with gaps, and `term :: definition`. They are taken as they are.

A comment right below a card may say more of it: see flashcards.guides.properties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from flashcards.core import cloze
from flashcards.core.models import Form, Kind, Skip
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import canonical, markdown
from flashcards.guides.document import Section
from flashcards.guides.noise import QUESTIONS
from flashcards.guides.properties import NO_CARD, is_properties, read_properties, with_properties
from flashcards.guides.shapes.shape import Found, draft
from flashcards.guides.wording import explicit_id

_QUESTION = re.compile(r"\*{0,2}Q(?:uestion)?\*{0,2}:\*{0,2}(?:\s+|$)(?P<text>.*)")
_CLOZE = re.compile(r"C(?:loze)?:\s+(?P<text>.+)")
_ANSWER = re.compile(r"\*{0,2}A(?:nswer)?(?P<typed>\?)?\*{0,2}:\*{0,2}(?:\s+|$)(?P<text>.*)")
_SEPARATOR = re.compile(r" :::? ")
_CODE = re.compile(r"`[^`]*`")


def find(section: Section) -> Iterator[Found]:
    found = [*_questions(section)]
    taken = {block.place for one in found for block in one.blocks}
    found += [one for block in section.blocks if block.place not in taken for one in _definitions(section, block)]
    owners = {one.blocks[-1].line: place for place, one in enumerate(found) if one.notes}
    before = 0
    for block in section.blocks:
        if is_properties(block) and before in owners:
            place = owners[before]
            found[place], said = _with_properties(found[place], block)
            yield said
        elif is_properties(block):
            yield Found((), (block,), (Skip(block.line, NO_CARD, block.text[:200]),))
        before = block.line
    yield from found


def _with_properties(found: Found, comment: Block) -> tuple[Found, Found]:
    """What a comment says of the last of these notes: the others, and the one it speaks of."""
    *others, last = found.notes
    try:
        values = read_properties(comment)
        noted = Found((with_properties(last, values),), (comment,), said=frozenset(values))
    except ValueError as error:
        return found, Found((), (comment,), (Skip(comment.line, str(error), comment.text[:200]),))
    return replace(found, notes=tuple(others)), noted


@dataclass(slots=True)
class _Card:
    """A card while it is being read. Both sides are collected as pieces of Markdown."""

    form: Form
    front: list[str]
    line: int
    end_line: int
    back: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def add(self, block: Block, end_line: int, text: str) -> None:
        answer = _ANSWER.fullmatch(text) if block.kind == "paragraph" and not self.back else None
        if answer:
            self.form = Form.TYPED if answer["typed"] and self.form is Form.BASIC else self.form
            self.back.append(_unwrapped(answer["text"]))
        else:
            gap = "" if self.blocks and self.blocks[-1] is block else "\n"
            (self.back or self.front).append(gap + text)
        self.end_line = end_line
        self.blocks.append(block)


def _questions(section: Section) -> Iterator[Found]:
    """A card goes on over all that follows, up to the next one, a rule, a comment about it, or the end of the section."""
    card: _Card | None = None
    for block, line, end_line, text in _pieces(section):
        question, gapped = (mark.fullmatch(text) if block.kind == "paragraph" else None for mark in (_QUESTION, _CLOZE))
        if begun := question or gapped:
            yield from _finished(section, card)
            form = Form.CLOZE if gapped else Form.BASIC
            card = _Card(form, [_unwrapped(begun["text"])], line, end_line, blocks=[block])
        elif block.kind == "rule" or is_properties(block):
            yield from _finished(section, card)
            card = None
        elif card:
            card.add(block, end_line, text)
    yield from _finished(section, card)


def _unwrapped(text: str) -> str:
    """Text without the end of a bold that began before its mark: `**Q: Why?**`."""
    return text.rstrip().removesuffix("**") if text.count("**") % 2 else text


def _pieces(section: Section) -> Iterator[tuple[Block, int, int, str]]:
    """Block, first and last line and Markdown, line by line for paragraphs."""
    for block in section.blocks:
        if block.kind == "paragraph":
            for number, text in enumerate(block.text.split("\n"), block.line):
                yield block, number, number, text
        else:
            yield block, block.line, block.end_line, markdown([block])


def _finished(section: Section, card: _Card | None) -> Iterator[Found]:
    if card is None:
        return
    first, own_id = explicit_id(card.front[0])
    front = canonical("\n".join([first, *card.front[1:]]))
    back = canonical("\n".join(card.back))
    reason = _reason(card.form, front, back)
    if reason is None:
        place = Block("card", card.line, card.end_line)
        kind = Kind.FACT if card.form is Form.CLOZE else Kind.QUESTION
        note = draft(section, kind, front, back, [place], explicit_id=own_id)
        yield Found((replace(note, form=card.form),), tuple(card.blocks))
    elif card.form is not Form.CLOZE:
        yield Found((), (), (Skip(card.line, reason, front[:200]),))
    elif cloze.has_opening(front):
        yield Found((), (card.blocks[0],), (Skip(card.line, reason, front[:200]),))


def _reason(form: Form, front: str, back: str) -> str | None:
    """Why this is no card."""
    if form is Form.CLOZE:
        mistake = cloze.mistake(front)
        return mistake[1] if mistake else None
    return None if front and back else QUESTIONS


def _definitions(section: Section, block: Block) -> Iterator[Found]:
    """`term :: definition`, one a line, with `:::` asked both ways. Lines without a mark belong to the definition above them."""
    notes = []
    lines = _lines(block)
    parts = [(line, *_split(text)) for line, text in lines]
    if not parts or parts[0][2] is None:
        return
    for number, (line, term, definition, form) in enumerate(parts):
        if definition is None:
            continue
        end = next((other for other in range(number + 1, len(parts)) if parts[other][2] is not None), len(parts))
        first, own_id = explicit_id(definition)
        back = canonical("\n".join([first, *(text for _, text in lines[number + 1 : end])]))
        place = Block("card", line, parts[end - 1][0])
        note = draft(section, Kind.CONCEPT, canonical(term), back, [place], explicit_id=own_id)
        notes.append(replace(note, form=form))
    yield Found(tuple(notes), (block,))


def _lines(block: Block) -> list[tuple[int, str]]:
    """Line and Markdown of what a definition can stand in: lines of a paragraph, items of a list."""
    if block.kind == "paragraph":
        return list(enumerate(block.text.split("\n"), block.line))
    return [(item.line, markdown(item.children)) for item in block.children] if block.is_list else []


def _split(text: str) -> tuple[str, str | None, Form]:
    """Term and definition around a ` :: ` or ` ::: ` outside code; the definition is None where there is no such mark."""
    mark = _SEPARATOR.search(_CODE.sub(lambda code: "`" * len(code[0]), text))
    if not mark or not mark.start():
        return text, None, Form.BASIC
    form = Form.REVERSED if mark[0] == " ::: " else Form.BASIC
    return text[: mark.start()].strip(), text[mark.end() :].strip(), form
