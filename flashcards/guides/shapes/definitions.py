"""Sentences that say what something is, and sentences whose end can be asked for."""

from __future__ import annotations

import re
from os.path import commonprefix

from flashcards.guides.wording import is_general, plain, tidy

_DEFINITION = re.compile(
    r"(?P<article>(?:an?|the)\s+)?(?P<name>[\w*`\[\"“][^.,;:!?\n]{0,70}?)\s+(?P<verb>is|are|refers?\s+to|means|occurs\s+when)\b"
    r"(?P<defines>(?:\s+(?:simply|just|basically|essentially|actually|also))?\s+(?:an?|the|one|any|used\s+to\s+(?:describe|denote))\b)?",
    re.IGNORECASE,
)
_TELLS_NO_MORE = re.compile(
    r"\s+(?:(?:an?|the|one)\s+)?(?:[\w-]+\s+){0,2}?(?:topic|subject|area|field|basis|key|part|step|must|reason|choice|option|idea)\b"
    r"|\s+(?:an?|the)\s+(?:[\w-]+\s+){0,2}?(?:wrong|right|slow|fast|quick|good|bad|great|hard|difficult|easy|simple|expensive|cheap)\s",
    re.IGNORECASE,
)
"""What is said of a thing and does not say what it is: a broad topic, the basis of others, a slow one."""
_POINTING_WORDS = frozenset(
    "it this that there here these those they you what we he she which each every all both some one".split()
)
_NO_END = r"(?<!\b[A-Z]\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)"
"""Behind an initial, as in "C.A.L.M. is", no sentence ends."""
_SENTENCE = re.compile(rf".+?[.!?]{_NO_END}(?=[\"”')*]*\s|[\"”')*]*$)", re.DOTALL)
SENTENCE_END = re.compile(rf"(?<=[.!?]){_NO_END}\s+")
_TO_READERS = re.compile(
    r"\b(?:you|your|we|our|us|let['’]s|I|my|this (?:\w+ )?(?:guide|page|document|article|section|post|chapter|note|repo\w*|course"
    r"|collection|list|sheet|summary|series|book|material)s?)\b",
    re.IGNORECASE,
)
_LONG_WORD = re.compile(r"[^\W\d_]{3,}")
LEAST_OF_A_STEM, MOST_OF_AN_ENDING = 3, 2
"""Letters that words of one stem share, and that differ at their end: "caching", "cache's"."""
MOST_BEFORE_A_TOPIC = 6
"""Words of three letters and more from the beginning of a text."""
JOINTS = frozenset(
    "and or but from into onto in on at by with within without as if when while where because so that which who to for until "
    "unless provided during between after before than of per via through over under against about".split()
)
"""Words with which a part of a sentence begins."""
_MOST_WORDS_OF_A_NAME = 6
LEAST_WORDS = 5
"""Words of a sentence that can be asked for by its beginning."""
LEAST_BEGUN = 3
"""Words of a beginning."""


def question_for(text: str, heading: str) -> str | None:
    """ "What is X?" where a text defines X, and the heading is X, or leaves it open, or has X in itself ("" leaves it open)."""
    match = _said_of(text, heading)
    if match is None or _TELLS_NO_MORE.match(text, match.end("verb")):
        return None
    verb = match["verb"].lower()
    return f"What {verb if verb in ('is', 'are') else 'is'} {(match['article'] or '').lower()}{tidy(match['name'])}?"


def tells_no_more(predicate: str) -> bool:
    """Whether what is said of a thing does not say what it is: "a broad topic", "the basis of others"."""
    return _TELLS_NO_MORE.match(f" {predicate}") is not None


def speaks_of(text: str, heading: str) -> bool:
    """Whether a text says of what its heading names what that is, or what it is like."""
    return _said_of(text, heading) is not None


def tells_of(topic: str, text: str) -> bool:
    """Whether an introduction begins with what its guide is about, and speaks neither of the guide nor to its reader."""
    words = plain(text)
    if _TO_READERS.search(words) or not words.endswith((".", ":", ")")):
        return False
    near = _LONG_WORD.findall(words.lower())[:MOST_BEFORE_A_TOPIC]
    return any(is_of_one_stem(word, other) for word in _LONG_WORD.findall(topic.lower()) for other in near)


def is_of_one_stem(word: str, other: str) -> bool:
    return len(commonprefix((word, other))) >= max(LEAST_OF_A_STEM, min(len(word), len(other)) - MOST_OF_AN_ENDING)


def _said_of(text: str, heading: str) -> re.Match[str] | None:
    match = _DEFINITION.match(text)
    if match is None:
        return None
    name, stands_for = tidy(match["name"]), match["verb"].lower() not in ("is", "are")
    is_it = _is_name(name) and _suits(heading, plain(name), has_article=bool(match["defines"]), stands_for=stands_for)
    return match if is_it else None


def beginning(text: str, share: float = 0.5) -> str | None:
    """The first words of a text's first sentence, up to a joint near that share; None where it is too short to be asked so."""
    words = plain(first_sentences(text, 0)).split()
    if len(words) < LEAST_WORDS:
        return None
    aim = len(words) * share
    near = range(max(LEAST_BEGUN, round(aim - len(words) / 5)), min(len(words), round(aim + len(words) / 5) + 1))
    joints = (cut for cut in near if words[cut - 1].endswith((",", ";", ":")) or words[cut - 1].lower() in JOINTS)
    cut = min(joints, key=lambda cut: abs(cut - aim), default=round(aim))
    return " ".join(words[: _outside_brackets(words, cut)]).rstrip(",;:")


def _outside_brackets(words: list[str], cut: int) -> int:
    """Where to cut if the cut is within brackets: before them, or behind them where too little stands before."""
    last = next((at for at in reversed(range(cut)) if "(" in words[at] or ")" in words[at]), 0)
    if not words[last].startswith("(") or ")" in words[last]:
        return cut
    behind = next((at + 1 for at in range(cut, len(words)) if ")" in words[at]), cut)
    return last if last >= LEAST_BEGUN else behind if behind < len(words) else cut


def first_sentences(text: str, most: int) -> str:
    """As many whole sentences from the beginning as fit into so many characters; at least one."""
    end = 0
    for match in _SENTENCE.finditer(text):
        if end and match.end() > most:
            break
        end = match.end()
    return text[:end].strip() or text


def without_lead(text: str) -> str:
    """A text without the last of its sentences where that only leads in to something: it ends in a colon."""
    if not text.rstrip("*_ ").endswith(":"):
        return text
    *said, lead = SENTENCE_END.split(text)
    return text[: -len(lead)].rstrip() if said else ""


def _suits(heading: str, name: str, *, has_article: bool, stands_for: bool) -> bool:
    wanted = plain(heading).lower()
    is_open = not heading or is_general(heading)
    return name.lower() == wanted or (has_article and name.lower() in wanted) or (is_open and (has_article or stands_for))


def _is_name(words: str) -> bool:
    first, *rest = words.lower().split() or [""]
    return bool(first) and first not in _POINTING_WORDS and len(rest) < _MOST_WORDS_OF_A_NAME
