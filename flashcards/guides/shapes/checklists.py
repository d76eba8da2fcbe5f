"""Check lists: what one should be able to explain is offered as a card without an answer; the rest is to be done, not learned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from flashcards.core.models import Kind, NoteDraft
from flashcards.guides.blocks import Block
from flashcards.guides.document import Section
from flashcards.guides.headings import heading_reason
from flashcards.guides.noise import TO_DO, skip
from flashcards.guides.shapes import term_bullets
from flashcards.guides.shapes.days import read_day
from flashcards.guides.shapes.shape import Found, draft, text_of
from flashcards.guides.shapes.sides import with_text
from flashcards.guides.shapes.terms import read_term
from flashcards.guides.wording import plain

MOST_IN_A_PROMPT = 200
LEAST_WORDS = 3
LEAST_CRITERIA = 3
"""Terms of a list that says what each of them means, though it has boxes."""

_CHECK_BOX = re.compile(r"\[[ xX]\]\s+|☐\s*")
_TELLING = r"explain|describe|define|compare|contrast|summari[sz]e|distinguish|differentiate|outline"
_CAN = re.compile(
    r"(?:I |you )?(?:can|could|am able to|are able to|be able to|able to)\s+(?:clearly |confidently |briefly |fluently )?"
    rf"(?P<verb>{_TELLING}|name|list|discuss|articulate|walk|draw|derive|justify|state|recite|sketch|identify|recall)\b(?P<rest>\s+\S.*)",
    re.IGNORECASE,
)
_TELL = re.compile(rf"(?P<verb>{_TELLING})\b(?P<rest>\s+\S.*)", re.IGNORECASE)
_KNOW = re.compile(
    r"(?:I |you )?(?:know|understand|understood|understanding of|knowledge of)\s+(?:of |about )?(?P<rest>\S.*)", re.IGNORECASE
)
_WORD, _VERB = re.compile(r"[^\W_]+"), re.compile(r"(?:I |you )?(?:can |could |am able to |are able to |be able to )?\w+ ")
_GENERAL = re.compile(
    r"the|an?|my|your|its?|their|all|each|every|any|both|some|of|in|on|to|for|from|with|between|through|and|or|when|why|how|what|"
    r"which|who|is|are|use|apply|choose|main|major|key|core|basic|different|various|complex|common|important|other|several|"
    r"technical|approach(?:es)?|patterns?|concepts?|trade|offs?|options?|methods?|techniques?|strateg(?:y|ies)|challenges?|"
    r"solutions?|problems?|systems?|designs?|decisions?|choices?|topics?|terms?|ideas?|principles?|details?|audiences?|"
    r"constraints?|requirements?|implementation|clearly|well|confidently|briefly",
    re.IGNORECASE,
)
"""Words that are in the prompts of any subject."""


def find(section: Section) -> Iterator[Found]:
    for block in section.blocks:
        if block.is_list and all(_CHECK_BOX.match(text_of(item)) for item in block.children) and heading_reason(section) != TO_DO:
            yield from _checked(section, block, is_in_plan=any(map(read_day, section.trail)))


def _checked(section: Section, block: Block, is_in_plan: bool) -> Iterator[Found]:
    """Cards of a list in which every item has a box, and asks, or explains a term. On a day of a plan, both are to be done."""
    prompts = [_prompt(text_of(item), is_in_plan) for item in block.children]
    if any(prompts):
        notes = [_note(section, item, prompt) for item, prompt in zip(block.children, prompts, strict=True) if prompt]
        skips = [skip(item, TO_DO) for item, prompt in zip(block.children, prompts, strict=True) if prompt is None]
        yield Found(tuple(notes), (block,), tuple(skips))
    elif not is_in_plan and len(block.children) >= LEAST_CRITERIA:
        criteria = replace(block, children=tuple(with_text(item, _without_box(item)) for item in block.children))
        if all(term and term.rest for term in (read_term(text_of(item)) for item in criteria.children)):
            yield from term_bullets.find(section.holding((criteria,), ()))


def _without_box(item: Block) -> str:
    return _CHECK_BOX.sub("", text_of(item), count=1).strip()


def _prompt(item: str, is_in_plan: bool) -> str | None:
    """ "Can explain sharding" -> "Explain sharding"; "Know when to shard" -> "Explain when to shard"."""
    text = _CHECK_BOX.sub("", item, count=1).strip()
    words = plain(text).rstrip(".")
    if len(words) > MOST_IN_A_PROMPT or len(words.split()) < LEAST_WORDS:
        return None
    if not _names_something(words):
        return None
    if match := _CAN.fullmatch(words) or (None if is_in_plan else _TELL.fullmatch(words)):
        return f"{match['verb'].capitalize()}{match['rest']}"
    match = _KNOW.fullmatch(words)
    return f"Explain {match['rest']}" if match else None


def _names_something(words: str) -> bool:
    """Whether a prompt names what it is about, and not only "the main trade-offs between different approaches"."""
    return any(_GENERAL.fullmatch(word) is None for word in _WORD.findall(_VERB.sub("", words, count=1)))


def _note(section: Section, item: Block, prompt: str) -> NoteDraft:
    return replace(draft(section, Kind.QUESTION, prompt, "", [item]), is_offered=True)
