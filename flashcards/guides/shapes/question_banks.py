"""Questions put to a candidate, without an answer: only what is asked next, and by what one is judged. They are drilled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flashcards.core.models import Kind, NoteDraft
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import markdown
from flashcards.guides.document import Section
from flashcards.guides.phrases import is_form
from flashcards.guides.shapes.asking import Asked, is_bank_of_questions, questions_of
from flashcards.guides.shapes.interview_questions import answered, question_note, shown
from flashcards.guides.shapes.questions import (
    Question,
    asks_oneself,
    asks_reader,
    is_counted,
    is_for_others,
    read_question,
    sets_tasks,
)
from flashcards.guides.shapes.shape import Found, draft, is_short, text_of
from flashcards.guides.shapes.terms import read_term
from flashcards.guides.wording import ask_section, plain, tidy

MOST_SET = 200
"""Characters of a task that is set by a line of a list."""


def find(section: Section) -> Iterator[Found]:
    """All questions of a section: those with an answer, which are looked for together with these, and then the others."""
    groups = list(questions_of(section))
    yield from answered(section, groups)
    yield from _counted(section, groups)
    yield from _set(section)
    if not any(is_for_others(heading) for heading in section.path[-2:]):
        yield from _headings(section)
        yield from _asked(section, groups)


def _asked(section: Section, groups: Sequence[Sequence[Asked]]) -> Iterator[Found]:
    is_bank = is_bank_of_questions(section)
    for group in groups:
        if any(one.has_answer or not (one.sources or one.parts) for one in group) or not _is_put_to_a_candidate(group, is_bank):
            continue
        notes = [note for one in group if not is_form(one.question.text) for note in _notes(section, one)]
        taken = [
            block
            for one in group
            for block in (one.place, *one.sources, *(source for part in one.parts for source in part.sources))
        ]
        yield Found(tuple(notes), tuple({block.place: block for block in taken}.values()))


def _counted(section: Section, groups: Sequence[Sequence[Asked]]) -> Iterator[Found]:
    """Questions to know by heart: a list below a heading that says how many they are."""
    for group in groups:
        block = group[0].sources[0] if group[0].sources else None
        is_known = block is not None and block.is_list and not any(one.question.is_prompt or one.parts for one in group)
        if block is not None and is_known and is_counted(section.heading, len(group)) and is_short(markdown([block])):
            yield Found((draft(section, Kind.FACT, ask_section(section), markdown([block]), [block]),), (block,))


def _set(section: Section) -> Iterator[Found]:
    """What a list sets to be answered or solved, without a question mark, below a heading such as "Sample problems"."""
    if not sets_tasks(section.heading):
        return
    for block in section.blocks:
        texts = [text_of(item) for item in block.children] if block.is_list else []
        if texts and all(0 < len(text) <= MOST_SET for text in texts) and not any(map(_says_more, block.children)):
            asked = [
                Asked(Question(tidy(text), is_prompt=True), item, [block])
                for text, item in zip(texts, block.children, strict=True)
            ]
            yield Found(tuple(question_note(section, one, [], "") for one in asked), (block,))


def _says_more(item: Block) -> bool:
    """Whether an item explains a term, waits to be filled in, or has something below it."""
    text = text_of(item)
    return len(item.children) > 1 or is_form(text) or text.startswith("[") or read_term(text) is not None or ": " in plain(text)


def _headings(section: Section) -> Iterator[Found]:
    """Questions that are headings with nothing below them."""
    for below in section.sections:
        question = read_question(below.heading) if not below.blocks and not below.sections and below.heading else None
        if question and question.is_prompt and not is_form(question.text):
            place = Block("paragraph", below.line, below.line, below.heading)
            yield Found((question_note(below, Asked(question, place, []), [], ""),), ())


def _is_put_to_a_candidate(group: Sequence[Asked], is_bank: bool) -> bool:
    """Whether most are put to a candidate: by their words, by the heading above them, or by what is said of their answers."""
    if sum(asks_oneself(one.question.text) for one in group) * 2 > len(group):
        return False
    prompts = sum(one.question.is_prompt for one in group)
    are_marked = all(one.question.is_marked for one in group)
    are_labelled = all(one.question.is_labelled and asks_reader(one.question.text) for one in group)
    are_apart = are_marked or len(group) > 1 or group[0].place.kind == "quote"
    is_one = are_labelled or (are_marked and any(one.parts for one in group)) or (is_bank and are_apart)
    return is_one or prompts * 2 >= len(group)


def _notes(section: Section, one: Asked) -> Iterator[NoteDraft]:
    """One card; what makes it too long is left out of it."""
    parts, back = one.parts, shown(one.parts)
    if not is_short(back):
        parts = []
        for part in one.parts:
            parts += [part] if is_short(shown([*parts, part])) else []
        back = shown(parts)
    yield question_note(section, one, parts, back)
