"""What never becomes a card, and why. Reasons are short, stable phrases: they are shown beside each skip."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from flashcards.core.models import Skip
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import markdown
from flashcards.guides.document import Section
from flashcards.guides.wording import placeholders, plain, without_emoji

PLACEHOLDER = "placeholder"
NAVIGATION = "links only"
TO_DO = "a to-do list"
SCORE_SHEET = "a score sheet"
PEP_TALK = "encouragement"
ABOUT_THE_GUIDE = "about the guide itself"
HTML = "raw HTML"
MARKUP = "leaked markup"
QUESTIONS = "no shape for this yet (questions without answers)"
STORY = "no shape for this yet (story)"
TOO_DEEP = "nested too deeply to be read (more than about 20 lists in one another)"
UNCLOSED_FENCE = "a code fence that is never closed; add a line ``` where the code ends"
UNCLOSED_COMMENT = "a comment that is never closed; add --> where it ends"

MOST_PLACEHOLDERS = 1 / 3
"""Share of a list's items that may wait to be filled in; above it the whole list is a form."""


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_HEADINGS = (
    (
        NAVIGATION,
        _any(
            r".*\b(?:resources?|references|further reading|bibliography|links|see also|navigation|table of contents)",
            r".*\brelated (?:\w+ )?(?:guides?|topics?|content)|contents|toc",
            r".*\b(?:recommended|practice|essential) (?:practice )?(?:questions|problems|courses)|(?:recommended|online) courses",
        ),
    ),
    (
        TO_DO,
        _any(
            r".*\b(?:checklists?|deliverables|homework)|(?:immediate |your )?next steps|action items",
            r".*\bto-?do(?:s| list)?|.*\blearning (?:journey|path)",
        ),
    ),
    (
        ABOUT_THE_GUIDE,
        _any(
            r"prerequisites?\b.*|what you(?:['’]ll| will) (?:learn|master|get|need)|learning (?:outcomes|objectives|goals)",
            r"template usage.*|how to use (?:this|these)\b.*|about this (?:guide|page|document)|who this (?:guide )?is for",
            r"time (?:investment|commitment|required)|target audience|changelog|licen[cs]e|contribut\w+",
            r"acknowledge?ments?|credits?|contact(?: info)?|under development",
        ),
    ),
    (
        SCORE_SHEET,
        _any(r".*\b(?:tracker|score ?sheets?|score ?cards?|self-assessments?|self-rating)\b.*|assessment results.*"),
    ),
    (PLACEHOLDER, _any(r".*\bstory template\b.*")),
    (
        STORY,
        _any(
            r".*\bexample stor(?:y|ies)\b.*|story title\b.*|(?:star )?(?:story|example) ?\d*:.*",
            r".*\bSTAR (?:response|answer)\b.*|.*\b(?:complete|full|example|sample) STAR\b.*",
        ),
    ),
    (QUESTIONS, _any(r".*\b(?:questions to ask|reverse questions|readiness check)\b.*")),
    (
        PEP_TALK,
        _any(
            r".*\b(?:testimonials?|success stories|good luck|congratulations|you're ready)\b.*",
            r".*\bfinal (?:thoughts?|words?)\b.*",
        ),
    ),
)
_OVERVIEW = _any(r"(?:quick |course |guide |general )?overview|welcome|about")

_BLANKS = _any(r"_{3,}|\.{5,}|\bY/N\b|\bgood/needs work\b")
_CHECK_BOX = re.compile(r"\[[ xX]\](?:\s|$)")
_LINK = re.compile(r"!?\[[^\[\]\n]*\]\([^()\n]*\)|https?://\S+")
_POINTER = _any(
    r"for (?:more|further|additional|comprehensive|detailed|complete|a (?:full|deeper|complete))\b|see (?:also|the|our)\b",
    r"next(?: up)?:|previous:|continue (?:your|to|with)\b|back to\b|read more|learn more|jump to",
)
_PEP_TALK = _any(
    r"remember:?\s+(?:this|you|that you|every|the (?:key|goal))\b|good luck|best of luck|congratulations|believe in|trust your",
    r"you['’]ve (?:got this|completed)|you are ready|ready to (?:start|begin)|happy (?:learning|studying|coding)|stay confident",
)
_ABOUT = _any(
    r"welcome to|in this (?:guide|section|chapter|page|document)|by (?:completing|the end of)|last updated",
    r"after (?:reading|completing|working)|this (?:\S+ ){0,3}(?:guide|page|section|document|template|plan|chapter|cheat sheet)\b",
    r"use (?:this|these) (?:guides?|templates?|pages?|faqs?)\b|these are (?:essential|recommended)",
)
_MARKUP = _any(
    r"</?(?:function_calls|invoke|parameter)\b|^\s*(?:import|export)\s.+\bfrom\s+['\"]",
    r"^\s*:{3,}|^\s*\{%|^\s*(?-i:<[A-Z])\w*[\s/>]|^\[TOC\]$",
)
_PROMPT = _any(
    r"(?:tell me about|describe (?:a|an|your|the)|give (?:me )?an example|walk me through|share an?)\b",
    r"(?:how (?:did|do|would) you|what would you)\b",
)
_QUESTION_LABEL = re.compile(r"(?:\*\*|__)(?:Q|Question|Scenario)\s?\w{0,3}:?(?:\*\*|__)\s*:?\s*", re.IGNORECASE)
_METADATA = _any(
    r"(?:target )?(?:level|audience)|(?:primary|secondary) lps?|duration|difficulty|skill level|prerequisites?|instructions?",
    r"(?:estimated |total |reading |practice )?time(?: (?:required|commitment|investment|period))?|last updated|authors?",
    r"version|status|tags?|template usage.*",
)


def heading_reason(section: Section) -> str | None:
    """Why nothing below a heading becomes a card."""
    heading = plain(section.heading)
    return next((reason for reason, pattern in _HEADINGS if pattern.fullmatch(heading)), None) if heading else None


def is_metadata(label: str) -> bool:
    """Whether a label speaks of the guide or of a story's frame ("Time required", "Primary LP"), not of its subject."""
    return _METADATA.fullmatch(plain(label)) is not None


def is_form(text: str) -> bool:
    """Whether a text waits to be filled in."""
    return bool(_BLANKS.search(text) or placeholders(text))


def is_prompt(text: str) -> bool:
    """Whether a text asks and does not answer: "Tell me about …", or a question alone."""
    words = plain(_QUESTION_LABEL.sub("", text)).strip("\"'“”‘’*() ")
    return words.endswith("?") or _PROMPT.match(words) is not None


def skip(block: Block, reason: str) -> Skip:
    """A block that became no card, with its beginning."""
    return Skip(block.line, reason, (block.text or markdown([block]))[:200])


def sift(section: Section, block: Block) -> tuple[Block | None, tuple[Skip, ...]]:
    """What of a block may become a card, and the skips for the rest."""
    reason = own_reason(block)
    if reason is None and block.kind == "paragraph" and _OVERVIEW.fullmatch(section.heading):
        reason = ABOUT_THE_GUIDE
    if reason:
        return None, (skip(block, reason),)
    return _without_forms(block) if block.is_list else (block, ())


def _without_forms(block: Block) -> tuple[Block | None, tuple[Skip, ...]]:
    """A list without the items that wait to be filled in or done, or that only lead elsewhere."""
    reasons = [_item_reason(item) for item in block.children]
    skips = tuple(skip(item, reason) for item, reason in zip(block.children, reasons, strict=True) if reason)
    if reasons.count(PLACEHOLDER) > MOST_PLACEHOLDERS * len(reasons):
        return None, (skip(block, PLACEHOLDER),)
    kept = tuple(item for item, reason in zip(block.children, reasons, strict=True) if reason is None)
    return (replace(block, children=kept) if kept else None), skips


def _item_reason(item: Block) -> str | None:
    line = _first_line(item)
    if _CHECK_BOX.match(line):
        return TO_DO
    if is_form(markdown(item.children)):
        return PLACEHOLDER
    return NAVIGATION if _share_of_links(line) > 0.5 and len(item.children) == 1 else None


def own_reason(block: Block) -> str | None:
    """Why a block is no knowledge, wherever it stands."""
    match block.kind:
        case "paragraph":
            return _paragraph_reason(block.text)
        case "list" | "numbers":
            return _list_reason([_first_line(item) for item in block.children])
        case "html":
            return UNCLOSED_COMMENT if block.is_unclosed else MARKUP if _MARKUP.search(block.text) else HTML
        case "code" if block.is_unclosed:
            return UNCLOSED_FENCE
        case "deep":
            return TOO_DEEP
        case "admonition" if _PEP_TALK.match(plain(block.text)):
            return PEP_TALK
        case _:
            return None


def _paragraph_reason(text: str) -> str | None:
    words = plain(without_emoji(text))
    if _MARKUP.search(text):
        return MARKUP
    if is_form(text):
        return PLACEHOLDER
    if _share_of_links(text) > 0.5 or ("](" in text and _POINTER.match(words)):
        return NAVIGATION
    if _PEP_TALK.match(words):
        return PEP_TALK
    if _QUESTION_LABEL.match(text) and is_prompt(text):
        return QUESTIONS
    return ABOUT_THE_GUIDE if _ABOUT.match(words) else None


def _list_reason(items: list[str]) -> str | None:
    if _most(_CHECK_BOX.match(item) for item in items):
        return TO_DO
    if _most(_BLANKS.search(item) for item in items):
        return SCORE_SHEET
    if _most(_share_of_links(item) > 0.5 for item in items):
        return NAVIGATION
    return QUESTIONS if _most(is_prompt(item) for item in items) else None


def _first_line(item: Block) -> str:
    return item.children[0].text if item.children and item.children[0].kind == "paragraph" else ""


def _share_of_links(text: str) -> float:
    """Share of a text's words that are links."""
    return sum(len(plain(link[0])) for link in _LINK.finditer(text)) / (len(plain(text)) or 1)


def _most(flags: Iterable[object]) -> bool:
    values = [bool(flag) for flag in flags]
    return sum(values) * 2 > len(values)
