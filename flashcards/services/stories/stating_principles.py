"""The principles stories can show: added, edited, put in order and removed. Each is one step, and can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flashcards.core.errors import BadInput
from flashcards.core.moment import Moment
from flashcards.core.stories.principles import (
    MOST_LINE_CHARACTERS,
    MOST_NAME_CHARACTERS,
    MOST_PRINCIPLES,
    Principle,
    PrincipleDraft,
)
from flashcards.services.stories.drafting import is_seen, one_line
from flashcards.storage.database import Connection, write
from flashcards.storage.journal import Change, delete_rows, record, update
from flashcards.storage.mocks import rename_in_plans
from flashcards.storage.principles import insert_principle, principle, principle_columns, principles, rename_in_notes
from flashcards.storage.retrievals import rename_in_retrievals
from flashcards.storage.stories import stories
from flashcards.storage.takes import rename_in_takes


def add_principle(db: Connection, draft: PrincipleDraft, moment: Moment) -> int:
    """One more, at the end; returns its id. Raises BadInput."""
    draft = _checked(draft)
    with write(db):
        known = principles(db)
        if len(known) >= MOST_PRINCIPLES:
            raise BadInput(f"There are {MOST_PRINCIPLES} principles, which is the most. Remove one first.")
        _refuse_taken(known, draft.name)
        position = 1 + max((one.position for one in known), default=-1)
        principle_id, change = insert_principle(db, draft, position, moment.stamp)
        record(db, f"Added the principle {draft.name}", [change], moment.stamp)
    return principle_id


def edit_principle(db: Connection, principle_id: int, draft: PrincipleDraft, moment: Moment) -> None:
    """Say anew what it is called, wherever it is named, what it means and what is asked at each level.

    Raises NotFound, BadInput.
    """
    draft = _checked(draft)
    with write(db):
        known = principle(db, principle_id)
        _refuse_taken([one for one in principles(db) if one.id != principle_id], draft.name)
        is_renamed = draft.name != known.name
        named = _rename(db, known.name, draft.name) if is_renamed else []
        label = f"Renamed {known.name} to {draft.name}" if is_renamed else f"Reworded {known.name}"
        record(db, label, [update(db, "principles", principle_id, **principle_columns(draft)), *named], moment.stamp)


def order_principles(db: Connection, ids: Sequence[int], moment: Moment) -> None:
    """Put them in this order. ids: of all of them. Raises BadInput when they are not."""
    with write(db):
        if sorted(ids) != sorted(one.id for one in principles(db)):
            raise BadInput("The order must name every principle once. Load the page again; one was added or removed.")
        changes = [update(db, "principles", principle_id, position=position) for position, principle_id in enumerate(ids)]
        record(db, "Put the principles in another order", changes, moment.stamp)


def remove_principle(db: Connection, principle_id: int, moment: Moment) -> None:
    """Take one away that no story shows. Added again, it is the same one. Raises NotFound; BadInput naming the stories."""
    with write(db):
        known = principle(db, principle_id)
        if titles := [one.title for one in stories(db) if one.shows(known.name)]:
            named = "; ".join(titles[:5]) + (f"; and {len(titles) - 5} more" if len(titles) > 5 else "")
            raise BadInput(f"{known.name} is shown by stories: {named}. Take it from them first, or rename it.")
        record(db, f"Removed {known.name}", delete_rows(db, {"principles": [principle_id]}, moment.stamp), moment.stamp)


def _rename(db: Connection, old: str, new: str) -> list[Change | None]:
    """Wherever it is named: in notes, takes, mocks and retrievals."""
    return [
        *rename_in_notes(db, old, new),
        rename_in_takes(db, old, new),
        *rename_in_plans(db, old, new),
        rename_in_retrievals(db, old, new),
    ]


def _checked(draft: PrincipleDraft) -> PrincipleDraft:
    texts = {name: one_line(getattr(draft, name)) for name in ("meaning", "l6", "l7")}
    if any(len(text) > MOST_LINE_CHARACTERS for text in texts.values()):
        raise BadInput(f"What a principle means and asks is a line of at most {MOST_LINE_CHARACTERS} characters. Shorten it.")
    return replace(draft, name=_name(draft.name), **texts)


def _name(text: str) -> str:
    name = one_line(text)
    if not is_seen(name):
        raise BadInput("The principle has no name. Give it one.")
    if len(name) > MOST_NAME_CHARACTERS:
        raise BadInput(f"The name of a principle has at most {MOST_NAME_CHARACTERS} characters. Shorten it.")
    return name


def _refuse_taken(known: Sequence[Principle], name: str) -> None:
    if any(one.name.casefold() == name.casefold() for one in known):
        raise BadInput(f"There is a principle {name!r} already. Choose another name.")
