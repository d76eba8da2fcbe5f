"""The folder the data lies in: made for its owner alone, and better not on a network drive."""

from __future__ import annotations

import errno
import re
from pathlib import Path, PurePath

from flashcards.core.errors import Config, DiskFull, ReadOnly

MOUNTS = Path("/proc/mounts")
NETWORK_TYPES = ("nfs", "cifs", "smb", "fuse.sshfs", "9p", "afs", "ceph", "glusterfs", "fuse.glusterfs")
_ESCAPED = re.compile(r"\\([0-7]{3})")


def make_folder(folder: Path) -> None:
    """Raises ReadOnly, DiskFull, Config."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise ReadOnly(f"{folder}: you may not make this folder. Name another one with --data.") from error
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(f"{folder}: the disk is full; nothing was changed. Free some space and do it again.") from error
        raise Config(f"{folder}: no folder can be made there ({error.strerror}). Name another one with --data.") from error


def network_warning(folder: Path, mounts: Path = MOUNTS) -> str | None:
    """What to tell someone whose data lies on a network drive, where SQLite cannot keep it safe. Known on Linux only."""
    try:
        table = mounts.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    kind = file_system(folder.resolve(), table)
    if not kind.startswith(NETWORK_TYPES):
        return None
    return f"Warning: {folder} lies on a network drive ({kind}), where a database can be damaged. Use a local folder: --data DIR."


def file_system(path: PurePath, table: str) -> str:
    """The type of the file system that holds `path`, by a table as /proc/mounts has it; "" when it names none."""
    found: tuple[int, str] = (0, "")
    for line in table.splitlines():
        _, point, kind, *_ = [*line.split(" "), "", "", ""]
        mounted = PurePath(_ESCAPED.sub(lambda code: chr(int(code[1], 8)), point) or ".")
        if path.is_relative_to(mounted) and len(mounted.parts) >= found[0]:
            found = len(mounted.parts), kind
    return found[1]
