"""A preview made ready: what a plan says, with every card rendered, kept until it is applied or forgotten."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from datetime import timedelta

from flashcards.core.moment import Moment
from flashcards.guides.matching import Match, Status, content_key
from flashcards.services.carding import Rendered, render_note
from flashcards.services.planning import ImportPlan, PlannedGuide
from flashcards.services.writing import draft_of
from flashcards.storage import guides as stored
from flashcards.storage import media, staging
from flashcards.storage.database import Connection, write
from flashcards.storage.notes import note

KEEP_STAGED_DAYS = 7


def stage_import(db: Connection, plan: ImportPlan, moment: Moment) -> int:
    """Keep a plan, with every card rendered, until it is applied or forgotten; returns its id."""
    rendered = [[render_note(match.draft, one.images) for match in one.matches] for one in plan.guides]
    with write(db, is_staging=True):
        staging.discard_before(db, (moment.at - timedelta(days=KEEP_STAGED_DAYS)).isoformat())
        import_id = staging.insert_import(db, plan.left_out, moment.stamp)
        used = {name for one in plan.guides for name in one.images.values()}
        for name in used:
            media.save_media(db, name, plan.images[name])
        for one, notes in zip(plan.guides, rendered, strict=True):
            _stage_guide(db, import_id, one, notes)
    return import_id


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
    gone = gone_matches(db, one.gone)
    staging.insert_notes(db, rows + [gone_row(db, staged_guide_id, match) for match in gone])


def _is_wanted(match: Match, unwanted: Collection[str]) -> bool:
    """Whether a note begins ticked: not a new one that was refused before, or that few would want."""
    return match.status != Status.ADDED or not (match.draft.is_offered or content_key(match.draft) in unwanted)


def staged_row(staged_guide_id: int, match: Match, made: Rendered, *, is_ticked: bool = True) -> dict[str, object]:
    """The row of a note in a preview, for `storage.staging.insert_notes`."""
    return {
        "staged_guide_id": staged_guide_id,
        "status": match.status.value,
        "note_id": match.note_id,
        "is_ticked": int(is_ticked),
        "front_html": made.front_html,
        "back_html": made.back_html,
        "sides": staging.packed_sides(made.sides),
        "draft": staging.packed_draft(match.draft, match.draft),
    }


def gone_matches(db: Connection, note_ids: Sequence[int]) -> list[Match]:
    """Stored notes that stand in no guide any more, as they would be parked."""
    matches = []
    for note_id in note_ids:
        known, places = note(db, note_id), stored.sources_of(db, note_id)
        first = places[0]
        draft = replace(draft_of(known), heading=first.heading, line=first.line, end_line=first.end_line)
        matches.append(Match(draft, Status.GONE, note_id))
    return matches


def gone_row(db: Connection, staged_guide_id: int, match: Match) -> dict[str, object]:
    """The row of a note that would be parked, shown as it is."""
    assert match.note_id is not None  # only a stored note can be gone
    known = note(db, match.note_id)
    return staged_row(staged_guide_id, match, Rendered(known.front_html, known.back_html, ()))
