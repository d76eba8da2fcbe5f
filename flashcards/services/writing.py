"""Notes written by hand: added, edited and deleted, each in one transaction that one undo takes back."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from flashcards.core import cloze
from flashcards.core.deck_names import cleaned, leaf
from flashcards.core.errors import BadInput, Stale
from flashcards.core.models import Form, NoteDraft
from flashcards.core.moment import Moment
from flashcards.core.plural import some
from flashcards.guides.canonical import canonical
from flashcards.guides.reading import MAX_SIDE_BYTES
from flashcards.guides.shapes.told_parts import sections_in
from flashcards.rendering import plain_text, render
from flashcards.services.carding import Rendered, fit_cards, render_note
from flashcards.services.picturing import own_images, shown_images
from flashcards.services.placing import place_note
from flashcards.storage import guides as stored
from flashcards.storage.cards import cards_of_note, next_id
from flashcards.storage.database import Connection, write
from flashcards.storage.decks import deck, ensure_deck
from flashcards.storage.journal import Change, record, update
from flashcards.storage.notes import LEECH_TAG, Note, insert_notes, new_guid, note, note_columns, notes_with_words, remove_notes
from flashcards.storage.stories import is_story

Sections = tuple[tuple[str, str], ...]
"""As `NoteDraft` has them."""
MOST_TAGS = 100
MOST_TAG_CHARACTERS = 100
MOST_WORDS = 12
"""Of a front, that are looked up to find its like."""
_WORD = re.compile(r"[^\W_]+")  # a word of the index: what it would cut up is slow to find


@dataclass(frozen=True, slots=True)
class Preview:
    """What a draft would be. cards: (question, answer) in HTML, one for each card. mistake: why it cannot be saved yet."""

    cards: tuple[tuple[str, str], ...]
    mistake: str | None


def add_note(db: Connection, deck_name: str, draft: NoteDraft, moment: Moment, place: Mapping[str, object] | None = None) -> int:
    """Store a note and its cards in that deck, made where it is missing; returns its id. Raises BadInput.

    place: where in a guide its text stands, as `columns_at` gives it.
    """
    draft, name = checked(draft), cleaned(deck_name)
    rendered = render_note(draft, own_images(db, draft.front, draft.back))
    with write(db):
        deck_id, made = ensure_deck(db, name, moment.stamp)
        note_id = next_id(db, "notes")
        html = {"front_html": rendered.front_html, "back_html": rendered.back_html}
        row = note_columns(draft, leaf(name)) | html | {"guid": new_guid(note_id, moment.stamp)}
        notes = insert_notes(db, [row | {"id": note_id, "deck_id": deck_id}], moment.stamp)
        added = fit_cards(db, note(db, note_id), rendered.sides, moment.stamp, is_drilled=draft.is_drilled)
        placed = place_note(db, note_id, place, moment.stamp) if place else []
        record(db, "Added a note", [*made, notes, *added, *placed], moment.stamp)
    return note_id


def draft_of(shown: Note) -> NoteDraft:
    """A stored note as the editor has it. The leech tag belongs to the schedule: it is not shown, and edits keep it."""
    tags = tuple(tag for tag in shown.tags if tag != LEECH_TAG)
    return NoteDraft(
        kind=shown.kind,
        front=shown.front,
        back=shown.back,
        heading=(),
        line=0,
        end_line=0,
        level=shown.level,
        as_of=shown.as_of,
        tags=tags,
        principles=shown.principles,
        form=shown.form,
    )


def sections_as_asked(shown: Note, *, is_drilled: bool) -> Sections:
    """The parts of a note's back; none where they would say that it is drilled, and it was given an answer since."""
    plain = draft_of(shown)
    say_so = not plain.is_drilled and replace(plain, sections=shown.sections).is_drilled
    return shown.sections if is_drilled or not say_so else ()


def note_version(shown: Note) -> str:
    """An opaque text for what the editor shows of a note: another one means it was changed since."""
    return hashlib.sha256(repr((shown.deck_id, draft_of(shown))).encode()).hexdigest()[:16]


def edit_note(db: Connection, note_id: int, draft: NoteDraft, deck_name: str, version: str, moment: Moment) -> None:
    """Give a note another text, form or deck. Cards whose slot stays keep their schedule.

    version: `note_version` of what was edited. Raises: NotFound; BadInput; Stale when the note has changed since: nothing
    is written, and the caller shows what was typed beside what the note is now.
    """
    known = note(db, note_id)
    if is_story(db, note_id):
        raise BadInput(f"This note is a story of your own, and has more parts than a note. Edit it at /stories/{note_id}/edit.")
    draft, name = checked(draft, may_lack_back=not known.back), cleaned(deck_name)
    rendered = render_note(draft, images_of(db, known, draft))
    with write(db):
        known = note(db, note_id)
        if note_version(known) != version:
            raise Stale("This note was changed meanwhile. Compare your text with the note as it is now, then save again.")
        deck_id, made = ensure_deck(db, name, moment.stamp)
        slots = {side.slot for side in rendered.sides}
        staying = next((card.id for card in cards_of_note(db, note_id) if card.slot in slots), None)
        changes = _rewrite(db, known, draft, rendered, deck_id, moment)
        record(db, "Edited a note", [*made, *changes], moment.stamp, card_id=staying)


def delete_notes(db: Connection, note_ids: Collection[int], moment: Moment) -> int:
    """Mark notes as deleted, with their cards and places. Their guides will not bring them back unasked. Returns how many.

    Raises NotFound when one of them is not there; then none is deleted.
    """
    with write(db):
        ids = [note(db, note_id).id for note_id in dict.fromkeys(note_ids)]
        record(db, f"Deleted {some(len(ids), 'note')}", remove_notes(db, ids, moment.stamp), moment.stamp)
    return len(ids)


def similar_notes(db: Connection, front: str, but: int | None = None) -> list[Note]:
    """Notes that ask the same words, whatever their case, spacing and emphasis. but: a note that is left out, being edited."""
    plain = _plain(render(cloze.filled(front)))
    words = sorted(set(_WORD.findall(plain)), key=len, reverse=True)[:MOST_WORDS]
    return [one for one in notes_with_words(db, words) if one.id != but and _plain(one.front_html) == plain]


def preview(db: Connection, draft: NoteDraft, note_id: int | None = None) -> Preview:
    """The cards of a draft as they would be asked. note_id: the note it is an edit of. Raises NotFound."""
    known = note(db, note_id) if note_id else None
    draft = _tidied(draft)
    mistake = _mistake(draft, may_lack_back=known is not None and not known.back)
    shown = replace(draft, form=Form.BASIC) if mistake else draft
    rendered = render_note(shown, images_of(db, known, draft))
    own = [(side.front_html, side.back_html or "") for side in rendered.sides if side.front_html is not None]
    ways = [(rendered.front_html, rendered.back_html), (rendered.back_html, rendered.front_html)]
    return Preview(tuple(own or ways[: len(rendered.sides)]), mistake)


def tags_of(text: str) -> tuple[str, ...]:
    """Tags as they are typed, apart by spaces or commas: in order, each once. Raises BadInput."""
    return checked_tags(re.split(r"[\s,]+", text))


def checked(draft: NoteDraft, *, may_lack_back: bool = False) -> NoteDraft:
    """A draft as it can be stored, its sides in canonical Markdown. may_lack_back: it had none before. Raises BadInput."""
    draft = replace(_tidied(draft), tags=checked_tags(draft.tags))
    if mistake := _mistake(draft, may_lack_back=may_lack_back):
        raise BadInput(mistake)
    return draft


def _tidied(draft: NoteDraft) -> NoteDraft:
    return replace(draft, front=side(draft.front), back=side(draft.back))


def side(text: str) -> str:
    """Canonical Markdown of a side as it was typed; what is too long is left as it is."""
    text = text.encode(errors="replace").decode()  # a lone surrogate is no text
    if _is_too_long(text):
        return text
    return canonical(text.replace("\r\n", "\n").replace("\r", "\n").strip()).strip()


def _mistake(draft: NoteDraft, *, may_lack_back: bool) -> str | None:
    """What keeps a draft from being stored, and what to do; None when nothing does."""
    if _is_too_long(draft.front) or _is_too_long(draft.back):
        return f"A side of a card holds at most {MAX_SIDE_BYTES // 1000} kB. Shorten it, or make two cards."
    if not draft.front:
        return "The front is empty. Write the question the card asks."
    mistake = cloze.mistake(draft.front) if draft.form is Form.CLOZE else None
    if mistake:
        return ": ".join(mistake) + "."
    may_lack_back = draft.form is Form.CLOZE or (may_lack_back and draft.form is Form.BASIC)
    return None if draft.back or may_lack_back else "The back is empty. Write the answer."


def _is_too_long(side: str) -> bool:
    return len(side.encode()) > MAX_SIDE_BYTES


def checked_tags(words: Iterable[str]) -> tuple[str, ...]:
    tags = list({tag.casefold(): tag for word in reversed(list(words)) if (tag := word.strip().lstrip("#"))}.values())[::-1]
    if len(tags) > MOST_TAGS or any(len(tag) > MOST_TAG_CHARACTERS for tag in tags):
        raise BadInput(
            f"There may be at most {MOST_TAGS} tags, each of at most {MOST_TAG_CHARACTERS} characters. Leave some out."
        )
    bad = next((tag for tag in tags if re.search(r"[\s,]", tag)), None)
    if bad:
        raise BadInput(f"The tag {bad!r} has a space or comma in it. Write a hyphen in its place.")
    return tuple(tags)


def images_of(db: Connection, known: Note | None, draft: NoteDraft) -> dict[str, str]:
    """For `render`: pictures pasted here, and those the note showed before."""
    shown = {**shown_images(known.front, known.front_html), **shown_images(known.back, known.back_html)} if known else {}
    return shown | own_images(db, draft.front, draft.back)


def _rewrite(
    db: Connection, known: Note, draft: NoteDraft, rendered: Rendered, deck_id: int, moment: Moment
) -> list[Change | None]:
    """The context of a note that stands in a guide stays the guide's."""
    context = known.context if stored.sources_of(db, known.id) else leaf(deck(db, deck_id).name)
    held = {LEECH_TAG} & set(known.tags)
    draft = replace(draft, tags=(*draft.tags, *(held - set(draft.tags))), sections=_sections(db, known, draft))
    columns = note_columns(draft, context)
    html = {"front_html": rendered.front_html, "back_html": rendered.back_html}
    change = update(db, "notes", known.id, **columns, **html, deck_id=deck_id)
    edited = update(db, "notes", known.id, edited_at=moment.stamp) if change else None
    is_drilled = draft.is_drilled or _stays_drilled(db, known, draft)
    fitted = fit_cards(db, note(db, known.id), rendered.sides, moment.stamp, is_drilled=is_drilled)
    return [change, edited, *fitted]


def _sections(db: Connection, known: Note, draft: NoteDraft) -> Sections:
    """The parts of a back, which the editor does not show: as they were, or of another back, as that shows them."""
    if (draft.kind, draft.back) == (known.kind, known.back):
        return sections_as_asked(known, is_drilled=any(card.is_drilled for card in cards_of_note(db, known.id)))
    return sections_in(draft.kind, draft.back) if known.sections else ()


def _stays_drilled(db: Connection, known: Note, draft: NoteDraft) -> bool:
    """Whether an edit leaves alone what its guide said of the back: that it holds no answer, only what is asked next."""
    is_same = (draft.kind, draft.form, draft.back) == (known.kind, known.form, known.back)
    return is_same and any(card.is_drilled for card in cards_of_note(db, known.id))


def _plain(html: str) -> str:
    return plain_text(html).casefold()
