"""Writing what an import decided: notes, their cards, and where they stand in the guide."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from flashcards.core.moment import Moment
from flashcards.guides.matching import Status, content_key
from flashcards.guides.reading import context_line
from flashcards.services.carding import card_rows, fit_cards, hold_cards
from flashcards.storage import guides as stored
from flashcards.storage.cards import insert_cards, next_id, next_position
from flashcards.storage.database import Connection
from flashcards.storage.decks import decks, ensure_deck
from flashcards.storage.journal import Change, update
from flashcards.storage.notes import LEECH_TAG, insert_notes, new_guid, note, note_columns
from flashcards.storage.staging import StagedGuide, StagedNote


def apply_guide(
    db: Connection, guide: StagedGuide, notes: Sequence[StagedNote], made: dict[str, int], moment: Moment
) -> list[Change | None]:
    """Bring the collection to what this guide says. made: notes by the content this import gave them so far; added to."""
    if not guide.guide_id and all(_is_named_by_guid(db, one) for one in notes):
        return _reword(db, guide, notes, moment)  # an export of notes that live here, or no card at all: no guide of its own
    guide_id, deck_id, changes = _write_guide(db, guide, moment)
    unwanted = (one for one in notes if one.status == Status.ADDED and not one.is_ticked)
    changes += stored.decline_only(db, guide_id, (content_key(one.original) for one in unwanted), moment.stamp)
    changes += _add_notes(
        db, guide, deck_id, [one for one in notes if one.status == Status.ADDED and one.is_ticked], made, moment
    )
    placed: list[tuple[int, StagedNote]] = []
    for one in notes:
        note_id = one.note_id or made.get(content_key(one.original))
        if note_id:
            placed.append((note_id, one))
        if one.note_id and not _is_left(one):
            made[content_key(one.original)] = one.note_id
            write = _rewrite if one.status == Status.CHANGED else _add_pictures
            changes += [*write(db, guide, one.note_id, one, moment), *_bring_back(db, one.note_id)]
    return changes + _place(db, guide_id, placed, moment)


def _is_named_by_guid(db: Connection, one: StagedNote) -> bool:
    return one.note_id is not None and note(db, one.note_id).guid == one.original.explicit_id


def _reword(db: Connection, guide: StagedGuide, notes: Sequence[StagedNote], moment: Moment) -> list[Change | None]:
    """Take the wording of an export that was edited; its notes stand where they stood."""
    changes: list[Change | None] = []
    for one in notes:
        if one.note_id and one.status == Status.CHANGED and one.is_ticked:
            changes += _rewrite(db, guide, one.note_id, one, moment)
    return changes


def tell_places(db: Connection, note_ids: Iterable[int]) -> list[Change | None]:
    """Say where notes stand once all guides are written; one that stands in several places keeps saying where it was first."""
    titles = {guide.id: guide.title for guide in stored.guides(db)}
    changes = []
    for note_id in note_ids:
        places = [place for place in stored.sources_of(db, note_id) if not place.is_gone]
        if len(places) == 1:
            context = context_line(titles[places[0].guide_id], places[0].heading, "")
            changes.append(update(db, "notes", note_id, context=context))
    return changes


def park(db: Connection, gone: Iterable[StagedNote], moment: Moment) -> list[Change | None]:
    """Set aside notes that stand in no guide any more: suspended and marked, never deleted."""
    changes: list[Change | None] = []
    for one in gone:
        assert one.note_id is not None  # only a stored note can be gone
        changes.append(update(db, "notes", one.note_id, gone_at=moment.stamp))
        changes += hold_cards(db, one.note_id, is_gone=True)
    return changes


def _bring_back(db: Connection, note_id: int) -> list[Change | None]:
    if not note(db, note_id).is_gone:
        return []
    return [update(db, "notes", note_id, gone_at=None), *hold_cards(db, note_id, is_gone=False)]


def _write_guide(db: Connection, guide: StagedGuide, moment: Moment) -> tuple[int, int, list[Change | None]]:
    """The stored guide and its deck, and what changed to have them."""
    known_images = stored.guide_images(db, guide.guide_id) if guide.guide_id else {}  # they need not come along every time
    said: dict[str, object] = {
        "title": guide.title,
        "text": guide.text,
        "sha256": guide.sha256,
        "front_matter": json.dumps(guide.front_matter, ensure_ascii=False),
        "images": json.dumps({**known_images, **guide.images}, sort_keys=True),
    }
    if guide.guide_id:
        known = stored.guide(db, guide.guide_id)
        said["bundled_as"] = guide.bundled_as or known.bundled_as  # it stays offered even when it came as a file this time
        is_there = any(deck.id == known.deck_id for deck in decks(db))
        deck_id, made = (known.deck_id, []) if is_there else ensure_deck(db, guide.deck, moment.stamp)
        return known.id, deck_id, [*made, update(db, "guides", known.id, **said, deck_id=deck_id)]
    deck_id, made = ensure_deck(db, guide.deck, moment.stamp)
    columns = said | {"path": guide.path, "deck_id": deck_id, "bundled_as": guide.bundled_as}
    guide_id, change = stored.insert_guide(db, columns, moment.stamp)
    return guide_id, deck_id, [*made, change]


def _add_notes(
    db: Connection, guide: StagedGuide, deck_id: int, notes: Sequence[StagedNote], made: dict[str, int], moment: Moment
) -> list[Change | None]:
    if not notes:
        return []
    note_id, card_id, position = next_id(db, "notes"), next_id(db, "cards"), next_position(db)
    note_rows: list[dict[str, object]] = []
    rows: list[dict[str, object]] = []
    for offset, one in enumerate(notes):
        made[content_key(one.original)] = note_id + offset
        note_rows.append(
            note_columns(one.draft, context_line(guide.title, one.draft.heading, guide.deck))
            | {"id": note_id + offset, "guid": new_guid(note_id + offset, moment.stamp), "deck_id": deck_id}
            | {"front_html": one.front_html, "back_html": one.back_html}
        )
        place = (note_id + offset, deck_id, position + offset)
        rows += card_rows(card_id + len(rows), *place, one.sides, is_drilled=one.draft.is_drilled)
    return [insert_notes(db, note_rows, moment.stamp), insert_cards(db, rows, moment.stamp)]


def _is_left(one: StagedNote) -> bool:
    """Whether its guide does not speak for this note: it is gone from there, or its new wording was not taken."""
    return one.status == Status.GONE or (one.status == Status.CHANGED and not one.is_ticked)


def _rewrite(db: Connection, guide: StagedGuide, note_id: int, one: StagedNote, moment: Moment) -> list[Change | None]:
    """Give a note the text its guide has now; its cards keep their memory."""
    draft = replace(one.draft, tags=(*one.draft.tags, *({LEECH_TAG} & set(note(db, note_id).tags))))
    columns = note_columns(draft, context_line(guide.title, draft.heading, guide.deck))
    return [update(db, "notes", note_id, **columns), *_show(db, note_id, one, moment)]


def _add_pictures(db: Connection, guide: StagedGuide, note_id: int, one: StagedNote, moment: Moment) -> list[Change | None]:
    """Show the pictures that came along this time, unless the note has another wording than its guide."""
    known = note(db, note_id) if guide.images else None
    if not known or (known.front, known.back, known.form) != (one.draft.front, one.draft.back, one.draft.form):
        return []
    return _show(db, note_id, one, moment)


def _show(db: Connection, note_id: int, one: StagedNote, moment: Moment) -> list[Change | None]:
    """Give a note and its cards the HTML that was made for the preview."""
    change = update(db, "notes", note_id, front_html=one.front_html, back_html=one.back_html)
    return [change, *fit_cards(db, note(db, note_id), one.sides, moment.stamp, is_drilled=one.draft.is_drilled)]


def _place(db: Connection, guide_id: int, placed: Sequence[tuple[int, StagedNote]], moment: Moment) -> list[Change | None]:
    """Bring the sources in this guide to where its notes stand now; those that stand nowhere are gone from it."""
    left: dict[int, list[stored.Source]] = defaultdict(list)
    for source in stored.sources_in(db, guide_id):
        left[source.note_id].append(source)
    changes: list[Change | None] = []
    missing: list[dict[str, object]] = []
    for note_id, one in placed:
        if one.status == Status.GONE and one.is_ticked:
            continue
        own = one.original.heading
        found = min(left[note_id], key=lambda source: (source.heading != own, source.is_gone), default=None)
        if found:
            left[note_id].remove(found)
        if _is_left(one):
            continue
        said = _source_columns(one)
        if found:
            changes.append(update(db, "sources", found.id, **said, gone_at=None))
        else:
            missing.append({**said, "note_id": note_id, "guide_id": guide_id, "id": next_id(db, "sources") + len(missing)})
    lost = [source for sources in left.values() for source in sources if not source.is_gone]
    changes += [update(db, "sources", source.id, gone_at=moment.stamp) for source in lost]
    return [*changes, stored.insert_sources(db, missing, moment.stamp)] if missing else changes


def _source_columns(one: StagedNote) -> dict[str, object]:
    return {
        "heading": json.dumps(one.original.heading, ensure_ascii=False),
        "line": one.original.line,
        "end_line": one.original.end_line,
        "explicit_id": one.original.explicit_id,
        "content_key": content_key(one.original),
    }
