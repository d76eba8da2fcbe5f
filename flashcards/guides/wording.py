"""Words of a guide made fit for a card: headings without decoration, and fronts that name their subject."""

from __future__ import annotations

import html
import re
from typing import Protocol

_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\u20e3\ue000-\uf8ff]|[<=]?\ufffd")
_NUMBER = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})*[.)]|\d{1,3}(?:\.\d{1,3})+|Q:)\s+")
_ANCHOR = re.compile(r"\{[#.:][^{}]*\}\s*$")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\n]*\)")
_BOLD = re.compile(r"\*\*|__(?=\S)|(?<=\S)__")
_PLACEHOLDER = re.compile(r"(?<![\w\]!\[`])\[(?![ xX]?\]|\^)(?=[^\]\n]{0,120}[A-Za-z])[^\[\]\n]{1,120}\](?![(\[:])")
_EXPLICIT_ID = re.compile(r"(?<=\s)\^(?P<id>[A-Za-z0-9][\w-]{0,63})\s*$")
_DAY_PART = re.compile(r"(?:morning|afternoon|evening)\s*(?:\([^()]*\))?\s*:\s*(?=\S)", re.IGNORECASE)
_DURATION = re.compile(r"\s*\([^()]*\b(?:hours?|hrs?|min(?:ute)?s?|sec(?:ond)?s?)\b[^()]*\)$", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKS = re.compile(r"`|\*\*?|(?<!\w)_{1,2}(?=\S)|(?<=\S)_{1,2}(?!\w)|</?[A-Za-z][^<>\n]*>")

_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_AS_OF = re.compile(
    rf"\bas\s+of\s+(?P<date>\d{{4}}(?:-\d\d){{0,2}}|Q[1-4]\s+\d{{4}}|(?:\d{{1,2}}\s+)?{_MONTH}\.?\s+(?:\d{{1,2}},?\s+)?\d{{4}})\b",
    re.IGNORECASE,
)

_GENERAL = re.compile(
    r"(?:(?:the|key|core|common|main|basic|important|critical|typical|practical|general|technical|behaviou?ral|real-world|advanced|"
    r"additional|other|quick|essential|primary|amazon|interview|your|my)\s+)*"
    r"(?:concepts?|characteristics|features?|components?|overview|introduction|intro|background|context|definition|basics|fundamentals|"
    r"examples?|use cases?|when (?:not )?to use(?: it)?|why(?: it matters| use it)?|how it works|what it is|limits?|limitations?|"
    r"trade-?offs?|benefits?|advantages?|disadvantages?|pros(?: (?:and|&) cons)?|cons|strengths?|weaknesses|best practices?|"
    r"pitfalls?|mistakes?|considerations?|notes?|tips?|summary|focus(?: areas?)?|scope|impact|goals?|objectives?|results?|"
    r"actions?|"
    r"tasks?|situation|timeline|metrics?|success criteria|time (?:limit|target)|requirements?|steps?|approach|framework|details?|"
    r"purpose|types?|patterns?|strateg(?:y|ies)|questions?|challenges?|solutions?|lessons?(?: learned)?|points?|takeaways?|"
    r"cost|pricing|performance|security|availability|guarantees?|implementation|formula|complexity|answer|expectations?|skills?)"
    r"|L\d(?:\s+[\w-]+){0,2}|(?:day|week|part|step|phase|round|section|chapter|option|level|tier)\s+\w{1,4}",
    re.IGNORECASE,
)
"""Headings and labels that say nothing without what stands above them."""


class Placed(Protocol):
    """What knows the headings above it: Markdown, from the guide's title inward, its own last."""

    @property
    def trail(self) -> tuple[str, ...]: ...


def explicit_id(text: str) -> tuple[str, str | None]:
    """A front line or heading without the author's `^id` at its end, and that id without the caret."""
    match = _EXPLICIT_ID.search(text) if "^" in text else None
    return (text[: match.start()].rstrip(), match["id"]) if match else (text, None)


def without_emoji(text: str) -> str:
    return _EMOJI.sub("", text).strip()


def tidy(text: str) -> str:
    """Markdown of a heading or term without emoji, numbering, bold, link targets, placeholders and a closing colon."""
    text = _ANCHOR.sub("", _EMOJI.sub("", text.replace("\n", " ")))
    text = _BOLD.sub("", _LINK.sub(r"\1", _PLACEHOLDER.sub("", text)))
    text = re.sub(r"\s+", " ", text).strip(" :#·-–—")
    return _NUMBER.sub("", text, count=1).strip()


def plain(text: str) -> str:
    """Words of a piece of Markdown, on one line."""
    text = _MARKS.sub("", _LINK.sub(r"\1", text))
    return re.sub(r"\s+", " ", html.unescape(_ESCAPE.sub(r"\1", text))).strip()


def placeholders(text: str) -> list[str]:
    """`[Your X]` and the like; not links, footnotes, check boxes or indices."""
    return _PLACEHOLDER.findall(text)


def as_of(text: str) -> str | None:
    """The date a text gives for what it says, as it stands there: "2026-05", "2025", "May 2026"."""
    match = _AS_OF.search(text)
    return " ".join(match["date"].split()) if match else None


def is_question(text: str) -> bool:
    return plain(text).rstrip("\"'”’*) ").endswith("?")


def is_general(text: str) -> bool:
    """Whether a heading or label needs what stands above it to be understood ("Use cases", "L6 expectations")."""
    return _GENERAL.fullmatch(re.sub(r"\s*\([^()]*\)$", "", plain(text))) is not None


def subject(place: Placed, least: int = 1) -> str:
    """What a section is about: at least so many of its headings, and more as long as the outer one says too little."""
    parts: list[str] = []
    for heading in reversed(place.trail):
        if len(parts) >= least and not is_general(parts[0]):
            break
        shown = _DURATION.sub("", _DAY_PART.sub("", heading)) if parts else heading
        if shown and shown not in parts:
            parts.insert(0, shown.rstrip("?"))
    return ": ".join(parts[-3:])


def ask_section(place: Placed) -> str:
    """Front for all that stands under a heading; a question is taken as it is."""
    heading = place.trail[-1]
    return heading if is_question(heading) else f"{subject(place, least=2)}?"


def ask_term(term: str, place: Placed) -> str:
    """Front for a term explained under a heading: "EC2 (Compute)?", or "SQS: limits?" where the term needs its subject."""
    about = subject(place)
    if is_question(term) or not about:
        return term if is_question(term) else f"{term}?"
    if is_general(term) or "(" in term + about or ":" in about:
        return f"{about}: {term.lower() if is_general(term) and term[1:].islower() else term}?"
    return f"{term} ({about})?"
