"""`flashcards fit`."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from benchmarks.learner import Learner, study
from flashcards.cli.program import program
from flashcards.storage.migrations import open_database
from tests.build import add_deck, one


@pytest.fixture(scope="module")
def studied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a deck that a forgetful learner studied, and an empty one."""
    folder = tmp_path_factory.mktemp("studied")
    db = open_database(folder / "flashcards.db", datetime(2026, 3, 1, tzinfo=UTC))
    study(db, Learner(cards=250, new_per_day=10), 2500, "AWS")
    add_deck(db, "Empty")
    db.close()
    return folder


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(program, ["--data", str(folder), *arguments])


def sets(folder: Path) -> int:
    db = open_database(folder / "flashcards.db", datetime(2026, 3, 1, tzinfo=UTC))
    count = int(one(db, "SELECT COUNT(*) FROM parameters"))
    db.close()
    return count


def test_it_shows_what_it_would_gain_and_writes_nothing(studied: Path) -> None:
    shown = run(studied, "fit")
    assert shown.exit_code == 0
    assert "Log loss" in shown.stdout
    assert "Nothing was written" in shown.stdout
    assert "Fitting all decks" in shown.stderr
    assert sets(studied) == 1


def test_in_json_nothing_else_is_printed(studied: Path) -> None:
    answer = json.loads(run(studied, "fit", "--deck", "aws", "--json").stdout)
    assert answer["deck"] == "AWS"
    assert answer["loss"]["after"] < answer["loss"]["before"]
    assert len(answer["weights"]) == 21
    assert (answer["is_better"], answer["applied"]) == (True, False)


def test_applied_it_can_be_undone_and_does_not_apply_twice(studied: Path) -> None:
    assert "are in use" in run(studied, "fit", "--apply").stdout
    assert sets(studied) == 2
    again = run(studied, "fit", "--apply")
    assert again.exit_code == 0
    assert "The present weights are as good" in again.stdout
    assert sets(studied) == 2
    assert "Fitted the schedule of all decks" in run(studied, "undo").stdout
    assert run(studied, "check").exit_code == 0


def test_too_few_reviews_no_such_deck_and_no_collection_are_refused(studied: Path, tmp_path: Path) -> None:
    few = run(studied, "fit", "--deck", "Empty", "--apply")
    assert (few.exit_code, "512 more are needed" in few.stderr) == (1, True)
    assert run(studied, "fit", "--deck", "Nowhere").exit_code == 1
    assert run(tmp_path / "none", "fit").exit_code == 1
    assert not (tmp_path / "none").exists()
