"""Where the data lies, where the server listens, where the learner is. Read by web and the command line only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from os import environ
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from platformdirs import user_data_path
from tzlocal import get_localzone

from flashcards.core.errors import Config as ConfigError
from flashcards.storage.database import DATABASE_NAME

DEFAULT_PORT = 5000
HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Config:
    """data_dir: holds the database, its backups and its locks."""

    data_dir: Path

    @property
    def database(self) -> Path:
        return self.data_dir / DATABASE_NAME


def read_config(data: Path | None, environ: Mapping[str, str]) -> Config:
    """--data goes before FLASHCARDS_DATA, which goes before the platform's own folder. Raises Config."""
    named = data or (Path(environ["FLASHCARDS_DATA"]) if environ.get("FLASHCARDS_DATA") else None)
    data_dir = (named or user_data_path("flashcards", appauthor=False)).expanduser().absolute()
    if data_dir.exists() and not data_dir.is_dir():
        raise ConfigError(f"{data_dir}: this is a file; --data and FLASHCARDS_DATA name a folder")
    return Config(data_dir)


def learner_zone(name: str | None) -> tzinfo:
    """The zone chosen in Settings, else the machine's. Raises Config where that has no name, as TZ=CET-1CEST has none."""
    try:
        return ZoneInfo(name) if name else get_localzone()
    except (ZoneInfoNotFoundError, ValueError):
        if name:
            return UTC
        raise ConfigError(
            f"This machine names no time zone (TZ is {environ.get('TZ') or 'not set'}), so it is not known when a day begins. "
            "Set TZ to a place, such as TZ=Europe/Berlin; one that is chosen in Settings goes before it."
        ) from None
