"""Cards the author wrote as cards: `Q:` … `A:` …, `C:` with gaps, and the forms of separated_cards and card_tables.

They are taken as they are. A comment right below a card may say more of it: see flashcards.guides.properties.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from flashcards.core import cloze
from flashcards.core.models import Form, Kind, NoteDraft, Skip
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import canonical, markdown
from flashcards.guides.card_marks import CLOZE, MARK, QUESTION, begins_card, has_gaps, undressed
from flashcards.guides.document import Section
from flashcards.guides.forms import is_form
from flashcards.guides.noise import PLACEHOLDER, QUESTIONS
from flashcards.guides.properties import NO_CARD, is_properties, read_properties, with_properties
from flashcards.guides.shapes.card_tables import pieces_of_html, tables
from flashcards.guides.shapes.long_answers import parts_of
from flashcards.guides.shapes.questions.cards import asked_next
from flashcards.guides.shapes.questions.lines import read_question
from flashcards.guides.shapes.separated_cards import SIGNS, dates, definitions, with_gaps, with_line_between
from flashcards.guides.shapes.shape import Found, draft, is_short, text_of
from flashcards.guides.shapes.told_parts import TOLD, sections_in
from flashcards.guides.wording import explicit_id, has_any

_ANSWER = re.compile(
    r"\*{0,2}(?:[✅✔☑✓]\ufe0f? ?)?(?:A(?:nswer|NSWER)?|Back)(?P<typed>\?)?\*{0,2} ?:\*{0,2}(?:\s+|$)(?P<text>.*)"
)
_HINT = re.compile(
    r"(?:\*\*|__)\W{0,6}(?:[\w-]{1,20} )?(?:memory|mnemonics?|hooks?|hints?|tricks?|tips?)\b[^*_\n]{0,30}(?:\*\*|__)?:",
    re.IGNORECASE,
)
_STORY = re.compile(r"\s*\*{0,2}(?:S|T|Situation|Task)\*{0,2}:")
"""What stands between a question and its answer: what helps to remember that, or that a story is told in four parts."""
_MARKED = re.compile(r"\n\*{0,2}(?:[qc](?:uestion|loze)?|front)\*{0,2} ?:")
"""The mark of a card, at the beginning of a line of a text in lower case."""
_WAITS = re.compile(r"\[[^\[\]\n]*\]|_{3,}")
_BRACKETS = re.compile(r"(?<![\\!\]\w])\[(?P<answer>[^\[\]\n]+)\](?![(\[:])")


def find(section: Section) -> Iterator[Found]:
    if _may_be(section):
        yield from _found(section)


def _may_be(section: Section) -> bool:
    """Whether a closer look may find a card: there is a mark, or a block of a form that needs none."""
    if has_any(f"{section.words}\n", (*SIGNS, "?\n")) or _MARKED.search(f"\n{section.words}"):
        return True
    return any(block.kind in ("html", "table") for block in section.blocks)


def _found(section: Section) -> Iterator[Found]:
    found = list(_questions(section))
    free = _free(section.blocks, found)
    found += [*with_line_between(section, free), *pieces_of_html(section, free)]
    forms = _FORMS if any(sign in section.words for sign in SIGNS) else _FORMS_OF_BLOCKS
    found += [one for block in _free(free, found) for one in _first(form(section, block) for form in forms.get(block.kind, ()))]
    found = _without_free(found)
    owners = {one.blocks[-1].line: place for place, one in enumerate(found) if one.notes}
    before = 0
    for block in section.blocks:
        if is_properties(block) and before in owners:
            place = owners[before]
            found[place], said = _with_properties(found[place], block)
            yield said
        elif is_properties(block):
            yield Found((), (block,), (Skip(block.line, NO_CARD, block.text[:200]),))
        before = block.line
    yield from found


def _free(blocks: Sequence[Block], found: Sequence[Found]) -> Sequence[Block]:
    if not found:
        return blocks
    taken = {block.place for one in found for block in one.blocks}
    return [block for block in blocks if block.place not in taken]


def _first(forms: Iterable[Iterator[Found]]) -> list[Found]:
    """What the first of some forms finds that finds anything."""
    return next(filter(None, map(list, forms)), [])


def _without_free(found: Sequence[Found]) -> list[Found]:
    """Without questions for a candidate that have no answer and stand in a block of their own: other shapes know them."""
    taken = {block.place for one in found if one.notes for block in one.blocks}
    return [one for one in found if one.notes or one.blocks[0].place in taken or not _is_prompt(one.blocks[0])]


def _is_prompt(block: Block) -> bool:
    question = read_question(block.text) if block.kind == "paragraph" else None
    return question is not None and question.is_prompt


def _with_properties(found: Found, comment: Block) -> tuple[Found, Found]:
    """What a comment says of the last of these notes: the others, and the one it speaks of."""
    *others, last = found.notes
    try:
        values = read_properties(comment)
        noted = Found((_with_parts(with_properties(last, values), values),), (comment,), said=frozenset(values))
    except ValueError as error:
        return found, Found((), (comment,), (Skip(comment.line, str(error), comment.text[:200]),))
    return replace(found, notes=tuple(others)), noted


def _with_parts(note: NoteDraft, said: Collection[str]) -> NoteDraft:
    """A note that a comment calls a story or an exercise, with the parts of its back."""
    is_told = "kind" in said and "sections" not in said and note.kind in TOLD
    return replace(note, sections=sections_in(note.kind, note.back)) if is_told else note


@dataclass(slots=True)
class _Card:
    """A card while it is being read. Both sides are collected as pieces of Markdown."""

    form: Form
    front: list[str]
    line: int
    end_line: int
    back: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def add(self, block: Block, end_line: int, text: str) -> None:
        answer = _ANSWER.fullmatch(text) if block.kind == "paragraph" and not self.back else None
        if answer:
            self.form = Form.TYPED if answer["typed"] and self.form is Form.BASIC else self.form
            self.back.append(_unwrapped(answer["text"]))
        elif _is_fold(block) and block.children and not self.back and self.form is Form.BASIC:
            self.back.append(markdown(block.children))
        elif block.kind == "paragraph" and not self.back and _HINT.match(text):
            self.hints.append(f"\n{text}")
        else:
            gap = "" if self.blocks and self.blocks[-1] is block else "\n"
            (self.back or self.front).append(gap + text)
        self.end_line = end_line
        self.blocks.append(block)


def _is_fold(block: Block) -> bool:
    return block.kind == "fold" or (block.kind == "admonition" and block.mark.startswith("???"))


def _questions(section: Section) -> Iterator[Found]:
    """A card goes on over all that follows, up to the next one of any form, a rule, a comment about it, or the section's end."""
    card: _Card | None = None
    for block, line, end_line, text in _pieces(section.blocks):
        question, gapped = (mark.fullmatch(text) if block.kind == "paragraph" else None for mark in (QUESTION, CLOZE))
        if begun := question or gapped:
            yield from _finished(section, card)
            form = Form.CLOZE if gapped else Form.BASIC
            card = _Card(form, [_unwrapped(begun["text"])], line, end_line, blocks=[block])
        elif card and _ends(card, block, section.is_deck):
            yield from _finished(section, card, is_whole=is_properties(block))
            card = None
        elif card:
            card.add(block, end_line, text)
    yield from _finished(section, card)


def _ends(card: _Card, block: Block, is_deck: bool) -> bool:
    """Whether a block stands behind a card; more text with gaps belongs to a card that has some and no answer yet."""
    if block is card.blocks[-1]:
        return False
    if card.form is Form.CLOZE and not card.back and all(has_gaps(text, is_deck=True) for text in (card.front[0], block.text)):
        return False
    return block.kind == "rule" or is_properties(block) or begins_card(block, is_deck)


def _unwrapped(text: str) -> str:
    """Text without the end of a bold that began before its mark: `**Q: Why?**`."""
    return text.rstrip().removesuffix("**") if text.count("**") % 2 else text


def _pieces(blocks: Sequence[Block]) -> Iterator[tuple[Block, int, int, str]]:
    """Block, first and last line and Markdown, line by line for paragraphs, from the first mark on."""
    first = next((at for at, block in enumerate(blocks) if block.kind == "paragraph" and MARK.search(block.text)), len(blocks))
    for block in blocks[first:]:
        if block.kind == "paragraph":
            for number, text in enumerate(block.text.split("\n"), block.line):
                yield block, number, number, text
        else:
            yield block, block.line, block.end_line, markdown([block])


def _finished(section: Section, card: _Card | None, *, is_whole: bool = False) -> Iterator[Found]:
    """A card that was read. is_whole: more is said of it, so that it stays one."""
    if card is None or any(map(_STORY.match, card.front[1:])):
        return
    first, own_id = explicit_id(card.front[0])
    first = undressed(first) if len(card.front) == 1 and card.form is not Form.CLOZE else first
    card.back += card.hints if card.back else []
    front = canonical("\n".join([first, *card.front[1:]]))
    if card.form is Form.CLOZE and not cloze.has_opening(front):
        front = _with_gaps_for_brackets(front)
    back = canonical("\n".join(card.back))
    reason = _reason(card.form, front, back)
    if reason is None:
        place = Block("card", card.line, card.end_line)
        kind = Kind.FACT if card.form is Form.CLOZE else Kind.QUESTION
        note = draft(section, kind, asked_next(section, front), back, [place], explicit_id=own_id)
        is_whole = is_whole or own_id is not None or section.is_deck or card.form is not Form.BASIC
        yield Found(tuple(_in_parts(replace(note, form=card.form), () if is_whole else card.back)), tuple(card.blocks))
    elif card.form is not Form.CLOZE or cloze.has_opening(front):
        yield Found((), (card.blocks[0],), (Skip(card.line, reason, front[:200]),))


def _in_parts(note: NoteDraft, back: Sequence[str]) -> Iterator[NoteDraft]:
    """A card, or where its answer is too long for one, and its author did not say that it is one, a card for each part."""
    parts = parts_of(back) if back and not is_short(note.back) else ()
    for name, text in parts or (("", note.back),):
        yield replace(note, front=f"{note.front} ({name})" if name[:1].isalnum() else f"{note.front} {name}".strip(), back=text)


def _with_gaps_for_brackets(text: str) -> str:
    """`C: The sky is [blue].` with its gaps as this program writes them."""
    numbers = count(1)
    return _BRACKETS.sub(lambda found: f"{{{{c{next(numbers)}::{found['answer']}}}}}", text)


def _reason(form: Form, front: str, back: str) -> str | None:
    """Why this is no card."""
    if form is Form.CLOZE:
        mistake = cloze.mistake(front)
        return mistake[1] if mistake else None
    if not front or not back:
        return QUESTIONS
    return PLACEHOLDER if is_form(back) and not re.search(r"\w", _WAITS.sub("", back)) else None


def _listed(section: Section, block: Block) -> Iterator[Found]:
    """Questions that are items of a list, each with its answer on the next line, in the item below, or in the next item."""
    if not block.is_list or not any(QUESTION.match(text_of(item)) for item in block.children):
        return
    cards: list[_Card] = []
    for item in block.children:
        for line, text in _lines_of(item):
            question = QUESTION.fullmatch(text)
            if question:
                cards.append(_Card(Form.BASIC, [_unwrapped(question["text"])], line, item.end_line, blocks=[block]))
            elif cards:
                cards[-1].add(replace(block, kind="paragraph"), item.end_line, text)
    found = [one for card in cards for one in _finished(section, card)]
    notes = tuple(note for one in found for note in one.notes)
    if notes:
        yield Found(notes, (block,), tuple(skip for one in found for skip in one.skips))


def _quoted(section: Section, block: Block) -> Iterator[Found]:
    """Questions with their answers in a quotation."""
    first = block.children[0] if block.kind == "quote" and block.children else None
    if first and first.kind == "paragraph" and QUESTION.match(first.text):
        found = list(_questions(replace(section, blocks=block.children)))
        notes = tuple(note for one in found for note in one.notes)
        if notes:
            yield Found(notes, (block,), tuple(skip for one in found for skip in one.skips))


def _lines_of(item: Block) -> Iterator[tuple[int, str]]:
    """The lines of an item; of a list in it that begins with an answer, those of its items too."""
    for block in item.children:
        if block.kind == "paragraph":
            yield from enumerate(block.text.split("\n"), block.line)
        elif block.is_list and _ANSWER.match(text_of(block.children[0])):
            yield from (pair for below in block.children for pair in _lines_of(below))
        else:
            yield block.line, f"\n{markdown([block])}"


_Forms = dict[str, tuple[Callable[[Section, Block], Iterator[Found]], ...]]
_FORMS_OF_BLOCKS: _Forms = {"html": (dates,), "table": (tables,), "quote": (_quoted,), "list": (_listed,), "numbers": (_listed,)}
"""The forms of a card in one block, by the kind of that block."""
_FORMS: _Forms = {
    **_FORMS_OF_BLOCKS,
    "paragraph": (definitions, with_gaps),
    "list": (definitions, _listed, with_gaps),
    "numbers": (definitions, _listed, with_gaps),
}
"""The same with those that have a sign within their lines."""
