"""What is said of a note beside its two sides: an import takes that too where only that is another now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Protocol

from flashcards.core.models import Kind, NoteDraft
from flashcards.guides.matching.matches import Batch, Spot


class Labelled(Protocol):
    """Anything with the labels of a note: a draft, or a stored note."""

    @property
    def kind(self) -> Kind: ...
    @property
    def level(self) -> str | None: ...
    @property
    def as_of(self) -> str | None: ...
    @property
    def tags(self) -> tuple[str, ...]: ...
    @property
    def principles(self) -> tuple[str, ...]: ...
    @property
    def sections(self) -> tuple[tuple[str, str], ...]: ...


def labels(note: Labelled) -> dict[str, object]:
    """By name. Tags have no order."""
    return {
        "kind": note.kind,
        "level": note.level,
        "date": note.as_of,
        "tags": sorted(note.tags),
        "principles": note.principles,
        "sections": note.sections,
    }


def find_relabelled(batch: Batch, found: Mapping[Spot, int], by_guid: set[Spot], same: set[Spot]) -> dict[Spot, str]:
    """Of notes whose text stays the same, those of which something else is said now; with what tells their labels apart.

    An export says what a note is; a guide that was edited, what it said otherwise before. What the learner said stays.
    """
    asked = {
        spot: found[spot]
        for spot in same & found.keys()
        if (spot in by_guid or batch.guide(spot).is_edited) and batch.keys[spot] == batch.known.own_key(found[spot])
    }
    stored = batch.known.drafts(set(asked.values())) if asked else {}
    other = {spot: stored[note_id] for spot, note_id in asked.items() if labels(stored[note_id]) != labels(batch.drafts[spot])}
    was = dict(_said_before(batch, {spot: found[spot] for spot in other.keys() - by_guid}))
    return {
        spot: hashlib.sha256(repr(labels(known)).encode()).hexdigest()
        for spot, known in other.items()
        if spot in by_guid or (spot in was and labels(was[spot]) == labels(known))
    }


def _said_before(batch: Batch, asked: Mapping[Spot, int]) -> Iterator[tuple[Spot, NoteDraft]]:
    """What the guides of those spots said of their notes when they were imported last, as far as that can be told."""
    for number in {number for number, _ in asked}:
        spots = {spot: note_id for spot, note_id in asked.items() if spot[0] == number}
        places = batch.known.by_guide.get(batch.guides[number].guide_id or 0, ())
        said = batch.known.own_words([place for place in places if place.note_id in spots.values()])
        yield from ((spot, said[note_id]) for spot, note_id in spots.items() if note_id in said)
