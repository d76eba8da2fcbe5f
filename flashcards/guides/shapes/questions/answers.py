"""A question with what answers it, in the order of a guide: the labels, lists, boxes and folds that stand below it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from flashcards.core.models import FOLLOW_UPS
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import markdown
from flashcards.guides.document import BAD_SIGNS, GOOD_SIGNS
from flashcards.guides.shapes.questions.lines import Question, begins_like_question, is_named, is_task, read_question, split_first
from flashcards.guides.shapes.questions.names import is_answer, is_criteria, is_follow_ups, is_part
from flashcards.guides.shapes.reading_order import Piece
from flashcards.guides.shapes.shape import MOST_CHARACTERS, recalled_characters, text_of
from flashcards.guides.shapes.terms import read_term
from flashcards.guides.wording import is_question, plain

LEAST_ASKED = 4
"""Words of a question above its answer."""
LEAST_BESIDE_TASKS, LEAST_SET = 0.25, 0.8
"""Shares of a list's items that are questions, and that are questions or tasks, where it sets both."""

_MARK = re.compile(r"\*{0,2}A(?:ns(?:wer)?)?\*{0,2}:\*{0,2}(?:\s+|$)", re.IGNORECASE)
SIGNS = f"{GOOD_SIGNS}{BAD_SIGNS}\ufe0f"
_JUDGED = re.compile(rf"(?P<asked>.+\?)[*_\"”]*\s*(?P<sign>[{SIGNS}]+)")
_ITALIC = re.compile(r"(?P<mark>[*_])(?P<name>[^*_\n]{1,80})(?P=mark)\s*:?")
_PLAIN = re.compile(r"(?P<name>[A-Z][^.?!\n:]{1,60}):")
_BESIDE = re.compile(r"(?P<mark>[*_]?)(?P<name>[A-Z][^.?!\n:*]{1,60})(?::(?P=mark)|(?P=mark):)\s+(?P<rest>\S.*)", re.DOTALL)
_COACHES = re.compile(
    r"(?:show|demonstrate|highlight|emphasi[sz]e|explain|discuss|describe|mention|focus on|talk about|address|illustrate|stress"
    r"|be (?:specific|honest|concrete|ready)|share|prove|quantify)\b(?!.*[:;])[^\"“]{3,120}",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Part:
    """A part of an answer. name: what it is called, or "". shown: its blocks with that name, content: those without."""

    name: str
    shown: list[Block] = field(default_factory=list)
    content: list[Block] = field(default_factory=list)
    sources: list[Block] = field(default_factory=list)

    @property
    def is_answer(self) -> bool:
        return bool(self.content) and not is_follow_ups(self.name) and not is_criteria(self.name) and not self.is_advice

    @property
    def is_advice(self) -> bool:
        """Whether all that it says is how to answer: "Show how you balanced both"."""
        texts = [text for block in self.content for text in (map(text_of, block.children) if block.is_list else (block.text,))]
        return not self.name and bool(texts) and all(_COACHES.fullmatch(plain(text)) for text in texts)


class Asked(NamedTuple):
    """A question with the parts of its answer. place: where it stands. sources: the outermost blocks it is read from itself."""

    question: Question
    place: Block
    sources: Sequence[Block] = ()
    parts: Sequence[Part] = ()

    @property
    def has_answer(self) -> bool:
        return any(part.is_answer for part in self.parts)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The outermost blocks of the question and of all its parts."""
        return (*self.sources, *(source for part in self.parts for source in part.sources))


@lru_cache(maxsize=4096)
def opening(text: str) -> tuple[Question | None, str]:
    """The question a paragraph is, or begins with: in bold, on a line above a label, before a tick. And what stands behind it."""
    judged = _JUDGED.fullmatch(text) if text[-1:] in SIGNS else None
    if judged:
        return read_question(judged["asked"]), judged["sign"]
    if is_named(text):
        return None, text
    line, _, told = text.partition("\n")
    first = read_question(line) if told else None
    if first and _answers(line, told):
        return first, told
    bold, rest = split_first(text)
    whole = bold or read_question(text)
    if whole:
        return whole, rest if bold else ""
    return (first, told) if first and _begins_part(told) else (None, text)


def are_questions(block: Block) -> bool:
    """Whether most items of a list are questions, or hold such lists."""
    if not block.is_list:
        return False
    texts = [text_of(item) for item in block.children]
    if are_mostly_asked(texts, [opening(text)[0] for text in texts]):
        return True
    return all(
        len(item.children) == 2 and not is_named(text_of(item)) and are_questions(item.children[1]) for item in block.children
    )


def are_mostly_asked(texts: Sequence[str], questions: Sequence[Question | None]) -> bool:
    """Whether most lines are questions; or some, and nearly all others are tasks: "Build a URL shortener"."""
    count = sum(question is not None for question in questions)
    if count * 2 > len(texts) or count < LEAST_BESIDE_TASKS * len(texts):
        return count * 2 > len(texts)
    others = [text for text, question in zip(texts, questions, strict=True) if question is None]
    if count * 2 == len(texts) and all(map(begins_like_question, others)):
        return True
    return count + sum(map(is_task, others)) >= LEAST_SET * len(texts)


def begins_answer(piece: Piece) -> bool:
    """Whether the answer to what stands above begins here: a fold of it, or `A:`."""
    return (not piece.text or is_answer(piece.text)) if piece.is_name else _MARK.match(piece.text) is not None


def beginning(blocks: Sequence[Block], characters: int = 0) -> list[Block]:
    """As many of the blocks as one answer holds beside so many characters, without a line that leads in to what is left out."""
    kept: list[Block] = []
    for block in blocks:
        characters += 1 + recalled_characters(markdown([block]))
        if characters > MOST_CHARACTERS:
            break
        kept.append(block)
    while kept and kept[-1].kind == "paragraph" and plain(kept[-1].text).endswith(":"):
        kept.pop()
    return kept


def parts_of(pieces: Iterable[Piece]) -> list[Part]:
    """What follows a question, by the labels in it. A list of questions right below it is what is asked next."""
    parts: list[Part] = []
    for piece in pieces:
        for name, shown, content in _pieces_of_part(piece):
            if name is not None or not parts:
                parts.append(Part(name or ""))
            if name is None and not parts[-1].name and not parts[-1].content and any(map(are_questions, content)):
                parts[-1].name = FOLLOW_UPS
            parts[-1].shown += shown
            parts[-1].content += content
            if piece.source and piece.source not in parts[-1].sources[-1:]:
                parts[-1].sources.append(piece.source)
    return parts


def _begins_part(text: str) -> bool:
    """Whether the first line of a text is the label of a part of an answer, or begins with one."""
    line = text.partition("\n")[0]
    alone = _ITALIC.fullmatch(line) or _PLAIN.fullmatch(line) or _BESIDE.fullmatch(line)
    term = None if alone else read_term(line)
    name = alone["name"] if alone else term.term if term else ""
    return _MARK.match(line) is not None or (bool(name) and is_part(name))


def _answers(line: str, rest: str) -> bool:
    """Whether a text that begins on a line of its own after a question is none itself."""
    return line.rstrip().endswith("?") and rest[:1].isupper() and "?" not in rest and len(line.split()) >= LEAST_ASKED


def _pieces_of_part(piece: Piece) -> Iterator[tuple[str | None, list[Block], list[Block]]]:
    """The name of a part that begins here, if one does; blocks with it; blocks without it."""
    block = piece.block
    if piece.is_name:
        is_shown = piece.text and not is_answer(piece.text)
        yield piece.text if is_shown else "", [replace(block, text=f"**{piece.text}**")] if is_shown else [], []
    elif block.kind == "paragraph":
        yield from _labelled(block)
    else:
        yield None, [block], [block]


def _labelled(block: Block) -> Iterator[tuple[str | None, list[Block], list[Block]]]:
    """A paragraph, split where lines begin with labels."""
    alone = _ITALIC.fullmatch(block.text) or _PLAIN.fullmatch(block.text)
    if alone and is_part(alone["name"]):
        yield alone["name"].rstrip(": "), [block], []
        return
    mark = _MARK.match(block.text)
    if mark:
        text = block.text[mark.end() :]
        if text.count("**") % 2:  # the bold began before the mark
            text = "".join(text.rsplit("**", 1))
        rest = [replace(block, text=text)] if text.strip() else []
        yield "", rest, rest
        return
    beside = _BESIDE.fullmatch(block.text)
    if beside and (is_follow_ups(beside["name"]) or is_criteria(beside["name"]) or (beside["mark"] and is_part(beside["name"]))):
        yield beside["name"], [block], [replace(block, text=beside["rest"])]
        return
    lines = block.text.split("\n")
    starts = [at for at, line in enumerate(lines) if line.startswith(("**", "__")) and read_term(line.strip())]
    for begin, end in zip([0, *(at for at in starts if at)], [*(at for at in starts if at), len(lines)], strict=True):
        text = "\n".join(lines[begin:end])
        term = read_term(text.strip()) if begin in starts else None
        shown = Block("paragraph", block.line + begin, block.line + end - 1, text)
        rest = [replace(shown, text=term.rest)] if term and term.rest else []
        yield (term.term, [shown], rest) if term and not is_question(term.term) else (None, [shown], [shown])
