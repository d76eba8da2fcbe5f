"""A table as a learner reads it: rows that have a name, and what each column says of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from flashcards.core.record import record
from flashcards.guides.blocks import Block
from flashcards.guides.html import is_simple, to_markdown
from flashcards.guides.noise import NAVIGATION, own_reason
from flashcards.guides.phrases import is_count
from flashcards.guides.shapes.terms import read_term
from flashcards.guides.wording import plain, tidy

SHEET = "a form or a tracker"
SAMPLE = "rows of an example"
TIMETABLE = "a timetable"
NO_FACT = "a table row that says nothing of its name"
MOST_NAME = 120
"""Characters of a row's name."""

_PIPE = re.compile(r"&(?:#124|#x7c|vert|verbar);", re.IGNORECASE)
_BREAK = re.compile(r"</?br\s{0,3}/?>", re.IGNORECASE)
_BULLETED = re.compile(r"(?:[-*•–]|\d{1,2}[.)])\s+")
_NOTHING = re.compile(r"[-–—?.…⬜☐\s]*|:[+\w-]+:")
_COUNTER = re.compile(r"#|no\.?|nr\.?|s\.? ?no\.?|", re.IGNORECASE)
_TELLS = re.compile(r"[^\W_]|[✅✓✔☑❌✗✘❎⚠🟢🟡🔴⬆⬇]")
_STATUS = re.compile(
    r"\W*(?:(?:completed?|not started|in progress|done|to ?do|pending|draft|planned|open|needs \d+ more)\b\W*)+", re.IGNORECASE
)
_SCORE = re.compile(r"[★☆⭐\ufe0f½\s]+|[_\s]*/ ?\d{1,3}|[A-Z]{1,3}-?\d{2,4}(?:,\s*[A-Z]{1,3}-?\d{2,4})*")
_PERIOD = re.compile(r"(?:day|week|month|date|sprint)s?(?:\s*#)?", re.IGNORECASE)
_WHEN = re.compile(
    r"(?:(?:day|week|month|sprint|session)s?\b\W*\d.*|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\W*"
    r"|\d{1,2}[:.]\d\d\s*(?:[ap]m)?\b.*|\d{1,2}\s*[ap]m\b.*|\d+\s*[-–]\s*\d+\s*(?:min|sec|hour|h|m|s)\w*)",
    re.IGNORECASE,
)


_OWN = re.compile(r"(?:\w+ )?stor(?:y|ies)(?: \w+)?", re.IGNORECASE)
_TICK = re.compile(r"[✅✓✔☑❌✗✘xX\ufe0f\s-]*")
_KEY = re.compile(r"(?:\w+[ _]?)?id|uuid|guid", re.IGNORECASE)
_TYPE = re.compile(r"(?:data ?)?type", re.IGNORECASE)
_DATUM = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*|[0-9a-f]{4,}(?:-[0-9a-f]{4,}){2,}", re.IGNORECASE)


@record(frozen=True, slots=True)
class Row:
    """name: tidied first cell. cells: (header, Markdown) of the others that say something. reason: why it is no card, or None."""

    block: Block
    name: str
    cells: tuple[tuple[str, str], ...]
    reason: str | None


@record(frozen=True, slots=True)
class Table:
    """name: header of the rows' names. headers: those of the other columns, in order; any may be empty."""

    name: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(block: Block) -> Table:
    """A table's rows; the first column that tells them apart names them."""
    blocks = rows_of(block)
    head, *body = ([cell_text(cell) for cell in row.children] for row in blocks)
    headers = [tidy(header).rstrip("*") for header in head]
    grouped = _grouped(body)
    naming = (0, 1) if grouped else _naming(headers, body)
    body = grouped or body
    kept = [column for column in range(len(head)) if column not in naming and not _counts(headers[column], body, column)]
    rows = []
    for row, cells in zip(blocks[1:], body, strict=True):
        named = ": ".join(_BREAK.sub(" ", cells[column]) for column in naming if cells[column])
        rows.append(_row(row, cells, named, [(headers[column], cells[column]) for column in kept]))
    return Table(headers[naming[0]], tuple(headers[column] for column in kept), tuple(rows))


def rows_of(block: Block) -> list[Block]:
    """All rows of a table, its head first."""
    return [row for rows in block.children for row in rows.children]


def sheet_reason(table: Table, block: Block) -> str | None:
    """Why a whole table is none of knowledge: to fill in or to keep up to date, hours and days, rows or fields of a database."""
    if _PERIOD.fullmatch(table.name) or _most(_WHEN.fullmatch(row.name) for row in table.rows):
        return TIMETABLE
    if _KEY.fullmatch(table.name) or (len(table.headers) == 1 and _TYPE.fullmatch(table.headers[0])):
        return SAMPLE
    if _OWN.fullmatch(table.name) and all(_TICK.fullmatch(text) for row in table.rows for _, text in row.cells):
        return SHEET
    for column in zip(*([plain(cell.text) for cell in row.children[1:]] for row in rows_of(block)[1:]), strict=False):
        if _most(_STATUS.fullmatch(text) for text in column) or _most(text and _SCORE.fullmatch(text) for text in column):
            return SHEET
        if _most(map(is_count, column)):
            return SHEET
        if _most(_DATUM.fullmatch(text) for text in column):
            return SAMPLE
    return None


def cell_text(cell: Block) -> str:
    """Markdown of a cell, where a bar needs no other spelling, and a list may stand as one."""
    text = _PIPE.sub("|", cell.text).strip()
    if "<li" in text and is_simple(text):
        return to_markdown(text)
    parts = [part.strip() for part in _BREAK.split(text) if part.strip()] if "<" in text else []
    return "\n".join(_listed(parts)) if len(parts) > 1 and any(map(_BULLETED.match, parts)) else text


def _listed(parts: Sequence[str]) -> Iterator[str]:
    """Lines of a cell, those with a bullet as the items of a list."""
    for before, part in zip(("", *parts), parts, strict=False):
        is_item = _BULLETED.match(part) is not None
        if before and not (is_item and _BULLETED.match(before)):
            yield ""
        yield f"- {_BULLETED.sub('', part, count=1)}" if is_item else part


def _grouped(body: list[list[str]]) -> list[list[str]]:
    """Rows with the name above in each empty first cell, where a name stands once for the rows of its group; else nothing."""
    is_grouped = bool(body) and len(body[0]) > 2 and body[0][0] and not all(row[0] for row in body)
    if not is_grouped or not all(row[1] for row in body):
        return []
    filled: list[list[str]] = []
    for row in body:
        filled.append([plain(row[0]) or filled[-1][0], plain(row[1]), *row[2:]])
    return filled


def _naming(headers: list[str], body: list[list[str]]) -> tuple[int, ...]:
    """The first column, or the next where it counts rows or says the same of several; both where neither tells rows apart."""
    columns = [column for column in range(len(headers)) if not _counts(headers[column], body, column)][:2]
    if len(headers) < 3 or len(columns) < 2:
        return (*columns, 0)[:1]
    for column in columns:
        names = [row[column] for row in body if row[column]]
        if len(set(names)) == len(names):
            return (column,)
    return tuple(columns)


def _counts(header: str, body: list[list[str]], column: int) -> bool:
    return bool(_COUNTER.fullmatch(header) and body) and all(row[column].strip("*. ").isdigit() for row in body)


def _row(block: Block, cells: list[str], named: str, others: list[tuple[str, str]]) -> Row:
    """`**Term** - explanation` as a name is its term, and the explanation one more cell."""
    term = read_term(named)
    explained = [("", term.rest)] if term and term.rest and term.rest != named else []
    name = term.term if term and explained else tidy(named)
    said = [(header, text) for header, text in others if not _NOTHING.fullmatch(text)]
    told = [(header, text) for header, text in said if not _leads_away(block, text)]
    if len(told) * 2 < len(said) or _leads_away(block, " ".join(cells)):
        return Row(block, name, (), NAVIGATION)
    tells = 0 < len(plain(name)) <= MOST_NAME and any(_TELLS.search(text) for _, text in explained + told)
    return Row(block, name, (*explained, *told), None if tells else NO_FACT)


def _leads_away(block: Block, text: str) -> bool:
    has_link = "](" in text or "://" in text
    return has_link and own_reason(Block("paragraph", block.line, block.line, text)) == NAVIGATION


def _most(flags: Iterable[object]) -> bool:
    values = [bool(flag) for flag in flags]
    return sum(values) * 2 > len(values)
