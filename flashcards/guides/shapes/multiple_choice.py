"""A question with options, and which are right: the key stands below, in a fold, in a list at the end, or they are ticked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from flashcards.core.models import Kind, NoteDraft
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import canonical, markdown
from flashcards.guides.document import Section
from flashcards.guides.noise import QUESTIONS, own_reason, skip
from flashcards.guides.shapes.answers import beginning
from flashcards.guides.shapes.choices import Key, Option, may_have_options, numbered_keys, options_of_list, read_key, split_lines
from flashcards.guides.shapes.flow import Piece, pieces_of, pieces_of_item, sources
from flashcards.guides.shapes.shape import Found, draft, text_of
from flashcards.guides.wording import plain

MOST_BEFORE_KEY = 4
"""Pieces between the options and the key, its own name among them."""

_ANSWER = re.compile(r"\W*(?:(?:the|correct|right|suggested)\s+)*(?:answers?|solutions?|key)\W*", re.IGNORECASE)
_KEYS = re.compile(
    r"\W*(?:(?:quiz|test|exam|correct|the|all)\s+)*(?:answers?|solutions?)(?:\s+(?:key|keys|list|sheet))?(?:\s*(?:&|and)\s+\w+)?\W*",
    re.IGNORECASE,
)
_EXPLANATION = re.compile(r"\W*(?:explanations?|why|rationale|reason(?:ing|s)?|because|notes?)\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:\*\*|__)?\s*(?:Question|Q|(?=\d))\s*#?\s*(?P<number>\d{1,3})?(?:\s*(?:of|/)\s*\d{1,3})?\s*(?:\*\*)?\s*(?:[.):–—-]+\s*(?:\*\*)?\s*|$)",
    re.IGNORECASE,
)
_WRAPPED = re.compile(r"(?:\*\*|__)(?P<text>[^*]+)(?:\*\*|__):?")


@dataclass(slots=True)
class _Quiz:
    """number: as its author counts it; 0 where he does not. told: what explains the key. taken: all pieces it was read from."""

    section: Section
    number: int
    stem: str
    options: tuple[Option, ...]
    taken: list[Piece]
    right: tuple[str, ...] = ()
    told: list[Block] = field(default_factory=list)

    @property
    def chosen(self) -> list[Option]:
        return [option for option in self.options if (option.letter.upper() in self.right if self.right else option.is_right)]

    @property
    def is_evident(self) -> bool:
        """Whether this is a multiple choice even where its key is missing."""
        return self.options[0].letter.isalpha() and len(self.options) > 2 and "?" in self.stem


def find(section: Section) -> Iterator[Found]:
    if not any(may_have_options(block) for below in (section, *section.sections) for block in below.blocks):
        return
    keys = [number for number, below in enumerate(section.sections) if below.heading and _KEYS.fullmatch(below.heading)]
    if keys:
        yield from _with_list_of_keys(section, keys)
    for group in _groups(section):
        yield from _found(group)


def _found(group: Sequence[_Quiz], keys: tuple[Block, ...] = ()) -> Iterator[Found]:
    """The quizzes of one list, or a single one."""
    notes = [_note(quiz) for quiz in group if quiz.chosen]
    places = tuple({block.place: block for quiz in group for block in sources(quiz.taken)}.values())
    if notes or all(quiz.is_evident for quiz in group):
        without = tuple(skip(quiz.taken[0].block, QUESTIONS) for quiz in group if not quiz.chosen)
        yield Found(tuple(notes), (*places, *keys), without)


def _note(quiz: _Quiz) -> NoteDraft:
    """The question with its options; the right ones in full, and why, as far as one answer goes."""
    front = f"{quiz.stem}\n\n" + "\n".join(f"- {_shown(option)}" for option in quiz.options)
    answer = "\n".join(f"- {_shown(option)}" for option in quiz.chosen) if len(quiz.chosen) > 1 else _shown(quiz.chosen[0])
    told = [block for block in quiz.told if own_reason(block) is None]
    told = beginning(told, len(plain(answer)))
    blocks = [piece.block for piece in quiz.taken]
    return draft(quiz.section, Kind.QUESTION, canonical(front), canonical(f"{answer}\n\n{markdown(told)}"), blocks)


def _shown(option: Option) -> str:
    text = option.text.replace("\n", " ")
    return f"{option.letter}. {text}" if option.letter.isalpha() else text


def _groups(section: Section) -> Iterator[list[_Quiz]]:
    """Quizzes in the items of one list together, the others alone."""
    pieces = list(pieces_of(section))
    begin = at = 0
    while at < len(pieces):
        block = pieces[at].block
        within = _in_items(section, block, pieces[at].source or block) if block.is_list else []
        quiz = None if within else _quiz(section, pieces, begin, at)
        if within:
            yield within
        elif quiz:
            yield [quiz]
        at += len(quiz.taken) - sum(piece in quiz.taken for piece in pieces[begin:at]) if quiz else 1
        begin = at if within or quiz else begin


def _in_items(section: Section, block: Block, source: Block) -> list[_Quiz]:
    """A quiz in each item that holds one."""
    found: list[_Quiz] = []
    for number, item in enumerate(block.children, int(block.mark or 1) if block.kind == "numbers" else 1):
        if len(item.children) > 1 or "\n" in text_of(item):
            pieces = list(pieces_of_item(item, source))
            quizzes = (_quiz(section, pieces, 0, at) for at in range(len(pieces)))
            quiz = next((quiz for quiz in quizzes if quiz), None)
            if quiz:
                quiz.number = number
                found.append(quiz)
    return found


def _quiz(section: Section, pieces: Sequence[Piece], begin: int, at: int) -> _Quiz | None:
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
    asked = stem or "\n\n".join(filter(None, (markdown([one.block]) for one in above))) or section.heading
    number, asked = _unnumbered(asked)
    if not asked:
        return None
    quiz = _Quiz(section, number or _number_in(section.heading), asked, options, [*above, piece])
    _read_key(quiz, pieces, at + 1, rest)
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


def _unnumbered(stem: str) -> tuple[int, str]:
    """The number and the words of a question: `**Question 3:** Which …?`."""
    match = _NUMBER.match(stem)
    words = stem[match.end() :] if match else stem
    whole = _WRAPPED.fullmatch(words)
    words = whole["text"] if whole else words.removesuffix("**") if words.count("**") % 2 else words
    return int(match["number"] or 0) if match else 0, words.strip()


def _number_in(name: str) -> int:
    match = _NUMBER.match(f"{name}:")
    return int(match["number"] or 0) if match else 0


def _read_key(quiz: _Quiz, pieces: Sequence[Piece], at: int, rest: str) -> None:
    """Find the key below the options, and what explains it."""
    key = read_key(rest, quiz.options) if rest else None
    if key:
        _add_rest(quiz, key, quiz.taken[-1].block)
        quiz.taken += _explanation(quiz, pieces, at, 0)
        return
    is_answer = False
    for number, piece in enumerate(pieces[at : at + MOST_BEFORE_KEY], at):
        block = piece.block.children[0] if piece.block.kind == "quote" and piece.block.children else piece.block
        key = read_key(block.text, quiz.options, is_answer=is_answer) if block.kind == "paragraph" else None
        if key:
            _add_rest(quiz, key, block)
            quiz.taken += pieces[at : number + 1]
            quiz.taken += _explanation(quiz, pieces, number + 1, piece.depth)
            return
        if block.kind != "paragraph" or not (piece.is_name or is_answer or _EXPLANATION.match(piece.text)):
            return
        is_answer = is_answer or (piece.is_name and _ANSWER.fullmatch(piece.text) is not None)


def _add_rest(quiz: _Quiz, key: Key, block: Block) -> None:
    quiz.right = key.letters
    if key.rest:
        quiz.told.append(Block("paragraph", block.line, block.end_line, key.rest))


def _explanation(quiz: _Quiz, pieces: Sequence[Piece], at: int, depth: int) -> list[Piece]:
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
    return Block("paragraph", piece.block.line, piece.block.end_line, f"**{piece.text}**") if piece.is_name else piece.block


def _goes_on(before: Piece, piece: Piece) -> bool:
    return before.is_name or (before.text.rstrip("* ").endswith(":") and piece.block.is_list)


def _with_list_of_keys(section: Section, keys: Sequence[int]) -> Iterator[Found]:
    """Questions whose keys stand in a section further down: each such list is of those above it, up to the list before."""
    begin = 0
    for number in keys:
        asked = [
            group
            for below in section.sections[begin:number]
            for one in below.walk()
            if not one.is_label
            for group in _groups(one)
        ]
        asked = [*(list(_groups(section)) if begin == 0 else []), *asked]
        yield from _keyed(asked, section.sections[number])
        begin = number + 1


def _keyed(groups: Sequence[list[_Quiz]], answers: Section) -> Iterator[Found]:
    known = {number: (letters, told) for number, letters, told in _listed_keys(answers)}
    blocks = tuple(block for one in answers.walk() for block in one.blocks)
    count = 0
    for group in groups:
        for quiz in group:
            count += 1
            letters, told = known.get(quiz.number or count, ((), []))
            if not quiz.chosen and letters:
                quiz.right, quiz.told = letters, told
    answered = [group for group in groups if any(quiz.chosen for quiz in group)]
    for number, group in enumerate(answered):
        yield from _found(group, () if number else blocks)


def _listed_keys(answers: Section) -> Iterator[tuple[int, tuple[str, ...], list[Block]]]:
    for block in (block for one in answers.walk() for block in one.blocks):
        if block.kind == "numbers":
            for number, item in enumerate(block.children, int(block.mark or 1)):
                key = read_key(text_of(item), (), is_answer=True)
                if key:
                    rest = [Block("paragraph", item.line, item.line, key.rest)] if key.rest else []
                    yield number, key.letters, [*rest, *item.children[1:]]
        elif block.kind == "table":
            for row in (row for rows in block.children for row in rows.children if len(row.children) > 1):
                yield from ((n, letters, []) for n, letters in numbered_keys(f"{row.children[0].text}. {row.children[1].text}"))
        else:
            texts = [text_of(item) for item in block.children] if block.is_list else [block.text]
            yield from ((number, letters, []) for text in texts for number, letters in numbered_keys(text))
