"""The import that is being read while the learner goes elsewhere: one at a time. How far it is stands in the database."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from flashcards.core.errors import FlashcardsError, Stale
from flashcards.core.moment import Moment
from flashcards.guides.dialect import MAX_BYTES
from flashcards.services.imports.gathering import Gathered
from flashcards.services.imports.preparing import begin_import, fail_import, fail_unfinished, read_import
from flashcards.storage.database import Connection, connected

SMALL_BYTES = 300_000
"""So much is read within the request: it takes about half a second."""
UNEXPECTED = "Reading ended without an answer. Nothing was imported. Try fewer guides; the server's output may say more."

Child = subprocess.Popen[bytes]


@dataclass(slots=True)
class Readings:
    """What a server keeps of imports. Whoever changes them holds the lock. watcher: waits for the child."""

    child: Child | None = None
    watcher: threading.Thread | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


def begin(readings: Readings, db: Connection, gathered: Gathered, moment: Moment) -> int:
    """Read a few guides at once, or begin to read many; returns the id of the import.

    Raises: what reading a few guides raises, and then there is no import; Stale while many others are read.
    """
    is_refused = len(gathered.guides) == 1 and gathered.size > MAX_BYTES  # which takes no time to find out
    if gathered.size <= SMALL_BYTES or is_refused or db.path is None:
        return read_import(db, gathered, moment)
    with readings.lock:
        if readings.child and readings.child.poll() is None:
            raise Stale("Other guides are being read already. Wait until they are, or cancel that import.")
        child = _start()
        try:
            import_id = begin_import(db, gathered.total, moment, gathered.folder_id)
        except BaseException:
            child.kill()
            child.wait()
            raise
        readings.child = child
        readings.watcher = threading.Thread(target=_watch, args=(child, db.path, import_id, gathered), daemon=True)
        readings.watcher.start()
    return import_id


def end(readings: Readings, database: Path) -> None:
    """Stop reading: the server ends."""
    if readings.child and readings.child.poll() is None:
        with suppress(FlashcardsError), connected(database) as db:  # else the next start says that it failed
            fail_unfinished(db)
        readings.child.kill()
    if readings.watcher:
        readings.watcher.join()


def _start() -> Child:
    """A child that waits for its order. It looks for modules where this process does, and not in the present folder."""
    command = [sys.executable, "-P", "-m", "flashcards.web.import_child"]
    places = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=os.environ | places)


def _watch(child: Child, database: Path, import_id: int, gathered: Gathered) -> None:
    """Hand over what is to be read, and see to it that the import does not stay unfinished when the child dies."""
    assert child.stdin is not None
    with suppress(BrokenPipeError), child.stdin:
        pickle.dump((database, import_id, gathered), child.stdin)
    child.wait()
    with suppress(FlashcardsError), connected(database) as db:
        fail_import(db, import_id, UNEXPECTED)
