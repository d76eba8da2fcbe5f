"""A list as one card where it is short; else its items on cards of their own, so that each item is on one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from flashcards.core.models import NoteDraft
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import markdown
from flashcards.guides.document import Section
from flashcards.guides.shapes.beginnings import by_beginnings, fronts_of
from flashcards.guides.shapes.definitions import question_for
from flashcards.guides.shapes.questions.nested import asked_below, questions_below
from flashcards.guides.shapes.shape import below, draft, is_short, kind_of, text_of
from flashcards.guides.shapes.sides import without_signs
from flashcards.guides.wording import ask_section, explicit_id, is_question, plain, subject, tidy, without_icons

MOST_ITEMS = 7
"""Items of a list that can be recalled as one answer."""
MOST_LINES, MOST_IN_LINES = 10, 450
"""Lines of brief items that are recalled as one all the same, and the characters of all of them."""
MOST_IN_A_NAME = 150
MOST_IN_A_CHAPTER, LEAST_IN_CHAPTERS = 6, 300
"""Words of an item that is a heading in disguise, and characters of a list that is asked by such items one by one."""
LEAST_IN_A_GROUP = 3
"""Items of a list that goes on several cards, on each; longer items are asked one by one."""
Item = TypeVar("Item")
_BOLD = re.compile(r"(?<=\s)\*\*([^*\n]{3,60})\*\*(?!\s*:)")


def has_too_many(block: Block) -> bool:
    """Whether a list has more items than are recalled at once; of brief ones there may be more."""
    count = len(block.children)
    return count > MOST_ITEMS and not (count <= MOST_LINES and _are_brief(markdown([block])))


def _are_brief(shown: str) -> bool:
    return len(shown) <= MOST_IN_LINES and sum(map(bool, shown.split("\n"))) <= MOST_LINES


def is_one_answer(block: Block) -> bool:
    """Whether a list can be recalled as a whole."""
    return len(block.children) <= MOST_ITEMS and is_short(markdown([block]))


def one_card(section: Section, taken: tuple[Block, ...], block: Block) -> NoteDraft | None:
    """A list, and what leads in to it, as the answer to the heading; None where it is too long for one answer."""
    back = markdown((*taken[:-1], without_signs(block)))
    if has_too_many(block) or not is_short(back) or any(map(questions_below, block.children)):
        return None
    if len(back) > LEAST_IN_CHAPTERS and _has_chapters(block):
        return None
    return draft(section, kind_of(section), ask_section(section), back, taken, explicit_id=section.explicit_id)


def _has_chapters(block: Block) -> bool:
    """Whether items of a list are headings in disguise: names, no sentences, most with several lines below, or one with many."""
    parents = [item for item in block.children if len(item.children) > 1]
    if not all(map(_is_name, parents)):
        return False
    several = [item for item in parents if len(item.children) > 2 or len(item.children[1].children) > 1]
    many = [item for item in several if len(item.children[1].children) >= LEAST_IN_A_GROUP and " " in text_of(item)]
    return len(several) * 2 >= len(block.children) or bool(many)


def _is_name(item: Block) -> bool:
    words = plain(text_of(item)).rstrip(": ")
    return 0 < len(words.split()) <= MOST_IN_A_CHAPTER and not words.endswith((".", "!", "?")) and ": " not in words


def split(section: Section, block: Block) -> tuple[list[NoteDraft], list[Block]]:
    """Items with something below them, and definitions, as cards of their own, the others a few to a card; and what is left."""
    notes: list[NoteDraft] = []
    left: list[Block] = []
    flat: list[Block] = []
    for item in (part for whole in block.children for part in _loosened(whole)):
        asked, item = asked_below(section, item)
        notes += asked
        if asked and text_of(item).endswith(":"):
            left.append(item)
            continue
        is_parent = len(item.children) > 1
        card = _parent(section, item, notes) if is_parent else _defined(section, item)
        if card and is_short(card.back):
            notes.append(card)
        else:
            (left if is_parent else flat).append(item)
    more, others = _together(section, block, flat) if flat else ([], [])
    return [*notes, *more], [*left, *others]


def in_groups(items: Sequence[Item], shown: Callable[[Sequence[Item]], str]) -> list[Sequence[Item]]:
    """Items in their order, about as many in each group, each to be recalled as one answer; none where they are too long."""
    if len(items) <= MOST_LINES and _are_brief(shown(items)):
        return [items]
    for most in range(MOST_ITEMS, LEAST_IN_A_GROUP - 1, -1):
        count = -(-len(items) // most)
        size = -(-len(items) // count)
        groups = [items[at : at + size] for at in range(0, len(items), size)]
        if (count == 1 or size >= LEAST_IN_A_GROUP) and all(is_short(shown(group)) for group in groups):
            return groups
    return []


def numbered(front: str, number: int, groups: Sequence[Sequence[Item]]) -> str:
    """A front with the place of its group: "Red flags? (1 of 2)"."""
    return f"{front} ({number} of {len(groups)})" if len(groups) > 1 else front


def _loosened(item: Block) -> Iterator[Block]:
    """A long sentence, and each of those below it, where they are too long for a card together; else the item."""
    first, *others = item.children or (item,)
    is_long = len(first.text) > MOST_IN_A_NAME and others and all(child.is_list for child in others)
    if not is_long or is_short(markdown([item])):
        yield item
        return
    yield replace(item, children=(first,), end_line=first.end_line)
    for child in others:
        for part in child.children:
            yield from _loosened(part)


def _together(section: Section, block: Block, flat: Sequence[Block]) -> tuple[list[NoteDraft], list[Block]]:
    """Items as one card, with the names of those that have cards of their own, or in groups; long ones by their beginnings."""
    names = [replace(item, children=item.children[:1]) for item in block.children if not _leads_in(item)]
    front = ask_section(section)
    shown = partial(_shown, block)
    groups = (in_groups(names, shown) if names else []) or in_groups(flat, shown)
    if groups:
        return [_group(section, block, group, numbered(front, at, groups)) for at, group in enumerate(groups, 1)], []
    return one_by_one(section, flat)


def one_by_one(section: Section, flat: Sequence[Block]) -> tuple[list[NoteDraft], list[Block]]:
    """Items by what each of them is about, long ones in pieces; and those that are too long."""
    notes: list[NoteDraft] = []
    left: list[Block] = []
    for item in flat:
        card = _emphasised(section, item) or _begun(section, item, notes)
        made = [card] if card and is_short(card.back) else list(_in_pieces(section, item))
        notes += made
        left += [] if made else [item]
    return notes, left


def _in_pieces(section: Section, item: Block) -> Iterator[NoteDraft]:
    """An item that is one long text, in pieces of whole sentences."""
    if len(item.children) != 1 or is_short(text_of(item)):
        return iter(())
    return by_beginnings(section, subject(section), replace(item.children[0], text=explicit_id(without_icons(text_of(item)))[0]))


def _emphasised(section: Section, item: Block) -> NoteDraft | None:
    """ "Heading: term?" for a sentence in which one term is bold."""
    terms = _BOLD.findall(text_of(item))
    return _sentence(section, item, f"{subject(section)}: {tidy(terms[0]).rstrip('.?:')}?") if len(terms) == 1 else None


def _leads_in(item: Block) -> bool:
    """Whether an item only leads in to what stands below it."""
    return not item.children or (len(item.children) > 1 and item.children[0].text.endswith(":"))


def _shown(block: Block, items: Sequence[Block]) -> str:
    return markdown([without_signs(replace(block, children=tuple(items)))])


def _group(section: Section, block: Block, items: Sequence[Block], front: str) -> NoteDraft:
    return draft(section, kind_of(section), front, _shown(block, items), items)


def _parent(section: Section, item: Block, before: Sequence[NoteDraft]) -> NoteDraft | None:
    """ "Heading: item?" with what stands below it."""
    text, own_id = explicit_id(text_of(item))
    name = tidy(without_icons(text)).rstrip(".?:")
    if not name or len(name) > MOST_IN_A_NAME:
        return _defined(section, item) or _begun(section, item, before)
    front = name + "?" if is_question(text) else f"{subject(section)}: {name}?"
    return draft(section, kind_of(section, name), front, below(item), [item], explicit_id=own_id, label=name)


def _defined(section: Section, item: Block) -> NoteDraft | None:
    """ "What is X?" for a sentence that defines X."""
    front = question_for(without_icons(text_of(item)), "")
    return _sentence(section, item, front) if front else None


def _begun(section: Section, item: Block, before: Sequence[NoteDraft]) -> NoteDraft | None:
    """What a sentence is about, or its beginning, to be gone on with; as much of it as tells it from those before."""
    asked = {note.front for note in before[-MOST_ITEMS:]}
    fronts = fronts_of(subject(section), explicit_id(without_icons(text_of(item)))[0])
    return next((_sentence(section, item, front) for front in fronts if front not in asked), None)


def _sentence(section: Section, item: Block, front: str) -> NoteDraft:
    text, own_id = explicit_id(without_icons(text_of(item)))
    back = markdown([replace(item.children[0], text=text), *item.children[1:]])
    return draft(section, kind_of(section), front, back, [item], explicit_id=own_id)


def under(section: Section, name: str, blocks: tuple[Block, ...] = ()) -> Section:
    """What stands under a line of a section, as a section of its own."""
    return replace(section, trail=(*section.trail, name), blocks=blocks, sections=(), explicit_id=None)
