"""What a request works with: its connection, the present moment, the kept queues."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock

from flask import current_app, g

from flashcards.config import HOST, learner_zone
from flashcards.core.moment import Moment
from flashcards.services.queueing import Kept
from flashcards.services.shelving import Shelf
from flashcards.storage.database import Connection, close, connect
from flashcards.storage.settings import Collection, collection
from flashcards.web import import_run
from flashcards.web.fit_run import Fits, end_run
from flashcards.web.import_run import Readings


@dataclass(frozen=True, slots=True)
class Server:
    """What lives as long as the app.

    idle: open connections no request has now. A request takes one for itself and hands it on: opening one anew costs more
    than the request's questions, and while one stays open, none that closes checkpoints outside the lock.
    """

    database: Path
    clock: Callable[[], datetime]
    idle: list[Connection]
    host: str = HOST
    """What it is bound to."""
    kept: Kept = field(default_factory=Kept)
    shelf: Shelf = field(default_factory=Shelf)
    fits: Fits = field(default_factory=Fits)
    readings: Readings = field(default_factory=Readings)
    applying: Lock = field(default_factory=Lock)
    """Held while an import is applied, which may take longer than others wait to write."""
    troubles: dict[str, str] = field(default_factory=dict)
    """What goes wrong in the background, by its subject; told on every page until it goes right."""

    def close(self) -> None:
        """End what runs, and close every connection, inside the lock."""
        end_run(self.fits)
        import_run.end(self.readings, self.database)
        while self.idle:
            close(self.idle.pop())


def server() -> Server:
    found: Server = current_app.extensions["flashcards"]
    return found


def db() -> Connection:
    """The connection of this request."""
    if "db" not in g:
        idle = server().idle
        g.db = idle.pop() if idle else connect(server().database)
    found: Connection = g.db
    return found


def hand_on_db(_: BaseException | None = None) -> None:
    """Give the connection back; a transaction that a mistake left open ends here."""
    if "db" in g:
        connection: Connection = g.pop("db")
        connection.rollback()
        server().idle.append(connection)


def facts() -> Collection:
    """Settings and counters, read once a request."""
    if "facts" not in g:
        g.facts = collection(db())
    found: Collection = g.facts
    return found


def moment() -> Moment:
    """Now, where the learner is."""
    return Moment(server().clock(), learner_zone(facts().settings.time_zone))
