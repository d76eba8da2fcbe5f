"""`flashcards stats`: the same figures as the page, for a program and for a person."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from flashcards.cli.invocation import Invocation
from flashcards.cli.program import program
from flashcards.core.moment import Moment
from flashcards.core.statistics.figures import Stage
from flashcards.services.configuring import choose_settings
from flashcards.services.looking_back import look_back
from flashcards.storage.database import Connection
from flashcards.storage.migrations import open_database
from flashcards.storage.settings import Settings
from tests.build import NOW
from tests.services.histories import live


@pytest.fixture
def lived(tmp_path: Path) -> Iterator[tuple[Connection, Moment]]:
    with closing(open_database(tmp_path / "flashcards.db", NOW)) as db:
        choose_settings(db, Settings(time_zone="UTC"))
        yield db, live(db, seed=0, days=60)


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Result]:
    def call(*arguments: str, at: Moment | None = None) -> Result:
        clock = Invocation(clock=lambda: at.at if at else NOW)
        return CliRunner().invoke(program, ["--data", str(tmp_path), "stats", *arguments], obj=clock)

    return call


def test_the_command_tells_what_the_page_shows(lived: tuple[Connection, Moment], run: Callable[..., Result]) -> None:
    db, now = lived
    told: dict[str, Any] = json.loads(run("--json", "--days", "30", "--deck", "aws", "--search", "kind:fact", at=now).stdout)
    stats = look_back(db, now, 30, 1, "kind:fact")
    assert (told["first"], told["last"]) == (stats.first.isoformat(), stats.last.isoformat())
    assert told["activity"]["answers"] == stats.activity.answers > 0
    assert told["answers"] == {day.isoformat(): count for day, count in stats.answers.items()}
    assert told["buttons"]["young"] == list(stats.buttons[Stage.YOUNG])
    kept = stats.retention.young
    assert told["retention"]["young"] == {"passed": kept.passed, "asked": kept.asked, "share": kept.share}
    assert [deck["name"] for deck in told["retention"]["decks"]] == [group.name for group in stats.retention.decks]
    assert told["knowledge"]["totals"]["mature"] == stats.knowledge.totals.mature


def test_a_person_is_told_in_a_line_each(lived: tuple[Connection, Moment], run: Callable[..., Result]) -> None:
    lines = run("--days", "0", at=lived[1]).stdout.splitlines()
    assert lines[0] == "2026-09-01 to 2026-10-30"
    starts = [line.split(":")[0] for line in lines[1:] if not line.startswith("  ")]
    assert starts == ["Cards", "Ratings", "Time", "True retention", "Buttons", "Calibration", "To come", "Memory"]
    assert any(line.startswith("  deck AWS::SQS: ") for line in lines)


def test_without_a_collection_there_is_nothing_to_tell_and_none_is_made(tmp_path: Path, run: Callable[..., Result]) -> None:
    assert json.loads(run("--json").stdout)["activity"]["answers"] == 0
    assert "0 ratings" in run().stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["--deck", "Nowhere"], 1, "There is no deck 'Nowhere'"),
        (["--search", "deck:("], 1, "Column 1"),
        (["--days", "-1"], 2, "--days"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    lived: tuple[Connection, Moment], run: Callable[..., Result], arguments: list[str], status: int, told: str
) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (status, "")
    assert told in result.stderr
