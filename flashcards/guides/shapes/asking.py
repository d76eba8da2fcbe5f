"""Questions in the order of a guide, each with the parts of its answer: labelled ones, lists, folds, or just what follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace

from flashcards.guides.blocks import Block
from flashcards.guides.document import Section
from flashcards.guides.noise import NAVIGATION, own_reason
from flashcards.guides.shapes.answer_parts import is_answer, is_part, is_part_of_answer
from flashcards.guides.shapes.answers import Part, begins_answer, begins_part, parts_of
from flashcards.guides.shapes.flow import Piece, is_label, pieces_of, pieces_of_item
from flashcards.guides.shapes.questions import (
    Question,
    asks_for_story,
    begins_with_question,
    is_aside,
    is_column_of_questions,
    is_question_name,
    is_task,
    may_ask,
    of_bank,
    read_question,
    speaks_of_questions,
    split_first,
    unquoted,
)
from flashcards.guides.shapes.shape import text_of
from flashcards.guides.shapes.table_heads import words
from flashcards.guides.shapes.terms import read_term
from flashcards.guides.wording import plain

HEADINGS = 2
"""Of the innermost headings, those that may say that questions stand below."""


@dataclass(slots=True)
class Asked:
    """A question with what follows it. place: where it stands. sources: the outermost blocks it is read from, its answer's not.

    rest: what stands behind it in its own paragraph.
    """

    question: Question
    place: Block
    sources: list[Block]
    rest: list[Piece] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    @property
    def has_answer(self) -> bool:
        return any(part.is_answer for part in self.parts)


def questions_of(section: Section) -> Iterator[list[Asked]]:
    """The questions right under a heading: those of one list together, the others alone, and the heading itself if it is one."""
    if not _may_ask(section):
        return
    is_bank = is_bank_of_questions(section)
    pieces = list(pieces_of(section, _taken_with(section)))
    begun = _begun(section, pieces)
    used: set[tuple[int, int]] = set()
    for number, (at, one) in enumerate(begun):
        end = begun[number + 1][0] if number + 1 < len(begun) else len(pieces)
        below = _belonging(pieces[at] if at >= 0 else None, pieces[at + 1 : end], words(section.heading))
        one.parts = parts_of([*one.rest, *below], _are_questions)
        used.update(source.place for part in one.parts for source in part.sources)
        yield [one]
    for piece in pieces:
        if piece.depth == 0 and piece.block.place not in used:
            block = piece.block
            items = list(_of_list(block, is_bank) if block.is_list else _of_table(block) if block.kind == "table" else ())
            if items:
                yield items


def _may_ask(section: Section) -> bool:
    """Whether a closer look may find a question in a section."""
    if is_bank_of_questions(section):
        return True
    names = (section.heading, *(below.heading for below in section.sections))
    return any(may_ask(name) or is_task(name) for name in names) or any(map(_block_may_ask, section.blocks))


def _block_may_ask(block: Block) -> bool:
    if block.kind == "paragraph":
        return may_ask(block.text)
    if block.is_list:
        return any(may_ask(text_of(item)) or any(map(_block_may_ask, item.children[1:])) for item in block.children)
    if block.kind == "table":
        return any(is_column_of_questions(cell.text) for cell in block.children[0].children[0].children)
    return block.kind == "quote" and any(map(_block_may_ask, block.children))


def _taken_with(section: Section) -> Callable[[Section], bool]:
    """Below a question, headings that name parts of its answer; beside one that stands under a heading of its own, those too."""
    is_asked = bool(section.heading) and (is_question_name(section.heading) or read_question(section.heading) is not None)
    if is_asked or any(map(_is_bare, section.sections)):
        return lambda below: below.is_label or is_part(below.heading) or _is_bare(below)
    return is_label


def _is_bare(section: Section) -> bool:
    """Whether nothing but a question stands under a heading that says so."""
    is_alone = len(section.blocks) == 1 and not section.sections and not section.is_label
    return is_alone and section.blocks[0].kind in ("paragraph", "quote") and is_question_name(section.heading)


def _begun(section: Section, pieces: Sequence[Piece]) -> list[tuple[int, Asked]]:
    """Each question with the place of its piece; -1 for the heading. Those in labels are found below these."""
    found: list[tuple[int, Asked]] = []
    heading = _heading(section, pieces)
    if heading:
        found.append((-1, Asked(heading, Block("paragraph", section.line, section.line, section.heading), [])))
    is_named = bool(section.heading) and is_question_name(section.heading)
    for at, piece in enumerate(pieces):
        if piece.depth == 0 or is_named or (piece.is_name and piece.depth == 1):
            question = _question(piece, pieces[at + 1 : at + 2], is_named)
            if question:
                found.append((at, Asked(question, piece.block, [piece.source] if piece.source else [], rest=_rest(piece.block))))
        is_named = piece.is_name and is_question_name(piece.text)
    return found


def _heading(section: Section, pieces: Sequence[Piece]) -> Question | None:
    """The question a heading is; or the task it sets, where parts of an answer stand below it, or it is one of the questions."""
    if not section.heading or section.is_label:
        return None
    question = read_question(section.heading)
    if question is None and is_task(section.heading):
        is_one = any(map(speaks_of_questions, section.trail[:-1])) or any(map(_is_part_of_answer, pieces))
        question = Question(section.heading) if is_one else None
    return question._replace(explicit_id=section.explicit_id) if question else None


def _is_part_of_answer(piece: Piece) -> bool:
    if not piece.is_name and not piece.text.startswith(("**", "__")):
        return False
    term = None if piece.is_name else read_term(piece.text.split("\n")[0])
    return is_part_of_answer(piece.text if piece.is_name else term.term if term else "")


def _question(piece: Piece, after: Sequence[Piece], is_named: bool) -> Question | None:
    """The question a piece is: a label, a quotation, what is bold or set apart, or what an answer stands below."""
    block = piece.block
    is_quote = block.kind == "quote"
    if is_quote and block.children:
        block = block.children[0]
    if block.kind != "paragraph":
        return None
    question = split_first(block.text)[0] or read_question(block.text) or _first_line(block.text)[0]
    if question is None and piece.is_name:
        return Question(block.text) if begins_with_question(block.text) or (piece.is_fold and is_task(block.text)) else None
    if question is None:
        is_set = is_named and is_quote and is_task(words := unquoted(block.text))
        return Question(words, is_marked=True) if is_set else None
    is_apart = piece.is_name or is_quote or question.is_marked or question.is_bold or is_named
    return question if is_apart or (after and begins_answer(after[0])) else None


def _rest(block: Block) -> list[Piece]:
    """What stands behind the bold question a paragraph begins with, or below the question in a quotation."""
    if block.kind == "quote":
        return [Piece(child, 0, block) for child in block.children[1:]]
    if block.kind != "paragraph":
        return []
    first, rest = split_first(block.text)
    if first is None and read_question(block.text) is None:
        first, rest = _first_line(block.text)
    return [Piece(replace(block, text=rest), 0, block)] if first else []


def _first_line(text: str) -> tuple[Question | None, str]:
    """The question on the first line of a paragraph whose next begins with a label, and those behind it."""
    line, _, rest = text.partition("\n")
    return (read_question(line), rest) if rest and begins_part(rest) else (None, text)


def _belonging(begun: Piece | None, within: Sequence[Piece], heading: Set[str]) -> Iterator[Piece]:
    """The pieces that belong to a question: up to a label beside it that is no part of an answer, or the end of its fold.

    None began it: it is the heading; then lists of questions below it stand for themselves, and so do labels that name what it
    is about, below an answer that is whole.
    """
    is_answered = bool(within) and within[0].block.kind == "paragraph" and not within[0].is_name and not _leads_in(within[0])
    for piece in within:
        if piece.is_name:
            if begun and begun.is_fold and piece.depth <= begun.depth:
                return
            is_beside = begun is not None and piece.depth <= begun.depth + (0 if begun.is_name else 1)
            is_own = is_beside or (begun is None and is_answered and bool(words(piece.text) & heading))
            ends = is_question_name(piece.text) or (is_own and bool(piece.text) and not is_part(piece.text))
        else:
            ends = _question(piece, (), False) is not None or _is_list_of_its_own(piece.block, is_below_heading=begun is None)
        if ends or (begun and piece.depth < begun.depth):
            return
        yield piece


def _leads_in(piece: Piece) -> bool:
    return piece.text.rstrip("*_ ").endswith(":")


def is_bank_of_questions(section: Section) -> bool:
    """Whether one of the innermost headings says that questions stand below."""
    return any(speaks_of_questions(heading) for heading in section.path[-HEADINGS:])


def _of_list(block: Block, is_bank: bool = False) -> Iterator[Asked]:
    """The items of a list of which most are questions, or of the lists in it. In a bank they need no question mark."""
    questions = [_of_item(item, is_bank) for item in block.children]
    if sum(question is not None for question in questions) * 2 <= len(questions):
        yield from _of_groups(block)
        return
    for item, question in zip(block.children, questions, strict=True):
        rest = [piece._replace(source=block) for piece in _rest(item.children[0])] if item.children else []
        below = list(pieces_of_item(item, block))[1:]
        question = question or Question(unquoted(text_of(item)))
        yield Asked(question, item, [block], [], parts_of([*rest, *below], _are_questions))


def _of_item(item: Block, is_bank: bool) -> Question | None:
    text = text_of(item)
    return split_first(text)[0] or read_question(text) or _first_line(text)[0] or (of_bank(text) if is_bank else None)


def _of_groups(block: Block) -> Iterator[Asked]:
    """Questions in the lists below the items of a list that only name them: principles, topics."""
    if not all(len(item.children) == 2 and item.children[1].is_list for item in block.children):
        return
    groups = [(plain(text_of(item)), list(_of_list(item.children[1]))) for item in block.children]
    for name, asked in groups if all(group for _, group in groups) else ():
        for one in asked:
            one.question = one.question if one.question.aside else one.question._replace(aside=name.rstrip(":"))
            one.sources = [block]
            yield one


def _of_table(block: Block) -> Iterator[Asked]:
    """The rows of a table with a column of questions; each other column is a part, one of principles or levels an aside.

    Not of a list of links: it only says where the answers are.
    """
    head, *bodies = block.children
    names = [cell.text for cell in head.children[0].children]
    column = next((at for at, name in enumerate(names) if is_column_of_questions(name)), None)
    cells = [cell for body in bodies for row in body.children for cell in row.children]
    if column is None or any(own_reason(replace(cell, kind="paragraph")) == NAVIGATION for cell in cells):
        return
    for row in (row for body in bodies for row in body.children):
        question = read_question(row.children[column].text) or Question(row.children[column].text)
        parts = [
            _of_cell(name, cell, block) for at, (name, cell) in enumerate(zip(names, row.children, strict=True)) if at != column
        ]
        aside = " ".join(part.content[0].text for part in parts if part.content and is_aside(part.content[0].text))
        told = [
            part for part in parts if part.content and not is_aside(part.content[0].text) and not part.content[0].text.isdigit()
        ]
        yield Asked(question._replace(aside=question.aside or aside), row, [block], [], told)


def _of_cell(name: str, cell: Block, block: Block) -> Part:
    content = [Block("paragraph", cell.line, cell.end_line, cell.text)] if cell.text.strip() else []
    is_shown = not is_answer(name)
    shown = [Block("paragraph", cell.line, cell.end_line, f"**{name}**: {cell.text}" if is_shown and name else cell.text)]
    return Part(name if is_shown else "", shown, content, [block])


def _are_questions(block: Block) -> bool:
    return block.is_list and any(_of_list(block))


def _is_list_of_its_own(block: Block, *, is_below_heading: bool) -> bool:
    """Whether a list holds questions with their answers; or, right below a heading, questions for a candidate."""
    items = list(_of_list(block)) if block.is_list else []
    own = (one.has_answer or asks_for_story(one.question.text) or (is_below_heading and one.question.is_prompt) for one in items)
    return sum(own) * 2 > len(block.children)
