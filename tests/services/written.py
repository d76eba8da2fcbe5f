"""What `services.sharing` writes of a collection, as files by name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from flashcards.services.sharing import as_csv, as_markdown, choose_notes, zipped
from flashcards.storage.database import Connection
from tests.build import MOMENT

Write = Callable[[Connection], dict[str, bytes]]


def by_markdown(db: Connection) -> dict[str, bytes]:
    files = as_markdown(db, choose_notes(db, MOMENT))
    assert files.left_out == ()
    return files.contents


def by_zip(db: Connection) -> dict[str, bytes]:
    return {"notes.zip": zipped(as_markdown(db, choose_notes(db, MOMENT)))}


def by_csv(db: Connection) -> dict[str, bytes]:
    return {"notes.csv": "".join(as_csv(choose_notes(db, MOMENT))).encode()}


ways = pytest.mark.parametrize("write", [by_markdown, by_zip, by_csv])
