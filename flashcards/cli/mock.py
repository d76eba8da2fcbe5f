"""`mock`: the report of a mock interview."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

import click

from flashcards.cli.drill import seconds
from flashcards.cli.invocation import Invocation, data_option, json_option, pass_invocation
from flashcards.core.stories.report import Answer, Past, Report
from flashcards.services.stories.mocking import report_of, trend
from flashcards.storage.mocks import newest_mock


@click.command("mock")
@data_option
@json_option
@click.argument("mock_id", metavar="[ID]", type=click.IntRange(min=1), required=False)
@pass_invocation
def mock_command(invocation: Invocation, mock_id: int | None) -> None:
    """Tell how a mock interview went.

    ID is the number in its address; otherwise it is the newest.
    """
    with invocation.reading() as db:
        newest = newest_mock(db) if db else None
        chosen = mock_id or (newest.id if newest else None)
        found = report_of(db, chosen) if db and chosen else None
        past = trend(db) if db else ()
    over = {one.id for one in past if one.is_over}
    told = {"report": _report(found, found.mock.id in over) if found else None, "trend": [_past(one) for one in past]}
    invocation.answer(told, _report_lines(found) if found else ["There are no mock interviews yet. The page Mock begins one."])


def _report(found: Report, is_over: bool) -> dict[str, object]:
    return {
        "id": found.mock.id,
        "name": found.mock.name,
        "day": found.mock.study_day.isoformat(),
        "is_finished": is_over,
        "answers": [_answer(one) for one in found.answers],
        "sheet": asdict(found.sheet),
        "means": dict(found.means),
        "verdict": found.verdict,
        "next_steps": found.next_steps,
    }


def _answer(one: Answer) -> dict[str, object]:
    return {
        "question": one.question,
        "round": one.round,
        "principle": one.principle,
        "story": one.story,
        "take": one.take.take_id if one.take else None,
        "ms": one.take.told_ms if one.take else None,
        "sections_ms": {each.section.name.lower(): each.ms for each in one.delivery.sections} if one.delivery else None,
        "is_within_time": one.take.is_within if one.take else None,
        "scores": dict(one.scores) if one.scores else None,
        "verdict": one.verdict,
        "follow_ups": [{"question": asked.question, "score": asked.score} for asked in one.take.follow_ups] if one.take else [],
        "repeats_question": None if one.repeat_of is None else one.repeat_of + 1,
        "is_forced_repeat": one.was_forced,
        "is_beside_principle": one.is_beside,
    }


def _past(one: Past) -> dict[str, object]:
    return {"id": one.id, "name": one.name, "day": one.day.isoformat(), "verdict": one.verdict, "sheet": asdict(one.sheet)}


def _report_lines(found: Report) -> Iterator[str]:
    yield f"{found.mock.name}, {found.mock.study_day.isoformat()}"
    for one in found.answers:
        told = f"{one.story}, {seconds(one.take.told_ms)}" if one.take else "not answered"
        scored = f", {one.verdict} of 5" if one.verdict else ""
        yield f"{one.place + 1:>3}  {one.question or one.principle}: {told}{scored}"
    yield from (f"{name}: {number}/{found.sheet.questions}" for name, number in found.sheet.rows)
    yield from (f"Next: {step}" for step in found.next_steps)
