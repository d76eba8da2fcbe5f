"""Staged notes beside what they concern: the note they would change, those they may be, those that answer otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from flashcards.guides.matching import Status, content_key, plain_key
from flashcards.rendering.difference import mark_difference
from flashcards.storage import guides as stored
from flashcards.storage import previews, staging
from flashcards.storage.database import Connection
from flashcards.storage.notes import note


@dataclass(frozen=True, slots=True)
class Place:
    """Where a note stands, or stood: title of the guide, headings, line."""

    guide: str
    heading: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class OtherNote:
    """A note beside a staged one, as HTML, and its places. note_id: None for one of the same import."""

    note_id: int | None
    front_html: str
    back_html: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class NoteView:
    """A staged note with what it concerns, the words that differ marked in both.

    before: what it would change or move. is_reworded: whether that says something else. has_own_words: the learner's, which
    stay unless it is ticked. candidates: what it may be. conflicts: what answers its question otherwise. is_returning: it was
    gone from all guides. was_refused: it is new again, and was left out or deleted before.
    """

    note: staging.StagedNote
    front_html: str
    back_html: str
    source: str
    before: OtherNote | None = None
    is_reworded: bool = False
    has_own_words: bool = False
    candidates: tuple[OtherNote, ...] = ()
    conflicts: tuple[OtherNote, ...] = ()
    is_returning: bool = False
    was_refused: bool = False


@dataclass(frozen=True, slots=True)
class _Around:
    """What the notes of a staged guide are viewed with. titles: of the stored guides. refused: contents that are not wanted."""

    db: Connection
    import_id: int
    lines: tuple[str, ...]
    titles: Mapping[int, str]
    refused: frozenset[str]


def preview_note(db: Connection, import_id: int, staged_note_id: int) -> NoteView:
    """One card. Raises NotFound."""
    found = staging.note(db, import_id, staged_note_id)
    return next(view_notes(db, import_id, staging.guide(db, found.staged_guide_id), [found]))


def view_notes(
    db: Connection, import_id: int, guide: staging.StagedGuide, notes: Iterable[staging.StagedNote]
) -> Iterator[NoteView]:
    """Notes of one guide beside what they concern."""
    titles = {one.id: one.title for one in stored.guides(db)}
    around = _Around(db, import_id, tuple(guide.text.split("\n")), titles, frozenset(stored.declined(db, guide.guide_id)))
    return (_view(around, one) for one in notes)


def _view(around: _Around, one: staging.StagedNote) -> NoteView:
    is_gone = one.status == Status.GONE
    view = NoteView(
        note=one,
        front_html=one.front_html,
        back_html=one.back_html,
        source="" if is_gone else "\n".join(around.lines[one.draft.line - 1 : one.draft.end_line]),
        candidates=tuple(_marked(_stored(around, note_id), one)[0] for note_id in one.candidates),
        conflicts=tuple(other for name in one.conflicts if (other := _conflicting(around, one, name))),
        is_returning=bool(one.note_id and not is_gone and note(around.db, one.note_id).is_gone),
        was_refused=one.status == Status.ADDED and not one.is_ticked and content_key(one.original) in around.refused,
    )
    return _with_before(around, view, one.note_id) if one.note_id and one.status in (Status.CHANGED, Status.MOVED) else view


def _with_before(around: _Around, view: NoteView, note_id: int) -> NoteView:
    known = note(around.db, note_id)
    keys = {source.content_key for source in stored.sources_of(around.db, note_id)}
    before, front, back = _marked(_stored(around, note_id), view.note)
    return replace(
        view,
        front_html=front,
        back_html=back,
        before=before,
        is_reworded=content_key(known) != content_key(view.note.draft),
        has_own_words=view.note.status == Status.CHANGED and content_key(known) not in keys,
    )


def _marked(other: OtherNote, one: staging.StagedNote) -> tuple[OtherNote, str, str]:
    """The other note and both sides of this one, the words marked that only one of them has."""
    other_front, front = mark_difference(other.front_html, one.front_html)
    other_back, back = mark_difference(other.back_html, one.back_html)
    return replace(other, front_html=other_front, back_html=other_back), front, back


def _stored(around: _Around, note_id: int) -> OtherNote:
    found, sources = note(around.db, note_id), stored.sources_of(around.db, note_id)
    places = (Place(around.titles[one.guide_id], one.heading, one.line) for one in sources if one.guide_id in around.titles)
    return OtherNote(note_id, found.front_html, found.back_html, tuple(places))


def _conflicting(around: _Around, one: staging.StagedNote, name: int | str) -> OtherNote | None:
    """By the id of a stored note, or by the "path:line" of one of the same import."""
    if isinstance(name, int):
        return _stored(around, name)
    path, _, line = name.rpartition(":")
    found = previews.notes_at(around.db, around.import_id, path, int(line))
    other = next((other for other, _ in found if plain_key(other.draft)[0] == plain_key(one.draft)[0]), None)
    if other is None:
        return None
    return OtherNote(None, other.front_html, other.back_html, (Place(found[0][1], other.draft.heading, other.draft.line),))
