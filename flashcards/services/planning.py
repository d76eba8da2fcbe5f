"""What an import would do: guides read and matched with the collection, nothing written."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from flashcards.core.errors import FlashcardsError, UnreadableFile
from flashcards.core.models import Guide, NoteDraft
from flashcards.guides.matching import Known, Match, Status, content_key, is_probably_another_guide, match_notes, named_texts
from flashcards.guides.reading import read_guide
from flashcards.services.gathering import Gathered, image_path
from flashcards.services.writing import draft_of
from flashcards.storage import guides as stored
from flashcards.storage.database import Connection
from flashcards.storage.decks import decks
from flashcards.storage.media import media_name
from flashcards.storage.notes import Note, notes_by_guid

_IMAGE = re.compile(r"!\[[^\]\n]*\]\(\s*<?([^)\s>]+)")


@dataclass(frozen=True, slots=True)
class PlannedGuide:
    """A guide beside what is stored. guide_id: the stored guide it is. resembles_id: one of the same name that may be another.

    gone: ids of the notes that have no place in any guide once this is applied. images: as the guide names them -> our name.
    """

    guide: Guide
    sha256: str
    guide_id: int | None
    resembles_id: int | None
    matches: tuple[Match, ...]
    gone: tuple[int, ...]
    images: Mapping[str, str] = field(default_factory=dict)
    bundled_as: str | None = None


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """guides in the order they were read; images: our name -> content; left_out: (path, reason)."""

    guides: tuple[PlannedGuide, ...]
    images: Mapping[str, bytes]
    left_out: tuple[tuple[str, str], ...]


def plan_import(db: Connection | None, gathered: Gathered, bundled_as: Mapping[str, str] | None = None) -> ImportPlan:
    """Read and match. Without a collection everything is new. One unreadable guide among several is left out with its reason.

    Raises: what reading the only guide raises; UnreadableFile when none of several can be read.
    """
    images = {path: name for path, content in gathered.images.items() if (name := media_name(content))}
    left_out = list(gathered.left_out) + [
        (path, "not a png, jpeg, gif or webp picture") for path in gathered.images if path not in images
    ]
    planned: list[PlannedGuide] = []
    for path, content in gathered.guides.items():
        try:
            guide = read_guide(content, path)
        except FlashcardsError as error:
            if len(gathered.guides) == 1:
                raise
            left_out.append((path, error.message))
        else:
            planned.append(_identified(db, guide, hashlib.sha256(content).hexdigest(), images, bundled_as or {}))
    if not planned:
        raise UnreadableFile(f"None of these {len(gathered.guides)} guides can be read. {left_out[-1][1]}")
    planned = _matched(db, planned)
    return ImportPlan(tuple(planned), {images[path]: gathered.images[path] for path in images}, tuple(left_out))


def identify(db: Connection, path: str, drafts: Sequence[NoteDraft]) -> tuple[int | None, int | None]:
    """The stored guide of this path that has most in common, or else the one it resembles: too little is a question."""
    keys = {content_key(draft) for draft in drafts}
    by_id = {draft.explicit_id: content_key(draft) for draft in drafts if draft.explicit_id}
    best: tuple[int, int, list[str]] | None = None
    for known in stored.guides_at(db, path):
        places = (source for source in stored.sources_in(db, known.id) if not source.is_gone)
        contents = [by_id.get(place.explicit_id or "", place.content_key) for place in places]  # reworded under its id: in common
        common = len(keys & set(contents))
        if best is None or common > best[0]:
            best = (common, known.id, contents)
    if best is None:
        return None, None
    _, guide_id, contents = best
    return (None, guide_id) if is_probably_another_guide(contents, drafts) else (guide_id, None)


def match_guides(db: Connection, guides: Sequence[tuple[int | None, Sequence[NoteDraft]]]) -> list[list[Match]]:
    """Pair the notes of every guide of an import with the collection as it is now: (stored guide, what it says now) in."""
    covered = {guide_id for guide_id, _ in guides if guide_id}
    texts: dict[int, str] = {}
    known = []
    for guide_id, drafts in guides:
        known.append(_known(db, guide_id, drafts, covered, texts))
        texts |= named_texts(drafts, known[-1])
    coming: set[str] = set()
    matched = []
    for (_, drafts), facts in zip(guides, known, strict=True):
        matched.append(match_notes(drafts, facts, coming, texts))
        coming.update(content_key(draft) for draft in drafts)
    return matched


def _known(
    db: Connection, guide_id: int | None, drafts: Sequence[NoteDraft], covered: set[int], texts: Mapping[int, str]
) -> Known:
    """What is stored, without the names of notes that another guide gives another text: here they name a note of their own.

    The guid of a note, by which an export names it, is its name in every guide that has not given it to another note.
    """
    by_guid = {guid: (one.id, content_key(draft_of(one))) for guid, one in _notes_named(db, drafts).items()}
    named = by_guid | (stored.notes_by_explicit_id(db, guide_id) if guide_id else {})
    own = {draft.explicit_id: content_key(draft) for draft in reversed(drafts) if draft.explicit_id in named}
    free = {
        name: (note_id, key)
        for name, (note_id, key) in named.items()
        if name in own
        and texts.get(note_id, own[name]) == own[name]
        and (by_guid.get(name, (0,))[0] == note_id or not _is_said_elsewhere(db, note_id, own[name], covered))
    }
    return Known(free, stored.notes_by_content(db, guide_id, map(content_key, drafts)))


def _notes_named(db: Connection, drafts: Sequence[NoteDraft]) -> dict[str, Note]:
    return notes_by_guid(db, (draft.explicit_id for draft in drafts if draft.explicit_id))


def _is_said_elsewhere(db: Connection, note_id: int, key: str, covered: set[int]) -> bool:
    """Whether a guide that is no part of this import gives the note another text."""
    places = stored.sources_of(db, note_id)
    return any(not place.is_gone and place.guide_id not in covered and place.content_key != key for place in places)


def gone_notes(db: Connection, matched: Sequence[tuple[int | None, Sequence[Match]]]) -> dict[int, list[int]]:
    """Per stored guide of this import, the notes that lose their last place: (stored guide, its matches) in, note ids out."""
    kept = {match.note_id for _, matches in matched for match in matches if match.note_id}
    covered = {guide_id for guide_id, _ in matched if guide_id}
    gone: dict[int, list[int]] = {}
    for guide_id in sorted(covered):
        candidates = {source.note_id for source in stored.sources_in(db, guide_id) if not source.is_gone} - kept
        elsewhere = {
            note_id for note_id in candidates
            if any(source.guide_id not in covered and not source.is_gone for source in stored.sources_of(db, note_id))
        }  # fmt: skip
        already = {note_id for notes in gone.values() for note_id in notes}
        gone[guide_id] = sorted(candidates - elsewhere - already)
    return gone


def _identified(
    db: Connection | None, guide: Guide, sha256: str, images: Mapping[str, str], bundled_as: Mapping[str, str]
) -> PlannedGuide:
    """A guide that was read and the stored one it is, in whose deck its notes go on living."""
    guide_id, resembles_id = identify(db, guide.path, guide.notes) if db else (None, None)
    if db and guide_id:
        deck_id = stored.guide(db, guide_id).deck_id
        guide = replace(guide, deck=next((deck.name for deck in decks(db) if deck.id == deck_id), guide.deck))
    return PlannedGuide(guide, sha256, guide_id, resembles_id, (), (), _images_of(guide, images), bundled_as.get(guide.path))


def _matched(db: Connection | None, planned: Sequence[PlannedGuide]) -> list[PlannedGuide]:
    if db is None:
        return _all_new(planned)
    matches = match_guides(db, [(one.guide_id, one.guide.notes) for one in planned])
    gone = gone_notes(db, [(one.guide_id, found) for one, found in zip(planned, matches, strict=True)])
    return [
        replace(one, matches=tuple(found), gone=tuple(gone.get(one.guide_id or 0, ())))
        for one, found in zip(planned, matches, strict=True)
    ]


def _all_new(planned: Sequence[PlannedGuide]) -> list[PlannedGuide]:
    """Where there is no collection; a text that stands twice is still one note."""
    coming: set[str] = set()
    matched = []
    for one in planned:
        matched.append(replace(one, matches=tuple(match_notes(one.guide.notes, Known({}, {}), coming))))
        coming.update(content_key(draft) for draft in one.guide.notes)
    return matched


def _images_of(guide: Guide, images: Mapping[str, str]) -> dict[str, str]:
    references = set(_IMAGE.findall(guide.text)) if images else set()
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
