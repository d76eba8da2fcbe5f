"""Whatever happens to the file or the disk, it is told by name and nothing is lost."""

from __future__ import annotations

import errno
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread

import pytest

from flashcards.core.errors import Busy, Damaged, DiskFull, FlashcardsError, NotFound, ReadOnly
from flashcards.storage import database
from flashcards.storage.database import (
    CHECKPOINT_PAGES,
    LARGEST_LOG_BYTES,
    Connection,
    check_integrity,
    close,
    connect,
    locked,
    named_errors,
    write,
)
from flashcards.storage.media import media, save_media
from flashcards.storage.migrations import memory_database
from flashcards.storage.settings import collection
from tests.build import one

INCREMENTS = """
import sys
from pathlib import Path
from flashcards.storage.database import close, connect, write
db = connect(Path(sys.argv[1]))
for _ in range(40):
    with write(db):
        (revision,) = db.execute("SELECT options_revision FROM collection").fetchone()
        db.execute("UPDATE collection SET options_revision = ?", (revision + 1,))
close(db)
"""


def test_every_connection_has_the_pragmas(stored: Connection, path: Path) -> None:
    for connection in (stored, connect(path), connect(path, read_only=True), memory_database()):
        assert [one(connection, f"PRAGMA {name}") for name in ("synchronous", "foreign_keys", "trusted_schema")] == [2, 1, 0]
        connection.close()


CHECKPOINT_BYTES = CHECKPOINT_PAGES * 4096


def test_a_collection_is_written_ahead(stored: Connection) -> None:
    assert one(stored, "PRAGMA journal_mode") == "wal"


def test_the_files_of_a_collection_are_for_their_owner_only(stored: Connection, path: Path) -> None:
    assert path.stat().st_mode & 0o077 == 0


def test_a_write_that_fails_half_way_leaves_nothing(stored: Connection) -> None:
    before = collection(stored)
    with pytest.raises(ZeroDivisionError):
        _save(stored, {"a.png": 1}, fail=True)
    assert collection(stored) == before
    assert one(stored, "SELECT COUNT(*) FROM media") == 0


def test_each_write_counts_as_one_change(stored: Connection) -> None:
    before = collection(stored).changes
    for _ in range(3):
        with write(stored):
            pass
    assert collection(stored).changes == before + 3


def test_a_write_holds_the_database_from_its_first_line_on(stored: Connection, path: Path) -> None:
    with (
        closing(sqlite3.connect(path, timeout=0)) as other,
        write(stored),
        pytest.raises(sqlite3.OperationalError, match="locked"),
    ):
        other.execute("BEGIN IMMEDIATE")


def test_threads_and_processes_that_read_then_write_lose_no_update(stored: Connection, path: Path) -> None:
    processes = [subprocess.Popen([sys.executable, "-c", INCREMENTS, str(path)]) for _ in range(2)]
    threads = [Thread(target=_increment, args=(path, 40)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [process.wait() for process in processes] == [0, 0]
    assert collection(stored).options_revision == 160
    check_integrity(stored)


def test_a_database_another_program_holds_is_busy(stored: Connection, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "DEADLINE_SECONDS", 0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy, match="try again"), write(stored):
            pass
    with write(stored):
        save_media(stored, "a.png", b"a")
    assert media(stored, "a.png") == b"a"


def test_a_lock_another_thread_or_process_holds_is_busy(stored: Connection, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "DEADLINE_SECONDS", 0.1)
    holder = "import sys; from filelock import FileLock\nwith FileLock(sys.argv[1]): print('held', flush=True); sys.stdin.read()"
    with locked(path), pytest.raises(Busy), write(stored):
        pass
    command = [sys.executable, "-c", holder, str(path.with_suffix(".lock"))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(Busy), write(stored):
            pass
    with write(stored):
        pass


def test_a_file_that_was_exchanged_while_open_is_written_to_no_more(path: Path, stored: Connection) -> None:
    path.rename(path.with_name("moved.db"))
    with pytest.raises(Damaged, match="moved away or exchanged"), write(stored):
        save_media(stored, "a.png", b"a")


def test_a_full_disk_loses_nothing_and_the_next_write_works(stored: Connection) -> None:
    with write(stored):
        save_media(stored, "kept.png", b"kept")
    stored.execute(f"PRAGMA max_page_count={one(stored, 'PRAGMA page_count')}")
    with pytest.raises(DiskFull, match="Free some space"):
        _save(stored, {"small.png": 1, "large.png": 200_000})
    assert [row["name"] for row in stored.execute("SELECT name FROM media")] == ["kept.png"]
    stored.execute("PRAGMA max_page_count=1000000")
    with write(stored):
        save_media(stored, "large.png", bytes(200_000))
    check_integrity(stored)


def test_what_was_committed_is_not_called_lost_when_the_checkpoint_finds_the_disk_full(stored: Connection) -> None:
    with write(stored):
        save_media(stored, "first.png", bytes(CHECKPOINT_BYTES + 2**20))
    with _largest_file(CHECKPOINT_BYTES + 2**19), write(stored):
        save_media(stored, "second.png", bytes(CHECKPOINT_BYTES))
    assert len(media(stored, "second.png")) == CHECKPOINT_BYTES


def test_the_log_is_written_back_and_used_again(stored: Connection, path: Path) -> None:
    log = path.with_name(path.name + "-wal")
    with write(stored):
        save_media(stored, "large.png", bytes(LARGEST_LOG_BYTES + 2**20))
    for number in range(20):
        with write(stored):
            save_media(stored, f"{number}.png", bytes(CHECKPOINT_BYTES // 2))
    assert log.stat().st_size <= LARGEST_LOG_BYTES + 2**20


def test_a_reader_in_the_way_of_a_checkpoint_is_not_waited_for(stored: Connection, path: Path) -> None:
    with closing(connect(path)) as reader:
        reader.execute("BEGIN")
        one(reader, "SELECT COUNT(*) FROM media")
        with write(stored):
            save_media(stored, "large.png", bytes(CHECKPOINT_BYTES + 1))
        assert one(reader, "SELECT COUNT(*) FROM media") == 0


def test_a_write_through_a_connection_that_only_reads_is_named(stored: Connection, path: Path) -> None:
    with closing(connect(path, read_only=True)) as reader, pytest.raises(ReadOnly, match="cannot be written to"), write(reader):
        pass


@pytest.mark.parametrize(
    ("number", "meant"),
    [
        (errno.EROFS, ReadOnly),
        (errno.EACCES, ReadOnly),
        (errno.EPERM, ReadOnly),
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
    ],
)
def test_what_the_system_says_of_a_file_has_a_name_too(path: Path, number: int, meant: type[FlashcardsError]) -> None:
    with pytest.raises(meant, match=path.name), named_errors(path):
        raise OSError(number, "the system said so")


def test_a_mistake_in_a_statement_is_never_called_damage(stored: Connection) -> None:
    for statement in ("SELECT nothing FROM nowhere", "UPDATE collection SET id = 2", "BEGIN"):
        with pytest.raises(FlashcardsError) as told, write(stored):
            stored.execute(statement)
        assert not isinstance(told.value, Damaged)


def test_a_database_that_is_not_there_is_not_made_by_looking(path: Path) -> None:
    with pytest.raises(NotFound, match="flashcards import"):
        connect(path)
    assert not path.exists()


def test_closing_waits_for_the_lock(stored: Connection, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "DEADLINE_SECONDS", 0.1)
    other = connect(path)
    with locked(path), pytest.raises(Busy):
        close(other)
    close(other)


def _save(db: Connection, sizes: dict[str, int], fail: bool = False) -> None:
    with write(db):
        for name, size in sizes.items():
            save_media(db, name, bytes(size))
        if fail:
            raise ZeroDivisionError


def _increment(path: Path, times: int) -> None:
    db = connect(path)
    for _ in range(times):
        with write(db):
            revision = one(db, "SELECT options_revision FROM collection")
            db.execute("UPDATE collection SET options_revision = ?", (revision + 1,))
    close(db)


@contextmanager
def _largest_file(size: int) -> Iterator[None]:
    """No file of this process may grow beyond; a write there fails as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
