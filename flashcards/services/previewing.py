"""Looking through an import before it is made: what it would do, ticks and wordings that are saved at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from flashcards.core.models import NoteDraft
from flashcards.guides.matching import Status
from flashcards.services.carding import render_note
from flashcards.services.writing import checked
from flashcards.storage import staging
from flashcards.storage.database import Connection, write
from flashcards.storage.notes import Note, note, parked_notes


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


def discard_import(db: Connection, import_id: int) -> None:
    """Forget a preview."""
    with write(db, is_staging=True):
        staging.discard(db, import_id)
