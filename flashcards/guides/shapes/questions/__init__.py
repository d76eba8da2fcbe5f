"""Questions put to a candidate: with their answers they are cards, without one they are drilled.

names.py knows what headings and labels say, lines.py what a single line asks, listed.py the questions in lists and tables,
asked.py all those of a section, answers.py what answers them; cards.py makes the cards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flashcards.core.models import Kind
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import markdown
from flashcards.guides.document import Section
from flashcards.guides.forms import is_form
from flashcards.guides.noise import QUESTIONS, skip
from flashcards.guides.shapes.questions.answers import Asked, are_questions
from flashcards.guides.shapes.questions.asked import is_bank, questions_of
from flashcards.guides.shapes.questions.cards import answered, drilled, question_note, together
from flashcards.guides.shapes.questions.lines import Question, asks_oneself, asks_reader, asks_whether, of_bank, read_question
from flashcards.guides.shapes.questions.names import (
    is_counted,
    is_criteria,
    is_for_others,
    is_question_name,
    is_to_ask,
    sets_tasks,
    speaks_of_questions,
)
from flashcards.guides.shapes.shape import Found, draft, is_short, text_of
from flashcards.guides.shapes.terms import read_plain_term, read_term
from flashcards.guides.wording import ask_section, is_question, plain, tidy

MOST_SET = 200
"""Characters of a task that is set by a line of a list."""
LEAST_LISTED, LEAST_PUT = 3, 2
"""Questions of a list that is a bank of them, whatever it is called; and if each of them speaks to the reader."""

_OF_CANDIDATE = re.compile(r"\b(?:candidates?|(?:do|are|have|can|did) they)\b", re.IGNORECASE)


def find(section: Section) -> Iterator[Found]:
    for group in questions_of(section):
        if any(one.has_answer for one in group):
            are_drilled = _are_mostly_open(group) and _is_put_to_a_candidate(section, group)
            found = together([_card(section, one, are_drilled=are_drilled) for one in group])
            yield from (_telling(found, group),) if found.notes else ()
        elif known := _counted(section, group):
            yield known
        elif not _are_for_others(section) and not _are_explained(group) and not _are_put_to_oneself(group):
            yield from _unanswered(section, group)
    yield from _set(section)
    yield from _headings(section)


def _unanswered(section: Section, group: Sequence[Asked]) -> Iterator[Found]:
    """Questions to be drilled; those to ask others, and of a list that nobody is asked, few would want."""
    looked_for = None if _are_to_ask(section) else _looked_for(section, group)
    if looked_for:
        yield looked_for
        return
    are_asked = not _are_to_ask(section) and _is_put_to_a_candidate(section, group)
    if are_asked or _are_to_ask(section) or _are_listed(group):
        found = _telling(together([drilled(section, one) for one in group]), group)
        yield found if are_asked else replace(found, notes=tuple(replace(note, is_offered=True) for note in found.notes))


def _telling(found: Found, group: Sequence[Asked]) -> Found:
    """The same, with the items that are no questions named."""
    asked = {one.place.place for one in group}
    lists = {source.place: source for one in group for source in one.sources if source.is_list and source.children}
    left = [item for block in lists.values() for item in block.children if item.place not in asked]
    is_whole = any(len(block.children) > len(left) for block in lists.values())  # and no list of groups
    return replace(found, skips=(*found.skips, *(skip(item, QUESTIONS) for item in left))) if left and is_whole else found


def _looked_for(section: Section, group: Sequence[Asked]) -> Found | None:
    """What an interviewer looks for, as a list of questions about the candidate: they are known together."""
    lists = {one.sources[0].place: one.sources[0] for one in group if one.sources}
    block = next(iter(lists.values()), None)
    texts = [one.question.text for one in group]
    are_of_candidate = sum(_OF_CANDIDATE.search(text) is not None and not asks_reader(text) for text in texts) * 2 > len(texts)
    is_known = are_of_candidate or is_criteria(section.heading)
    if block is None or not block.is_list or not is_known or len(group) < LEAST_LISTED or not section.heading:
        return None
    back = markdown([block])
    return Found((draft(section, Kind.FACT, ask_section(section), back, [block]),), (block,)) if is_short(back) else None


def _are_listed(group: Sequence[Asked]) -> bool:
    """Whether they are a list of nothing but questions."""
    items = [one.place for one in group if one.place.kind == "item"]
    least = LEAST_LISTED if not all(asks_reader(one.question.text) for one in group) else LEAST_PUT
    return len(items) == len(group) >= least and not any(read_term(text_of(item)) for item in items)


def _are_explained(group: Sequence[Asked]) -> bool:
    """Whether most are what a list says of terms: "RTO: how quickly must you recover?"."""
    terms = [read_plain_term(text_of(one.place)) for one in group if one.place.kind == "item" and not one.question.is_prompt]
    named = [term for term in terms if term and not is_question_name(term.term) and is_question(term.rest)]
    return len(named) * 2 > len(group)


def _are_put_to_oneself(group: Sequence[Asked]) -> bool:
    return sum(asks_oneself(one.question.text) for one in group) * 2 > len(group)


def _are_to_ask(section: Section) -> bool:
    return any(map(is_to_ask, (section.trail[0], *section.path[-2:])))


def _are_for_others(section: Section) -> bool:
    return any(map(is_for_others, section.path[-2:]))


def _are_mostly_open(group: Sequence[Asked]) -> bool:
    return sum(one.has_answer for one in group) * 2 < len(group)


def _card(section: Section, one: Asked, *, are_drilled: bool) -> Found:
    """A question among others that have an answer; without one it is a card only if it is put to a candidate."""
    if one.has_answer:
        return answered(section, one)
    return (
        drilled(section, one)
        if one.question.is_prompt or are_drilled
        else Found((), tuple(one.sources), (skip(one.place, QUESTIONS),))
    )


def _counted(section: Section, group: Sequence[Asked]) -> Found | None:
    """Questions to know by heart: a list below a heading that says how many they are."""
    lists = [block for block in group[0].sources if block.is_list]
    if not lists or any(one.question.is_prompt or one.parts for one in group) or not is_counted(section.heading, len(group)):
        return None
    back = markdown(lists)
    return Found((draft(section, Kind.FACT, ask_section(section), back, lists),), tuple(lists)) if is_short(back) else None


def _is_put_to_a_candidate(section: Section, group: Sequence[Asked]) -> bool:
    """Whether most are put to a candidate: by their words, by a heading or the title, or by what is said of their answers."""
    if not all(one.blocks for one in group):
        return False
    prompts = sum(one.question.is_prompt for one in group)
    speak_to_reader = sum(asks_reader(one.question.text) for one in group) * 2 > len(group)
    are_open = sum(asks_whether(one.question.text) for one in group) * 2 < len(group)
    if _are_listed(group) and ((speak_to_reader and are_open) or speaks_of_questions(section.trail[0])):
        return True
    are_marked = all(one.question.is_marked for one in group)
    are_labelled = all(one.question.is_labelled and asks_reader(one.question.text) for one in group)
    are_apart = are_marked or len(group) > 1 or group[0].place.kind == "quote"
    is_one = are_labelled or (are_marked and any(one.parts for one in group)) or (is_bank(section) and are_apart)
    return is_one or prompts * 2 >= len(group)


def _set(section: Section) -> Iterator[Found]:
    """What a list sets to be answered or solved, without a question mark, below a heading such as "Sample problems"."""
    lists = [block for block in section.blocks if block.is_list]
    for block in lists if lists and sets_tasks(section.heading) else ():
        if not are_questions(block) and not any(map(_says_more, block.children)):
            tasks = [Asked(Question(tidy(text_of(item)), is_prompt=True), item, [block]) for item in block.children]
            yield Found(tuple(question_note(section, task) for task in tasks), (block,))


def _says_more(item: Block) -> bool:
    """Whether an item explains a term, waits to be filled in, says too much, or has something below it."""
    text = text_of(item)
    is_line = 0 < len(text) <= MOST_SET and len(item.children) == 1
    return not is_line or is_form(text) or text.startswith("[") or read_term(text) is not None or ": " in plain(text)


def _headings(section: Section) -> Iterator[Found]:
    """Questions that are headings with nothing below them; in a guide of questions they need not be prompts."""
    in_bank = is_bank(section) or speaks_of_questions(section.trail[0])
    for below in section.sections:
        is_bare = bool(below.heading) and not below.blocks and not below.sections
        question = read_question(below.heading) if is_bare else None
        if is_bare and in_bank and not below.words:
            question = question or of_bank(below.heading)
        elif question and not question.is_prompt:
            question = None
        if question and not is_form(question.text) and not _are_for_others(section):
            place = Block("paragraph", below.line, below.line, below.heading)
            yield Found((question_note(below, Asked(question, place)),), ())
