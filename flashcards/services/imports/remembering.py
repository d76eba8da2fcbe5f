"""Folders of guides on this machine: remembered, looked through for what changed, and gathered to be imported again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from flashcards.core.errors import BadInput, FlashcardsError, NotFound, UnreadableFile
from flashcards.core.moment import Moment
from flashcards.core.plural import count_of
from flashcards.core.wording import day_name
from flashcards.guides.matching.identity import Whereabouts
from flashcards.services.imports.gathering import Gathered, gather_paths, why_empty
from flashcards.services.imports.planning import counts, plan_import
from flashcards.storage import folders as stored
from flashcards.storage.database import Connection, write
from flashcards.storage.folders import Folder, ImportedFile

STATUSES = {"changed": "changed", "new": "added", "moved": "moved", "to be asked about": "ask", "gone": "gone"}
"""How the cards of each status are called here."""
COUNTED_BYTES = 300_000
"""Of so much the cards are counted; more would take too long to read beside a page."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a folder holds beside what was imported from it. changed, new, gone: guides by their paths.

    cards: how many of each status there would be, as `planning.counts` has them; None where there is too much to read.
    problem: why it cannot be looked through, or a part of it cannot be read.
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
        """ "3 guides changed, 1 gone since Tuesday: 12 cards changed, 4 new, 1 gone"; "" where only the problem can be told."""
        if self.problem and not self.guides:
            return ""
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

    gathered: Gathered
    changed: tuple[str, ...]
    new: tuple[str, ...]
    gone: dict[str, int]

    @property
    def gathered_anew(self) -> Gathered:
        """What is not as it was imported."""
        guides = self.gathered.guides
        return replace(self.gathered, guides={path: guides[path] for path in guides if path in {*self.changed, *self.new}})


def remember(db: Connection, typed: str, moment: Moment) -> Folder:
    """Keep a folder by its path; one that is remembered stays as it is.

    Raises: BadInput, NotFound, and what gathering its guides raises: refused now rather than each time.
    """
    path = path_of(typed)
    gather_paths([path])
    return keep(db, path, moment)


def keep(db: Connection, path: Path, moment: Moment) -> Folder:
    """The same of a folder that was read already. path: as `path_of` gives it."""
    with write(db, is_staging=True):
        return stored.folder(db, stored.add_folder(db, str(path), moment.stamp))


def path_of(typed: str) -> Path:
    """The folder somebody names, absolute and without links. Raises BadInput, NotFound, UnreadableFile."""
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


def forget(db: Connection, folder_id: int) -> None:
    """Its guides and cards stay. Raises NotFound."""
    with write(db, is_staging=True):
        stored.remove_folder(db, stored.folder(db, folder_id).id)


def changes(db: Connection, folder: Folder) -> Changes:
    """What is not as it was imported, by content. Nothing is rendered and nothing written."""
    try:
        look = _look_into(db, folder)
    except FlashcardsError as error:
        return Changes(folder, problem=error.message)
    found = Changes(folder, look.changed, look.new, tuple(look.gone))
    gathered = look.gathered_anew
    if not found.guides or gathered.size > COUNTED_BYTES:
        return found
    try:
        plan = plan_import(db, gathered)
    except FlashcardsError as error:  # none of them can be read
        return replace(found, changed=(), new=(), problem=error.message)
    changed, new = (tuple(path for path in paths if path not in plan.unread) for paths in (found.changed, found.new))
    unread = [reason for path, reason in plan.left_out if path in plan.unread]
    return replace(found, changed=changed, new=new, cards=counts(plan), problem=" ".join(unread))


def gather_folder(db: Connection, folder_id: int, *, is_whole: bool = False) -> Gathered:
    """What changed in a folder since it was imported, or all of it. Raises NotFound, BadInput and what `gather_paths` raises."""
    folder = stored.folder(db, folder_id)
    look = _look_into(db, folder)
    gathered = look.gathered if is_whole or not folder.imported_at else look.gathered_anew
    if not gathered.total:
        raise BadInput(f"{folder.path}: no guide changed since it was imported. There is nothing to do.")
    return gathered


def as_folder(db: Connection, path: Path, gathered: Gathered) -> Gathered:
    """All that was read of a folder, with what is known of it, remembered or not. path: as `path_of` gives it."""
    return _look(db, path, gathered).gathered


def whereabouts(
    imported: Iterable[ImportedFile], folder: Path | None, paths: Iterable[str], missing: Collection[int]
) -> Whereabouts:
    """Of the guides of remembered folders. folder: the one that is read, if it is one. paths: what is in it.

    missing: guides whose files are no more.
    """
    if folder is None:
        return Whereabouts(frozenset(missing))
    known = {one.file: one.guide_id for one in imported if one.guide_id}
    own = {path: known[file] for path in paths if (file := folder / path) in known}
    return Whereabouts(frozenset(missing), frozenset(known.values()).difference(missing), own)


def _look_into(db: Connection, folder: Folder) -> _Look:
    """A remembered folder, of which the last guide may have gone. Raises what `gather_paths` raises."""
    look = _look(db, Path(folder.path), gather_paths([Path(folder.path)], may_be_empty=True))
    if not look.gathered.total:
        raise UnreadableFile(why_empty(look.gathered.left_out))
    return look


def _look(db: Connection, path: Path, gathered: Gathered) -> _Look:
    """What was read of a folder beside what is stored of it; its guides may have been imported from one around it, or in it."""
    folder, imported = stored.folder_at(db, str(path)), stored.imported_files(db)
    files = {one: path / one for one in gathered.guides}
    known = {one.file: one.contents for one in imported}
    other = [one for one, file in files.items() if hashlib.sha256(gathered.guides[one]).hexdigest() not in known.get(file, ())]
    changed = tuple(one for one in other if known.get(files[one]))
    own = {one.file.relative_to(path).as_posix(): one.guide_id for one in imported if folder and one.folder_id == folder.id}
    gone = {one: guide_id for one, guide_id in own.items() if guide_id and one not in files and not gathered.is_left_out(one)}
    lying = [one for one in imported if one.guide_id in own.values() or _lies(one.file)]
    where = whereabouts(lying, path, files, gone.values())
    new = tuple(one for one in other if one not in changed)
    return _Look(replace(gathered, folder_id=folder.id if folder else None, where=where), changed, new, gone)


def _lies(file: Path) -> bool:
    """Whether a file that was imported is still there; a guide of a table is where the table is."""
    return os.path.isfile(file) or os.path.isfile(file.parent)


def _since(day: date, now: Moment) -> str:
    """ "Tuesday" for a day of the last week."""
    return f"{day:%A}" if 1 < (now.day - day).days < 7 else day_name(day, now)


def _listed(noun: str, numbers: dict[str, int]) -> str:
    """ "12 cards changed, 4 new": what there is none of is not named."""
    parts = [(number, name) for name, number in numbers.items() if number]
    return ", ".join(f"{number if place else count_of(number, noun)} {name}" for place, (number, name) in enumerate(parts))
