"""`import`: guides in, at once, or a look at what they would give; a whole collection into an empty folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from flashcards.cli.invocation import Invocation, data_option, json_option, pass_invocation
from flashcards.core.errors import BadInput, Stale
from flashcards.core.moment import Moment
from flashcards.core.plural import count_of
from flashcards.guides.matching import Match
from flashcards.guides.reading import context_line
from flashcards.guides.wording import plain
from flashcards.services.backing_up import back_up_before
from flashcards.services.gathering import gather_paths
from flashcards.services.importing import Applied, apply_import
from flashcards.services.planning import ImportPlan, PlannedGuide, counts, plan_import
from flashcards.services.preparing import stage_import
from flashcards.services.previewing import discard_import
from flashcards.services.restoring import check_export, restore_export
from flashcards.storage.database import Connection
from flashcards.storage.notes import note

FRONT_SHOWN = 100


@click.command("import")
@data_option
@json_option
@click.option("--dry-run", "is_dry", is_flag=True, help="Show what would be made; write nothing.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@pass_invocation
def import_command(invocation: Invocation, paths: tuple[Path, ...], is_dry: bool) -> None:
    """Make cards of your guides.

    PATH is a Markdown file, a .csv of notes, a folder or a .zip of them. Importing again brings what changed. A .json is a
    whole collection as `export --json` wrote it, and goes into an empty folder.
    """
    if any(path.suffix.lower() == ".json" for path in paths):
        _restore(invocation, paths, is_dry)
        return
    gathered = gather_paths(paths)
    if is_dry:
        with invocation.reading(is_dry=True) as known:
            plan = plan_import(known, gathered)
            gone = [_gone(known, one, note_id) for one in plan.guides for note_id in one.gone] if known else []
        invocation.answer(_preview(plan, gone), _preview_lines(plan, gone))
        return
    first = None if invocation.config().database.exists() else plan_import(None, gathered)  # refused, it leaves no collection
    with invocation.writing() as db:
        plan = first or plan_import(db, gathered)
        applied = _apply(db, plan, invocation.moment(db))
    invocation.answer(_result(plan, applied), _result_lines(plan))


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


def _apply(db: Connection, plan: ImportPlan, moment: Moment) -> Applied:
    """Raises Stale when another process changed the collection meanwhile; nothing is left of the import then."""
    import_id = stage_import(db, plan, moment)
    try:
        applied = apply_import(db, import_id, moment)
    except Stale:
        discard_import(db, import_id)
        raise Stale("The collection changed while the guides were read. Nothing was imported; do it again.") from None
    assert applied is not None  # nobody else knows of this import
    return applied


def _preview(plan: ImportPlan, gone: list[dict[str, object]]) -> dict[str, object]:
    return {
        "guides": [
            {"path": one.guide.path, "title": one.guide.title, "front_matter": one.guide.front_matter} for one in plan.guides
        ],
        "cards": [_card(one, match) for one in plan.guides for match in one.matches if not match.draft.is_offered],
        "offered": [_card(one, match) for one in plan.guides for match in one.matches if match.draft.is_offered],
        "plans": [{"guide": one.guide.path, **asdict(plan)} for one in plan.guides for plan in one.guide.plans],
        "gone": gone,
        "skipped": _skipped(plan),
    }


def _card(one: PlannedGuide, match: Match) -> dict[str, object]:
    draft = match.draft
    return {
        "guide": one.guide.path,
        "context": context_line(one.guide.title, draft.heading, one.guide.deck),
        "front": draft.front,
        "back": draft.back,
        "kind": draft.kind.value,
        "deck": one.guide.deck,
        "principles": draft.principles,
        "level": draft.level,
        "tags": draft.tags,
        "as_of": draft.as_of,
        "heading": draft.heading,
        "line": draft.line,
        "status": match.status.value,
        "sections": [{"label": label, "text": text} for label, text in draft.sections],
        "follow_ups": draft.follow_ups,
        "criteria": draft.criteria,
    }


def _gone(db: Connection, one: PlannedGuide, note_id: int) -> dict[str, object]:
    known = note(db, note_id)
    return {"guide": one.guide.path, "context": known.context, "front": known.front, "back": known.back, "note": note_id}


def _skipped(plan: ImportPlan) -> list[dict[str, object]]:
    """Every piece that became no card; a file that was left out is skipped from its first line on."""
    whole: list[dict[str, object]] = [{"guide": path, "line": 1, "reason": reason, "text": ""} for path, reason in plan.left_out]
    return whole + [{"guide": one.guide.path, **asdict(skip)} for one in plan.guides for skip in one.guide.skips]


def _result(plan: ImportPlan, applied: Applied) -> dict[str, object]:
    return {
        "guides": [
            {
                "path": one.guide.path,
                "title": one.guide.title,
                "deck": one.guide.deck,
                "resembles": one.resembles_id,
                "repairs": one.guide.repairs,
                **_counts(one),
            }
            for one in plan.guides
        ],
        "counts": counts(plan),
        "applied": asdict(applied),
        "skipped": _skipped(plan),
    }


def _preview_lines(plan: ImportPlan, gone: list[dict[str, object]]) -> Iterator[str]:
    for one in plan.guides:
        yield _guide_line(one)
        for match in one.matches:
            yield f"  {match.status.value}  {one.guide.path}:{match.draft.line}: {plain(match.draft.front)[:FRONT_SHOWN]}"
    for card in gone:
        yield f"  gone  {card['guide']}: {plain(str(card['front']))[:FRONT_SHOWN]}"
    for skip in _skipped(plan):
        yield f"  skipped  {skip['guide']}:{skip['line']}: {skip['reason']}: {' '.join(str(skip['text']).split())[:FRONT_SHOWN]}"
    yield "This was a dry run: nothing was written."


def _result_lines(plan: ImportPlan) -> Iterator[str]:
    for one in plan.guides:
        yield _guide_line(one)
        yield from (f"  {repair}" for repair in one.guide.repairs)
        if one.resembles_id:
            yield "  A guide of this name with other cards is there already, so this one stands beside it."
            yield "  Is it a new version? `flashcards undo`, then import it in the browser, which asks."
    if len(plan.guides) > 1:
        yield f"{len(plan.guides)} guides: {_in_words(counts(plan))}"
    reasons = Counter(skip.reason for one in plan.guides for skip in one.guide.skips)
    yield from (f"  skipped {number}: {reason}" for reason, number in reasons.most_common())
    yield from (f"  left out {path}: {reason}" for path, reason in plan.left_out)


def _guide_line(one: PlannedGuide) -> str:
    return f"{one.guide.path}: {_in_words(_counts(one))}"


def _counts(one: PlannedGuide) -> dict[str, int]:
    return counts(ImportPlan((one,), {}, ()))


def _in_words(tally: dict[str, int]) -> str:
    """ "84 added, 1 gone, 31 skipped": what there is none of is not named."""
    has_cards = any(number for status, number in tally.items() if status != "skipped")
    parts = [f"{number} {status}" for status, number in tally.items() if number]
    return ", ".join(parts if has_cards else ["no cards", *parts])
