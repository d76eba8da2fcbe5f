"""What has content and tells no fact: it asks, is to be done, cheers, praises, or speaks of the guide."""

from __future__ import annotations

import re

from flashcards.guides.asides import speaks_of_the_guide
from flashcards.guides.blocks import Block, pieces, text_of
from flashcards.guides.noise import (
    ABOUT_THE_GUIDE,
    CHECK_BOX,
    FOOTNOTE,
    PEP_TALK,
    QUESTIONS,
    SCORE_SHEET,
    TESTIMONIAL,
    TO_DO,
    is_tracker,
    most,
)
from flashcards.guides.phrases import (
    any_of,
    cheers,
    is_explanation,
    is_metadata,
    is_numbered_question,
    is_own_question,
    is_prompt,
    is_testimonial,
)
from flashcards.guides.wording import is_question, plain

MOST_ASKED = 2 / 3
"""Share of a list's items that may end in a question mark; above it the list asks, and tells nothing."""
_NAMED = re.compile(r"\*\*[^*?]{2,80}\*\*[.:]?\s+\S|(?!Q\b|Question|Prompt|Scenario|Follow)[A-Z][^:?!.\n]{2,60}:\s+\S")
_UNFINISHED = re.compile(r"<?(?:TODO|TBD|FIXME|WIP)\b")
_FOOTNOTE = re.compile(r"\\?\*(?![\s*])[^*]*|\[\^[^\]\s]+\]:\s.*", re.DOTALL)
_STRESSED = re.compile(r"(\*\*|__|[*_])(?=Remember\W)[^*_]+!\1")
_HOPES = any_of(r"\b(?:succeed|success(?:ful)?|confiden(?:t|ce)|journey|thrive|shine|great|best)\b")
"""What is wished for at the end of a guide."""
_SAMPLE = any_of(r"\b(?:sample|example)\b")
LEAST_OF_A_SAMPLE = 100
"""Characters of a quote that shows what to say."""
_OF_A_GUIDE = any_of(r"prerequisites?|(?:target )?audience|authors?|last updated|version|reading time|skill level")
_OF_RESOURCES = any_of(r"resources?|links?|urls?|books?|courses?|authors?|platforms?|what you(?:['’]ll| will) learn")
"""Columns of what is to be read elsewhere."""
_OVERVIEW = any_of(r"(?:quick |course |guide |general )?overview|welcome|about")


def untold(block: Block, heading: str = "", box: str = "") -> str | None:
    """Why a block that has content tells no fact: it asks, is to be done or filled in, cheers, or is somebody's praise."""
    match block.kind:
        case "paragraph":
            return _untold_paragraph(block, heading, box)
        case "list" | "numbers":
            return _untold_list([text_of(item) for item in block.children])
        case "table":
            return SCORE_SHEET if is_tracker(block) else ABOUT_THE_GUIDE if _describes_the_guide(block) else None
        case "quote":
            return _untold_quote("\n".join(pieces(block)), heading)
    return None


def lists_the_guide(block: Block) -> bool:
    """Whether a block leads in to a list of what stands in the guide."""
    return block.kind == "paragraph" and block.text.rstrip("*_ ").endswith(":") and speaks_of_the_guide(block.text)


def explains(block: Block) -> bool:
    """Whether a block says what something is or does, so that even a heading such as "Resources" does not hide it."""
    match block.kind:
        case "paragraph":
            return is_explanation(block.text)
        case "list" | "numbers":
            return most(is_explanation(text_of(item)) for item in block.children)
    return block.kind == "table" and not any(map(_OF_RESOURCES.fullmatch, pieces(block.children[0])))


def _untold_paragraph(block: Block, heading: str, box: str) -> str | None:
    if _UNFINISHED.match(block.text):
        return TO_DO
    if cheers(block.text) or (box and cheers(heading)) or _wishes(block.text):
        return PEP_TALK
    if speaks_of_the_guide(block.text) or (_OVERVIEW.fullmatch(heading) and not explains(block)):
        return ABOUT_THE_GUIDE
    if box and is_testimonial(block.text):
        return TESTIMONIAL
    if _FOOTNOTE.fullmatch(block.text):
        return FOOTNOTE
    return QUESTIONS if is_numbered_question(block.text) else None


def _untold_list(items: list[str]) -> str | None:
    if most(CHECK_BOX.match(item) for item in items):
        return TO_DO
    asked = [item for item in items if is_prompt(item) and not _NAMED.match(item)]
    most_asked = MOST_ASKED if all(map(is_question, asked)) else 1 / 2
    return QUESTIONS if len(asked) > most_asked * len(items) or most(map(is_own_question, items)) else None


def _wishes(text: str) -> bool:
    """Whether a paragraph is one call in bold or italics, to remember what makes people succeed."""
    return _STRESSED.fullmatch(text) is not None and _HOPES.search(text) is not None


def _untold_quote(text: str, heading: str) -> str | None:
    """Below a heading such as "Sample answer", what somebody says of himself is the sample."""
    if speaks_of_the_guide(text):
        return ABOUT_THE_GUIDE
    if is_prompt(text):
        return QUESTIONS
    is_shown = text[:1] in ('"', "“") and len(text) >= LEAST_OF_A_SAMPLE and _SAMPLE.search(heading) is not None
    return TESTIMONIAL if not is_shown and is_testimonial(text) else None


def _describes_the_guide(table: Block) -> bool:
    """Whether most rows have a name such as "Level" and "Duration", and one says for whom or from when the guide is."""
    rows = [row.children for rows in table.children[1:] for row in rows.children]
    names = [plain(row[0].text) for row in rows if len(row) == 2]
    return sum(map(is_metadata, names)) * 2 > len(rows) and any(map(_OF_A_GUIDE.fullmatch, names))
