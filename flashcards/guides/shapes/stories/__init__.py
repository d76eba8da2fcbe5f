"""STAR stories, in all spellings of their four labels. Relatives (CAR, SOAR, STAR with what was learned) are stories too.

labels.py reads the labels, story.py finds where a story begins and ends, fronts.py what asks for it; rows.py reads tables.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from flashcards.core.models import FOLLOW_UPS, Kind, NoteDraft
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import canonical, markdown
from flashcards.guides.competencies import declared_level, declared_principles, level_in, principles_in
from flashcards.guides.document import Section
from flashcards.guides.noise import PLACEHOLDER, skip
from flashcards.guides.phrases import is_metadata
from flashcards.guides.shapes.labelled_parts import contents, sources
from flashcards.guides.shapes.questions.cards import answered, drilled
from flashcards.guides.shapes.questions.lines import is_aside
from flashcards.guides.shapes.questions.listed import of_list
from flashcards.guides.shapes.questions.names import is_follow_ups
from flashcards.guides.shapes.shape import Found, draft, text_of
from flashcards.guides.shapes.stories.fronts import front_of, question_of
from flashcards.guides.shapes.stories.labels import STAR, may_tell
from flashcards.guides.shapes.stories.rows import told_in_rows
from flashcards.guides.shapes.stories.story import Story, stories_in
from flashcards.guides.shapes.terms import read_term
from flashcards.guides.wording import plain

MOST_SIBLINGS = 3
"""Sections on either side of a story's own in which the question it answers, or what is asked next, may stand."""

_TITLE = re.compile(r"(?:story )?(?:title|name|headline)|story", re.IGNORECASE)


def find(section: Section) -> Iterator[Found]:
    """Stories right under a section's headings; the question one answers and what is asked next may stand beside it."""
    if len(section.trail) == 1:
        yield from _found(section, ())
    for number, below in enumerate(section.sections):
        if not below.is_label:
            yield from _found(below, section.sections[max(0, number - MOST_SIBLINGS) : number + 1 + MOST_SIBLINGS])


def _found(section: Section, around: Sequence[Section]) -> Iterator[Found]:
    if not may_tell(section.words_of_parts()):
        return
    yield from told_in_rows(section)
    stories = list(stories_in(list(STAR.pieces(section))))
    for story in stories:
        taken = sources(story.pieces)
        if taken and story.is_form:
            yield Found((), taken, tuple(skip(block, PLACEHOLDER) for block in taken))
        elif taken and story.is_told:
            yield _as_note(section, story, around if len(stories) == 1 else ())
    yield from _asked_beside(section, [story for story in stories if story.is_told and not story.is_form])


def _asked_beside(section: Section, stories: Sequence[Story]) -> Iterator[Found]:
    """The other questions of a list in which some are answered with a story."""
    content = [block for story in stories for piece in story.pieces for block in piece.content]
    told, wholly = sorted(block.line for block in content), {block.place for block in content}
    for block in sources(piece for story in stories for piece in story.pieces):
        others = [item for item in block.children if bisect(told, item.line - 1) == bisect(told, item.end_line)]
        if block.is_list and block.place not in wholly and len(others) < len(block.children):
            for one in of_list(replace(block, children=tuple(others))) if others else ():
                yield answered(section, one) if one.has_answer else drilled(section, one)


def _as_note(section: Section, story: Story, around: Sequence[Section]) -> Found:
    question, source = question_of(section, story, around)
    titles = (piece.title for piece in reversed(story.before) if piece.section is None or piece.section.is_label)
    named, framed = _frame(story)
    title = named or next(filter(None, titles), "")
    asked_next, after = _asked_next(story, section, around)
    heading = Block("heading", section.line, section.line, section.heading, "2")
    blocks = (*source, *(block for block, _ in framed), *sources(story.pieces), *after)
    parts = [(label, canonical(text)) for (label, _), text in zip(story.parts, story.texts, strict=True)]
    back = [text for block, text in framed if text and block not in source]
    back += [f"**{label.shown}**\n\n{text}" for label, text in parts]
    sections = [(label.name, text) for label, text in parts if label.name != FOLLOW_UPS]
    if asked_next:
        sections.append((FOLLOW_UPS, "\n".join(f"- {line}" for line in asked_next)))
        back += [f"**{FOLLOW_UPS}**\n\n{sections[-1][1]}"] if FOLLOW_UPS not in (label.name for label, _ in parts) else []
    own = (*source, *(block for block, _ in framed), *contents(story.pieces), *after)
    note = draft(section, Kind.STORY, "", canonical("\n\n".join(back)), own, explicit_id=section.explicit_id, label=title)
    note = _declared(note, story)
    front = question or front_of(section, title, note)
    return Found((replace(note, front=front, sections=tuple(sections)),), (heading, *blocks))


def _frame(story: Story) -> tuple[str, list[tuple[Block, str]]]:
    """Blocks right above a story that hold nothing but labels: its title, and what of their lines says more than its frame."""
    last = max((number for number, piece in enumerate(story.before) if piece.title), default=0)
    above = [piece for piece in story.before[last:] if piece.section is None or not piece.section.is_label]
    blocks = [block for piece in above for block in ((piece.section.blocks if piece.section else ()) or piece.source)]
    told: list[tuple[Block, str]] = []
    named = ""
    for block in blocks:
        if block.kind == "paragraph" and is_aside(block.text):
            told.append((block, ""))
            continue
        lines = block.text.split("\n") if block.kind == "paragraph" else []
        terms = [read_term(line) for line in lines]
        if not lines or not all(term and term.rest for term in terms):
            return "", []
        named = next((term.rest for term in terms if term and _TITLE.fullmatch(term.term)), named)
        said = [line for line, term in zip(lines, terms, strict=True) if term and not _is_frame(term.term)]
        told.append((block, "\n\n".join(said)))
    return named, told


def _is_frame(label: str) -> bool:
    return is_metadata(label) or _TITLE.fullmatch(label) is not None


def _declared(note: NoteDraft, story: Story) -> NoteDraft:
    """A note with the principle and the level that labels above the story give."""
    for piece in story.before:
        for block in (*piece.content, *(piece.section.blocks if piece.section else ())):
            text = markdown([block]) if block.is_list else block.text
            aside = plain(text) if block.kind == "paragraph" and is_aside(text) else ""
            level = declared_level(text) or level_in(aside) or note.level
            principles = declared_principles(text) or principles_in(aside) or note.principles
            note = replace(note, level=level, principles=principles)
    return note


def _asked_next(story: Story, section: Section, around: Sequence[Section]) -> tuple[tuple[str, ...], tuple[Block, ...]]:
    """What an interviewer asks next, and the blocks it stands in, unless answers stand there too: those make cards."""
    own = next((content for label, content in story.parts if label.name == FOLLOW_UPS), None)
    if own is not None:
        return _questions(own), ()
    for sibling in around:
        if sibling.line > section.line and is_follow_ups(sibling.heading):
            is_answered = any(len(item.children) > 1 for block in sibling.blocks for item in block.children)
            return _questions(sibling.blocks), () if is_answered else tuple(block for block in sibling.blocks if block.is_list)
    return (), ()


def _questions(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The first lines of some lists."""
    items = [item for block in blocks if block.is_list for item in block.children]
    return tuple(question for item in items if (question := plain(text_of(item).split("\n")[0]).strip('"“”*')))
