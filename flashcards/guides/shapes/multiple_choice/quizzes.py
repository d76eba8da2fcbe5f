"""A question with its options and its key, as they stand in the order of a guide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from flashcards.guides.blocks import Block
from flashcards.guides.canonical import markdown
from flashcards.guides.document import GOOD_SIGNS, Section
from flashcards.guides.shapes.multiple_choice.options import Key, Option, options_of_list, read_key, repeats_option, split_lines
from flashcards.guides.shapes.questions.names import is_answer
from flashcards.guides.shapes.reading_order import Piece, bold, pieces_of, pieces_of_item
from flashcards.guides.shapes.shape import text_of

MOST_BEFORE_KEY = 4
"""Pieces between the options and the key, its own name among them."""

_EXPLANATION = re.compile(r"\W*(?:explanations?|why|rationale|reason(?:ing|s)?|because|notes?)\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:\*\*|__)?\s*(?:Question|Q|(?=\d))\s*#?\s*(?P<number>\d{1,3})?(?:\s*(?:of|/)\s*\d{1,3})?\s*(?:\*\*)?\s*(?:[.):–—-]+\s*(?:\*\*)?\s*|$)",
    re.IGNORECASE,
)
_SIGN = re.compile(r"(?:\A|(?<=[.!?]))\s*[❓❔]\ufe0f?\s*|(?P<asks>(?<!\s)\s*[❓❔]\ufe0f?\s*\Z)")
_BREAK = re.compile(r"(?<!\s)\s*<br\s{0,3}/?>\s*", re.IGNORECASE)
_WRAPPED = re.compile(r"(?:\*\*|__)(?P<text>[^*]+)(?:\*\*|__):?")


@dataclass(slots=True)
class Quiz:
    """number: as its author counts it; 0 where he does not. told: what explains the key. taken: all pieces it was read from.

    end: the index of the first piece behind them.
    """

    section: Section
    number: int
    stem: str
    options: tuple[Option, ...]
    taken: list[Piece]
    right: tuple[str, ...] = ()
    told: list[Block] = field(default_factory=list)
    end: int = 0

    @property
    def chosen(self) -> list[Option]:
        return [option for option in self.options if (option.letter.upper() in self.right if self.right else option.is_right)]

    @property
    def is_evident(self) -> bool:
        """Whether this is a multiple choice even where its key is missing."""
        return self.options[0].letter.isalpha() and len(self.options) > 2 and "?" in self.stem


def quizzes_of(section: Section) -> Iterator[list[Quiz]]:
    """Quizzes in the items of one list together, the others alone."""
    pieces = list(pieces_of(section))
    begin = at = 0
    while at < len(pieces):
        block = pieces[at].block
        within = _in_items(section, block, pieces[at].source or block) if block.is_list else []
        quiz = None if within else _quiz(section, pieces, begin, at)
        if within:
            if not within[-1].chosen:
                _read_key(within[-1], pieces, at + 1, "")
            yield within
        elif quiz:
            yield [quiz]
        at = quiz.end if quiz else at + 1
        begin = at if within or quiz else begin


def _in_items(section: Section, block: Block, source: Block) -> list[Quiz]:
    """A quiz in each item that holds one."""
    found: list[Quiz] = []
    for number, item in enumerate(block.children, int(block.mark or 1) if block.kind == "numbers" else 1):
        if len(item.children) > 1 or "\n" in text_of(item):
            pieces = list(pieces_of_item(item, source))
            quizzes = (_quiz(section, pieces, 0, at) for at in range(len(pieces)))
            quiz = next((quiz for quiz in quizzes if quiz), None)
            if quiz:
                quiz.number = number
                found.append(quiz)
    return found


def _quiz(section: Section, pieces: Sequence[Piece], begin: int, at: int) -> Quiz | None:
    """The quiz whose options stand at a place, if any do; what is asked stands from `begin` on."""
    piece = pieces[at]
    stem, rest = "", ""
    options: tuple[Option, ...] = ()
    if piece.block.is_list:
        options = options_of_list(piece.block)
    elif piece.block.kind == "paragraph" and "\n" in piece.text and not piece.is_name:
        stem, options, rest = split_lines(piece.text)
    if not options:
        return None
    above = _stem(pieces[begin:at], bool(_number_in(section.heading)) and begin == 0) if not stem else []
    asked = stem or "\n\n".join(filter(None, map(_said, above))) or section.heading
    number, asked = _unnumbered(asked)
    if not asked:
        return None
    quiz = Quiz(section, number or _number_in(section.heading), asked, options, [*above, piece])
    _read_key(quiz, pieces, at + 1, rest)
    quiz.end = at + len(quiz.taken) - len(above)
    return quiz if quiz.chosen and (quiz.right or "?" in asked) or quiz.is_evident else None


def _stem(before: Sequence[Piece], is_all: bool) -> list[Piece]:
    """What is asked: all below a name such as "Question 3", or the last paragraph, with code above it."""
    names = [at for at, piece in enumerate(before) if piece.is_name]
    name, body = (before[names[-1]], list(before[names[-1] + 1 :])) if names else (None, list(before))
    if name and not body:
        return [name]
    if _number_in(name.text) if name else is_all:
        return body
    while (
        len(body) > 1
        and body[0].block.kind not in ("code", "table")
        and not (len(body) == 2 and body[1].block.kind in ("code", "table"))
    ):
        body.pop(0)
    return body if body and body[-1].block.kind in ("paragraph", "code", "table", "quote", "numbers") else []


def _said(piece: Piece) -> str:
    """A piece as Markdown, a quotation as what is quoted."""
    return _BREAK.sub("\n", markdown(piece.block.children if piece.block.kind == "quote" else [piece.block]))


def _unnumbered(stem: str) -> tuple[int, str]:
    """The number and the words of a question: `**Question 3:** Which …?`."""
    match = _NUMBER.match(stem)
    words = stem[match.end() :] if match else stem
    whole = _WRAPPED.fullmatch(words)
    words = whole["text"] if whole else words.removesuffix("**") if words.count("**") % 2 else words
    return int(match["number"] or 0) if match else 0, _SIGN.sub(lambda sign: "?" if sign["asks"] else "", words).strip()


def _number_in(name: str) -> int:
    match = _NUMBER.match(f"{name}:")
    return int(match["number"] or 0) if match else 0


def _read_key(quiz: Quiz, pieces: Sequence[Piece], at: int, rest: str) -> None:
    """Find the key below the options, and what explains it."""
    key = read_key(rest, quiz.options) if rest else None
    if key:
        _add_rest(quiz, key, quiz.taken[-1].block)
        quiz.taken += _explanation(quiz, pieces, at, 0)
        return
    is_announced, fold = False, 0
    for number, piece in enumerate(pieces[at : at + MOST_BEFORE_KEY], at):
        block = piece.block.children[0] if piece.block.kind == "quote" and piece.block.children else piece.block
        key, told = _key_of(block, quiz.options, is_announced)
        if key:
            _add_rest(quiz, key, block)
            quiz.told += told
            quiz.taken += pieces[at : number + 1]
            quiz.taken += _explanation(quiz, pieces, number + 1, fold or piece.depth)
            return
        if block.kind != "paragraph" or not (piece.is_name or is_announced or _EXPLANATION.match(piece.text)):
            return
        is_announced = is_announced or (piece.is_name and is_answer(piece.text))
        fold = fold or (piece.depth if piece.is_fold else 0)


def _key_of(block: Block, options: Sequence[Option], is_announced: bool) -> tuple[Key | None, list[Block]]:
    """The key a paragraph begins with, or one of the items of a list, and the others, which explain it."""
    if not block.is_list:
        is_answer = is_announced or repeats_option(block.text, options)
        return (read_key(block.text, options, is_answer=is_answer) if block.kind in ("paragraph", "code") else None), []
    texts = [text_of(item).rstrip(GOOD_SIGNS + "\ufe0f ") for item in block.children]
    for is_answer in (False, is_announced):
        keys = [read_key(text, options, is_answer=is_answer) for text in texts]
        at, key = next(((at, key) for at, key in enumerate(keys) if key), (0, None))
        if key:
            others = tuple(item for place, item in enumerate(block.children) if place != at)
            return key, [replace(block, children=others)] if others else []
    return None, []


def _add_rest(quiz: Quiz, key: Key, block: Block) -> None:
    quiz.right = key.letters
    if key.rest:
        quiz.told.append(Block("paragraph", block.line, block.end_line, key.rest))


def _explanation(quiz: Quiz, pieces: Sequence[Piece], at: int, depth: int) -> list[Piece]:
    """What follows a key in the same box or fold, or says that it explains it."""
    taken: list[Piece] = []
    for piece in pieces[at:]:
        before = taken[-1] if taken else None
        is_below = piece.depth >= depth > 0 and not (piece.is_name and piece.depth == depth)
        is_told = _EXPLANATION.match(piece.text) or piece.block.kind == "quote" or (before and _goes_on(before, piece))
        if not is_below and not (piece.depth >= depth and is_told):
            break
        taken.append(piece)
        quiz.told.append(_as_told(piece))
    return taken


def _as_told(piece: Piece) -> Block:
    return bold(piece.text, piece.block.line) if piece.is_name else piece.block


def _goes_on(before: Piece, piece: Piece) -> bool:
    return before.is_name or (before.text.rstrip("* ").endswith(":") and piece.block.is_list)
