"""Backups: the daily one, those before a large change, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from flashcards.core.errors import BadInput, Damaged, FlashcardsError, NotFound, TooNew, UnreadableFile
from flashcards.core.moment import Moment
from flashcards.storage.backups import STAMP, Backup, back_up, backups, daily_name, is_bare, sweep, thin_out, written_at
from flashcards.storage.database import BACKUPS_NAME, Connection
from flashcards.storage.recordings import missing_after_restore
from flashcards.storage.restoration import Contents, contents, put_in_place

FRESH_MINUTES = 30
"""A backup this old is new enough before an import."""
REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Restoration:
    """What a restore would do, or did. passed_over: newer backups that cannot be used, and why.

    present: what it replaces; None when there is nothing yet, or nothing that can be read. kept: where that is now.
    missing: recordings that its takes name and that are not here: a backup does not hold them.
    """

    backup: Path
    made_at: datetime
    holds: Contents
    present: Contents | None
    passed_over: tuple[str, ...] = ()
    kept: Path | None = None
    missing: tuple[str, ...] = ()


def folder_of(database: Path) -> Path:
    """Where its backups lie."""
    return database.parent / BACKUPS_NAME


def back_up_now(database: Path, now: datetime) -> Path:
    """A backup by hand, which is never removed. Raises NotFound, DiskFull, ReadOnly, Damaged."""
    return back_up(database, _free_name(database, "flashcards", now), now)


def back_up_daily(db: Connection, moment: Moment) -> Path | None:
    """The backup of this study day, unless there is one or nothing to keep yet. Older ones go once it is there and sound.

    Raises: DiskFull, ReadOnly, Damaged.
    """
    assert db.path is not None  # a collection in memory has no backups
    folder = folder_of(db.path)
    target = folder / daily_name(moment.day)
    if target.exists() or is_bare(db):
        return None
    back_up(db.path, target, moment.at)
    thin_out(folder, target)
    sweep(folder, moment.at)
    return target


def back_up_before(db: Connection, what: str, now: datetime, *, is_forced: bool = False) -> Path | None:
    """A backup before a large change, unless there is nothing to keep, or one of the last 30 minutes that will do.

    Once it is there and sound, only the newest ten before such a change stay. what: is to come, in words such as "import".
    is_forced: none that was made earlier will do. Call it outside a transaction. Raises: DiskFull, ReadOnly, Damaged.
    """
    if db.path is None or is_bare(db):
        return None
    folder = folder_of(db.path)
    if not is_forced and any(abs(now - known.made_at) < timedelta(minutes=FRESH_MINUTES) for known in backups(folder)):
        return None
    made = back_up(db.path, _free_name(db.path, f"before-{what}", now), now)
    thin_out(folder, made)
    return made


def plan_restore(database: Path, wanted: Path | None) -> Restoration:
    """Look at what would be restored, and change nothing. wanted: None for the newest backup that can be used.

    Raises: NotFound, UnreadableFile (damaged, or no collection), TooNew.
    """
    backup, passed_over = _chosen(database, wanted)
    holds = _usable(backup)
    missing = tuple(missing_after_restore(backup, database))
    return Restoration(backup, written_at(backup), holds, _present(database), passed_over, missing=missing)


def restore(database: Path, plan: Restoration, now: datetime) -> Restoration:
    """Do it. Only for the one that claimed the data folder. Raises as `plan_restore`; Busy, DiskFull, ReadOnly."""
    kept = _free_name(database, REPLACED, now) if database.exists() else None
    put_in_place(database, plan.backup, kept or _free_name(database, REPLACED, now))
    return replace(plan, kept=kept)


def last_good(found: list[Backup]) -> Backup | None:
    """The newest that can be gone back to. What a restore replaced may be damaged."""
    return next((one for one in found if one.is_whole and not _is_replaced(one.path)), None)


def _chosen(database: Path, wanted: Path | None) -> tuple[Path, tuple[str, ...]]:
    if wanted is not None:
        beside = folder_of(database) / wanted.name
        backup = beside if not wanted.exists() and beside.exists() else wanted
        if backup.absolute() == database:
            raise BadInput(f"{backup}: this is the collection itself. `flashcards backups` lists what can be restored.")
        return backup, ()
    passed_over: list[str] = []
    for one in backups(folder_of(database)):
        try:
            if not _is_replaced(one.path):
                _usable(one.path)
                return one.path, tuple(passed_over)
        except FlashcardsError as error:
            passed_over.append(error.message)
    raise NotFound(" ".join([*passed_over, f"{folder_of(database)}: there is no backup to restore. Name a file."]))


def _is_replaced(path: Path) -> bool:
    return path.name.startswith(REPLACED)


def _usable(backup: Path) -> Contents:
    """Raises UnreadableFile where the collection itself would be called damaged."""
    try:
        return contents(backup)
    except Damaged as error:
        reason = str(error.__cause__ or "its pages do not fit together")
        raise UnreadableFile(
            f"{backup}: this backup is damaged ({reason}). Nothing was changed. `flashcards backups` lists the others."
        ) from error


def _present(database: Path) -> Contents | None:
    try:
        return contents(database) if database.exists() else None
    except (Damaged, UnreadableFile, TooNew):
        return None


def _free_name(database: Path, kind: str, now: datetime) -> Path:
    """A name no other has, even within a second."""
    return next(path for path in _names(folder_of(database), f"{kind}-{now.astimezone():{STAMP}}") if not path.exists())


def _names(folder: Path, name: str) -> Iterator[Path]:
    yield folder / f"{name}.db"
    for number in range(2, 1000):
        yield folder / f"{name}-{number}.db"
