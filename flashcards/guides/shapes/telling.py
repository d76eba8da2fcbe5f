"""Whether the parts of a story tell one, teach how to, or wait to be filled in; and what the story is called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from flashcards.guides.blocks import Block
from flashcards.guides.document import Section
from flashcards.guides.phrases import is_prompt
from flashcards.guides.shapes.shape import text_of
from flashcards.guides.wording import is_general, placeholders, plain, tidy

LEAST_WORDS_A_GAP = 12
"""Words for each `[placeholder]` of an account whose names were left out; a template has fewer."""
LEAST_CHARACTERS = 40
"""Of a part without numbers and without "I": shorter ones name what belongs in it."""

_GENERAL_TITLE = re.compile(
    r"(?:(?:an?|the|my|complete|full|sample|examples?|model|star|[tl]|car|soar|story|stories|responses?|answers?|framework|format|"
    r"method|l[5-8]|scenario|strong|behaviou?ral|in|with|using|for|of|\d+|#\d+)\b[\s:().–-]*)+",
    re.IGNORECASE,
)
_BEFORE_TITLE = re.compile(
    r"^(?:(?:complete|full|sample|example|star(?:-\w)?|car|soar|par|story|title|response|answer|scenario|l[5-8]|#?\d{1,3})\b\s*)+"
    r"(?::|\s[–—-]+)\s*(?=\S)",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"L[5-8]\s+")
_FOLLOW_UPS = re.compile(r".*\b(?:follow-?\s?ups?|prob(?:ing|es))\b.*", re.IGNORECASE)
_BEFORE_PROMPT = re.compile(
    r"\W*(?:(?:the|interview|sample|example|behaviou?ral)\s)*(?:question|prompt|q)\s?\d{0,3}\s*[:.)–-]+\s*", re.IGNORECASE
)
_FIRST_PERSON = re.compile(r"\b(?:I|my|me|myself|we|our|us)\b", re.IGNORECASE)
_SECOND_PERSON = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_ADVICE = re.compile(
    r"\W*(?:describe|explain|set|share|start|detail|provide|give|state|outline|define|focus|use|show|include|quantify|what|who|when|where|"
    r"why|how|which|briefly|clearly|finally|keep|make|highlight|talk|mention|specify|specific)\b",
    re.IGNORECASE,
)
_NOT_TOLD = re.compile(r"\b\d[\d–-]*\s*(?:s|sec(?:ond)?s?|min(?:ute)?s?)\b|[\"“][^\"“”\n]{1,12}[\"”]|\*\*[^*\n]+\*\*")
"""Times, words that are spoken of, and labels inside a part."""
_QUESTION_HEADING = re.compile(r".*\b(?:questions?|prompt|asked)\b.*", re.IGNORECASE)


def is_form(parts: Sequence[str]) -> bool:
    """Whether most parts are empty or hold little but gaps."""
    text = "\n".join(parts)
    gaps = len(placeholders(text)) if "[" in text else 0
    empty = sum(not part.strip(' *_\n"') for part in parts)
    return empty * 2 >= len(parts) or "___" in text or (gaps > 0 and len(text.split()) < LEAST_WORDS_A_GAP * gaps)


def is_told(parts: Iterable[str]) -> bool:
    """Whether at least half the parts tell what somebody did, and not what belongs in them."""
    told = [_tells(_NOT_TOLD.sub("", part[:600])) for part in parts]
    return sum(told) * 2 >= len(told)


def _tells(part: str) -> bool:
    mine, yours = len(_FIRST_PERSON.findall(part)), len(_SECOND_PERSON.findall(part))
    if mine or yours:
        return mine > yours
    return _ADVICE.match(part) is None and (len(part) >= LEAST_CHARACTERS or any(sign.isdigit() for sign in part))


def asked(text: str) -> str | None:
    """The question or task an interviewer sets in a text that says nothing else, as plain words."""
    words = _BEFORE_PROMPT.sub("", plain(text), count=1).strip("\"“”'‘’*() ")
    return words if is_prompt(words) and len(words) <= 400 else None


def asked_by(section: Section) -> str | None:
    """The same of a section that holds nothing but the question; below a heading that says so, in any wording."""
    blocks = [child for block in section.blocks for child in (block.children if block.kind == "quote" else (block,))]
    if len(blocks) != 1 or blocks[0].kind != "paragraph" or section.sections:
        return None
    words = plain(blocks[0].text).strip('"“” ')
    return asked(words) or (words if _QUESTION_HEADING.fullmatch(section.heading) else None)


def is_follow_ups(heading: str) -> bool:
    return _FOLLOW_UPS.fullmatch(heading) is not None


def follow_ups(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The questions of some lists."""
    items = [item for block in blocks if block.is_list for item in block.children]
    return tuple(question for item in items if (question := plain(text_of(item).split("\n")[0]).strip('"“”*')))


def name_of(section: Section, title: str) -> str:
    """What a story is called, by its title and as many of the headings above it as it takes to tell it from others."""
    for name in (title, *reversed(section.trail)):
        name = _BEFORE_TITLE.sub("", tidy(name), count=1)
        if name and not is_general(_LEVEL.sub("", name)) and not _GENERAL_TITLE.fullmatch(plain(name)):
            return asked(name) or name
    return tidy(title) or section.heading or "Story"
