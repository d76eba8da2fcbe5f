"""Recordings of takes: files beside the database, each named by its take. Whether there is one, the row of the take says."""

from __future__ import annotations

import os
from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from threading import get_native_id
from types import MappingProxyType
from typing import IO

from flashcards.core.errors import BadInput, TooLarge, UnreadableFile
from flashcards.storage.backups import sync
from flashcards.storage.database import Connection, connect, named_errors

TAKES_NAME = "takes"
"""The folder beside the database."""
MOST_BYTES = 64 * 2**20
TOO_LARGE = f"A recording holds at most {MOST_BYTES // 2**20} MB. Choose a shorter one, or one as WebM or Ogg."
TYPES: Mapping[str, str] = MappingProxyType({"webm": "audio/webm", "ogg": "audio/ogg", "mp4": "audio/mp4", "wav": "audio/wav"})
"""The media type of each ending."""
PART = ".part"
_KEPT = f".kept{PART}"
"""Stands beside a recording until its row is on the disk too."""
LEAST_BYTES = 64
"""A header alone has about as many; a recording has more."""
_CHUNK_BYTES = 2**18


def folder_of(database: Path) -> Path:
    """Where its recordings lie."""
    return database.parent / TAKES_NAME


def path_of(database: Path, take_id: str, ending: str) -> Path:
    return folder_of(database) / f"{take_id}.{ending}"


def ending_of(head: bytes) -> str | None:
    """The ending of a recording by its first bytes; None for what is none."""
    if head.startswith(b"\x1a\x45\xdf\xa3"):  # EBML
        return "webm"
    if head.startswith(b"OggS"):
        return "ogg"
    if head[4:8] == b"ftyp":
        return "mp4"
    return "wav" if head.startswith(b"RIFF") and head[8:12] == b"WAVE" else None


def draft_recording(database: Path, take_id: str, content: IO[bytes]) -> tuple[Path, str, int]:
    """Write a recording to the disk under a name that says it is not one yet; returns that, its ending and its bytes.

    Raises: UnreadableFile, TooLarge, BadInput (it is empty), DiskFull, ReadOnly. Nothing is left then.
    """
    head = content.read(LEAST_BYTES)
    if not head:
        raise BadInput("The recording is empty. Record once more, or go on without one.")
    ending = ending_of(head) if len(head) == LEAST_BYTES else None
    if ending is None:
        raise UnreadableFile("This is no recording that can be played back. WebM, Ogg, MP4 and WAV can; nothing was saved.")
    folder = folder_of(database)
    draft = folder / f"{take_id}.{ending}.{get_native_id()}{PART}"  # two may come at once
    with named_errors(draft):
        folder.mkdir(mode=0o700, exist_ok=True)
        try:
            return draft, ending, _write(draft, head, content)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise


def keep_recording(draft: Path, path: Path) -> None:
    """Give a draft its name, which is on the disk when this returns; then `settle` it. Raises DiskFull, ReadOnly."""
    with named_errors(path):
        draft.with_suffix(_KEPT).touch(mode=0o600)
        draft.replace(path)
        sync(path.parent)


def settle(draft: Path, names: Container[str]) -> None:
    """Leave nothing of an upload but its recording, and not that either where no row came to name it. names: that rows do."""
    kept = draft.with_suffix(_KEPT)
    recording = draft.with_name(".".join(draft.name.split(".")[:2]))
    if kept.exists() and recording.name not in names:
        recording.unlink(missing_ok=True)
    kept.unlink(missing_ok=True)
    draft.unlink(missing_ok=True)


def remove_recording(path: Path) -> None:
    """For good. Nothing happens where it is gone already. Raises ReadOnly."""
    with named_errors(path):
        path.unlink(missing_ok=True)
        if path.parent.exists():
            sync(path.parent)


def recordings(database: Path) -> list[Path]:
    """What lies in the folder, by name, but for drafts."""
    folder = folder_of(database)
    return sorted(path for path in folder.iterdir() if path.suffix != PART) if folder.is_dir() else []


def sweep_drafts(db: Connection) -> None:
    """Settle uploads that were killed. Only where none can be under way: as the server starts."""
    if db.path is None:
        return
    names = set(named_recordings(db).values())
    for left in folder_of(db.path).glob(f"*{PART}"):
        settle(left.with_name(left.name.removesuffix(_KEPT).removesuffix(PART) + PART), names)


def named_recordings(db: Connection) -> dict[str, str]:
    """By take, the file its row names; none in a collection older than takes."""
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'takes'").fetchone():
        return {}
    rows = db.execute("SELECT take_id, sound FROM takes WHERE sound IS NOT NULL AND deleted_at IS NULL ORDER BY id")
    return {row["take_id"]: f"{row['take_id']}.{row['sound']}" for row in rows}


def missing_after_restore(backup: Path, database: Path) -> list[str]:
    """Files that takes in a backup name and that are not beside the collection it would replace."""
    db = connect(backup, read_only=True)
    try:
        return missing_recordings(db, database)
    finally:
        db.close()


def missing_recordings(db: Connection, database: Path) -> list[str]:
    """Files that takes name and that are not there."""
    there = {path.name for path in recordings(database)}
    return [name for name in named_recordings(db).values() if name not in there]


def recording_differences(db: Connection) -> Iterator[str]:
    """What takes say of their recordings otherwise than the folder, a sentence each."""
    if db.path is None:
        return
    named = set(named_recordings(db).values())
    for name in missing_recordings(db, db.path):
        yield f"take {name.partition('.')[0]} has a recording, but {folder_of(db.path) / name} is gone"
    for path in recordings(db.path):
        if path.name not in named:
            yield f"{path} belongs to no take"


def _write(draft: Path, head: bytes, content: IO[bytes]) -> int:
    """The bytes written, which are on the disk then."""
    size = 0
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        chunk = head
        while chunk:
            size += len(chunk)
            if size > MOST_BYTES:
                raise TooLarge(TOO_LARGE)
            file.write(chunk)
            chunk = content.read(_CHUNK_BYTES)
        file.flush()
        os.fsync(file.fileno())
    return size
