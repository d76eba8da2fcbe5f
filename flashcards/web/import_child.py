"""The child that reads the guides of a large import, so that no page waits for it. Told on its standard input what to read, it
fills the import in the database and ends; that it is not wanted any more it finds there.
"""

from __future__ import annotations

import pickle
import sqlite3
import sys
from pathlib import Path

from flashcards.core.errors import FlashcardsError
from flashcards.services.imports.gathering import Gathered
from flashcards.services.imports.preparing import ReadingEnded, fail_import, fill_import
from flashcards.storage.database import Connection, connected, named

Order = tuple[Path, int, Gathered]
"""The database, the import, and what is to be read."""


def main() -> None:
    order: Order = pickle.load(sys.stdin.buffer)  # its own server wrote it
    database, import_id, gathered = order
    with connected(database) as db:
        if problem := _fill(db, import_id, gathered):
            fail_import(db, import_id, problem)


def _fill(db: Connection, import_id: int, gathered: Gathered) -> str:
    """Read everything; why that could not be done, unless somebody ended it."""
    try:
        fill_import(db, import_id, gathered)
    except ReadingEnded:
        return ""
    except FlashcardsError as error:
        return error.message
    except sqlite3.Error as error:
        return named(error, db.path).message
    return ""


if __name__ == "__main__":
    main()
