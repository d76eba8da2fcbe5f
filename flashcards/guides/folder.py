"""Notes of many decks as a folder of guides: one for each deck, or for each guide in it, and more for a large one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from flashcards.core.deck_names import SEPARATOR, leaf
from flashcards.core.models import NoteDraft
from flashcards.guides.dialect import MAX_BYTES, MAX_LINES
from flashcards.guides.reading import MAX_NOTES
from flashcards.guides.writing import write_guide

BYTES_AROUND, LINES_AROUND = 300, 9
"""Of a card in a guide: its id, its properties, and what stands between cards. A guide that comes out larger is parted again."""
MOST_NAME_BYTES = 120
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')


@dataclass(frozen=True, slots=True)
class Folder:
    """texts: guides by path. places: by path, which of the notes stand there. lost: notes that no guide would give back."""

    texts: dict[str, str] = field(default_factory=dict)
    places: dict[str, list[int]] = field(default_factory=dict)
    lost: list[int] = field(default_factory=list)


def write_folder(notes: Sequence[tuple[str, NoteDraft]]) -> Folder:
    """The notes, each with the name of its deck, as guides that give them back.

    Their headings begin with the title of the guide they stand in. Guides of one deck stay apart.
    """
    folder = Folder()
    decks: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, (deck, draft) in enumerate(notes):
        decks[deck][draft.heading[0] if draft.heading else leaf(deck)].append(place)
    for deck, titles in decks.items():
        for title, places in titles.items():
            names = [*deck.split(SEPARATOR), *([title] if len(titles) > 1 and title != leaf(deck) else [])]
            for part in _parts(places, notes):
                _write(folder, deck, names, part, notes)
    return folder


def _write(folder: Folder, deck: str, names: list[str], part: list[int], notes: Sequence[tuple[str, NoteDraft]]) -> None:
    """names: of the folders and the file."""
    text, lost = write_guide(deck, [notes[place][1] for place in part])
    if lost and len(part) > 1:
        middle = len(part) // 2
        _write(folder, deck, names, part[:middle], notes)
        _write(folder, deck, names, part[middle:], notes)
        return
    path = _free_path(names, folder.texts)
    folder.texts[path], folder.places[path] = text, part
    folder.lost.extend(part[place] for place in lost)


def _parts(places: Iterable[int], notes: Sequence[tuple[str, NoteDraft]]) -> Iterator[list[int]]:
    """Shared out so that each guide is within what is read, and no two notes in it have the same sides."""
    waiting = list(places)
    while waiting:
        part: list[int] = []
        sides: set[tuple[str, str]] = set()
        size = lines = 0
        for place in waiting:
            draft = notes[place][1]
            size += len((draft.front + draft.back).encode()) + BYTES_AROUND
            lines += (draft.front + draft.back).count("\n") + LINES_AROUND
            fits = size <= MAX_BYTES and lines <= MAX_LINES and len(part) < MAX_NOTES
            if (fits or not part) and (draft.front, draft.back) not in sides:
                part.append(place)
                sides.add((draft.front, draft.back))
        yield part
        taken = set(part)
        waiting = [place for place in waiting if place not in taken]


def _free_path(names: Iterable[str], taken: Iterable[str]) -> str:
    """A path that every file system takes, none differing from another by case alone."""
    known = {path.casefold() for path in taken}
    stem = "/".join(map(_file_name, names))
    numbered = (stem + (f"-{number}" if number > 1 else "") + ".md" for number in range(1, len(known) + 2))
    return next(path for path in numbered if path.casefold() not in known)


def _file_name(part: str) -> str:
    """A part of a deck's name without what file systems refuse, or what importing takes for hidden."""
    name = _UNSAFE.sub("-", part).encode()[:MOST_NAME_BYTES].decode(errors="ignore").strip(" ._")
    return name if name and name != "node_modules" else "deck"
