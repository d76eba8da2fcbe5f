"""The one row about the whole collection."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from flashcards.core.models import Mix, NewOrder, ReviewOrder, Settings, Theme
from flashcards.storage.database import Connection

_FROM_JSON: dict[str, Any] = {
    "theme": Theme,
    "new_order": NewOrder,
    "review_order": ReviewOrder,
    "mix": Mix,
    "note_columns": tuple,
}

LOOKS = ("has_shortcuts", "theme", "note_columns", "note_rows")
"""Settings that move no interval and no limit."""


@dataclass(frozen=True, slots=True)
class Collection:
    """changes: writes so far. options_revision: how often a setting that moves intervals or limits was changed."""

    changes: int
    options_revision: int
    settings: Settings


def collection(db: Connection) -> Collection:
    row = db.execute("SELECT changes, options_revision, settings FROM collection").fetchone()
    return Collection(row["changes"], row["options_revision"], _settings(json.loads(row["settings"])))


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


def _settings(stored: Mapping[str, Any]) -> Settings:
    """JSON back to the types of Settings; a name this version does not know is left out."""
    known = {field.name: stored[field.name] for field in fields(Settings) if field.name in stored}
    return Settings(**{name: _FROM_JSON.get(name, lambda value: value)(value) for name, value in known.items()})
