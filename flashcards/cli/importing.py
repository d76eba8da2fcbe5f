"""`import`: guides in, at once, or a look at what they would give; a whole collection into an empty folder."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from flashcards.cli.import_answer import preview, preview_lines, result, result_lines
from flashcards.cli.invocation import Invocation, data_option, json_option, pass_invocation
from flashcards.core.errors import BadInput, NotFound, Stale
from flashcards.core.moment import Moment
from flashcards.core.plural import count_of
from flashcards.services.backing_up import back_up_before
from flashcards.services.imports.gathering import gather_paths
from flashcards.services.imports.importing import Applied, apply_import
from flashcards.services.imports.planning import ImportPlan, Watch, plan_import
from flashcards.services.imports.preparing import stage_import
from flashcards.services.imports.previewing import discard_import
from flashcards.services.imports.remembering import as_folder, forget, keep, path_of
from flashcards.services.restoring import check_export, restore_export
from flashcards.storage.database import Connection
from flashcards.storage.folders import Folder
from flashcards.storage.space import give_back


@click.command("import")
@data_option
@json_option
@click.option("--dry-run", "is_dry", is_flag=True, help="Show what would be made; write nothing.")
@click.option("--no-remember", "is_once", is_flag=True, help="Do not remember the folder.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@pass_invocation
def import_command(invocation: Invocation, paths: tuple[Path, ...], is_dry: bool, is_once: bool) -> None:
    """Make cards of your guides.

    PATH is a Markdown file, a .csv of notes, a folder or a .zip of them. Importing again brings what changed. A folder is
    remembered: what changes in it is offered on the page Import. A .json is a whole collection as `export --json` wrote it,
    and goes into an empty folder.
    """
    if any(path.suffix.lower() == ".json" for path in paths):
        _restore(invocation, paths, is_dry)
        return
    gathered = gather_paths(paths)
    is_folder = len(paths) == 1 and paths[0].is_dir() and not is_once
    folder_path = path_of(str(paths[0].resolve())) if is_folder else None
    reading, rendering = (_watch(invocation, label) for label in ("Reading guides", "Making cards"))
    if is_dry:
        with invocation.reading(is_dry=True) as known:
            gathered = as_folder(known, folder_path, gathered) if known and folder_path else gathered
            plan = plan_import(known, gathered, reading)
            told = (preview(known, plan), list(preview_lines(known, plan)))
        invocation.answer(*told)
        return
    first = None if invocation.config().database.exists() else plan_import(None, gathered, reading)  # refused, it leaves none
    with invocation.writing() as db, _remembered(invocation, db, folder_path) as folder:
        gathered = as_folder(db, folder_path, gathered) if folder_path else gathered
        plan = replace(first, folder_id=gathered.folder_id) if first else plan_import(db, gathered, reading)
        applied = _apply(db, plan, invocation.moment(db), rendering)
        give_back(db)
    invocation.answer(result(plan, applied, folder), result_lines(plan, applied, folder))


@contextmanager
def _remembered(invocation: Invocation, db: Connection, path: Path | None) -> Iterator[Folder | None]:
    """A folder that was named by itself, kept; one that was not known before is forgotten when its import ends early."""
    if path is None:
        yield None
        return
    folder = keep(db, path, invocation.moment(db))
    try:
        yield folder
    except BaseException:
        if not folder.imported_at:
            forget(db, folder.id)
        raise


def _watch(invocation: Invocation, label: str) -> Watch:
    """A bar for a person who waits in a terminal."""
    is_hidden = invocation.is_json or not sys.stderr.isatty()

    def watch(guides: Iterable[Any]) -> Iterator[Any]:
        with click.progressbar(guides, label=label, file=sys.stderr, hidden=is_hidden) as bar:
            yield from bar

    return watch


def _restore(invocation: Invocation, paths: tuple[Path, ...], is_dry: bool) -> None:
    """An export into an empty collection."""
    if len(paths) > 1:
        raise BadInput("A .json export is a whole collection: import it by itself, into an empty folder.")
    rows = check_export(paths[0])  # refused, it leaves no collection
    if not is_dry:
        with invocation.writing() as db:
            back_up_before(db, "import", invocation.clock())
            rows = restore_export(db, paths[0])
    told = f"{count_of(rows['cards'], 'card')} and {count_of(rows['review_log'], 'row')} of the review log"
    end = "would be restored. This was a dry run: nothing was written." if is_dry else "restored, those marked as deleted too."
    invocation.answer({"rows": rows, "is_restored": not is_dry}, [f"{told} {end}"])


def _apply(db: Connection, plan: ImportPlan, moment: Moment, watch: Watch) -> Applied:
    """Raises Stale when another process changed the collection meanwhile. Nothing is left of an import that ends early."""
    import_id = stage_import(db, plan, moment, watch, is_private=True)
    try:
        applied = apply_import(db, import_id, moment)
    except BaseException as error:
        with suppress(NotFound):  # what ended it may have taken it along
            discard_import(db, import_id)
        if isinstance(error, Stale):
            raise Stale("The collection changed while the guides were read. Nothing was imported; do it again.") from None
        raise
    assert applied is not None  # nobody else knows of this import
    return applied
