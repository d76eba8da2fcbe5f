"""The one SQLite file: opening it, writing to it, and saying in words what went wrong.

Every write goes through `write()`: one lock file beside the database, then BEGIN IMMEDIATE. SQLite before 3.51.3 can corrupt a
WAL when two connections commit and checkpoint at the same instant, so commits and checkpoints share that lock.
"""

from __future__ import annotations

import errno
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from flashcards.core.errors import BadInput, Busy, Damaged, DiskFull, FlashcardsError, NotFound, ReadOnly

DATABASE_NAME = "flashcards.db"
BACKUPS_NAME = "backups"
"""The folder beside the database."""
DEADLINE_SECONDS = 5.0
"""For the lock and the busy wait together."""
CHECKPOINT_PAGES = 1000
"""When a commit has made the log this long, SQLite writes it back within that commit, and so inside the lock."""
LARGEST_LOG_BYTES = 16 * 2**20
"""What is left of a log that a large import made longer."""
PRAGMAS = (
    "foreign_keys=ON",
    "synchronous=FULL",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    f"wal_autocheckpoint={CHECKPOINT_PAGES}",
    f"journal_size_limit={LARGEST_LOG_BYTES}",
)
DISK_REFUSED = ("SQLITE_FULL",) + tuple(f"SQLITE_IOERR_{what}" for what in ("WRITE", "FSYNC", "TRUNCATE", "SHMSIZE", "SHMOPEN"))
"""What SQLite calls a full disk, depending on which of its files was to grow."""

_locks: dict[Path, tuple[threading.Lock, FileLock]] = {}
"""Per database, what keeps its threads and its processes apart. The file lock is used under the thread lock only."""


class Connection(sqlite3.Connection):
    """A connection that knows its file; None for one in memory, which needs no lock."""

    path: Path | None = None
    inode: int | None = None
    """Which file that was when it was opened."""


def connect(path: Path | None, *, read_only: bool = False) -> Connection:
    """Open an existing database file (or a new one in memory) with the pragmas every connection has.

    It may pass from thread to thread, but serves one at a time.

    Raises: Damaged, ReadOnly, Busy.
    """
    target = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}" if path else ":memory:"
    with _all_is_damage(path):
        connection = sqlite3.connect(
            target, uri=True, timeout=DEADLINE_SECONDS, isolation_level=None, check_same_thread=False, factory=Connection
        )
        connection.path, connection.inode = path, _inode(path)
        connection.row_factory = sqlite3.Row
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    return connection


def _inode(path: Path | None) -> int | None:
    try:
        return path.stat().st_ino if path else None
    except FileNotFoundError:
        return None


@contextmanager
def locked(path: Path | None) -> Iterator[float]:
    """Hold the write lock of a database; yields the seconds left of the deadline. Raises Busy, ReadOnly, DiskFull."""
    if path is None:
        yield DEADLINE_SECONDS
        return
    deadline = time.monotonic() + DEADLINE_SECONDS
    if path not in _locks:
        _locks.setdefault(path, (threading.Lock(), FileLock(path.with_suffix(".lock"), mode=0o600, thread_local=False)))
    threads, processes = _locks[path]
    if not threads.acquire(timeout=DEADLINE_SECONDS):
        raise _busy()
    try:
        with named_errors(path), processes.acquire(timeout=_left(deadline), poll_interval=0.005):
            yield _left(deadline)
    except Timeout:
        raise _busy() from None
    finally:
        threads.release()


def _left(deadline: float) -> float:
    return max(0.0, deadline - time.monotonic())


@contextmanager
def write(connection: Connection, *, is_staging: bool = False) -> Iterator[Connection]:
    """One transaction: all of the block is kept, or none. Raises Busy, DiskFull, ReadOnly, Damaged.

    It counts as a change of the collection, unless only what is staged was written.
    """
    with named_errors(connection.path), locked(connection.path) as seconds_left:
        if _inode(connection.path) != connection.inode:
            raise Damaged(f"{connection.path}: moved away or exchanged while it was open. Nothing was saved; restart.")
        connection.execute(f"PRAGMA busy_timeout={int(seconds_left * 1000)}")
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            if not is_staging:
                connection.execute("UPDATE collection SET changes = changes + 1")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def snapshot(connection: Connection) -> Iterator[Connection]:
    """Several reads of one moment; within another one, or within a write, of its moment."""
    if connection.in_transaction:
        yield connection
        return
    connection.execute("BEGIN")
    try:
        yield connection
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def close(connection: Connection) -> None:
    """Close inside the lock: the last connection to leave checkpoints."""
    with locked(connection.path):
        connection.close()


@contextmanager
def connected(path: Path) -> Iterator[Connection]:
    """A connection for some work, closed inside the lock. Raises as `connect`."""
    connection = connect(path)
    try:
        yield connection
    finally:
        try:
            close(connection)
        except Busy:  # who holds the lock is connected, so this is not the last to leave
            connection.close()


def check_integrity(connection: Connection) -> None:
    """Raises Damaged with what SQLite says of the file; one that cannot even be looked through is damaged too."""
    path = connection.path
    with _all_is_damage(path):
        found = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    if found != ["ok"] or orphans:
        raise damaged(path, "; ".join(found) if found != ["ok"] else f"{len(orphans)} rows point to nothing")


@contextmanager
def named_errors(path: Path | None) -> Iterator[None]:
    """Turn what SQLite and the system raise into the family of errors."""
    try:
        yield
    except sqlite3.Error as error:
        raise named(error, path) from error
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise _read_only(path) from error
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise _disk_full(path) from error
        raise


@contextmanager
def readable(what: str) -> Iterator[None]:
    """Name a row whose values cannot be; SQLite does not notice a flipped bit in a text."""
    try:
        yield
    except (BadInput, KeyError, TypeError, ValueError) as error:
        raise Damaged(f"{what} cannot be read ({error}). Run `flashcards check`, or go back to a backup.") from error


@contextmanager
def _all_is_damage(path: Path | None) -> Iterator[None]:
    """As `named_errors`, where a plain question can only fail because of the file."""
    try:
        with named_errors(path):
            yield
    except FlashcardsError as error:
        if type(error) is not FlashcardsError:
            raise
        raise damaged(path, str(error.__cause__)) from error


def named(error: sqlite3.Error, path: Path | None) -> FlashcardsError:
    """The error of ours that a SQLite error means, by its name and never by its text; the plain class for a mistake of ours."""
    name = getattr(error, "sqlite_errorname", None) or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return _busy()
    if name in DISK_REFUSED:
        return _disk_full(path)
    if name.startswith("SQLITE_READONLY") or name == "SQLITE_PERM":
        return _read_only(path)
    if name.startswith("SQLITE_CANTOPEN"):
        if path and path.exists():
            return _read_only(path)
        return NotFound(f"{path}: there is no such database. Start with `flashcards serve` or `flashcards import`.")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return damaged(path, f"{name}: {error}")
    return FlashcardsError(f"{path}: a mistake in the program ({name or type(error).__name__}: {error}). Nothing was changed.")


def _busy() -> Busy:
    return Busy("Another process is writing to the collection. Nothing was changed; try again in a moment.")


def _disk_full(path: Path | None) -> DiskFull:
    return DiskFull(f"{path}: the disk is full; nothing was changed. Free some space and do it again.")


def _read_only(path: Path | None) -> ReadOnly:
    mend = "Give yourself write permission, or name another folder with --data."
    return ReadOnly(f"{path}: the file or its folder cannot be written to. {mend}")


def damaged(path: Path | None, why: str) -> Damaged:
    """The error that says what is wrong with the file and how to put the newest good backup in its place."""
    good = next(filter(_is_sound, backups_by_age(path.parent / BACKUPS_NAME)), None) if path else None
    mend = (
        f"The newest good backup is {good}: stop the program, then `flashcards restore` shows what it holds "
        "and `flashcards restore --yes` puts it in place."
        if good
        else "There is no backup yet."
    )
    return Damaged(f"{path}: the database is damaged ({why}). It was left as it is. {mend}")


def backups_by_age(folder: Path) -> list[Path]:
    """The copies in a folder, the one written last first."""
    return sorted(folder.glob("*.db"), key=lambda file: (file.stat().st_mtime, file.name), reverse=True)


def _is_sound(path: Path) -> bool:
    try:
        copy = connect(path, read_only=True)
        try:
            check_integrity(copy)
        finally:
            copy.close()
    except FlashcardsError:
        return False
    return True
