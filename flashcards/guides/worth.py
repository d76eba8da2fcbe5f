"""What few would want to learn, though it is knowledge of a sort: it is offered, and comes unticked.

That is text about the guide itself, what a case or an exercise gives, how something is scored, and trivial numbers.
"""

from __future__ import annotations

import re

from flashcards.core.models import Kind, NoteDraft
from flashcards.guides.phrases import any_of, is_count, speaks_of_the_guide
from flashcards.guides.wording import plain

_ASKED = (Kind.QUESTION, Kind.STORY, Kind.EXERCISE)
"""Kinds that are wanted wherever they stand."""
MOST_IN_A_REFERENCE = 160
"""Characters of a back that may be no more than a row of an index."""

_REFERENCE = any_of(r"\b(?:scenario|story|section|chapter|question|exercise|lesson|module|part|card|stories|scenarios)s? #?[A-Z]{0,2}-?\d{1,3}\b")
_SCORED = any_of(
    r"\b(?:rubrics?|scorecards?|score ?sheets?|scoring|scores?|grading|pass(?:ing)? (?:criteria|score|mark|threshold)s?)\b"
)
_REHEARSED = any_of(r"\b(?:mock|simulation|exercise|drill|rehearsal|role-?play)\b|\bassessment #?\d")
_CASE = any_of(r"(?:.*\b)?(?:scenario|case study|case|exercise|challenge|simulation)\b(?: \w{1,3})?\s*(?:[:.–—-].*)?")
_LABELLED = any_of(r"q(?:uestion)?\s?\d")
_WALKED = any_of(r"\b(?:walk-?through|worked example|case study|scenario|sample (?:design|interview|solution|answer))\b")
_GIVEN = any_of(
    r"(?:(?:scenario|case|problem|the) )?(?:set-?up|background|context|given|brief)s?|(?:(?:non-)?functional |key )?requirements"
    r"|assumptions|constraints|(?:traffic|scale|capacity)(?: estimat\w+| assumptions)?"
)
_OPENING = any_of(r"(?:overview|introduction|intro|motivation|about|welcome|preface|foreword)\b.*")
_STYLE = any_of(
    r"(?:(?:standard|preferred|correct|proper|consistent|common) )?(?:format(?:ting)?|spelling|wording|notation|capitali[sz]ation|style|usage)",
    r"(?:content|document(?:ation)?|style|formatting|terminology|writing) (?:maintenance|guidelines?|standards?|rules?|notes?|conventions?)",
)
_PLACED = any_of(r"(?:in|on|at|within|during|throughout) .*")
_NUMBERED = re.compile(r"(?:[A-Za-z]+ )?\d+")
_READING = any_of(r"\b(?:articles?|videos?|lectures?|podcasts?|blogs?|tutorials?|newsletters?|webinars?)\b")
_OF_SHEETS = any_of(r"\b(?:assessments?|checkpoints?|trackers?|worksheets?|scorecards?)\b")
_MARKUP = re.compile(r"<[a-z]+ [^<>]*(?:class|style|id)=")
_WORD = re.compile(r"[^\W_]{4,}")
_STEM = 5
MOST_ADDED, MOST_RESTATED = 1, 60
"""Words that an explanation adds to those of its front, and its characters, where it only says them again."""
_BARE = re.compile(r"[\d\s.,^=?*%+/<>~≈-]*(?:[A-Za-zµ]{1,2}\b[\d\s.,^=?*%+/<>~≈-]*){0,3}")
_BEHIND = re.compile(r"\s*\([^()]*\)\??$|\?$")


def is_worth_little(note: NoteDraft, title: str) -> bool:
    """Whether few would want a fact of a guide with that title."""
    if note.kind in _ASKED:
        return False
    if _OF_SHEETS.search(title):
        return True
    front, back, own = plain(note.front), plain(note.back), plain(note.heading[-1]) if note.heading else ""
    return (
        _is_of_the_guide(note, front, back)
        or _is_given(note, own)
        or any(map(_SCORED.search, (front, own)))
        or any(_STYLE.fullmatch(name) for name in (_asked(front), own))
        or _READING.search(front) is not None
        or (_PLACED.match(_asked(front)) is not None and len(back) <= MOST_RESTATED)
        or _MARKUP.search(note.back) is not None
        or _is_trivial(front, back)
        or _restates(front, note.back)
    )


def _is_of_the_guide(note: NoteDraft, front: str, back: str) -> bool:
    """Whether it says where things stand in the guide, how many, or what the guide is for."""
    there = " ".join(note.heading)
    found = [one[0] for one in _REFERENCE.finditer(front)] + [one[0] for one in _REFERENCE.finditer(back[:MOST_IN_A_REFERENCE])]
    is_index = len(back) <= MOST_IN_A_REFERENCE and any(one not in there for one in found)
    is_blurb = any(map(_OPENING.fullmatch, note.heading)) and note.kind is Kind.CONCEPT and not front.startswith("What ")
    return is_index or is_blurb or is_count(back) or any(map(speaks_of_the_guide, note.back.split("\n")))


def _is_given(note: NoteDraft, own: str) -> bool:
    """Whether it stands in a case or in an exercise, which say what is to be assumed or done there."""
    is_case = _CASE.fullmatch(own) is not None and note.kind is Kind.FACT and not _LABELLED.match(own)
    is_set_up = _GIVEN.fullmatch(own) is not None and any(map(_WALKED.search, note.heading[:-1]))
    return is_case or is_set_up or any(map(_REHEARSED.search, note.heading))


def _is_trivial(front: str, back: str) -> bool:
    """Whether it turns a bare number into another, or is a row that only has a number for a name."""
    if _NUMBERED.fullmatch(_BEHIND.sub("", front)) and back[:1].isdigit():
        return True
    return _BARE.fullmatch(_BEHIND.sub("", front)) is not None and _BARE.fullmatch(back) is not None


def _asked(front: str) -> str:
    """What of a front is asked, without its subject."""
    return _BEHIND.sub("", front).rpartition(": ")[2]


def _restates(front: str, back: str) -> bool:
    """Whether a short explanation only says the words of what it explains again."""
    said = back.partition("\n")[0]
    if len(said) > MOST_RESTATED or said.startswith("-") or any(map(str.isdigit, said)):
        return False
    asked, words = _stems(_asked(plain(front))), _stems(plain(said))
    return bool(asked) and asked <= words and len(words - _stems(front)) <= MOST_ADDED


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.lower())}
