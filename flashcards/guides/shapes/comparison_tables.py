"""Tables: a card a row, which is a fact, or a comparison where the columns are what is compared.

Where two columns stand against each other and their rows have no name ("Pros" and "Cons"), a card a column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashcards.core.models import Kind, NoteDraft, Skip
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import canonical
from flashcards.guides.card_marks import undressed
from flashcards.guides.document import Section
from flashcards.guides.shapes.lists import one_card, split
from flashcards.guides.shapes.phrasings import pair_card
from flashcards.guides.shapes.shape import TOO_LONG, Found, draft, is_short, kind_by, kind_of
from flashcards.guides.shapes.sides import are_said, side_of_name
from flashcards.guides.shapes.table_heads import LEAST_WORDS_TOLD, are_opposed, ask_row, compared
from flashcards.guides.shapes.tables import NO_FACT, Row, Table, cell_text, read_table, rows_of, sheet_reason
from flashcards.guides.wording import ask_term, is_question, plain

LEAST_LINES = 2
"""Rows of a table of one column that is a list."""
_JUDGES = re.compile(r"(?:good|bad|poor|right|wrong|best|do|do not|don['’]?t|avoid|prefer)(?: \w+)?", re.IGNORECASE)


def find(section: Section) -> Iterator[Found]:
    for block in section.blocks:
        if block.kind == "table":
            yield _found(section, block)


def _found(section: Section, block: Block) -> Found:
    table = read_table(block)
    if block_of_lines := _lines_of(table):
        return _listed_lines(section, block, block_of_lines)
    if reason := sheet_reason(table, block) if table.rows else NO_FACT:
        return Found((), (block,), (_skip(block, rows_of(block), reason),))
    is_by_column = are_opposed(section, table) or _are_judged(table)
    notes, skips = _columns(section, block) if is_by_column else _rows(section, table)
    return Found(tuple(notes), (block,), tuple(skips))


def _lines_of(table: Table) -> Block | None:
    """The lines of a table that has but one column, perhaps with their numbers, as the list that they are."""
    names = [row.name for row in table.rows]
    if table.headers or len(names) < LEAST_LINES or sum(len(name.split()) for name in names) < LEAST_WORDS_TOLD * len(names):
        return None
    places = [(row.name, row.block.line, row.block.end_line) for row in table.rows]
    items = [Block("item", line, end, children=(Block("paragraph", line, end, name),)) for name, line, end in places]
    return Block("numbers", items[0].line, items[-1].end_line, mark="1", children=tuple(items))


def _listed_lines(section: Section, block: Block, lines: Block) -> Found:
    whole = one_card(section, (lines,), lines)
    notes, left = ([whole], []) if whole else split(section, lines)
    return Found(tuple(notes), (block,), tuple(_skip(item, [item], TOO_LONG) for item in left))


def _are_judged(table: Table) -> bool:
    """Whether two columns, "Good" and "Bad", list what is done; what is said, or written, stands as pairs."""
    names = [table.name, *table.headers]
    if len(names) != 2 or {side_of_name(name) for name in names} != {True, False} or not all(map(_JUDGES.fullmatch, names)):
        return False
    lines = zip(*((row.name, text) for row in table.rows for _, text in row.cells), strict=False)
    return not any(map(are_said, lines))


def _skip(block: Block, rows: list[Block], reason: str) -> Skip:
    return Skip(block.line, reason, " | ".join(cell.text for row in rows for cell in row.children)[:200])


def _rows(section: Section, table: Table) -> tuple[list[NoteDraft], list[Skip]]:
    notes: list[NoteDraft] = []
    skips: list[Skip] = []
    names = compared(section, table)
    for row in table.rows:
        made, is_whole = ([], False) if row.reason else _row(section, table, row, names)
        notes += made
        skips += [] if is_whole else [_skip(row.block, [row.block], row.reason or TOO_LONG)]
    return notes, skips


def _row(section: Section, table: Table, row: Row, names: str | None) -> tuple[list[NoteDraft], bool]:
    """One card, or one a cell where the row is too long for one; and whether all of the row is in them."""
    back = canonical(_listed(table, row))
    if is_short(back):
        return [_card(section, table, row, names, back)], True
    front, kind = ask_term(row.name, section).rstrip("?"), _kind(section, table)
    alone = [(header, canonical(text)) for header, text in row.cells if header and len(row.cells) > 1]
    short = [(header, text) for header, text in alone if is_short(text)]
    notes = [draft(section, kind, f"{front}: {header}?", text, [row.block], label=row.name) for header, text in short]
    return notes, len(notes) == len(row.cells)


def _card(section: Section, table: Table, row: Row, names: str | None, back: str) -> NoteDraft:
    if is_question(row.name):
        return draft(section, Kind.QUESTION, undressed(row.name), back, [row.block])
    if improved := _improved(section, table, row):
        return improved
    if names and len(row.cells) > 1:
        front = f"{row.name}: {names}?"
        return draft(section, Kind.COMPARISON, front, back, [row.block], label=front)
    label = " ".join((row.name, *table.headers))
    return draft(section, _kind(section, table), ask_row(section, table, row.name), back, [row.block], label=label)


def _improved(section: Section, table: Table, row: Row) -> NoteDraft | None:
    """What to say instead, where a column is of what is said badly and another of what is said well."""
    told = [(side_of_name(header), text) for header, text in ((table.name, row.name), *row.cells)]
    bad, good = ([text for side, text in told if side is is_good] for is_good in (False, True))
    if len(bad) != 1 or len(good) != 1 or len(told) > 3:
        return None
    about = row.name if row.name not in (bad[0], good[0]) else ""
    return pair_card(section, bad[0], good[0], [row.block], about)


def _listed(table: Table, row: Row) -> str:
    """The cells in a list by their headers, or the one cell of a lone column."""
    header, text = row.cells[0]
    if len(row.cells) == 1 and (not header or len(table.headers) == 1):
        return text
    return "\n".join(f"- {_item(header, text)}" for header, text in row.cells)


def _item(header: str, text: str) -> str:
    beside = f"\n{text}" if text.startswith("- ") else f" {text}"
    return (f"**{header}**:{beside}" if header else text).replace("\n", "\n    ")


def _kind(section: Section, table: Table) -> Kind:
    """By the head of the table, or the heading right above it."""
    return kind_by((" ".join((table.name, *table.headers)), *section.path[-1:]))


def _columns(section: Section, block: Block) -> tuple[list[NoteDraft], list[Skip]]:
    """A card a column, its cells in a list."""
    head, *body = rows_of(block)
    notes, skips = [], []
    for place, header in enumerate(head.children):
        name = plain(header.text)
        texts = [text for row in body if (text := cell_text(row.children[place]))]
        back = canonical("\n".join(text if text.startswith("- ") else f"- {text}".replace("\n", "\n    ") for text in texts))
        if back and is_short(back):
            kind = kind_of(section, name, Kind.COMPARISON)
            notes.append(draft(section, kind, ask_term(name, section), back, [block], label=name))
        else:
            skips.append(Skip(block.line, TOO_LONG, name[:200]))
    return notes, skips
