"""Files a person names or drops, sorted into guides and pictures; archives are opened with suspicion."""

from __future__ import annotations

import io
import os
import posixpath
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from flashcards.core.errors import FlashcardsError, NotFound, TooLarge, UnreadableFile, UnsafeArchive
from flashcards.guides.folder import write_folder
from flashcards.guides.matching.identity import Whereabouts
from flashcards.guides.naming import readable
from flashcards.guides.spreadsheet import read_csv

GUIDE_ENDINGS = (".md", ".markdown", ".txt")
TABLE_ENDING = ".csv"
IMAGE_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp")
UPLOAD_BYTES = 64 * 2**20
"""What one import may hold, and what one archive may unpack to."""
ARCHIVE_FILES = FOLDER_FILES = 10_000
STRANGE_NAME = "its name is not written in UTF-8; rename it"

Part = tuple[str, bytes | str]
"""A relative path, and what is there or, in words, why that cannot be read."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """guides and images: relative path with forward slashes to content. left_out: (path, reason).

    bundled_as: by path, which of the decks that come with the program it is. folder_id: the remembered folder they are in.
    where: what that folder tells of stored guides.
    """

    guides: Mapping[str, bytes]
    images: Mapping[str, bytes] = field(default_factory=dict)
    left_out: tuple[tuple[str, str], ...] = ()
    bundled_as: Mapping[str, str] = field(default_factory=dict)
    folder_id: int | None = None
    where: Whereabouts = Whereabouts()

    @property
    def size(self) -> int:
        """Bytes of all guides."""
        return sum(map(len, self.guides.values()))

    @property
    def total(self) -> int:
        """Guides to go through: those that are read, and those whose files are no more."""
        return len(self.guides) + len(self.where.missing)

    def is_left_out(self, path: str) -> bool:
        """Whether a file may be there all the same: it is left out, or what it lies in is."""
        return any(path == left or path.startswith(f"{left}/") for left, _ in self.left_out)


def gather_paths(paths: Iterable[Path], *, may_be_empty: bool = False) -> Gathered:
    """Files, folders and archives by path. A file is known by its name, what is in a folder by its place in it.

    may_be_empty: whether no guide at all is an answer too.
    Raises: NotFound, UnreadableFile (no guide at all), UnsafeArchive, TooLarge, BadInput (the only table has a wrong value).
    """
    return _sort((part for path in paths for part in _read(path)), may_be_empty=may_be_empty)


def gather_uploads(files: Iterable[tuple[str, bytes]]) -> Gathered:
    """Files a browser sent: (name, content). What a folder holds is known by its place in it. Raises as `gather_paths`."""
    named = [(_safe_path(name), content) for name, content in files]
    top = _common_folder(path for path, _ in named)
    return _sort(part for path, content in named for part in _unpacked(path.removeprefix(top), content))


def _read(path: Path) -> Iterator[Part]:
    if not path.exists():
        raise NotFound(f"{path}: there is no such file or folder. Check the path.")
    if not path.is_dir():
        name = _spelled(path.name)
        yield from _unpacked(name, _content(path)) if name == path.name else [(name, STRANGE_NAME)]
        return
    unread: list[OSError] = []
    for file in sorted(_files_below(path, unread)):
        inside = file.relative_to(path).as_posix()
        name = _spelled(inside)
        yield name, STRANGE_NAME if name != inside else _inside(file)
    for error in unread:
        if Path(error.filename) == path:
            raise UnreadableFile(f"{path}: cannot be read ({error.strerror}). Check who may read it.")
        yield _spelled(Path(error.filename).relative_to(path).as_posix()), f"cannot be read ({error.strerror})"


def _files_below(folder: Path, unread: list[OSError]) -> Iterator[Path]:
    """Whatever stands in it for a reader, links too, which are not followed. unread: folders that cannot be read are added.

    Raises TooLarge before it walks through a whole disk.
    """
    seen = 0
    for place, folders, files in os.walk(folder, onerror=unread.append):
        folders[:] = [name for name in folders if not _is_hidden(name)]
        seen += len(folders) + len(files)
        if seen > FOLDER_FILES:
            raise TooLarge(f"{folder}: holds more than {FOLDER_FILES:,} files and folders. Name the folder with your guides.")
        links = [name for name in folders if Path(place, name).is_symlink()]
        yield from (Path(place, name) for name in (*files, *links) if not _is_hidden(name))


def _inside(file: Path) -> bytes | str:
    """A file of a folder. One that cannot be read is no reason to leave out the others."""
    if file.is_symlink():
        return "a link, which is not followed; name what it leads to"
    try:
        return _content(file) if _is_wanted(file.name) else b""
    except FlashcardsError as error:
        return error.message.removeprefix(f"{file}: ")


def _spelled(path: str) -> str:
    """A path as text: the bytes of a name that are none are told by their numbers."""
    return os.fsencode(path).decode(errors="backslashreplace")


def _is_hidden(path: str) -> bool:
    """Whether a folder or an archive holds it for some program, not for a reader."""
    return any(part.startswith((".", "__")) or part == "node_modules" for part in path.split("/"))


def _is_wanted(path: str) -> bool:
    """Whether it needs to be read: it is a guide, a table of notes or a picture. What is not is named all the same."""
    return path.lower().endswith((*GUIDE_ENDINGS, TABLE_ENDING, *IMAGE_ENDINGS))


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise UnreadableFile(f"{path}: this is no file but a device or a pipe. Save what it gives as a file.")
    try:
        if path.stat().st_size > UPLOAD_BYTES:
            raise TooLarge(f"{path}: larger than {UPLOAD_BYTES // 2**20} MB; import a part of it")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{path}: cannot be read ({error.strerror}). Check who may read it.") from error


def _sort(parts: Iterator[Part], *, may_be_empty: bool = False) -> Gathered:
    guides: dict[str, bytes] = {}
    images: dict[str, bytes] = {}
    left_out: list[tuple[str, str]] = []
    wrong: FlashcardsError | None = None
    size = 0
    for path, content in parts:
        size += len(content)
        if size > UPLOAD_BYTES:
            raise TooLarge(f"{path}: more than {UPLOAD_BYTES // 2**20} MB at once; import a part of it")
        if isinstance(content, str):
            left_out.append((path, content))
        elif path in guides or path in images:
            left_out.append((path, "another file of this name came before it; import it by itself"))
        elif path.lower().endswith(IMAGE_ENDINGS):
            images[path] = content
        elif not _is_wanted(path):
            left_out.append((path, _why_unwanted(path)))
        else:
            try:
                guides |= _guides_of(path, content)
            except FlashcardsError as error:
                wrong = error
                left_out.append((path, error.message))
    if not guides and not may_be_empty:
        raise wrong or UnreadableFile(why_empty(left_out))
    return Gathered(guides, images, tuple(left_out))


def _why_unwanted(path: str) -> str:
    if path.lower().endswith(".zip"):
        return "a .zip in a folder or in another .zip is not opened; unpack it, or import it by itself"
    return "not a guide (.md, .markdown, .txt), a .csv, a picture or a .zip"


def why_empty(left_out: Sequence[tuple[str, str]]) -> str:
    """What to say where there is no guide at all. left_out: as `Gathered` has it."""
    path, reason = left_out[0] if left_out else ("", "there is no guide in it")
    what = reason if reason.startswith(path) else f"{path}: {reason}"
    return f"{what}. Choose Markdown files, or a folder or .zip that holds some."


def _guides_of(path: str, content: bytes) -> dict[str, bytes]:
    """A guide as it is; a table of notes as guides, one for each deck, so that it is previewed and ticked as those are."""
    if not path.lower().endswith(TABLE_ENDING):
        return {path: content}
    name = readable(PurePosixPath(path).stem)
    folder = write_folder([(deck or name, draft) for deck, draft in read_csv(content, path)])
    return {f"{path}/{guide}": text.encode() for guide, text in folder.texts.items()}


def _unpacked(name: str, content: bytes) -> Iterator[Part]:
    if not name.lower().endswith(".zip"):
        yield name, content
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from _members(name, archive)
    except FlashcardsError:
        raise
    except (
        zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, KeyError, ValueError, MemoryError,
    ) as error:  # fmt: skip
        raise UnreadableFile(f"{name}: not a .zip that can be opened ({error}). Pack the guides again.") from error


def _members(name: str, archive: zipfile.ZipFile) -> Iterator[Part]:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > ARCHIVE_FILES or sum(member.file_size for member in members) > UPLOAD_BYTES:
        raise UnsafeArchive(
            f"{name}: unpacks to more than {ARCHIVE_FILES} files or {UPLOAD_BYTES // 2**20} MB. "
            "Nothing was read; pack fewer guides."
        )
    if locked := next((member for member in members if member.flag_bits & 1), None):
        raise UnreadableFile(f"{name}: {locked.filename!r} in it needs a password. Pack the guides again without one.")
    for member in members:
        if _is_unsafe(member):
            raise UnsafeArchive(f"{name}: holds {member.filename!r}, which points outside of it. Nothing was read.")
    shown = [(path, member) for member in members if not _is_hidden(path := _safe_path(member.filename))]
    top = _common_folder(path for path, _ in shown)
    for path, member in shown:
        yield path.removeprefix(top), archive.read(member) if _is_wanted(path) else b""


def _is_unsafe(member: zipfile.ZipInfo) -> bool:
    path = member.filename.replace("\\", "/")
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    return is_link or path.startswith("/") or path[1:2] == ":" or ".." in path.split("/")


def _common_folder(paths: Iterable[str]) -> str:
    """The one folder everything lies in, so that a packed or dropped folder gives the paths the folder itself would."""
    tops = {path.split("/")[0] + "/" if "/" in path else "" for path in paths}
    return tops.pop() if len(tops) == 1 else ""


def _safe_path(name: str) -> str:
    """A name from a browser or an archive as a relative path; parts that climb are dropped."""
    shown = "".join(letter for letter in name if letter.isprintable())  # no controls, none that turns the reading direction
    parts = [part for part in shown.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join(parts) or "guide.md"


def image_path(guide_path: str, reference: str) -> str:
    """Where a picture lies that a guide names relatively."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(guide_path), reference))
