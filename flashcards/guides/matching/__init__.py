"""Which note of an import is which stored note, so that what was learned of it stays with it.

In order: the learner's answer, the author's `^id`, the very same text, a text that differs only in spelling, and a similar one of
those that stand nowhere any more: first under the same heading, then elsewhere. What stays doubtful is a question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flashcards.core.imports import Status
from flashcards.guides.matching.conflicts import find_conflicts
from flashcards.guides.matching.exact import find_exact
from flashcards.guides.matching.labels import find_relabelled
from flashcards.guides.matching.likeness import Stand, Text
from flashcards.guides.matching.matches import Batch, Coming, Known, Match, Matched, Place, Spot
from flashcards.guides.matching.outcome import gone_notes, statuses
from flashcards.guides.matching.pairing import pair_texts
from flashcards.guides.matching.texts import Worded, content_key, plain_key
from flashcards.guides.matching.words import words_around

__all__ = ["Coming", "Known", "Match", "Matched", "Place", "Worded", "content_key", "match_guides", "plain_key"]


def match_guides(guides: Sequence[Coming], known: Known, *, has_conflicts: bool = True) -> list[Matched]:
    """Pair the notes of every guide of an import with what is stored. has_conflicts: whether to look for those too."""
    batch = Batch(guides, known)
    found, by_guid = find_exact(batch)
    found |= _found_by_spelling(batch, found)
    similar, asked = _found_by_likeness(batch, found)
    found |= similar
    outcome = statuses(batch, found, by_guid) | dict.fromkeys(asked, Status.ASK)
    relabelled = find_relabelled(batch, found, by_guid, {spot for spot, status in outcome.items() if status is Status.SAME})
    outcome |= dict.fromkeys(relabelled, Status.CHANGED)
    conflicts = find_conflicts(batch, found) if has_conflicts else {}
    kept = {spot for spot, note_id in found.items() if spot not in by_guid and known.is_reworded(note_id)}
    matches: list[list[Match]] = [[] for _ in guides]
    for spot, draft in batch.drafts.items():
        is_changed = outcome[spot] is Status.CHANGED
        known_key = relabelled.get(spot) or known.own_key(found[spot]) if is_changed else None
        told = asked.get(spot, ()), conflicts.get(spot, ())
        matches[spot[0]].append(Match(draft, outcome[spot], found.get(spot), *told, is_changed and spot in kept, known_key))
    gone = gone_notes(batch, {*found.values(), *(note_id for candidates in asked.values() for note_id in candidates)})
    return [Matched(tuple(own), lost) for own, lost in zip(matches, gone, strict=True)]


def _open_spots(batch: Batch, found: Mapping[Spot, int]) -> list[Spot]:
    """Drafts of which nobody has said yet which note they are, or that they are new."""
    return [spot for spot in batch.drafts if spot not in found and not batch.is_answered(spot)]


def _found_by_spelling(batch: Batch, found: Mapping[Spot, int]) -> dict[Spot, int]:
    """Texts that differ from a stored one in what `plain_key` leaves out."""
    fronts = batch.known.fronts
    left = [spot for spot in _open_spots(batch, found) if batch.fronts[spot] in fronts] if fronts else []
    now = {note_id: batch.drafts[spot] for spot, note_id in found.items()} if left else {}
    spelled = {}
    for spot in left:
        key = batch.plain_key(spot)
        alike = (one for one in fronts[key[0]] if plain_key(batch.known.wordings[one]) == key)
        note_id = next((one for one in alike if one not in now or plain_key(now[one]) == key), None)
        if note_id is not None:
            spelled[spot] = note_id
    return spelled


def _found_by_likeness(batch: Batch, found: Mapping[Spot, int]) -> tuple[dict[Spot, int], dict[Spot, tuple[int, ...]]]:
    """Reworded notes; and those that may be one of several. The same text is looked for once."""
    taken = set(found.values())
    free = [note_id for note_id in batch.known.by_note if note_id not in taken and not batch.is_held(note_id)]
    left = _open_spots(batch, found)
    if not free or not left:
        return {}, {}
    firsts = list({batch.plain_key(spot): spot for spot in reversed(left)}.values())
    standing = [_coming_text(batch, spot) for spot in found]
    pairs = pair_texts([_coming_text(batch, spot) for spot in firsts], _stored_texts(batch.known, free), standing)
    alike = {batch.plain_key(firsts[new]): free[old] for new, old in pairs.sure.items()}
    asked = {firsts[new]: tuple(free[old] for old in olds) for new, olds in pairs.asked.items()}
    return {spot: alike[batch.plain_key(spot)] for spot in left if batch.plain_key(spot) in alike}, asked


def _coming_text(batch: Batch, spot: Spot) -> Text:
    one, draft = batch.guide(spot), batch.drafts[spot]
    stand: Stand = (one.guide_id or one.path, draft.heading)
    return Text(draft, frozenset([stand]), words_around([one.title, *draft.heading]))


def _stored_texts(known: Known, note_ids: Sequence[int]) -> list[Text]:
    """Stored notes in the words of their guides, not in those the learner gave them."""
    strange = [place for note_id in note_ids if known.is_reworded(note_id) for place in known.by_note[note_id]]
    own_words = known.own_words(strange) if strange else {}
    return [_stored_text(known, note_id, own_words.get(note_id, known.wordings[note_id])) for note_id in note_ids]


def _stored_text(known: Known, note_id: int, text: Worded) -> Text:
    places = known.by_note[note_id]
    around = [words for place in places for words in (known.titles.get(place.guide_id, ""), *place.heading)]
    return Text(text, frozenset((place.guide_id, place.heading) for place in places), words_around(around))
