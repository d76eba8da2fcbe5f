"""`folders`: the folders that are remembered, and what changed in them since."""

from __future__ import annotations

from pathlib import Path

import click

from flashcards.cli.invocation import Invocation, data_option, json_option, pass_invocation
from flashcards.core.errors import NotFound
from flashcards.core.moment import Moment
from flashcards.services.imports.remembering import Changes, changes, forget
from flashcards.storage.database import Connection
from flashcards.storage.folders import folders


@click.command("folders")
@data_option
@json_option
@click.option("--forget", "forgotten", metavar="DIR", type=click.Path(path_type=Path), help="Forget this folder; its cards stay.")
@pass_invocation
def folders_command(invocation: Invocation, forgotten: Path | None) -> None:
    """List the folders that are remembered, and what changed in them since they were imported."""
    if forgotten:
        with invocation.writing() as db:
            forget(db, _folder_id(db, forgotten))
    with invocation.reading() as known:
        found = [changes(known, folder) for folder in folders(known)] if known else []
        lines = _lines(found, invocation.moment(known)) if known and found else ["No folder is remembered."]
    invocation.answer({"folders": [_told(one) for one in found]}, lines)


def _folder_id(db: Connection, path: Path) -> int:
    """Raises NotFound."""
    wanted = str(path.resolve())
    for folder in folders(db):
        if folder.path in (wanted, str(path)):
            return folder.id
    raise NotFound(f"{path}: this folder is not remembered. `flashcards folders` lists those that are.")


def _lines(found: list[Changes], now: Moment) -> list[str]:
    return [": ".join(filter(None, (one.folder.path, one.in_words(now), one.problem))) for one in found]


def _told(one: Changes) -> dict[str, object]:
    imported_at = one.folder.imported_at
    return {
        "path": one.folder.path,
        "imported_at": imported_at.isoformat() if imported_at else None,
        "changed": one.changed,
        "new": one.new,
        "gone": one.gone,
        "cards": one.cards,
        "problem": one.problem or None,
    }
