"""The decks that come with the program: offered, and offered again when a new version of the program changed them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from flashcards.core.errors import BadInput, NotFound
from flashcards.core.models import Guide
from flashcards.guides.reading import read_guide
from flashcards.services.imports.gathering import Gathered
from flashcards.storage.database import Connection
from flashcards.storage.guides import guides


class Availability(StrEnum):
    """What a bundled guide is to the collection."""

    NEW = "new"
    CHANGED = "changed"
    HAVE = "have"


@dataclass(frozen=True, slots=True)
class BundledGuide:
    """path: its place among the bundled decks, by which it is known. cards, drilled: what is ticked to review, to drill."""

    path: str
    title: str
    description: str
    cards: int
    drilled: int
    availability: Availability


def bundled_guides(db: Connection, folder: Path) -> tuple[BundledGuide, ...]:
    """Every guide that came with the program and what it is to this collection."""
    known = {guide.bundled_as: guide.sha256 for guide in guides(db) if guide.bundled_as}
    return tuple(_bundled(path, file.read_bytes(), known) for path, file in _files(folder).items())


def gather_bundled(folder: Path, paths: Sequence[str]) -> Gathered:
    """Some of them, to be imported. Raises BadInput, NotFound."""
    files = _files(folder)
    if not paths:
        raise BadInput("No deck was ticked. Tick one or more of the decks that come with the program.")
    if unknown := [path for path in paths if path not in files]:
        raise NotFound(f"{unknown[0]}: there is no such deck among those that come with the program. Load the page again.")
    return Gathered({path: files[path].read_bytes() for path in paths}, bundled_as={path: path for path in paths})


def _files(folder: Path) -> dict[str, Path]:
    return {file.relative_to(folder).as_posix(): file for file in sorted(folder.rglob("*.md"))}


@lru_cache
def _read(content: bytes, path: str) -> Guide:
    """Read once a process: these files change only with the program."""
    return read_guide(content, path)


def _bundled(path: str, content: bytes, known: dict[str, str]) -> BundledGuide:
    guide = _read(content, path)
    has, comes = known.get(path), hashlib.sha256(content).hexdigest()
    availability = Availability.NEW if has is None else Availability.HAVE if has == comes else Availability.CHANGED
    ticked = [note for note in guide.notes if not note.is_offered]
    drilled = sum(note.is_drilled for note in ticked)
    description = guide.front_matter.get("description", "")
    return BundledGuide(path, guide.title, description, len(ticked) - drilled, drilled, availability)
