"""Lists of questions that nobody is asked in an interview, to put to others or to look for: they are known together.

A line leads in to them that says so ("Helpful questions:"), or speaks of something else ("Key areas of assessment include:"); or
they are a check list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashcards.guides.blocks import Block
from flashcards.guides.document import Section
from flashcards.guides.forms import is_form
from flashcards.guides.noise import CHECK_BOX, TOO_LONG, skip
from flashcards.guides.shapes.definitions import SENTENCE_END
from flashcards.guides.shapes.lists import one_card, split, under
from flashcards.guides.shapes.questions.answers import are_questions
from flashcards.guides.shapes.questions.asked import is_bank
from flashcards.guides.shapes.questions.lines import asks_oneself, asks_reader
from flashcards.guides.shapes.questions.listed import of_list
from flashcards.guides.shapes.questions.names import is_follow_ups, speaks_of_questions
from flashcards.guides.shapes.shape import Found, follows, text_of
from flashcards.guides.wording import is_question, plain

MOST_IN_A_LEAD = 120
"""Characters of a line that can be asked."""
LEAST_KNOWN, LEAST_PUT = 3, 2
"""Questions of such a list; and if each of them speaks to somebody."""
_TO_OTHERS = re.compile(
    r"(?:\S+ ){0,2}(?:helpful|useful|simple|good|great|powerful|effective|example|open(?:-ended)?|coaching|clarifying|guiding)\s+"
    r"questions\b.*|.*\bask\b(?!.*\byourself).*",
    re.IGNORECASE,
)
_TELLS_OF_ONESELF = re.compile(r"\b(?:me|us|a time|an? (?:example|experience|situation|project))\b", re.IGNORECASE)
_CHECKS = re.compile(r"\b(?:check-? ?lists?|self-? ?checks?)\b", re.IGNORECASE)
_INTERVIEW = re.compile(r"\binterview", re.IGNORECASE)
LEAST_SAID = 4
"""Words of a line that says more than what the questions of an interview are about."""


def find(section: Section) -> Iterator[Found]:
    if is_bank(section) or speaks_of_questions(section.trail[0]) or is_question(section.heading):
        return
    are_checks = any(map(_CHECKS.search, section.path[-2:]))
    for above, block in zip((None, *section.blocks), section.blocks, strict=False):
        if not block.is_list:
            continue
        if above and above.kind == "paragraph" and follows(above, block) and above.text.rstrip("*_ ").endswith(":"):
            lead = SENTENCE_END.split(plain(above.text))[-1].rstrip(":").strip()
            if 0 < len(lead) <= MOST_IN_A_LEAD and _are_for_others(section, lead) and _are_known(block):
                yield _known(section, lead, above, block)
        elif are_checks and _are_known(block, LEAST_PUT) and not any(asks_oneself(text_of(item)) for item in block.children):
            yield _listed(section, (block,), (block,))


def _are_for_others(section: Section, lead: str) -> bool:
    """Whether the line above some questions says who asks them, or nothing of questions at all."""
    if _TO_OTHERS.fullmatch(lead):
        return True
    says_more = len(lead.split()) >= LEAST_SAID or not any(map(_INTERVIEW.search, section.trail))
    return says_more and not (speaks_of_questions(lead) or is_follow_ups(lead))


def _are_known(block: Block, least: int = LEAST_KNOWN) -> bool:
    """Whether a list has several questions without answers, and most of them ask for no story."""
    texts = [text_of(item) for item in block.children]
    least = LEAST_PUT if all(map(asks_reader, texts)) else least
    if len(texts) < least or not are_questions(block) or any(map(is_form, texts)) or any(map(CHECK_BOX.match, texts)):
        return False
    group = of_list(block)
    stories = [one for one in group if one.question.is_prompt and _TELLS_OF_ONESELF.search(one.question.text)]
    return not any(one.has_answer for one in group) and len(stories) * 2 < len(group)


def _known(section: Section, lead: str, above: Block, block: Block) -> Found:
    """The questions as the answer to the line above them, on one card or, where they are many, on several.

    Where that line is all that stands between them and the heading, they answer to the heading.
    """
    is_all = len(lead) + 2 >= len(plain(above.text))
    taken = (above, block) if is_all else (block,)
    if is_all and section.heading and above is section.blocks[0]:
        return _listed(section, taken, taken)
    return _listed(under(section, lead), (block,), taken)


def _listed(place: Section, shown: tuple[Block, ...], taken: tuple[Block, ...]) -> Found:
    """The last of some blocks, a list, as the answer to a heading, on one card with the others or on several."""
    whole = one_card(place, shown, shown[-1])
    notes, left = ([whole], []) if whole else split(place, shown[-1])
    return Found(tuple(notes), taken, tuple(skip(item, TOO_LONG) for item in left))
