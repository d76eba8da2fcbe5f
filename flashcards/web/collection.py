"""What a request works with: its connection, the present moment, the kept queues."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from flask import current_app, g

from flashcards.config import learner_zone
from flashcards.core.moment import Moment
from flashcards.services.queueing import Kept
from flashcards.storage.database import Connection, connect
from flashcards.storage.settings import Collection, collection


@dataclass(frozen=True, slots=True)
class Server:
    """What lives as long as the app. keeper: one open connection, so that no request's closing one checkpoints."""

    database: Path
    clock: Callable[[], datetime]
    keeper: Connection
    kept: Kept = field(default_factory=Kept)


def server() -> Server:
    found: Server = current_app.extensions["flashcards"]
    return found


def db() -> Connection:
    """The connection of this request."""
    if "db" not in g:
        g.db = connect(server().database)
    found: Connection = g.db
    return found


def close_db(_: BaseException | None = None) -> None:
    if "db" in g:
        g.pop("db").close()


def facts() -> Collection:
    """Settings and counters, read once a request."""
    if "facts" not in g:
        g.facts = collection(db())
    found: Collection = g.facts
    return found


def moment() -> Moment:
    """Now, where the learner is."""
    return Moment(server().clock(), learner_zone(facts().settings.time_zone))
