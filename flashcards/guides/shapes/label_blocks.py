"""Paragraphs under a bold label: `**Definition**: …`, `**Use cases**: …` with a list below, several labels a paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from flashcards.core.models import Kind
from flashcards.guides.canonical import canonical, markdown
from flashcards.guides.document import Block, Section
from flashcards.guides.noise import ABOUT_THE_GUIDE, is_metadata, skip
from flashcards.guides.shapes.shape import TOO_LONG, Found, draft, follows, is_short, kind_of
from flashcards.guides.shapes.terms import Term, read_term
from flashcards.guides.wording import ask_term, explicit_id, is_general, subject

_DEFINITIONS = ("definition", "what it is", "what is it", "meaning", "in short")


def find(section: Section) -> Iterator[Found]:
    blocks = section.blocks
    for number, block in enumerate(blocks):
        labels = _labels(block) if block.kind == "paragraph" else []
        if not labels:
            continue
        after = blocks[number + 1] if number + 1 < len(blocks) else None
        follower = after if after and after.is_list and follows(block, after) else None
        is_lead_in = labels[-1][2].rest.endswith((":", "：")) or not labels[-1][2].rest
        yield _found(section, block, labels, follower if is_lead_in else None)


def _labels(block: Block) -> list[tuple[int, int, Term]]:
    """First and last line and content of each label of a paragraph that begins with one."""
    lines = block.text.split("\n")
    starts = [number for number, line in enumerate(lines) if _is_label(line, number)]
    if not starts or starts[0] != 0:
        return []
    found = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        term = read_term("\n".join(lines[start:end]).strip())
        if term is None:
            return []
        found.append((block.line + start, block.line + end - 1, term))
    return found


def _is_label(line: str, number: int) -> bool:
    return line.startswith(("**", "__")) and (number == 0 or read_term(line.strip()) is not None)


def _found(section: Section, block: Block, labels: list[tuple[int, int, Term]], follower: Block | None) -> Found:
    notes, skips = [], []
    for number, (line, end_line, term) in enumerate(labels):
        is_last = number == len(labels) - 1
        places = [Block("label", line, end_line), *([follower] if follower and is_last else [])]
        rest, own_id = explicit_id(term.rest)
        back = canonical("\n\n".join([rest, *([markdown([follower])] if follower and is_last else [])]))
        place = Block("label", line, end_line, f"{term.term}: {term.rest}")
        if is_metadata(term.term):
            skips.append(skip(place, ABOUT_THE_GUIDE))
        elif not back or not is_short(back):
            skips.append(skip(place, TOO_LONG))
        else:
            kind = Kind.CONCEPT if _defines(term.term) else kind_of(section, term.term)
            notes.append(draft(section, kind, _front(section, term.term), back, places, explicit_id=own_id, label=term.term))
    return Found(tuple(notes), (block, *([follower] if follower else [])), tuple(skips))


def _front(section: Section, label: str) -> str:
    about = subject(section)
    return f"What is {about}?" if _defines(label) and about and not is_general(about) else ask_term(label, section)


def _defines(label: str) -> bool:
    return label.lower() in _DEFINITIONS
