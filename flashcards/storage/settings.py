"""The one row about the whole collection."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from flashcards.core.models import Settings, Theme
from flashcards.storage.database import Connection


@dataclass(frozen=True, slots=True)
class Collection:
    """changes: writes so far. options_revision: how often a setting that moves intervals or limits was changed."""

    changes: int
    options_revision: int
    settings: Settings


def collection(db: Connection) -> Collection:
    row = db.execute("SELECT changes, options_revision, settings FROM collection").fetchone()
    stored = json.loads(row["settings"])
    if "theme" in stored:
        stored["theme"] = Theme(stored["theme"])
    return Collection(row["changes"], row["options_revision"], Settings(**stored))


def save_settings(db: Connection, settings: Settings) -> None:
    """Only what differs from the defaults is stored, so that a later default reaches everybody."""
    defaults = asdict(Settings())
    chosen = {key: value for key, value in asdict(settings).items() if value != defaults[key]}
    db.execute("UPDATE collection SET settings = :settings", {"settings": json.dumps(chosen)})
    revise_options(db)


def revise_options(db: Connection) -> None:
    """Make every card that is on a screen stale: its intervals may be others now."""
    db.execute("UPDATE collection SET options_revision = options_revision + 1")
