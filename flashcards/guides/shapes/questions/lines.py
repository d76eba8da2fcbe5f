"""Lines that ask something of the reader: questions, prompts ("Tell me about …"), tasks ("Design …"), in all their dress."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from flashcards.guides.competencies import mentions_level, principles_in
from flashcards.guides.shapes.questions.names import ASKER, CALLED
from flashcards.guides.wording import explicit_id, plain

MOST_IN_AN_ASIDE = 80
MOST_CHARACTERS = 1_000
"""Of a question."""
LEAST_SAID = 4
"""Words of what is quoted as a question or a scenario, and asks nothing by itself."""
MOST_IN_A_BANK = 200
"""Characters of one that has no question mark."""

_WHEN = r"(?:what|why|when|who|where|which)"
_PROMPT = re.compile(
    r"(?:(?:can|could|would) you (?:please )?|please |[^,.:;?!\n]{3,60}, (?=(?:tell|give|walk) (?:me|us)\b))?(?:"
    r"introduce yourself\b|tell (?:me|us)\b|talk (?:(?:me|us) )?(?:about|through)\b|walk (?:me|us) through\b"
    r"|have you (?:ever|had)\b"
    r"|describe (?:a|an|any|one|two|your|how|when|some|times?|situations?|(?!during)\w+ing)\b"
    r"|(?:give|provide|share|recall) (?:me |us )?(?:an?|one|two|three|some|your|the|examples?|details)\b"
    r"|(?:share|recall) (?:how|when|why) you\b"
    rf"|how (?:did|would|have|might) you\b|{_WHEN} (?:did|would|have|\w+ (?:did|have|would)) you\b|when was the last time\b"
    r"|(?:what|who)(?:['’]s| is| was| were| are) (?:your|(?:an?|the|one) (?:\S+ ){1,6}you\b)|where do you see\b"
    r"|(?:imagine|suppose|assume)\b|if you (?:were|could|had)\b"
    r"|(?:an?|one|the (?:last|first|most \w+|\w+est)) (?:\w+ ){0,2}?(?:time|situation|occasion|instance|moment|example)\b"
    r"(?: (?:when|where|in which|that|of))?(?: how| when)? you\b)",
    re.IGNORECASE,
)
_TASK = re.compile(
    r"(?:please )?(?:design|build|implement|create|develop|explain|describe|compare|discuss|handle|scale|write|sketch|outline|"
    r"propose|estimate|optimi[sz]e|architect|plan|define|name|list|migrate|improve|debug|model|convince|introduce|summari[sz]e|"
    r"your)\s+(?!(?:notes|patterns?|principles?|decisions?|goals?|tips)\W*$)\S",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    rf"\W{{0,5}}(?:\d{{1,3}}[.)]\s+)?(?:\*\*|__|[*_])?(?:{CALLED}|{ASKER})\s*(?:\([^()\n]{{0,12}}\bmin(?:ute)?s?\))?"
    r"(?:[:.)–—-]+\s*(?:\*\*|__|[*_])?|(?:\*\*|__|[*_])\s*[:.)–—-]*)\s*",
    re.IGNORECASE,
)
_DIFFICULTY = re.compile(r"(?:problem|challenge)(?!s?\s?#?\d)", re.IGNORECASE)
"""A label of what an answer deals with, which need not be what is asked."""
_NUMBERED = re.compile(r"(?P<open>\*\*|__)?\s*\d{1,3}[.)]\s+")
_FIRST = re.compile(
    r"(?:\d{1,3}[.)]\s+)?(\*\*|__)(?:(?!\1).){3,300}?"
    r"(?:(?:[?.!][\"”]?\1|\1[.!])(?=[\s:*_–—-]*\w)|[?.!][\"”]\1(?=\s*(?:→|[-=]>)\s*\w))",
    re.DOTALL,
)
_NAME = re.compile(r"\*\*[^*?]{2,80}\*\*[.:]?\s+(?=\S)")
_QUOTED = re.compile(r"(?P<before>[^\"“]{0,120})[\"“](?P<text>[^\"“”]{8,900})[\"”](?P<after>[^\"“”]{0,120})", re.DOTALL)
_WORD = re.compile(r"[A-Za-z]+")
_SETTERS = frozenset(
    "can could would please tell talk walk describe give provide share recall introduce imagine suppose assume".split()
)
_ASKERS = frozenset("how what why when who where which have if a an one the".split())
_FIRST_WORDS = (
    _ASKERS
    | _SETTERS
    | frozenset(
        "is are was were do does did has had will may might should must explain discuss compare contrast whether "
        "difference differences definition meaning".split()
    )
)
_NAMERS = frozenset(
    "q question prompt scenario problem challenge case interview sample behavioral behavioural mock practice example typical "
    "common technical bonus l".split()
)
"""With what words begin a prompt, a prompt that speaks to somebody, any question, and the label of a question or task."""
_ENDS_OF_LABEL = frozenset(":.)–—-*_")
_ASKS = re.compile(r"\?(?:\s*\([^()]*\)\.?)?$")
_BEGUN = re.compile(r"[^.!?]{8,300}\?\s")
_QUOTES = (('"', '"'), ("“", "”"))
_WRAPPED = re.compile(r"(?P<mark>\*\*\*|\*\*|__|\*|_)(?P<text>\S(?:.*\S)?)(?P=mark):?", re.DOTALL)
_ASIDE = re.compile(r"\s*[(\[](?P<text>[^()\[\]\n]{1,80})[)\]]\s*$")

_OF_BANK = re.compile(
    r"(?:(?:explain|describe|compare|contrast|discuss|design|estimate|defend|justify|convince|recall|share|tell|walk|talk)\s"
    r"|(?:an?|one|the|your|any|some\w*)\s(?=.*\byour?\b))",
    re.IGNORECASE,
)
_FOR_STORY = re.compile(
    r"\W*(?:(?:can|could|would) you )?(?:please )?(?:tell|talk|walk|describe|give|provide|share)\b", re.IGNORECASE
)
_IDLE = re.compile(
    r"(?:(?:any|more|have|got|still|other)\b.{0,20}\bquestions|what(?:['’]s| is| comes)? next|need\b.{0,15}\bhelp|ready\b.*|"
    r"(?:want|wish|looking|found|enjoy\w*|preparing)\b.*|(?:.{0,20}\b)?any questions\b.*|did you know|sounds? good|"
    r"questions|confused|why (?:not|bother))\?|"
    r".*\bthis (?:guide|page|repo\w*|document|course|handbook|book|site)\b.*",
    re.IGNORECASE,
)
_OF_READER = re.compile(r"\byour?\b", re.IGNORECASE)
_WHETHER = re.compile(
    r"\W*(?:(?:and|or|but)\s)?(?:do|does|did|are|is|was|were|have|has|can|could|will|would|should)\b",
    re.IGNORECASE,
)
_OF_ONESELF = re.compile(r"\b(?:I|my|we|our)\b")
_POINTS = re.compile(r"\b(?:it|its|this|that|these|those|they|them|here)\b", re.IGNORECASE)


class Question(NamedTuple):
    """text: Markdown without number, label and quotes, and without the principle or level in brackets behind it (aside).

    is_prompt: whether it is put to a candidate ("Tell me about …"). is_labelled: whether it is called a question or a scenario.
    is_marked: whether that or quotes set it apart. is_bold: whether it is bold or in italics as a whole.
    """

    text: str
    aside: str = ""
    explicit_id: str | None = None
    is_prompt: bool = False
    is_labelled: bool = False
    is_marked: bool = False
    is_bold: bool = False


@lru_cache(maxsize=4096)
def read_question(text: str) -> Question | None:
    """The question or task that a text is, if it is nothing else."""
    if not may_ask(text):
        return None
    text, own_id = explicit_id(text.strip())
    label, words = _without_label(text)
    label, words = (label, _without_label(words)[1]) if label else (label, words)  # "Q3. Scenario: …"
    number = None if label else _NUMBERED.match(text)
    words = (number["open"] or "") + text[number.end() :] if number else words
    words, aside = _without_aside(words)
    words, is_bold = _unwrapped(words)
    words, aside = (words, aside) if aside else _without_aside(words)
    quoted = _quoted(words, is_labelled=label is not None)
    words, _ = _unwrapped(quoted or _without_open_quote(words))
    said = plain(words)
    is_prompt = _PROMPT.match(said) is not None
    is_said = bool(quoted and label) and len(said.split()) >= LEAST_SAID
    is_task = is_said or (bool(label or quoted) and _TASK.match(said) is not None)
    if not (is_prompt or is_task or _ASKS.search(said)) or _IDLE.fullmatch(said):
        return None
    return Question(words, aside, own_id, is_prompt, label is not None, bool(label or quoted), is_bold)


def may_ask(text: str) -> bool:
    """Whether it is worth a closer look: it has a question mark or quotes, or begins like a prompt or a label."""
    if not 2 < len(text) <= MOST_CHARACTERS:
        return False
    if "?" in text or '"' in text or "“" in text:
        return True
    first = _WORD.search(text)
    word = first[0].lower() if first else ""
    if word in _ASKERS:
        return "you" in text or ":" in text
    return word in _SETTERS or ", tell me " in text or (word in _NAMERS and not _ENDS_OF_LABEL.isdisjoint(text))


@lru_cache(maxsize=4096)
def split_first(text: str) -> tuple[Question | None, str]:
    """The bold question a text begins with, and what stands behind it."""
    begun = _FIRST.match(text)
    return (read_question(begun[0].rstrip(".!")), text[begun.end() :].lstrip(" :–—-=>→\n")) if begun else (None, text)


def is_named(text: str) -> bool:
    """Whether a text has a name of its own before what it says, and the name asks nothing."""
    name = _NAME.match(text) if text.startswith("**") else None
    return name is not None and not (_LABELLED.match(text) or read_question(name[0].strip()))


def called(text: str, *, is_named: bool = False) -> Question | None:
    """What an author calls a question or a scenario, in any wording. is_named: whether he does so above the text."""
    label, words = _without_label(text)
    is_called = is_named or (label is not None and _DIFFICULTY.search(label[0]) is None)
    words, _ = _unwrapped(words)
    return Question(words, is_marked=True) if is_called and len(words.split()) >= LEAST_SAID else None


def begins_with_question(text: str) -> bool:
    """Whether a name begins with a question and says more: "True or false? …"."""
    return _BEGUN.match(plain(text)) is not None and len(text) <= MOST_CHARACTERS


def begins_like_question(text: str) -> bool:
    """Whether the first word asks, or sets what is to be told."""
    first = _WORD.search(text)
    return first is not None and first[0].lower() in _FIRST_WORDS


def of_bank(text: str) -> Question | None:
    """What an item of a bank asks without a question mark: "A deadline you moved", "Explain …"."""
    words = unquoted(text)
    return Question(words) if _OF_BANK.match(words) and len(words) <= MOST_IN_A_BANK and ":" not in words else None


def unquoted(text: str) -> str:
    return plain(text).strip('"“” ')


def is_task(text: str) -> bool:
    """Whether a text sets a task: "Design a URL shortener"."""
    return _TASK.match(plain(text)) is not None


def asks_for_story(text: str) -> bool:
    """Whether a text begins a talk: "Describe a time …", and not what is asked in the course of one."""
    return _FOR_STORY.match(plain(text)) is not None


def asks_reader(text: str) -> bool:
    return _OF_READER.search(text) is not None


def asks_whether(text: str) -> bool:
    """Whether a question is answered with yes or no."""
    return _WHETHER.match(text) is not None


def asks_oneself(text: str) -> bool:
    return _OF_ONESELF.search(text) is not None and not asks_reader(text)


def is_aside(text: str) -> bool:
    """Whether a text does no more than name principles or a level."""
    return len(text) <= MOST_IN_AN_ASIDE and bool(principles_in(text) or mentions_level(text))


def points_elsewhere(text: str) -> bool:
    """Whether a question speaks of something by "it" or "this" alone, and no name stands in it."""
    return len(text.split()) < 9 and _POINTS.search(text) is not None and not any(word[:1].isupper() for word in text.split()[1:])


def _without_label(text: str) -> tuple[re.Match[str] | None, str]:
    label = _LABELLED.match(text)
    return label, text[label.end() :] if label else text


def _without_aside(text: str) -> tuple[str, str]:
    aside = _ASIDE.search(text) if text.rstrip().endswith((")", "]")) else None
    return (text[: aside.start()], aside["text"]) if aside and is_aside(aside["text"]) else (text, "")


def _unwrapped(text: str) -> tuple[str, bool]:
    """A text without the bold or italics around all of it, and whether there were any."""
    text = text.strip()
    whole = _WRAPPED.fullmatch(text)
    if whole and whole["mark"] not in whole["text"]:
        return _unwrapped(whole["text"])[0], True
    return (text.removesuffix("**"), True) if text.count("**") % 2 else (text, False)


def _without_open_quote(text: str) -> str:
    """A text without the quotation mark it begins with, if none closes it."""
    return text[1:] if text[:1] == "“" and "”" not in text else text


def _quoted(text: str, *, is_labelled: bool) -> str:
    """What is quoted in a text that says nothing else but what that is called; "" where there is no such thing."""
    for begin, end in _QUOTES:
        if text.startswith(begin) and text.endswith(end) and text.count(begin) == (2 if begin == end else 1):
            return text[1:-1].strip()
    found = _QUOTED.fullmatch(text) if '"' in text or "“" in text else None
    before, after = (found["before"], found["after"].strip(" *_")) if found else ("", "")
    is_name = not before.strip(" *_") or "\n" in before or (is_labelled and before.rstrip().endswith((":", "*", "_")))
    if found is None or not is_name:
        return ""
    is_aside = after.startswith("(") and after.endswith(")")
    return f"{found['text'].strip()} {after if is_aside else ''}".strip() if is_aside or not re.search(r"\w", after) else ""
