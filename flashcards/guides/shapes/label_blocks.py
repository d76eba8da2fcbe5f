"""Paragraphs under a bold label: `**Definition**: …`, `**Use cases**: …` with a list below, several labels a paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from flashcards.core.models import Kind, NoteDraft
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import canonical, markdown
from flashcards.guides.document import Section
from flashcards.guides.noise import ABOUT_THE_GUIDE, is_metadata, skip
from flashcards.guides.shapes.shape import TOO_LONG, Found, draft, follows, is_short, kind_of
from flashcards.guides.shapes.terms import Term, read_term
from flashcards.guides.wording import ask_term, explicit_id, is_general, subject

_DEFINITIONS = ("definition", "what it is", "what is it", "meaning", "in short")


class _Label(NamedTuple):
    """blocks: the label's own lines of its paragraph, and the list below if it leads in to one."""

    term: Term
    blocks: tuple[Block, ...]


def find(section: Section) -> Iterator[Found]:
    for number, block in enumerate(section.blocks):
        labels = _labels(block) if block.kind == "paragraph" else []
        if not labels:
            continue
        last = labels[-1]
        after = section.blocks[number + 1] if number + 1 < len(section.blocks) else None
        if after and after.is_list and follows(block, after) and (not last.term.rest or last.term.rest.endswith(":")):
            labels[-1] = last._replace(blocks=(*last.blocks, after))
        yield _found(section, block, labels)


def _labels(block: Block) -> list[_Label]:
    """The labels of a paragraph that begins with one."""
    lines = block.text.split("\n")
    starts = [number for number, line in enumerate(lines) if line.startswith(("**", "__")) and read_term(line.strip())]
    labels = []
    for start, end in zip([0, *starts[1:]], [*starts[1:], len(lines)], strict=True):
        text = "\n".join(lines[start:end]).strip()
        term = read_term(text) if lines[start].startswith(("**", "__")) else None
        if term is None:
            return []
        labels.append(_Label(term, (Block("paragraph", block.line + start, block.line + end - 1, text),)))
    return labels


def _found(section: Section, block: Block, labels: list[_Label]) -> Found:
    notes, skips = [], []
    for label in labels:
        note = None if is_metadata(label.term.term) else _note(section, label)
        if note and note.back and is_short(note.back):
            notes.append(note)
        else:
            skips += [skip(part, TOO_LONG if note else ABOUT_THE_GUIDE) for part in label.blocks]
    return Found(tuple(notes), (block, *labels[-1].blocks[1:]), tuple(skips))


def _note(section: Section, label: _Label) -> NoteDraft:
    name = label.term.term
    rest, own_id = explicit_id(label.term.rest)
    back = canonical(f"{rest}\n\n{markdown(label.blocks[1:])}")
    kind = Kind.CONCEPT if _defines(name) else kind_of(section, name)
    return draft(section, kind, _front(section, name), back, label.blocks, explicit_id=own_id, label=name)


def _front(section: Section, label: str) -> str:
    about = subject(section)
    return f"What is {about}?" if _defines(label) and about and not is_general(about) else ask_term(label, section)


def _defines(label: str) -> bool:
    return label.lower() in _DEFINITIONS
