"""Staged notes beside what they concern: the note they would change, those they may be, those that answer otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from flashcards.core.errors import NotFound
from flashcards.core.imports import Status
from flashcards.guides.matching import content_key
from flashcards.guides.matching.labels import labels
from flashcards.guides.matching.texts import plain_side
from flashcards.rendering.difference import mark_difference
from flashcards.services.writing import draft_of
from flashcards.storage import guides as stored
from flashcards.storage import previews, staging
from flashcards.storage.database import Connection
from flashcards.storage.notes import Note, note
from flashcards.storage.staged import StagedGuide, StagedNote


@dataclass(frozen=True, slots=True)
class Passage:
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
    places: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """From one path of headings to another, without what both begin with; the guide's title in front where that differs too."""

    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoteView:
    """A staged note with what it concerns, the words that differ marked in both.

    before: what it would change or move. move: where that stood, if it moves. is_reworded: whether it says something else.
    relabelled: what is said of it otherwise, by name, where its text is the same.
    has_own_words: the learner's, which stay unless it is ticked. candidates: what it may be. conflicts: what answers its
    question otherwise. is_returning: it was gone from all guides. was_refused: it is new again, and was left out or deleted
    before.
    """

    note: StagedNote
    front_html: str
    back_html: str
    source: str
    before: OtherNote | None = None
    move: Move | None = None
    is_reworded: bool = False
    relabelled: tuple[str, ...] = ()
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
    guide: StagedGuide
    lines: tuple[str, ...]
    titles: Mapping[int, str]
    refused: frozenset[str]


def preview_note(db: Connection, import_id: int, staged_note_id: int) -> NoteView:
    """One card. Raises NotFound."""
    found = staging.note(db, import_id, staged_note_id)
    return next(view_notes(db, import_id, staging.guide(db, import_id, found.staged_guide_id), [found]))


def view_notes(db: Connection, import_id: int, guide: StagedGuide, notes: Iterable[StagedNote]) -> Iterator[NoteView]:
    """Notes of one guide beside what they concern."""
    titles = {one.id: one.title for one in stored.guides(db)}
    around = _Around(db, import_id, guide, tuple(guide.text.split("\n")), titles, frozenset(stored.declined(db, guide.guide_id)))
    return (_view(around, one) for one in notes)


def _view(around: _Around, one: StagedNote) -> NoteView:
    is_gone = one.status is Status.GONE
    known = _known(around.db, one.note_id)
    view = NoteView(
        note=one,
        front_html=one.front_html,
        back_html=one.back_html,
        source="" if is_gone else "\n".join(around.lines[one.draft.line - 1 : one.draft.end_line]),
        candidates=tuple(_marked(other, one)[0] for note_id in one.candidates if (other := _stored(around, note_id))),
        conflicts=tuple(other for name in one.conflicts if (other := _conflicting(around, one, name))),
        is_returning=bool(known and known.is_gone and not is_gone),
        was_refused=one.status is Status.ADDED and not one.is_ticked and content_key(one.original) in around.refused,
    )
    return _with_before(around, view, known) if known and one.status in (Status.CHANGED, Status.MOVED) else view


def _with_before(around: _Around, view: NoteView, known: Note) -> NoteView:
    sources = stored.sources_of(around.db, known.id)
    before, front, back = _marked(_other(around, known), view.note)
    is_reworded = content_key(known) != content_key(view.note.draft)
    return replace(
        view,
        front_html=front,
        back_html=back,
        before=before,
        move=_move(around, view.note, sources) if view.note.status is Status.MOVED else None,
        is_reworded=is_reworded,
        relabelled=() if is_reworded or view.note.status is Status.MOVED else _relabelled(known, view.note),
        has_own_words=view.note.status is Status.CHANGED and content_key(known) not in {source.content_key for source in sources},
    )


def _relabelled(known: Note, one: StagedNote) -> tuple[str, ...]:
    old, new = labels(replace(draft_of(known), sections=known.sections)), labels(one.draft)
    return tuple(name for name in new if old[name] != new[name])


def _move(around: _Around, one: StagedNote, sources: Sequence[stored.Source]) -> Move | None:
    """From its place in this guide, or else in another; None for a note that stood in none."""
    known = [source for source in sources if source.guide_id in around.titles]
    source = next((source for source in known if source.guide_id == around.guide.guide_id), known[0] if known else None)
    if source is None:
        return None
    old, new = source.heading, one.draft.heading
    if source.guide_id != around.guide.guide_id:
        return Move((around.titles[source.guide_id], *old), (around.guide.title, *new))
    alike = 0
    while alike < min(len(old), len(new)) - 1 and old[alike] == new[alike]:
        alike += 1
    return Move(old[alike:], new[alike:])


def _marked(other: OtherNote, one: StagedNote) -> tuple[OtherNote, str, str]:
    """The other note and both sides of this one, the words marked that only one of them has."""
    other_front, front = mark_difference(other.front_html, one.front_html)
    other_back, back = mark_difference(other.back_html, one.back_html)
    return replace(other, front_html=other_front, back_html=other_back), front, back


def _known(db: Connection, note_id: int | None) -> Note | None:
    """None when it was deleted meanwhile, or its import taken back; importing notices that."""
    with suppress(NotFound):
        return note(db, note_id) if note_id else None
    return None


def _stored(around: _Around, note_id: int) -> OtherNote | None:
    known = _known(around.db, note_id)
    return _other(around, known) if known else None


def _other(around: _Around, known: Note) -> OtherNote:
    sources = stored.sources_of(around.db, known.id)
    places = (Passage(around.titles[one.guide_id], one.heading, one.line) for one in sources if one.guide_id in around.titles)
    return OtherNote(known.id, known.front_html, known.back_html, tuple(places))


def _conflicting(around: _Around, one: StagedNote, name: int | str) -> OtherNote | None:
    """By the id of a stored note, or by the "path:line" of one of the same import."""
    if isinstance(name, int):
        return _stored(around, name)
    path, _, line = name.rpartition(":")
    found = previews.notes_at(around.db, around.import_id, path, int(line))
    asked = plain_side(one.original.front)
    other, title = next(((other, title) for other, title in found if plain_side(other.original.front) == asked), (None, ""))
    place = other and Passage(title, other.draft.heading, other.draft.line)
    return OtherNote(None, other.front_html, other.back_html, (place,)) if other and place else None
