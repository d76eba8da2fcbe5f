"""Folders of guides on this machine: remembered, looked through for what changed, and gathered to be imported again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from flashcards.core.errors import BadInput, FlashcardsError, NotFound, UnreadableFile
from flashcards.core.moment import Moment
from flashcards.core.plural import count_of
from flashcards.core.wording import day_name
from flashcards.services.gathering import Gathered, gather_paths
from flashcards.services.planning import counts, plan_import
from flashcards.storage import folders as stored
from flashcards.storage.database import Connection, write
from flashcards.storage.folders import Folder
from flashcards.storage.guides import guides

STATUSES = {"changed": "changed", "new": "added", "moved": "moved", "to be asked about": "ask", "gone": "gone"}
"""How the cards of each status are called here."""
COUNTED_BYTES = 300_000
"""Of so much the cards are counted; more would take too long to read beside a page."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a folder holds beside what was imported from it. changed, new, gone: guides by their paths.

    cards: how many of each status there would be, as `planning.counts` has them; empty where there is too much to read.
    problem: why it cannot be looked through, or read.
    """

    folder: Folder
    changed: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    cards: dict[str, int] | None = None
    problem: str = ""

    @property
    def guides(self) -> int:
        """How many are not as they were."""
        return len(self.changed) + len(self.new) + len(self.gone)

    def in_words(self, now: Moment) -> str:
        """ "3 guides changed, 1 gone since Tuesday: 12 cards changed, 4 new, 1 gone"."""
        if self.problem:
            return self.problem
        if not self.folder.imported_at:
            return f"{count_of(self.guides, 'guide')}, not imported yet"
        since = _since(Moment(self.folder.imported_at, now.zone).day, now)
        told = _listed("guide", {"changed": len(self.changed), "new": len(self.new), "gone": len(self.gone)})
        if not told:
            return f"nothing changed since {since}"
        cards = _listed("card", {name: self.cards[status] for name, status in STATUSES.items()}) if self.cards else ""
        return f"{told} since {since}{': ' + cards if cards else ''}"


@dataclass(frozen=True, slots=True)
class _Look:
    """A folder looked through. gathered: whatever is in it. gone: path to the stored guide."""

    folder: Folder
    gathered: Gathered
    changed: tuple[str, ...]
    new: tuple[str, ...]
    gone: dict[str, int]

    def gather(self, *, is_whole: bool) -> Gathered:
        """What is to be imported of it."""
        paths = self.gathered.guides if is_whole or not self.folder.imported_at else (*self.changed, *self.new)
        chosen = {path: content for path, content in self.gathered.guides.items() if path in paths}
        return replace(self.gathered, guides=chosen, folder_id=self.folder.id, gone=tuple(self.gone.values()))


def remember(db: Connection, typed: str, moment: Moment) -> Folder:
    """Keep a folder by its path; one that is remembered stays as it is.

    Raises: BadInput, NotFound, and what gathering its guides raises: refused now rather than each time.
    """
    path = _folder_at(typed)
    gather_paths([path])
    with write(db, is_staging=True):
        return stored.folder(db, stored.add_folder(db, str(path), moment.stamp))


def forget(db: Connection, folder_id: int) -> None:
    """Its guides and cards stay. Raises NotFound."""
    with write(db, is_staging=True):
        stored.remove_folder(db, stored.folder(db, folder_id).id)


def changes(db: Connection, folder: Folder) -> Changes:
    """What is not as it was imported, by content. Nothing is rendered and nothing written."""
    try:
        look = _look(db, folder)
    except FlashcardsError as error:
        return Changes(folder, problem=error.message)
    found = Changes(folder, look.changed, look.new, tuple(look.gone))
    gathered = look.gather(is_whole=False)
    if not found.guides or gathered.size > COUNTED_BYTES:
        return found
    try:
        return replace(found, cards=counts(plan_import(db, gathered)))
    except FlashcardsError as error:
        return replace(found, problem=error.message)


def gather_folder(db: Connection, folder_id: int, *, is_whole: bool = False) -> Gathered:
    """What changed in a folder since it was imported, or all of it. Raises NotFound, BadInput and what `gather_paths` raises."""
    folder = stored.folder(db, folder_id)
    gathered = _look(db, folder).gather(is_whole=is_whole)
    if not gathered.guides and not gathered.gone:
        raise BadInput(f"{folder.path}: no guide changed since it was imported. There is nothing to do.")
    return gathered


def _look(db: Connection, folder: Folder) -> _Look:
    """Raises NotFound and what `gather_paths` raises."""
    gathered = gather_paths([Path(folder.path)])
    known, living = stored.folder_guides(db, folder.id), guides(db)
    by_path = {guide.path for guide in living}
    contents = {(guide.path, guide.sha256) for guide in living}
    contents |= {(path, one.sha256) for path, one in known.items() if one.guide_id is None}
    now = [(path, hashlib.sha256(content).hexdigest()) for path, content in gathered.guides.items()]
    other = [path for path, sha256 in now if (path, sha256) not in contents]
    here = {guide.path: guide.id for guide in living if guide.id in {one.guide_id for one in known.values()}}
    gone = {path: guide_id for path, guide_id in here.items() if path not in gathered.guides}
    changed = tuple(path for path in other if path in by_path or path in known)
    return _Look(folder, gathered, changed, tuple(path for path in other if path not in changed), gone)


def _since(day: date, now: Moment) -> str:
    """ "Tuesday" for a day of the last week."""
    return f"{day:%A}" if 1 < (now.day - day).days < 7 else day_name(day, now)


def _listed(noun: str, numbers: dict[str, int]) -> str:
    """ "12 cards changed, 4 new": what there is none of is not named."""
    parts = [(number, name) for name, number in numbers.items() if number]
    return ", ".join(f"{number if place else count_of(number, noun)} {name}" for place, (number, name) in enumerate(parts))


def _folder_at(typed: str) -> Path:
    """Absolute and without links. Raises BadInput, NotFound, UnreadableFile."""
    path = Path(typed.strip()).expanduser()
    if not path.is_absolute():
        raise BadInput("Type the whole path of a folder, such as /home/you/guides or ~/guides.")
    if not typed.isprintable():
        raise BadInput("This path holds characters that cannot be kept. Rename the folder, or import it once.")
    try:
        path = path.resolve()
        if not path.exists():
            raise NotFound(f"{path}: there is no such folder. Check the spelling.")
        if not path.is_dir():
            raise BadInput(f"{path}: this is a file. Name the folder it lies in.")
    except (OSError, RuntimeError) as error:
        raise UnreadableFile(f"{path}: cannot be read ({error}).") from error
    return path
