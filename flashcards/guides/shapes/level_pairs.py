"""What is expected at one level and at the next, outside tables: a card of each, and one of both side by side.

`#### L6 Expectations` beside `#### L7 Expectations`, `**L6 Focus**: …` beside `**L7 Focus**: …`, `- L6: …` beside `- L7: …`.
Where both explain the same terms, each term is compared, and what explains them is left to other shapes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from flashcards.core.models import Kind, NoteDraft
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import canonical, markdown
from flashcards.guides.document import Section
from flashcards.guides.shapes.levels import LEVEL, level_named, without_level
from flashcards.guides.shapes.lists import MOST_ITEMS
from flashcards.guides.shapes.shape import Found, below, draft, is_short, kind_of, text_of
from flashcards.guides.shapes.sides import without_signs
from flashcards.guides.shapes.terms import Term, read_plain_term, read_term
from flashcards.guides.wording import ask_section, ask_term, has_any, is_general, subject

MOST_SIDE_BY_SIDE = 8
"""Items of the lists of all levels that can be recalled as one answer."""
_LEVELS = ("l3", "l4", "l5", "l6", "l7", "l8", "l9", "l10")


class Part(NamedTuple):
    """What stands under a name that has one level. back: canonical Markdown. lines: where it stands. block: what is taken for it.

    section: the section it is, if it has a heading of its own.
    """

    level: str
    name: str
    back: str
    lines: tuple[Block, ...]
    blocks: tuple[Block, ...]
    section: Section | None = None

    @property
    def topic(self) -> str:
        """The name without its level."""
        return without_level(self.name)


def find(section: Section) -> Iterator[Found]:
    for parts in _of_a_topic(_below(section)):
        yield from _found(section, parts)
    for block in section.blocks if has_any(section.words, _LEVELS) else ():
        lines = _lines(block) if block.is_list or (block.kind == "paragraph" and LEVEL.search(block.text)) else []
        for parts in _of_a_topic(_labelled(block, lines)):
            if len(parts) == len(lines):
                yield from _found(section, parts)


def _of_a_topic(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """Parts of one topic that are of different levels."""
    topics: dict[str, list[Part]] = {}
    for part in parts:
        topics.setdefault(part.topic, []).append(part)
    yield from (alike for alike in topics.values() if 1 < len(alike) == len({part.level for part in alike}))


def _below(section: Section) -> Iterator[Part]:
    """What stands right below headings that have a level, and below those under them."""
    for own in section.sections:
        if level := level_named(own.heading):
            if not own.sections or (own.blocks and own.blocks[0].is_list):
                yield from _part(level, own.heading, own)
            for under in own.sections:
                if under.heading and not under.sections and not LEVEL.search(under.heading):
                    yield from _part(level, f"{own.heading}: {under.heading}", under)


def _part(level: str, name: str, own: Section) -> Iterator[Part]:
    if own.blocks and all(block.kind == "paragraph" or block.is_list for block in own.blocks):
        lists = tuple(without_signs(block) for block in own.blocks)
        yield Part(level, name, markdown(lists), lists, own.blocks, own)


def _lines(block: Block) -> list[tuple[Block, str]]:
    if block.is_list:
        return [(item, text_of(item)) for item in block.children]
    return [(Block("line", block.line + at, block.line + at), line) for at, line in enumerate(block.text.split("\n"))]


def _labelled(block: Block, lines: list[tuple[Block, str]]) -> Iterator[Part]:
    """The lines of a paragraph, or the items of a list, that begin with a term that has a level."""
    for line, text in lines:
        term = _term(text) if LEVEL.search(text) else None
        level = level_named(term.term) if term else None
        if term and level:
            beneath = below(line) if line.kind == "item" else ""
            back = canonical("\n\n".join(part for part in (term.rest, beneath) if part))
            yield Part(level, term.term, back, (line,), (block,))


def _term(text: str) -> Term | None:
    return read_term(text) or read_plain_term(text)


def _found(section: Section, parts: list[Part]) -> Iterator[Found]:
    terms = [_terms(part) for part in parts]
    shared = [name for name in terms[0] if all(name in other for other in terms)]
    if len(shared) > 1:
        notes = [_compared(section, parts, f"{name}: ", [other[name] for other in terms]) for name in shared]
        yield Found(tuple(note for note in notes if note), ())
    elif all(_is_one_answer(part) for part in parts):
        both = _compared(section, parts, "", [part.back for part in parts]) if _items(parts) <= MOST_SIDE_BY_SIDE else None
        taken = {block.place: block for part in parts for block in part.blocks}
        yield Found((*(_single(section, part) for part in parts), *([both] if both else [])), tuple(taken.values()))


def _terms(part: Part) -> dict[str, str]:
    """Terms that a list explains, with what stands beside each; none if not all of its items do."""
    items = [item for block in part.lines if block.is_list for item in block.children]
    terms = [_term(text_of(item)) for item in items]
    return {term.term: term.rest for term in terms if term and term.rest} if all(terms) else {}


def _is_one_answer(part: Part) -> bool:
    return bool(part.back) and is_short(part.back) and all(len(block.children) <= MOST_ITEMS for block in part.lines)


def _items(parts: list[Part]) -> int:
    return sum(len(block.children) for part in parts for block in part.lines if block.is_list)


def _single(section: Section, part: Part) -> NoteDraft:
    kind = kind_of(section, part.name)
    if part.section is None:
        return draft(section, kind, ask_term(part.name, section), part.back, part.lines, label=part.name)
    front, own_id = ask_section(part.section), part.section.explicit_id
    return draft(part.section, kind, front, part.back, part.lines, explicit_id=own_id, label=part.name)


def _compared(section: Section, parts: Sequence[Part], term: str, backs: list[str]) -> NoteDraft | None:
    """ "Ownership: L6 vs L7 expectations?" with what is said of each; None where that is too long for one answer."""
    is_brief = not any("\n" in back for back in backs)
    beside = ("- **{}**: {}", "\n") if is_brief else ("**{}**\n\n{}", "\n\n")
    back = canonical(beside[1].join(beside[0].format(part.level, said) for part, said in zip(parts, backs, strict=True)))
    if not is_short(back):
        return None
    levels = " vs ".join(part.level for part in parts)
    asked = term + LEVEL.sub(levels, parts[0].name, count=1)
    about = subject(section) if is_general(parts[0].topic) or not parts[0].topic else ""
    front = f"{about}: {asked}?" if about else f"{asked}?"
    lines = [line for part in parts for line in part.lines]
    return replace(draft(section, Kind.COMPARISON, front, back, lines, label=levels), level=None)
