"""What asks for a story: the question it answers, or its name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flashcards.core.models import NoteDraft
from flashcards.guides.blocks import Block
from flashcards.guides.document import Section
from flashcards.guides.shapes.questions.lines import read_question, unquoted
from flashcards.guides.shapes.questions.names import is_question_name, speaks_of_questions
from flashcards.guides.shapes.stories.story import Story
from flashcards.guides.wording import is_general, plain, tidy

_GENERAL_TITLE = re.compile(
    r"(?:(?:an?|the|my|complete|full|sample|examples?|recommended|suggested|model|star|[tl]|car|soar|story|stories|responses?|answers?|framework|format|"
    r"method|l[5-8]|scenario|strong|behaviou?ral|in|with|using|for|of|\d+|#\d+)\b[\s:().–-]*)+",
    re.IGNORECASE,
)
_BEFORE_TITLE = re.compile(
    r"^(?:(?:complete|full|sample|example|star(?:-\w)?|car|soar|par|story|title|response|answer|scenario|l[5-8]|#?\d{1,3})\b\s*)+"
    r"(?::|\s[–—-]+)\s*(?=\S)",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"L[5-8]\s+")
_SPEAKER = re.compile(r"\*\*[A-Z][\w.' -]{0,30}:\*\*\s+(?=\S)")


def question_of(section: Section, story: Story, around: Sequence[Section]) -> tuple[str | None, tuple[Block, ...]]:
    """The question the story answers, and the blocks it stands in: right above it, or in a section before its own."""
    for piece in reversed(story.before):
        if question := _asked(piece.title or (piece.content[0].text if len(piece.content) == 1 else "")):
            return question, piece.source
    for sibling in reversed(around):
        if sibling.line < section.line and (question := _asked_by(sibling)):
            return question, sibling.blocks
    return None, ()


def front_of(section: Section, title: str, note: NoteDraft) -> str:
    """ "Story: Moving the ledger (Ownership, L6)?"; a title that is a question stays as it is."""
    name = _name_of(section, title)
    if question := _asked(name):
        return question
    shows = [word for word in (*note.principles[:1], note.level) if word and word.lower() not in name.lower()]
    name = f"{name} ({', '.join(shows)})" if shows else name
    return f"{name}?" if "story" in name.lower() else f"Story: {name}?"


def _asked(text: str) -> str | None:
    """The question or task an interviewer sets in a text that says nothing else, as plain words."""
    question = read_question(_SPEAKER.sub("", text, count=1) if text.startswith("**") else text)
    return plain(question.text) if question else None


def _asked_by(section: Section) -> str | None:
    """The same of a section that holds nothing but the question; below a heading that says so, in any wording."""
    blocks = [child for block in section.blocks for child in (block.children if block.kind == "quote" else (block,))]
    if len(blocks) != 1 or blocks[0].kind != "paragraph" or section.sections:
        return None
    is_named = is_question_name(section.heading) or speaks_of_questions(section.heading)
    return _asked(blocks[0].text) or (unquoted(blocks[0].text) if is_named else None)


def _name_of(section: Section, title: str) -> str:
    """What a story is called, by its title and as many of the headings above it as it takes to tell it from others."""
    for name in (title, *reversed(section.trail)):
        name = _BEFORE_TITLE.sub("", tidy(name), count=1)
        if name and not is_general(_LEVEL.sub("", name)) and not _GENERAL_TITLE.fullmatch(plain(name)):
            return name
    return tidy(title) or section.heading or "Story"
