"""Cards with a mark between their sides: `term :: definition`, a line that is only `?`, and text with gaps in it.

` ::: ` and `??` are asked both ways round. Where a guide is a deck by its own word (`#flashcards`), the spaces may be left out,
and what is highlighted (`==so==`) is a gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flashcards.core import cloze
from flashcards.core.models import Form, Kind, NoteDraft, Skip
from flashcards.guides.blocks import Block, pieces
from flashcards.guides.canonical import canonical, markdown
from flashcards.guides.card_marks import begins_card, divider, separator, undressed
from flashcards.guides.document import Section
from flashcards.guides.shapes.shape import Found, draft
from flashcards.guides.wording import explicit_id

SIGNS = ("::", "==", "{{c")
"""One of them stands in every card with a mark or a gap within its lines."""
OTHER_DATES = "dates of another program"

_DATES = re.compile(r"\s*<!--\s*SR:[^<>]{0,2000}-->")
_MARKER = re.compile(r"(?:^|(?<=\s))#(?:flash)?cards?(?:/[\w/-]+)?(?=\s|$)", re.IGNORECASE)
_TAGS = re.compile(r"(?:\s+#[A-Za-z][\w/-]*)+$|^(?:#[A-Za-z][\w/-]*\s+)+(?=\S)|^#[A-Za-z][\w/-]*$", re.MULTILINE)


def dates(section: Section, block: Block) -> Iterator[Found]:
    """A comment in which another program keeps when to ask a card."""
    if block.kind == "html" and _DATES.fullmatch(block.text):
        yield Found((), (block,), (Skip(block.line, OTHER_DATES, block.text[:200]),))


def with_line_between(section: Section, blocks: Sequence[Block]) -> Iterator[Found]:
    """Front, a line that is only `?` or `??`, and the back: the lines below it, and the block right below those."""
    for number, block in enumerate(blocks) if "?\n" in f"{section.words}\n" else ():
        if block.kind != "paragraph" or "?\n" not in f"{block.text}\n":
            continue
        lines = block.text.split("\n")
        mark = divider(lines)
        if mark is None:
            continue
        after = blocks[number + 1 : number + 2]
        is_free = bool(after) and not begins_card(after[0], section.is_deck)
        is_below = is_free and (after[0].line == block.end_line + 1 or mark == len(lines) - 1)
        taken = (block, *after) if is_below and after[0].kind not in ("html", "rule", "heading") else (block,)
        form = Form.REVERSED if lines[mark].strip() == "??" else Form.BASIC
        back = "\n".join(lines[mark + 1 :]) + "\n\n" + markdown(taken[1:])
        note = _note(section, Kind.QUESTION, "\n".join(lines[:mark]), back, taken)
        if note.front and note.back:
            yield Found((replace(note, form=form),), taken)


def definitions(section: Section, block: Block) -> Iterator[Found]:
    """`term :: definition`, one a line, with `:::` asked both ways. Lines without a mark belong to the definition above them."""
    lines = _lines(block) if _holds(block, "::") else []
    parts = [(line, *_split(text, section.is_deck)) for line, text in lines]
    if not parts or parts[0][2] is None:
        return
    notes = []
    for number, (line, term, definition, form) in enumerate(parts):
        if definition is not None:
            end = next((other for other in range(number + 1, len(parts)) if parts[other][2] is not None), len(parts))
            below = [text for _, text in lines[number + 1 : end]]
            place = Block("card", line, parts[end - 1][0])
            notes.append(replace(_note(section, Kind.CONCEPT, term, "\n".join([definition, *below]), (place,)), form=form))
    yield Found(tuple(notes), (block,))


def with_gaps(section: Section, block: Block) -> Iterator[Found]:
    """Text with `{{c1::gaps}}`; in a deck, or beside the word that makes it a card, with `==highlights==` too."""
    notes = []
    may_be = _holds(block, "==") or _holds(block, "{{c")
    for line, text in _lines(block) if may_be else ():
        is_card = "{{c" in text or ("==" in text and (section.is_deck or _MARKER.search(text) is not None))
        front = _clean(text, section.is_deck) if is_card else ""
        if is_card and cloze.mistake(canonical(front)) is None:
            notes.append(replace(_note(section, Kind.FACT, front, "", (Block("card", line, line),)), form=Form.CLOZE))
    if block.is_list and notes and len(notes) == len(block.children):
        yield Found(tuple(notes), (block,))
    elif notes and block.kind == "paragraph":
        whole = canonical(_clean(block.text, section.is_deck))
        yield Found((replace(notes[0], front=whole, line=block.line, end_line=block.end_line),), (block,))


def _note(section: Section, kind: Kind, front: str, back: str, blocks: Sequence[Block]) -> NoteDraft:
    """A note of sides as they stand, without the author's id on either, and without what another program wrote there."""
    front, front_id = explicit_id(_clean(front, section.is_deck))
    first, *rest = _clean(back, section.is_deck).split("\n")
    first, back_id = explicit_id(first)
    front, back = canonical(undressed(front)), canonical("\n".join([first, *rest]))
    return draft(section, kind, front, back, blocks, explicit_id=back_id or front_id)


def _clean(text: str, is_deck: bool) -> str:
    """Without dates, the word that makes it a card and, in a deck, the tags around it."""
    if "<!--" in text:
        text = _DATES.sub("", text)
    if "#" in text:
        text = _MARKER.sub("", text)
        text = _TAGS.sub("", text) if is_deck else text
    return text.strip()


def _holds(block: Block, sign: str) -> bool:
    return any(sign in text for text in pieces(block))


def _lines(block: Block) -> list[tuple[int, str]]:
    """Line and Markdown of what a definition can stand in: lines of a paragraph, items of a list."""
    if block.kind == "paragraph":
        return list(enumerate(block.text.split("\n"), block.line))
    return [(item.line, markdown(item.children)) for item in block.children] if block.is_list else []


def _split(text: str, is_deck: bool) -> tuple[str, str | None, Form]:
    """Term and definition around a ` :: ` or ` ::: ` outside code; the definition is None where there is no such mark."""
    mark = separator(text, is_deck)
    if mark is None:
        return text, None, Form.BASIC
    form = Form.REVERSED if mark[0].strip() == ":::" else Form.BASIC
    return text[: mark.start()].strip(), text[mark.end() :].strip(), form
