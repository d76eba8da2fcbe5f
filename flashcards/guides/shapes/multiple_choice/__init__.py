"""A question with options, and which are right: the key stands below, in a fold, in a list at the end, or they are ticked.

options.py reads options and keys in all their spellings, quizzes.py finds what belongs to one question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flashcards.core.models import Kind, NoteDraft
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import canonical, markdown
from flashcards.guides.document import Section
from flashcards.guides.noise import QUESTIONS, own_reason, skip
from flashcards.guides.shapes.multiple_choice.options import Option, may_have_options, numbered_keys, read_key
from flashcards.guides.shapes.multiple_choice.quizzes import Quiz, quizzes_of
from flashcards.guides.shapes.questions.answers import beginning
from flashcards.guides.shapes.reading_order import sources
from flashcards.guides.shapes.shape import Found, draft, text_of
from flashcards.guides.wording import plain

_KEYS = re.compile(
    r"\W*(?:(?:quiz|test|exam|correct|the|all)\s+)*(?:answers?|solutions?)(?:\s+(?:key|keys|list|sheet))?(?:\s*(?:&|and)\s+\w+)?\W*",
    re.IGNORECASE,
)
_SOURCES = re.compile(r"\W*(?:references?|sources?|documentation|links?|further reading|read more)\b\W*:", re.IGNORECASE)


def find(section: Section) -> Iterator[Found]:
    if not any(may_have_options(block) for below in (section, *section.sections) for block in below.blocks):
        return
    keys = [number for number, below in enumerate(section.sections) if below.heading and _KEYS.fullmatch(below.heading)]
    own = list(quizzes_of(section))
    keyed = list(_with_list_of_keys(section, keys, own))
    places = {group[0].taken[0].block.place for group, _ in keyed}
    alone = [(group, ()) for group in own if group[0].taken[0].block.place not in places]
    for group, blocks in (*keyed, *alone):
        yield from _found(group, blocks)


def _found(group: Sequence[Quiz], keys: tuple[Block, ...]) -> Iterator[Found]:
    """The quizzes of one list, or a single one."""
    notes = [_note(quiz) for quiz in group if quiz.chosen]
    places = tuple(block for quiz in group for block in sources(quiz.taken))
    if notes or all(quiz.is_evident for quiz in group):
        without = tuple(skip(quiz.taken[0].block, QUESTIONS) for quiz in group if not quiz.chosen)
        yield Found(tuple(notes), (*places, *keys), without)


def _note(quiz: Quiz) -> NoteDraft:
    """The question with its options; the right ones in full, and why, as far as one answer goes."""
    front = f"{quiz.stem}\n\n" + "\n".join(f"- {_shown(option)}" for option in quiz.options)
    answer = "\n".join(f"- {_shown(option)}" for option in quiz.chosen) if len(quiz.chosen) > 1 else _shown(quiz.chosen[0])
    told = [block for block in quiz.told if own_reason(block) is None and not _SOURCES.match(block.text)]
    told = beginning(told, len(plain(answer)))
    blocks = [piece.block for piece in quiz.taken]
    return draft(quiz.section, Kind.QUESTION, canonical(front), canonical(f"{answer}\n\n{markdown(told)}"), blocks)


def _shown(option: Option) -> str:
    text = option.text.replace("\n", " ")
    return f"{option.letter}. {text}" if option.letter.isalpha() else text


_Keyed = tuple[list[Quiz], tuple[Block, ...]]
"""The quizzes of one list, or a single one, and the blocks of their keys that stand elsewhere."""


def _with_list_of_keys(section: Section, keys: Sequence[int], own: Sequence[list[Quiz]]) -> Iterator[_Keyed]:
    """Questions whose keys stand in a section further down: each such list is of those above it, up to the list before."""
    begin = 0
    for number in keys:
        asked = [
            group
            for below in section.sections[begin:number]
            for one in below.walk()
            if not one.is_label
            for group in quizzes_of(one)
        ]
        asked = [*(own if begin == 0 else []), *asked]
        yield from _keyed(asked, section.sections[number])
        begin = number + 1


def _keyed(groups: Sequence[list[Quiz]], answers: Section) -> Iterator[_Keyed]:
    unanswered = [group for group in groups if not any(quiz.chosen for quiz in group)]
    known = {number: (letters, told) for number, letters, told in _listed_keys(answers)}
    blocks = tuple(block for one in answers.walk() for block in one.blocks)
    count = 0
    for group in groups:
        for quiz in group:
            count += 1
            letters, told = known.get(quiz.number or count, ((), []))
            if not quiz.chosen and letters:
                quiz.right, quiz.told = letters, told
    answered = [group for group in unanswered if any(quiz.chosen for quiz in group)]
    for number, group in enumerate(answered):
        yield group, () if number else blocks


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
