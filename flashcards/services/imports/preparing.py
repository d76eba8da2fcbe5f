"""A preview made ready: what a plan says, with every card rendered, kept until it is applied or forgotten."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from datetime import timedelta
from itertools import count
from typing import Any

from flashcards.core.errors import NotFound, Stale
from flashcards.core.imports import ReadingState, Status
from flashcards.core.moment import Moment
from flashcards.guides.matching import Match, content_key
from flashcards.services.carding import Rendered, render_note
from flashcards.services.imports.gathering import Gathered
from flashcards.services.imports.planning import ImportPlan, PlannedGuide, Watch, plan_import
from flashcards.services.writing import draft_of
from flashcards.storage import guides as stored
from flashcards.storage import media, staging
from flashcards.storage.database import Connection, write
from flashcards.storage.notes import note
from flashcards.storage.staged import packed_draft, packed_sides, reviewed_cards

KEEP_STAGED_DAYS = 7
STOPPED = "The server stopped while the guides were read. Import them again."


class ReadingEnded(Stale):
    """Somebody ended an import while its guides were read; nothing of it is staged any more."""

    def __init__(self) -> None:
        super().__init__("The import was ended while its guides were read. Nothing was imported; begin again if you want it.")


def stage_import(db: Connection, plan: ImportPlan, moment: Moment, watch: Watch = iter, *, is_private: bool = False) -> int:
    """Keep a plan, with every card rendered, until it is applied or forgotten; returns its id.

    watch: goes along the guides as they are rendered. is_private: no page and no server is to know of it; whoever stages it
    applies it at once. Raises ReadingEnded.
    """
    with _begun(db, len(plan.guides), moment, plan.folder_id, is_private=is_private) as import_id:
        _stage(db, import_id, plan, watch)
    return import_id


def read_import(db: Connection, gathered: Gathered, moment: Moment) -> int:
    """Begin and fill an import; returns its id. When that ends early, nothing is left of it. Raises as `fill_import`."""
    with _begun(db, gathered.total, moment, gathered.folder_id) as import_id:
        fill_import(db, import_id, gathered)
    return import_id


def begin_import(db: Connection, total: int, moment: Moment, folder_id: int | None = None, *, is_private: bool = False) -> int:
    """An import that is going to be read, of that many guides; returns its id. Forgets those nobody came back to.

    is_private: as `stage_import` has it.
    """
    with write(db, is_staging=True):
        staging.discard_before(db, (moment.at - timedelta(days=KEEP_STAGED_DAYS)).isoformat())
        return staging.insert_import(db, total, folder_id, moment.stamp, is_private=is_private)


def fill_import(db: Connection, import_id: int, gathered: Gathered) -> None:
    """Read, match, render and stage guide by guide, so that others can write in between, and say how far it is.

    Every guide is gone through twice, first read and then rendered, and each time counts half. Raises: ReadingEnded; what
    `plan_import` and writing raise, and then `fail_import` is the caller's to call.
    """
    passed = count(1)

    def watch(guides: Iterable[Any]) -> Iterator[Any]:
        for one in guides:
            yield one
            with _reading(db, import_id):
                staging.set_done(db, import_id, next(passed) // 2)

    _stage(db, import_id, plan_import(db, gathered, watch), watch)


def cancel_import(db: Connection, import_id: int) -> None:
    """End the reading of an import; whoever reads it notices at the next guide. Nothing is left of it. Raises NotFound."""
    with write(db, is_staging=True):
        staging.staged_import(db, import_id)
        staging.end_reading(db, import_id, ReadingState.CANCELLED)


def fail_import(db: Connection, import_id: int, problem: str) -> None:
    """Say why the reading of an import ended early; what was staged of it goes."""
    with write(db, is_staging=True):
        staging.end_reading(db, import_id, ReadingState.FAILED, problem)


def fail_unfinished(db: Connection) -> None:
    """Say of the imports a server was reading when it stopped that they failed; a command reads its own to the end."""
    for import_id in staging.unfinished(db):
        fail_import(db, import_id, STOPPED)


@contextmanager
def _begun(db: Connection, total: int, moment: Moment, folder_id: int | None, *, is_private: bool = False) -> Iterator[int]:
    """The id of an import that is forgotten when the block ends early."""
    import_id = begin_import(db, total, moment, folder_id, is_private=is_private)
    try:
        yield import_id
    except BaseException:
        with write(db, is_staging=True):
            staging.discard(db, import_id)
        raise


@contextmanager
def _reading(db: Connection, import_id: int) -> Iterator[None]:
    """A transaction for what was read. Raises ReadingEnded when it is not wanted any more."""
    with write(db, is_staging=True):
        if not staging.is_reading(db, import_id):
            raise ReadingEnded
        yield


def _stage(db: Connection, import_id: int, plan: ImportPlan, watch: Watch) -> None:
    for one in watch(plan.guides):
        rendered = [render_note(match.draft, one.images) for match in one.matches]
        with _reading(db, import_id):
            for name in set(one.images.values()):
                media.stage_media(db, import_id, name, plan.images[name])
            _stage_guide(db, import_id, one, rendered)
    with _reading(db, import_id):
        staging.set_ready(db, import_id, plan.left_out, plan.unread)


def _stage_guide(db: Connection, import_id: int, one: PlannedGuide, rendered: Sequence[Rendered]) -> None:
    guide = one.guide
    columns = {
        "import_id": import_id,
        "guide_id": one.guide_id,
        "resembles_id": one.resembles_id,
        "path": guide.path,
        "title": guide.title,
        "deck": guide.deck,
        "text": guide.text,
        "sha256": one.sha256,
        "front_matter": json.dumps(guide.front_matter, ensure_ascii=False),
        "bundled_as": one.bundled_as,
        "is_gone": int(one.is_gone),
        "images": json.dumps(one.images, ensure_ascii=False),
        "repairs": json.dumps(guide.repairs, ensure_ascii=False),
        "skips": json.dumps([asdict(skip) for skip in guide.skips], ensure_ascii=False),
        "plans": json.dumps([asdict(plan) for plan in guide.plans], ensure_ascii=False),
    }
    staged_guide_id = staging.insert_guide(db, columns)
    unwanted = stored.declined(db, one.guide_id)
    rows = [
        staged_row(staged_guide_id, match, made, is_ticked=_is_wanted(match, unwanted))
        for match, made in zip(one.matches, rendered, strict=True)
    ]
    staging.insert_notes(db, rows + gone_rows(db, staged_guide_id, one.gone))


def _is_wanted(match: Match, unwanted: Collection[str]) -> bool:
    """Whether a note begins ticked: not a new one that was refused before, or that few would want, nor what would take the
    place of the learner's own words.
    """
    if match.status is not Status.ADDED:
        return not match.is_kept
    return not (match.draft.is_offered or content_key(match.draft) in unwanted)


def staged_row(staged_guide_id: int, match: Match, made: Rendered, *, is_ticked: bool = True) -> dict[str, object]:
    """The row of a note in a preview, for `storage.staging.insert_notes`."""
    return {
        "staged_guide_id": staged_guide_id,
        "status": match.status.value,
        "note_id": match.note_id,
        "is_ticked": int(is_ticked),
        "front_html": made.front_html,
        "back_html": made.back_html,
        "sides": packed_sides(made.sides),
        "cards": reviewed_cards(match.draft, made.sides),
        "draft": packed_draft(match.draft, match.draft),
        "candidates": json.dumps(match.candidates),
        "conflicts": json.dumps(match.conflicts),
        "known_key": match.known_key,
    }


def gone_rows(db: Connection, staged_guide_id: int, note_ids: Sequence[int]) -> list[dict[str, object]]:
    """The rows of stored notes that would be parked, shown as they are; without those that were deleted meanwhile."""
    rows = []
    for note_id in note_ids:
        with suppress(NotFound):
            known, first = note(db, note_id), stored.sources_of(db, note_id)[0]
            draft = replace(draft_of(known), heading=first.heading, line=first.line, end_line=first.end_line)
            made = Rendered(known.front_html, known.back_html, ())
            rows.append(staged_row(staged_guide_id, Match(draft, Status.GONE, note_id), made))
    return rows
