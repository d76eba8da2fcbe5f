"""Paragraphs under a bold label: `**Definition**: …`, `**Use cases**: …` with a list, table or code below, or several in one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from flashcards.core.models import Kind, NoteDraft
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import markdown
from flashcards.guides.competencies import mentions_level
from flashcards.guides.document import Section
from flashcards.guides.noise import ABOUT_THE_GUIDE, PEP_TALK, QUESTIONS, skip
from flashcards.guides.phrases import is_metadata
from flashcards.guides.shapes.beginnings import by_beginnings, fronts_of
from flashcards.guides.shapes.concept_sections import LEAD_IN
from flashcards.guides.shapes.days import is_day, read_day
from flashcards.guides.shapes.definitions import first_sentences, question_for, without_lead
from flashcards.guides.shapes.lists import MOST_ITEMS, split, under
from flashcards.guides.shapes.pattern_blocks import MOST_LINES
from flashcards.guides.shapes.plans import PLAN
from flashcards.guides.shapes.shape import MOST_CHARACTERS, TOO_LONG, Found, beside, draft, follows, is_short, kind_of
from flashcards.guides.shapes.terms import Term, read_term
from flashcards.guides.wording import ask_term, explicit_id, is_general, is_question, subject

_DEFINITIONS = ("definition", "what it is", "what is it", "meaning", "in short", "description")
_REMARK = re.compile(
    r"(?:(?:important|key|side|quick|fun|please|also|pro)\s+)?(?:notes?|nb|important|remember|caution|warning|attention|hint|fact|tip|fyi)",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"\b[a-z]+[^\Wsui]s$")
"""A last word in the plural, unless it is a name."""
LEAST_SIDES = 2
"""Of a comparison."""
_TASK = re.compile(r"(?:scenario|question|prompt|problem|task|q)\s*\d*", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“](?P<said>[^\"“”]{12,}?)[.,]?[\"”]\s*")
_BY_SOMEONE = re.compile(
    r"\b(?:candidates?|feedback|testimonials?|interviewers?|insights?|success|reports?|hires?|experience|quotes?)\b|\b20[12]\d\b",
    re.IGNORECASE,
)


class _Label(NamedTuple):
    """blocks: the label's own lines of its paragraph, and what stands below if it leads in to that."""

    term: Term
    blocks: tuple[Block, ...]


def find(section: Section) -> Iterator[Found]:
    compared = _compared(section.blocks) if '"' in section.words or "“" in section.words else ()
    for number, block in enumerate(section.blocks):
        labels = _labels(block) if block.kind == "paragraph" and block.text.startswith(("**", "__")) else []
        if not labels:
            continue
        last = labels[-1]
        after = section.blocks[number + 1] if number + 1 < len(section.blocks) else None
        if after and follows(block, after) and (_belongs(last.term, after) or _is_glued(block, last.term, after)):
            labels[-1] = last._replace(blocks=(*last.blocks, after))
        found = _found(section, block, labels)
        yield found if block not in compared else replace(found, notes=tuple(map(_side, found.notes)))


def _compared(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs with labels that quote, side by side, how two sorts of people speak: "IC mindset" and "Manager mindset"."""
    quoted = [(block, label.term.term) for block in blocks if block.kind == "paragraph" for label in _quotes(block)]
    names = [name.lower().split() for _, name in quoted]
    are_two = len(names) == LEAST_SIDES and names[0] != names[1]
    are_sides = are_two and (names[0][-1] == names[1][-1] or all(map(mentions_level, (name for _, name in quoted))))
    return [block for block, _ in quoted] if are_sides else []


def _quotes(block: Block) -> list[_Label]:
    """The labels of a paragraph, if a quotation and nothing else stands beside each."""
    labels = _labels(block) if block.text.startswith("**") and block.text[-1:] in ('"', "”") else []
    return labels if all(_QUOTED.fullmatch(label.term.rest) for label in labels) else []


def _side(note: NoteDraft) -> NoteDraft:
    return replace(note, kind=Kind.COMPARISON)


def _belongs(term: Term, after: Block) -> bool:
    """Whether a label leads in to what stands below it. Short code always belongs to the label above it."""
    if after.kind == "code":
        return after.mark != "mermaid" and not after.is_unclosed and after.text.count("\n") < MOST_LINES
    return (after.is_list or after.kind in ("table", "quote")) and (not term.rest or term.rest.endswith(":"))


def _is_glued(block: Block, term: Term, after: Block) -> bool:
    """Whether a list stands right below a label with a few words beside it, without a blank line: `**Tuesday**: Retries`."""
    return after.is_list and after.line == block.end_line + 1 and not term.rest.endswith((".", "!", "?"))


def _labels(block: Block) -> list[_Label]:
    """The labels of a paragraph that begins with one."""
    lines = block.text.split("\n")
    starts = [number for number, line in enumerate(lines) if line.startswith(("**", "__")) and read_term(line.strip())]
    labels: list[_Label] = []
    for start, end in zip([0, *starts[1:]], [*starts[1:], len(lines)], strict=True):
        text = "\n".join(lines[start:end]).strip()
        term = read_term(text) if lines[start].startswith(("**", "__")) else None
        if term is None:
            return []
        place = Block("paragraph", block.line + start, block.line + end - 1, text, part=block.part)
        labels.append(_Label(term, (place,)))
    return labels


def _found(section: Section, block: Block, labels: list[_Label]) -> Found:
    notes, skips = [], []
    for label in labels:
        reason = _reason(label)
        note = None if reason else _note(section, label)
        last = label.blocks[-1]
        if note and note.back and is_short(note.back) and not (last.is_list and len(last.children) > MOST_ITEMS):
            notes.append(note)
        elif note and last.is_list:
            more, left = split(under(section, label.term.term), last)
            notes += more
            skips += [skip(item, TOO_LONG) for item in left]
        elif note and len(label.blocks) == 1 and (pieces := _in_pieces(section, label, note)):
            notes += pieces
        else:
            skips += [skip(part, reason or TOO_LONG) for part in label.blocks]
    return Found(tuple(notes), (block, *labels[-1].blocks[1:]), tuple(skips))


def _in_pieces(section: Section, label: _Label, note: NoteDraft) -> list[NoteDraft]:
    """A long text beside a label, in pieces of whole sentences: the first asked by the label, the others by how they begin."""
    text = without_lead(explicit_id(label.term.rest)[0])
    first = first_sentences(text, MOST_CHARACTERS)
    if not is_short(first):
        return []
    rest = replace(label.blocks[0], text=text[len(first) :].strip())
    others = by_beginnings(section, note.front.rstrip("?"), rest)
    return [replace(note, back=beside(first)), *(replace(other, kind=note.kind) for other in others)]


def _reason(label: _Label) -> str | None:
    """Why a label is no knowledge: it speaks of the guide, quotes praise, only leads in, or asks and does not answer."""
    said = _QUOTED.fullmatch(label.term.rest)
    if is_day(label.term.term):
        return None if len(label.blocks) > 1 and read_day(label.term.term) else PLAN
    if is_metadata(label.term.term) or not (label.term.rest or len(label.blocks) > 1):
        return ABOUT_THE_GUIDE
    if said and _BY_SOMEONE.search(label.term.term):
        return PEP_TALK
    if len(label.blocks) == 1 and not without_lead(label.term.rest):
        return LEAD_IN
    return QUESTIONS if len(label.blocks) == 1 and said and _TASK.fullmatch(label.term.term) else None


def _note(section: Section, label: _Label) -> NoteDraft:
    name = label.term.term
    if is_day(name) and label.term.rest:  # the day is no name of what is learned on it
        place = replace(section, trail=section.trail[:-1]) if len(section.trail) > 2 else section
        front = ask_term(label.term.rest, place)
        return draft(section, kind_of(section, label.term.rest), front, markdown(label.blocks[1:]), label.blocks)
    rest, own_id = explicit_id(label.term.rest if len(label.blocks) > 1 else without_lead(label.term.rest))
    asked = _QUOTED.fullmatch(rest) if len(label.blocks) > 1 else None
    if asked or (len(label.blocks) > 1 and is_question(rest)):
        front = asked["said"] if asked else rest
        return draft(section, Kind.QUESTION, front, markdown(label.blocks[1:]), label.blocks, explicit_id=own_id, label=name)
    kind = Kind.CONCEPT if _defines(name) else kind_of(section, name)
    back = beside(rest, label.blocks[1:])
    return draft(section, kind, _front(section, name, rest), back, label.blocks, explicit_id=own_id, label=name)


def _front(section: Section, label: str, rest: str) -> str:
    about = subject(section)
    if _defines(label) and about and not is_general(about):
        return f"What {'are' if _PLURAL.search(about) else 'is'} {about}?"
    if _REMARK.fullmatch(label):
        return question_for(rest, "") or next(fronts_of(about, rest) if about else iter(()), ask_term(label, section))
    return ask_term(label, section)


def _defines(label: str) -> bool:
    return label.lower() in _DEFINITIONS
