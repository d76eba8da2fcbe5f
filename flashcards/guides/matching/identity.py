"""Which stored guide a file is: by its path, or by its cards where the file was renamed."""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from flashcards.core.models import NoteDraft
from flashcards.guides.matching.likeness import TELLING
from flashcards.guides.matching.matches import Known
from flashcards.guides.matching.texts import Worded, content_key, plain_side

LEAST_IN_COMMON = 3
"""Cards by which a guide is known under another name."""

File = tuple[str, Sequence[NoteDraft]]
"""A path and the notes that are read there."""


@dataclass(frozen=True, slots=True)
class Identity:
    """guide_id: the stored guide it is. resembles_id: one of its name that has too little in common, so that it is a question."""

    guide_id: int | None = None
    resembles_id: int | None = None


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What is known of the files of stored guides, by their ids. missing: those whose files are no more.

    lying: those whose files are still where they were, whether they come along or not. own: by path, the guides that were
    imported from the very folder that is read now.
    """

    missing: frozenset[int] = frozenset()
    lying: frozenset[int] = frozenset()
    own: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Shelf:
    """The stored guides by id: their paths, and what their cards are known by."""

    paths: Mapping[int, str]
    known: Known

    @cached_property
    def counts(self) -> Counter[int]:
        """Cards that stand in a guide."""
        return Counter(place.guide_id for place in self.known.places if not place.is_gone and not place.is_by_hand)

    @cached_property
    def at(self) -> Mapping[str, Sequence[int]]:
        """Guides by path, the newest last; two may share a file name."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for guide_id in sorted(self.paths):
            found[self.paths[guide_id]].append(guide_id)
        return found

    @cached_property
    def marks(self) -> Mapping[str, Sequence[tuple[int, int]]]:
        """By what a card is known by, where there are such: (guide, number of the place)."""
        found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, place in enumerate(self.known.places):
            if not place.is_gone and not place.is_by_hand:
                found[place.content_key].append((place.guide_id, number))
                if place.explicit_id:
                    found[f"^{place.guide_id} {place.explicit_id}"].append((place.guide_id, number))
        return found

    @cached_property
    def sides(self) -> Mapping[str, Sequence[tuple[int, int]]]:
        """The same by one side only."""
        found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, place in enumerate(self.known.places):
            if not place.is_gone and not place.is_by_hand:
                for side in _sides(self.known.wordings[place.note_id]):
                    found[side].append((place.guide_id, number))
        return found

    def common(self, file: File, *, is_rough: bool = False) -> Counter[int]:
        """Per guide, how many of its cards are in a file: the same, or named so at its path; roughly: also if one side is."""
        path, drafts = file
        marks = {content_key(draft) for draft in drafts}
        marks |= {
            f"^{guide_id} {draft.explicit_id}" for draft in drafts if draft.explicit_id for guide_id in self.at.get(path, ())
        }
        places = {place for mark in marks for place in self.marks.get(mark, ())}
        if is_rough:
            places |= {place for draft in drafts for side in _sides(draft) for place in self.sides.get(side, ())}
        return Counter(guide_id for guide_id, _ in places)


def identify_guides(
    files: Sequence[File], paths: Mapping[int, str], known: Known, where: Whereabouts = Whereabouts()
) -> list[Identity]:
    """paths: of the stored guides. An export is none of them, wherever it lies: it speaks of their notes by other names."""
    shelf = _Shelf(paths, known)
    authors = {place.explicit_id for place in known.places}
    exports = {number for number, file in enumerate(files) if _is_export(file, known, authors)}
    found = [Identity() if number in exports else _by_path(file, shelf, where) for number, file in enumerate(files)]
    strange = [number for number, one in enumerate(found) if one == Identity() and number not in exports]
    common = {number: shelf.common(files[number], is_rough=True) for number in strange if paths}
    here = {path for path, _ in files}
    taken = where.lying | {one.guide_id for one in found}
    free = {guide_id for guide_id, path in paths.items() if path not in here and guide_id not in taken}
    absent = where.missing | set(_left_out(here, paths))
    guesses = [
        (number, guide_id)
        for number, own in common.items()
        for guide_id in own
        if guide_id in free and _is_renamed(files[number], guide_id, own, shelf, absent)
    ]
    for number, guide_id in sorted(guesses, key=lambda guess: (-common[guess[0]][guess[1]], guess[0], -guess[1])):
        if found[number] == Identity() and guide_id in free:
            found[number] = Identity(guide_id)
            free.remove(guide_id)
    return found


def _is_export(file: File, known: Known, authors: Collection[str | None]) -> bool:
    """Whether it names a note as exports do. authors: names that guides give."""
    return any(name in known.names and name not in authors for draft in file[1] if (name := draft.explicit_id))


def path_now(stored: str, coming: str) -> str:
    """The path a guide is known by from now on; a browser tells no folder, so a mere name leaves a longer path as it is."""
    return stored if stored.endswith(f"/{coming}") else coming


def _by_path(file: File, shelf: _Shelf, where: Whereabouts) -> Identity:
    """The one of this path that has most in common; under a third is a question, and so is one whose file lies elsewhere."""
    path, drafts = file
    own = where.own.get(path)
    namesakes = (own,) if own and own in shelf.paths else shelf.at.get(path, ())
    if not namesakes:
        return Identity()
    for is_rough in (False, True):
        common = shelf.common(file, is_rough=is_rough)
        best = max(namesakes, key=lambda guide_id: (common[guide_id], guide_id))
        lies_elsewhere = best != own and best in where.lying
        if not lies_elsewhere and 3 * common[best] >= min(shelf.counts[best], len(drafts) or 1):
            return Identity(best)
    return Identity(None, best)


def _is_renamed(file: File, guide_id: int, common: Mapping[int, int], shelf: _Shelf, absent: Collection[int]) -> bool:
    """Whether a file is this guide under another path. Where its own file is no more a third of the smaller one will do, else it
    takes more than half of the larger one.
    """
    path, drafts = file
    fewer, more = sorted((shelf.counts[guide_id], len(drafts)))
    if guide_id in absent:
        return 3 * common[guide_id] >= fewer
    has_its_name = posixpath.basename(path) == posixpath.basename(shelf.paths[guide_id])
    return 2 * common[guide_id] > more and (has_its_name or common[guide_id] >= LEAST_IN_COMMON)


def _left_out(here: Collection[str], paths: Mapping[int, str]) -> Iterator[int]:
    """Guides of a folder of which others came along, but not they."""
    folders = {folder for path in paths.values() if path in here and (folder := posixpath.dirname(path))}
    return (guide_id for guide_id, path in paths.items() if path not in here and posixpath.dirname(path) in folders)


def _sides(text: Worded) -> Iterator[str]:
    """The question, and an answer that is hardly another card's."""
    yield f"? {plain_side(text.front)}"
    if len(text.back) >= TELLING:
        yield plain_side(text.back)
