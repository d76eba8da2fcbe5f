"""The parts of an answer, in the order of a guide: by the labels, lists and boxes that stand below a question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from flashcards.core.models import FOLLOW_UPS
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import markdown
from flashcards.guides.shapes.answer_parts import coaches, is_answer, is_criteria, is_follow_ups, is_part
from flashcards.guides.shapes.flow import Piece
from flashcards.guides.shapes.shape import MOST_CHARACTERS, recalled_characters, text_of
from flashcards.guides.shapes.terms import read_term
from flashcards.guides.wording import is_question, plain

_MARK = re.compile(r"\*{0,2}A(?:ns(?:wer)?)?\*{0,2}:\*{0,2}(?:\s+|$)", re.IGNORECASE)
_ITALIC = re.compile(r"(?P<mark>[*_])(?P<name>[^*_\n]{1,80})(?P=mark)\s*:?")
_PLAIN = re.compile(r"(?P<name>[A-Z][^.?!\n:]{1,60}):")
_BESIDE = re.compile(r"(?P<mark>[*_]?)(?P<name>[A-Z][^.?!\n:*]{1,60})(?::(?P=mark)|(?P=mark):)\s+(?P<rest>\S.*)", re.DOTALL)


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
        """Whether all that it says is how to answer."""
        texts = [text for block in self.content for text in (map(text_of, block.children) if block.is_list else (block.text,))]
        return not self.name and bool(texts) and all(map(coaches, texts))


def begins_answer(piece: Piece) -> bool:
    """Whether the answer to what stands above begins here: a fold of it, or `A:`."""
    return (not piece.text or is_answer(piece.text)) if piece.is_name else _MARK.match(piece.text) is not None


def begins_part(text: str) -> bool:
    """Whether the first line of a text is the label of a part of an answer, or begins with one."""
    line = text.partition("\n")[0]
    alone = _ITALIC.fullmatch(line) or _PLAIN.fullmatch(line) or _BESIDE.fullmatch(line)
    term = None if alone else read_term(line)
    name = alone["name"] if alone else term.term if term else ""
    return _MARK.match(line) is not None or (bool(name) and is_part(name))


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


def parts_of(pieces: Iterable[Piece], are_questions: Callable[[Block], bool]) -> list[Part]:
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
