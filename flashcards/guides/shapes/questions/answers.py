"""A question with what answers it, in the order of a guide: the labels, lists, boxes and folds that stand below it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from flashcards.core.models import FOLLOW_UPS
from flashcards.guides.blocks import Block, pieces
from flashcards.guides.canonical import markdown
from flashcards.guides.document import BAD_SIGNS, GOOD_SIGNS
from flashcards.guides.phrases import is_state
from flashcards.guides.shapes.definitions import JOINTS
from flashcards.guides.shapes.questions.lines import (
    Question,
    begins_like_question,
    called,
    is_named,
    is_task,
    read_question,
    split_first,
    unquoted,
)
from flashcards.guides.shapes.questions.names import is_answer, is_criteria, is_follow_ups, is_part
from flashcards.guides.shapes.reading_order import Piece
from flashcards.guides.shapes.shape import MOST_CHARACTERS, recalled_characters, text_of
from flashcards.guides.shapes.terms import read_term
from flashcards.guides.wording import is_question, plain

LEAST_ASKED = 4
"""Words of a question above its answer."""
LEAST_BESIDE_TASKS, LEAST_SET = 0.25, 0.8
"""Shares of a list's items that are questions, and that are questions or tasks, where it sets both."""

_MARK = re.compile(r"(?:[✅✔☑✓]\ufe0f?\s*)?\*{0,2}A(?:ns(?:wer)?)?\*{0,2} ?:\*{0,2}(?:\s+|$)", re.IGNORECASE)
SIGNS = f"{GOOD_SIGNS}{BAD_SIGNS}\ufe0f"
_JUDGED = re.compile(rf"(?P<asked>.+\?)[*_\"”]*\s*(?P<sign>[{SIGNS}]+)")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_ITALIC = re.compile(r"(?P<mark>[*_])(?P<name>[^*_\n]{1,80})(?P=mark)\s*:?")
_PLAIN = re.compile(r"(?P<name>[A-Z][^.?!\n:]{1,60}):")
_BESIDE = re.compile(r"(?P<mark>[*_]?)(?P<name>[A-Z][^.?!\n:*]{1,60})(?::(?P=mark)|(?P=mark):)\s+(?P<rest>\S.*)", re.DOTALL)
_DASHED = re.compile(r"(?:-{2,3}|[–—]|[-=]>|→)\s*(?=\S)")
_POINTED = re.compile(rf"\n(?=(?:[-=]>|[→{SIGNS}])\s*\S)")
_NAMED = re.compile(r"[^\W\d_][\w' -]{2,40}:(?=\s|$)")
_ENTRY = re.compile(r"[A-Z]{1,3}-?\d{2,4}\b(?:[:,. –-]|$)")
_GOING_ON = ("and", "or", "but", "then")
_ASKERS = ("what", "how", "why", "when", "who", "where", "which", "did", "do", "does")
_COACHES = re.compile(
    r"(?:show|demonstrate|include|make sure|highlight|emphasi[sz]e|explain|discuss|describe|mention|focus on|talk about|address"
    r"|illustrate|stress"
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
        is_said = not all(map(_says_nothing, self.content))
        is_named_so = is_follow_ups(self.name) or is_criteria(self.name)
        return is_said and not is_named_so and not self.is_advice and not self.is_to_come

    @property
    def is_to_come(self) -> bool:
        """Whether it only says that the answer is yet to come, or in which entry of another list it is."""
        texts = pieces(self.content[0]) if len(self.content) == 1 else []
        return self.name in ("", FOLLOW_UPS) and bool(texts) and all(map(_refers, texts))

    @property
    def is_pointer(self) -> bool:
        """Whether it says nothing but in which entry of another list the answer is."""
        return self.is_to_come and not self.name and _points(pieces(self.content[0])[0])

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


def _says_nothing(block: Block) -> bool:
    """Whether a block is empty, or a line that only leads in to what is elsewhere."""
    is_lead = block.kind == "paragraph" and "\n" not in block.text and block.text.endswith(":")
    return is_lead or not any(pieces(block))


@lru_cache(maxsize=4096)
def opening(text: str) -> tuple[Question | None, str]:
    """The question a paragraph is, or begins with: in bold, above a label or an arrow, before a tick. And what follows."""
    judged = _JUDGED.fullmatch(text) if text[-1:] in SIGNS else None
    if judged:
        return read_question(judged["asked"]), judged["sign"]
    if text[:1] not in SIGNS and (pointed := _POINTED.search(text)):
        asked = text[: pointed.start()].rstrip()
        first = read_question(asked) or called(asked)
        if first or begins_like_question(asked):
            return first or Question(unquoted(asked)), text[pointed.end() :]
    if is_named(text):
        return None, text
    line, _, told = text.partition("\n")
    first = read_question(line) if told else None
    if first and (_refers(told) or _answers(first, line.rstrip(), told)):
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


def _refers(text: str) -> bool:
    """Whether a text only says that the answer is yet to come, or in which entry of another list it is: "S004: The outage"."""
    text = _DASHED.sub("", text)
    return is_state(text) or _ENTRY.match(text) is not None


def _points(text: str) -> bool:
    return _ENTRY.match(_DASHED.sub("", text)) is not None


def _answers(asked: Question, line: str, rest: str) -> bool:
    """Whether a text on the lines below a question answers it: it neither goes on with it nor asks more."""
    if len(line.split()) < LEAST_ASKED or is_question(_SENTENCE_END.split(rest, 1)[0]):
        return False
    if _DASHED.match(rest):
        return True
    first, is_whole = rest.split(maxsplit=1)[0], line.endswith(("?", ".", "!"))
    if first.lower() in (_GOING_ON if is_whole else JOINTS) or (not is_whole and first.lower() in _ASKERS):
        return False
    if line.endswith("?") and "?" not in rest:
        return True
    is_named = not is_whole and _NAMED.match(rest) is not None
    return (is_whole or asked.is_prompt) and (is_named or _is_broken(line, first, rest))


def _is_broken(line: str, word: str, rest: str) -> bool:
    """Whether an author ended a line by hand: the next word would have fitted, as long as other lines are."""
    return len(line) + 1 + len(word) <= max(map(len, rest.split("\n")))


def answer_of(block: Block, text: str) -> Block:
    """The rest of a block that begins with its question; lines that begin with dashes or arrows are a list, one alone is not."""
    lines = text.split("\n")
    if len(lines) == 1 or not all(map(_DASHED.match, lines)):
        return replace(block, text=_DASHED.sub("", text, count=1) if len(lines) == 1 else text)
    first = block.end_line - len(lines) + 1
    said = [Block("paragraph", at, at, _DASHED.sub("", line)) for at, line in enumerate(lines, first)]
    items = tuple(Block("item", one.line, one.line, children=(one,)) for one in said)
    return Block("list", first, block.end_line, mark="-", children=items)


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
