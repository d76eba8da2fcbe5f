"""Paragraphs that have no name of their own: asked by how they begin, in pieces of whole sentences where they are long."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashcards.core.models import Kind, NoteDraft
from flashcards.guides.advice import states_rule
from flashcards.guides.blocks import Block
from flashcards.guides.document import Section
from flashcards.guides.shapes.definitions import beginning, first_sentences, speaks_of
from flashcards.guides.shapes.shape import MOST_CHARACTERS, beside, draft
from flashcards.guides.shapes.topics import is_run_in, topic_of
from flashcards.guides.wording import is_question, plain

_CALLED = re.compile(r"\b(?:is|are|called|named|known\sas)\s(?:an?\s|the\s)?\*\*(?P<name>[A-Z][\w-]*(?: [A-Z][\w-]*){0,3})\*\*")
_STRESSED = re.compile(r"\*\*([A-Z][^*\n]*[.!])\*\*")
_VERSUS = re.compile(r" (?:vs\.?|versus) ")
_TALE = re.compile(
    r"\b(?:I|[Mm]y|me|[Ww]e (?:\w{3,}ed|were|had|did|went|found|got|made|saw|took|came|learnt)"
    r"|(?:this|the|next|previous|each|full) (?:\w+ )?(?:sections?|chapters?|guides?|books?|handbook|articles?|posts?|pages?"
    r"|modules?|lessons?|collection)|(?:as|see|shown|listed|the) below|below[.:]|the following|figures?|diagrams?|screenshots?"
    r"|[Mm]ore (?:information|details))\b"
    r"|^.{0,60}\bthe above\b"
)
_GOES_ON = re.compile(
    r"(?:for (?:example|instance|this)|e\.g\.|this|these|that|those|it|they|such|thus|therefore|hence|however|but|so|and"
    r"|otherwise|as a result|in (?:this|that|these|such) \w+|because of (?:this|that)|similarly|conversely|also|additionally"
    r"|likewise|then|which|instead|on the other hand|to do (?:this|so)|with this|here)\b(?!-)",
    re.IGNORECASE,
)
LEAST_CHARACTERS, LEAST_TOLD = 25, 40
"""Words of a paragraph that says something, and of one that tells something by itself."""
SHARES = (0.5, 0.75)
"""How much of a sentence is its beginning: as little as tells it from others."""
LEAST_STRESSED = 6
"""Words of a sentence in bold."""


def goes_on(text: str) -> bool:
    """Whether a paragraph goes on from the one above it: "However, …", "This means …"."""
    return _GOES_ON.match(plain(text)) is not None


def named_by(text: str) -> str:
    """The one name that is bold in a text, if the text says what has it: "A useful variant is **SBI** …"; else ""."""
    called = _CALLED.search(text) if text.count("**") == 2 else None
    return called["name"] if called else ""


def is_wanted(note: NoteDraft, text: str, heading: str) -> bool:
    """Whether what a further paragraph of a section says is worth a card: its author stressed it, or it tells by itself."""
    is_said = bool(named_by(text)) or is_run_in(text) or _is_stressed(text)
    if is_said or is_question(heading) or _is_about(text, heading) or states_rule(text):
        return True
    return not note.front.endswith("…”") and _tells(note.back)


def _tells(text: str) -> bool:
    """Whether a text says what holds in general: no tale, no question or call, nothing of the guide or of elsewhere."""
    words = plain(text)
    is_whole = len(words) >= LEAST_TOLD and not words.endswith((":", ",", ";", "…", "...")) and not goes_on(text)
    return is_whole and not _TALE.search(words) and "?" not in words and "!" not in text


def _is_about(text: str, heading: str) -> bool:
    """Whether a text says what its heading names is, or names all that the heading compares."""
    if speaks_of(text, heading):
        return True
    said, compared = plain(text).lower(), _VERSUS.split(plain(heading).lower())
    return len(compared) > 1 and all(name.strip() in said for name in compared)


def _is_stressed(text: str) -> bool:
    """Whether its author set a whole sentence of a text in bold."""
    return any(len(sentence.split()) >= LEAST_STRESSED for sentence in _STRESSED.findall(text))


def by_beginnings(section: Section, about: str, block: Block) -> Iterator[NoteDraft]:
    """ "What it is about: “The paragraph begins so …”"; what somebody says or asks is left for reading."""
    text = "" if block.text[:1] in ('"', "“") or is_question(first_sentences(block.text, 0)) else block.text
    while text:
        piece = first_sentences(text, MOST_CHARACTERS)
        text = text[len(piece) :].strip()
        front = next(fronts_of(about, piece), None)
        if front and LEAST_CHARACTERS <= len(plain(piece)) <= MOST_CHARACTERS:
            yield draft(section, Kind.CONCEPT, front, beside(piece), [block])


def fronts_of(about: str, text: str) -> Iterator[str]:
    """What can be asked for a text that stands under a heading, the best first: its topic, then how it begins."""
    if named := named_by(text) or topic_of(text, about):
        yield f"{about}: {named}?"
    for share in SHARES:
        if begun := beginning(text, share):
            yield f"{about}: “{begun} …”"
