"""What headings and labels say: that questions stand below, whose they are, or which part of an answer."""

from __future__ import annotations

import re
from functools import lru_cache

from flashcards.guides.wording import plain

CALLED = (
    r"(?:[\w'’/-]+\s+){0,3}?"
    r"(?:Q|Question|Prompt|Scenario|Problem|Challenge|Case)\s*#?\s*(?:\d{1,3}|[A-Z](?=\W|$))?"
)
"""What a question is called: "Q3", "Behavioural question 2", "Scenario B"."""
ASKER = r"(?<![❌✅] )(?:the )?interviewer(?: (?:asks|says))?(?=\W{0,3}:)"
"""Who puts the question that follows."""
_IS_NAME = re.compile(rf"{CALLED}(?:\s*[:.)–—-].*)?", re.IGNORECASE)
_NUMERALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTED = re.compile(rf"(?:.*\W)?(?P<count>\d{{1,2}}|{'|'.join(_NUMERALS)})\W+(?:[\w-]+\s+){{0,3}}questions\b.*", re.IGNORECASE)
_QUESTIONS_TO = re.compile(r"questions (?:to|that|you)\b", re.IGNORECASE)
_SETS = re.compile(
    r"(?:.*\W)?(?:sample|example|practi[cs]e|mock|rapid-?\s?fire|warm-?\s?up|typical|frequent|drill)\b(?:\W+[\w-]+){0,3}?\W+"
    r"(?:questions|problems|prompts|tasks|challenges|exercises)",
    re.IGNORECASE,
)
_COLUMN = re.compile(r"(?:[\w-]+\s+){0,2}(?:questions?|prompts?|scenarios?)", re.IGNORECASE)
_OF_QUESTIONS = re.compile(r"\b(?:questions|prompts|scenarios|asked|q&a|faqs?|quiz)\b", re.IGNORECASE)
_TO_ASK = re.compile(
    r"(?:.*\W)?(?:questions? (?:to ask|(?:that )?you (?:can|could|should|might|may) ask)|reverse[ -](?:questions?|interview)"
    r"|(?:what to ask|questions? for|asking) (?:the |your |an? )?(?:\w+ )?(?:interviewers?|recruiters?|hiring managers?))\b"
    r"(?!.*\byourself).*",
    re.IGNORECASE,
)
_FOR_OTHERS = re.compile(
    r"\b(?:questions? (?:to|you (?:can|could|should|might)|that you|from you"
    r"|for (?!.*\b(?:mocks?|rounds?|loops?|interviews?|practice|practising|drills?|sessions?|candidates?|rehears\w+|L[5-8])\b))|"
    r"(?:ask|asking) (?:the|your|them|an?|interviewers?|clarif)|reverse|readiness|"
    r"self-?\s?(?:assess\w*|check|reflection|evaluation|review)|diagnostics?|reflect\w*|clarif\w+|checklists?|check-?ins?|"
    r"retrospectives?|journal\w*|debriefs?|ask yourself|your questions|decision (?:tree|framework|criteria)|requirements|"
    r"validation|post-?(?:mortem|interview)s?|evaluation|assessment|guiding)\b",
    re.IGNORECASE,
)
_FOLLOW_UPS = re.compile(
    r"\W*(?:\S+ ){0,3}(?:follow-?\s?ups?|probing|(?<!ness )(?<!startup )probes?|deeper questions|they may (?:also )?ask)\b.*",
    re.IGNORECASE,
)
_CRITERIA = re.compile(
    r"\W*(?:\S+ ){0,3}(?:criteria|rubric|scoring|what good looks like|look(?:ing|s)? for"
    r"|(?:being )?(?:evaluat\w+|assess\w+|test\w+)|signals?|why (?:they|we|interviewers?) ask|listen(?:ing)? for)\b.*",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\W*(?:\S+ ){0,4}(?:answers?|responses?|repl(?:y|ies)|approach(?:es)?|frameworks?|solutions?|points|structure|analysis|"
    r"key (?:elements|topics|concepts)|examples?|considerations?|strategy|strategies|discussion|trade-?offs|tips?|hints?|outline|"
    r"red flags?|avoid|pitfalls?|mistakes?|how to (?:answer|approach|respond)|what to (?:say|cover|mention|include)|why|"
    r"explanation|rationale|design|steps|notes?|breakdown|metrics|requirements|architecture|walkthrough|thinking)\b"
    r"(?: \S+){0,3}\W*",
    re.IGNORECASE,
)
_OF_ANSWER = re.compile(
    r"\W*(?:\S+ ){0,3}(?:answers?|responses?|approach|frameworks?|key (?:points|elements)|considerations|follow-?\s?ups?|"
    r"solution)\b(?: \S+){0,2}\W*",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"\W*(?:(?:the|my|correct|right|suggested|short|quick)\s+)*(?:answers?|ans|solutions?|key)\W*",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def is_question_name(name: str) -> bool:
    """Whether a heading or label only says that a question follows: "Question 1: Storage", "The interview question"."""
    return _IS_NAME.fullmatch(plain(name)) is not None


@lru_cache(maxsize=4096)
def speaks_of_questions(name: str) -> bool:
    """Whether a heading says that questions stand below it."""
    return _OF_QUESTIONS.search(name) is not None


@lru_cache(maxsize=1024)
def sets_tasks(name: str) -> bool:
    """Whether a heading says that a candidate is set what stands below it: "Sample problems", "Rapid-fire questions"."""
    return _SETS.fullmatch(plain(name)) is not None


@lru_cache(maxsize=4096)
def is_for_others(name: str) -> bool:
    """Whether the questions below a heading are not put to a candidate: to ask interviewers, to reflect on, to check oneself."""
    return _FOR_OTHERS.search(name) is not None and not is_to_ask(name)


@lru_cache(maxsize=1024)
def is_to_ask(name: str) -> bool:
    """Whether a heading says that a candidate, or a manager, puts the questions below it to somebody else."""
    return _TO_ASK.fullmatch(plain(name)) is not None


def is_counted(name: str, count: int) -> bool:
    """Whether a name promises so many questions to know: "The five questions to open a design"."""
    found = _COUNTED.fullmatch(plain(name)) if "uestions" in name else None
    if found is None or is_for_others(_QUESTIONS_TO.sub("", name)):
        return False
    return found["count"] == str(count) or found["count"].lower() == dict(enumerate(_NUMERALS, 1)).get(count)


@lru_cache(maxsize=4096)
def is_column_of_questions(name: str) -> bool:
    return _COLUMN.fullmatch(plain(name)) is not None


@lru_cache(maxsize=4096)
def is_part(name: str) -> bool:
    """Whether a label names a part of an answer, or what is asked next, or by what it is judged."""
    return _PART.fullmatch(plain(name)) is not None or is_follow_ups(name) or is_criteria(name)


def is_part_of_answer(name: str) -> bool:
    """The same of a label that is of little use but below a question."""
    return _OF_ANSWER.fullmatch(plain(name)) is not None


@lru_cache(maxsize=4096)
def is_answer(name: str) -> bool:
    """Whether a label says nothing but that the answer follows."""
    return _ANSWER.fullmatch(plain(name)) is not None


@lru_cache(maxsize=4096)
def is_follow_ups(name: str) -> bool:
    return _FOLLOW_UPS.fullmatch(plain(name)) is not None


@lru_cache(maxsize=4096)
def is_criteria(name: str) -> bool:
    return _CRITERIA.fullmatch(plain(name)) is not None
