"""What the parts of an answer are called: "Approach", "Key points", "Follow-up questions", "What good looks like"."""

from __future__ import annotations

import re

from flashcards.guides.wording import plain

_FOLLOW_UPS = re.compile(
    r"\W*(?:\S+ ){0,3}(?:follow-?\s?ups?|prob(?:es?|ing)|deeper questions|they may (?:also )?ask)\b.*", re.IGNORECASE
)
_CRITERIA = re.compile(
    r"\W*(?:\S+ ){0,3}(?:criteria|rubric|scoring|what good looks like|look(?:ing|s)? for"
    r"|(?:being )?(?:evaluat\w+|assess\w+|test\w+)|signals?|why (?:they|we|interviewers?) ask|listen(?:ing)? for)\b.*",
    re.IGNORECASE,
)
_COACHES = re.compile(
    r"(?:show|demonstrate|highlight|emphasi[sz]e|explain|discuss|describe|mention|focus on|talk about|address|illustrate|stress"
    r"|be (?:specific|honest|concrete|ready)|share|prove|quantify)\b(?!.*[:;])[^\"“]{3,120}",
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
_ANSWER = re.compile(r"\W*(?:(?:the|correct|short|quick)\s+)*(?:answers?|ans|solution)\W*", re.IGNORECASE)


def is_part(name: str) -> bool:
    """Whether a label names a part of an answer, or what is asked next, or by what it is judged."""
    return any(pattern.fullmatch(plain(name)) for pattern in (_PART, _FOLLOW_UPS, _CRITERIA))


def is_part_of_answer(name: str) -> bool:
    """The same of a label that is of little use but below a question."""
    return _OF_ANSWER.fullmatch(plain(name)) is not None


def is_answer(name: str) -> bool:
    """Whether a label says nothing but that the answer follows."""
    return _ANSWER.fullmatch(plain(name)) is not None


def is_follow_ups(name: str) -> bool:
    return _FOLLOW_UPS.fullmatch(plain(name)) is not None


def is_criteria(name: str) -> bool:
    return _CRITERIA.fullmatch(plain(name)) is not None


def coaches(text: str) -> bool:
    """Whether a text says how to answer, and does not: "Show how you balanced both"."""
    return _COACHES.fullmatch(plain(text)) is not None
