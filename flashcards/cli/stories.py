"""`stories`: your own stories, listed, shown, and as a Markdown file out and in; `coverage`: which principles they show."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path

import click

from flashcards.cli.exporting import write_file
from flashcards.cli.invocation import Invocation, data_option, json_option, pass_invocation
from flashcards.core.errors import NotFound, UnreadableFile
from flashcards.core.plural import count_of
from flashcards.core.stories.coverage import Cell, Coverage, Row
from flashcards.core.stories.story import Story
from flashcards.guides.story_file import written
from flashcards.services.stories.covering import read_coverage
from flashcards.services.stories.exchanging import Coming, StoryPlan, export_stories, import_stories, plan_stories
from flashcards.storage.database import Connection, named_errors
from flashcards.storage.migrations import memory_database
from flashcards.storage.stories import stories, story

NONE = "There are no stories yet. `flashcards stories import` takes some from a file; the page Stories helps to begin."


@click.group("stories")
def stories_command() -> None:
    """Your own stories: list, show, import and export them."""


@stories_command.command("list")
@data_option
@json_option
@pass_invocation
def list_command(invocation: Invocation) -> None:
    """List your stories."""
    with invocation.reading() as db:
        found = stories(db) if db else []
    lines = [_line(one) for one in found]
    invocation.answer({"stories": [_brief(one) for one in found]}, lines or [NONE])


@stories_command.command("show")
@data_option
@json_option
@click.argument("story_id", metavar="ID", type=int)
@pass_invocation
def show_command(invocation: Invocation, story_id: int) -> None:
    """Show a story whole, as `export` writes it."""
    with invocation.reading() as db:
        if db is None:
            raise NotFound(NONE)
        found = story(db, story_id)
        text, matrix = export_stories(db, {found.id}), read_coverage(db, invocation.moment(db))
    shown = [(row, row.cells[found.id]) for row in matrix.rows if found.id in row.cells]
    known = [{"principle": row.principle.name, **_standing(cell)} for row, cell in shown]
    invocation.answer({**asdict(found), "is_outline": found.is_outline, "cards": known}, text.rstrip("\n").split("\n"))


@stories_command.command("import")
@data_option
@json_option
@click.option("--dry-run", "is_dry", is_flag=True, help="Show what would be added or changed; write nothing.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@pass_invocation
def import_command(invocation: Invocation, file: Path, is_dry: bool) -> None:
    """Add and change stories as a file has them.

    FILE is Markdown as `flashcards stories export` writes it. A story is known by its id, else by its title; those that the
    file does not name stay.
    """
    raw, name = _content(file), str(file)
    with _known(invocation, is_dry) as db:
        plan = plan_stories(db, raw, name, invocation.moment(db))  # refused, it leaves no collection
    if not is_dry:
        with invocation.writing() as db:
            plan = import_stories(db, raw, name, invocation.moment(db))
    counts = {status: len(getattr(plan, status)) for status in ("added", "changed", "same")}
    coming = [{"title": one.draft.title, "status": _status(one), "id": one.story_id} for one in plan.coming]
    invocation.answer({"counts": counts, "stories": coming, "is_dry_run": is_dry}, _import_lines(plan, is_dry))


@stories_command.command("export")
@data_option
@json_option
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@pass_invocation
def export_command(invocation: Invocation, file: Path | None) -> None:
    """Write all your stories to a Markdown file, or to the standard output: for yourself, private ones too."""
    with invocation.reading() as db:
        text = export_stories(db) if db else written(())
        count = len(stories(db)) if db else 0
    write_file([text.encode()], file)
    if file:
        invocation.answer({"path": str(file), "stories": count}, [f"{count_of(count, 'story')} written to {file}"])


@click.command("coverage")
@data_option
@json_option
@pass_invocation
def coverage_command(invocation: Invocation) -> None:
    """Show which principles your stories show, how well each is known, and what is missing."""
    with invocation.reading() as db:
        matrix = read_coverage(db, invocation.moment(db)) if db else Coverage((), ())
    gaps = [{"urgency": gap.urgency, "name": gap.name, "told": gap.told} for gap in matrix.gaps]
    invocation.answer({"principles": [_row(row) for row in matrix.rows], "gaps": gaps}, _coverage_lines(matrix))


@contextmanager
def _known(invocation: Invocation, is_dry: bool) -> Iterator[Connection]:
    """The collection to compare with; an empty one where there is none yet."""
    with invocation.reading(is_dry=is_dry) as db, closing(memory_database()) as empty:
        yield db or empty


def _content(file: Path) -> bytes:
    """Raises UnreadableFile."""
    if not file.is_file():
        raise UnreadableFile(f"{file}: there is no such file. Name one that `flashcards stories export` wrote.")
    with named_errors(file):
        return file.read_bytes()


def _status(one: Coming) -> str:
    return "added" if one.story_id is None else "same" if one.is_same else "changed"


def _import_lines(plan: StoryPlan, is_dry: bool) -> Iterator[str]:
    yield from (f"{_status(one)}: {one.draft.title}" for one in plan.coming)
    counts = f"{len(plan.added)} added, {len(plan.changed)} changed, {len(plan.same)} the same"
    yield f"{counts}. This was a dry run: nothing was written." if is_dry else f"{counts}."


def _line(one: Story) -> str:
    more = ("outline" if one.is_outline else f"strength {one.strength}", one.level, "; ".join(one.principles))
    return f"{one.id}  {one.title} ({', '.join(filter(None, more))})"


def _brief(one: Story) -> dict[str, object]:
    names = ("id", "title", "level", "year", "strength", "principles", "tags", "is_outline", "is_shared")
    return {name: getattr(one, name) for name in names}


def _row(row: Row) -> dict[str, object]:
    shown = [
        {"id": cell.story.id, "title": cell.story.title, "strength": cell.story.strength, "is_primary": cell.is_primary}
        | _standing(cell)
        for cell in row.cells.values()
    ]
    return {"name": row.principle.name, "strong": row.strong, "is_thin": row.is_thin, "stories": shown}


def _standing(cell: Cell) -> dict[str, object]:
    known = cell.standing
    return {
        "card": known.card_id if known else None,
        "last_told": known.last_told.isoformat() if known and known.last_told else None,
        "recall": known.recall if known else None,
        "due_on": known.due_on.isoformat() if known and known.due_on else None,
    }


def _coverage_lines(matrix: Coverage) -> Iterator[str]:
    if not matrix.stories:
        yield NONE
    for row in matrix.rows:
        told = "; ".join(f"{cell.story.title} ({_known_as(cell)})" for cell in row.cells.values())
        yield f"{row.principle.name}: {told or '-'}"
    for gap in matrix.gaps:
        yield f"{gap.urgency}: {gap.name}. {gap.told}"


def _known_as(cell: Cell) -> str:
    due = cell.standing and cell.standing.due_on
    return f"strength {cell.story.strength}, {f'due {due}' if due else 'never told'}"
