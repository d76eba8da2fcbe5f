"""An import applied in one transaction that one undo takes back, if the collection is still what its preview was made for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass

from flashcards.core.errors import Stale
from flashcards.core.moment import Moment
from flashcards.guides.matching import Match, Status, content_key
from flashcards.services.applying import apply_guide, park, tell_places
from flashcards.services.backing_up import back_up_before
from flashcards.services.carding import Rendered
from flashcards.services.planning import gone_notes, identify, match_guides
from flashcards.services.preparing import gone_matches, gone_row, staged_row
from flashcards.services.previewing import ImportView, StagedGuideView, view_import
from flashcards.storage import guides as stored
from flashcards.storage import staging
from flashcards.storage.database import Connection, write
from flashcards.storage.journal import record


@dataclass(frozen=True, slots=True)
class Applied:
    """How many notes an import made, changed, found as they were, and parked."""

    added: int
    changed: int
    same: int
    gone: int


def answer_guide(db: Connection, import_id: int, staged_guide_id: int, is_new_version: bool) -> None:
    """Say whether a guide of a known name is a new version of it or another one; its cards are matched again. Raises NotFound."""
    with write(db, is_staging=True):
        staging.staged_import(db, import_id)
        for guide in staging.guides(db, import_id):
            if guide.id == staged_guide_id and guide.resembles_id:
                staging.set_guide(db, staged_guide_id, guide.resembles_id if is_new_version else None)
        _match_again(db, view_import(db, import_id))


def apply_import(db: Connection, import_id: int, moment: Moment) -> Applied | None:
    """Make the ticked cards: one transaction, one undo. None when it was applied before (a second press).

    Raises: NotFound; Stale when the collection changed so that the preview would not be what is applied.
    """
    back_up_before(db, "import", moment.at)
    with write(db):
        view = view_import(db, import_id)
        if view.head.applied_at:
            return None
        if is_as_shown := not _match_again(db, view):
            applied = _apply(db, view, moment)
    if not is_as_shown:
        raise Stale("The collection changed since this preview was made. It is shown afresh; look again, then import.")
    return applied


def _apply(db: Connection, view: ImportView, moment: Moment) -> Applied:
    made: dict[str, int] = {}
    changes = [change for guide in view.guides for change in apply_guide(db, guide.guide, guide.notes, made, moment)]
    placed = {one.note_id for guide in view.guides for one in guide.notes if one.note_id} | set(made.values())
    changes += tell_places(db, sorted(placed))
    changes += park(
        db, [one for guide in view.guides for one in guide.notes if one.status == Status.GONE and one.is_ticked], moment
    )
    record(db, f"Imported {_name(view)}", changes, moment.stamp)
    applied = Applied(*(view.count_ticked(status) for status in ("added", "changed", "same", "gone")))
    staging.mark_applied(db, view.head.id, asdict(applied), moment.stamp)
    return applied


def _match_again(db: Connection, view: ImportView) -> bool:
    """Bring a preview to what the collection is now, with ticks and edits of the notes that stay; whether that changed it."""
    guide_ids = [_guide_now(db, one) for one in view.guides]
    matched = _matched_again(db, view, guide_ids)
    shown = [(one.status, one.note_id) for guide in view.guides for one in guide.notes]
    is_same = shown == [(match.status, match.note_id) for matches in matched for match in matches]
    if is_same and guide_ids == [one.guide.guide_id for one in view.guides]:
        return False
    for one, guide_id, matches in zip(view.guides, guide_ids, matched, strict=True):
        if guide_id != one.guide.guide_id:
            staging.set_guide(db, one.guide.id, guide_id)
        known = {note.original: note for note in one.notes}
        refused = _newly_refused(db, one, guide_id)
        staging.clear_notes(db, one.guide.id)
        rows = [_rematched_row(db, one.guide.id, match, known.get(match.draft), refused) for match in matches]
        staging.insert_notes(db, rows)
    return True


def _newly_refused(db: Connection, one: StagedGuideView, guide_id: int | None) -> set[str]:
    """The contents that are not wanted of a guide, but for those the preview offered to take all the same."""
    offered = {content_key(note.original) for note in one.notes if note.status == Status.ADDED}
    return stored.declined(db, guide_id) - (offered if guide_id == one.guide.guide_id else set())


def _guide_now(db: Connection, one: StagedGuideView) -> int | None:
    """The stored guide it is by now: another import may have made it, or an undo taken it away."""
    if any(known.id == one.guide.guide_id for known in stored.guides(db)):
        return one.guide.guide_id
    return identify(db, one.guide.path, one.drafts)[0]


def _matched_again(db: Connection, view: ImportView, guide_ids: Sequence[int | None]) -> list[list[Match]]:
    found = match_guides(db, [(guide_id, one.drafts) for one, guide_id in zip(view.guides, guide_ids, strict=True)])
    matched = list(zip(guide_ids, found, strict=True))
    gone = gone_notes(db, matched)
    return [[*matches, *gone_matches(db, gone.get(guide_id or 0, []))] for guide_id, matches in matched]


def _rematched_row(
    db: Connection, staged_guide_id: int, match: Match, before: staging.StagedNote | None, refused: Collection[str] = ()
) -> dict[str, object]:
    """refused: contents that lose their tick."""
    if before:
        made = Rendered(before.front_html, before.back_html, before.sides)
        is_refused = match.status == Status.ADDED and content_key(match.draft) in refused
        row = staged_row(staged_guide_id, match, made, is_ticked=before.is_ticked and not is_refused)
        return row | {"draft": staging.packed_draft(before.draft, before.original)}
    return gone_row(db, staged_guide_id, match)


def _name(view: ImportView) -> str:
    return view.guides[0].guide.path if len(view.guides) == 1 else f"{len(view.guides)} guides"
