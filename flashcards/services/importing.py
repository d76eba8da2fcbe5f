"""An import applied in one transaction that one undo takes back, if the collection is still what its preview was made for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from flashcards.core.errors import NotFound, Stale
from flashcards.core.moment import Moment
from flashcards.guides.matching import Coming, Known, Match, Matched, Status, content_key, match_guides
from flashcards.guides.matching.identity import identify_guides, path_now
from flashcards.services.applying import Placing, apply_guide, park, tell_places
from flashcards.services.backing_up import back_up_before
from flashcards.services.planning import load_known
from flashcards.services.preparing import gone_matches, gone_row
from flashcards.services.previewing import ImportView, StagedGuideView, view_import
from flashcards.storage import guides as stored
from flashcards.storage import staging
from flashcards.storage.database import Connection, write
from flashcards.storage.journal import record


@dataclass(frozen=True, slots=True)
class Applied:
    """How many notes an import made, changed, found as they were, parked, found elsewhere, and left because it had to ask."""

    added: int
    changed: int
    same: int
    gone: int
    moved: int = 0
    ask: int = 0


def answer_guide(db: Connection, import_id: int, staged_guide_id: int, is_new_version: bool) -> None:
    """Say whether a guide is a new version of the one of its name, or of that it seems to be under a new name, or another one.

    Its cards are matched again. Raises NotFound.
    """
    with write(db, is_staging=True):
        staging.staged_import(db, import_id)
        for guide in staging.guides(db, import_id):
            if guide.id == staged_guide_id and (guide.resembles_id or is_renamed(db, guide)):
                known = guide.resembles_id or guide.guide_id
                staging.set_guide(db, staged_guide_id, known if is_new_version else None, is_told=True)
        _match_again(db, view_import(db, import_id))


def answer_note(db: Connection, import_id: int, staged_note_id: int, note_id: int | None) -> None:
    """Say which of its candidates a note is; None: a new one. What else depended on that is matched again. Raises NotFound."""
    with write(db, is_staging=True):
        asked = staging.note(db, import_id, staged_note_id)
        if not asked.candidates or (note_id is not None and note_id not in asked.candidates):
            raise NotFound("This card cannot be that one any more. Open the preview afresh and answer again.")
        status = Status.ADDED if note_id is None else Status.CHANGED
        staging.set_match(db, replace(asked, status=status.value, note_id=note_id))
        _match_again(db, view_import(db, import_id))


def is_renamed(db: Connection, guide: staging.StagedGuide) -> bool:
    """Whether it is a stored guide under another path."""
    known = next((one for one in stored.guides(db) if one.id == guide.guide_id), None)
    return known is not None and path_now(known.path, guide.path) != known.path


def apply_import(db: Connection, import_id: int, moment: Moment) -> Applied | None:
    """Make the ticked cards: one transaction, one undo. None when it was applied before (a second press).

    What is still to be asked is left as it is. Raises: NotFound; Stale when the collection changed so that the preview would
    not be what is applied.
    """
    back_up_before(db, "import", moment.at)
    with write(db):
        view = view_import(db, import_id)
        if view.head.applied_at:
            return None
        if view.head.state != "ready":
            raise Stale(view.head.problem or "The guides of this import are not read yet, or it was cancelled.")
        if is_as_shown := not _match_again(db, view):
            applied = _apply(db, view, moment)
    if not is_as_shown:
        raise Stale("The collection changed since this preview was made. It is shown afresh; look again, then import.")
    return applied


def _apply(db: Connection, view: ImportView, moment: Moment) -> Applied:
    notes = [one for guide in view.guides for one in guide.notes]
    placing = Placing(frozenset(note_id for one in notes if one.status == Status.ASK for note_id in one.candidates))
    changes = [change for guide in view.guides for change in apply_guide(db, guide.guide, guide.notes, placing, moment)]
    changes += tell_places(db, placing.placed - placing.new)
    changes += park(db, [one for one in notes if one.status == Status.GONE and one.is_ticked], moment)
    record(db, f"Imported {_name(view)}", changes, moment.stamp)
    taken = {status: view.count_ticked(status) for status in ("added", "changed", "same", "gone", "moved")}
    applied = Applied(**taken, ask=view.count("ask"))
    staging.mark_applied(db, view.head.id, asdict(applied), moment.stamp)
    return applied


def _match_again(db: Connection, view: ImportView) -> bool:
    """Bring a preview to what the collection is now, with the ticks, edits and answers it has; whether it shows another thing."""
    known = load_known(db)
    guide_ids = _guides_now(db, view, known)
    coming = [
        Coming(one.guide.path, one.guide.title, guide_id, [note.original for note in _read(one)], _answers(_read(one)))
        for one, guide_id in zip(view.guides, guide_ids, strict=True)
    ]
    has_changed = False
    for one, guide_id, matched in zip(view.guides, guide_ids, match_guides(coming, known, has_conflicts=False), strict=True):
        if guide_id != one.guide.guide_id:
            staging.set_guide(db, one.guide.id, guide_id)
            has_changed = True
        has_changed |= _update(db, one, guide_id, matched)
    return has_changed


def _read(one: StagedGuideView) -> list[staging.StagedNote]:
    """The notes its guide gives; not those that are gone from it, or made by hand of what it skips."""
    return [note for note in one.notes if note.status != Status.GONE and note.skip_number is None]


def _answers(notes: Sequence[staging.StagedNote]) -> dict[int, int | None]:
    """By place, what the learner said of notes that may be one of several."""
    return {place: note.note_id for place, note in enumerate(notes) if note.candidates and note.status != Status.ASK}


def _guides_now(db: Connection, view: ImportView, known: Known) -> list[int | None]:
    """The stored guides they are by now: another import may have made them, or an undo taken them away."""
    paths = {guide.id: guide.path for guide in stored.guides(db)}
    gone = [one.guide.guide_id for one in view.guides if one.guide.is_gone and one.guide.guide_id]
    files = [(one.guide.path, [note.original for note in _read(one)]) for one in view.guides if not one.guide.is_gone]
    found = iter(identify_guides(files, paths, known, gone))
    claimed = {one.guide.guide_id for one in view.guides if one.guide.guide_id in paths}
    now: list[int | None] = []
    for one in view.guides:
        own = one.guide.guide_id if one.guide.guide_id in paths else None
        guess = None if one.guide.is_gone else next(found).guide_id
        now.append(own or (None if one.guide.is_told or guess in claimed else guess))
    return now


def _update(db: Connection, one: StagedGuideView, guide_id: int | None, matched: Matched) -> bool:
    """Write what a guide's notes are now; whether that is another thing than it was."""
    refused = _newly_refused(db, one, guide_id)
    now = [(note, _matched(note, match, refused)) for note, match in zip(_read(one), matched.matches, strict=True)]
    for note, after in now:
        if after is not note:
            staging.set_match(db, after)
    gone = {note.note_id: note.id for note in one.notes if note.status == Status.GONE}
    staging.remove_notes(db, [staged_note_id for note_id, staged_note_id in gone.items() if note_id not in matched.gone])
    new = gone_matches(db, [note_id for note_id in matched.gone if note_id not in gone])
    staging.insert_notes(db, [gone_row(db, one.guide.id, match) for match in new])
    return any(_shown(note) != _shown(after) for note, after in now) or set(gone) != set(matched.gone)


def _shown(note: staging.StagedNote) -> tuple[object, ...]:
    """What has to be looked at again when it is another."""
    return note.status, note.note_id, note.candidates


def _newly_refused(db: Connection, one: StagedGuideView, guide_id: int | None) -> set[str]:
    """The contents that are not wanted of a guide, but for those the preview offered to take all the same."""
    offered = {content_key(note.original) for note in one.notes if note.status == Status.ADDED}
    return stored.declined(db, guide_id) - (offered if guide_id == one.guide.guide_id else set())


def _matched(note: staging.StagedNote, match: Match, refused: set[str]) -> staging.StagedNote:
    """refused: contents that lose their tick. What was answered keeps its candidates, so that it can be answered anew."""
    is_refused = match.status == Status.ADDED and bool(refused) and content_key(match.draft) in refused
    is_newly_kept = match.is_kept and note.status != Status.CHANGED
    is_answered = note.candidates and note.status != Status.ASK
    candidates = note.candidates if is_answered else match.candidates
    if (note.status, note.note_id, note.candidates) == (match.status, match.note_id, candidates) and not is_refused:
        return note
    is_ticked = note.is_ticked and not is_refused and not is_newly_kept
    return replace(note, status=match.status.value, note_id=match.note_id, candidates=candidates, is_ticked=is_ticked)


def _name(view: ImportView) -> str:
    return view.guides[0].guide.path if len(view.guides) == 1 else f"{len(view.guides)} guides"
