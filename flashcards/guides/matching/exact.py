"""Which notes of an import are known for certain: by the learner's answer, the author's id, or their very text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from flashcards.guides.matching.matches import Batch, Coming, Known, Place, Spot


def find_exact(batch: Batch) -> tuple[dict[Spot, int], set[Spot]]:
    """The stored notes of those that are known, and which of them an export names by their guids.

    A text belongs to the note its author gives it to now, not to one that had it before.
    """
    found, by_guid, given = _named(batch)
    bearers = {key: note_id for note_id, key in given.items()}
    holders: defaultdict[str, list[Place]] = defaultdict(list)
    for note_id, places in batch.known.by_note.items():
        for place in places:
            if given.get(note_id, place.content_key) == place.content_key:
                holders[place.content_key].append(place)
    for spot, key in batch.keys.items():
        if spot in found or batch.is_answered(spot):
            continue
        if key in bearers:
            found[spot] = bearers[key]
        elif key in holders:
            found[spot] = _nearest(holders[key], batch.guide(spot).guide_id).note_id
    return found, by_guid


def _nearest(places: Sequence[Place], guide_id: int | None) -> Place:
    """A place in this guide goes first, then one that is not gone."""
    return min(places, key=lambda place: (place.guide_id != guide_id, place.is_gone, place.note_id))


def _named(batch: Batch) -> tuple[dict[Spot, int], set[Spot], dict[int, str]]:
    """Notes the learner or an author names, the spots of those named by guid only, and the text each is given so."""
    found: dict[Spot, int] = {}
    by_guid: set[Spot] = set()
    given: dict[int, str] = {}
    for number, one in enumerate(batch.guides):
        own = _names_in(one, batch.known)
        for place, note_id in _first_named(one, {**batch.known.names, **own}):
            spot, name = (number, place), one.drafts[place].explicit_id or ""
            is_certain = batch.is_answered(spot) or batch.known.names.get(name) == note_id
            if not is_certain and _is_said_elsewhere(batch, note_id, batch.keys[spot]):
                continue
            if given.setdefault(note_id, batch.keys[spot]) == batch.keys[spot]:
                found[spot] = note_id
                if not batch.is_answered(spot) and name not in own:
                    by_guid.add(spot)
    return found, by_guid, given


def _names_in(one: Coming, known: Known) -> dict[str, int]:
    """The notes their author named in this guide; where one is gone and another has its name, the one that stands."""
    places = sorted(known.by_guide.get(one.guide_id or 0, ()), key=lambda place: not place.is_gone)
    return {place.explicit_id: place.note_id for place in places if place.explicit_id}


def _first_named(one: Coming, names: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """(place, note) of the notes the learner told, and then of those with a name; an id counts the first time only."""
    for place, answer in one.answers.items():
        if answer:
            yield place, answer
    seen = set()
    for place, draft in enumerate(one.drafts):
        name = draft.explicit_id
        if name and name in names and name not in seen and place not in one.answers:
            yield place, names[name]
        seen.add(name)


def _is_said_elsewhere(batch: Batch, note_id: int, key: str) -> bool:
    """Whether a guide that is no part of this import gives the note another text."""
    places = batch.known.by_note.get(note_id, ())
    return any(not one.is_gone and one.guide_id not in batch.covered and one.content_key != key for one in places)
