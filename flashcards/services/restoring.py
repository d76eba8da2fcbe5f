"""An export put back into an empty collection, whole or not at all."""

from __future__ import annotations

import json
import re
import sqlite3
from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from flashcards.core.errors import BadInput, FlashcardsError, TooLarge, TooNew, UnreadableFile
from flashcards.rendering.sanitiser import sanitise
from flashcards.services.exporting import CHECK_CHARACTERS, CLOSING, END, FORMAT, VERSION, Seal
from flashcards.services.imports.gathering import UPLOAD_BYTES
from flashcards.services.vetting import PROPER, vet
from flashcards.storage import archive
from flashcards.storage.database import Connection, named_errors, write
from flashcards.storage.migrations import SCHEMA

LINE_BYTES = 2 * UPLOAD_BYTES
"""The longest line there can be holds a picture."""
HTML = ("front_html", "back_html")
_MEDIA = re.compile(r"/media/([\w.]+)")
_ROW = re.compile(
    rb'\["(?P<check>[0-9a-f]{%d})",(?P<content>"(?P<table>[a-z_]+)",(?P<row>\{.*\}))\](?P<comma>,?)' % CHECK_CHARACTERS
)
_WHOLE = "Take the file as `flashcards export --json` wrote it, or write it anew."


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an export; `table` is END for the last. number: from 1."""

    number: int
    table: str
    row: dict[str, Any]


def check_export(path: Path) -> dict[str, int]:
    """Read an export whole and store nothing; returns the rows of each table. Raises what `restore_export` does of the file."""
    return next(line.row["rows"] for line in export_lines(path) if line.table == END)


def restore_export(db: Connection, path: Path) -> dict[str, int]:
    """Put an export into a collection that nothing was ever put into; returns the rows of each table.

    `check_export` first, or others wait for the lock while a bad file is read. Raises: UnreadableFile (no export, cut short,
    edited), TooNew, TooLarge, BadInput (values no collection can hold, or this one is not empty). Nothing is written then.
    """
    with write(db):
        if not archive.is_empty(db):
            raise BadInput(
                f"{path}: an export goes into an empty collection only, and something is or was in {db.path}. "
                "Nothing was changed. Name an empty folder with --data."
            )
        counted = archive.make_room(db)
        kinds = {table: archive.columns(db, table) for table in archive.TABLES}
        pictures: set[str] = set()
        last: dict[str, int] = {}
        for line in export_lines(path):
            if line.table == END:
                last = line.row["last_ids"]
            else:
                _put_back(db, path, line, kinds[line.table], pictures)
        _refuse_contradiction(db, path)
        archive.complete(db, last, counted)
        return archive.row_counts(db)


def export_lines(path: Path) -> Iterator[Line]:
    """Every row in an export and its last line, each checked to be what was written. Raises as `restore_export`."""
    with named_errors(path), _opened(path) as file:
        first = file.readline(LINE_BYTES)
        _check_head(path, first)
        seal, counts, number = Seal(first), dict.fromkeys(archive.TABLES, 0), 1
        for number, content in enumerate(iter(lambda: file.readline(LINE_BYTES), b""), 2):
            digest = seal.digest
            line = _read(path, number, content, seal)
            if line.table == END:
                _check_end(path, line, file.read(len(CLOSING) + 2), digest, counts)
                yield line
                return
            counts[line.table] += 1
            yield line
        _refuse(path, number + 1, "the export was cut short here")


def _opened(path: Path) -> BinaryIO:
    if not path.is_file():
        raise UnreadableFile(f"{path}: this is no file. Name one that `flashcards export --json` wrote.")
    return path.open("rb")


def _check_head(path: Path, first: bytes) -> None:
    """Raises UnreadableFile, TooNew, BadInput."""
    try:
        said = json.loads(first.rstrip() + b"]}")
        version, schema = said["version"], said["schema"]
        is_ours = said["format"] == FORMAT and type(version) is type(schema) is int
    except (ValueError, KeyError, TypeError, RecursionError):
        is_ours = False
    if not is_ours:
        raise UnreadableFile(f"{path}:1: this is no export of flashcards. Name a file that `flashcards export --json` wrote.")
    if version > VERSION or schema > SCHEMA:
        raise TooNew(
            f"{path}:1: written by a newer version (schema {schema}, this one knows {SCHEMA}). "
            "Upgrade the program; nothing was changed."
        )
    if schema < SCHEMA or version < VERSION:
        raise BadInput(
            f"{path}:1: written by an older version (schema {schema}, this one has {SCHEMA}). Nothing was changed. "
            "Import it with that version into an empty folder, then open that folder with this one."
        )


def _read(path: Path, number: int, content: bytes, seal: Seal) -> Line:
    found = _ROW.fullmatch(content.rstrip(b"\r\n"))
    if not content.endswith(b"\n"):
        if len(content) >= LINE_BYTES:
            raise TooLarge(f"{path}:{number}: a line of more than {LINE_BYTES // 2**20} MB. Nothing was changed. {_WHOLE}")
        _refuse(path, number, "the export was cut short here")
    if not found or found["check"] != seal(found["content"]):
        _refuse(path, number, "this line was edited, or lines before it are missing, doubled or in another order")
    table = found["table"].decode()
    if table != END and table not in archive.TABLES:
        _refuse(path, number, f"there is no table {table!r}")
    try:
        row = PROPER.decode(found["row"].decode())
    except (ValueError, RecursionError) as error:
        _refuse(path, number, f"it cannot be read ({type(error).__name__})")
    return Line(number, table, row)


def _check_end(path: Path, line: Line, rest: bytes, digest: str, counts: Mapping[str, int]) -> None:
    """Raises UnreadableFile when the last line tells of other rows than there were."""
    last = line.row.get("last_ids")
    if line.row.get("digest") != digest or line.row.get("rows") != counts:
        _refuse(path, line.number, "it does not count the rows that stand above it")
    if not isinstance(last, dict) or not all(name in archive.TABLES and _is_id(value) for name, value in last.items()):
        _refuse(path, line.number, "its last ids are none")
    if rest.replace(b"\r\n", b"\n") != CLOSING:
        _refuse(path, line.number + 1, "the export ends here, and something is missing or stands below it")


def _is_id(value: object) -> bool:
    return type(value) is int and 0 <= value < 2**62


def _put_back(db: Connection, path: Path, line: Line, kinds: Mapping[str, str], pictures: set[str]) -> None:
    """One row, with its HTML made safe again. kinds: of its columns. pictures: names of those put back so far; added to."""
    if set(line.row) != set(kinds):
        wrong = ", ".join(sorted(set(line.row) ^ set(kinds)))
        _refuse(path, line.number, f"a row of {line.table} has other columns ({wrong[:200]})")
    try:
        row = line.row | {name: b64decode(line.row[name], validate=True) for name, kind in kinds.items() if kind == "BLOB"}
        vet(line.table, row, kinds)
        row |= {name: _safe(row[name], pictures) for name in HTML if row.get(name)}
        archive.put_back(db, line.table, row)
    except (sqlite3.IntegrityError, sqlite3.DataError, sqlite3.ProgrammingError) as error:
        raise _invalid(path, line, str(error)) from error
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise _invalid(path, line, str(error) or type(error).__name__) from error
    if line.table == "media":
        pictures.add(str(row["name"]))


def _refuse_contradiction(db: Connection, path: Path) -> None:
    """Raises BadInput naming the line of a row that does not go with the others."""
    if found := archive.contradiction(db):
        table, row_id, why = found
        raise next(
            _invalid(path, line, why) for line in export_lines(path) if (line.table, line.row.get("id")) == (table, row_id)
        )


def _safe(html: str, pictures: set[str]) -> str:
    """The same, when this program made it; whatever else it is cannot act."""
    return sanitise(html, {name: name for name in _MEDIA.findall(html) if name in pictures})


def _invalid(path: Path, line: Line, why: str) -> FlashcardsError:
    return BadInput(f"{path}:{line.number}: a row of {line.table} cannot be stored ({why[:200]}). Nothing was changed. {_WHOLE}")


def _refuse(path: Path, number: int, why: str) -> NoReturn:
    raise UnreadableFile(f"{path}:{number}: {why}. Nothing was changed. {_WHOLE}")
