"""What few would want to learn, though it is knowledge of a sort: it is offered, and comes unticked.

That is text about the guide itself, what a case or an exercise gives, how something is scored, and trivial numbers.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from flashcards.core.models import Kind, NoteDraft
from flashcards.guides.phrases import any_of, is_count, is_explanation, speaks_of_the_guide
from flashcards.guides.wording import plain

_ASKED = (Kind.QUESTION, Kind.STORY, Kind.EXERCISE)
"""Kinds that are wanted wherever they stand."""
MOST_IN_A_REFERENCE = 160
"""Characters of a back that may be no more than a row of an index."""

LEAST_IN_AN_INDEX = 3
"""References in a longer one."""
_REFERENCE = any_of(
    r"\b(?:scenarios?|story|stories|sections?|chapters?|questions?|exercises?|lessons?|modules?|parts?|cards?)"
    r" #?[A-Z]{0,2}-?\d{1,3}\b"
)
_OF_ONE_STORY = any_of(r"\b(?:scenario|story|case(?: study)?|example) ?(?:#?\d+\b|:)")
_CODE = re.compile(r"\b[A-Z]{1,2}-?\d{3}\b")
_SCORED = any_of(
    r"\b(?:rubrics?|scorecards?|score ?sheets?|scoring|scores?|grading|pass(?:ing)? (?:criteria|score|mark|threshold)s?)\b"
)
_REHEARSED = any_of(r"\b(?:mock|simulation|exercise|drill|rehearsal|role-?play)\b|\bassessment #?\d")
_CASE = any_of(r"(?:.*\b)?(?:scenario|case study|case|exercise|challenge|simulation)\b(?: \w{1,3})?\s*(?:[:.–—-].*)?")
_LABELLED = any_of(r"q(?:uestion)?\s?\d")
_WALKED = any_of(r"\b(?:walk-?through|worked example|case study|scenario|sample (?:design|interview|solution|answer))\b")
_GIVEN = any_of(
    r"(?:(?:scenario|case|problem|the) )?(?:set-?up|background|context|given|brief)s?|(?:(?:non-)?functional |key )?requirements"
    r"|(?:key )?(?:metrics|results|outcomes|impact)(?: and (?:metrics|results|outcomes|impact))?"
    r"|assumptions|constraints|(?:traffic|scale|capacity)(?: estimat\w+| assumptions)?"
)
_OPENING = any_of(r"(?:overview|introduction|intro)(?:\s*[:.–—-].*)?")
_PREAMBLE = any_of(r"(?:motivation|about|welcome|preface|foreword)(?:\s*[:.–—-].*)?")
_STYLE = any_of(
    r"(?:first|second|subsequent|later) (?:mention|use|reference)s?",
    r"(?:(?:standard|preferred|correct|proper|consistent|common) )?"
    r"(?:format(?:ting)?|spelling|wording|notation|capitali[sz]ation|style|usage)",
    r"(?:content|document(?:ation)?|style|formatting|terminology|writing) "
    r"(?:maintenance|guidelines?|standards?|rules?|notes?|conventions?)",
)
_AVOIDED = any_of(r"avoid|do not (?:use|say|write)|don['’]t (?:use|say|write)|not")
_NAME = re.compile(r"[\"“][^\"“”]{1,40}[\"”]|[\w.]+(?: [\w.]+){0,2}")
_BETWEEN = re.compile(r", (?:or |and )?| or | and |/")
_PLACED = any_of(
    r"(?:in|on|at|within|during|throughout) (?:\w+ ){0,2}(?:text|head(?:er|ing)s?|titles?|stor(?:y|ies)|answers?|responses?|"
    r"interviews?|conversations?|documents?|diagrams?|comments?|context|writing|speech|slides?|resumes?|e?mails?|examples?)"
)
"""Where something is said or written in a certain way."""
_NUMBERED = re.compile(r"(?:[A-Za-z]+ )?\d+")
_READING = any_of(r"\b(?:articles?|videos?|lectures?|podcasts?|blogs?|tutorials?|newsletters?|webinars?)\b")
_OF_SHEETS = any_of(r"\b(?:assessments?|checkpoints?|trackers?|worksheets?|scorecards?)\b")
_ANNOUNCES = any_of(r"\b(?:the following|as follows|steps below|see below)\b[^.:]*[.:]?\s*$")
_TELLS = any_of(r"you(?:['’]ll| will| might| may)\b")
_ENDS_OPEN = re.compile(r"[^-1| `]")
_GOES_ON, _IN_PARTS = re.compile(r"(?:[2-9]|\d{2,})\. .*\n"), re.compile(r"\(\d+ of \d+\)")
"""A numbered list that begins elsewhere, unless this program has put it on several cards."""
MOST_TOLD = 100
"""Characters of a sentence that only tells the reader what to expect."""
_MARKUP = re.compile(r"<[a-z]+ [^<>]*(?:class|style|id)=")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W_]{4,}")
_STEM = 5
MOST_ADDED, MOST_RESTATED = 1, 60
"""Words that an explanation adds to those of its front, and its characters, where it only says them again."""
_UNIT = r"(?:[A-Za-zµ]{1,2}|seconds?|minutes?|hours?|days?|bytes?|bits?|thousand|million|billion)"
_BARE = re.compile(rf"[\d\s.,^=?*%+/<>~≈·-]*(?:{_UNIT}\b[\d\s.,^=?*%+/<>~≈·-]*){{0,5}}")
_BEHIND = re.compile(r"\s*\([^()]*\)\??$|\?$")


def told_under(notes: Iterable[NoteDraft]) -> frozenset[tuple[str, ...]]:
    """The headings of single stories ("Scenario 4", "Story: …"), under which all else only makes sense with the story."""
    stories = (note.heading[: depth + 1] for note in notes if note.kind is Kind.STORY for depth in range(len(note.heading) - 1))
    return frozenset(path for path in stories if _OF_ONE_STORY.search(path[-1]))


def is_worth_little(note: NoteDraft, title: str, told: Container[tuple[str, ...]] = ()) -> bool:
    """Whether few would want a fact of a guide with that title. told: as `told_under` gives it."""
    if any(note.heading[:depth] in told for depth in range(1, len(note.heading))) and note.kind is not Kind.STORY:
        return note.kind is not Kind.QUESTION or len(plain(note.back)) <= MOST_IN_A_REFERENCE
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
        or (_AVOIDED.fullmatch(_asked(front)) is not None and _are_variants(back))
        or _READING.search(front) is not None
        or (_PLACED.fullmatch(_asked(front)) is not None and len(back) <= MOST_RESTATED)
        or _MARKUP.search(note.back) is not None
        or _is_trivial(front, back)
        or _leads_on(front, note.back)
        or _restates(front, note.back)
    )


def _is_of_the_guide(note: NoteDraft, front: str, back: str) -> bool:
    """Whether it says where things stand in the guide, how many, or what the guide is for."""
    there = " ".join(note.heading)
    near = f"{front}\n{back}"
    found = [one[0] for one in _REFERENCE.finditer(near) if one[0] not in there] if _DIGIT.search(near) else []
    is_index = len(found) >= (1 if len(back) <= MOST_IN_A_REFERENCE else LEAST_IN_AN_INDEX)
    is_blurb = note.kind is Kind.CONCEPT and bool(note.heading) and _opens(note.heading[0], note.back)
    return is_index or is_blurb or _counts(note.back) or len(_CODE.findall(front)) + len(_CODE.findall(back)) > 1


def _opens(chapter: str, back: str) -> bool:
    """Whether a text below the first heading of a guide only says what it is for."""
    return _PREAMBLE.fullmatch(chapter) is not None or (_OPENING.fullmatch(chapter) is not None and not is_explanation(back))


def _counts(back: str) -> bool:
    """Whether most lines say how many entries of the guide there are, or any says what the guide is."""
    lines = [plain(line).removeprefix("- ") for line in back.split("\n") if line.strip()]
    counts = sum(is_count(line.rpartition(": ")[2].strip()) for line in lines)
    return counts * 2 > len(lines) or any(map(speaks_of_the_guide, lines))


def _is_given(note: NoteDraft, own: str) -> bool:
    """Whether it stands in a case or in an exercise, which say what is to be assumed or done there."""
    is_case = _CASE.fullmatch(own) is not None and note.kind is Kind.FACT and not _LABELLED.match(own)
    is_set_up = _GIVEN.fullmatch(own) is not None and any(map(_WALKED.search, note.heading[:-1]))
    return is_case or is_set_up or any(map(_REHEARSED.search, note.heading))


def _is_trivial(front: str, back: str) -> bool:
    """Whether it turns a bare number into another, or is a row that only has a number for a name."""
    if _NUMBERED.fullmatch(_BEHIND.sub("", front)) and back[:1].isdigit():
        return True
    is_power = "^" in front
    return not is_power and _BARE.fullmatch(_BEHIND.sub("", front)) is not None and _BARE.fullmatch(back) is not None


def _leads_on(front: str, back: str) -> bool:
    """Whether it is a motto that is set apart, tells the reader what will come, or goes on from what stands above it."""
    lines = [line for line in back.split("\n") if line.strip() and not line.startswith("<!--")]
    if all(line.startswith(">") for line in lines):
        return not is_explanation(" ".join(line.strip("> ") for line in lines))
    if _GOES_ON.match(back) and not _IN_PARTS.search(front):
        return True
    is_told = len(lines) == 1 and len(back) <= MOST_TOLD and _TELLS.match(back) is not None
    return is_told or (_ENDS_OPEN.match(lines[-1]) is not None and _ANNOUNCES.search(lines[-1]) is not None)


def _are_variants(back: str) -> bool:
    """Whether it only has names one beside the other, as a thing is not to be called: "SDM, SDM II or Senior SDM"."""
    names = _BETWEEN.split(back.rstrip("."))
    return len(names) > 1 and all(map(_NAME.fullmatch, names))


def _asked(front: str) -> str:
    """What of a front is asked, without its subject."""
    return _BEHIND.sub("", front).rpartition(": ")[2]


def _restates(front: str, back: str) -> bool:
    """Whether a short explanation only says the words of what it explains again."""
    if len(back) > MOST_RESTATED or "\n" in back or any(map(str.isdigit, back)):
        return False
    asked, words = _stems(_asked(front)), _stems(plain(back))
    if words and words <= _stems(front):
        return True
    return bool(asked) and asked <= words and len(words - _stems(front)) <= MOST_ADDED


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.lower())}
