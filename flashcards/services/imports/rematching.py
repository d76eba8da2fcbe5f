"""A preview matched again: with what the collection is by now, and with what the learner says its guides and notes are.

That takes long, so it is done outside of the write lock; inside, it is only asked whether anybody wrote meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from flashcards.core.errors import NotFound
from flashcards.core.imports import Status
from flashcards.guides.matching import Coming, Known, Match, Matched, content_key, match_guides
from flashcards.guides.matching.identity import identify_guides, path_now
from flashcards.services.imports.planning import load_known
from flashcards.services.imports.preparing import gone_rows
from flashcards.services.imports.remembering import whereabouts
from flashcards.storage import guides as stored
from flashcards.storage import staging
from flashcards.storage.database import Connection, snapshot, write
from flashcards.storage.folders import Folder, ImportedFile, folders, imported_files
from flashcards.storage.settings import collection
from flashcards.storage.staged import StagedGuide, StagedImport, StagedNote


@dataclass(frozen=True, slots=True)
class StagedGuideView:
    """A staged guide with all of its notes."""

    guide: StagedGuide
    notes: tuple[StagedNote, ...]

    @property
    def read(self) -> list[StagedNote]:
        """The notes it gives; not those that are gone from it, or made by hand of what it skips."""
        return [note for note in self.notes if note.status is not Status.GONE and note.skip_number is None]


@dataclass(frozen=True, slots=True)
class ImportView:
    """A whole preview, as matching and applying need it; `looking_through` has what its pages need."""

    head: StagedImport
    guides: tuple[StagedGuideView, ...]

    def count(self, status: Status) -> int:
        """Notes of that status."""
        return sum(one.status == status for guide in self.guides for one in guide.notes)

    def count_ticked(self, status: Status) -> int:
        """Those of them that are to be taken."""
        return sum(one.status == status and one.is_ticked for guide in self.guides for one in guide.notes)


@dataclass(frozen=True, slots=True)
class _Standing:
    """All of the collection that a matching depends on. refused: by guide, the contents that are not wanted of it."""

    known: Known
    guides: tuple[stored.StoredGuide, ...]
    refused: Mapping[int, set[str]]
    folders: tuple[Folder, ...]
    imported: tuple[ImportedFile, ...]

    @property
    def paths(self) -> dict[int, str]:
        return {guide.id: guide.path for guide in self.guides}


@dataclass(frozen=True, slots=True)
class _GuideNow:
    """What a staged guide is by now. notes: those that are another thing than they were. lost: ids of staged notes that are not
    gone after all. gone: ids of stored notes that are.
    """

    guide: StagedGuide
    notes: tuple[StagedNote, ...]
    lost: tuple[int, ...]
    gone: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rematched:
    """A preview as it was shown, and what it is by now. is_as_shown: whether that is the same. changes: writes until then."""

    view: ImportView
    now: tuple[_GuideNow, ...]
    is_as_shown: bool
    standing: _Standing
    changes: int


def view_import(db: Connection, import_id: int, *, is_bare: bool = False) -> ImportView:
    """is_bare: with notes as they are matched, not as they are shown and applied. Raises NotFound."""
    head = staging.staged_import(db, import_id)
    notes = staging.notes(db, import_id, is_bare=is_bare)
    return ImportView(head, tuple(StagedGuideView(one, tuple(notes.get(one.id, ()))) for one in staging.guides(db, import_id)))


def match_again(db: Connection, import_id: int, answer: Callable[[ImportView], ImportView] | None = None) -> Rematched:
    """What a preview is by now, with the ticks, edits and answers it has. answer: gives it one more; then it has no HTML, and
    can be kept but not applied. Raises NotFound.
    """
    with snapshot(db):
        changes, standing = collection(db).changes, _standing(db)
        view = view_import(db, import_id, is_bare=answer is not None)
        answered = answer(view) if answer else view
        guides = [replace(one, guide=guide) for one, guide in zip(answered.guides, _guides_now(answered, standing), strict=True)]
        matched = match_guides([_coming(one, standing) for one in guides], standing.known, has_conflicts=False)
        now = tuple(_now(shown, one, own, standing.refused) for shown, one, own in zip(view.guides, guides, matched, strict=True))
    is_as_shown = all(map(_is_as_shown, view.guides, now))
    return Rematched(view, now, is_as_shown, standing, changes)


def is_current(db: Connection, again: Rematched) -> bool:
    """Whether nobody wrote anything since that it depends on. A rating does not count. Raises NotFound."""
    if staging.staged_import(db, again.view.head.id) != again.view.head:
        return False
    return collection(db).changes == again.changes or _standing(db) == again.standing


def keep(db: Connection, again: Rematched) -> None:
    """Show from now on what the preview is by now."""
    staging.touch(db, again.view.head.id)
    for shown, one in zip(again.view.guides, again.now, strict=True):
        if one.guide != shown.guide:
            staging.set_guide(db, one.guide)
        for note in one.notes:
            staging.set_match(db, note)
        staging.remove_notes(db, one.lost)
        staging.insert_notes(db, gone_rows(db, one.guide.id, one.gone))


def answer_guide(db: Connection, import_id: int, staged_guide_id: int, is_new_version: bool) -> None:
    """Say whether a guide is a new version of the one of its name, or of that it seems to be under a new name, or another one.

    Its cards are matched again. Raises NotFound.
    """

    def answer(view: ImportView) -> ImportView:
        one = next((one for one in view.guides if one.guide.id == staged_guide_id), None)
        if one is None:
            raise NotFound("There is no such guide in this import. It may have been applied or discarded.")
        guide = one.guide
        if not (guide.resembles_id or is_renamed(db, guide)):
            return view
        guide_id = (guide.resembles_id or guide.guide_id) if is_new_version else None
        return _with(view, replace(one, guide=replace(guide, guide_id=guide_id, resembles_id=None, is_told=True)))

    _answer(db, import_id, answer)


def answer_note(db: Connection, import_id: int, staged_note_id: int, note_id: int | None) -> None:
    """Say which of its candidates a note is; None: a new one. What else depended on that is matched again. Raises NotFound."""

    def answer(view: ImportView) -> ImportView:
        asked = staging.note(db, import_id, staged_note_id)
        if not asked.candidates or (note_id is not None and note_id not in asked.candidates):
            raise NotFound("This card cannot be that one any more. Open the preview afresh and answer again.")
        status = Status.ADDED if note_id is None else Status.CHANGED
        said = replace(asked, status=status, note_id=note_id)
        one = next(one for one in view.guides if one.guide.id == asked.staged_guide_id)
        return _with(view, replace(one, notes=tuple(said if note.id == said.id else note for note in one.notes)))

    _answer(db, import_id, answer)


def is_renamed(db: Connection, guide: StagedGuide) -> bool:
    """Whether it is a stored guide under another path."""
    known = next((one for one in stored.guides(db) if one.id == guide.guide_id), None)
    return known is not None and path_now(known.path, guide.path) != known.path


def _answer(db: Connection, import_id: int, answer: Callable[[ImportView], ImportView]) -> None:
    again = match_again(db, import_id, answer)
    with write(db, is_staging=True):
        keep(db, again if is_current(db, again) else match_again(db, import_id, answer))


def _with(view: ImportView, changed: StagedGuideView) -> ImportView:
    return replace(view, guides=tuple(changed if one.guide.id == changed.guide.id else one for one in view.guides))


def _standing(db: Connection) -> _Standing:
    of_folders = tuple(folders(db)), tuple(imported_files(db))
    return _Standing(load_known(db), tuple(stored.guides(db)), stored.every_declined(db), *of_folders)


def _guides_now(view: ImportView, standing: _Standing) -> Iterator[StagedGuide]:
    """The stored guides they are by now: another import may have made them, or an undo taken them away."""
    paths = standing.paths
    gone = [one.guide.guide_id for one in view.guides if one.guide.is_gone and one.guide.guide_id]
    files = [(one.guide.path, [note.original for note in one.read]) for one in view.guides if not one.guide.is_gone]
    folder = next((Path(one.path) for one in standing.folders if one.id == view.head.folder_id), None)
    where = whereabouts(standing.imported, folder, [path for path, _ in files], gone)
    found = iter(identify_guides(files, paths, standing.known, where))
    claimed = {one.guide.guide_id for one in view.guides if one.guide.guide_id in paths}
    for one in view.guides:
        own = one.guide.guide_id if one.guide.guide_id in paths else None
        guess = None if one.guide.is_gone else next(found).guide_id
        guide_id = own or (None if one.guide.is_told or guess in claimed else guess)
        is_same = guide_id == one.guide.guide_id
        yield one.guide if is_same else replace(one.guide, guide_id=guide_id, resembles_id=None)


def _coming(one: StagedGuideView, standing: _Standing) -> Coming:
    drafts, answers = [note.original for note in one.read], _answers(one.read)
    is_edited = any(known.id == one.guide.guide_id and known.sha256 != one.guide.sha256 for known in standing.guides)
    return Coming(one.guide.path, one.guide.title, one.guide.guide_id, drafts, answers, is_edited)


def _answers(notes: Sequence[StagedNote]) -> dict[int, int | None]:
    """By place, what the learner said of notes that may be one of several."""
    return {place: note.note_id for place, note in enumerate(notes) if note.candidates and note.status is not Status.ASK}


def _now(shown: StagedGuideView, one: StagedGuideView, matched: Matched, every_refused: Mapping[int, set[str]]) -> _GuideNow:
    """shown: before any answer. one: with it."""
    refused = _newly_refused(shown, one.guide.guide_id, every_refused)
    notes = [_matched(note, match, refused) for note, match in zip(one.read, matched.matches, strict=True)]
    gone = {note.note_id: note.id for note in one.notes if note.status is Status.GONE}
    return _GuideNow(
        guide=one.guide,
        notes=tuple(after for before, after in zip(shown.read, notes, strict=True) if after is not before),
        lost=tuple(staged_note_id for note_id, staged_note_id in gone.items() if note_id not in matched.gone),
        gone=tuple(note_id for note_id in matched.gone if note_id not in gone),
    )


def _newly_refused(shown: StagedGuideView, guide_id: int | None, every_refused: Mapping[int, set[str]]) -> set[str]:
    """The contents that are not wanted of a guide, but for those the preview offered to take all the same."""
    refused = every_refused.get(guide_id or 0, set())
    if not refused or guide_id != shown.guide.guide_id:
        return refused
    return refused - {content_key(note.original) for note in shown.notes if note.status is Status.ADDED}


def _matched(note: StagedNote, match: Match, refused: set[str]) -> StagedNote:
    """refused: contents that lose their tick. What was answered keeps its candidates, so that it can be answered anew."""
    is_refused = match.status is Status.ADDED and bool(refused) and content_key(match.draft) in refused
    is_answered = note.candidates and note.status is not Status.ASK
    candidates = note.candidates if is_answered else match.candidates
    if not is_refused and _told(note) == (match.status, match.note_id, candidates, match.known_key):
        return note
    is_newly_kept = match.is_kept and match.known_key != note.known_key
    return replace(
        note,
        status=match.status,
        note_id=match.note_id,
        candidates=candidates,
        known_key=match.known_key,
        is_ticked=note.is_ticked and not is_refused and not is_newly_kept,
    )


def _is_as_shown(shown: StagedGuideView, now: _GuideNow) -> bool:
    """Whether there is nothing that has to be looked at again."""
    before = {note.id: note for note in shown.notes}
    is_same = all(_told(before[note.id]) == _told(note) for note in now.notes)
    return is_same and now.guide == shown.guide and not now.lost and not now.gone


def _told(note: StagedNote) -> tuple[object, ...]:
    return note.status, note.note_id, note.candidates, note.known_key
