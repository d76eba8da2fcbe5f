"""The cards of a note: one for each way it is asked, with their HTML made when the note is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flashcards.core import cloze
from flashcards.core.models import REVERSED, Form, NoteDraft, Suspension
from flashcards.rendering import render
from flashcards.storage.cards import (
    Side,
    cards_of_note,
    every_card_of_note,
    insert_cards,
    next_id,
    next_position,
    set_columns,
)
from flashcards.storage.database import Connection
from flashcards.storage.journal import Change, update
from flashcards.storage.notes import Note


@dataclass(frozen=True, slots=True)
class Rendered:
    """A note in HTML. front_html of a cloze: the whole text, every answer marked."""

    front_html: str
    back_html: str
    sides: tuple[Side, ...]


def render_note(draft: NoteDraft, images: Mapping[str, str]) -> Rendered:
    """images: as `render` takes them."""
    back_html = render(draft.back, images)
    match draft.form:
        case Form.CLOZE:
            sides = tuple(_gap_sides(draft.front, back_html, images))
            return Rendered(render(cloze.filled(draft.front), images), back_html, sides)
        case Form.REVERSED:
            return Rendered(render(draft.front, images), back_html, (Side(), Side(REVERSED)))
        case Form.BASIC | Form.TYPED:
            return Rendered(render(draft.front, images), back_html, (Side(),))


def _gap_sides(front: str, back_html: str, images: Mapping[str, str]) -> Iterator[Side]:
    """What a cloze says beside its text, if anything, stands below the answer."""
    below = f"<hr>{back_html}" if back_html else ""
    for number in cloze.gap_numbers(front):
        asked, answered = cloze.question(front, number), cloze.answer(front, number)
        yield Side(f"c{number}", render(asked, images), render(answered, images) + below)


def card_rows(
    first_id: int, note_id: int, deck_id: int, position: int, sides: Sequence[Side], *, is_drilled: bool
) -> list[dict[str, object]]:
    """Rows for `insert_cards`. The cards of a note stand at one position."""
    place = {"note_id": note_id, "deck_id": deck_id, "position": position, "is_drilled": int(is_drilled)}
    return [
        place | {"id": card_id, "slot": side.slot, "front_html": side.front_html, "back_html": side.back_html}
        for card_id, side in enumerate(sides, first_id)
    ]


def fit_cards(db: Connection, note: Note, sides: Sequence[Side], stamp: str, *, is_drilled: bool) -> list[Change | None]:
    """Bring the cards of a stored note to what it asks now.

    A card whose slot stays keeps its memory; one whose slot is no more is marked deleted, and finds its memory again when
    the slot comes back. All are set aside while their note is.
    """
    wanted = {side.slot: side for side in sides}
    known = every_card_of_note(db, note.id)
    changes: list[Change | None] = []
    for card, is_deleted in known:
        side = wanted.pop(card.slot, None)
        if side:
            said = {"front_html": side.front_html, "back_html": side.back_html, "is_drilled": int(is_drilled)}
            changes.append(update(db, "cards", card.id, **said, deleted_at=None))
        elif not is_deleted:
            changes.append(update(db, "cards", card.id, deleted_at=stamp))
    if wanted:
        position = min((card.position for card, _ in known), default=next_position(db))
        missing = card_rows(next_id(db, "cards"), note.id, note.deck_id, position, list(wanted.values()), is_drilled=is_drilled)
        changes.append(insert_cards(db, missing, stamp))
    return changes + hold_cards(db, note.id, is_gone=note.is_gone)


def hold_cards(db: Connection, note_id: int, *, is_gone: bool) -> list[Change | None]:
    """Set aside the cards of a note that is gone from its guides, free those of one that is not. Other suspensions stay."""
    before, after = (None, Suspension.GONE) if is_gone else (Suspension.GONE, None)
    cards = [card for card in cards_of_note(db, note_id) if card.suspended is before]
    return [*set_columns(db, cards, suspended=after)]
