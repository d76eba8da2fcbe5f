"""`flashcards drill` and `flashcards mock`, with lines typed."""

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
from flashcards.core.settings import Settings
from flashcards.services.configuring import choose_settings
from flashcards.services.stories.mocking import begin_mock, finish_mock, next_answer
from flashcards.storage.database import Connection
from flashcards.storage.migrations import open_database
from tests.build import MOMENT, NOW, add_deck, log, one
from tests.tellings import DIVE_DEEP, OWNERSHIP, add_question, add_story, all_of, card_of, score, tell_on

Run = Callable[..., Result]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    with closing(open_database(tmp_path / "flashcards.db", NOW)) as connection:
        choose_settings(connection, Settings(time_zone="UTC"))
        yield connection


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def call(*arguments: str, typed: tuple[str, ...] = ()) -> Result:
        lines = "".join(f"{line}\n" for line in typed)
        clock = Invocation(clock=lambda: NOW)
        return CliRunner().invoke(program, ["--data", str(tmp_path), *arguments], input=lines, obj=clock)

    return call


def answered(run: Run, *arguments: str) -> Any:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def test_a_whole_drill_by_enter_and_digits_rates_the_pair(db: Connection, run: Run) -> None:
    add_question(db, add_deck(db), "Tell me of your ownership", OWNERSHIP, follow_ups=("And then?",))
    story_id = add_story(db, "Late")
    result = run("drill", typed=("", "", "", "", "", "because", "3", "4", "4", "9", "4", "4", "4"))
    assert result.exit_code == 0, result.output
    for told in ("Tell me of your ownership", "Situation, 20-30 s", "And then?", "Type a number from 1 to 5", "4.0 of 5: Good."):
        assert told in result.output
    assert [tuple(row) for row in db.execute("SELECT card_id, rating FROM review_log")] == [(card_of(db, story_id), 3)]
    assert one(db, "SELECT follow_ups FROM takes") == '[["And then?","",3]]'


def test_enter_goes_on_from_a_follow_up_without_a_score(db: Connection, run: Run) -> None:
    add_story(db, follow_ups=("Why you?", "What next?"))
    result = run("drill", typed=("", *[""] * 4, "", "5", *"44444"))
    assert result.exit_code == 0, result.output
    assert one(db, "SELECT follow_ups FROM takes") == '[["Why you?","my answer",null],["What next?","my answer",5]]'


def test_a_drill_for_a_principle_lists_the_stories_that_show_it_first(db: Connection, run: Run) -> None:
    add_story(db, "deep", DIVE_DEEP, strength=5)
    add_story(db, "owned", strength=2)
    result = run("drill", "--principle", "ownership", typed=("7", "1", *[""] * 4, *"55555"))
    assert result.output.index("  1  owned") < result.output.index("  2  deep")
    assert "Type a number from 1 to 2" in result.output
    assert "5.0 of 5: Easy. Tell it again" in result.output


@pytest.mark.parametrize("typed", [("q",), ("", "", "q"), ("", "", "", "", "", "3", "q"), ()])
def test_giving_up_or_the_end_of_the_input_scores_nothing(db: Connection, run: Run, typed: tuple[str, ...]) -> None:
    add_story(db)
    result = run("drill", typed=typed)
    assert (result.exit_code, log(db)) == (0, [])
    assert "Given up" in result.output
    assert one(db, "SELECT state FROM takes") == "left"


def test_what_is_due_is_listed_for_a_program(db: Connection, run: Run) -> None:
    story_id = add_story(db, "Late")
    assert answered(run, "drill") == {
        "day": "2026-11-10",
        "wanted": [
            {
                "card": card_of(db, story_id), "story": story_id, "title": "Late", "principle": OWNERSHIP, "strength": 3,
                "why": "new", "due": None,
            }
        ],
    }  # fmt: skip
    assert one(db, "SELECT COUNT(*) FROM takes") == 0


def test_the_report_of_the_newest_mock_or_of_one_that_is_named(db: Connection, run: Run) -> None:
    story_id = add_story(db, "Late", follow_ups=("Why you?",))
    finish_mock(db, begin_mock(db, "loop", MOMENT, rounds=1, questions=1), MOMENT)
    mock_id = begin_mock(db, "loop", MOMENT, rounds=1, questions=1)
    take = next_answer(db, mock_id, "take", MOMENT)
    assert take
    score(db, tell_on(db, "take", story_id).take_id, all_of(4))
    newest = answered(run, "mock")
    (answer,) = newest["report"]["answers"]
    assert (answer["story"], answer["ms"], answer["sections_ms"]["action"], answer["verdict"]) == ("Late", 137_000, 75_000, 4.0)
    assert newest["report"]["is_finished"]
    assert newest["report"]["sheet"] == {"questions": 1, "within_time": 1, "structure": 1, "leadership": 1, "metrics": 1}
    assert answer["follow_ups"] == [{"question": "Why you?", "score": None}]
    assert [point["verdict"] for point in newest["trend"]] == [None, 4.0]
    assert answered(run, "mock", "1")["report"]["answers"][0]["story"] is None
    assert "Within time: 1/1" in run("mock").output


def test_without_stories_or_mocks_it_says_so(db: Connection, run: Run) -> None:
    assert answered(run, "mock") == {"report": None, "trend": []}
    assert "no mock interviews yet" in run("mock").output
    result = run("drill")
    assert (result.exit_code, "Nothing is to be told today" in result.output) == (1, True)


def test_without_a_collection_none_is_made(tmp_path: Path, run: Run) -> None:
    assert answered(run, "drill") == {"day": None, "wanted": []}
    assert "no stories yet" in run("drill").output
    assert list(tmp_path.iterdir()) == []
