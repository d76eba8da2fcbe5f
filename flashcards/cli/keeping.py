"""`undo`, `check`, `backup`, `backups` and `restore`: keeping the collection right and safe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from flashcards.cli.folder import make_folder
from flashcards.cli.invocation import Invocation, data_option, json_option, pass_invocation
from flashcards.config import Config
from flashcards.core.errors import Busy, Damaged, NotFound, Stale
from flashcards.core.plural import count_of
from flashcards.services.backing_up import Restoration, back_up_now, folder_of, plan_restore, restore
from flashcards.services.checking import check
from flashcards.services.undoing import undo
from flashcards.storage.backups import STAMP, Backup, back_up, backups
from flashcards.storage.presence import claimed
from flashcards.storage.restoration import Contents


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
    now = invocation.clock()
    path = _copied(config, file.expanduser().absolute(), now) if file else back_up_now(config.database, now)
    invocation.answer({"path": str(path)}, [str(path)])


def _copied(config: Config, target: Path, now: datetime) -> Path:
    """A backup where the user wants it, in a folder under a name of ours."""
    return back_up(config.database, target / f"flashcards-{now.astimezone():{STAMP}}.db" if target.is_dir() else target)


@click.command("backups")
@data_option
@json_option
@pass_invocation
def backups_command(invocation: Invocation) -> None:
    """List the backups, the newest first."""
    folder = folder_of(invocation.config().database)
    found = backups(folder)
    rows = [
        {
            "path": str(one.path),
            "made_at": one.made_at.isoformat(timespec="seconds"),
            "bytes": one.size_bytes,
            "reason": one.reason,
            "is_whole": one.is_whole,
        }
        for one in found
    ]
    lines = [_backup_line(one) for one in found]
    invocation.answer({"folder": str(folder), "backups": rows}, lines or [f"There are no backups in {folder} yet."])


def _backup_line(one: Backup) -> str:
    size = f"{one.size_bytes / 1e6:.1f} MB"
    broken = "" if one.is_whole else "  cut short or no database"
    return f"{one.made_at.astimezone():%Y-%m-%d %H:%M}  {size:>9}  {one.path.name}  ({one.reason}){broken}"


@click.command("restore")
@data_option
@json_option
@click.option("--yes", "is_meant", is_flag=True, help="Do it. Otherwise it is only shown what would be done.")
@click.argument("file", metavar="[FILE|newest]", default="newest")
@pass_invocation
def restore_command(invocation: Invocation, file: str, is_meant: bool) -> None:
    """Go back to a backup.

    FILE is a backup or its name in the folder `backups`; otherwise it is the newest good one. What is replaced is kept there.
    """
    config = invocation.config()
    wanted = None if file == "newest" else Path(file).expanduser().absolute()
    plan = plan_restore(config.database, wanted)
    if is_meant:
        make_folder(config.data_dir)
        with claimed(config.data_dir) as is_free:
            if not is_free:
                raise Busy(f"A server is using the collection in {config.data_dir}: stop it first. Nothing was changed.")
            plan = restore(config.database, plan, invocation.clock())
    has_present = config.database.exists() and not is_meant
    invocation.answer(_told(plan, is_meant), _restore_lines(plan, is_meant, has_present))


def _told(plan: Restoration, is_done: bool) -> dict[str, object]:
    return {
        "backup": str(plan.backup),
        "made_at": plan.made_at.isoformat(timespec="seconds"),
        "holds": asdict(plan.holds),
        "replaces": asdict(plan.present) if plan.present else None,
        "passed_over": plan.passed_over,
        "is_restored": is_done,
        "kept": str(plan.kept) if plan.kept else None,
        "missing_recordings": plan.missing,
    }


def _restore_lines(plan: Restoration, is_done: bool, has_present: bool) -> Iterator[str]:
    yield from (f"Passed over: {reason}" for reason in plan.passed_over)
    yield f"Backup: {plan.backup}, of {plan.made_at.astimezone():%Y-%m-%d %H:%M}"
    yield f"It holds {_counted(plan.holds)}."
    if plan.present:
        yield f"It {'replaced' if is_done else 'would replace'} {_counted(plan.present)}."
    elif has_present:
        yield "It would replace a collection that cannot be read."
    if plan.missing:
        yield f"Recordings of its takes that are not here: {', '.join(plan.missing)}"
    if plan.kept:
        yield f"What was there is kept as {plan.kept}"
    yield "Restored." if is_done else "Nothing was changed. Add --yes to restore it."


def _counted(holds: Contents) -> str:
    cards, reviews, decks = count_of(holds.cards, "card"), count_of(holds.reviews, "review"), count_of(holds.decks, "deck")
    last = f", the last of them on {holds.last_day}" if holds.last_day else ""
    return f"{cards} in {decks} and {reviews}{last} (schema {holds.schema})"


def _nothing(config: Config) -> NotFound:
    return NotFound(f"{config.database}: there is no such collection. `flashcards import` and `flashcards serve` make one.")
