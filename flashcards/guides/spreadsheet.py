"""Notes as CSV (RFC 4180), a row each, in cells that a spreadsheet shows and does not run."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TypeVar

from flashcards.core import cloze
from flashcards.core.deck_names import cleaned
from flashcards.core.errors import BadInput, UnreadableFile
from flashcards.core.models import Form, Kind, NoteDraft
from flashcards.guides.canonical import canonical
from flashcards.guides.competencies import level_in
from flashcards.guides.properties import read_sections
from flashcards.guides.reading import BETWEEN_HEADINGS, MAX_SIDE_BYTES
from flashcards.guides.shapes.told_parts import TOLD, sections_in

COLUMNS = (
    *("guid", "deck", "form", "kind", "front", "back", "tags", "level", "principles", "as_of"),
    *("drilled", "sections", "context"),
)
"""drilled: "yes" for what is told or worked on, not recalled. sections: the parts of the back that are known by name, where it
does not show them. context: the title of the guide it stands in, and the headings."""
NEEDED = ("front", "back")
ACTIVE = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""
_SHIELD = "'"
YES = "yes"
Choice = TypeVar("Choice", bound=StrEnum)
_ID = re.compile(r"[A-Za-z0-9][\w-]{0,63}")


def write_csv(notes: Iterable[tuple[str, NoteDraft]]) -> Iterator[str]:
    """Line by line, of notes with the names of their decks; the explicit id is the guid, the headings begin with the title."""
    yield ",".join(COLUMNS) + "\r\n"
    for deck, draft in notes:
        said = {
            "guid": draft.explicit_id or "",
            "deck": deck,
            "form": draft.form.value,
            "kind": draft.kind.value,
            "front": draft.front,
            "back": draft.back,
            "tags": _joined(draft.tags),
            "level": draft.level or "",
            "principles": _joined(draft.principles),
            "as_of": draft.as_of or "",
            "drilled": YES if draft.is_drilled else "",
            "sections": _sections_cell(draft),
            "context": BETWEEN_HEADINGS.join(draft.heading),
        }
        line = io.StringIO()
        csv.writer(line, lineterminator="\r\n").writerow(shielded(said[name]) for name in COLUMNS)
        yield line.getvalue()


def read_csv(raw: bytes, path: str) -> list[tuple[str, NoteDraft]]:
    """Notes with the names of their decks, "" where none is named; a note's line is that of its row, its headings begin with the
    title of the guide it stood in.

    Raises: UnreadableFile, BadInput, each with the line.
    """
    rows = _rows(_text(raw, path), path)
    _, header = next(rows, (1, []))
    names = [name.strip().lower() for name in header]
    _check_header(names, header, path)
    notes = [_note(dict(zip(names, map(bare, cells), strict=True)), line, path) for line, cells in _checked(rows, names, path)]
    if not notes:
        raise UnreadableFile(f"{path}:1: there is no note below the names of the columns. Nothing was imported.")
    return notes


def shielded(cell: str) -> str:
    """The cell as it stands in the file."""
    is_active = cell.startswith(ACTIVE) or (cell.startswith(_SHIELD) and cell[1:].startswith((*ACTIVE, _SHIELD)))
    return _SHIELD + cell if is_active else cell


def bare(cell: str) -> str:
    """The cell as it was: law bare(shielded(x)) == x."""
    return cell[1:] if cell.startswith(_SHIELD) and cell[1:].startswith((*ACTIVE, _SHIELD)) else cell


def _text(raw: bytes, path: str) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFile(f'{path}: this looks like UTF-16. Save it as "CSV UTF-8" and import it again.')
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(
            f'{path}:{line}: byte 0x{raw[error.start]:02X} is not UTF-8. Save it as "CSV UTF-8" and import it again.'
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise UnreadableFile(f"{path}:{line}: a NUL character; this is no CSV file, or a broken one.")
    return text


def _rows(text: str, path: str) -> Iterator[tuple[int, list[str]]]:
    """The line each row begins at, and its cells; empty lines are none."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise UnreadableFile(f"{path}:{line}: {_reason(error)} Mend the row that begins here and import it again.") from None
        if cells is None:
            return
        if cells:
            yield line, cells


def _reason(error: csv.Error) -> str:
    """What is wrong, by what the csv module says of it."""
    if "limit" in str(error):
        return f"a cell is larger than {MAX_SIDE_BYTES // 1000} kB; perhaps a quote is not closed."
    if "unexpected end" in str(error):
        return "a quote that opens a cell is never closed."
    return 'a quote stands where none may; write it twice ("") within a quoted cell.'


def _check_header(names: list[str], header: list[str], path: str) -> None:
    if len(header) == 1 and any(sign in header[0] for sign in (";", "\t")):
        sign = "semicolons" if ";" in header[0] else "tabs"
        raise UnreadableFile(f'{path}:1: its columns are separated by {sign}. Save it with commas, as "CSV UTF-8".')
    if missing := [name for name in NEEDED if name not in names]:
        raise UnreadableFile(
            f"{path}:1: there is no column {' and no column '.join(missing)}. "
            f"The first line has to name the columns: {', '.join(COLUMNS)}."
        )
    if unknown := [name for name in names if name not in COLUMNS]:
        raise UnreadableFile(f"{path}:1: there is no column {unknown[0][:40]!r}. Known are {', '.join(COLUMNS)}.")
    if twice := [name for name in names if names.count(name) > 1]:
        raise UnreadableFile(f"{path}:1: the column {twice[0]} stands there twice. Take one of them out.")


def _checked(rows: Iterator[tuple[int, list[str]]], names: list[str], path: str) -> Iterator[tuple[int, list[str]]]:
    for line, cells in rows:
        if len(cells) != len(names):
            raise UnreadableFile(
                f"{path}:{line}: {len(cells)} cells, but {len(names)} columns. Put quotes around a text that holds a comma."
            )
        if any(cells):
            yield line, cells


def _note(cells: dict[str, str], line: int, path: str) -> tuple[str, NoteDraft]:
    """Raises BadInput."""
    try:
        deck, kind, back = cells.get("deck", "").strip(), _choice(Kind, cells, "kind", Kind.QUESTION), _side(cells, "back")
        draft = NoteDraft(
            kind=kind,
            front=_side(cells, "front"),
            back=back,
            heading=tuple(part for name in cells.get("context", "").split(BETWEEN_HEADINGS) if (part := " ".join(name.split()))),
            line=line,
            end_line=line,
            explicit_id=_explicit_id(cells.get("guid", "").strip()),
            level=_level(cells.get("level", "").strip()),
            as_of=cells.get("as_of", "").strip() or None,
            tags=_tags(cells.get("tags", "")),
            principles=_split(cells.get("principles", "")),
            sections=_sections(cells, kind, back),
            form=_choice(Form, cells, "form", Form.BASIC),
        )
        if _is_drilled(cells) and not draft.is_drilled:
            raise ValueError("drilled is yes, but the back is an answer; leave it to what is asked next, or drilled empty")
        if draft.form is Form.CLOZE and (mistake := cloze.mistake(draft.front)):
            raise ValueError(": ".join(mistake))
        return cleaned(deck) if deck else "", draft
    except BadInput as error:
        raise BadInput(f"{path}:{line}: {error.message}") from None
    except ValueError as error:
        raise BadInput(f"{path}:{line}: {error}. Mend that row and import it again.") from None


def _side(cells: dict[str, str], name: str) -> str:
    text = cells[name].replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text.encode()) > MAX_SIDE_BYTES:
        raise ValueError(f"the {name} has more than {MAX_SIDE_BYTES // 1000} kB")
    if not text and name == "front":
        raise ValueError("the front is empty")
    return canonical(text).strip()


def _choice(choices: type[Choice], cells: dict[str, str], name: str, otherwise: Choice) -> Choice:
    said = cells.get(name, "").strip().lower()
    if said and said not in tuple(choices):
        raise ValueError(f"{name} is {said[:40]!r}, but may only be {', '.join(choices)}")
    return choices(said) if said else otherwise


def _explicit_id(said: str) -> str | None:
    if said and not _ID.fullmatch(said):
        raise ValueError(f"guid is {said[:40]!r}, but may only hold letters, digits and hyphens")
    return said or None


def _level(said: str) -> str | None:
    if said and level_in(said) != said:
        raise ValueError(f"level is {said[:40]!r}, but may only be L5, L6, L7 or L8")
    return said or None


def _tags(cell: str) -> tuple[str, ...]:
    tags = _split(cell)
    if bad := next((tag for tag in tags if re.search(r"[\s,]", tag)), None):
        raise ValueError(f"the tag {bad[:40]!r} has a blank or comma in it; write a hyphen in its place")
    return tags


def _is_drilled(cells: dict[str, str]) -> bool:
    said = cells.get("drilled", "").strip().lower()
    if said not in ("", YES):
        raise ValueError(f"drilled is {said[:40]!r}, but may only be {YES} or empty")
    return said == YES


def _sections_cell(draft: NoteDraft) -> str:
    """Nothing where they are read from the back."""
    is_read = draft.sections == _shown_sections(draft.kind, draft.back, is_drilled=draft.is_drilled)
    return "" if is_read else json.dumps(draft.sections, ensure_ascii=False)


def _sections(cells: dict[str, str], kind: Kind, back: str) -> tuple[tuple[str, str], ...]:
    cell = cells.get("sections", "").strip()
    if not cell:
        return _shown_sections(kind, back, is_drilled=_is_drilled(cells))
    try:
        return read_sections(json.loads(cell))
    except (ValueError, RecursionError):
        raise ValueError(f'sections cannot be {cell[:40]!r}; write [["Follow-ups", "- What then?"]] or leave it empty') from None


def _shown_sections(kind: Kind, back: str, *, is_drilled: bool) -> tuple[tuple[str, str], ...]:
    """What the back shows of them, if it is one that shows some."""
    return sections_in(kind, back) if back and (kind in TOLD or (kind is Kind.QUESTION and is_drilled)) else ()


def _joined(words: tuple[str, ...]) -> str:
    """Words with a comma between them; JSON where they could be misread."""
    is_plain = all(word == word.strip() and word and "," not in word and not word.startswith("[") for word in words)
    return ", ".join(words) if is_plain else json.dumps(words, ensure_ascii=False)


def _split(cell: str) -> tuple[str, ...]:
    """Each word once. Raises ValueError."""
    if not cell.lstrip().startswith("["):
        return tuple(dict.fromkeys(word.strip() for word in cell.split(",") if word.strip()))
    try:
        words = json.loads(cell)
    except (ValueError, RecursionError):
        words = None
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise ValueError(f'{cell[:40]!r} is no list like a, b or ["a", "b"]')
    return tuple(dict.fromkeys(words))
