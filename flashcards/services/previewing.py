"""Looking through an import before it is made: what it would do, and ticks, wordings and skips taken after all, saved at once."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flashcards.core.errors import NotFound
from flashcards.core.models import NoteDraft
from flashcards.guides.matching import Match, Status
from flashcards.guides.reading import read_text
from flashcards.services.carding import render_note
from flashcards.services.placing import draft_of_skip
from flashcards.services.preparing import staged_row
from flashcards.services.writing import checked
from flashcards.storage import previews, staging
from flashcards.storage.database import Connection, write
from flashcards.storage.previews import Choice


@dataclass(frozen=True, slots=True)
class StagedGuideView:
    """A staged guide with all of its notes."""

    guide: staging.StagedGuide
    notes: tuple[staging.StagedNote, ...]

    @property
    def drafts(self) -> list[NoteDraft]:
        """What the guide itself says."""
        return [one.original for one in self.notes if one.status != Status.GONE]


@dataclass(frozen=True, slots=True)
class ImportView:
    """A whole preview, as applying needs it; `looking_through` has what its pages need."""

    head: staging.StagedImport
    guides: tuple[StagedGuideView, ...]

    def count(self, status: str) -> int:
        """Notes of that status."""
        return sum(one.status == status for guide in self.guides for one in guide.notes)

    def count_ticked(self, status: str) -> int:
        """Those of them that are to be taken."""
        return sum(one.status == status and one.is_ticked for guide in self.guides for one in guide.notes)


def view_import(db: Connection, import_id: int) -> ImportView:
    """Raises NotFound."""
    head = staging.staged_import(db, import_id)
    guides = staging.guides(db, import_id)
    return ImportView(head, tuple(StagedGuideView(guide, tuple(staging.notes(db, guide.id))) for guide in guides))


def tick(db: Connection, import_id: int, staged_note_id: int, is_ticked: bool) -> None:
    """Take a card or leave it; saved at once. Raises NotFound."""
    with write(db, is_staging=True):
        staging.set_tick(db, staging.note(db, import_id, staged_note_id).id, is_ticked)


def tick_all(db: Connection, import_id: int, choice: Choice, is_ticked: bool) -> None:
    """The same for all cards of a section, of a kind, of a guide or of an import."""
    with write(db, is_staging=True):
        previews.set_ticks(db, import_id, choice, is_ticked)


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


def take_skip(db: Connection, import_id: int, staged_guide_id: int, number: int) -> None:
    """Make a card of the skip of that number, from 0, ticked and in the author's words; the second time, forget it.

    Raises NotFound.
    """
    guide = staging.guide(db, staged_guide_id)
    if number >= len(guide.skips) or all(guide.id != one.id for one in previews.guide_heads(db, import_id)):
        raise NotFound("Nothing of that number was skipped in this guide. Open the preview afresh.")
    draft = draft_of_skip(guide.skips[number], read_text(guide.text, guide.path))
    draft = replace(draft, front=draft.front or guide.title)
    row = staged_row(guide.id, Match(draft, Status.ADDED, None), render_note(draft, guide.images))
    with write(db, is_staging=True):
        if not previews.drop_taken(db, guide.id, number):
            staging.insert_notes(db, [row | {"skip_number": number}])


def discard_import(db: Connection, import_id: int) -> None:
    """Forget a preview."""
    with write(db, is_staging=True):
        staging.discard(db, import_id)
