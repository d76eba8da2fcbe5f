"""Talk between two who take turns, one of whom asks: each question with the reply to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from flashcards.core.models import Kind
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import markdown
from flashcards.guides.document import Section
from flashcards.guides.noise import skip
from flashcards.guides.shapes.questions.lines import read_question
from flashcards.guides.shapes.shape import Found, draft, is_short, text_of
from flashcards.guides.shapes.terms import read_plain_term, read_term

LEAST_TURNS, SPEAKERS, LEAST_ASKED = 4, 2, 0.25
"""Of a talk in a list; and the share of its turns that ask."""
MOST_IN_A_REPLY = 120
"""Characters of a reply, on average, where few would want to learn it by heart."""
BETWEEN = "said between a question and its answer"

_SPEAKER = re.compile(r"\W{0,4}(?P<name>interviewer|candidate|interviewee|applicant)\W{0,3}:", re.IGNORECASE)


class _Turn(NamedTuple):
    """What one says, up to where another begins. said: its first paragraph."""

    speaker: str
    said: str
    blocks: list[Block]


def find(section: Section) -> Iterator[Found]:
    if "?" not in section.words:
        return
    for block in section.blocks:
        if block.is_list and _may_talk(block):
            turns = [_turn(text_of(item), item) for item in block.children]
            if _take_turns(turns):
                yield from _talk(section, turns, (block,))
    if "interviewer" in section.words:
        yield from _in_paragraphs(section)


def _may_talk(block: Block) -> bool:
    """Whether some lines of a list ask, and it has nothing but lines."""
    items = block.children
    if len(items) < LEAST_TURNS or any(len(item.children) != 1 for item in items):
        return False
    return sum(text_of(item).endswith("?") for item in items) >= LEAST_ASKED * len(items)


def _in_paragraphs(section: Section) -> Iterator[Found]:
    """A talk in which a candidate speaks too; what only an interviewer says is a question."""
    turns: list[_Turn] = []
    for block in section.blocks:
        speaker = _SPEAKER.match(block.text) if block.kind == "paragraph" else None
        if speaker:
            turns.append(_turn(block.text, block)._replace(speaker=speaker["name"].lower()))
        elif turns:
            turns[-1].blocks.append(block)
    if len({turn.speaker for turn in turns}) == SPEAKERS:
        yield from _talk(section, turns, tuple(block for turn in turns for block in turn.blocks))


def _turn(text: str, block: Block) -> _Turn:
    term = read_term(text) or read_plain_term(text)
    return _Turn(term.term, term.rest, [block]) if term else _Turn("", text, [block])


def _take_turns(turns: Sequence[_Turn]) -> bool:
    speakers = [turn.speaker for turn in turns]
    alternate = all(one != other for one, other in zip(speakers, speakers[1:], strict=False))
    return len(set(speakers)) == SPEAKERS and alternate


def _talk(section: Section, turns: Sequence[_Turn], blocks: tuple[Block, ...]) -> Iterator[Found]:
    notes = []
    left = {block.place: block for turn in turns for block in turn.blocks}
    for turn, reply in zip(turns, turns[1:], strict=False):
        question = read_question(turn.said)
        back = "\n\n".join(filter(None, (reply.said, markdown(reply.blocks[1:]))))
        if question and len(turn.blocks) == 1 and not back.rstrip('"”*_ ').endswith("?") and is_short(back):
            notes.append(draft(section, Kind.QUESTION, question.text, back, (*turn.blocks, *reply.blocks)))
            left = {place: block for place, block in left.items() if block not in (*turn.blocks, *reply.blocks)}
    is_offered = sum(len(note.back) for note in notes) <= MOST_IN_A_REPLY * len(notes)
    if notes:
        skips = tuple(skip(block, BETWEEN) for block in left.values())
        yield Found(tuple(replace(note, is_offered=is_offered) for note in notes), blocks, skips)
