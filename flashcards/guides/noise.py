"""What never becomes a card, and why. Reasons are short, stable phrases: they are shown beside each skip.

Content decides: what waits to be filled in, leads elsewhere or is broken goes first (`sift`). What is asked or to be done, but
tells nothing, may still be drilled, and goes before facts are looked for (untold.py). A heading only gives a hint (headings.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from flashcards.core.models import Skip
from flashcards.guides.asides import speaks_of_the_guide, talks, without_asides
from flashcards.guides.blocks import Block, pieces, text_of
from flashcards.guides.canonical import markdown
from flashcards.guides.fences import lines_of_text
from flashcards.guides.forms import has_blanks, is_blank_drawing, is_form
from flashcards.guides.markup import is_markup, is_markup_line
from flashcards.guides.phrases import (
    any_of,
    is_linked,
    is_state,
    is_status,
    leads_elsewhere,
    points_alone,
    says_farewell,
    share_of_links,
)
from flashcards.guides.wording import plain

PLACEHOLDER = "placeholder"
NAVIGATION = "links only"
PICTURE = "a picture"
TO_DO = "a to-do list"
SCORE_SHEET = "a score sheet"
PEP_TALK = "encouragement"
TESTIMONIAL = "a testimonial"
ABOUT_THE_GUIDE = "about the guide itself"
HTML = "raw HTML"
MARKUP = "leaked markup"
QUESTIONS = "a question without an answer"
POINTER = "a pointer to an entry elsewhere"
FOOTNOTE = "a footnote"
TOO_LONG = "too long for a card"
TOO_DEEP = "nested too deeply to be read (more than about 20 lists in one another)"
UNCLOSED_FENCE = "a code fence that is never closed; add a line ``` where the code ends"
UNCLOSED_COMMENT = "a comment that is never closed; add --> where it ends"

MOST_CHARACTERS = 8_000
"""Of one paragraph, cell or fence: no card is made of a longer one, and no pattern of a shape has to be matched against it."""
MOST_PLACEHOLDERS = 1 / 3
"""Share of a list's items or a table's rows that may wait to be filled in; above it the whole is a form."""
MOST_SHOWN = 200
"""Characters of a block that are shown beside its reason."""

Sifted = tuple[Block | None, tuple[Skip, ...]]
"""What of a block is left, and the skips for the rest."""
CHECK_BOX = re.compile(r"\[[ xX]\](?:\s|$)|☐")
_UNDONE = any_of(CHECK_BOX.pattern, r"\W*next (?:improvement|step|session|action|topic)s?\W{0,3}:")
_STATUS = any_of(r"(?:current )?(?:status|health|rag)")
_MARKS = ("✅", "❌", "✓", "✗", "✔️", "⚠️")


def skip(block: Block, reason: str) -> Skip:
    """A block that became no card, with its beginning."""
    if block.text or block.kind == "row":
        return Skip(block.line, reason, (block.text or " | ".join(pieces(block)))[:MOST_SHOWN])
    return Skip(block.line, reason, markdown([replace(block, children=block.children[:6])])[:MOST_SHOWN])


def sift(block: Block) -> Sifted:
    """What of a block has content."""
    reason = own_reason(block)
    if reason:
        return None, (skip(block, reason),)
    match block.kind:
        case "list" | "numbers":
            return _without_forms(block)
        case "table":
            return _rows_without_forms(block)
        case "paragraph":
            return _by_line(block)
    return block, ()


def own_reason(block: Block) -> str | None:
    """Why a block has no content, wherever it stands."""
    if block.kind == "paragraph" and len(block.text) <= MOST_CHARACTERS:
        return _paragraph_reason(block.text)
    texts = pieces(block)
    if block.kind not in ("html", "deep") and max(map(len, texts), default=0) > MOST_CHARACTERS:
        return UNCLOSED_FENCE if block.is_unclosed else TOO_LONG
    match block.kind:
        case "list" | "numbers":
            return NAVIGATION if _is_navigation(block, texts) else None if any(texts) else PLACEHOLDER
        case "html":
            return UNCLOSED_COMMENT if block.is_unclosed else MARKUP if is_markup_line(block.text) else HTML
        case "code":
            return UNCLOSED_FENCE if block.is_unclosed else _code_reason(block)
        case "quote":
            return PLACEHOLDER if any(map(is_form, texts)) else None
        case "table":
            return NAVIGATION if share_of_links(" ".join(texts)) > 0.5 else None
        case "fold":
            return None if block.children else QUESTIONS
        case "deep":
            return TOO_DEEP
    return None


def is_to_fill_in(block: Block) -> bool:
    """Whether a block is a list to tick off, or a table to fill in or to keep up to date."""
    if block.is_list:
        return all(CHECK_BOX.match(text_of(item)) for item in block.children)
    return block.kind == "table" and (is_tracker(block) or _rows_without_forms(block)[0] is None)


def undone(block: Block) -> Sifted:
    """A list without what is to be ticked off, or comes next."""
    return _without(block, [TO_DO if _UNDONE.match(text_of(item)) else None for item in block.children])


def _without_forms(block: Block) -> Sifted:
    """A list without the items that wait to be filled in or only lead elsewhere, and without such items below others."""
    reasons = [_line_reason(text_of(item)) for item in block.children]
    if reason := _reason_of_most(reasons):
        return None, (skip(block, reason),)
    left, skips = _without(block, reasons)
    if left is None:
        return None, skips
    items = [_item_without_forms(item) for item in left.children]
    if not any(below for _, below in items):
        return left, skips
    return replace(left, children=tuple(item for item, _ in items)), (*skips, *(one for _, below in items for one in below))


def _item_without_forms(item: Block) -> tuple[Block, tuple[Skip, ...]]:
    """An item without the asides of its first paragraph, and without forms and asides in what stands below that."""
    if not item.children:
        return item, ()
    first, asides = _without_asides(item.children[0]) if item.children[0].text else (item.children[0], ())
    below = [sift(child) for child in item.children[1:]]
    skips = (*asides, *(one for _, skipped in below for one in skipped))
    return (replace(item, children=(first, *(child for child, _ in below if child))) if skips else item), skips


def _rows_without_forms(table: Block) -> Sifted:
    """A table without the rows that wait to be filled in."""
    if len(table.children) < 2:
        return table, ()
    head, body = table.children
    reasons = [next(filter(None, (_form_reason(text) for text in pieces(row))), None) for row in body.children]
    if reason := _reason_of_most(reasons):
        return None, (skip(table, reason),)
    left, skips = _without(body, reasons)
    return (replace(table, children=(head, left)) if left and skips else table if left else None), skips


def _without(block: Block, reasons: list[str | None]) -> Sifted:
    """A block without those of its children for which there is a reason."""
    if not any(reasons):
        return block, ()
    parts = list(zip(block.children, reasons, strict=True))
    kept = tuple(part for part, reason in parts if reason is None)
    return (replace(block, children=kept) if kept else None), tuple(skip(part, reason) for part, reason in parts if reason)


def _reason_of_most(reasons: list[str | None]) -> str | None:
    """What the whole is, if too many of its parts are forms."""
    blanks, placeholders = reasons.count(SCORE_SHEET), reasons.count(PLACEHOLDER)
    is_form_itself = blanks + placeholders > MOST_PLACEHOLDERS * len(reasons)
    return (SCORE_SHEET if blanks > placeholders else PLACEHOLDER) if is_form_itself else None


def _form_reason(text: str) -> str | None:
    return (SCORE_SHEET if has_blanks(text) else PLACEHOLDER) if is_form(text) else None


def _line_reason(text: str) -> str | None:
    """Why a line of its own is no knowledge."""
    return _form_reason(text) or (NAVIGATION if leads_elsewhere(text) else None)


def _paragraph_reason(text: str) -> str | None:
    if is_markup(text):
        return MARKUP
    if says_farewell(text):
        return PEP_TALK
    if talks(text):
        return ABOUT_THE_GUIDE
    reason = _line_reason(text)
    return PICTURE if reason == NAVIGATION and text.lstrip().startswith("![") else reason


def _by_line(block: Block) -> Sifted:
    """A paragraph without lines that another program would have read (`import …`), or sentences that only point elsewhere."""
    block, pointers = _without_asides(block)
    lines = block.text.split("\n")
    reasons = [_reason_within(lines, number) for number in range(len(lines))]
    kept = [number for number, reason in enumerate(reasons) if reason is None]
    if len(kept) == len(lines):
        return block, pointers
    skips = tuple(Skip(block.line + at, reason, lines[at][:MOST_SHOWN]) for at, reason in enumerate(reasons) if reason)
    left = replace(block, text="\n".join(lines[at] for at in kept), line=block.line + kept[0]) if kept else None
    return left, (*skips, *pointers)


def _without_asides(block: Block) -> tuple[Block, tuple[Skip, ...]]:
    """A paragraph without the sentences that are none of its subject's."""
    text, asides = without_asides(block.text)
    if not asides:
        return block, ()
    return replace(block, text=text), tuple(
        Skip(
            block.line + block.text.count("\n", 0, start),
            ABOUT_THE_GUIDE if speaks_of_the_guide(aside) else NAVIGATION,
            aside.strip()[:MOST_SHOWN],
        )
        for start, aside in asides
    )


def _reason_within(lines: list[str], number: int) -> str | None:
    """Why a line of a paragraph goes; a sentence goes only if it begins and ends with the line."""
    return MARKUP if is_markup_line(lines[number]) else NAVIGATION if points_alone(lines, number) else None


def _code_reason(block: Block) -> str | None:
    """Text in a fence that is mostly a form; in a program or a drawing, brackets mean something else."""
    if block.mark == "mermaid" and is_blank_drawing(block.text):
        return PLACEHOLDER
    lines = lines_of_text(block.mark, block.text) if "[" in block.text else []
    return PLACEHOLDER if sum(map(is_form, lines)) > MOST_PLACEHOLDERS * len(lines) else None


def is_tracker(table: Block) -> bool:
    """Whether half of a table's cells, without its head and first column, are states, numbers of entries or empty."""
    cells = [plain(cell.text) for rows in table.children[1:] for row in rows.children for cell in row.children[1:]]
    empty = 0 if any(cell in _MARKS for cell in cells) else cells.count("")
    has_status = any(map(_STATUS.fullmatch, pieces(table.children[0])))
    stated = sum(is_state(cell) or (has_status and is_status(cell)) for cell in cells)
    return bool(cells) and (stated + empty) * 2 >= len(cells)


def _is_navigation(block: Block, texts: list[str]) -> bool:
    """Whether most of a list's words, or most of its items, are links."""
    if not any("](" in text or "://" in text for text in texts):
        return False
    return share_of_links("\n".join(texts)) > 0.5 or most(is_linked(text_of(item)) for item in block.children)


def most(flags: Iterable[object]) -> bool:
    return sum(1 if flag else -1 for flag in flags) > 0
