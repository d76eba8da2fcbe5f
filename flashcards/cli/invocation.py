"""What every command shares: where the data lies, how to answer, what time it is, and the collection itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from os import environ
from pathlib import Path

import click

from flashcards.cli.folder import make_folder, network_warning
from flashcards.config import Config, learner_zone, read_config
from flashcards.core.errors import Busy, FlashcardsError
from flashcards.core.moment import Moment
from flashcards.storage.database import Connection, close, connect
from flashcards.storage.migrations import SCHEMA, open_database, schema_version
from flashcards.storage.presence import is_served
from flashcards.storage.settings import collection

_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Invocation:
    """One run of a command. data: what --data said. is_json: whether a program will read the answer."""

    data: Path | None = None
    is_json: bool = False
    clock: Callable[[], datetime] = utc_now

    def config(self) -> Config:
        """Raises Config."""
        return read_config(self.data, environ)

    def moment(self, db: Connection) -> Moment:
        """Now, where the learner is."""
        return Moment(self.clock(), learner_zone(collection(db).settings.time_zone))

    @contextmanager
    def reading(self, *, is_dry: bool = False) -> Iterator[Connection | None]:
        """The collection, for questions only; None when there is none yet, and none is made.

        is_dry: it is not even brought up to date. Raises what opening it raises.
        """
        path = self.config().database
        if not path.exists():
            yield None
            return
        with _closing(_as_it_is(path) if is_dry else self._open(path)) as db:
            db.execute("PRAGMA query_only=ON")
            yield db

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The collection, made if there is none. Raises what opening it raises."""
        config = self.config()
        make_folder(config.data_dir)
        if warning := network_warning(config.data_dir):
            click.echo(printable(warning), err=True)
        with _closing(self._open(config.database)) as db:
            yield db

    def answer(self, found: Mapping[str, object], lines: Iterable[str]) -> None:
        """Print what was asked for, for a program or for a person."""
        click.echo(json.dumps(found, indent=2) if self.is_json else printable("\n".join(lines)))

    def _open(self, path: Path) -> Connection:
        return open_database(path, self.clock(), may_migrate=self._refuse_while_served)

    def _refuse_while_served(self) -> None:
        if is_served(self.config().data_dir):
            raise Busy("The collection must be brought up to date first, and a server is using it: stop the server first.")


def _as_it_is(path: Path) -> Connection:
    """The collection without bringing it up to date."""
    if schema_version(path) < SCHEMA:
        raise FlashcardsError("The collection is an older one, and a dry run changes nothing: run `flashcards check` first.")
    return connect(path)


@contextmanager
def _closing(db: Connection) -> Iterator[Connection]:
    """Close inside the lock; without it where others hold it for long: they are connected, so this is not the last to leave."""
    is_busy = False
    try:
        yield db
    except Busy:
        is_busy = True
        raise
    finally:
        try:
            db.close() if is_busy else close(db)
        except Busy:
            db.close()


def printable(text: str) -> str:
    """Text for a terminal, without what could steer it or turn its order round."""
    return _UNPRINTABLE.sub("\ufffd", text)


pass_invocation = click.make_pass_decorator(Invocation, ensure=True)


def _keep_data(ctx: click.Context, _: click.Parameter, value: Path | None) -> None:
    if value is not None:
        ctx.ensure_object(Invocation).data = value


def _keep_json(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        ctx.ensure_object(Invocation).is_json = True


data_option = click.option(
    "--data",
    type=click.Path(path_type=Path),
    metavar="DIR",
    expose_value=False,
    callback=_keep_data,
    help="Where your data lies. Otherwise FLASHCARDS_DATA says so, else it is the usual place of this system.",
)
json_option = click.option("--json", is_flag=True, expose_value=False, callback=_keep_json, help="Answer in JSON.")
