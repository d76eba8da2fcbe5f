"""Mistakes, pitfalls and red flags: what to avoid, as lists of a few, or one by one where the guide explains them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial

from flashcards.core.models import Kind, NoteDraft, Skip
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import canonical, markdown
from flashcards.guides.document import Section
from flashcards.guides.noise import skip
from flashcards.guides.shapes.lists import in_groups, numbered, one_by_one
from flashcards.guides.shapes.shape import TOO_LONG, Found, below, draft, is_short, text_of
from flashcards.guides.shapes.sides import Side, read_side, sides_of_lines, sides_of_list, with_text
from flashcards.guides.shapes.terms import read_plain_term, read_term
from flashcards.guides.wording import ask_section, ask_term, explicit_id, is_general, plain, subject, tidy

MOST_TITLE = 100

_PITFALLS = re.compile(
    r"\b(?:pitfalls?|mistakes?|red[ -]flags?|anti-?patterns?|gotchas?|traps|don['’]?ts|what (?:not to do|to avoid)|warning signs|"
    r"(?:things|phrases|words|behaviou?rs) to avoid|failure modes|weaknesses to avoid|common errors)\b"
)


def find(section: Section) -> Iterator[Found]:
    is_named = _is_of_pitfalls(section) and not _is_in_parts(section)
    for block in section.blocks:
        sides = _sides(block)
        if sides and not any(side.is_good for side in sides):
            yield _found(section, block, [(side.text, side.block) for side in sides])
        elif crossed := _labelled(block):
            yield _under_label(section, block, *crossed)
        elif is_named and block.is_list and not sides:
            yield _found(section, block, [(text_of(item), item) for item in block.children])


def _is_of_pitfalls(section: Section) -> bool:
    """Whether the heading says so, or the one above it where it only says of what: "Technical" under "Red flags"."""
    if _names_pitfalls(section.heading):
        return True
    return len(section.path) > 1 and _names_pitfalls(section.path[-2]) and len(section.heading) <= MOST_TITLE


def _is_in_parts(section: Section) -> bool:
    """Whether several lists stand below lines that lead in to them: "Impact:", "A better approach:"."""
    around = zip(section.blocks, section.blocks[1:], strict=False)
    return sum([below.is_list and above.kind == "paragraph" and above.text.endswith(":") for above, below in around]) > 1


@lru_cache(maxsize=4096)
def _names_pitfalls(heading: str) -> bool:
    return _PITFALLS.search(heading.lower()) is not None


def _sides(block: Block) -> list[Side]:
    """The sides of a list, or of the lines of a paragraph that has some."""
    if block.is_list:
        return sides_of_list(block)
    return sides_of_lines(block) if block.kind == "paragraph" and "\n" in block.text and read_side(block.text) else []


def _labelled(block: Block) -> tuple[str, list[Side]] | None:
    """Label and sides of a paragraph whose lines, after the first, all have a cross or say "Avoid:"."""
    label, _, rest = block.text.partition("\n")
    if block.kind != "paragraph" or not rest or not label.rstrip("*_ ").endswith(":"):
        return None
    sides = sides_of_lines(replace(block, line=block.line + 1, text=rest))
    return (tidy(label), sides) if sides and not any(side.is_good for side in sides) else None


def _under_label(section: Section, block: Block, label: str, sides: list[Side]) -> Found:
    back = canonical("\n".join(f"- {side.text}" for side in sides))
    note = draft(section, Kind.PITFALL, ask_term(label, section), back, [block], label=label) if is_short(back) else None
    return Found((note,) if note else (), (block,), () if note else (skip(block, TOO_LONG),))


def _found(section: Section, block: Block, lines: list[tuple[str, Block]]) -> Found:
    """Items that are explained are cards of their own; the others are one, or several where they are many."""
    notes: list[NoteDraft] = []
    skips: list[Skip] = []
    brief: list[tuple[str, Block]] = []
    are_terms = all(read_plain_term(text) for text, _ in lines)
    for text, item in lines:
        title, explained = _explained(text, item, are_terms)
        if not title:
            brief.append((text, item))
        elif note := _one(section, title, explained, item, text):
            notes.append(note)
        else:
            skips.append(skip(item, TOO_LONG))
    if brief:
        made = _together(section, block, brief)
        more, left = ([], []) if made or not block.is_list else one_by_one(section, [item for _, item in brief])
        notes += made or more
        skips += [skip(item, TOO_LONG) for item in ([] if made else left if block.is_list else [item for _, item in brief])]
    return Found(tuple(notes), (block,), tuple(skips))


def _explained(text: str, item: Block, are_terms: bool) -> tuple[str, str]:
    """Title and explanation of a pitfall; "" where it says all in one line."""
    text = explicit_id(text)[0]
    term = read_term(text, begins=True) or (read_plain_term(text) if are_terms else None)
    beneath = below(item) if item.kind == "item" else ""
    rest = "\n\n".join(part for part in (term.rest if term else "", beneath) if part)
    return (term.term if term else tidy(text), rest) if rest else ("", "")


def _one(section: Section, title: str, explained: str, item: Block, text: str) -> NoteDraft | None:
    back = canonical(explained)
    if not is_short(back) or len(plain(title)) > MOST_TITLE:
        return None
    front = ask_term(title.rstrip("."), section)
    return draft(section, Kind.PITFALL, front, back, [item], explicit_id=explicit_id(text)[1], label=title)


def _together(section: Section, block: Block, lines: list[tuple[str, Block]]) -> list[NoteDraft]:
    """Cards of at most seven pitfalls each, about as many on one as on another; none where they are too long for that."""
    if not subject(section) or (len(lines) == 1 and is_general(section.heading)):
        return []
    groups = in_groups(lines, partial(_listed, block))
    notes = []
    for number, group in enumerate(groups, 1):
        front = numbered(ask_section(section), number, groups)
        own_id = section.explicit_id if number == 1 else None
        back = _listed(block, group)
        notes.append(draft(section, Kind.PITFALL, front, back, [item for _, item in group], explicit_id=own_id))
    return notes


def _listed(block: Block, lines: Sequence[tuple[str, Block]]) -> str:
    if not block.is_list:
        return canonical("\n".join(f"- {text}" for text, _ in lines))
    return markdown([replace(block, children=tuple(with_text(item, text) for text, item in lines))])
