"""Taking back the newest action, and doing it again. Ratings are reversed by rows that name them, never removed."""

from __future__ import annotations

from collections.abc import Callable

from flashcards.core.errors import Stale
from flashcards.core.moment import Moment
from flashcards.storage import journal
from flashcards.storage.database import Connection, write
from flashcards.storage.journal import Action
from flashcards.storage.reviews import log_reversal


def undo(db: Connection, action_id: int | None, moment: Moment) -> Action:
    """Take back the newest action. action_id: the one that was shown, None for whichever it is. Raises Stale."""
    with write(db):
        action = _expected(journal.undoable(db), action_id, "undo")
        return _reverse(db, action, "undo", journal.revert, moment)


def redo(db: Connection, action_id: int | None, moment: Moment) -> Action:
    """Do again what was undone last. Raises Stale."""
    with write(db):
        action = _expected(journal.redoable(db), action_id, "redo")
        return _reverse(db, action, "redo", journal.reapply, moment)


def _expected(top: Action | None, action_id: int | None, verb: str) -> Action:
    if top is None:
        raise Stale(f"There is nothing to {verb}.")
    if action_id not in (None, top.id):
        raise Stale(f"That was done already, or something else came after it. The next {verb} is: {top.label}.")
    return top


def _reverse(db: Connection, action: Action, kind: str, step: Callable[[Connection, Action], None], moment: Moment) -> Action:
    step(db, action)
    for log_id in action.log_ids:
        log_reversal(db, kind, log_id, moment)
    return action
