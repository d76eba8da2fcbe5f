"""`undo`, `check` and `backup`: keeping the collection right and safe."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from flashcards.cli.invocation import Invocation, data_option, json_option, pass_invocation
from flashcards.config import Config
from flashcards.core.errors import Damaged, NotFound, Stale
from flashcards.services.checking import check
from flashcards.services.undoing import undo
from flashcards.storage.backups import back_up


@click.command("undo")
@data_option
@json_option
@pass_invocation
def undo_command(invocation: Invocation) -> None:
    """Take back the newest action."""
    if not invocation.config().database.exists():
        raise Stale("There is nothing to undo.")
    with invocation.writing() as db:
        action = undo(db, None, invocation.moment(db))
    invocation.answer({"undone": action.label, "id": action.id, "card": action.card_id}, [f"Undone: {action.label}"])


@click.command("check")
@data_option
@json_option
@pass_invocation
def check_command(invocation: Invocation) -> None:
    """Recompute every card from the log.

    The exit status is 3 when something differs.
    """
    config = invocation.config()
    with invocation.reading() as db:
        if db is None:
            raise _nothing(config)
        found = check(db)
    counted = f"Cards: {found.cards}. Rows of the review log: {found.rows}. Differences: {len(found.differences)}."
    invocation.answer(asdict(found), [*found.differences, counted])
    if found.differences:
        click.get_current_context().exit(Damaged.exit_status)


@click.command("backup")
@data_option
@json_option
@click.argument("file", type=click.Path(path_type=Path), required=False)
@pass_invocation
def backup_command(invocation: Invocation, file: Path | None) -> None:
    """Copy the collection and check the copy.

    It goes to FILE, or to the folder `backups` beside the collection.
    """
    config = invocation.config()
    if not config.database.exists():
        raise _nothing(config)
    name = f"flashcards-{invocation.clock().astimezone():%Y%m%dT%H%M%S}.db"
    target = (file or config.data_dir / "backups" / name).expanduser().absolute()
    path = back_up(config.database, target / name if target.is_dir() else target)
    invocation.answer({"path": str(path)}, [str(path)])


def _nothing(config: Config) -> NotFound:
    return NotFound(f"{config.database}: there is no such collection. `flashcards import` and `flashcards serve` make one.")
