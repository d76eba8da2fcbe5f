"""A heading and the paragraphs and lists that explain it. A long list is split by its items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from flashcards.core.models import Kind, NoteDraft, Skip
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import canonical, markdown
from flashcards.guides.document import Section
from flashcards.guides.noise import skip
from flashcards.guides.shapes.shape import (
    MOST_CHARACTERS,
    TOO_LONG,
    Found,
    below,
    draft,
    follows,
    is_short,
    kind_of,
    recalled_characters,
    text_of,
)
from flashcards.guides.shapes.terms import read_plain_term
from flashcards.guides.wording import ask_section, ask_term, explicit_id, is_general, is_question, plain, subject, tidy

MOST_ITEMS = 7
"""Items of a list that can be recalled as one answer."""

_DEFINITION = re.compile(
    r"(?P<article>(?:an?|the)\s+)?(?P<name>[\w*`][^.,;:!?\n]{0,60}?)\s+(?P<verb>is|are)\b(?P<defines>\s+(?:an?|the|one)\b)?",
    re.IGNORECASE,
)
_POINTING_WORDS = frozenset("it this that there here these those they you what we".split())
_SIGN = re.compile(r"^(?:❌|✅|✓|✔️?|✗|✘|⚠️?|👉|🔴|🟢)\s*")


def find(section: Section) -> Iterator[Found]:
    run = _explanation(section.blocks)
    if not run:
        return
    if run[0].kind == "paragraph":
        yield from _explained(section, run)
    else:
        yield _listed(section, run[0], ())


def _explanation(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The first paragraphs and lists of a section, as many as make one answer; a line that ends in ":" goes with its list."""
    run: list[Block] = []
    characters = -1
    for block in blocks:
        if not (block.kind == "paragraph" or block.is_list) or (run and not follows(run[-1], block)):
            break
        characters += 1 + recalled_characters(markdown([block]))  # a space before it: blocks without words end the run too
        if run and characters > MOST_CHARACTERS:
            break
        run.append(block)
    while run and _leads_in(run[-1]):
        run.pop()
    if not run and len(blocks) > 1 and _leads_in(blocks[0]) and blocks[1].is_list:
        return blocks[:2]
    return tuple(run)


def _leads_in(block: Block) -> bool:
    return block.kind == "paragraph" and plain(block.text).endswith(":")


def _explained(section: Section, run: tuple[Block, ...]) -> Iterator[Found]:
    """A paragraph, and what follows, as the answer to the heading, or to its own first words where the heading says nothing."""
    if len(run) == 2 and _leads_in(run[0]) and (not is_short(markdown(run)) or len(run[1].children) > MOST_ITEMS):
        yield _listed(section, run[1], run[:1])
        return
    front = _front(section, run[0].text)
    if front is None or len(plain(markdown(run))) < 25:
        return
    if not is_short(markdown(run)):
        yield Found((), run, tuple(skip(block, TOO_LONG) for block in run))
        return
    kind = Kind.CONCEPT if front.startswith("What ") else kind_of(section)
    yield Found((draft(section, kind, front, markdown(run), run, explicit_id=section.explicit_id),), run)


def _front(section: Section, text: str) -> str | None:
    """ "What is X?" where the text defines X. A heading that says nothing is not asked."""
    heading = section.heading
    if heading and is_question(heading):
        return heading
    definition = _DEFINITION.match(text)
    name = tidy(definition["name"]) if definition else ""
    if definition and _is_name(name) and _suits(heading, plain(name), bool(definition["defines"])):
        return f"What {definition['verb'].lower()} {(definition['article'] or '').lower()}{name}?"
    return None if not heading or is_general(heading) else ask_section(section)


def _suits(heading: str, name: str, defines: bool) -> bool:
    """Whether the heading is the name itself, or (where "a" or "the" follows the verb) leaves it open or has it in itself."""
    wanted = plain(heading).lower()
    return name.lower() == wanted or (defines and (not heading or is_general(heading) or name.lower() in wanted))


def _is_name(words: str) -> bool:
    first, *rest = words.lower().split() or [""]
    return bool(first) and first not in _POINTING_WORDS and len(rest) < 5


def _listed(section: Section, block: Block, lead: tuple[Block, ...]) -> Found:
    """A list as one card, or as several where it is too long for one."""
    taken = (*lead, block)
    if not subject(section) or (len(block.children) < 2 and not section.heading):
        return Found((), taken, (skip(block, "no shape for this yet (a list without a heading)"),))
    whole = _one_card(section, taken, block)
    if whole:
        return Found((whole,), taken)
    notes, skips = _split(section, block)
    return Found(tuple(notes), taken, tuple(skips))


def _one_card(section: Section, taken: tuple[Block, ...], block: Block) -> NoteDraft | None:
    back = markdown((*taken[:-1], _without_sign(block)))
    if len(block.children) > MOST_ITEMS or not is_short(back):
        return None
    return draft(section, kind_of(section), ask_section(section), back, taken, explicit_id=section.explicit_id)


def _without_sign(block: Block) -> Block:
    """The list without the cross or tick that every item begins with: it tells nothing apart."""
    signs = {match[0] if (match := _SIGN.match(text_of(item))) else "" for item in block.children}
    if len(signs) != 1 or "" in signs:
        return block
    return replace(block, children=tuple(_item_without_sign(item) for item in block.children))


def _item_without_sign(item: Block) -> Block:
    first, *others = item.children
    return replace(item, children=(replace(first, text=_SIGN.sub("", first.text)), *others))


def _split(section: Section, block: Block) -> tuple[list[NoteDraft], list[Skip]]:
    """`Term: explanation` items, or those with something below them, are cards of their own; the others are one, if short."""
    are_terms = all(read_plain_term(text_of(item)) for item in block.children)
    alone = [item for item in block.children if are_terms or len(item.children) > 1]
    cards = [_item_card(section, item, are_terms) for item in alone]
    flat = tuple(item for item in block.children if not (are_terms or len(item.children) > 1))
    rest = replace(block, children=flat, line=flat[0].line, end_line=flat[-1].end_line) if len(flat) > 1 else None
    whole = _one_card(section, (rest,), rest) if rest else None
    left = [item for item, card in zip(alone, cards, strict=True) if card is None] + ([] if whole else list(flat))
    return [card for card in (whole, *cards) if card], [skip(item, TOO_LONG) for item in left]


def _item_card(section: Section, item: Block, is_term: bool) -> NoteDraft | None:
    """ "Heading: item?" with what stands beside or below it."""
    text, own_id = explicit_id(text_of(item))
    term = read_plain_term(text) if is_term else None
    name = tidy(term.term if term else text)
    back = canonical("\n\n".join(part for part in (term.rest if term else "", below(item)) if part))
    if not name or len(name) > 150 or not is_short(back):
        return None
    front = ask_term(name, section) if term else f"{subject(section)}: {name.rstrip('.?:')}?"
    return draft(section, kind_of(section, name), front, back, [item], explicit_id=own_id, label=name)
