"""What the form below the table of notes can do with the cards that were chosen."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from werkzeug.datastructures import MultiDict

from flashcards.core.errors import BadInput
from flashcards.core.models import LARGEST_ID
from flashcards.core.moment import Moment
from flashcards.services import mending
from flashcards.services.mending import Chosen, Mended
from flashcards.services.writing import tags_of
from flashcards.storage.database import Connection
from flashcards.web.forms import number, said

Form: TypeAlias = MultiDict[str, str]

MOST_TICKED = 2000
LONGEST_WAIT_DAYS = 36500
_DAYS = re.compile(r"\s*(\d{1,5})\s*(?:[-–]\s*(\d{1,5})\s*)?", re.ASCII)


def chosen_from(form: Form) -> Chosen:
    """The ticked cards, or with `all` whatever the search finds. Raises BadInput when there is nothing."""
    if form.get("all"):
        return Chosen(query=form.get("q", ""))
    ids = form.getlist("card")
    if not ids:
        raise BadInput("Nothing is ticked. Tick the cards to change.")
    if len(ids) > MOST_TICKED:
        raise BadInput(f"At most {MOST_TICKED:,} cards can be ticked; for more, choose all that a search finds.")
    return Chosen(tuple(number(one, "card", 1, LARGEST_ID) for one in ids))


def days(text: str) -> tuple[int, int]:
    """ "3" or "3-7": the first and the last day from today. Raises BadInput."""
    found = _DAYS.fullmatch(text)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if not first <= last <= LONGEST_WAIT_DAYS:
        raise BadInput("Write in how many days, such as 0 for today, 3, or 3-7 to spread them.")
    return first, last


def _tags(form: Form) -> tuple[str, ...]:
    tags = tags_of(form.get("tags", ""))
    if not tags:
        raise BadInput("Write one or more tags first.")
    return tags


MENDS: Mapping[str, Callable[[Connection, Chosen, Form, Moment], Mended]] = {
    "suspend": lambda db, chosen, form, at: mending.suspend(db, chosen, at),
    "resume": lambda db, chosen, form, at: mending.take_back_in(db, chosen, at),
    "bury": lambda db, chosen, form, at: mending.bury(db, chosen, at),
    "flag": lambda db, chosen, form, at: mending.flag(db, chosen, number(form.get("flag"), "flag", 0, 7), at),
    "mark": lambda db, chosen, form, at: mending.mark(db, chosen, True, at),
    "unmark": lambda db, chosen, form, at: mending.mark(db, chosen, False, at),
    "tag": lambda db, chosen, form, at: mending.tag(db, chosen, _tags(form), at),
    "untag": lambda db, chosen, form, at: mending.untag(db, chosen, _tags(form), at),
    "move": lambda db, chosen, form, at: mending.move(db, chosen, number(said(form, "deck"), "deck", 1, LARGEST_ID), at),
    "due": lambda db, chosen, form, at: mending.set_due(db, chosen, *days(form.get("days", "")), at),
    "reset": lambda db, chosen, form, at: mending.reset(db, chosen, at),
    "delete": lambda db, chosen, form, at: mending.delete(db, chosen, at),
}
"""By what the field `do` says."""
