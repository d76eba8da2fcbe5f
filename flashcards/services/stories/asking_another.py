"""Another question in place of one that stands: while a story is still to be chosen."""

from __future__ import annotations

from dataclasses import replace

from flashcards.core.errors import BadInput, Stale
from flashcards.core.moment import Moment
from flashcards.core.stories.questions import next_question
from flashcards.core.stories.takes import Take, TakeState
from flashcards.services.stories.drilling import WENT_ON, asked_text
from flashcards.storage.database import Connection, write
from flashcards.storage.questions import bank, remember_asking
from flashcards.storage.takes import save_take, take


def ask_another(db: Connection, take_id: str, question_id: int | None, moment: Moment) -> Take:
    """Put another question for the same principle. question_id: the one that was shown; once it was replaced, the same again
    changes nothing.

    Raises: NotFound; Stale (its story is chosen already); BadInput (a mock keeps its questions; there is no other one).
    """
    with write(db):
        found = take(db, take_id)
        if found.state is not TakeState.CHOOSING:
            raise Stale(WENT_ON)
        if found.question_id != question_id:
            return found
        if found.mock_id is not None:
            raise BadInput("A mock keeps its questions. Answer this one, or stop it.")
        other = next_question(bank(db), found.principle, f"{take_id} {question_id}", but=(question_id or 0,))
        if other is None:
            raise BadInput(
                f"The bank has no other question for {found.principle or 'this principle'}. Import more, or answer this one."
            )
        remember_asking(db, other.id, moment.stamp)
        asked = replace(found, question_id=other.id, question=asked_text(other))
        save_take(db, asked)
        return asked
