"""Looking back on a take: its recording, its delivery, and the takes beside it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from flashcards.core.errors import NotFound
from flashcards.core.stories.delivery import Delivery, delivery
from flashcards.core.stories.takes import Take
from flashcards.storage.database import Connection, snapshot
from flashcards.storage.recordings import TYPES, path_of
from flashcards.storage.stories import find_story
from flashcards.storage.takes import scored_takes_of_story, take


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
    """A take to look back on. takes: the scored ones of the same story and principle, the newest first.

    best: of those the one with the highest verdict, the newest of several; None where there are none.
    """

    take: Take
    delivery: Delivery
    sound_state: SoundState
    takes: tuple[Take, ...]
    best: Take | None


def open_player(db: Connection, take_id: str) -> Player:
    """Raises NotFound."""
    with snapshot(db):
        found = take(db, take_id)
        story = find_story(db, found.story_id)
        told = scored_takes_of_story(db, story.id) if story else []
    alike = tuple(one for one in told if one.principle == found.principle)
    best = max(alike, key=lambda one: (one.verdict or 0, one.id), default=None)
    return Player(found, delivery(found), sound_state(db, found), alike, best)


def sound_of(db: Connection, take_id: str) -> Sound:
    """Raises NotFound when nothing was recorded, or the file is gone."""
    found = take(db, take_id)
    if found.sound is None or db.path is None:
        raise NotFound("Nothing was recorded of this take.")
    path = path_of(db.path, take_id, found.sound)
    if not path.is_file():
        raise NotFound(f"{path}: the recording of this take is gone. Put the file back, or delete the recording.")
    return Sound(path, TYPES[found.sound])


def sound_state(db: Connection, found: Take) -> SoundState:
    """Whether there is something to listen to, by its row and its file."""
    if found.sound is None or db.path is None:
        return SoundState.NONE
    return SoundState.THERE if path_of(db.path, found.take_id, found.sound).is_file() else SoundState.GONE
