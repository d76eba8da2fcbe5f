"""What an import does with its notes once it is known which they are, and with those it does not bring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from flashcards.core.imports import Status
from flashcards.guides.matching.matches import Batch, Spot
from flashcards.guides.matching.texts import plain_key


def statuses(batch: Batch, found: Mapping[Spot, int], by_guid: Collection[Spot]) -> dict[Spot, Status]:
    """A new text is new, or a change, the first time only. by_guid: notes an export names; their text is what they say now."""
    moved = _moved(batch, found)
    known = {spot for spot, note_id in found.items() if _is_known(batch, spot, note_id, spot in by_guid)}
    spoken = {found[spot] for spot in known}
    said: set[object] = set()
    outcome = {}
    for spot in batch.drafts:
        note_id = found.get(spot)
        text = _new_text(batch, spot) if note_id is None else (note_id, batch.keys[spot])
        if note_id is None:
            outcome[spot] = Status.SAME if text in said else Status.ADDED
        elif text in said or spot in known or (spot not in by_guid and _is_spelling(batch, spot, note_id, spoken)):
            outcome[spot] = Status.MOVED if spot in moved else Status.SAME
        else:
            outcome[spot] = Status.CHANGED
        said.add(text)
    return outcome


def _new_text(batch: Batch, spot: Spot) -> object:
    """Equal for two that are the same but for spelling; most fronts are asked once, and need no closer look."""
    return batch.plain_key(spot) if batch.fronts[spot] in batch.repeated else spot


def _is_known(batch: Batch, spot: Spot, note_id: int, is_by_guid: bool) -> bool:
    known = batch.known
    return batch.keys[spot] in ({known.own_key(note_id)} if is_by_guid else known.keys(note_id))


def _is_spelling(batch: Batch, spot: Spot, note_id: int, spoken: Collection[int]) -> bool:
    """Whether it is the note but for spelling, and another place keeps to the spelling the note has."""
    is_elsewhere = note_id in spoken or batch.is_held(note_id)
    return is_elsewhere and batch.plain_key(spot) == plain_key(batch.known.wordings[note_id])


def _moved(batch: Batch, found: Mapping[Spot, int]) -> set[Spot]:
    """The spots of notes that stand somewhere new, and no more where they stood."""
    stands = {spot: (note_id, batch.guide(spot).guide_id, batch.drafts[spot].heading) for spot, note_id in found.items()}
    stood = {
        (place.note_id, place.guide_id, place.heading)
        for place in batch.known.places
        if place.guide_id in batch.covered and not place.is_gone and not place.is_by_hand
    }
    left = Counter(note_id for note_id, _, _ in stood - set(stands.values()))
    moved = set()
    for spot in sorted(found):
        if stands[spot] not in stood and left[found[spot]]:
            left[found[spot]] -= 1
            moved.add(spot)
    return moved


def gone_notes(batch: Batch, kept: Collection[int]) -> list[tuple[int, ...]]:
    """Per guide, the notes that lose their last place; each is named once."""
    gone: list[tuple[int, ...]] = []
    seen = set(kept)
    for one in batch.guides:
        places = batch.known.by_guide.get(one.guide_id or 0, ())
        lost = {place.note_id for place in places if not place.is_gone and not place.is_by_hand} - seen
        seen |= lost
        gone.append(tuple(sorted(note_id for note_id in lost if not batch.is_held(note_id))))
    return gone
