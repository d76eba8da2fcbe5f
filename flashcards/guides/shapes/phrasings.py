"""What to say instead: a weak line beside a strong one, in a list, in lines, under headings with a cross and a tick."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from flashcards.core.models import Kind, NoteDraft
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import canonical, markdown
from flashcards.guides.document import BAD_SIGNS, GOOD_SIGNS, Section
from flashcards.guides.fences import PERHAPS_PROSE, PROSE
from flashcards.guides.shapes.shape import Found, draft, is_short, text_of
from flashcards.guides.shapes.sides import (
    Side,
    are_said,
    in_pairs,
    read_side,
    side_of,
    side_of_name,
    sides_of_lines,
    sides_of_list,
)
from flashcards.guides.wording import ask_section, plain, subject, tidy

MOST_ASKED = 300
"""Characters of a weak line that can stand on a front."""

_QUOTED = r"[\"“][^\"“”\n]{3,300}[\"”]"
_ONE_LINE = tuple(
    re.compile(pattern.replace("BAD", f"(?P<bad>{_QUOTED})").replace("GOOD", f"(?P<good>{_QUOTED})"), re.IGNORECASE)
    for pattern in (
        r"GOOD,?\s*\(?(?:,\s*)?(?:not|instead of|rather than|over)\s+BAD\)?[.]?",
        r"(?:instead of|don['’]?t say|do not say|rather than|replace|not)(?: saying)?:?\s+BAD"
        r"[\s,;:.–—-]*(?:(?:say|use|try|write|but|with|prefer)\b:?\s*)?GOOD[.]?",
        r"BAD\s*(?:→|->|=>)\s*GOOD",
    )
)
_REMARK = re.compile(rf"(?P<line>{_QUOTED})\s*\((?P<remark>.+)\)")


Line = tuple[str, Block]
"""What is said, and where it stands."""


def find(section: Section) -> Iterator[Found]:
    for block in section.blocks:
        if block.is_list:
            yield from _in_list(section, block)
    yield from _in_lines(section)
    yield from _under_headings(section)


def pair_card(section: Section, bad: str, good: str, blocks: Sequence[Block], about: str = "") -> NoteDraft | None:
    """ "Improve: the weak line", with what it is about. The strong one is the answer, with what is remarked on the weak one."""
    remarked = _REMARK.fullmatch(bad)
    back = canonical(f"{good}\n\n**Weak**: {remarked['remark']}" if remarked else good)
    line = remarked["line"] if remarked else bad.strip()
    if not line or not back or len(plain(line)) > MOST_ASKED or not is_short(back):
        return None
    about = about or subject(section)
    return draft(section, Kind.COMPARISON, _front(line, about), back, blocks, label=about)


def _front(line: str, about: str) -> str:
    if "\n\n" in line or line.startswith("```"):
        return f"Improve{f' ({about})' if about else ''}:\n\n{line}"
    return f"Improve: {' '.join(line.split())}" + (f" ({about})" if about else "")


def _in_list(section: Section, block: Block) -> Iterator[Found]:
    """A list of pairs: of its items, of the items below each, or in each of its lines."""
    sides = sides_of_list(block)
    couples = [(bad, good) for bad, good in in_pairs(sides) if len(bad.block.children) == 1]
    if couples and _are_for_and_against(sides):
        return
    notes = [pair_card(section, bad.text, _whole(good), (bad.block, good.block)) for bad, good in couples]
    if not notes:
        notes = [_of_item(section, item) for item in block.children]
    made = [note for note in notes if note]
    if made and len(made) * (2 if couples else 1) == len(block.children):
        yield Found(tuple(made), (block,))


def _are_for_and_against(sides: Sequence[Side]) -> bool:
    """Whether they are what speaks for a thing and what against it: only signs tell them apart, and the tick comes first."""
    return sides[0].is_good and all(map(_has_sign_alone, sides)) and not are_said(side.text for side in sides)


def _has_sign_alone(side: Side) -> bool:
    text = text_of(side.block) or side.block.text
    return text[:1] in GOOD_SIGNS + BAD_SIGNS and text[1:].lstrip("\ufe0f ") == side.text


def _whole(side: Side) -> str:
    below = markdown(side.block.children[1:]) if side.block.kind == "item" else ""
    return f"{side.text}\n\n{below}" if below else side.text


def _of_item(section: Section, item: Block) -> NoteDraft | None:
    """The pair in the list below an item, which then names it, or in its own line."""
    if len(item.children) == 2 and item.children[1].is_list:
        sides = sides_of_list(item.children[1])
        couples = list(in_pairs(sides)) if len(sides) == 2 else []
        return pair_card(section, couples[0][0].text, couples[0][1].text, [item], tidy(text_of(item))) if couples else None
    if len(item.children) == 1 and (pair := _in_one_line(text_of(item))):
        return pair_card(section, *pair, [item])
    return None


def _in_one_line(text: str) -> tuple[str, str] | None:
    """Bad and good of `"good" (not "bad")`, `Instead of "bad", say "good"` and the like."""
    if '"' not in text and "“" not in text:
        return None
    found = next(filter(None, (pattern.fullmatch(text.replace("**", "").strip()) for pattern in _ONE_LINE)), None)
    return (found["bad"], found["good"]) if found else None


def _in_lines(section: Section) -> Iterator[Found]:
    """Pairs in paragraphs that stand right below one another, each a side or some."""
    for is_side, run in groupby(section.blocks, key=_are_sides):
        if is_side:
            blocks = list(run)
            sides = [side for block in blocks for side in sides_of_lines(block)]
            are_said_so = not _are_for_and_against(sides)
            notes = [pair_card(section, bad.text, good.text, (bad.block, good.block)) for bad, good in in_pairs(sides)]
            if are_said_so and notes and all(notes):
                yield Found(tuple(note for note in notes if note), tuple(blocks))


def _are_sides(block: Block) -> bool:
    return block.kind == "paragraph" and read_side(block.text.split("\n", 1)[0]) is not None and bool(sides_of_lines(block))


def _under_headings(section: Section) -> Iterator[Found]:
    """Pairs of the sections below that have a side, as long as they stand together."""
    for has_side, run in groupby(section.sections, key=_has_side):
        if not has_side:
            continue
        parts = [(bool(side_of(below)), below) for below in run]
        alternate = len(parts) % 2 == 0 and all(one[0] != other[0] for one, other in zip(parts[::2], parts[1::2], strict=True))
        size = 2 if alternate else len(parts)
        for at in range(0, len(parts), size):
            yield from _of_sections(section, parts[at : at + size])


def _has_side(section: Section) -> bool:
    return bool(section.blocks) and not section.sections and side_of(section) is not None


def _of_sections(section: Section, parts: list[tuple[bool, Section]]) -> Iterator[Found]:
    """Cards of sections that stand together. A quote that is well said, without a weak line beside it, answers to its heading."""
    bad = [line for is_good, below in parts if not is_good for line in _utterances(below)]
    good = [line for is_good, below in parts if is_good for line in _utterances(below)]
    if not bad:
        yield from (_quoted(below) for _, below in parts if all(block.kind == "quote" for block in below.blocks))
    elif good:
        yield from _of_lines(section, parts, bad, good)


def _of_lines(section: Section, parts: list[tuple[bool, Section]], bad: list[Line], good: list[Line]) -> Iterator[Found]:
    """As many weak lines as strong ones are pairs; else each weak one has all strong ones for an answer.

    Those are then left to other shapes too, where their heading says more than that they are strong. What is to be done or not,
    and what has no more than a sign, is no pair of things that are said.
    """
    is_even = len(bad) == len(good)
    are_named = all(below.is_label or side_of_name(below.heading) is not None for _, below in parts)
    if not are_said(text for text, _ in bad) and not (are_named and len(bad) == len(good) == 1):
        return
    used = [below for is_good, below in parts if not is_good or is_even or side_of_name(below.heading) is not None]
    taken = tuple(block for below in used for block in below.blocks)
    about = subject(section) or subject(parts[0][1])
    whole = "" if is_even else _together(good)
    if not is_short(whole):
        return
    notes = []
    for at, (weak, block) in enumerate(bad):
        strong, places = (good[at][0], (block, good[at][1])) if is_even else (whole, (block, *taken))
        notes.append(pair_card(section, weak, strong, places, about))
    if all(notes):
        yield Found(tuple(note for note in notes if note), taken)


def _quoted(section: Section) -> Found:
    """What is well said, without anything that is not, as the answer to its heading."""
    back = markdown([child for quote in section.blocks for child in quote.children])
    notes = (draft(section, Kind.FACT, ask_section(section), back, section.blocks),) if is_short(back) else ()
    return Found(notes, section.blocks if notes else ())


def _together(lines: list[Line]) -> str:
    return lines[0][0] if len(lines) == 1 else "\n".join(f"- {text}" for text, _ in lines)


def _utterances(section: Section) -> list[Line]:
    """What is said under a heading: items, lines in quotation marks, or what stands there as a whole."""
    blocks = section.blocks[0].children if len(section.blocks) == 1 and section.blocks[0].kind == "quote" else section.blocks
    said: list[Line] = []
    for block in blocks:
        is_text = block.kind == "paragraph" or (block.kind == "code" and block.mark in (*PROSE, *PERHAPS_PROSE))
        lines = block.text.split("\n") if is_text else []
        if block.is_list and all(len(item.children) == 1 for item in block.children):
            said += [(text_of(item), item) for item in block.children]
        elif lines and all(line.startswith(('"', "“")) for line in lines):
            said += [(line, block) for line in lines]
        else:
            said.append((block.text if is_text else markdown([block]), block))
    return said
