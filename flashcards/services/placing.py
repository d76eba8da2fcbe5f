"""Where cards stand in guides: found again after edits and renames, and given to notes that are written from a guide's text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from flashcards.core.errors import NotFound
from flashcards.core.models import NoteDraft
from flashcards.guides.reading import context_line
from flashcards.guides.taking import draft_of_skip
from flashcards.services.picturing import REFERENCE
from flashcards.services.shelving import Book, Shelf, open_book
from flashcards.storage import guides as stored
from flashcards.storage.cards import card, next_id
from flashcards.storage.database import Connection
from flashcards.storage.decks import deck
from flashcards.storage.guides import Source, StoredGuide
from flashcards.storage.journal import Change
from flashcards.storage.notes import Note, note, set_context


@dataclass(frozen=True, slots=True)
class CardPlace:
    """A place a note stands, or stood, in.

    guide: None when it was deleted, or its import taken back. line: where it stands now; None when its text is not there any
    more. heading_line: where its heading stands now, if it does.
    """

    source: Source
    guide: StoredGuide | None
    line: int | None = None
    heading_line: int | None = None


@dataclass(frozen=True, slots=True)
class CardPlaces:
    """Where a card is to be found: the places that can be shown, and those that were lost."""

    card_id: int
    note: Note
    stands: tuple[CardPlace, ...]
    lost: tuple[CardPlace, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the editor begins with at a text that became no card: a draft that knows its place, for the deck of that name."""

    draft: NoteDraft
    deck: str
    guide: StoredGuide


def find_card(db: Connection, card_id: int, shelf: Shelf) -> CardPlaces:
    """Every place a card has, or had, in a guide. Raises NotFound."""
    found = note(db, card(db, card_id).note_id)
    places = [_place(db, source, shelf) for source in stored.sources_of(db, found.id)]
    return CardPlaces(
        card_id, found, tuple(place for place in places if place.line), tuple(place for place in places if not place.line)
    )


def line_of(book: Book, source: Source) -> int | None:
    """The line at which a source's text stands in its guide now.

    What an import placed stands where it said, unless its new wording was not taken: then it is known by its id, or by the text
    that stands nearest.
    """
    if source.is_gone:
        return None
    named = book.places.get(f"^{source.explicit_id}", ()) if source.explicit_id else ()
    lines = book.places.get(source.content_key) or named
    near = lines if lines or source.is_by_hand else [text.line for text in book.texts]
    return min(near, key=lambda line: abs(line - source.line), default=None)


def draft_at(db: Connection, guide_id: int, line: int, shelf: Shelf) -> Suggestion:
    """A draft for the text at that line of a guide, which became no card. Raises NotFound."""
    book = open_book(db, guide_id, shelf)
    draft, _ = _text_at(book, line)
    images = stored.guide_images(db, guide_id)
    back = REFERENCE.sub(lambda found: found[0].replace(found[1], f"/media/{images.get(found[1], found[1])}"), draft.back)
    return Suggestion(replace(draft, back=back), deck(db, book.guide.deck_id).name, book.guide)


def columns_at(db: Connection, guide_id: int, line: int, shelf: Shelf) -> dict[str, object] | None:
    """The columns of a source for a note that is written from the text at that line, but its ids; None if it is gone by now."""
    try:
        draft, key = _text_at(open_book(db, guide_id, shelf), line)
    except NotFound:
        return None
    return {
        "guide_id": guide_id,
        "heading": json.dumps(draft.heading, ensure_ascii=False),
        "line": draft.line,
        "end_line": draft.end_line,
        "explicit_id": draft.explicit_id,
        "content_key": key,
    }


def place_note(db: Connection, note_id: int, columns: Mapping[str, object], stamp: str) -> list[Change | None]:
    """Give a note that was just written its place, if its guide is still there. columns: as `columns_at` gives them.

    Only inside `write`.
    """
    try:
        title = stored.guide(db, int(str(columns["guide_id"]))).title
    except NotFound:
        return []  # deleted while the note was typed, which must not be lost
    row = {**columns, "id": next_id(db, "sources"), "note_id": note_id}
    context = context_line(title, tuple(json.loads(str(columns["heading"]))), "")
    return [stored.insert_sources(db, [row], stamp), set_context(db, note_id, context)]


def _place(db: Connection, source: Source, shelf: Shelf) -> CardPlace:
    try:
        book = open_book(db, source.guide_id, shelf)
    except NotFound:
        return CardPlace(source, None)
    heading = next((one.line for one in book.reading.root.walk() if one.path == source.heading and one.path), None)
    return CardPlace(source, book.guide, line_of(book, source), heading)


def _text_at(book: Book, line: int) -> tuple[NoteDraft, str]:
    """A draft for the text at a line, and the content key of its place; a text without a card goes first. Raises NotFound."""
    text = next((one for one in reversed(book.texts) if one.line == line), None)
    if text is None:
        raise NotFound("No such text stands at this line of the guide. It may have been imported again; open the guide afresh.")
    if isinstance(text.gives, NoteDraft):
        return text.gives, text.key
    return draft_of_skip(text.gives, book.reading), text.key
