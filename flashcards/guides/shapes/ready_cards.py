"""Cards the author wrote as cards: `Q:` … `A:` …, and `term :: definition`. They are taken as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from flashcards.core.models import Kind, Skip
from flashcards.guides.canonical import canonical, markdown
from flashcards.guides.document import Block, Section
from flashcards.guides.noise import QUESTIONS
from flashcards.guides.shapes.shape import Found, draft
from flashcards.guides.wording import explicit_id

_QUESTION = re.compile(r"\*{0,2}Q(?:uestion)?\*{0,2}:\*{0,2}(?:\s+|$)(?P<text>.*)")
_ANSWER = re.compile(r"\*{0,2}A(?:nswer)?\*{0,2}:\*{0,2}(?:\s+|$)(?P<text>.*)")
_NEXT = re.compile(r"C:\s")
_CODE = re.compile(r"`[^`]*`")


def find(section: Section) -> Iterator[Found]:
    yield from _questions(section)
    for block in section.blocks:
        if block.kind == "paragraph":
            yield from _definitions(section, block, list(enumerate(block.text.split("\n"), block.line)))
        elif block.is_list:
            yield from _definitions(section, block, [(item.line, markdown(item.children)) for item in block.children])


@dataclass(slots=True)
class _Card:
    """A question while its answer is being read. Both sides are collected as pieces of Markdown."""

    front: list[str]
    line: int
    end_line: int
    back: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def add(self, block: Block, end_line: int, text: str) -> None:
        answer = _ANSWER.fullmatch(text) if block.kind == "paragraph" and not self.back else None
        if answer:
            self.back.append(_unwrapped(answer["text"]))
        else:
            gap = "" if self.blocks and self.blocks[-1] is block else "\n"
            (self.back or self.front).append(gap + text)
        self.end_line = end_line
        self.blocks.append(block)


def _questions(section: Section) -> Iterator[Found]:
    """An answer goes on over all that follows, up to the next question, a rule, or the end of the section."""
    card: _Card | None = None
    for block, line, end_line, text in _pieces(section):
        question = _QUESTION.fullmatch(text) if block.kind == "paragraph" else None
        if question or block.kind == "rule" or (block.kind == "paragraph" and _NEXT.match(text)):
            yield from _finished(section, card)
            card = _Card([_unwrapped(question["text"])], line, end_line, blocks=[block]) if question else None
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
    if front and back:
        place = Block("card", card.line, card.end_line)
        yield Found((draft(section, Kind.QUESTION, front, back, [place], explicit_id=own_id),), tuple(card.blocks))
    else:
        yield Found((), (), (Skip(card.line, QUESTIONS, front[:200]),))


def _definitions(section: Section, block: Block, lines: list[tuple[int, str]]) -> Iterator[Found]:
    """`term :: definition`, one a line. Lines without the mark belong to the definition above them."""
    notes = []
    parts = [(line, *_split(text)) for line, text in lines]
    if not parts or parts[0][2] is None:
        return
    for number, (line, term, definition) in enumerate(parts):
        if definition is None:
            continue
        end = next((other for other in range(number + 1, len(parts)) if parts[other][2] is not None), len(parts))
        first, own_id = explicit_id(definition)
        back = canonical("\n".join([first, *(text for _, text in lines[number + 1 : end])]))
        place = Block("card", line, parts[end - 1][0])
        notes.append(draft(section, Kind.CONCEPT, canonical(term), back, [place], explicit_id=own_id))
    yield Found(tuple(notes), (block,))


def _split(text: str) -> tuple[str, str | None]:
    """Term and definition around a ` :: ` outside code; the definition is None where there is no such mark."""
    hidden = _CODE.sub(lambda code: "`" * len(code[0]), text)
    at = hidden.find(" :: ")
    return (text[:at].strip(), text[at + 4 :].strip()) if at > 0 else (text, None)
