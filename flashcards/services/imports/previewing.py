"""Looking through an import before it is made: what it would do, and ticks, wordings and skips taken after all, saved at once."""

from __future__ import annotations

from dataclasses import replace

from flashcards.core.errors import NotFound
from flashcards.core.imports import Status
from flashcards.guides.matching import Match
from flashcards.guides.reading import read_text
from flashcards.guides.taking import draft_of_skip
from flashcards.services.carding import render_note
from flashcards.services.imports.preparing import staged_row
from flashcards.services.writing import checked
from flashcards.storage import previews, staging
from flashcards.storage.database import Connection, write
from flashcards.storage.previews import Choice
from flashcards.storage.staged import StagedNote


def tick(db: Connection, import_id: int, staged_note_id: int, is_ticked: bool) -> None:
    """Take a card or leave it; saved at once. Raises NotFound."""
    with write(db, is_staging=True):
        staging.touch(db, import_id)
        staging.set_tick(db, staging.note(db, import_id, staged_note_id).id, is_ticked)


def tick_all(db: Connection, import_id: int, choice: Choice, is_ticked: bool) -> None:
    """The same for all cards of a section, of a kind, of a guide or of an import. Raises NotFound."""
    with write(db, is_staging=True):
        staging.touch(db, import_id)
        previews.set_ticks(db, import_id, choice, is_ticked)


def edit_staged(db: Connection, import_id: int, staged_note_id: int, front: str, back: str) -> StagedNote:
    """Give a card another wording before it is made; the guide's own still tells it apart later. Raises NotFound, BadInput."""
    chosen = staging.note(db, import_id, staged_note_id)
    draft = checked(replace(chosen.draft, front=front, back=back), may_lack_back=not chosen.draft.back)
    made = render_note(draft, staging.guide(db, import_id, chosen.staged_guide_id).images)
    with write(db, is_staging=True):
        staging.touch(db, import_id)
        now = staging.note(db, import_id, staged_note_id)
        edited = replace(now, draft=draft, front_html=made.front_html, back_html=made.back_html, sides=made.sides)
        staging.set_text(db, edited)
    return edited


def take_skip(db: Connection, import_id: int, staged_guide_id: int, number: int) -> None:
    """Make a card of the skip of that number, from 0, ticked and in the author's words; the second time, forget it.

    Raises NotFound.
    """
    guide = staging.guide(db, import_id, staged_guide_id)
    if number >= len(guide.skips):
        raise NotFound("Nothing of that number was skipped in this guide. Open the preview afresh.")
    draft = draft_of_skip(guide.skips[number], read_text(guide.text, guide.path))
    draft = replace(draft, front=draft.front or guide.title)
    row = staged_row(guide.id, Match(draft, Status.ADDED, None), render_note(draft, guide.images))
    with write(db, is_staging=True):
        staging.touch(db, import_id)
        if not previews.drop_taken(db, guide.id, number):
            staging.insert_notes(db, [row | {"skip_number": number}])


def discard_import(db: Connection, import_id: int) -> None:
    """Forget a preview. Raises NotFound."""
    with write(db, is_staging=True):
        staging.touch(db, import_id)
        staging.discard(db, import_id)
