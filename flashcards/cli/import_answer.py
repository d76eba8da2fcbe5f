"""What `import` answers: what it made or would make, in JSON and in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from flashcards.core.imports import Status
from flashcards.core.plural import count_of
from flashcards.guides.matching import Match
from flashcards.guides.matching.identity import path_now
from flashcards.guides.reading import context_line
from flashcards.guides.wording import plain
from flashcards.services.imports.importing import Applied
from flashcards.services.imports.planning import ImportPlan, PlannedGuide, counts
from flashcards.storage.database import Connection
from flashcards.storage.folders import Folder
from flashcards.storage.guides import guides
from flashcards.storage.notes import note

FRONT_SHOWN = 100
Told = dict[str, object]


def preview(db: Connection | None, plan: ImportPlan) -> Told:
    """What would be made, with every card. db: None when there is no collection yet."""
    paths = {guide.id: guide.path for guide in guides(db)} if db else {}
    cards = [(match, _card(db, one, match)) for one in plan.guides for match in one.matches]
    return {
        "guides": [_guide(one, paths) for one in plan.guides],
        "cards": [card for match, card in cards if not match.draft.is_offered],
        "offered": [card for match, card in cards if match.draft.is_offered],
        "plans": [{"guide": one.guide.path, **asdict(made)} for one in plan.guides for made in one.guide.plans],
        "gone": [{"guide": one.guide.path, **_stored(db, note_id)} for one in plan.guides for note_id in one.gone if db],
        "counts": counts(plan),
        "skipped": _skipped(plan),
    }


def preview_lines(db: Connection | None, plan: ImportPlan) -> Iterator[str]:
    """The same for a person."""
    for one in plan.guides:
        yield _guide_line(one)
        for match in one.matches:
            yield f"  {match.status.value}  {one.guide.path}:{match.draft.line}: {_short(match.draft.front)}"
            yield from (f"    may be: {_short(str(_stored(db, note_id)['front']))}" for note_id in match.candidates if db)
        yield from (f"  gone  {one.guide.path}: {_short(str(_stored(db, note_id)['front']))}" for note_id in one.gone if db)
    for skip in _skipped(plan):
        yield f"  skipped  {skip['guide']}:{skip['line']}: {skip['reason']}: {_short(str(skip['text']))}"
    yield "This was a dry run: nothing was written."


def result(plan: ImportPlan, applied: Applied, folder: Folder | None) -> Told:
    """What was made."""
    return {
        "folder": folder.path if folder else None,
        "guides": [
            {
                "path": one.guide.path,
                "title": one.guide.title,
                "deck": one.deck,
                "resembles": one.resembles_id,
                "is_gone": one.is_gone,
                "repairs": one.guide.repairs,
                **_counts(one),
            }
            for one in plan.guides
        ],
        "counts": counts(plan),
        "applied": asdict(applied),
        "skipped": _skipped(plan),
    }


def result_lines(plan: ImportPlan, applied: Applied, folder: Folder | None) -> Iterator[str]:
    """The same for a person."""
    for one in plan.guides:
        yield _guide_line(one)
        yield from (f"  {repair}" for repair in one.guide.repairs)
        if one.resembles_id:
            yield "  A guide of this name with other cards is there already, so this one stands beside it."
            yield "  Is it a new version? `flashcards undo`, then import it in the browser, which asks."
    if len(plan.guides) > 1:
        yield f"{len(plan.guides)} guides: {_in_words(counts(plan))}"
    yield from _skipped_lines(plan)
    yield from (f"  left out {path}: {reason}" for path, reason in plan.left_out)
    if applied.ask:
        yield f"{count_of(applied.ask, 'card')} may be new or reworded and were left alone. Import in the browser, which asks."
    if folder and not folder.imported_at:
        yield f"{folder.path} is remembered: the page Import offers what changes in it. --no-remember does not."


def _skipped_lines(plan: ImportPlan) -> Iterator[str]:
    """How many pieces became no card for each reason, the most first; where a reason came but once, the place too."""
    places: dict[str, list[str]] = {}
    for one in plan.guides:
        for skip in one.guide.skips:
            places.setdefault(skip.reason, []).append(f"{one.guide.path}:{skip.line}")
    for reason, found in sorted(places.items(), key=lambda item: -len(item[1])):
        yield f"  skipped {len(found)}: {reason}" if len(found) > 1 else f"  skipped {found[0]}: {reason}"


def _guide(one: PlannedGuide, paths: dict[int, str]) -> Told:
    """paths: of the stored guides."""
    known = paths.get(one.guide_id or 0)
    return {
        "path": one.guide.path,
        "title": one.guide.title,
        "front_matter": one.guide.front_matter,
        "renamed_from": known if known and path_now(known, one.guide.path) != known else None,
        "is_gone": one.is_gone,
    }


def _card(db: Connection | None, one: PlannedGuide, match: Match) -> Told:
    draft = match.draft
    return {
        "guide": one.guide.path,
        "context": context_line(one.guide.title, draft.heading, one.deck),
        "front": draft.front,
        "back": draft.back,
        "kind": draft.kind.value,
        "deck": one.deck,
        "principles": draft.principles,
        "level": draft.level,
        "tags": draft.tags,
        "as_of": draft.as_of,
        "heading": draft.heading,
        "line": draft.line,
        "status": match.status.value,
        "note": match.note_id,
        "candidates": [_stored(db, note_id) for note_id in match.candidates if db and match.status is Status.ASK],
        "conflicts": [_stored(db, found) if db and isinstance(found, int) else {"place": found} for found in match.conflicts],
        "sections": [{"label": label, "text": text} for label, text in draft.sections],
        "follow_ups": draft.follow_ups,
        "criteria": draft.criteria,
    }


def _stored(db: Connection | None, note_id: int) -> Told:
    assert db is not None  # where nothing is stored, nothing is matched
    known = note(db, note_id)
    return {"note": note_id, "context": known.context, "front": known.front, "back": known.back}


def _skipped(plan: ImportPlan) -> list[Told]:
    """Every piece that became no card; a file that was left out is skipped from its first line on."""
    whole: list[Told] = [{"guide": path, "line": 1, "reason": reason, "text": ""} for path, reason in plan.left_out]
    return whole + [{"guide": one.guide.path, **asdict(skip)} for one in plan.guides for skip in one.guide.skips]


def _guide_line(one: PlannedGuide) -> str:
    gone = " (its file is gone)" if one.is_gone else ""
    return f"{one.guide.path}{gone}: {_in_words(_counts(one))}"


def _counts(one: PlannedGuide) -> dict[str, int]:
    return counts(ImportPlan((one,), {}, ()))


def _in_words(tally: dict[str, int]) -> str:
    """ "84 added, 1 gone, 31 skipped": what there is none of is not named."""
    has_cards = any(number for status, number in tally.items() if status != "skipped")
    parts = [f"{number} {'to be asked about' if status == 'ask' else status}" for status, number in tally.items() if number]
    return ", ".join(parts if has_cards else ["no cards", *parts])


def _short(text: str) -> str:
    return " ".join(plain(text).split())[:FRONT_SHOWN]
