"""The parts of a back that are known by name, from nothing but its labels: of a story, an exercise, a question to be told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from flashcards.core.models import CRITERIA, FOLLOW_UPS, Kind
from flashcards.guides.blocks import Block, read_blocks
from flashcards.guides.canonical import canonical, markdown
from flashcards.guides.shapes.exercises import read_part
from flashcards.guides.shapes.questions.answers import are_questions
from flashcards.guides.shapes.questions.cards import ANSWER
from flashcards.guides.shapes.questions.names import is_criteria, is_follow_ups
from flashcards.guides.shapes.shape import text_of
from flashcards.guides.shapes.stories.labels import read_label
from flashcards.guides.wording import plain

TOLD = (Kind.STORY, Kind.EXERCISE)
"""Kinds that are always told or worked on, never recalled."""
_LABEL = re.compile(r"(?P<mark>\*\*|[*_])(?P<name>[^*_\n]{1,100}?)(?::(?P=mark)|(?P=mark):|(?P=mark)$)\s*(?P<rest>.*)", re.DOTALL)
_ALONE = re.compile(r"\*\*(?P<name>[^*\n]+)\*\*")

_Named = tuple[str, str] | None
"""The name of a part that a paragraph begins, and the text beside it."""


def sections_in(kind: Kind, back: str) -> tuple[tuple[str, str], ...]:
    """As `NoteDraft.sections` has them. Questions below a question, without a label, are what is asked next."""
    read = _READERS.get(kind, _asked)
    parts: dict[str, list[Block]] = {}
    name = ""
    for block in read_blocks(back):
        label = read(block.text) if block.kind == "paragraph" else None
        name, rest = label or (name or _unnamed(kind, block), "")
        beside = [Block("paragraph", block.line, block.end_line, rest)] if rest else []
        parts.setdefault(name, []).extend(beside if label else [block])
        if kind is Kind.EXERCISE and beside:  # what stands below that has no name
            name = ""
    return tuple((name, _text(kind, name, content)) for name, content in parts.items() if name and content)


def _unnamed(kind: Kind, block: Block) -> str:
    """What a part of a question is that stands above any label."""
    return "" if kind is not Kind.QUESTION else FOLLOW_UPS if are_questions(block) else ANSWER


def _asked(text: str) -> _Named:
    label = _LABEL.fullmatch(text)
    if label is None:
        return None
    name = label["name"]
    return FOLLOW_UPS if is_follow_ups(name) else CRITERIA if is_criteria(name) else name.strip(), label["rest"]


def _told(text: str) -> _Named:
    label = read_label(text)
    return (label.name, label.rest) if label else None


def _worked_on(text: str) -> _Named:
    alone = _ALONE.fullmatch(text)
    label = read_part(alone["name"], is_heading=True) if alone else read_part(text)
    return (label.name, label.rest) if label else None


_READERS: dict[Kind, Callable[[str], _Named]] = {Kind.STORY: _told, Kind.EXERCISE: _worked_on}


def _text(kind: Kind, name: str, content: Sequence[Block]) -> str:
    """What is asked next, and by what an answer is judged, one a line in plain words; all else as it stands."""
    is_list = all(block.is_list for block in content)
    if name in (FOLLOW_UPS, CRITERIA) and (is_list or kind is Kind.QUESTION):
        return "\n".join(f"- {plain(line)}" for line in _lines(content))
    return canonical(markdown(content))


def _lines(content: Sequence[Block]) -> Iterator[str]:
    for block in content:
        yield from map(text_of, block.children) if block.is_list else (block.text,)
