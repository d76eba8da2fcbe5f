"""Copies of the collection that are known to open, in a folder beside it."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import get_native_id

from flashcards.core.errors import BadInput, Damaged
from flashcards.core.keeping import kept
from flashcards.storage.database import (
    BACKUPS_NAME,
    Connection,
    backups_by_age,
    check_integrity,
    close,
    connect,
    named_errors,
)

ROWS_KEPT = ("decks", "guides", "notes", "sources", "cards", "review_log")
"""Tables that never lose a row, so a copy has at least as many as there were before it was begun."""
STAMP = "%Y%m%dT%H%M%S"
PAGE_SIZE_AT, PAGES_AT = slice(16, 18), slice(28, 32)
"""Where an SQLite file says how large it is."""

BEFORE_KEPT = 10
"""Backups before each kind of change."""

_DAILY = re.compile(r"daily-(\d{4}-\d\d-\d\d)\.db")
_BEFORE = re.compile(r"before-(?P<what>.+)-\d{8}T\d{6}(?:-\d+)?\.db")
_LEFT_BEHIND = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Backup:
    """A file among the backups. reason: why it was made. is_whole: whether it is as long as it says it is."""

    path: Path
    made_at: datetime
    size_bytes: int
    reason: str
    is_whole: bool


def back_up(path: Path, target: Path, made_at: datetime | None = None) -> Path:
    """Write a consistent copy of the database to `target`, checked before it takes that name.

    made_at: what its file will say; otherwise the file system says.
    Raises: BadInput (the target exists, its folder does not), DiskFull, ReadOnly, Damaged. No half of one is called a backup.
    """
    if target.exists():
        raise BadInput(f"{target}: a file of this name exists; name another one")
    if not target.parent.exists() and target.parent != path.parent / BACKUPS_NAME:
        raise BadInput(f"{target.parent}: there is no such folder; make it first, or name another one")
    draft = target.with_name(f"{target.name}.{get_native_id()}.part")  # two may be made at once
    with named_errors(target):
        try:
            target.parent.mkdir(exist_ok=True, mode=0o700)
            draft.unlink(missing_ok=True)
            least = _row_counts(path)
            _copy(path, draft)
            _check(draft, least)
            if made_at:
                os.utime(draft, (made_at.timestamp(), made_at.timestamp()))
            draft.replace(target)
            sync(target.parent)
        finally:
            draft.unlink(missing_ok=True)
    return target


def backups(folder: Path) -> list[Backup]:
    """What lies among the backups, the newest first."""
    return [_backup(path) for path in backups_by_age(folder)]


def written_at(path: Path) -> datetime:
    """When a file was last written, by the file system."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def daily_name(day: date) -> str:
    """The name of the automatic backup of a study day."""
    return f"daily-{day.isoformat()}.db"


def thin_out(folder: Path, made: Path) -> list[Path]:
    """Remove those that made themselves and need not be kept any more; returns them. made: just now; it stays in any case.

    Only files whose names say so are ever removed: those of a day, by `kept`, and all but the newest ten before a change.
    """
    by_age = [made, *(path for path in backups_by_age(folder) if path != made)]
    days = {day: path for path in by_age if (day := _day_of(path))}
    before: defaultdict[str, list[Path]] = defaultdict(list)
    for path in by_age:
        if named := _BEFORE.fullmatch(path.name):
            before[named["what"]].append(path)
    surplus = [days[day] for day in sorted(days.keys() - kept(days)) if days[day] != made]
    surplus += [path for paths in before.values() for path in paths[BEFORE_KEPT:]]
    for path in surplus:
        path.unlink(missing_ok=True)
    return surplus


def is_bare(db: Connection) -> bool:
    """Whether there is nothing worth keeping yet."""
    return db.execute("SELECT 1 FROM notes LIMIT 1").fetchone() is None


def sweep(folder: Path, now: datetime) -> None:
    """Remove what backups left behind that were killed a day ago or earlier."""
    for part in folder.glob("*.part*"):  # with its journal
        if now - written_at(part) > _LEFT_BEHIND:
            part.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    if os.name != "posix" and path.is_dir():
        return
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _copy(path: Path, draft: Path) -> None:
    source = connect(path)
    try:
        source.execute("VACUUM INTO ?", (str(draft),))
    finally:
        close(source)
    draft.chmod(0o600)
    sync(draft)


def _check(draft: Path, least: Iterable[tuple[str, int]]) -> None:
    """Raises Damaged unless the copy opens, is sound, and lacks no row."""
    copy = connect(draft, read_only=True)
    try:
        check_integrity(copy)
        for table, number in least:
            if _row_count(copy, table) < number:
                raise Damaged(f"{draft}: the copy lacks rows of {table}, so it was thrown away. Look after the disk.")
    finally:
        copy.close()


def _row_counts(path: Path) -> list[tuple[str, int]]:
    db = connect(path)
    try:
        return [(table, _row_count(db, table)) for table in ROWS_KEPT]
    finally:
        close(db)


def _row_count(db: Connection, table: str) -> int:
    return int(db.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])


def _backup(path: Path) -> Backup:
    return Backup(path, written_at(path), path.stat().st_size, _reason(path), _is_whole(path))


def _reason(path: Path) -> str:
    """Why it was made, as its name tells."""
    if _day_of(path):
        return "daily"
    if named := _BEFORE.fullmatch(path.name):
        return f"before {named['what'].replace('-', ' ')}"
    return "replaced by a restore" if path.name.startswith("replaced-") else "by hand"


def _day_of(path: Path) -> date | None:
    found = _DAILY.fullmatch(path.name)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def _is_whole(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(PAGES_AT.stop)
    if not head.startswith(b"SQLite format 3\0"):
        return False
    page = int.from_bytes(head[PAGE_SIZE_AT], "big")
    return (65536 if page == 1 else page) * int.from_bytes(head[PAGES_AT], "big") == path.stat().st_size
