"""Recordings of takes: kept and deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO

from flashcards.core.errors import BadInput, NotFound, WentOn
from flashcards.core.stories.takes import LONGEST_RECORDING_MS, Pause, Take, TakeState
from flashcards.storage.database import Connection, write
from flashcards.storage.recordings import (
    draft_recording,
    keep_recording,
    path_of,
    remove_recording,
    settle,
)
from flashcards.storage.takes import save_take, take

MOST_PAUSES = 1000


def attach_recording(db: Connection, take_id: str, content: IO[bytes], pauses: Sequence[Sequence[int]] | None = None) -> Take:
    """Keep what was recorded of a take, in place of what was recorded of it before. It is on the disk when this returns.

    pauses: its silences as (start_ms, ms), in order, where they were measured. Raises: NotFound; Stale (the take was given up);
    UnreadableFile (no recording); TooLarge; BadInput; DiskFull; ReadOnly. Nothing is kept then.
    """
    database = _database(db)
    _recordable(db, take_id)
    silences = None if pauses is None else _checked(pauses)
    draft, ending, size = draft_recording(database, take_id, content)
    path, named = path_of(database, take_id, ending), ""
    try:
        with write(db):
            found = _recordable(db, take_id)
            named = path.name if found.sound == ending else ""
            recorded = replace(found, sound=ending, sound_bytes=size, pauses=silences)
            save_take(db, recorded)
            keep_recording(draft, path)
        named = path.name
    finally:
        settle(draft, (named,))
    if found.sound not in (None, ending):
        remove_recording(path_of(database, take_id, str(found.sound)))
    return recorded


def delete_recording(db: Connection, take_id: str) -> Take:
    """For good: no undo brings the sound back. The take stays, with its pauses. Raises NotFound, ReadOnly."""
    with write(db):
        return silenced(db, take(db, take_id))


def silenced(db: Connection, found: Take) -> Take:
    """Inside a write: a take without its sound. The bytes go first: no row says they went while they are there."""
    if found.sound is not None:
        remove_recording(path_of(_database(db), found.take_id, found.sound))
    silent = replace(found, sound=None, sound_bytes=None)
    save_take(db, silent)
    return silent


def _recordable(db: Connection, take_id: str) -> Take:
    found = take(db, take_id)
    if found.state in (TakeState.CHOOSING, TakeState.LEFT):
        raise WentOn
    return found


def _checked(pauses: Sequence[Sequence[int]]) -> tuple[Pause, ...]:
    """Raises BadInput."""
    end = 0
    found: list[Pause] = []
    if len(pauses) > MOST_PAUSES:
        raise BadInput(f"pauses must be at most {MOST_PAUSES}.")
    for one in pauses:
        if not (isinstance(one, Sequence) and len(one) == 2 and all(type(value) is int for value in one)):
            raise BadInput("pauses must be pairs of whole numbers: where a silence begins, and how long it is, in milliseconds.")
        pause = Pause(*one)
        if pause.start_ms < end or pause.ms <= 0 or pause.start_ms + pause.ms > LONGEST_RECORDING_MS:
            raise BadInput("pauses must come one after another, each longer than nothing, within an hour.")
        end = pause.start_ms + pause.ms
        found.append(pause)
    return tuple(found)


def _database(db: Connection) -> Path:
    if db.path is None:
        raise NotFound("A collection in memory has no folder for recordings.")
    return db.path
