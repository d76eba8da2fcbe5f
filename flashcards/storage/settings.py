"""The one row about the whole collection."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace

from flashcards.core.choices import typed
from flashcards.core.settings import Settings
from flashcards.storage.database import Connection, readable

LOOKS = ("has_shortcuts", "theme", "note_columns", "note_rows", "presets", "new_stories_per_day")
"""Settings that move no interval and no limit."""


@dataclass(frozen=True, slots=True)
class Collection:
    """changes: writes so far. options_revision: how often a setting that moves intervals or limits was changed."""

    changes: int
    options_revision: int
    settings: Settings


def collection(db: Connection) -> Collection:
    row = db.execute("SELECT changes, options_revision, settings FROM collection").fetchone()
    with readable("the settings"):
        settings = Settings(**typed(Settings, json.loads(row["settings"])))
    return Collection(row["changes"], row["options_revision"], settings)


def save_settings(db: Connection, settings: Settings) -> None:
    """Only what differs from the defaults is stored: a later default reaches everybody. Looks alone make no card stale."""
    before, defaults = collection(db).settings, asdict(Settings())
    chosen = {key: value for key, value in asdict(settings).items() if value != defaults[key]}
    db.execute("UPDATE collection SET settings = :settings", {"settings": json.dumps(chosen)})
    if replace(before, **{name: getattr(settings, name) for name in LOOKS}) != settings:
        revise_options(db)


def revise_options(db: Connection) -> None:
    """Make every card that is on a screen stale: its intervals may be others now."""
    db.execute("UPDATE collection SET options_revision = options_revision + 1")
