"""The labels of a STAR story in all their spellings, and those of its relatives: CAR, SOAR, STAR with what was learned."""

from __future__ import annotations

import re

from flashcards.guides.shapes.labelled_parts import Label, Reader

SITUATION, TASK, ACTION, RESULT, AFTER = range(5)
"""Where a part stands in a story; its labels come in this order."""

_WORDS = {
    SITUATION: "situation|context|background|setting",
    TASK: "tasks?|goals?|objectives?|mandate|challenges?|problems?|obstacles?|hindrances?",
    ACTION: "actions?|activit(?:y|ies)",
    RESULT: "results?|outcomes?|impact",
    AFTER: "learnings?|lessons?(?: learned)?|reflections?|take-?aways?|trade-?offs?",
}
_LETTERS = {
    "S": (SITUATION, "Situation"),
    "C": (SITUATION, "Context"),
    "P": (SITUATION, "Problem"),
    "T": (TASK, "Task"),
    "O": (TASK, "Obstacle"),
    "A": (ACTION, "Action"),
    "R": (RESULT, "Result"),
    "L": (AFTER, "Learning"),
}
_SINGULAR = re.compile(r"(?<=[a-z]{3}[cdeglmnt])s\Z")
_STEMS = "|".join(sorted({word[:3] for words in _WORDS.values() for word in words.split("|")}))
_BEGINS = re.compile(
    rf"\W*(?:\d{{1,2}}[.)]\W*)?(?:(?:my|the|your)\W+)?(?=[stacrpolgbmhi])(?:[a-z](?![^\W_])|[a-z]?(?:{_STEMS}))", re.IGNORECASE
)
"""A letter alone, or how one of the words begins; perhaps with a letter before it."""
_MARK = r"(?:\*{1,3}|_{1,3})"
_WORD = "|".join(f"(?P<r{role}>{words})" for role, words in _WORDS.items())
_LABEL = re.compile(
    rf"[^\w*_(\[\n|]{{0,6}}(?:\d{{1,2}}[.)]\s+)?(?P<open>{_MARK})?\s*"
    rf"(?:\(?[A-Z]\)?\s*[-–—:=/.(]?\s*)?(?:(?:my|the|your)\s+)?(?:{_WORD})\b(?:\s*\([A-Z]\)|\))?"
    r"(?P<more>\s+(?:taken|i took)|\s*(?:/|&|\+|\band\b)\s*[A-Za-z][\w ]{0,25})?"
    rf"(?P<close>\s?[:.]?\s?{_MARK})?(?P<paren>\s*[(\[][^()\[\]\n]{{1,80}}[)\]])?(?P<late>\s?:?\s?{_MARK})?"
    r"(?P<mark>\s*:|\s+(?:[-–—→]|[-=]>)(?=\s)|\s*$)?\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_LETTER = re.compile(
    rf"[^\w*_(\[\n|]{{0,6}}(?:{_MARK}(?P<one>[STARCPOL])(?:\s*:|\s*[-–—])?\s*{_MARK}\s*(?::|[-–—](?=\s))?"
    r"|\(?(?P<two>[STARCPOL])\)?\s*(?::|(?:[-–—→]|[-=]>)(?=\s)))\s*(?P<rest>.*)",
    re.DOTALL,
)
_LAST_LETTER = re.compile(r"r(?:(?<=\nr)[:\n ]|(?<=\*r)[*: ]|(?<=_r)|(?<= r): |(?<=\(r)\))")
"""In lower case. It begins with its letter and looks behind that, since a search for a letter is quick."""
_SPELT = re.compile(r"^(\W*)\*\*\(?([A-Z])\)?\*\*(?=[a-z])")
_INLINE = re.compile(rf"(?<=\S)[ |;]{{1,4}}(?={_MARK}(?:[STAR]|Situation|Task|Action|Result)\b[^*_\n]{{0,3}}{_MARK})")
_INLINE_LETTER = re.compile(r"(?<=[.;|,])\s+(?=[TAR]: )")
_INLINE_PLAIN = re.compile(
    r"(?<=[.;|,!?”\"])\s+(?=(?:Tasks?|Actions?|Results?|Outcome|Impact|Learnings?|Lessons?(?: learned)?)\s?: )"
)
_BRACKETED = re.compile(rf"\s*\((?P<name>[STAR]|{'|'.join(_WORDS.values())})\)(?!\s*:)[.,;]?\s*", re.IGNORECASE)
_COLONS = (":", "→", "->", "=>")
LEAST_IN_ONE = 3
"""Labels in brackets that make a story of a paragraph."""


def may_tell(words: str) -> bool:
    """Whether the last labels of a story may stand in a text in lower case."""
    if ("action" in words or "activit" in words) and ("result" in words or "outcome" in words or "impact" in words):
        return True
    return _LAST_LETTER.search(f"\n{words}\n") is not None


def read_label(text: str, is_heading: bool = False) -> Label | None:
    """The label of a story's part that a line begins with: bold, or with a colon; a heading needs neither."""
    if _BEGINS.match(text) is None:
        return None
    line = _SPELT.sub(r"\1\2", text, count=1) if "**" in text else text
    if is_heading and line.strip("*_ :.") in _LETTERS:
        role, name = _LETTERS[line.strip("*_ :.")]
        return Label(role, name, name, "")
    if not is_heading and (letter := _LETTER.fullmatch(line)):
        role, name = _LETTERS[letter["one"] or letter["two"]]
        return Label(role, name, name, letter["rest"].strip())
    match = _LABEL.fullmatch(line)
    if match is None or not _is_marked(match, is_heading):
        return None
    role = next(role for role in _WORDS if match[f"r{role}"])
    word = match[f"r{role}"].capitalize()
    shown = " ".join(f"{word}{match['more'] or ''}{match['paren'] or ''}".split())
    return Label(role, _SINGULAR.sub("", word), shown, match["rest"].strip())


def _is_marked(match: re.Match[str], is_heading: bool) -> bool:
    closes = match["close"] or match["late"]
    mark = (match["mark"] or "").strip() or (":" if closes and ":" in closes else "")
    if is_heading:
        return bool(mark) or not match["rest"]
    is_sentence = not mark and match["rest"][:1].islower()
    return bool(match["open"]) == bool(closes) and (mark in _COLONS or (bool(closes) and not is_sentence))


def _lines(text: str) -> list[str]:
    if "**" in text or "__" in text:
        text = _INLINE.sub("\n", text)
    elif text.startswith("S: "):
        text = _INLINE_LETTER.sub("\n", text)
    elif ": " in text:
        text = _INLINE_PLAIN.sub("\n", text)
    return _with_brackets_in_front(text).split("\n")


def _with_brackets_in_front(text: str) -> str:
    """ "We had no database (Situation). I was to …": each part on a line below its label, whichever of the two stands first."""
    if ")" not in text or "**" in text:
        return text
    told, *others = _BRACKETED.split(text)
    names, after = others[::2], others[1::2]
    if len({name[0].upper() for name in names}) < LEAST_IN_ONE:
        return text
    parts = [*after] if not told.strip() else [told, *after[:-1]]
    lines = [f"{_LETTERS[name.upper()][1] if len(name) == 1 else name}: {part}" for name, part in zip(names, parts, strict=True)]
    return "\n".join([*lines, after[-1]] if told.strip() and after[-1].strip() else lines)


STAR = Reader(read_label, _lines)
