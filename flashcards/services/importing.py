"""An import: staged, looked through, applied in one transaction that one undo takes back."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta

from flashcards.core.errors import Stale
from flashcards.core.models import NoteDraft
from flashcards.core.moment import Moment
from flashcards.guides.matching import Match, Status, content_key
from flashcards.services.applying import apply_guide, park, tell_places
from flashcards.services.backing_up import back_up_before
from flashcards.services.carding import Rendered, render_note
from flashcards.services.planning import ImportPlan, PlannedGuide, gone_notes, identify, match_guides
from flashcards.services.writing import checked, draft_of
from flashcards.storage import guides as stored
from flashcards.storage import media, staging
from flashcards.storage.database import Connection, write
from flashcards.storage.journal import record
from flashcards.storage.notes import Note, note, parked_notes

KEEP_STAGED_DAYS = 7


@dataclass(frozen=True, slots=True)
class StagedGuideView:
    """A staged guide with its notes, for the preview."""

    guide: staging.StagedGuide
    notes: tuple[staging.StagedNote, ...]
    present: Mapping[int, Note]
    """As `present_wordings` gives them."""
    returning: frozenset[int]
    """Ids of notes that were gone and stand in the guide again."""

    @property
    def drafts(self) -> list[NoteDraft]:
        """What the guide itself says."""
        return [one.original for one in self.notes if one.status != Status.GONE]


@dataclass(frozen=True, slots=True)
class ImportView:
    """A whole preview."""

    head: staging.StagedImport
    guides: tuple[StagedGuideView, ...]

    def count(self, status: str) -> int:
        """Notes of that status."""
        return sum(one.status == status for guide in self.guides for one in guide.notes)

    @property
    def returning(self) -> int:
        """Notes that come back."""
        return sum(len(guide.returning) for guide in self.guides)

    def count_ticked(self, status: str) -> int:
        """Those of them that are to be taken."""
        return sum(one.status == status and one.is_ticked for guide in self.guides for one in guide.notes)


@dataclass(frozen=True, slots=True)
class Applied:
    """How many notes an import made, changed, found as they were, and parked."""

    added: int
    changed: int
    same: int
    gone: int


def stage_import(db: Connection, plan: ImportPlan, moment: Moment) -> int:
    """Keep a plan, with every card rendered, until it is applied or forgotten; returns its id."""
    rendered = [[render_note(match.draft, one.images) for match in one.matches] for one in plan.guides]
    with write(db, is_staging=True):
        staging.discard_before(db, (moment.at - timedelta(days=KEEP_STAGED_DAYS)).isoformat())
        import_id = staging.insert_import(db, plan.left_out, moment.stamp)
        used = {name for one in plan.guides for name in one.images.values()}
        for name in used:
            media.save_media(db, name, plan.images[name])
        for one, notes in zip(plan.guides, rendered, strict=True):
            _stage_guide(db, import_id, one, notes)
    return import_id


def view_import(db: Connection, import_id: int) -> ImportView:
    """Raises NotFound."""
    head = staging.staged_import(db, import_id)
    return ImportView(head, tuple(_view_guide(db, guide) for guide in staging.guides(db, import_id)))


def _view_guide(db: Connection, guide: staging.StagedGuide) -> StagedGuideView:
    notes = tuple(staging.notes(db, guide.id))
    known = {one.note_id for one in notes if one.note_id and one.status != Status.GONE}
    return StagedGuideView(guide, notes, present_wordings(db, notes), frozenset(known & parked_notes(db)))


def present_wordings(db: Connection, notes: Iterable[staging.StagedNote]) -> dict[int, Note]:
    """By id, the stored notes that would be reworded."""
    return {one.note_id: note(db, one.note_id) for one in notes if one.status == Status.CHANGED and one.note_id}


def tick(db: Connection, import_id: int, staged_note_id: int, is_ticked: bool) -> staging.StagedNote:
    """Take a card or leave it; saved at once. Raises NotFound."""
    with write(db, is_staging=True):
        chosen = staging.note(db, import_id, staged_note_id)
        staging.set_tick(db, chosen.id, is_ticked)
    return replace(chosen, is_ticked=is_ticked)


def edit_staged(db: Connection, import_id: int, staged_note_id: int, front: str, back: str) -> staging.StagedNote:
    """Give a card another wording before it is made; the guide's own still tells it apart later. Raises NotFound, BadInput."""
    chosen = staging.note(db, import_id, staged_note_id)
    draft = checked(replace(chosen.draft, front=front, back=back), may_lack_back=not chosen.draft.back)
    made = render_note(draft, staging.guide(db, chosen.staged_guide_id).images)
    with write(db, is_staging=True):
        now = staging.note(db, import_id, staged_note_id)
        edited = replace(now, draft=draft, front_html=made.front_html, back_html=made.back_html, sides=made.sides)
        staging.set_text(db, edited)
    return edited


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


def discard_import(db: Connection, import_id: int) -> None:
    """Forget a preview."""
    with write(db, is_staging=True):
        staging.discard(db, import_id)


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
    return [[*matches, *_gone_matches(db, gone.get(guide_id or 0, []))] for guide_id, matches in matched]


def _gone_matches(db: Connection, note_ids: Sequence[int]) -> list[Match]:
    matches = []
    for note_id in note_ids:
        known, places = note(db, note_id), stored.sources_of(db, note_id)
        first = places[0]
        draft = replace(draft_of(known), heading=first.heading, line=first.line, end_line=first.end_line)
        matches.append(Match(draft, Status.GONE, note_id))
    return matches


def _stage_guide(db: Connection, import_id: int, one: PlannedGuide, rendered: Sequence[Rendered]) -> None:
    guide = one.guide
    columns = {
        "import_id": import_id,
        "guide_id": one.guide_id,
        "resembles_id": one.resembles_id,
        "path": guide.path,
        "title": guide.title,
        "deck": guide.deck,
        "text": guide.text,
        "sha256": one.sha256,
        "front_matter": json.dumps(guide.front_matter, ensure_ascii=False),
        "bundled_as": one.bundled_as,
        "images": json.dumps(one.images, ensure_ascii=False),
        "repairs": json.dumps(guide.repairs, ensure_ascii=False),
        "skips": json.dumps([asdict(skip) for skip in guide.skips], ensure_ascii=False),
        "plans": json.dumps([asdict(plan) for plan in guide.plans], ensure_ascii=False),
    }
    staged_guide_id = staging.insert_guide(db, columns)
    unwanted = stored.declined(db, one.guide_id)
    rows = [
        _row(staged_guide_id, match, made, is_ticked=_is_wanted(match, unwanted))
        for match, made in zip(one.matches, rendered, strict=True)
    ]
    gone = _gone_matches(db, one.gone)
    staging.insert_notes(db, rows + [_rematched_row(db, staged_guide_id, match, None) for match in gone])


def _is_wanted(match: Match, unwanted: Collection[str]) -> bool:
    """Whether a note begins ticked: not a new one that was refused before, or that few would want."""
    return match.status != Status.ADDED or not (match.draft.is_offered or content_key(match.draft) in unwanted)


def _row(staged_guide_id: int, match: Match, made: Rendered, *, is_ticked: bool = True) -> dict[str, object]:
    return {
        "staged_guide_id": staged_guide_id,
        "status": match.status.value,
        "note_id": match.note_id,
        "is_ticked": int(is_ticked),
        "front_html": made.front_html,
        "back_html": made.back_html,
        "sides": staging.packed_sides(made.sides),
        "draft": staging.packed_draft(match.draft, match.draft),
    }


def _rematched_row(
    db: Connection, staged_guide_id: int, match: Match, before: staging.StagedNote | None, refused: Collection[str] = ()
) -> dict[str, object]:
    """refused: contents that lose their tick."""
    if before:
        made = Rendered(before.front_html, before.back_html, before.sides)
        is_refused = match.status == Status.ADDED and content_key(match.draft) in refused
        row = _row(staged_guide_id, match, made, is_ticked=before.is_ticked and not is_refused)
        return row | {"draft": staging.packed_draft(before.draft, before.original)}
    assert match.note_id is not None  # only a stored note can be gone
    known = note(db, match.note_id)
    return _row(staged_guide_id, match, Rendered(known.front_html, known.back_html, ()))


def _name(view: ImportView) -> str:
    return view.guides[0].guide.path if len(view.guides) == 1 else f"{len(view.guides)} guides"
