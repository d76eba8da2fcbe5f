"""Recordings of takes, and what is needed to listen to one: last against best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import IO

from flashcards.core.errors import BadInput, NotFound, Stale
from flashcards.core.moment import Moment
from flashcards.core.stories.delivery import Delivery, delivery
from flashcards.core.stories.story import Story
from flashcards.core.stories.takes import LONGEST_RECORDING_MS, Pause, Take, TakeState
from flashcards.services.stories.drilling import WENT_ON
from flashcards.storage.database import Connection, snapshot, write
from flashcards.storage.journal import delete_rows, record
from flashcards.storage.recordings import (
    TYPES,
    draft_recording,
    keep_recording,
    path_of,
    remove_recording,
    settle,
)
from flashcards.storage.stories import find_story
from flashcards.storage.takes import save_take, take, takes_of_story

MOST_PAUSES = 1000


class SoundState(StrEnum):
    """Whether a take can be listened to."""

    NONE = "none"
    THERE = "there"
    GONE = "gone"
    """It was recorded, but its file is not there any more."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A file to play back. media_type: as a browser is told."""

    path: Path
    media_type: str


@dataclass(frozen=True, slots=True)
class Player:
    """A take to look back on. story: None when it was deleted. marks: where its sections begin in the recording, in milliseconds.

    takes: the scored ones of the same story and principle, the newest first. best: of those the one with the highest verdict, the
    newest of several; last: the newest. None where there are none.
    """

    take: Take
    story: Story | None
    delivery: Delivery
    sound_state: SoundState
    marks: tuple[int, ...]
    takes: tuple[Take, ...]
    best: Take | None
    last: Take | None


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
        found = take(db, take_id)
        return _silence(db, found)


def delete_take(db: Connection, take_id: str, moment: Moment) -> None:
    """Undo brings it back with its scores, but without its sound, which is gone for good. Its rating stays. Raises NotFound."""
    with write(db):
        found = take(db, take_id)
        _silence(db, found)
        record(db, "Deleted a take", delete_rows(db, {"takes": [found.id]}, moment.stamp), moment.stamp)


def sound_of(db: Connection, take_id: str) -> Sound:
    """Raises NotFound when nothing was recorded, or the file is gone."""
    found = take(db, take_id)
    state = sound_state(db, found)
    if found.sound is None or state is SoundState.NONE:
        raise NotFound("Nothing was recorded of this take.")
    path = path_of(_database(db), take_id, found.sound)
    if state is SoundState.GONE:
        raise NotFound(f"{path}: the recording of this take is gone. Put the file back, or delete the recording.")
    return Sound(path, TYPES[found.sound])


def open_player(db: Connection, take_id: str) -> Player:
    """Raises NotFound."""
    with snapshot(db):
        found = take(db, take_id)
        told = find_story(db, found.story_id)
        alike = [one for one in takes_of_story(db, told.id) if one.principle == found.principle] if told else []
    return Player(
        take=found,
        story=told,
        delivery=delivery(found),
        sound_state=sound_state(db, found),
        marks=found.marks(),
        takes=tuple(alike),
        best=max(alike, key=lambda one: (one.verdict or 0, one.id), default=None),
        last=alike[0] if alike else None,
    )


def _recordable(db: Connection, take_id: str) -> Take:
    found = take(db, take_id)
    if found.state in (TakeState.CHOOSING, TakeState.LEFT):
        raise Stale(WENT_ON)
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


def sound_state(db: Connection, found: Take) -> SoundState:
    """Whether there is something to listen to, by its row and its file."""
    if found.sound is None or db.path is None:
        return SoundState.NONE
    return SoundState.THERE if path_of(db.path, found.take_id, found.sound).is_file() else SoundState.GONE


def _silence(db: Connection, found: Take) -> Take:
    """Inside a write: a take without its sound. The bytes go first: no row says they went while they are there."""
    if found.sound is not None:
        remove_recording(path_of(_database(db), found.take_id, found.sound))
    silent = replace(found, sound=None, sound_bytes=None)
    save_take(db, silent)
    return silent


def _database(db: Connection) -> Path:
    if db.path is None:
        raise NotFound("A collection in memory has no folder for recordings.")
    return db.path
