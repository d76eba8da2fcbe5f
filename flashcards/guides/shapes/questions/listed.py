"""Questions that are the items of a list or the rows of a table, each with what answers it there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flashcards.guides.blocks import Block
from flashcards.guides.noise import NAVIGATION, own_reason
from flashcards.guides.shapes.questions.answers import Asked, Part, answer_of, are_mostly_asked, are_questions, opening, parts_of
from flashcards.guides.shapes.questions.lines import (
    Question,
    asks_reader,
    begins_like_question,
    is_aside,
    is_task,
    of_bank,
    read_question,
    unquoted,
)
from flashcards.guides.shapes.questions.names import is_answer, is_column_of_questions
from flashcards.guides.shapes.reading_order import Piece, pieces_of_item
from flashcards.guides.shapes.shape import text_of
from flashcards.guides.wording import plain

MOST_IN_A_NAME = 4
"""Words of a cell that only names what the row is about."""
_MAY_NAME = re.compile(r"(?:questions|scenarios?)\W*\Z", re.IGNORECASE)
"""Columns that name what an answer is good for as often as they ask."""


def of_list(block: Block, *, is_bank: bool = False) -> list[Asked]:
    """The items of a list of which most are questions, or of the lists in it. In a bank they need no question mark."""
    questions = [opening(text_of(item))[0] or (of_bank(text_of(item)) if is_bank else None) for item in block.children]
    if not are_mostly_asked([text_of(item) for item in block.children], questions):
        return list(_of_groups(block))
    asked = zip(block.children, questions, strict=True)
    return [_of_item(item, question, block) for item, question in asked if question or _may_be_asked(item)]


def _may_be_asked(item: Block) -> bool:
    """Whether an item among questions may be one without a sign of it; not if it only names something."""
    text = text_of(item)
    return bool(text) and (len(item.children) > 1 or asks_reader(text) or is_task(text) or begins_like_question(text))


def _of_item(item: Block, question: Question | None, block: Block) -> Asked:
    found, rest = opening(text_of(item))
    first, *below = pieces_of_item(item, block) if item.children else [Piece(item, 0, block)]
    told = [first._replace(block=answer_of(first.block, rest)), *below] if found and rest else below
    set_here = question or Question(unquoted(text_of(item)), is_prompt=is_task(text_of(item)))
    return Asked(set_here, item, [block], parts_of(told))


def _of_groups(block: Block) -> Iterator[Asked]:
    """Questions in the lists below the items of a list that only name them: principles, topics."""
    if are_questions(block):
        for item in block.children:
            name = plain(text_of(item)).rstrip(":")
            for one in of_list(item.children[1]):
                yield one._replace(question=one.question._replace(aside=one.question.aside or name), sources=[block])


def of_table(block: Block) -> list[Asked]:
    """The rows of a table with a column of questions; each other column is a part, one of principles or levels an aside.

    Not of a list of links: it only says where the answers are. Nor where the rows name what is good for several questions.
    """
    head, *bodies = block.children
    names = [cell.text for cell in head.children[0].children]
    column = next((at for at, name in enumerate(names) if is_column_of_questions(name)), None)
    if column is None:
        return []
    rows = [row for body in bodies for row in body.children]
    is_index = any(own_reason(replace(cell, kind="paragraph")) == NAVIGATION for row in rows for cell in row.children)
    texts = [row.children[column].text for row in rows]
    are_named = _MAY_NAME.search(names[column]) and not any(map(_asks, texts))
    are_short = sum(len(text.split()) <= MOST_IN_A_NAME for text in texts) * 2 > len(texts)
    return [] if is_index or (are_named and (column or are_short)) else [_of_row(row, names, column, block) for row in rows]


def _asks(cell: str) -> bool:
    return "?" in cell or read_question(cell) is not None


def _of_row(row: Block, names: Sequence[str], column: int, block: Block) -> Asked:
    text = row.children[column].text
    question = read_question(text) or Question(text)
    cells = [(name, cell) for at, (name, cell) in enumerate(zip(names, row.children, strict=True)) if at != column]
    aside = question.aside or " ".join(cell.text for _, cell in cells if is_aside(cell.text))
    told = [_of_cell(name, cell, block) for name, cell in cells if not (is_aside(cell.text) or cell.text.isdigit())]
    return Asked(question._replace(aside=aside), row, [block], [part for part in told if part.content])


def _of_cell(name: str, cell: Block, block: Block) -> Part:
    text = [Block("paragraph", cell.line, cell.end_line, cell.text)] if cell.text.strip() else []
    if is_answer(name):
        return Part("", text, text, [block])
    return Part(name, [replace(one, text=f"**{name}**: {cell.text}") if name else one for one in text], text, [block])
