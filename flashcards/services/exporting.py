"""The whole collection as JSON that any program can read and this one puts back byte by byte.

A line is a row. Each begins with eight characters of a checksum of all text up to its end, the last tells how many there were:
what was cut short, edited, lost or doubled is found out, and where.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Generator, Mapping

from flashcards.storage import archive
from flashcards.storage.database import Connection, readable, snapshot
from flashcards.storage.migrations import SCHEMA

FORMAT = "flashcards"
VERSION = 1
END = "end"
"""Stands in place of a table in the last line."""
CLOSING = b"]}\n"
CHECK_CHARACTERS = 8


def head(schema: int) -> bytes:
    """The first line."""
    return f'{{"format":"{FORMAT}","version":{VERSION},"schema":{schema},"lines":[\n'.encode()


class Seal:
    """The checksum of everything so far."""

    def __init__(self, first: bytes) -> None:
        self._sum = hashlib.sha256(first)

    def __call__(self, content: bytes) -> bytes:
        """Take in the content of one more line; returns the characters it begins with."""
        self._sum.update(content)
        return self.digest[:CHECK_CHARACTERS].encode()

    @property
    def digest(self) -> str:
        return self._sum.hexdigest()


def export_json(db: Connection) -> Generator[bytes, None, None]:
    """The collection with its history, line by line; equal collections give equal bytes. Raises Damaged.

    Close it before the connection when not all lines are taken.
    """
    with snapshot(db):
        first = head(SCHEMA)
        seal = Seal(first)
        yield first
        for table in archive.TABLES:
            for row in archive.rows(db, table):
                content = _content(table, row)
                yield b'["' + seal(content) + b'",' + content + b"],\n"
        content = _content(END, {"digest": seal.digest, "last_ids": archive.last_ids(db), "rows": archive.row_counts(db)})
        yield b'["' + seal(content) + b'",' + content + b"]\n"
        yield CLOSING


def _content(table: str, row: Mapping[str, object]) -> bytes:
    with readable(f"a row of {table}"):
        packed = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_base64)
        return f'"{table}",{packed}'.encode()


def _base64(content: object) -> str:
    """Pictures, the only values that are no text or number."""
    assert isinstance(content, bytes)
    return b64encode(content).decode()
