"""Pages of the file that hold nothing any more, and giving them back to the disk.

A preview fills as much as the guides it shows. Once it is applied, discarded or cancelled its pages are free; SQLite keeps them
for what comes next, and the file stays as large as it ever was.
"""

from __future__ import annotations

from flashcards.core.errors import Busy, DiskFull
from flashcards.storage.database import Connection, locked, named_errors

LEAST_BYTES = 8 * 2**20
LEAST_SHARE = 0.25
"""So much has to be free before the file is written anew: that takes a fifth of a second for 60 MB, and others wait meanwhile."""


def spare_bytes(db: Connection) -> int:
    """What nothing is kept in."""
    return _pragma(db, "freelist_count") * _pragma(db, "page_size")


def give_back(db: Connection) -> bool:
    """Write the file anew without its free pages if they are many; whether it was done. Call it outside a transaction.

    It can wait: nothing is said when others are writing just now, or when the disk has no room for the second copy.
    """
    if spare_bytes(db) < max(LEAST_BYTES, LEAST_SHARE * _pragma(db, "page_count") * _pragma(db, "page_size")):
        return False
    try:
        with named_errors(db.path), locked(db.path):
            db.execute("VACUUM")
            db.execute("PRAGMA wal_checkpoint(PASSIVE)")  # until then the smaller copy lies in the log
    except (Busy, DiskFull):
        return False
    return True


def _pragma(db: Connection, name: str) -> int:
    return int(db.execute(f"PRAGMA {name}").fetchone()[0])
