"""What an import would do: guides read and matched with the collection, nothing written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any
from urllib.parse import unquote

from flashcards.core.errors import FlashcardsError, UnreadableFile
from flashcards.core.imports import Status
from flashcards.core.models import Guide, NoteDraft
from flashcards.guides.matching import Coming, Known, Match, Place, content_key, match_guides
from flashcards.guides.matching.identity import Whereabouts, identify_guides
from flashcards.guides.reading import read_guide, read_text
from flashcards.services.imports.gathering import Gathered, image_path
from flashcards.services.picturing import REFERENCE
from flashcards.services.writing import draft_of, sections_as_asked
from flashcards.storage import guides as stored
from flashcards.storage.database import Connection
from flashcards.storage.decks import decks
from flashcards.storage.media import media_name
from flashcards.storage.notes import drilled_notes, notes_among, notes_worded

Watch = Callable[[Iterable[Any]], Iterable[Any]]
"""Goes along guides as they are worked on, to tell how far it is or to end it."""


@dataclass(frozen=True, slots=True)
class PlannedGuide:
    """A guide beside what is stored. guide_id: the stored guide it is. resembles_id: one of the same name that may be another.

    gone: ids of the notes that have no place in any guide once this is applied. images: as the guide names them -> our name.
    is_gone: its file is no more; then `guide` is what is stored, without notes. home: the deck of the stored guide, whose text
    is another where it is_edited.
    """

    guide: Guide
    sha256: str
    guide_id: int | None
    resembles_id: int | None
    matches: tuple[Match, ...]
    gone: tuple[int, ...]
    images: Mapping[str, str] = field(default_factory=dict)
    bundled_as: str | None = None
    is_gone: bool = False
    home: str | None = None
    is_edited: bool = False

    @property
    def deck(self) -> str:
        """Where its new cards would go."""
        return self.home or self.guide.deck


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """guides in the order they were read; images: our name -> content; left_out: (path, reason).

    unread: of the guides among them, path to SHA-256. folder_id: the remembered folder they are in.
    """

    guides: tuple[PlannedGuide, ...]
    images: Mapping[str, bytes]
    left_out: tuple[tuple[str, str], ...]
    unread: Mapping[str, str] = field(default_factory=dict)
    folder_id: int | None = None


def plan_import(db: Connection | None, gathered: Gathered, watch: Watch = iter) -> ImportPlan:
    """Read and match. Without a collection everything is new. One unreadable guide among several is left out with its reason.

    watch: goes along the files as they are read, to tell how far it is or to end it.
    Raises: what reading the only guide raises; UnreadableFile when none of several can be read.
    """
    images = {path: name for path, content in gathered.images.items() if (name := media_name(content))}
    left_out = list(gathered.left_out) + [
        (path, "not a png, jpeg, gif or webp picture") for path in gathered.images if path not in images
    ]
    unread: dict[str, str] = {}
    planned: list[PlannedGuide] = []
    for path, content in watch(gathered.guides.items()):
        try:
            guide = read_guide(content, path)
        except FlashcardsError as error:
            if len(gathered.guides) == 1 and not gathered.where.missing:
                raise
            left_out.append((path, error.message))
            unread[path] = hashlib.sha256(content).hexdigest()
        else:
            own, sha256 = _images_of(guide, images), hashlib.sha256(content).hexdigest()
            planned.append(PlannedGuide(guide, sha256, None, None, (), (), own, gathered.bundled_as.get(path)))
    known = load_known(db) if db else Known((), {})
    if db:
        planned = _identified(db, known, planned, gathered.where)
    if not planned:
        raise UnreadableFile(f"None of these {len(gathered.guides)} guides can be read. {left_out[-1][1]}")
    planned = _matched(known, planned)
    named = {images[path]: gathered.images[path] for path in images}
    return ImportPlan(tuple(planned), named, tuple(left_out), unread, gathered.folder_id)


def load_known(db: Connection) -> Known:
    """All that notes can be known by."""
    wordings = notes_worded(db)
    return Known(
        places=stored.every_place(db),
        wordings={one.id: one for one in wordings},
        names={one.guid: one.id for one in wordings},
        titles={one.id: one.title for one in stored.guides(db)},
        own_words=partial(_own_words, db),
        drafts=partial(_drafts, db),
    )


def _own_words(db: Connection, places: Sequence[Place]) -> dict[int, NoteDraft]:
    """By note, what the stored texts of their guides say there, as far as they are read as they were then."""
    words: dict[int, NoteDraft] = {}
    for guide_id in {place.guide_id for place in places}:
        with suppress(FlashcardsError):
            notes = read_text(stored.guide_text(db, guide_id), "").guide.notes
            said = {content_key(draft): draft for draft in notes}
            here = [place for place in places if place.guide_id == guide_id and place.content_key in said]
            words |= {place.note_id: said[place.content_key] for place in here}
    return words


def _drafts(db: Connection, note_ids: Collection[int]) -> dict[int, NoteDraft]:
    """Notes as they are shared."""
    found = {one.id: one for one in notes_among(db, note_ids)}
    drafts = {note_id: draft_of(one) for note_id, one in found.items()}
    drilled = drilled_notes(db) if any(one.sections for one in found.values()) else set()
    asked = {note_id: sections_as_asked(one, is_drilled=note_id in drilled) for note_id, one in found.items() if one.sections}
    return drafts | {note_id: replace(drafts[note_id], sections=sections) for note_id, sections in asked.items()}


def _identified(db: Connection, known: Known, planned: Sequence[PlannedGuide], where: Whereabouts) -> list[PlannedGuide]:
    """The stored guide each of them is, in whose deck its notes go on living; and those whose files are no more."""
    shelf = {one.id: one for one in stored.guides(db)}
    names = {deck.id: deck.name for deck in decks(db)}
    files = [(one.guide.path, one.guide.notes) for one in planned]
    found = identify_guides(files, {one.id: one.path for one in shelf.values()}, known, where)
    told = []
    for one, identity in zip(planned, found, strict=True):
        own = shelf[identity.guide_id] if identity.guide_id else None
        home, is_edited = (names.get(own.deck_id), own.sha256 != one.sha256) if own else (None, False)
        which = replace(one, guide_id=identity.guide_id, resembles_id=identity.resembles_id)
        told.append(replace(which, home=home, is_edited=is_edited))
    claimed = {identity.guide_id for identity in found}
    return [*told, *(_without_file(db, guide_id) for guide_id in sorted(where.missing - claimed))]


def _without_file(db: Connection, guide_id: int) -> PlannedGuide:
    """A stored guide that says nothing any more."""
    known = stored.guide(db, guide_id)
    deck = next((deck.name for deck in decks(db) if deck.id == known.deck_id), "")
    guide = Guide(known.path, known.title, deck, stored.guide_text(db, guide_id))
    return PlannedGuide(guide, known.sha256, guide_id, None, (), (), bundled_as=known.bundled_as, is_gone=True)


def _matched(known: Known, planned: Sequence[PlannedGuide]) -> list[PlannedGuide]:
    coming = [Coming(one.guide.path, one.guide.title, one.guide_id, one.guide.notes, is_edited=one.is_edited) for one in planned]
    matched = match_guides(coming, known)
    return [replace(one, matches=own.matches, gone=own.gone) for one, own in zip(planned, matched, strict=True)]


def _images_of(guide: Guide, images: Mapping[str, str]) -> dict[str, str]:
    references = set(REFERENCE.findall(guide.text)) if images else set()
    found = {reference: images.get(image_path(guide.path, unquote(reference)).lstrip("/")) for reference in references}
    return {reference: name for reference, name in found.items() if name}


def counts(plan: ImportPlan) -> dict[str, int]:
    """How many notes there are of each status, and how many pieces were skipped."""
    matches = [match.status for one in plan.guides for match in one.matches]
    tally = {status.value: matches.count(status) for status in Status}
    return tally | {
        "gone": sum(len(one.gone) for one in plan.guides),
        "skipped": sum(len(one.guide.skips) for one in plan.guides),
    }
