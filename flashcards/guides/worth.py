"""What few would want to learn, though it is knowledge of a sort: it is offered, and comes unticked.

That is text about the guide itself, what a case or an exercise gives, how something is scored, and trivial numbers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator
from dataclasses import replace

from flashcards.core.models import Kind, NoteDraft
from flashcards.guides.phrases import any_of, is_count, is_explanation, speaks_of_the_guide
from flashcards.guides.usage import is_of_usage, is_said_by_someone
from flashcards.guides.wording import plain

_ASKED = (Kind.QUESTION, Kind.STORY, Kind.EXERCISE)
"""Kinds that are wanted wherever they stand."""
MOST_IN_A_REFERENCE = 160
"""Characters of a back that may be no more than a row of an index."""

LEAST_IN_AN_INDEX = 3
"""References in a longer one."""
_PARTS = frozenset(
    "scenario scenarios story stories section sections chapter chapters question questions exercise exercises lesson lessons "
    "module modules part parts card cards".split()
)
"""Of a guide, that may have numbers."""
_REFERENCE = re.compile(r"\b(?P<word>\w++) #?[A-Za-z]{0,2}-?\d{1,3}\b")
_OF_ONE_STORY = any_of(r"\b(?:scenario|story|case(?: study)?|example) ?(?:#?\d+\b|:)")
_FOLLOWS = any_of(r"\bfollow-?ups?\b")
_CODE = re.compile(r"\b[A-Z]{1,2}-?\d{3}\b")
_SCORED = any_of(
    r"\b(?:rubrics?|scorecards?|score ?sheets?|scoring|scores?|grading|\d ?[-–] ?\d{1,2} scale"
    r"|pass(?:ing)? (?:criteria|score|mark|threshold)s?)\b"
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
_NUMBERED = re.compile(r"(?:[A-Za-z]+ )?\d+")
_READING = any_of(r"\b(?:articles?|videos?|lectures?|podcasts?|blogs?|tutorials?|newsletters?|webinars?)\b")
_OF_SHEETS = any_of(r"\b(?:assessments?|checkpoints?|trackers?|worksheets?|scorecards?)\b")
_KEPT_UP = any_of(
    r"\b(?:tracking|progress|practice) dashboards?\b|\b(?:practice|session|progress|preparation) track(?:ing|ers?)\b"
    r"|\b(?:coverage )?gap analysis\b|\bquality assurance notes\b"
)
"""Headings of what somebody keeps up to date, the guide included."""
_LEARNING = any_of(
    r"\bspaced[- ]repetition\b",
    r"\b(?:study|learning|revision|memori[sz]ation) (?:tips?|techniques?|effectiveness|habits|schedules?)\b",
)
"""Headings of how to learn, which a program that schedules does not ask."""
_SLOT = re.compile(r"(?im)^-\s+(?:\*\*)?(?:target|metrics|timeline|level|scope|focus|due|deadline|priority|lps?)(?:\*\*)?: ")
LEAST_OF_A_SLOT = 3
"""Attributes of a story that is yet to be found."""
_SENTENCE_ASKED = re.compile(r"[^.!?]+\?")
_STATED = re.compile(r"[\"“][^\"“”?]*[\"”](?: \([^()]*\))?$")
_INTRODUCES = (
    any_of(r"\bis an? (?:very |really )?(?:broad|large|huge|vast|big|deep|wide)(?:-ranging)? (?:topic|subject|field|area)\b"),
    any_of(r"\bnot (?:just|only|merely|simply) about\b"),
    any_of(
        r"\b(?:collection|guide|section|matrix|bank|scenarios?|resources?|decks?|examples?)\b (?:\w+ )?"
        r"(?:provides?|ensures?|covers?|prepares?|demonstrates?|offers?)\b",
        r"^the (?:provided|included|attached|accompanying)\b",
    ),
)
_SAMPLE = any_of(r"(?:sample|example)\b.*")
_REQUEST = re.compile(r"(?:-\s+\*\*[^*]+\*\*: )?\**(?:GET|POST|PUT|PATCH|DELETE)\** /")
_ANNOUNCES = any_of(r"\b(?:the following|as follows|steps below|see below)\b[^.:]*[.:]?\s*$")
_ASIDE = re.compile(r"\*[^*`]+\*|_[^_`]+_")
_TELLS = any_of(r"you(?:['’]ll| will| might| may)\b")
_ENDS_OPEN = re.compile(r"[^-1| `]")
_GOES_ON, _IN_PARTS = re.compile(r"(?:[2-9]|\d{2,})\. .*\n"), re.compile(r"\(\d+ of \d+\)")
"""A numbered list that begins elsewhere, unless this program has put it on several cards."""
MOST_TOLD = 100
"""Characters of a sentence that only tells the reader what to expect."""
_MARKUP = re.compile(r"<[a-z]+ [^<>]*(?:class|style|id)=")
_FORMULA = re.compile(r"\s[/×÷*+=]\s")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W_]{4,}")
_STEM = 5
MOST_ADDED, MOST_RESTATED = 1, 60
"""Words that an explanation adds to those of its front, and its characters, where it only says them again."""
_UNIT = r"(?:[A-Za-zµ]{1,2}|seconds?|minutes?|hours?|days?|bytes?|bits?|thousand|million|billion)"
_BARE = re.compile(rf"[\d\s.,^=?*%+/<>~≈·-]*(?:{_UNIT}\b[\d\s.,^=?*%+/<>~≈·-]*){{0,5}}")
_BEHIND = re.compile(r"\s*\([^()]*\)\??$|\?$")


def weighed(written: Collection[NoteDraft], found: Collection[NoteDraft], title: str) -> Iterator[NoteDraft]:
    """The notes of a guide with that title, offered where few would want them. written: as cards, by the author."""
    told = _told_under(found)
    for note in written:
        yield replace(note, is_offered=True) if told and _is_of_a_story(note, told) else note
    for note in found:
        yield replace(note, is_offered=True) if is_worth_little(note, title, told) else note


def _told_under(notes: Collection[NoteDraft]) -> frozenset[tuple[str, ...]]:
    """The headings of single stories ("Scenario 4", "Story: …"), under which all else only makes sense with the story."""
    stories = (note.heading[: depth + 1] for note in notes if note.kind is Kind.STORY for depth in range(len(note.heading) - 1))
    return frozenset(path for path in stories if _OF_ONE_STORY.search(path[-1]))


def _is_of_a_story(note: NoteDraft, told: Container[tuple[str, ...]]) -> bool:
    """Whether it is understood with one story only: what was learnt there, or what its teller is asked next and says."""
    if note.kind is Kind.STORY or not any(note.heading[:depth] in told for depth in range(1, len(note.heading))):
        return False
    is_asked_next = _FOLLOWS.search(note.heading[-1]) is not None or is_said_by_someone(note.back)
    return note.kind is not Kind.QUESTION or is_asked_next or len(plain(note.back)) <= MOST_IN_A_REFERENCE


def is_worth_little(note: NoteDraft, title: str, told: Container[tuple[str, ...]] = ()) -> bool:
    """Whether few would want a fact of a guide with that title. told: the headings of its stories."""
    if _is_of_a_story(note, told):
        return True
    if note.kind in _ASKED:
        return not note.back and note.kind is Kind.QUESTION and _STATED.match(note.front) is not None
    if _OF_SHEETS.search(title):
        return True
    front, back, own = plain(note.front), plain(note.back), plain(note.heading[-1]) if note.heading else ""
    asked = _BEHIND.sub("", front).rpartition(": ")[2]
    return (
        _is_of_the_guide(note, front, back)
        or _is_given(note, own)
        or any(map(_SCORED.search, (front, own)))
        or any(_KEPT_UP.search(heading) or _LEARNING.search(heading) for heading in note.heading)
        or is_of_usage(note, asked, back, own)
        or asked.rstrip("?").endswith(" here")
        or (note.kind is Kind.CONCEPT and _is_introduction(back))
        or _is_example(front, asked, note.back)
        or _READING.search(front) is not None
        or _MARKUP.search(note.back) is not None
        or _is_trivial(front, back)
        or _leads_on(front, note.back)
        or _restates(front, asked, note.back)
    )


def _is_of_the_guide(note: NoteDraft, front: str, back: str) -> bool:
    """Whether it says where things stand in the guide, how many, or what the guide is for."""
    there = " ".join(note.heading)
    near = f"{front}\n{back}"
    is_numbered = _DIGIT.search(near) is not None
    named = [one[0] for one in _REFERENCE.finditer(near) if one["word"].lower() in _PARTS] if is_numbered else []
    found = [name for name in named if name not in there]
    is_index = len(found) >= (1 if len(back) <= MOST_IN_A_REFERENCE else LEAST_IN_AN_INDEX)
    is_blurb = note.kind is Kind.CONCEPT and bool(note.heading) and _opens(note.heading[0], note.back)
    return is_index or is_blurb or _counts(note.back) or (is_numbered and len(_CODE.findall(near)) > 1)


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
    lines = _lines(back)
    if len(lines) == 1 and len(back) <= MOST_RESTATED and front.endswith(": what else?"):
        return True
    if all(line.startswith(">") for line in lines):
        return not is_explanation(" ".join(line.strip("> ") for line in lines))
    if _GOES_ON.match(back) and not _IN_PARTS.search(front):
        return True
    if len(lines) == 1 and len(back) <= MOST_TOLD and _ASIDE.fullmatch(back):
        return True
    is_told = len(lines) == 1 and len(back) <= MOST_TOLD and _TELLS.match(back) is not None
    return is_told or (_ENDS_OPEN.match(lines[-1]) is not None and _ANNOUNCES.search(lines[-1]) is not None)


def _is_introduction(back: str) -> bool:
    """Whether a text only says how broad or how important what comes next is, or asks."""
    is_list = " - " in back
    return _SENTENCE_ASKED.fullmatch(back) is not None or (not is_list and any(rule.search(back) for rule in _INTRODUCES))


def _is_example(front: str, asked: str, back: str) -> bool:
    """Whether it is code to be looked at, or what is to be found out of a story that is yet to be told."""
    if back.startswith("```"):
        return _SAMPLE.fullmatch(asked) is not None
    if "\n" not in back:
        return False
    slots = _SLOT.findall(back) if "stor" in front.lower() else []
    return len(slots) >= LEAST_OF_A_SLOT or all(map(_REQUEST.match, _lines(back)))


def _lines(back: str) -> list[str]:
    return [line for line in back.split("\n") if line.strip() and not line.startswith("<!--")]


def _restates(front: str, asked: str, back: str) -> bool:
    """Whether a short explanation only says the words of what it explains again."""
    if len(back) > MOST_RESTATED or "\n" in back or any(map(str.isdigit, back)) or _FORMULA.search(back):
        return False
    stems, words = _stems(asked), _stems(plain(back))
    if words and words <= _stems(front):
        return True
    return bool(stems) and stems <= words and len(words - _stems(front)) <= MOST_ADDED


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.lower())}
