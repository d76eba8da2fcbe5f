"""What few would want to learn, though it is knowledge of a sort: it is offered, and comes unticked.

That is text about the guide itself, what a case or an exercise gives, how something is scored, and trivial numbers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator
from dataclasses import replace
from functools import lru_cache

from flashcards.core.models import Kind, NoteDraft
from flashcards.guides.asides import is_about_the_guide
from flashcards.guides.phrases import any_of, is_count, is_explanation
from flashcards.guides.usage import is_of_usage, is_said_by_someone
from flashcards.guides.wording import has_any, plain, without_emoji

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
_NAMES_OF_PARTS = (
    *("scenario", "story ", "stories ", "section", "chapter", "question", "exercise", "lesson", "module"),
    *("part ", "parts ", "card ", "cards "),
)
"""What stands in a text with any of them before a number."""
_REFERENCE = re.compile(r"\b(?P<word>\w++) #?[A-Za-z]{0,2}-?\d{1,3}\b")
_OF_ONE_STORY = any_of(r"\b(?:scenario|story|case(?: study)?|example) ?(?:#?\d+\b|:)")
_FOLLOWS = any_of(r"\bfollow-?ups?\b")
_CODE = re.compile(r"[A-Z](?<!\w.)[A-Z]?-?\d{3}\b")  # a search for a letter, and then a look behind it, is quick
_SCORED = (
    r"\b(?:rubrics?|scorecards?|score ?sheets?|scoring|scores?|grading|\d ?[-–] ?\d{1,2} scale"
    r"|pass(?:ing)? (?:criteria|score|mark|threshold)s?)\b"
)
_CASE = any_of(r"(?:.*\b)?(?:scenario|case|exercise|challenge|simulation)\b(?: \w{1,3})?\s*(?:[:.–—-].*)?")
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
_OF_FRONT = re.compile(
    rf"{_SCORED}|\b(?:articles?|videos|video (?:courses?|series|tutorials?)|lectures?|podcasts?|blogs?|tutorials?"
    r"|newsletters?|webinars?)\b"
)
"""What is asked for, in lower case: a score, or something to be read or watched."""
_OF_HEADING = any_of(_SCORED)
_OF_SHEETS = any_of(r"\b(?:assessments?|checkpoints?|trackers?|worksheets?|scorecards?)\b")
_OF_ALL_BELOW = any_of(
    r"\b(?:exercise|drill|rehearsal|role-?play)\b|\bassessment #?\d",
    r"\b(?:tracking|progress|practice) dashboards?\b|\b(?:practice|session|progress|preparation) track(?:ing|ers?)\b"
    r"|\b(?:coverage )?gap analysis\b|\bquality assurance notes\b",
    r"\bspaced[- ]repetition\b",
    r"\b(?:study|learning|revision|memori[sz]ation) (?:tips?|techniques?|effectiveness|habits|schedules?)\b",
)
"""Headings of what is rehearsed; of what somebody keeps up to date, the guide included; and of how to learn, which a program
that schedules does not ask."""
_MOCK = any_of(r"\b(?:mock|simulation)\b")
_GRADE = re.compile(r"\b[0-5]/5\b|\b(?<!\.)\d{1,2}/10\b|\(1 ?[-–] ?(?:5|10)\)")
"""Of somebody's performance."""
_SLOT = re.compile(r"(?im)^-\s+(?:\*\*)?(?:target|metrics|timeline|level|scope|focus|due|deadline|priority|lps?)(?:\*\*)?: ")
LEAST_OF_A_SLOT = 3
"""Attributes of a story that is yet to be found."""
_SENTENCE_ASKED = re.compile(r"[^.!?]+\?")
_STATED = re.compile(r"[\"“][^\"“”?]*[\"”](?: \([^()]*\))?$")
_INTRODUCES = re.compile(
    r"\b(?:is an? (?:very |really )?(?:broad|large|huge|vast|big|deep|wide)(?:-ranging)? (?:topic|subject|field|area)\b"
    r"|not (?:just|only|merely|simply) about\b"
    r"|(?:collection|guide|section|matrix|bank|scenario|resource|deck|example)s?\b (?:\w+ )?"
    r"(?:provides?|ensures?|covers?|prepares?|demonstrates?|offers?)\b)"
)
_PROVIDED = re.compile(r"the (?:provided|included|attached|accompanying)\b")
"""Of a text in lower case."""
_SAMPLE = any_of(r"(?:sample|example)\b.*")
_REQUEST = re.compile(r"(?:-\s+\*\*[^*]+\*\*: )?\**(?:GET|POST|PUT|PATCH|DELETE)\** /")
_ANNOUNCED = ("the following", "as follows", "steps below", "see below")
_ANNOUNCES = any_of(rf"\b(?:{'|'.join(_ANNOUNCED)})(?:\b[^.:]*:|[.:]?)\s*$")
_NOTED = re.compile(r"(?:\*\*)?(?:Note|Important|Warning|Caution|Tip|Rule of thumb)\b")
_ASIDE = re.compile(r"\*[^*`]+\*|_[^_`]+_")
_TELLS = any_of(r"you(?:['’]ll| will| might| may)\b")
_ENDS_OPEN = re.compile(r"[^-1| `]")
_GOES_ON, _IN_PARTS = re.compile(r"(?:[2-9]|\d{2,})\. .*\n"), re.compile(r"\(\d+ of \d+\)")
"""A numbered list that begins elsewhere, unless this program has put it on several cards."""
_COUNTS_ONLY = re.compile(
    r"There (?:are|is) (?:also )?(?:many|several|various|multiple|numerous|different|(?:two|three|four|five) (?:main |major )?"
    r"(?:ways|types|kinds))\b[^.:;(]*\.?|(?:Here|Below) (?:is|are|['’]s) [^.:;(]*[.!]?"
)
"""That there are some of what is told elsewhere."""
_CONCLUDES = any_of(r"“th(?:is|ese) (?:\S+ ){1,4}(?:ensures?|allows?|enables?|guarantees?|provides?|helps?)\b")
_STATES = re.compile(r"[A-Z][a-z]+ [^.!?:\"“]{20,}[.] (?!\w+ing\b)[A-Z][^:?]{20,}$")
"""A quotation of a few sentences, which says what its heading names and is no motto."""
MOST_TOLD = 100
"""Characters of a sentence that only tells the reader what to expect."""
_MARKUP = re.compile(r"<[a-z]+ [^<>]*(?:class|style|id)=")
_FORMULA = re.compile(r"\s[/×÷*+=]\s")
_DIGIT = re.compile(r"\d")
_WORD, _ACRONYM = re.compile(r"[^\W_]{4,}"), re.compile(r"\b[A-Z]{2,3}\b")
_STEM = 5
MOST_ADDED, MOST_RESTATED = 1, 60
"""Words that an explanation adds to those of its front, and its characters, where it only says them again."""
_UNIT = r"(?:[A-Za-zµ]{1,2}|seconds?|minutes?|hours?|days?|bytes?|bits?|thousand|million|billion)"
_BARE = re.compile(rf"[\d\s.,^=?*%+/<>~≈·-]*(?:{_UNIT}\b[\d\s.,^=?*%+/<>~≈·-]*){{0,5}}")
_NUMBERS = re.compile(r"(?:[#Q]*\d{1,3}, ?){2,}[#Q]*\d{1,3}")
"""Of questions that stand elsewhere."""
_BEHIND = re.compile(r"\s*\([^()]*\)\??$|\?$")


def weighed(written: Collection[NoteDraft], found: Collection[NoteDraft], title: str) -> Iterator[NoteDraft]:
    """The notes of a guide with that title, offered where few would want them. written: as cards, by the author."""
    told = _told_under(found)
    for note in written:
        yield replace(note, is_offered=True) if told and _is_of_a_story(note, told) else note
    for note in found:
        yield replace(note, is_offered=True) if not note.is_offered and is_worth_little(note, title, told) else note


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
    if _is_of_sheets(title) or _is_set_apart(note.heading) or _is_of_a_mock(note):
        return True
    front, back, own = plain(note.front), plain(note.back), plain(note.heading[-1]) if note.heading else ""
    asked = _BEHIND.sub("", front).rpartition(": ")[2]
    return (
        _OF_FRONT.search(front.lower()) is not None
        or (note.kind is Kind.FACT and _is_case(own))
        or _is_of_the_guide(note, front, back)
        or is_of_usage(note, asked, back, own)
        or asked.rstrip("?").endswith(" here")
        or (note.kind is Kind.CONCEPT and _is_introduction(back))
        or _is_example(front, asked, note.back)
        or ("<" in note.back and _MARKUP.search(note.back) is not None)
        or _is_trivial(front, back)
        or _leads_on(front, note.back)
        or _restates(front, asked, note.back)
    )


@lru_cache(maxsize=64)
def _is_of_sheets(title: str) -> bool:
    return _OF_SHEETS.search(title) is not None


@lru_cache(maxsize=4096)
def _is_set_apart(heading: tuple[str, ...]) -> bool:
    """Whether headings say that what stands below them is rehearsed, given, scored, kept up to date, or how to learn."""
    own = plain(heading[-1]) if heading else ""
    is_set_up = _GIVEN.fullmatch(own) is not None and any(map(_WALKED.search, heading[:-1]))
    return is_set_up or _OF_HEADING.search(own) is not None or any(map(_OF_ALL_BELOW.search, heading))


def _is_of_a_mock(note: NoteDraft) -> bool:
    """Whether it is what somebody says in a mock interview, or a sheet on which somebody is graded."""
    if note.back[:1] in ('"', "“") and any(map(_MOCK.search, note.heading)):
        return True
    return len(_GRADE.findall(note.back)) * 2 > len(_lines(note.back))


@lru_cache(maxsize=4096)
def _is_case(heading: str) -> bool:
    """Whether a heading names a case, which says what is to be assumed or done there."""
    return _CASE.fullmatch(heading) is not None and not _LABELLED.match(heading)


def _is_of_the_guide(note: NoteDraft, front: str, back: str) -> bool:
    """Whether it says where things stand in the guide, how many, or what the guide is for."""
    near = f"{front}\n{back}"
    if _is_index(near, note.heading, len(back)) or len(_CODE.findall(near)) > 1:
        return True
    is_blurb = note.kind is Kind.CONCEPT and bool(note.heading) and _opens(note.heading[0], note.back)
    return is_blurb or _counts(note.back)


def _is_index(near: str, heading: tuple[str, ...], characters: int) -> bool:
    """Whether a text refers to parts of the guide by their numbers, and not to the one it stands in."""
    if not _DIGIT.search(near) or not has_any(near.lower(), _NAMES_OF_PARTS):
        return False
    there = " ".join(heading)
    named = [one[0] for one in _REFERENCE.finditer(near) if one["word"].lower() in _PARTS]
    found = [name for name in named if name not in there]
    return len(found) >= (1 if characters <= MOST_IN_A_REFERENCE else LEAST_IN_AN_INDEX)


def _opens(chapter: str, back: str) -> bool:
    """Whether a text below the first heading of a guide only says what it is for."""
    return _PREAMBLE.fullmatch(chapter) is not None or (_OPENING.fullmatch(chapter) is not None and not is_explanation(back))


def _counts(back: str) -> bool:
    """Whether most lines say how many entries of the guide there are, or any says what the guide is."""
    lines = [plain(line).removeprefix("- ") for line in back.split("\n") if line.strip()]
    counts = sum([is_count(line.rpartition(": ")[2].strip()) for line in lines])
    return counts * 2 > len(lines) or any(map(is_about_the_guide, map(without_emoji, lines)))


def _is_trivial(front: str, back: str) -> bool:
    """Whether it turns a bare number into another, or is a row that only has a number for a name."""
    name = _BEHIND.sub("", front)
    if _NUMBERED.fullmatch(name) and back[:1].isdigit():
        return True
    if _NUMBERS.fullmatch(back):
        return True
    return "^" not in front and _BARE.fullmatch(name) is not None and _BARE.fullmatch(back) is not None


def _leads_on(front: str, back: str) -> bool:
    """Whether it is a motto that is set apart, tells the reader what will come, or goes on from what stands above it."""
    lines = _lines(back) or [back]
    if len(lines) == 1 and len(back) <= MOST_RESTATED and front.endswith(": what else?"):
        return True
    if lines[0][:1] == ">" and all(line.startswith(">") for line in lines):
        said = " ".join(line.strip("> ") for line in lines)
        is_stated = _STATES.match(said) is not None and ">" not in lines and not front.endswith(": what else?")
        return not (is_stated or is_explanation(said) or _NOTED.match(said))
    if _CONCLUDES.search(front):
        return True
    if len(lines) == 1 and (back.endswith(":") or _COUNTS_ONLY.fullmatch(back)):
        return True
    if _GOES_ON.match(back) and not _IN_PARTS.search(front):
        return True
    if len(lines) == 1 and len(back) <= MOST_TOLD and _ASIDE.fullmatch(back):
        return True
    is_told = len(lines) == 1 and len(back) <= MOST_TOLD and _TELLS.match(back) is not None
    return is_told or (_ENDS_OPEN.match(lines[-1]) is not None and _announces(lines[-1]))


def _announces(line: str) -> bool:
    return has_any(line.lower(), _ANNOUNCED) and _ANNOUNCES.search(line) is not None


def _is_introduction(back: str) -> bool:
    """Whether a text only says how broad or how important what comes next is, or asks."""
    if " - " in back:  # a list
        return _SENTENCE_ASKED.fullmatch(back) is not None
    words = back.lower()
    introduces = _INTRODUCES.search(words) is not None or _PROVIDED.match(words) is not None
    return introduces or _SENTENCE_ASKED.fullmatch(back) is not None


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
    if len(back) > MOST_RESTATED or "\n" in back or "(" in back or any(map(str.isdigit, back)) or _FORMULA.search(back):
        return False
    stems, words = _stems(asked), _stems(plain(back))
    known, acronyms = _stems(front), set(_ACRONYM.findall(back)) - set(_ACRONYM.findall(front))
    if words and words <= known and not acronyms:
        return True
    return bool(stems) and stems <= words and len(words - known) + len(acronyms) <= MOST_ADDED


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.lower())}
