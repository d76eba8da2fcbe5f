"""Copies of the collection that are known to open."""

from __future__ import annotations

from pathlib import Path

from flashcards.core.errors import BadInput
from flashcards.storage.database import check_integrity, close, connect, named_errors


def back_up(path: Path, target: Path) -> Path:
    """Write a consistent copy of the database to `target`, checked before it takes that name.

    Raises: BadInput (the target exists, its folder does not), DiskFull, ReadOnly, Damaged. No half of one is called a backup.
    """
    if target.exists():
        raise BadInput(f"{target}: a file of this name exists; name another one")
    if not target.parent.exists() and target.parent != path.parent / "backups":
        raise BadInput(f"{target.parent}: there is no such folder; make it first, or name another one")
    draft = target.with_name(target.name + ".part")
    with named_errors(target):
        try:
            target.parent.mkdir(exist_ok=True, mode=0o700)
            draft.unlink(missing_ok=True)
            _copy(path, draft)
            copy = connect(draft, read_only=True)
            try:
                check_integrity(copy)
            finally:
                copy.close()
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    return target


def _copy(path: Path, draft: Path) -> None:
    source = connect(path)
    try:
        source.execute("VACUUM INTO ?", (str(draft),))
    finally:
        close(source)
    draft.chmod(0o600)
