"""The schema, one numbered step after another. Steps are only ever added."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import ModuleType

from sqlite_utils import Database, Migrations

from flashcards.core.errors import Damaged, TooNew
from flashcards.storage.backups import STAMP, back_up
from flashcards.storage.database import BACKUPS_NAME, Connection, check_integrity, connect, damaged, locked, named_errors
from flashcards.storage.statistics import rollups
from flashcards.storage.steps import m001_collection, m002_desk, m003_search, m004_days, m005_guides, m006_stories, m007_finding

STEPS = (m001_collection, m002_desk, m003_search, m004_days, m005_guides, m006_stories, m007_finding)
SCHEMA = len(STEPS)
"""What PRAGMA user_version says of a file this program writes."""

migrations = Migrations("flashcards")


def _add(step: ModuleType) -> None:
    @migrations(name=step.__name__.rpartition(".")[2])
    def apply(db: Database) -> None:
        step.apply(db.conn)


for _step in STEPS:
    _add(_step)


def open_database(path: Path, now: datetime, *, may_migrate: Callable[[], None] = lambda: None) -> Connection:
    """Open the collection, made or brought up to date first; a verified backup is taken before a step is applied.

    may_migrate: called before an existing file is changed; raises when it must not be (a server holds it).
    Raises: TooNew, Damaged, ReadOnly, Busy, DiskFull.
    """
    if not path.exists():
        _create(path)
    elif schema_version(path) < SCHEMA:
        may_migrate()
        back_up(path, path.parent / BACKUPS_NAME / f"before-schema-{SCHEMA}-{now:{STAMP}}.db", now)
        _migrate(path)
    return _ready(path)


def schema_version(path: Path) -> int:
    """The schema of a file, which is left untouched. Raises TooNew and Damaged."""
    if not path.stat().st_size:
        raise damaged(path, "it is empty")  # this program never leaves an empty file, so what was in it is lost
    connection = connect(path, read_only=True)
    try:
        with named_errors(path):
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()
    if version > SCHEMA:
        known = f"schema {version}, this one knows {SCHEMA}"
        raise TooNew(f"{path}: written by a newer version ({known}). Upgrade the program; the file was not changed.")
    return version


def _create(path: Path) -> None:
    """Build the file under another name first: a half-made collection never stands in the data folder."""
    with named_errors(path), locked(path):
        if path.exists():
            return
        draft = path.with_suffix(".new")
        draft.unlink(missing_ok=True)
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        connection = connect(draft)
        try:
            bring_up_to_date(connection)
        finally:
            connection.close()
        draft.replace(path)


def _migrate(path: Path) -> None:
    with named_errors(path), locked(path):
        connection = connect(path)
        try:
            bring_up_to_date(connection)
            check_integrity(connection)
        finally:
            connection.close()


def _ready(path: Path) -> Connection:
    """A connection to a file that is written ahead, as a new one or a backup that was copied back is not yet."""
    connection = connect(path)
    with named_errors(path):
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            with locked(path):
                connection.execute("PRAGMA journal_mode=WAL")
    return connection


def bring_up_to_date(connection: Connection) -> None:
    """Apply the steps that are missing and make anew what follows from the log, all or none: whoever is stopped amid that leaves
    the old schema.

    Foreign keys are off meanwhile, as changing a table others point to needs; the caller checks them afterwards.
    """
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(Database(connection, execute_plugins=False))
        rollups.rebuild(connection)
        connection.execute(f"PRAGMA user_version={SCHEMA}")
        connection.execute("COMMIT")
    except ValueError as error:
        raise Damaged(f"{connection.path}: the schema cannot be brought up to date ({error})") from error
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    connection.execute("PRAGMA foreign_keys=ON")


def memory_database() -> Connection:
    """A new collection in memory, for tests and dry runs."""
    connection = connect(None)
    bring_up_to_date(connection)
    return connection
