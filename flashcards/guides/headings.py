"""What a heading says of all that stands below it: "Resources" and "Next steps" seldom hold knowledge."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from flashcards.core.record import record
from flashcards.guides.blocks import Block, pieces
from flashcards.guides.document import Section
from flashcards.guides.forms import is_form
from flashcards.guides.noise import (
    ABOUT_THE_GUIDE,
    NAVIGATION,
    PEP_TALK,
    PLACEHOLDER,
    TO_DO,
    is_to_fill_in,
)
from flashcards.guides.phrases import any_of, cheers
from flashcards.guides.wording import plain

LEAST_CHAPTERS = 2
"""Headings below one such as "What comes next?" that may be chapters of their own."""
LEAST_OF_PROSE = 120
"""Characters of a paragraph that says more than what is to be done."""


@record(frozen=True, slots=True)
class Cover:
    """Why nothing below a heading becomes a card; or, unless it is final, only what explains something, or is drilled.

    is_own: whether it covers what stands right below the heading, and not the headings there.
    """

    reason: str
    is_final: bool = False
    is_own: bool = False


_FINAL = (
    (
        ABOUT_THE_GUIDE,
        any_of(
            r"prerequisites?\b.*|what you(?:['’]ll| will) (?:learn|master|get|need)|learning (?:outcomes|objectives|goals)",
            r".*\b(?:template usage|usage instructions)|target audience|changelog|under development",
            r"(?:(?:meta-?)?tips (?:for|on) )?(?:how to (?:use|read|study|navigate)|using|who should (?:use|read)|why|about)"
            r" th(?:is|ese)(?: (?:\w+ ){0,2}"
            r"(?:guides?|pages?|documents?|files?|sections?|templates?|sheets?|decks?|(?:flash)?cards?|notes|checklists?|repo(?:sitory)?))?",
            r"about (?:this|the) (?:guide|page|document|author)s?|who (?:this (?:\w+ )?is|is this (?:\w+ )?) ?for",
            r"time (?:investment|commitment|required)|licen[cs]e|contribut(?:e|ing|ors?)\b.*|acknowledge?ments?|credits?",
            r"how (?:the|this) (?:book|guide|course|page|handbook) is (?:laid out|organi[sz]ed|structured)",
            r"contact(?: info| us| me)?|(?:how to (?:fill|complete)|filling)\b.*",
        ),
    ),
    (
        NAVIGATION,
        any_of(
            r"next (?:video|lecture|lesson|chapter|article|post|episode|tutorial)s?|citations?|works cited",
            r"(?:table of )?contents|toc|(?:site |page |quick )?navigation|(?:(?:documentation|official|reference) )?sources",
            r"(?:do|are|is|where|what|which)\b.*\b(?:additional|further|other|more|good|recommended) "
            r"(?:resources|books|articles|courses|reading|links)\b.*",
        ),
    ),
)
_HINTS = (
    (
        ABOUT_THE_GUIDE,
        any_of(
            r"how to use (?:this|these)\b.*|(?:study |practice )?session (?:context|goals?|log|notes)\b.*",
            r"(?:why|how|what|who)\b.*\bthis (?:file|guide|page|document|repo(?:sitory)?|cheat ?sheet|handbook)\b.*",
        ),
    ),
    (
        NAVIGATION,
        any_of(
            r"(?:\S+ ){0,3}resources(?: (?:for|to) .*)?|reference|(?:\S+ )?references|(?:useful |quick )?links",
            r".*\b(?:further reading|bibliography|see also|also see)|.*\brelated (?:\w+ )?(?:guides?|topics?|content|pages?)",
            r"(?:recommended|online) (?:courses|books|platforms)|essential (?:questions|problems)",
            r"(?:recommended |essential )?practice (?:questions|problems|platforms)",
        ),
    ),
    (
        TO_DO,
        any_of(
            r"what(?:['’]s| is| comes) next|where to go (?:next|from here)|(?:up|coming) next",
            r".*\b(?:deliverables|homework|next steps)(?: .*)?|action items|.*\bto-?do(?:s| list)?|.*\blearning (?:journey|path)",
        ),
    ),
    (
        PEP_TALK,
        any_of(
            r".*\b(?:testimonials?|success stories|good luck|congratulations|you['’]re ready)\b.*",
            r"(?:some )?(?:final|closing) (?:thoughts?|words?|note)|what (?:\S+ ){1,3}(?:say|are saying)",
        ),
    ),
)
_TEMPLATE = any_of(r"\b(?:templates?|worksheets?|forms?|fill[- ]in)\b")
_IN_SHORT = any_of(r"tl;? ?dr\W*|(?:executive |quick )?summary|in (?:short|brief|a nutshell)|key (?:points|takeaways)")
_CONDITION = any_of(r"(?:if|when|once|in case|unless)\b.*")


def cover_of(section: Section, outer: Cover | None) -> Cover | None:
    """What covers a section, by its own heading or one above it. A condition ("If you have gaps") begins a rule, and uncovers."""
    heading = plain(section.heading).rstrip("?: ")
    if not heading or (outer and outer.is_final):
        return outer
    if outer and outer.is_own and not section.is_label:
        outer = None
    if cover := _named(heading):
        if cover.reason == TO_DO and _teaches(section):
            return replace(cover, is_own=True)
        return replace(cover, is_final=cover.is_final or (cover.reason == PEP_TALK and bool(section.box)))
    if _is_only_filled_in(section):
        return Cover(ABOUT_THE_GUIDE)
    if _TEMPLATE.search(heading) and _is_mostly_form(section):
        return Cover(PLACEHOLDER, is_final=True)
    return None if _CONDITION.match(heading) else outer


def _teaches(section: Section) -> bool:
    """Whether most of the headings below a section have prose below them, and so are chapters of it and nothing to be done."""
    below = [part for part in section.sections if not part.is_label]
    return len(below) >= LEAST_CHAPTERS and sum(any(map(_is_prose, part.blocks)) for part in below) * 2 > len(below)


def _is_prose(block: Block) -> bool:
    is_said = block.kind == "paragraph" and len(block.text) >= LEAST_OF_PROSE
    return is_said and "](" not in block.text and "://" not in block.text and not is_form(block.text)


@lru_cache(maxsize=4096)
def _named(heading: str) -> Cover | None:
    final = next((reason for reason, pattern in _FINAL if pattern.fullmatch(heading)), None)
    if final:
        return Cover(final, is_final=True)
    if cheers(heading):
        return Cover(PEP_TALK)
    return next((Cover(reason) for reason, pattern in _HINTS if pattern.fullmatch(heading)), None)


def greets(section: Section) -> bool:
    """Whether a section is a box that, above a guide's first heading, only says what the guide is; not one that sums it up."""
    return bool(section.box) and _IN_SHORT.fullmatch(plain(section.heading)) is None


def heading_reason(section: Section) -> str | None:
    """Why little or nothing below a heading becomes a card."""
    cover = cover_of(section, None)
    return cover.reason if cover else None


def _is_mostly_form(section: Section) -> bool:
    """Whether most of the sections below, or of its own blocks where there are none, wait to be filled in."""
    parts = [[block for below in part.walk() for block in below.blocks] for part in section.sections]
    parts = parts or [[block] for block in section.blocks]
    return sum(any(map(_is_form, blocks)) for blocks in parts) * 2 > len(parts)


def _is_only_filled_in(section: Section) -> bool:
    """Whether beside paragraphs nothing stands in a section but lists to tick off and tables to fill in."""
    others = [block for block in section.blocks if block.kind not in ("paragraph", "quote", "rule")]
    return bool(others) and not section.sections and all(map(is_to_fill_in, others))


def _is_form(block: Block) -> bool:
    return block.kind != "code" and any(map(is_form, pieces(block)))
