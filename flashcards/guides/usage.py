"""How things are called, spelt and said, as style guides and lists of terms have it; a learner is asked for the things."""

from __future__ import annotations

import re

from flashcards.core.models import Kind, NoteDraft
from flashcards.guides.phrases import any_of
from flashcards.guides.wording import has_any

MOST_SAID = 60
"""Characters of what is said in a certain place."""
_STYLE = any_of(
    r"(?:first|second|subsequent|later) (?:mention|use|reference)s?",
    r"(?:(?:standard|preferred|correct|proper|consistent|common) )?"
    r"(?:format(?:ting)?|spelling|wording|notation|capitali[sz]ation|style|usage)",
    r"(?:content|document(?:ation)?|style|formatting|terminology|writing) "
    r"(?:maintenance|guidelines?|standards?|rules?|notes?|conventions?)",
)
_BARE_STYLE = any_of(r"format(?:ting)?|style|usage|notation")
"""What is of words only below a heading that is."""
_AVOIDED = any_of(r"avoid|do not (?:use|say|write)|don['’]t (?:use|say|write)|not")
_NAME = re.compile(r"(?:[\"“][^\"“”]{1,40}[\"”]|[\w.]+(?: [\w.]+){0,2})(?: \([^()]{1,40}\))?")
_BETWEEN = re.compile(r", (?:or |and )?| or | and |/")
_PLACED = any_of(
    r"(?:in|on|at|within|during|throughout) (?:\w+ ){0,2}(?:text|head(?:er|ing)s?|titles?|stor(?:y|ies)|answers?|responses?|"
    r"interviews?|conversations?|documents?|diagrams?|comments?|context|writing|speech|slides?|resumes?|e?mails?|examples?)"
)
"""Where something is said or written in a certain way."""
_OF_WORDS = (
    *("terminology", "spelling", "capitalisation", "capitalization"),
    *("ways of referring to", "correct usage", "proper usage"),
)
_SAID = re.compile(r"[\"“][^\"“”]*[\"”]")
_OF_SOMEONE = re.compile(r"\b(?:I|[Mm]y|me|[Ww]e|[Oo]ur|us)\b|(?:\.\.\.|…)[\"”]$|^.(?:This|These) ")


def is_of_usage(note: NoteDraft, asked: str, back: str, own: str) -> bool:
    """Whether it says how to put something, or is a sample of that. asked: its front without its subject. own: its heading."""
    if note.kind is not Kind.COMPARISON and _speaks_of_words(f"{asked}\n{back}"):
        return True
    if note.kind in (Kind.CONCEPT, Kind.FACT) and is_said_by_someone(note.back):
        return True
    of_style = [name for name in (asked, own) if _STYLE.fullmatch(name)]
    is_of_words = bool(of_style) and any(map(_speaks_of_words, note.heading))
    return (
        (bool(of_style) and (is_of_words or not all(map(_BARE_STYLE.fullmatch, of_style))))
        or (_AVOIDED.fullmatch(asked) is not None and _are_variants(back))
        or (len(back) <= MOST_SAID and _PLACED.fullmatch(asked) is not None)
    )


def _speaks_of_words(text: str) -> bool:
    return has_any(text.lower(), _OF_WORDS)


def is_said_by_someone(text: str) -> bool:
    """Whether a text is one quotation, of somebody who speaks of himself or only begins to speak."""
    return text[:1] in ('"', "“") and _SAID.fullmatch(text) is not None and _OF_SOMEONE.search(text) is not None


def _are_variants(back: str) -> bool:
    """Whether it only has names one beside the other, as a thing is not to be called: "SDM, SDM II or Senior SDM"."""
    names = _BETWEEN.split(back.rstrip("."))
    return len(names) > 1 and all(map(_NAME.fullmatch, names))
