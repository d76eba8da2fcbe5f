"""A backup put in the place of the collection: looked at first, made ready beside it, and exchanged in one step."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from flashcards.core.errors import Busy, Damaged, TooNew, UnreadableFile
from flashcards.storage.backups import sync
from flashcards.storage.database import check_integrity, connect, locked, named_errors
from flashcards.storage.migrations import bring_up_to_date, schema_version

COMPANIONS = ("-wal", "-shm")
"""What SQLite keeps beside a database while it is in use."""
TABLES = ("collection", "decks", "notes", "cards", "review_log")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds. cards: those that are not deleted. reviews: ratings, those taken back too. last_day: of the newest."""

    schema: int
    decks: int
    notes: int
    cards: int
    reviews: int
    last_day: str | None


def contents(path: Path) -> Contents:
    """What is in a collection or a backup, looked through whole and left as it is. Raises TooNew, Damaged, UnreadableFile."""
    if not path.is_file():
        raise UnreadableFile(f"{path}: there is no such file. `flashcards backups` lists those there are.")
    schema = schema_version(path)
    db = connect(path, read_only=True)
    try:
        with named_errors(path):
            check_integrity(db)
            known = {row["name"] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not schema or not known.issuperset(TABLES):
                raise UnreadableFile(
                    f"{path}: a database, but none of flashcards. `flashcards backups` lists what can be restored."
                )
            row = db.execute(
                """SELECT (SELECT COUNT(*) FROM decks WHERE deleted_at IS NULL) AS decks,
                    (SELECT COUNT(*) FROM notes WHERE deleted_at IS NULL) AS notes,
                    (SELECT COUNT(*) FROM cards WHERE deleted_at IS NULL) AS cards,
                    (SELECT COUNT(*) FROM review_log WHERE kind = 'rating') AS reviews,
                    (SELECT MAX(study_day) FROM review_log) AS last_day"""
            ).fetchone()
    finally:
        db.close()
    return Contents(schema, **dict(row))


def put_in_place(path: Path, backup: Path, kept: Path) -> None:
    """Make the collection what the backup is. What it was is kept first, as it is if it is damaged.

    kept: the name for that; not used when there is no collection. Whatever fails before the one step that exchanges the files
    leaves the collection as it was. Raises what `contents` raises, Busy (it is in use), DiskFull, ReadOnly.
    """
    draft = path.with_suffix(".restored")
    with named_errors(path), locked(path):
        try:
            _make_ready(backup, draft)
            if path.exists():
                _settle(path)
                _keep(path, kept)
            for companion in _companions(path):
                companion.unlink()
            draft.replace(path)
            sync(path.parent)
        finally:
            draft.unlink(missing_ok=True)


def _make_ready(backup: Path, draft: Path) -> None:
    """A copy of the backup, brought up to date and checked to hold the same."""
    before = contents(backup)
    draft.unlink(missing_ok=True)
    source = connect(backup, read_only=True)
    try:
        source.execute("VACUUM INTO ?", (str(draft),))
    finally:
        source.close()
    draft.chmod(0o600)
    copy = connect(draft)
    try:
        bring_up_to_date(copy)
    finally:
        copy.close()
    sync(draft)
    after = contents(draft)
    if (before.cards, before.reviews) != (after.cards, after.reviews):
        raise UnreadableFile(f"{backup}: its copy does not hold the same, so nothing was changed. Look after the disk.")


def _settle(path: Path) -> None:
    """Bring all that was written into the one file. A damaged one is left as it is. Raises Busy while others have it open."""
    try:
        contents(path)
    except (Damaged, UnreadableFile):
        return
    except TooNew:
        pass  # another program's, but sound
    db = connect(path)
    try:
        mode = db.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    except Exception as error:
        raise _in_use(path) from error
    finally:
        db.close()
    if mode != "delete":
        raise _in_use(path)


def _in_use(path: Path) -> Busy:
    return Busy(f"{path}: another program has the collection open. Nothing was changed; end it and do this again.")


def _keep(path: Path, kept: Path) -> None:
    kept.parent.mkdir(exist_ok=True, mode=0o700)
    for companion in _companions(path):
        shutil.copy2(companion, kept.with_name(kept.name + companion.name.removeprefix(path.name)))
    draft = kept.with_name(kept.name + ".part")
    shutil.copy2(path, draft)
    sync(draft)
    draft.replace(kept)
    sync(kept.parent)


def _companions(path: Path) -> list[Path]:
    return [companion for ending in COMPANIONS if (companion := path.with_name(path.name + ending)).exists()]
