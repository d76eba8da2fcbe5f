"""What goes into a matching and what comes out of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from flashcards.core.imports import Status
from flashcards.core.models import NoteDraft
from flashcards.guides.matching.texts import PlainKey, Worded, content_key, plain_side

Spot = tuple[int, int]
"""A draft of an import: the number of its guide, and its place among the notes of that."""


@dataclass(frozen=True, slots=True)
class Match:
    """A note of a guide and the stored note it is; None when it is a new one, or one that is new in this very import.

    candidates: of ASK, the stored notes it may be, best first. conflicts: where the same question has another answer in another
    guide: a stored note by its id, a note of this import by its place ("guides/sqs.md:41"). is_kept: whether the learner gave
    the stored note words of their own, which stay unless they take the guide's. known_key: of CHANGED, what tells that note from
    what it may be by the time it is changed.
    """

    draft: NoteDraft
    status: Status
    note_id: int | None
    candidates: tuple[int, ...] = ()
    conflicts: tuple[int | str, ...] = ()
    is_kept: bool = False
    known_key: str | None = None


@dataclass(frozen=True, slots=True)
class Matched:
    """The notes of a guide in its order, and the ids of stored ones that stand nowhere any more once it is applied."""

    matches: tuple[Match, ...]
    gone: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Coming:
    """A guide of an import. guide_id: the stored guide it is. answers: by place, which note the learner said it is, if any.

    is_edited: whether its text is another than what is stored of it.
    """

    path: str
    title: str
    guide_id: int | None
    drafts: Sequence[NoteDraft]
    answers: Mapping[int, int | None] = field(default_factory=dict)
    is_edited: bool = False


class Place(Protocol):
    """Where a stored note stands, or stood, in a guide. content_key: of the guide's own words for it there."""

    @property
    def note_id(self) -> int: ...
    @property
    def guide_id(self) -> int: ...
    @property
    def heading(self) -> tuple[str, ...]: ...
    @property
    def explicit_id(self) -> str | None: ...
    @property
    def content_key(self) -> str: ...
    @property
    def is_gone(self) -> bool: ...
    @property
    def is_by_hand(self) -> bool: ...


@dataclass(frozen=True)
class Known:
    """What is stored. places: of all notes. wordings: all notes as they are now. names: their ids by guid.

    titles: of the guides. own_words: asked for places of notes, gives what their guides said there, as far as known.
    drafts: asked for notes, gives what is said of them now, as an export would.
    """

    places: Sequence[Place]
    wordings: Mapping[int, Worded]
    names: Mapping[str, int] = field(default_factory=dict)
    titles: Mapping[int, str] = field(default_factory=dict)
    own_words: Callable[[Sequence[Place]], Mapping[int, NoteDraft]] = field(default=lambda places: {}, compare=False)
    drafts: Callable[[Collection[int]], Mapping[int, NoteDraft]] = field(default=lambda note_ids: {}, compare=False)

    @cached_property
    def fronts(self) -> Mapping[str, Sequence[int]]:
        """The notes that have a place, by their fronts without what is only spelling."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for note_id in self.by_note:
            found[plain_side(self.wordings[note_id].front)].append(note_id)
        return found

    @cached_property
    def by_note(self) -> Mapping[int, Sequence[Place]]:
        """The places that speak for a note: where it stands; for one that is gone, where it stood."""
        found: defaultdict[int, list[Place]] = defaultdict(list)
        for place in self.places:
            found[place.note_id].append(place)
        return {note_id: [one for one in places if not one.is_gone] or places for note_id, places in found.items()}

    @cached_property
    def by_guide(self) -> Mapping[int, Sequence[Place]]:
        """Where notes stand, or stood, in a guide."""
        found: defaultdict[int, list[Place]] = defaultdict(list)
        for place in self.places:
            found[place.guide_id].append(place)
        return found

    def keys(self, note_id: int) -> set[str]:
        """Of the texts that are this note's: as its guides have it, and as it is."""
        return {place.content_key for place in self.by_note.get(note_id, ())} | {self.own_key(note_id)}

    def own_key(self, note_id: int) -> str:
        """Of the note as it is."""
        return content_key(self.wordings[note_id])

    def is_reworded(self, note_id: int) -> bool:
        """Whether the learner gave it words that none of its guides has."""
        return self.own_key(note_id) not in {place.content_key for place in self.by_note.get(note_id, ())}


@dataclass(frozen=True)
class Batch:
    """The guides of an import, beside what is stored."""

    guides: Sequence[Coming]
    known: Known
    _plain_keys: dict[Spot, PlainKey] = field(default_factory=dict)

    @cached_property
    def drafts(self) -> Mapping[Spot, NoteDraft]:
        """In the order of the guides."""
        return {(number, place): draft for number, one in enumerate(self.guides) for place, draft in enumerate(one.drafts)}

    @cached_property
    def keys(self) -> Mapping[Spot, str]:
        """As `content_key` gives them."""
        return {spot: content_key(draft) for spot, draft in self.drafts.items()}

    def plain_key(self, spot: Spot) -> PlainKey:
        """As `texts.plain_key` gives it."""
        if spot not in self._plain_keys:
            draft = self.drafts[spot]
            self._plain_keys[spot] = self.fronts[spot], plain_side(draft.back), draft.form
        return self._plain_keys[spot]

    @cached_property
    def fronts(self) -> Mapping[Spot, str]:
        """Without what is only spelling."""
        return {spot: plain_side(draft.front) for spot, draft in self.drafts.items()}

    @cached_property
    def repeated(self) -> frozenset[str]:
        """The fronts that several drafts have."""
        return frozenset(front for front, times in Counter(self.fronts.values()).items() if times > 1)

    @cached_property
    def covered(self) -> frozenset[int]:
        """The stored guides that it says something of."""
        return frozenset(one.guide_id for one in self.guides if one.guide_id)

    def guide(self, spot: Spot) -> Coming:
        """The guide of a draft."""
        return self.guides[spot[0]]

    def is_answered(self, spot: Spot) -> bool:
        """Whether the learner said which note it is, or that it is a new one."""
        return spot[1] in self.guides[spot[0]].answers

    def is_held(self, note_id: int) -> bool:
        """Whether a note stands somewhere that this import says nothing of."""
        places = self.known.by_note.get(note_id, ())
        return any(not one.is_gone and (one.is_by_hand or one.guide_id not in self.covered) for one in places)
