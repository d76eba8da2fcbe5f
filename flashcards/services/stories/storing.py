"""Stories into rows: the note, its HTML and cards, and what a story has beyond a note. For use within a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from flashcards.core.errors import BadInput
from flashcards.core.models import NoteDraft
from flashcards.core.moment import Moment
from flashcards.core.stories.story import DECK, StoryDraft, face_of
from flashcards.services.carding import Rendered, fit_cards, render_note
from flashcards.services.picturing import own_images, shown_images
from flashcards.storage.cards import Side, next_id
from flashcards.storage.database import Connection
from flashcards.storage.decks import ensure_deck
from flashcards.storage.journal import Change, update
from flashcards.storage.notes import LEECH_TAG, insert_notes, new_guid, note, note_columns
from flashcards.storage.principles import principles
from flashcards.storage.stories import insert_story, update_story


@dataclass(frozen=True, slots=True)
class Written:
    """A checked story with all that is shown of it, made before the collection is locked."""

    draft: StoryDraft
    face: NoteDraft
    rendered: Rendered


def write_out(db: Connection, draft: StoryDraft, beside: int | None = None) -> Written:
    """draft: as `checked` gives it. beside: a note that shows pictures which are meant here too."""
    face = face_of(draft)
    known = note(db, beside) if beside else None
    shown = shown_images(known.back, known.back_html) if known else {}
    return Written(draft, face, render_note(face, shown | own_images(db, face.back)))


def store_stories(db: Connection, written: Iterable[Written], guids: Iterable[str | None], moment: Moment) -> list[Change | None]:
    """New stories, in the deck for them, made where it is missing. guids: names they had elsewhere; None gives a new one."""
    deck_id, made = ensure_deck(db, DECK, moment.stamp)
    changes: list[Change | None] = [*made]
    for one, guid in zip(written, guids, strict=True):
        note_id = next_id(db, "notes")
        row = _note_columns(one) | {"id": note_id, "deck_id": deck_id, "guid": guid or new_guid(note_id, moment.stamp)}
        changes.append(insert_notes(db, [row], moment.stamp))
        insert_story(db, note_id, one.draft)
        changes += _fit_cards(db, note_id, one.draft, moment)
    return changes


def rewrite_story(db: Connection, story_id: int, one: Written, moment: Moment) -> list[Change | None]:
    """Another text for a story. Cards of principles it still shows keep their memory."""
    held = {LEECH_TAG} & set(note(db, story_id).tags)
    face = replace(one.face, tags=(*one.face.tags, *(held - set(one.face.tags))))
    told = [update(db, "notes", story_id, **_note_columns(replace(one, face=face))), update_story(db, story_id, one.draft)]
    if any(told):
        told.append(update(db, "notes", story_id, edited_at=moment.stamp))
    return [*told, *_fit_cards(db, story_id, one.draft, moment)]


def _note_columns(one: Written) -> dict[str, object]:
    return note_columns(one.face, DECK) | {"front_html": one.rendered.front_html, "back_html": one.rendered.back_html}


def _fit_cards(db: Connection, story_id: int, draft: StoryDraft, moment: Moment) -> list[Change | None]:
    """A card for each principle that it shows. Raises BadInput when one of them was removed meanwhile."""
    slots: Mapping[str, str] = {one.name: one.slot for one in principles(db)}
    if missing := [name for name in draft.principles if name not in slots]:
        raise BadInput(f"The principle {missing[0]!r} was removed meanwhile. Nothing was saved; choose another one.")
    sides = [Side(slots[name]) for name in draft.principles]
    return fit_cards(db, note(db, story_id), sides, moment.stamp, is_drilled=True)
