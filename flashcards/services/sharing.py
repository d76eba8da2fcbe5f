"""Notes as files to read, edit or hand on, that import again: Markdown, a guide for each deck, or one CSV."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

from flashcards.core.deck_names import is_within, leaf, tree_order
from flashcards.core.errors import NotFound
from flashcards.core.models import NoteDraft
from flashcards.core.moment import Moment
from flashcards.core.names import NOTE_ID
from flashcards.guides.folder import write_folder
from flashcards.guides.reading import BETWEEN_HEADINGS, CUT_OFF
from flashcards.guides.spreadsheet import write_csv
from flashcards.services.imports.gathering import image_path
from flashcards.services.picturing import shown_images
from flashcards.services.searching import find_card_ids
from flashcards.services.writing import draft_of, sections_as_asked
from flashcards.storage.cards import cards_of_note
from flashcards.storage.database import Connection, snapshot
from flashcards.storage.decks import decks
from flashcards.storage.media import media
from flashcards.storage.notes import Note, drilled_notes, live_notes
from flashcards.storage.stories import private_notes


@dataclass(frozen=True, slots=True)
class Chosen:
    """Notes to share, each with the name of its deck. stories: how many were left out, as they are the learner's own and not
    ticked for sharing.
    """

    notes: tuple[tuple[str, Note], ...]
    stories: int

    @property
    def drafts(self) -> list[tuple[str, NoteDraft]]:
        """The notes as a guide would give them, each named by its guid."""
        return [(deck, _draft(deck, one)) for deck, one in self.notes]


@dataclass(frozen=True, slots=True)
class Files:
    """Guides by path, and the pictures they show. left_out: what does not come back from them, a sentence each."""

    contents: dict[str, bytes]
    left_out: tuple[str, ...]


def choose_notes(db: Connection, moment: Moment, deck: str | None = None, search: str | None = None) -> Chosen:
    """Every note, or those of a deck and the decks below it, or those with a card that a search finds; none that is private.

    Raises: NotFound (there is no such deck), BadInput (the search).
    """
    with snapshot(db):
        names = {one.id: one.name for one in decks(db)}
        if deck is not None and deck.casefold() not in map(str.casefold, names.values()):
            raise NotFound(f"There is no deck {deck!r}. `flashcards decks` lists those there are; join their parts with `::`.")
        found = [one for one in live_notes(db) if deck is None or is_within(names[one.deck_id], deck)]
        if search is not None:
            cards = set(find_card_ids(db, search, moment))
            found = [one for one in found if any(card.id in cards for card in cards_of_note(db, one.id))]
        private, drilled = private_notes(db), drilled_notes(db)
    asked = {one.id: sections_as_asked(one, is_drilled=one.id in drilled) for one in found}
    shared = [(names[one.deck_id], replace(one, sections=asked[one.id])) for one in found if one.id not in private]
    in_order = sorted(shared, key=lambda pair: (tree_order(pair[0]), pair[1].id))
    return Chosen(tuple(in_order), len(found) - len(shared))


def as_csv(chosen: Chosen) -> Iterator[str]:
    """Line by line."""
    return write_csv(chosen.drafts)


def as_markdown(db: Connection, chosen: Chosen) -> Files:
    """A guide for each deck, in folders as the decks are nested, with the pictures where the notes say they lie."""
    folder = write_folder(chosen.drafts)
    contents = {path: text.encode() for path, text in folder.texts.items()}
    left_out = [f"{chosen.notes[place][1].front[:80]!r} cannot be written as Markdown" for place in folder.lost]
    for path, places in folder.places.items():
        left_out += _add_pictures(db, path, [chosen.notes[place][1] for place in places], contents)
    return Files(contents, tuple(left_out))


def zipped(files: Files) -> bytes:
    """The files in one archive; equal files give equal bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.contents.items():
            archive.writestr(zipfile.ZipInfo(path), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _add_pictures(db: Connection, guide_path: str, notes: Sequence[Note], contents: dict[str, bytes]) -> Iterator[str]:
    for one in notes:
        shown = shown_images(one.front, one.front_html) | shown_images(one.back, one.back_html)
        for reference, name in shown.items():
            path, content = image_path(guide_path, unquote(reference)).lstrip("/"), media(db, name)
            if path.startswith("..") or ":" in path or contents.setdefault(path, content) != content:
                yield f"{guide_path}: the picture {reference} cannot lie where the note says"


def _draft(deck: str, one: Note) -> NoteDraft:
    """The note with its guid for an id, and for headings what it says of where it comes from, the title of its guide first."""
    named = one.guid if NOTE_ID.fullmatch(one.guid) else None
    title, *headings = one.context.split(BETWEEN_HEADINGS)
    title = leaf(deck) if title in ("", CUT_OFF) else title
    return replace(draft_of(one), explicit_id=named, heading=(title, *headings), sections=one.sections)
