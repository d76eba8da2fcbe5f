"""Code to be written from memory: a heading with a short piece of a program below it. What draws a picture is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from flashcards.core.models import Kind
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import markdown
from flashcards.guides.document import Section
from flashcards.guides.noise import PLACEHOLDER, skip
from flashcards.guides.shapes.shape import TOO_LONG, Found, draft, follows
from flashcards.guides.shapes.terms import read_term
from flashcards.guides.wording import ask_section, is_question

DIAGRAM, EXAMPLE = "a diagram", "an example to look at, not to recall"
LEAST_LINES, MOST_LINES = 3, 40
"""Lines of code that can be written from memory; shorter pieces go along with the text around them."""

PROGRAMS = frozenset(
    "python py python3 java javascript js typescript ts jsx tsx go golang rust c cpp c++ csharp cs c# kotlin swift ruby rb php "
    "scala sql pseudocode pseudo".split()
)
_DRAWN = frozenset("mermaid plantuml dot graphviz".split())
_NAME = re.compile(r"^\s*(?:async\s+|public\s+|static\s+|export\s+)*(?:def|class|function|func|fn)\s+(?P<name>\w+)", re.MULTILINE)
_UNWRITTEN = re.compile(r"\b(?:your (?:code|solution|implementation|answer)|TODO)\b", re.IGNORECASE)
_TEMPLATE = re.compile(r"\b(?:templates?|coding patterns?|algorithms?)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“][^\"“”]{16,}[\"”]\s*$")
_TO_LEARN = re.compile(r"\b(?:templates?|patterns?|algorithms?)\b", re.IGNORECASE)
_CLASS = re.compile(r"^\s*(?:public |export |abstract |final )*(?:class|interface|struct)\s+\w", re.MULTILINE)
_ACTS = re.compile(
    r"^\s*(?:def|async|class|func|function|fn|fun|return|for|while|if|select|insert|update|create|with|public|private|void)\b"
    r"|^[^#\"'\n]*(?:\w\(|=>|->|:=|\+=)",
    re.IGNORECASE | re.MULTILINE,
)
"""What a program does, and mere data does not."""
MOST_OF_A_CLASS = 15
"""Lines of a class that can be written from memory."""


def find(section: Section) -> Iterator[Found]:
    pieces = [block for number, block in enumerate(section.blocks) if _is_piece(section, number)]
    for block in pieces:
        language = _language(block)
        lines = block.text.strip().count("\n") + 1
        if language in _DRAWN:
            yield Found((), (block,), (skip(block, DIAGRAM),))
        elif _UNWRITTEN.search(block.text):
            yield Found((), (block,), (skip(block, PLACEHOLDER),))
        elif lines > MOST_LINES:
            yield Found((), (block,), (skip(block, TOO_LONG if language in PROGRAMS else EXAMPLE),))
        elif language in PROGRAMS and lines >= LEAST_LINES and section.heading:
            front = _front(section, block, is_one_of_several=len([one for one in pieces if _language(one) in PROGRAMS]) > 1)
            kind = Kind.QUESTION if is_question(section.heading) or _QUOTED.search(section.heading) else Kind.PATTERN
            note = draft(section, kind, front, markdown([block]), [block])
            yield Found((replace(note, is_offered=_is_example(section, block)),), (block,))


def _is_example(section: Section, block: Block) -> bool:
    """Whether it is a long class, or data, that no heading calls a template or a pattern: few want to write it from memory."""
    is_long = block.text.count("\n") >= MOST_OF_A_CLASS and _CLASS.search(block.text) is not None
    return (
        (is_long or _ACTS.search(block.text) is None)
        and _TO_LEARN.search(" ".join(section.path)) is None
        and not is_question(section.heading)
    )


def _is_piece(section: Section, number: int) -> bool:
    """Whether a block is a piece of code that no label above it asks for."""
    block, before = section.blocks[number], section.blocks[number - 1] if number else None
    if block.kind != "code" or block.is_unclosed or not _language(block):
        return False
    is_asked_for = before is not None and before.kind == "paragraph" and follows(before, block) and read_term(before.text)
    return not is_asked_for or _language(block) in _DRAWN


def _language(block: Block) -> str:
    return block.mark.split(" ")[0].split("{")[0].lower()


def _front(section: Section, block: Block, *, is_one_of_several: bool) -> str:
    """ "Two pointers: write the template"; a question or a quoted task is taken as it is, and nobody writes data by heart."""
    heading = ask_section(section)
    if is_question(section.heading) or _QUOTED.search(section.heading) or _ACTS.search(block.text) is None:
        return heading
    name = _NAME.search(block.text)
    if is_one_of_several and name:
        return f"{heading.rstrip('?')}: write `{name['name']}`"
    return f"{heading.rstrip('?')}: write the {'template' if _TEMPLATE.search(' '.join(section.path)) else 'code'}"
