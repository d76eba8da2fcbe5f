"""What is asked right under a heading, in the order of the guide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set

from flashcards.guides.blocks import Block
from flashcards.guides.document import Section
from flashcards.guides.shapes.questions.answers import Asked, answer_of, are_questions, begins_answer, opening, parts_of
from flashcards.guides.shapes.questions.lines import (
    MOST_CHARACTERS,
    Question,
    asks_for_story,
    begins_with_question,
    called,
    is_task,
    may_ask,
    read_question,
    unquoted,
)
from flashcards.guides.shapes.questions.listed import of_list, of_table
from flashcards.guides.shapes.questions.names import (
    is_column_of_questions,
    is_part,
    is_part_of_answer,
    is_question_name,
    speaks_of_questions,
)
from flashcards.guides.shapes.reading_order import Piece, is_label, pieces_of
from flashcards.guides.shapes.shape import text_of
from flashcards.guides.shapes.table_heads import words
from flashcards.guides.shapes.terms import read_term

HEADINGS = 2
"""Of the innermost headings, those that may say that questions stand below."""


def is_bank(section: Section) -> bool:
    """Whether one of the innermost headings says that questions stand below."""
    return any(map(speaks_of_questions, section.path[-HEADINGS:]))


def questions_of(section: Section) -> Iterator[list[Asked]]:
    """The questions right under a heading: those of one list or table together, the others alone, the heading itself first."""
    in_bank = is_bank(section)
    if not in_bank and not _may_ask(section):
        return
    pieces = list(pieces_of(section, _taken_with(section)))
    begun = list(_begun(section, pieces))
    used: set[tuple[int, int]] = set()
    for number, (at, one, rest) in enumerate(begun):
        end = begun[number + 1][0] if number + 1 < len(begun) else len(pieces)
        below = _belonging(pieces[at] if at >= 0 else None, pieces[at + 1 : end], words(section.heading))
        one = one._replace(parts=parts_of([*rest, *below]))
        used.update(source.place for source in (*one.sources, *(source for part in one.parts for source in part.sources)))
        yield [one]
    for block in (piece.block for piece in pieces if piece.depth == 0 and piece.block.place not in used):
        items = of_list(block, is_bank=in_bank) if block.is_list else of_table(block) if block.kind == "table" else []
        if items:
            yield items


def _may_ask(section: Section) -> bool:
    """Whether a closer look may find a question in a section that is no bank of them."""
    names = (section.heading, *(below.heading for below in section.sections))
    are_asked = is_question_name(section.heading) or any(may_ask(name) or is_task(name) for name in names)
    return are_asked or any(map(_block_may_ask, section.blocks))


def _block_may_ask(block: Block) -> bool:
    if block.kind == "paragraph":
        return may_ask(block.text) or (len(block.text) > MOST_CHARACTERS and may_ask(block.text.partition("\n")[0]))
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


def _begun(section: Section, pieces: Sequence[Piece]) -> Iterator[tuple[int, Asked, list[Piece]]]:
    """Each question with the place of its piece (-1 for the heading) and what stands behind it. Those in labels are found too."""
    heading = _heading(section, pieces)
    if heading:
        yield -1, Asked(heading, Block("paragraph", section.line, section.line, section.heading)), []
    are_all = heading is not None and heading.is_prompt and _are_prompts(pieces)
    is_named = are_all or (heading is None and bool(section.heading) and is_question_name(section.heading))
    for at, piece in enumerate(pieces):
        if piece.depth == 0 or is_named or (piece.is_name and piece.depth == 1):
            after = () if piece.block.is_list and at and _names_another(pieces[at - 1]) else pieces[at + 1 : at + 2]
            question = _question(piece, after, is_named)
            if question:
                yield at, Asked(question, piece.block, [piece.source] if piece.source else []), _rest(piece.block)
        is_named = are_all or (piece.is_name and is_question_name(piece.text))


def _are_prompts(pieces: Sequence[Piece]) -> bool:
    """Whether nothing but prompts stands below a prompt: then none of them answers it."""
    asked = [opening(piece.text)[0] if piece.block.kind == "paragraph" and not piece.depth else None for piece in pieces]
    return bool(asked) and all(one is not None and one.is_prompt for one in asked)


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
    """The question a piece is: a label, a quotation, what is bold, set apart or called one, or what an answer stands below."""
    is_quote = piece.block.kind == "quote"
    block = piece.block.children[0] if is_quote and piece.block.children else piece.block
    if block.is_list:
        return _alone(block) if after and after[0].block.kind in ("paragraph", "code") and not _names_another(after[0]) else None
    if block.kind != "paragraph":
        return None
    question, rest = opening(block.text)
    if question is None and piece.is_name:
        return Question(block.text) if begins_with_question(block.text) or (piece.is_fold and is_task(block.text)) else None
    if question is None:
        if after and begins_answer(after[0]):
            return called(block.text, is_named=is_named)
        is_set = is_named and is_quote and is_task(task := unquoted(block.text))
        return Question(task, is_marked=True) if is_set else None
    is_apart = piece.is_name or is_quote or question.is_marked or question.is_bold or is_named or bool(rest)
    return question if is_apart or (after and begins_answer(after[0])) else None


def _names_another(piece: Piece) -> bool:
    """Whether a piece is a label, or leads in to what stands below it, and that is no question."""
    return (piece.is_name or _leads_in(piece)) and not speaks_of_questions(piece.text)


def _alone(block: Block) -> Question | None:
    """The question that is all of a list, whose answer then stands below it."""
    is_line = len(block.children) == len(block.children[0].children) == 1
    question, rest = opening(text_of(block.children[0])) if is_line else (None, "")
    return None if rest else question


def _rest(block: Block) -> list[Piece]:
    """What stands behind the question a paragraph begins with, or below the one in a quotation."""
    if block.kind == "quote":
        return [Piece(child, 0, block) for child in block.children[1:]]
    question, rest = opening(block.text)
    return [Piece(answer_of(block, rest), 0, block)] if question and rest else []


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
            ends = ends or (begun is not None and begun.block.is_list and are_questions(piece.block))
        if ends or (begun and piece.depth < begun.depth):
            return
        yield piece


def _leads_in(piece: Piece) -> bool:
    return piece.text.rstrip("*_ ").endswith(":")


def _is_list_of_its_own(block: Block, *, is_below_heading: bool) -> bool:
    """Whether a list holds questions with their answers; or, right below a heading, questions for a candidate."""
    items = of_list(block) if are_questions(block) else []
    own = (one.has_answer or asks_for_story(one.question.text) or (is_below_heading and one.question.is_prompt) for one in items)
    return sum(own) * 2 > len(block.children)
