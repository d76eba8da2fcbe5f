"""An import applied in one transaction that one undo takes back, if the collection is still what its preview was made for."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import count

from flashcards.core.errors import Stale
from flashcards.core.imports import ReadingState, Status
from flashcards.core.models import Kind
from flashcards.core.moment import Moment
from flashcards.services.backing_up import back_up_before
from flashcards.services.imports.applying import Placing, apply_guide, park, tell_places
from flashcards.services.imports.rematching import ImportView, is_current, keep, match_again
from flashcards.storage import staging
from flashcards.storage.cards import next_position
from flashcards.storage.database import Connection, write
from flashcards.storage.decks import decks
from flashcards.storage.folders import keep_imported
from flashcards.storage.journal import record
from flashcards.storage.media import keep_staged_media


@dataclass(frozen=True, slots=True)
class Applied:
    """How many notes an import made, changed, found as they were, parked, found elsewhere, and left because it had to ask.

    drilled: of those it made, the ones that stand in no review; questions: of these, the ones that ask for a story.
    """

    added: int
    changed: int
    same: int
    gone: int
    moved: int = 0
    ask: int = 0
    drilled: int = 0
    questions: int = 0


def apply_import(db: Connection, import_id: int, moment: Moment) -> Applied | None:
    """Make the ticked cards: one transaction, one undo. None when it was applied before (a second press).

    What is still to be asked is left as it is. Raises: NotFound; Stale when the collection changed so that the preview would
    not be what is applied.
    """
    back_up_before(db, "import", moment.at)
    again = match_again(db, import_id)
    with write(db):
        if not is_current(db, again):
            again = match_again(db, import_id)
        head = again.view.head
        if head.applied_at:
            return None
        if head.state is not ReadingState.READY:
            raise Stale(head.problem or "The guides of this import are not read yet, or it was cancelled.")
        if again.is_as_shown:
            return _apply(db, again.view, moment)
        keep(db, again)
    raise Stale("The collection changed since this preview was made. It is shown afresh; look again, then import.")


def _apply(db: Connection, view: ImportView, moment: Moment) -> Applied:
    notes = [one for guide in view.guides for one in guide.notes]
    asked = frozenset(note_id for one in notes if one.status is Status.ASK for note_id in one.candidates)
    placing = Placing(count(next_position(db)), frozenset(deck.id for deck in decks(db)), asked)
    changes = [change for guide in view.guides for change in apply_guide(db, guide.guide, guide.notes, placing, moment)]
    changes += tell_places(db, placing.placed - placing.new)
    changes += park(db, [one for one in notes if one.status is Status.GONE and one.is_ticked], moment)
    stands = [staging.as_applied(view.head.id)] if any(changes) else []
    record(db, f"Imported {_name(view)}", [*changes, *stands], moment.stamp)
    taken = {status.value: view.count_ticked(status) for status in Status if status is not Status.ASK}
    drilled = [one.draft.kind for one in notes if one.status is Status.ADDED and one.is_ticked and one.draft.is_drilled]
    applied = Applied(**taken, ask=view.count(Status.ASK), drilled=len(drilled), questions=drilled.count(Kind.QUESTION))
    keep_imported(db, view.head.id, placing.guide_ids, moment.stamp)
    keep_staged_media(db, view.head.id)
    staging.mark_applied(db, view.head.id, asdict(applied), placing.guide_ids.values(), moment.stamp)
    return applied


def _name(view: ImportView) -> str:
    return view.guides[0].guide.path if len(view.guides) == 1 else f"{len(view.guides)} guides"
