"""A story as it was typed or read, made fit to be stored, or refused with the field that is wrong."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import NoReturn

from flashcards.core.errors import BadInput, WrongField
from flashcards.core.models import LEVELS
from flashcards.core.moment import Moment
from flashcards.core.stories.outlines import OUTLINES
from flashcards.core.stories.story import (
    FIRST_YEAR,
    MOST_FOLLOW_UPS,
    MOST_FURTHER,
    MOST_LINE_CHARACTERS,
    MOST_TITLE_CHARACTERS,
    STRENGTHS,
    FollowUp,
    StoryDraft,
)
from flashcards.guides.reading import MAX_SIDE_BYTES
from flashcards.services.writing import checked_tags, side
from flashcards.storage.database import Connection
from flashcards.storage.principles import principles

_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and signs by their kind that nobody sees."""


def checked(db: Connection, draft: StoryDraft, moment: Moment) -> StoryDraft:
    """A story as it can be stored, its texts in canonical Markdown. Law: checked(checked(x)) == checked(x). Raises WrongField."""
    _check_choices(draft, moment)
    return replace(
        draft,
        title=_title(draft.title),
        situation=_text("situation", draft.situation),
        task=_text("task", draft.task),
        action=_text("action", draft.action),
        result=_text("result", draft.result),
        learned=_text("learned", draft.learned),
        number=_line("number", draft.number),
        scope=_line("scope", draft.scope),
        principles=_principles(db, draft.principles),
        follow_ups=tuple(_follow_ups(draft.follow_ups)),
        tags=_tags(draft.tags),
    )


def _title(text: str) -> str:
    title = one_line(text)
    if not is_seen(title):
        _refuse("title", "The story has no title. Give it one that you will know it by.")
    if len(title) > MOST_TITLE_CHARACTERS:
        _refuse("title", f"A title has at most {MOST_TITLE_CHARACTERS} characters. Shorten it.")
    return title


def _text(name: str, text: str) -> str:
    text = side(text)
    if len(text.encode()) > MAX_SIDE_BYTES:
        _refuse(name, f"{name.capitalize()} holds at most {MAX_SIDE_BYTES // 1000} kB. Shorten it.")
    return text


def _line(name: str, text: str) -> str:
    line = one_line(text)
    if len(line) > MOST_LINE_CHARACTERS:
        _refuse(name, f"{name.capitalize()} is one line of at most {MOST_LINE_CHARACTERS} characters. Shorten it.")
    return line


def one_line(text: str) -> str:
    """A text without line breaks; white space counts as one space. A lone surrogate is no text."""
    return " ".join(text.encode(errors="replace").decode().replace("\0", " ").split())


def is_seen(text: str) -> bool:
    """Whether anything of a text can be seen: a letter, a number or a sign."""
    return any(unicodedata.category(character)[0] in "LNPS" and character not in _BLANKS for character in text)


def _check_choices(draft: StoryDraft, moment: Moment) -> None:
    last = moment.day.year
    if draft.year is not None and not FIRST_YEAR <= draft.year <= last:
        _refuse("year", f"The year must be from {FIRST_YEAR} to {last}, or left empty.")
    if draft.level is not None and draft.level not in LEVELS:
        _refuse("level", f"The level must be {' or '.join(LEVELS)}, or left empty.")
    if draft.strength not in STRENGTHS:
        _refuse("strength", f"The strength must be a number from {STRENGTHS[0]} to {STRENGTHS[-1]}.")
    if draft.outline is not None and draft.outline not in {outline.key for outline in OUTLINES}:
        _refuse("outline", f"The outline must be one of: {', '.join(outline.key for outline in OUTLINES)}; or left out.")


def _principles(db: Connection, named: Iterable[str]) -> tuple[str, ...]:
    """As they are spelled in the collection, each once."""
    known = {one.name.casefold(): one.name for one in principles(db)}
    wanted = list(dict.fromkeys(name for text in named if (name := one_line(text))))
    if missing := [name for name in wanted if name.casefold() not in known]:
        _refuse("principles", f"There is no principle {missing[0][:80]!r}. Choose from the page Principles, or add it there.")
    found = tuple(dict.fromkeys(known[name.casefold()] for name in wanted))
    if len(found) > 1 + MOST_FURTHER:
        _refuse("principles", f"A story shows one primary principle and at most {MOST_FURTHER} more. Leave some out.")
    return found


def _follow_ups(given: Iterable[FollowUp]) -> Iterable[FollowUp]:
    """Those in which something stands."""
    kept = [one for one in given if one.question.strip() or one.answer.strip()]
    if len(kept) > MOST_FOLLOW_UPS:
        _refuse("follow_ups", f"A story has at most {MOST_FOLLOW_UPS} follow-up questions. Leave some out.")
    for one in kept:
        question, answer = one_line(one.question), side(one.answer)
        if not question:
            _refuse("follow_ups", "A follow-up has an answer but no question. Write what the interviewer asks.")
        if len(question) > MOST_LINE_CHARACTERS or len(answer.encode()) > MAX_SIDE_BYTES:
            most = f"{MOST_LINE_CHARACTERS} characters, its answer {MAX_SIDE_BYTES // 1000} kB"
            _refuse("follow_ups", f"A follow-up question has at most {most}. Shorten it.")
        yield FollowUp(question, answer)


def _tags(words: Iterable[str]) -> tuple[str, ...]:
    try:
        return checked_tags(words)
    except BadInput as error:
        raise WrongField("tags", error.message) from None


def _refuse(field: str, message: str) -> NoReturn:
    raise WrongField(field, message)
