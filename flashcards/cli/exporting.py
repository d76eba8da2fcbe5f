"""`export`: the whole collection as JSON, or its notes as Markdown or CSV."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from flashcards.cli.invocation import Invocation, data_option, json_option, pass_invocation, printable
from flashcards.core.errors import BadInput, NotFound
from flashcards.core.plural import count_of
from flashcards.services.exporting import export_json
from flashcards.services.sharing import Chosen, Files, as_csv, as_markdown, choose_notes, zipped
from flashcards.storage.backups import sync
from flashcards.storage.database import Connection, named_errors


@click.command("export")
@data_option
@json_option
@click.option("--markdown", "form", flag_value="markdown", help="The notes, a guide for each deck: a folder, or a FILE.zip.")
@click.option("--csv", "form", flag_value="csv", help="The notes as one table.")
@click.option("--deck", metavar="NAME", help="Only this deck and those below it. Not with --json.")
@click.option("--search", metavar="TEXT", help="Only notes with a card that this search finds. Not with --json.")
@click.argument("target", metavar="[FILE|DIR]", required=False, type=click.Path(path_type=Path))
@pass_invocation
def export_command(invocation: Invocation, form: str | None, deck: str | None, search: str | None, target: Path | None) -> None:
    """Write out the collection.

    --json is all of it with its history, which `flashcards import` puts into an empty folder. Without FILE it goes to the
    standard output. --markdown and --csv are the notes without their history, and import again; your own stories stay out of
    them, but for those you ticked for sharing.
    """
    if form is None and not invocation.is_json:
        raise click.UsageError("Say what to write: --json, --markdown or --csv.")
    if form is None and (deck is not None or search is not None):
        raise click.UsageError("--json is the whole collection; --deck and --search go with --markdown or --csv.")
    with invocation.reading() as db:
        if db is None:
            raise NotFound(f"{invocation.config().database}: there is no such collection, so there is nothing to export.")
        if form is None:
            _export_json(invocation, db, target)
            return
        chosen = choose_notes(db, invocation.moment(db), deck, search)
        if not chosen.notes:
            raise NotFound("There is no such note, so nothing was written.")
        if form == "csv":
            _export_csv(invocation, chosen, target)
        else:
            _export_markdown(invocation, db, chosen, target)


def _export_json(invocation: Invocation, db: Connection, target: Path | None) -> None:
    with closing(export_json(db)) as lines:  # while the connection is open: it holds a snapshot
        write_file(lines, target)
    if target:
        invocation.answer({"path": str(target)}, [str(target)])


def _export_csv(invocation: Invocation, chosen: Chosen, target: Path | None) -> None:
    write_file((line.encode() for line in as_csv(chosen)), target)
    _tell(invocation, chosen, target, ())


def _export_markdown(invocation: Invocation, db: Connection, chosen: Chosen, target: Path | None) -> None:
    files = as_markdown(db, chosen)
    if target and target.suffix.lower() != ".zip":
        _write_folder(files, target)
    elif target:
        write_file([zipped(files)], target)
    elif len(files.contents) == 1:
        write_file(files.contents.values(), None)
    else:
        raise BadInput("These notes take more than one file. Name a folder or a FILE.zip, or one deck with --deck.")
    _tell(invocation, chosen, target, files.left_out)


def _tell(invocation: Invocation, chosen: Chosen, target: Path | None, left_out: Sequence[str]) -> None:
    """What was written, and what was not; beside the output where that is the notes themselves."""
    stories = f"{count_of(chosen.stories, 'note')} of your own stories left out; only those ticked for sharing go along."
    lines = [f"Left out: {reason}." for reason in left_out] + ([stories] if chosen.stories else [])
    if target:
        found = {"path": str(target), "notes": len(chosen.notes), "stories_left_out": chosen.stories, "left_out": left_out}
        invocation.answer(found, [f"{count_of(len(chosen.notes), 'note')} written to {target}", *lines])
    elif lines:
        click.echo(printable("\n".join(lines)), err=True)


def write_file(content: Iterable[bytes], target: Path | None) -> None:
    """To a new file, which takes its name when it is whole, or to the standard output. Raises BadInput, DiskFull, ReadOnly."""
    if target is None:
        sys.stdout.buffer.writelines(content)
        sys.stdout.buffer.flush()
        return
    _refuse_existing(target)
    with named_errors(target), _room(target.parent) as room:
        draft = room / target.name
        with draft.open("wb") as file:
            file.writelines(content)
        sync(draft)
        _refuse_existing(target)
        draft.rename(target)
    sync(target.parent)


def _write_folder(files: Files, target: Path) -> None:
    """To a new folder in the same way, or file by file into an empty one. Raises BadInput, DiskFull, ReadOnly."""
    is_there = target.is_dir() and not any(target.iterdir())
    if not is_there:
        _refuse_existing(target)
    with named_errors(target), _room(target if is_there else target.parent) as room:
        draft = room / "notes"
        draft.mkdir()
        for path, content in files.contents.items():
            (draft / path).parent.mkdir(parents=True, exist_ok=True)
            (draft / path).write_bytes(content)
        for written in (draft, *draft.rglob("*")):
            sync(written)
        if is_there:
            for written in draft.iterdir():
                written.rename(target / written.name)
        else:
            _refuse_existing(target)
            draft.rename(target)
    sync(target if is_there else target.parent)


@contextmanager
def _room(folder: Path) -> Iterator[Path]:
    """A folder of our own in that one, for what is not whole yet. It goes with all that is still in it."""
    with TemporaryDirectory(prefix=".flashcards-", dir=folder.absolute()) as room:
        yield Path(room)


def _refuse_existing(target: Path) -> None:
    if target.exists():
        raise BadInput(f"{target}: this is there already. Nothing was written; name another one.")
    if not target.absolute().parent.is_dir():
        raise BadInput(f"{target.absolute().parent}: there is no such folder; make it first, or name another one.")
