"""The lengths of a telling that can be chosen from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flashcards.core.errors import NotFound
from flashcards.core.stories.presets import PRESETS, Preset, checked_presets, read_presets, written
from flashcards.storage.database import Connection, readable, write
from flashcards.storage.settings import collection, save_settings


def presets(db: Connection) -> tuple[Preset, ...]:
    """In their order; the first is used where none is chosen."""
    with readable("the presets"):
        return read_presets(collection(db).settings.presets)


def chosen_preset(db: Connection, name: str | None) -> Preset:
    """Raises NotFound."""
    known = presets(db)
    for preset in known:
        if name is None or preset.name.casefold() == name.casefold():
            return preset
    raise NotFound(f"There is no length {(name or '')[:60]!r}. Choose {', '.join(preset.name for preset in known)}.")


def kept_preset(db: Connection, name: str | None) -> Preset:
    """The one that was chosen before; the first where none was, or where it was renamed or taken away since."""
    known = presets(db)
    return next((preset for preset in known if preset.name == name), known[0])


def choose_presets(db: Connection, chosen: Sequence[Preset]) -> None:
    """Takes that were begun keep theirs. Not part of undo: the page itself shows what they are. Raises BadInput."""
    kept = checked_presets(chosen)
    lines = () if kept == PRESETS else tuple(written(preset) for preset in kept)
    with write(db):
        save_settings(db, replace(collection(db).settings, presets=lines))
