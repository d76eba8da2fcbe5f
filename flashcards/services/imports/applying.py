"""Writing what an import decided: notes, their cards, and where they stand in the guide."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from flashcards.core.imports import Status
from flashcards.core.moment import Moment
from flashcards.guides.matching import content_key, plain_key
from flashcards.guides.matching.identity import path_now
from flashcards.guides.matching.texts import PlainKey
from flashcards.guides.reading import context_line
from flashcards.services.carding import card_rows, fit_cards, hold_cards
from flashcards.services.shelving import skip_key
from flashcards.storage import guides as stored
from flashcards.storage.cards import insert_cards, next_id
from flashcards.storage.database import Connection
from flashcards.storage.decks import ensure_deck
from flashcards.storage.journal import Change, update
from flashcards.storage.notes import (
    LEECH_TAG,
    contexts,
    insert_notes,
    new_guid,
    note,
    note_columns,
    notes_among,
    parked_notes,
    set_context,
    set_gone,
)
from flashcards.storage.staged import StagedGuide, StagedNote


@dataclass(frozen=True, slots=True)
class Placing:
    """Notes as the guides of one import are written, one after the other. positions: of the cards of new ones.

    deck_ids: the decks there were. asked: those of which it is not said what they are.
    made: the notes by their texts, as this import has them so far. placed: those that have a place in its guides; new: those of
    them that it made. guide_ids: the stored guides by the staged ones they were written from.
    """

    positions: Iterator[int]
    deck_ids: frozenset[int]
    asked: frozenset[int]
    made: dict[PlainKey, int] = field(default_factory=dict)
    placed: set[int] = field(default_factory=set)
    new: set[int] = field(default_factory=set)
    guide_ids: dict[int, int] = field(default_factory=dict)


def apply_guide(
    db: Connection, guide: StagedGuide, notes: Sequence[StagedNote], placing: Placing, moment: Moment
) -> list[Change | None]:
    """Bring the collection to what this guide says; one whose file is no more is deleted. placing: added to."""
    if guide.is_gone:
        return [*stored.remove_guides(db, [guide.guide_id], moment.stamp)] if guide.guide_id else []
    if not guide.guide_id and _is_export(db, notes):
        return _reword(db, guide, notes, moment)
    guide_id, deck_id, changes = _write_guide(db, guide, placing.deck_ids, moment)
    placing.guide_ids[guide.id] = guide_id
    unwanted = (one for one in notes if one.status is Status.ADDED and not one.is_ticked and one.skip_number is None)
    changes += stored.decline_only(db, guide_id, (content_key(one.original) for one in unwanted), moment.stamp)
    wanted = [one for one in notes if one.status is Status.ADDED and one.is_ticked]
    new, added = _add_notes(db, guide, deck_id, wanted, placing.positions, moment)
    changes += added
    placing.made.update((plain_key(one.original), new[one.id]) for one in notes if one.id in new and one.skip_number is None)
    parked = parked_notes(db) if len(new) < len(notes) else set()
    left = _left(db, notes)
    placed: list[tuple[int, StagedNote]] = []
    for one in notes:
        note_id = one.note_id or new.get(one.id) or placing.made.get(plain_key(one.original))
        if note_id:
            placed.append((note_id, one))
        if one.note_id and one.id not in left:
            changes += _bring_up_to_date(db, guide, one.note_id, one, moment)
            changes += _bring_back(db, one.note_id) if one.note_id in parked else []
    placing.placed.update(note_id for note_id, _ in placed)
    placing.new.update(new.values())
    return changes + _place(db, guide, guide_id, placed, left, placing.asked, moment)


def _is_export(db: Connection, notes: Sequence[StagedNote]) -> bool:
    """Whether it names notes that live here by their guids, all of them, or has none: such is no guide of its own."""
    names = {known.id: known.guid for known in notes_among(db, [one.note_id for one in notes if one.note_id])}
    return all(one.note_id and names.get(one.note_id) == one.original.explicit_id for one in notes)


def _reword(db: Connection, guide: StagedGuide, notes: Sequence[StagedNote], moment: Moment) -> list[Change | None]:
    """Take the wording of an export that was edited; its notes stand where they stood."""
    changes: list[Change | None] = []
    for one in notes:
        if one.note_id and one.status is Status.CHANGED and one.is_ticked:
            changes += _rewrite(db, guide, one.note_id, one, moment)
    return changes


def tell_places(db: Connection, note_ids: Collection[int]) -> list[Change | None]:
    """Say where notes stand once all guides are written; one that stands in several places keeps saying where it was first."""
    if not note_ids:
        return []
    titles = {guide.id: guide.title for guide in stored.guides(db)}
    stands: defaultdict[int, list[stored.Source]] = defaultdict(list)
    for place in stored.places_of(db, note_ids):
        if not place.is_gone:
            stands[place.note_id].append(place)
    told = contexts(db, note_ids)
    changes = []
    for note_id, (first, *others) in sorted(stands.items()):
        context = context_line(titles[first.guide_id], first.heading, "")
        if not others and told[note_id] != context:
            changes.append(set_context(db, note_id, context))
    return changes


def park(db: Connection, gone: Iterable[StagedNote], moment: Moment) -> list[Change | None]:
    """Set aside notes that stand in no guide any more: suspended and marked, never deleted."""
    changes: list[Change | None] = []
    for one in gone:
        assert one.note_id is not None  # only a stored note can be gone
        changes.append(set_gone(db, one.note_id, moment.stamp))
        changes += hold_cards(db, one.note_id, is_gone=True)
    return changes


def _bring_back(db: Connection, note_id: int) -> list[Change | None]:
    return [set_gone(db, note_id, None), *hold_cards(db, note_id, is_gone=False)]


def _write_guide(
    db: Connection, guide: StagedGuide, deck_ids: Collection[int], moment: Moment
) -> tuple[int, int, list[Change | None]]:
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
        deck_id, made = (known.deck_id, []) if known.deck_id in deck_ids else ensure_deck(db, guide.deck, moment.stamp)
        path = path_now(known.path, guide.path)
        return known.id, deck_id, [*made, stored.update_guide(db, known, said | {"path": path, "deck_id": deck_id})]
    deck_id, made = ensure_deck(db, guide.deck, moment.stamp)
    columns = said | {"path": guide.path, "deck_id": deck_id, "bundled_as": guide.bundled_as}
    guide_id, change = stored.insert_guide(db, columns, moment.stamp)
    return guide_id, deck_id, [*made, change]


def _add_notes(
    db: Connection, guide: StagedGuide, deck_id: int, notes: Sequence[StagedNote], positions: Iterator[int], moment: Moment
) -> tuple[dict[int, int], list[Change]]:
    """The notes that were made, by the ids of the staged ones, and what changed to have them."""
    if not notes:
        return {}, []
    note_id, card_id = next_id(db, "notes"), next_id(db, "cards")
    note_rows: list[dict[str, object]] = []
    rows: list[dict[str, object]] = []
    stamp = moment.stamp
    for offset, one in enumerate(notes):
        note_rows.append(
            note_columns(one.draft, context_line(guide.title, one.draft.heading, guide.deck))
            | {"id": note_id + offset, "guid": new_guid(note_id + offset, stamp), "deck_id": deck_id}
            | {"front_html": one.front_html, "back_html": one.back_html}
        )
        place = (note_id + offset, deck_id, next(positions))
        rows += card_rows(card_id + len(rows), *place, one.sides, is_drilled=one.draft.is_drilled)
    changes = [insert_notes(db, note_rows, stamp), insert_cards(db, rows, stamp)]
    return {one.id: note_id + offset for offset, one in enumerate(notes)}, changes


def _left(db: Connection, notes: Sequence[StagedNote]) -> set[int]:
    """The staged notes their guide does not speak for: gone from there, doubtful, or of a new wording that was not taken.

    Where the learner has words of their own, not to take the guide's is an answer, and it is not asked again.
    """
    refused = [(one.note_id, one) for one in notes if one.note_id and one.status is Status.CHANGED and not one.is_ticked]
    ids = {note_id for note_id, _ in refused}
    own = {known.id: content_key(known) for known in notes_among(db, ids)}
    said = {(place.note_id, place.content_key) for place in stored.places_of(db, ids)}
    unread = {one.id for one in notes if one.status in (Status.GONE, Status.ASK)}
    return unread | {
        one.id for note_id, one in refused if (note_id, own[note_id]) in said and own[note_id] != content_key(one.original)
    }


def _bring_up_to_date(db: Connection, guide: StagedGuide, note_id: int, one: StagedNote, moment: Moment) -> list[Change | None]:
    if one.status is Status.CHANGED:
        return _rewrite(db, guide, note_id, one, moment) if one.is_ticked else []
    return _add_pictures(db, guide, note_id, one, moment)


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


def _place(
    db: Connection,
    guide: StagedGuide,
    guide_id: int,
    placed: Sequence[tuple[int, StagedNote]],
    left: Collection[int],
    asked: Collection[int],
    moment: Moment,
) -> list[Change | None]:
    """Bring the sources in this guide to where its notes stand now; those that stand nowhere are gone from it.

    left: the staged notes whose sources stay as they are.
    """
    known: dict[int, list[stored.Source]] = defaultdict(list)
    for source in stored.sources_in(db, guide_id):
        known[source.note_id].append(source)
    changes: list[Change | None] = []
    missing: list[dict[str, object]] = []
    first = next_id(db, "sources")
    for note_id, one in placed:
        if one.status is Status.GONE and one.is_ticked:
            continue
        found = _taken(known[note_id], one.original.heading)
        if one.id in left:
            continue
        said = _source_columns(guide, one)
        if found:
            changes.append(stored.place_again(db, found, said))
        else:
            missing.append({**said, "note_id": note_id, "guide_id": guide_id, "id": first + len(missing)})
    lost = [source for sources in known.values() for source in sources if not source.is_gone and source.note_id not in asked]
    changes += [stored.lose_place(db, source, moment.stamp) for source in lost]
    return [*changes, stored.insert_sources(db, missing, moment.stamp)] if missing else changes


def _taken(known: list[stored.Source], heading: tuple[str, ...]) -> stored.Source | None:
    """One of those sources, out of the list; under that heading if there is such."""
    found = min(known, key=lambda source: (source.heading != heading, source.is_gone), default=None)
    if found:
        known.remove(found)
    return found


def _source_columns(guide: StagedGuide, one: StagedNote) -> dict[str, object]:
    return {
        "heading": json.dumps(one.original.heading, ensure_ascii=False),
        "line": one.original.line,
        "end_line": one.original.end_line,
        "explicit_id": one.original.explicit_id,
        "content_key": _key(guide, one),
    }


def _key(guide: StagedGuide, one: StagedNote) -> str:
    """Of its text; of what the guide says there, if the guide makes no card of it: then imports leave it alone."""
    return content_key(one.original) if one.skip_number is None else skip_key(guide.skips[one.skip_number])
