"""Words of a guide made fit for a card: headings without decoration, and fronts that name their subject."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Set
from functools import lru_cache
from operator import itemgetter
from typing import Protocol

_EMOJI = re.compile(
    "[0-9#*]\ufe0f?\u20e3|[\U0001f000-\U0001faff\u231a\u231b\u23e9-\u23fa\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\u20e3\ue000-\uf8ff]|[<=]?\ufffd"
)
_ICONS = re.compile(rf"(?:(?:{_EMOJI.pattern})\s*)+")
# 1.2 numbers a heading, but not in "99.9 %" or "3.5 GB".
_NUMBER = re.compile(
    r"^(?:\d{1,3}(?:\.\d{1,3})*[.)]{1,2}|\d{1,3}(?:\.\d{1,3})+(?!\s*(?:[%×x]|(?:[KMGT]i?B|[mµn]?s|min|hours?|days?)\b))|Q:)\s+"
)
_ANCHOR = re.compile(r"(?:\{[#.:][^{}]*\}|\s#(?:flash)?cards?(?:[-/][\w/-]+)?)\s*$")
"""An anchor, or the word that makes a card of what stands under a heading."""
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\n]*\)")
_BOLD = re.compile(r"__(?=\S)|(?<=\S)__")
_PLACEHOLDER = re.compile(
    r"(?<![\w\]!\[`])\[(?![ xX]?\]|\^)(?=[^\]\n]{0,120}[A-Za-z])[^\[\]\n]{1,120}\](?![(\[:]|\s(?:pair|tuple|triple)s?\b)"
)
_NO_GAP = re.compile(
    r"\[(?:[\"“]|[a-z]-[a-z0-9]\b|\w{1,3}, ?\d|\w{1,20}_\w{1,20}, ?\w"
    r"|\W*(?:(?:exam|pro|quick) ?)?(?:hint|tip|note|important|warning|optional|bonus)\W*\])",
    re.IGNORECASE,
)
"""A list of texts, signs, numbers or variables, and a mark."""
_MARKED = re.compile(r"\\\[[^\[\]\n]{1,40}\](?=\s\S+\s\S)")
_EXPLICIT_ID = re.compile(r"(?<=\s)\^(?P<id>[A-Za-z0-9][\w-]{0,63})\s*$")
_DAY_PART = re.compile(r"(?:morning|afternoon|evening)\s*(?:\([^()]*\))?\s*:\s*(?=\S)", re.IGNORECASE)
_DURATION = re.compile(r"\s*\([^()]*\b(?:hours?|hrs?|min(?:ute)?s?|sec(?:ond)?s?)\b[^()]*\)$", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
# The alternatives begin with their signs and look behind those, since a search for a sign is quick.
_MARKS = re.compile(r"_(?:(?<!\w_)_?(?=\S)|(?<=\S_)_?(?!\w))|</?[A-Za-z][^<>\n]*>")

_FIRST = itemgetter(1)
"""What is left of a match: its first group. A template, r"\1", takes three times as long."""

_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_AS_OF = re.compile(
    r"[Aa](?<!\w.)[Ss]\s+[Oo][Ff]\s+(?i:(?P<date>(?:19|20)\d\d(?:-\d\d){0,2}|Q[1-4]\s+(?:19|20)\d\d"
    rf"|(?:\d{{1,2}}\s+)?{_MONTH}\.?\s+(?:\d{{1,2}},?\s+)?(?:19|20)\d\d))\b"
)

_QUALIFIER = (
    r"(?:(?:the|an?|key|core|common|main|basic|important|critical|typical|practical|general|technical|behaviou?ral|"
    r"real-world|more|advanced|additional|other|quick|essential|primary|amazon|interview|your|my|our|its|some|possible|"
    r"potential|major|further|useful|brief)\s+)*"
)
_GENERAL_NOUN = (
    r"(?:concepts?|characteristics|appendi(?:x|ces)|features?|components?|overview|introduction|intro|background|context|definition|basics|"
    r"fundamentals|examples?|use ?cases?|when (?:not )?to (?:use|choose|avoid)(?: it)?|why(?: (?:it|this) (?:matters|works)|"
    r" use it)?|how (?:it works|to use(?: it)?)|what (?:it is|is it)|limits?|limitations?|quotas?|details|facts|simplified|"
    r"in short|tl;? ?dr;?|drawbacks?|downsides?|trade-?offs?|benefits?|(?:dis)?advantages?|pros|cons|strengths?|weaknesses|"
    r"best practices?|pitfalls?|mistakes?|considerations?|notes?|tips?|summary|focus(?: areas?)?|scope|impact|goals?|"
    r"objectives?|results?|outcomes?|actions?|avoid|don'?ts?|assumptions?|constraints?|tasks?|situation|timeline|metrics?|"
    r"success (?:criteria|factors)|time (?:limit|target)|"
    r"requirements?|steps?|approach(?:es)?|framework|details?|purpose|types?|patterns?|"
    r"strateg(?:y|ies)|questions?|challenges?|problems?|solutions?|lessons?(?: learned)?|points?|takeaways?|cost|pricing|"
    r"performance|security|availability|guarantees?|implementation|formula|(?:(?:time|space) )?complexity|answer|"
    r"expectations?|skills?|techniques?|terms?|terminology|properties|rules?|criteria|recommendations?|configuration|setup|"
    r"integrations?|(?:corner|edge) cases|applications?|usage|structure|role|responsibilities|signals?|red flags?|"
    r"anti-?patterns?|workflow|process)"
)
_GENERAL = re.compile(
    rf"{_QUALIFIER}{_GENERAL_NOUN}(?:\s*(?:,|/|&|\band\b|\bor\b)\s*{_QUALIFIER}{_GENERAL_NOUN}){{0,3}}"
    r"|l\d(?:\s+[\w-]+){0,2}|(?:day|week|part|step|phase|round|section|chapter|option|level|tier)\s+\w{1,4}|version\s+[\d.]+"
)
"""Headings and labels, in lower case, that say nothing without what stands above them."""
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)$")

MOST_IN_BRACKETS, MOST_IN_A_FRONT = 50, 90
"""Characters of a subject that stands in brackets behind its term, and of two headings that are asked as one."""

_COUNTED = re.compile(
    r"^(?:pattern|strategy|approach|way|method|example|concept|topic|technique|principle|mistake|pitfall|tip|case|type|"
    r"scenario|question|q|chapter|lecture|lesson|module|unit|part|section|session|episode) ?#?\d{1,3}\s*[:.)–—-]\s+(?=\S)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:(?:what|how|why|when|where|which|who)(?:"
    r" (?:is|are|do|does|did|can|could|should|would|will|happens)\b"
    r"| \w+ (?:do|does|did|can|could|should|would|will) (?:i|you|we|they|the|an?)\b"
    r"| (?:long|often|many|much|far|big|large|fast) (?:\w+ )?(?:is|are|do|does|can|should|will|would)\b)"
    r"|(?:can|could|should|does|did|is|will|would)\b|(?:are|do) (?:i|you|we|they|there|the|an?)\b)"
    r" (?:\S+ \S.*|(?-i:[A-Z]\S*))(?<![.!:;])"
    r"|(?:what|which|how many) (?:\S+ ){1,6}(?:is|are) (?:there|available|possible|supported|needed|required)",
    re.IGNORECASE,
)
"""Questions in full, whether or not they have their mark."""
_SETS = re.compile(
    r"(?:explain|describe|discuss|define|compare|contrast|differentiate)\s+(?!your\b)\S+\s+\S|(?:design|build|implement)\s+an?\s",
    re.IGNORECASE,
)
"""Headings that set a task."""
_WAY = re.compile(
    r"(?:approach|option|strategy|method|way|path|plan|tactic|alternative|choice|phase|stage|step) ?"
    r"#?(?:\d{1,2}|[A-Z])\s*[:.)–—-]\s*\S",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\s*(?:[:–—-]\s*|\s)(?:overview|introduction|basics|simplified|summary|in a nutshell)$", re.IGNORECASE)
_PREAMBLE = re.compile(r"^(?:overview|introduction|intro|background)\s*[:–—-]\s+(?=\S)", re.IGNORECASE)
_ASIDE = re.compile(r"appendi(?:x|ces)(?: \w)?|miscellaneous|misc|other", re.IGNORECASE)
"""Headings that say nothing of what stands below them."""
_ANSWERS = ("answer", "sample answer", "short answer", "solution")
_AUDIENCE = re.compile(
    r"\s+for\s+(?:\S+\s+){0,6}?(?:interviews?|exams?|beginners|dummies|engineers|developers|managers|leaders)\b.*$", re.IGNORECASE
)
_OF_A_TIME = re.compile(r"^(?:week|day) ?#?\d{1,3}\s*[:.)–—-]\s+(?=\S)", re.IGNORECASE)
_GENRE = re.compile(
    r"^(?:(?:the|an?|complete|ultimate|comprehensive|quick|introduction to|intro to|guide to)\s+)+"
    r"|(?:\s*[:,–—|-])?\s*(?:\b(?:the|an?|complete|ultimate|comprehensive|quick|study|reference|preparation|prep|interview)\s+)*"
    r"\b(?:guides?|cheat ?-?sheets?|references?|handbook|primer|notes|summary|overview|deep dive|tutorial|fundamentals|basics)$",
    re.IGNORECASE,
)


class Placed(Protocol):
    """What knows the headings above it (Markdown, from the guide's title inward, its own last), and those that are common."""

    @property
    def trail(self) -> tuple[str, ...]: ...

    @property
    def common(self) -> Set[str]: ...


def has_any(text: str, words: Iterable[str]) -> bool:
    """Whether one of some words stands in a text, or a part of one."""
    for word in words:  # noqa: SIM110  a generator takes twice as long
        if word in text:
            return True
    return False


def explicit_id(text: str) -> tuple[str, str | None]:
    """A front line or heading without the author's `^id` at its end, and that id without the caret."""
    match = _EXPLICIT_ID.search(text) if "^" in text else None
    return (text[: match.start()].rstrip(), match["id"]) if match else (text, None)


def without_emoji(text: str) -> str:
    return (text if text.isascii() else _EMOJI.sub("", text)).strip()


def without_icons(text: str) -> str:
    """A text without the emoji and ticks it begins with."""
    icons = None if text[:1].isascii() else _ICONS.match(text)
    return text[icons.end() :] if icons else text


@lru_cache(maxsize=4096)
def tidy(text: str) -> str:
    """Markdown of a heading or term without emoji, numbering, bold, link targets, placeholders and a closing colon."""
    text = without_emoji(text.replace("\n", " "))
    text = _ANCHOR.sub("", text) if "{" in text or " #" in text else text
    text = _LINK.sub(_FIRST, _PLACEHOLDER.sub("", text)) if "[" in text else text
    text = (_BOLD.sub("", text) if "__" in text else text).replace("**", "")
    text = " ".join(text.split()).strip(" :#·-–—")
    number = _NUMBER.match(text)
    return text[number.end() :].strip() if number else text


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Words of a piece of Markdown, on one line."""
    text = _LINK.sub(_FIRST, text) if "](" in text else text
    text = _MARKS.sub("", text) if "_" in text or "<" in text else text
    text = text.replace("`", "").replace("*", "")
    if "\\" in text:
        text = _ESCAPE.sub(_FIRST, text)
    return " ".join((html.unescape(text) if "&" in text else text).split())


def placeholders(text: str) -> list[str]:
    """`[Your X]` and the like; not links, footnotes, check boxes or indices, nor `\\[a mark\\]` before what is said."""
    marked = _MARKED.match(text) if text.startswith("\\[") else None
    found: list[str] = _PLACEHOLDER.findall(text[marked.end() :] if marked else text)
    return [one for one in found if not _NO_GAP.match(one)]


def as_of(text: str) -> str | None:
    """The date a text gives for what it says, as it stands there: "2026-05", "2025", "May 2026"."""
    match = _AS_OF.search(text) if "19" in text or "20" in text else None
    return " ".join(match["date"].split()) if match else None


def is_question(text: str) -> bool:
    return plain(text).rstrip("\"'”’*) ").endswith("?")


@lru_cache(maxsize=4096)
def asks(heading: str) -> bool:
    """Whether a heading is a question, or one without its mark: "How does it scale"."""
    return is_question(heading) or (_ASKS.fullmatch(heading) is not None and not is_general(heading))


@lru_cache(maxsize=4096)
def is_general(text: str) -> bool:
    """Whether a heading or label needs what stands above it to be understood ("Use cases", "L6 expectations")."""
    words = plain(text).lower()
    return _GENERAL.fullmatch(_IN_BRACKETS.sub("", words) if words.endswith(")") else words) is not None


def is_way(heading: str) -> bool:
    """Whether a heading says which of several ways or steps it is: "Approach 2: Coaching"."""
    return _WAY.match(heading) is not None


def subject(place: Placed, least: int = 1) -> str:
    """What a section is about: at least so many of its headings, and more as long as the outer one says too little."""
    parts: list[str] = []
    outermost = ""
    for depth in range(len(place.trail) - 1, -1, -1):
        if len(place.trail) - 1 - depth >= least and parts and not (is_general(parts[0]) or outermost in place.common):
            break
        outermost = heading = place.trail[depth]
        if parts and _ASIDE.fullmatch(heading):
            continue
        shown = _topic(heading) if depth == 0 else _shortened(heading) if parts else _without_rank(heading)
        if shown and not (parts and _has_words(parts[0], shown)):
            parts.insert(0, shown.rstrip("?."))
    return ": ".join([*parts[-3:-1], _as_aspect(parts[-1])] if len(parts) > 1 else parts)


def ask_section(place: Placed) -> str:
    """Front for all that stands under a heading; a question is taken as it is."""
    heading = place.trail[-1]
    if asks(heading):
        return _asked(heading)
    if _SETS.match(heading):
        return f"{_COUNTED.sub('', heading).rstrip('.')}."
    is_one_word = " " not in heading and not heading.isupper()
    above = place.trail[-2] if len(place.trail) > (1 if is_one_word else 2) else ""
    needs_more = bool(above) and not is_question(above) and len(above) + len(heading) <= MOST_IN_A_FRONT
    return f"{_DURATION.sub('', subject(place, least=2 if needs_more else 1))}?"


def ask_term(term: str, place: Placed) -> str:
    """Front for a term explained under a heading: "EC2 (Compute)?", or "SQS: limits?" where the term needs its subject."""
    heading = place.trail[-1]
    if is_question(term):
        return term
    if term.lower() in _ANSWERS:
        return ask_section(place)
    if asks(heading):
        return f"{_asked(heading)} ({term})"
    about = subject(place)
    if not about or _has_words(term, about):
        return f"{term}?"
    if is_general(term) or "(" in term + about or ":" in about or len(about) > MOST_IN_BRACKETS:
        return f"{about}: {_as_aspect(term)}?"
    return f"{term} ({about})?"


def _asked(heading: str) -> str:
    """A heading that asks, as a front."""
    heading = _COUNTED.sub("", heading)
    return heading if is_question(heading) else f"{heading}?"


def _without_rank(heading: str) -> str:
    """A heading without what only says where in a guide it stands: "Pattern 3: ", "Overview: "."""
    return _PREAMBLE.sub("", _COUNTED.sub("", heading))


@lru_cache(maxsize=256)
def _topic(title: str) -> str:
    """What a guide is about, by its title: "Graphs" of "Graphs cheat sheet for coding interviews"."""
    return _GENRE.sub("", _AUDIENCE.sub("", _OF_A_TIME.sub("", _shortened(title)), count=1)).strip(" :,-–—|")


@lru_cache(maxsize=4096)
def _shortened(heading: str) -> str:
    return _without_rank(_REMARK.sub("", _DURATION.sub("", _DAY_PART.sub("", heading))))


def _as_aspect(name: str) -> str:
    """A general name as it stands behind its subject: "use cases", but "L6 expectations"."""
    if not is_general(name) or re.search(r"(?<!L)\d|\(", name):
        return name
    return " ".join(word.lower() if word[1:].islower() or len(word) == 1 else word for word in name.split(" "))


def _has_words(text: str, words: str) -> bool:
    """Whether a text has some words in it, as whole words and in their order."""
    return f" {_words(words)} " in f" {_words(text)} "


@lru_cache(maxsize=4096)
def _words(text: str) -> str:
    return " ".join(word.removesuffix("s") for word in re.findall(r"\w+", plain(text).lower()))
