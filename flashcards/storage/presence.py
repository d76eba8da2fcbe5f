"""Who serves a data folder: a lock for as long as the server lives, and its address for whoever comes second."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from flashcards.core.errors import Busy, ReadOnly

LOCK_NAME = "server.lock"
ADDRESS_NAME = "server.json"
CLAIM_SECONDS = 0.2
"""Longer than somebody who only looks holds the lock."""
START_SECONDS = 5.0
"""How long a server that has just got the lock may take to say where it is."""


@dataclass(frozen=True, slots=True)
class Presence:
    """A server: the number of its process, and the address it answers at."""

    pid: int
    address: str


@contextmanager
def claimed(data_dir: Path) -> Iterator[bool]:
    """Be the one that serves this folder; False when another one is. Raises ReadOnly."""
    lock = FileLock(data_dir / LOCK_NAME, timeout=CLAIM_SECONDS, poll_interval=0.02, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        yield False
        return
    except OSError as error:  # no permission, or a disk that takes no writes at all
        raise ReadOnly(
            f"{data_dir}: this folder cannot be written to ({error.strerror}). Name another one with --data."
        ) from error
    address = data_dir / ADDRESS_NAME
    try:
        address.unlink(missing_ok=True)  # left behind by one that was killed
        yield True
    finally:
        address.unlink(missing_ok=True)
        lock.release()


def announce(data_dir: Path, address: str) -> None:
    """Tell where this server is. Only for the one that claimed the folder."""
    draft = data_dir / f"{ADDRESS_NAME}.part"
    draft.write_text(json.dumps(asdict(Presence(os.getpid(), address))), encoding="utf-8")
    draft.replace(data_dir / ADDRESS_NAME)


def is_served(data_dir: Path) -> bool:
    """Whether a server holds this folder just now."""
    if not (data_dir / LOCK_NAME).exists():
        return False
    try:
        with FileLock(data_dir / LOCK_NAME, timeout=0):
            return False
    except Timeout:
        return True


def find_server(data_dir: Path) -> Presence:
    """The server that holds this folder; one that is just starting is waited for. Raises Busy."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            return Presence(**json.loads((data_dir / ADDRESS_NAME).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            time.sleep(0.05)
    raise Busy("Another server of these data is just starting or stopping. Try again in a moment.")
