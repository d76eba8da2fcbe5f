"""The labels of a STAR story in all their spellings, and where a story begins and ends.

Its relatives have labels of their own: CAR, SOAR, STAR with what was learned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from flashcards.core.models import FOLLOW_UPS
from flashcards.guides.blocks import Block
from flashcards.guides.phrases import is_prompt
from flashcards.guides.shapes.parts import Label, Piece, Reader, bold
from flashcards.guides.shapes.telling import asked, is_follow_ups
from flashcards.guides.shapes.terms import read_term
from flashcards.guides.wording import tidy

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
_BEGINS = re.compile(r"\W*(?:\d{1,2}[.)]\W*)?(?:(?:my|the|your)\W+)?[stacrpolgbmhi]", re.IGNORECASE)
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
_LAST_LETTER = ("\nr:", "\nr\n", "\nr ", "*r*", "*r:", "*r ", "_r", " r: ", "(r)")
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
    if any(word in words for word in ("result", "outcome", "impact")) and ("action" in words or "activit" in words):
        return True
    return any(letter in f"\n{words}\n" for letter in _LAST_LETTER)


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


@dataclass(slots=True)
class Story:
    """before: what stands above it, a title or a question among it. pieces: its parts, and text that goes on; labels: theirs."""

    before: list[Piece] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    def add(self, piece: Piece) -> None:
        self.pieces.append(piece)
        self.labels += [piece.label] if piece.label else []

    @property
    def role(self) -> int:
        """The furthest of its parts."""
        return max(label.role for label in self.labels)

    @property
    def is_whole(self) -> bool:
        roles = {label.role for label in self.labels}
        return {ACTION, RESULT} <= roles and min(roles) <= TASK

    def parts(self) -> list[tuple[Label, list[Block]]]:
        """Each part with all that stands in it."""
        parts: list[tuple[Label, list[Block]]] = []
        for piece in self.pieces:
            parts += [(piece.label, [])] if piece.label else []
            parts[-1][1].extend((*([bold(piece.title, 1)] if piece.title else []), *piece.content))
        return parts


def stories_in(pieces: Sequence[Piece]) -> Iterator[Story]:
    """The whole stories among the pieces of a section."""
    story = Story()
    for number, piece in enumerate(pieces):
        if story.pieces and _goes_on(story, piece, pieces[number + 1 : number + 4]):
            story.add(_with_label(story, piece))
            continue
        if story.pieces:
            yield from [story] if story.is_whole else []
            story = Story()
        if piece.is_end:
            story.before.clear()
        if piece.label and piece.label.role <= TASK:
            story.add(piece)
        else:
            story.before.append(piece)
    yield from [story] if story.pieces and story.is_whole else []


def _goes_on(story: Story, piece: Piece, after: Sequence[Piece]) -> bool:
    """Whether a piece belongs to the story above it."""
    if piece.label:
        return piece.label.role >= story.role and piece.label.name not in [label.name for label in story.labels]
    if piece.is_end or (piece.title and after and _opens(after[0])):
        return False
    if story.role < RESULT or not story.pieces[-1].content:
        return True
    if any(map(_opens, takewhile(lambda later: not later.title, after))):  # it stands above the next story
        return False
    return _is_comment(piece)


def _opens(piece: Piece) -> bool:
    return piece.label is not None and piece.label.role == SITUATION


def _is_comment(piece: Piece) -> bool:
    """Whether it says more of the story above: under a label of its own, or as a list."""
    if piece.title:
        return asked(piece.title) is None
    if len(piece.content) != 1:
        return False
    first = piece.content[0]
    return first.is_list or (first.kind == "paragraph" and read_term(first.text) is not None and not is_prompt(first.text))


def _with_label(story: Story, piece: Piece) -> Piece:
    """A piece after the result under a label of its own is a part of its own."""
    if piece.label or story.role < RESULT:
        return piece
    if piece.title:
        return replace(piece, title="", label=_after(tidy(piece.title)))
    first = piece.content[0] if piece.content else None
    term = read_term(first.text) if first and first.kind == "paragraph" else None
    if term is None or first is None:
        return piece
    return replace(piece, content=(replace(first, text=term.rest),) if term.rest else (), label=_after(term.term))


def _after(name: str) -> Label:
    return Label(AFTER, FOLLOW_UPS if is_follow_ups(name) else name, name, "")
