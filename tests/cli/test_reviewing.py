"""The review in a terminal, keys given as lines: the same rules as on the page, and nothing lost however one leaves."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flashcards.cli.invocation import Invocation
from flashcards.cli.program import program
from flashcards.core.models import LARGEST_ID
from flashcards.core.practice import Pick, Wish
from flashcards.rendering.terminal import terminal_text
from flashcards.services import mending
from flashcards.services.mending import Chosen
from flashcards.services.practising import begin_study
from flashcards.storage.database import Connection
from flashcards.storage.migrations import open_database
from tests.build import MOMENT, NOW, add_cards, add_deck, add_note, import_guide, log, one, state

Run = Callable[..., Result]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def db(data: Path) -> Iterator[Connection]:
    """The collection that the command works on."""
    connection = open_database(data / "flashcards.db", NOW)
    yield connection
    connection.close()


@pytest.fixture
def run(data: Path, db: Connection) -> Run:
    """Review with these lines typed; the end of them is the end of the input."""

    def call(*lines: str, options: tuple[str, ...] = (), at: datetime = NOW) -> Result:
        typed = "".join(f"{line}\n" for line in lines)
        arguments = ["--data", str(data), "review", *options]
        return CliRunner().invoke(program, arguments, input=typed, obj=Invocation(clock=lambda: at))

    return call


def ratings(db: Connection) -> list[tuple[int, int]]:
    return [(row["card_id"], row["rating"]) for row in db.execute("SELECT * FROM review_log WHERE kind <> 'undo' ORDER BY id")]


# Rating


def test_enter_shows_the_answer_and_a_digit_rates_it(db: Connection, run: Run) -> None:
    import_guide(db, "What is S3? :: Object storage", "What is EBS? :: Blocks")
    result = run("", "3", "", "1")
    assert (result.exit_code, ratings(db)) == (0, [(1, 3), (2, 1)])
    shown = [result.output.index(text) for text in ("2 new, 0 learning", "What is S3?", "Object storage", "1 new, 1 learning")]
    assert shown == sorted(shown)
    assert "1 Again <1m   2 Hard <6m   3 Good <10m   4 Easy 8d" in result.output
    assert "Today: 2 ratings, 1 of them Again, less than a minute." in result.output


def test_enter_on_an_answer_is_good_and_four_is_easy(db: Connection, run: Run) -> None:
    add_cards(db, add_deck(db), 2)
    run("", "", "", "4")
    assert ratings(db) == [(1, 3), (2, 4)]


def test_the_interval_on_the_line_is_the_one_stored(db: Connection, run: Run) -> None:
    add_cards(db, add_deck(db), 1)
    result = run("", "4")
    assert f"4 Easy {one(db, 'SELECT interval_days FROM cards')}d" in result.output


def test_a_key_that_means_nothing_here_rates_nothing(db: Connection, run: Run) -> None:
    add_cards(db, add_deck(db), 1)
    result = run("3", "u-", "", "5", "٣", "34", "q")
    assert (result.exit_code, log(db)) == (0, [])
    assert result.output.count("There is no such key here") == 5


def test_one_deck_is_reviewed_alone(db: Connection, run: Run) -> None:
    add_cards(db, add_deck(db, "A"), 1)
    (other,) = add_cards(db, add_deck(db, "B"), 1)
    run("", "3", "", "3", "", "3", options=("--deck", "b"))
    assert {card_id for card_id, _ in ratings(db)} == {other}


def test_the_end_says_when_to_come_back(db: Connection, run: Run) -> None:
    add_cards(db, add_deck(db), 1)
    assert "Next: 19 November, 1 review.\n" in run("", "4").output
    assert "Left: 0 new, 0 learning, 0 to review." in run().output


# Undo and setting aside


def test_undo_takes_the_last_rating_back_and_asks_that_card_again(db: Connection, run: Run) -> None:
    add_cards(db, add_deck(db), 2)
    result = run("", "1", "u", "", "4")
    assert [(card_id, rating) for card_id, rating in ratings(db)] == [(1, 1), (1, 4)]
    assert "u undo: Rated Again" in result.output
    assert "Undone: Rated Again." in result.output
    assert "Today: 1 rating, less" in result.output


def test_undo_leads_to_the_card_it_was_about(db: Connection, run: Run) -> None:
    _, second = add_cards(db, add_deck(db), 2)
    mending.toggle_flag(db, Chosen((second,)), 1, MOMENT)
    run("u", "", "4")
    assert ratings(db) == [(second, 4)]


def test_where_nothing_was_done_there_is_nothing_to_undo(db: Connection, run: Run) -> None:
    add_cards(db, add_deck(db), 1)
    assert "There is nothing to undo." in run("u").output


def test_cards_are_buried_and_suspended_before_the_answer_and_after(db: Connection, run: Run) -> None:
    add_cards(db, add_deck(db), 4)
    run("-", "@", "", "-", "", "@")
    aside = [(row["buried_on"], row["suspended"]) for row in db.execute("SELECT * FROM cards ORDER BY id")]
    assert aside == [("2026-11-10", None), (None, "user")] * 2
    assert log(db) == []


# What is shown


def test_lists_and_code_stay_as_they_are_written() -> None:
    text = "- a \\* b &lt; c\n    - d\n\n<!-- -->\n\n- e\n\n```python\nx = '\\*' + '&lt;'\n```\n\nand `a \\* &amp;`."
    assert terminal_text(text) == "- a * b < c\n    - d\n\n- e\n\n```python\nx = '\\*' + '&lt;'\n```\n\nand `a \\* &amp;`."


def test_a_gap_is_asked_and_answered_in_its_text(db: Connection, run: Run) -> None:
    add_note(db, add_deck(db))
    text = "{{c1::SQS::which?}} keeps a ==message==."
    db.execute("UPDATE notes SET form = 'cloze', front = ?, back = 'As of 2026'", (text,))
    db.execute("UPDATE cards SET slot = 'c1', front_html = 'x', back_html = 'y'")
    output = run("", "3").output
    assert "**[which?]** keeps a message." in output
    assert "**SQS** keeps a message.\n\nAs of 2026" in output


def test_a_reversed_card_asks_its_back(db: Connection, run: Run) -> None:
    add_note(db, add_deck(db), cards=1)
    db.execute("UPDATE notes SET form = 'reversed'")
    db.execute("UPDATE cards SET slot = 'reversed'")
    output = run("", "3").output
    assert output.index("back 1") < output.index("front 1")


def test_a_typed_answer_is_compared(db: Connection, run: Run) -> None:
    add_cards(db, add_deck(db), 1)
    db.execute("UPDATE notes SET form = 'typed', back = '14 days', back_html = '<p>14 days</p>'")
    assert "14 day{+s+}" in run("14 day", "2").output
    assert ratings(db) == [(1, 2)]


def test_what_could_steer_a_terminal_is_not_printed(db: Connection, run: Run) -> None:
    add_cards(db, add_deck(db), 1)
    db.execute("UPDATE notes SET front = 'a\x1b[2Jb'")
    assert "\x1b" not in run("q").output


# Leaving


@pytest.mark.parametrize("lines", [(), ("",), ("", "3"), ("", "3", "q"), ("q",)])
def test_whoever_leaves_has_what_they_rated(db: Connection, run: Run, lines: tuple[str, ...]) -> None:
    add_cards(db, add_deck(db), 2)
    result = run(*lines)
    assert (result.exit_code, len(log(db))) == (0, int("3" in lines))
    assert "Left:" in result.output


def test_without_a_collection_none_is_made(tmp_path: Path) -> None:
    result = CliRunner().invoke(program, ["--data", str(tmp_path / "none"), "review"])
    assert (result.exit_code, (tmp_path / "none").exists()) == (0, False)
    assert "flashcards import" in result.output


def test_a_deck_or_study_that_is_not_there_is_refused(run: Run) -> None:
    assert run(options=("--deck", "none")).exit_code == 1
    assert run(options=("--study", "9")).exit_code == 1
    assert run(options=("--study", "9", "--deck", "none")).exit_code == 2


@pytest.mark.parametrize(("key", "status"), [(b"q", 0), (b"\x04", 0), (b"\x03", 130)])
def test_a_terminal_is_left_by_q_and_by_ctrl_d_and_ctrl_c(db: Connection, data: Path, key: bytes, status: int) -> None:
    add_cards(db, add_deck(db), 1)
    terminal, end = pty.openpty()
    command = [sys.executable, "-m", "flashcards", "--data", str(data), "review"]
    running = subprocess.Popen(command, stdin=end, stdout=end, stderr=end, start_new_session=True)
    os.close(end)
    for prompt, pressed in ((b"Enter: answer", b" "), (b"4 Easy", b"3"), (b"Enter: answer", key)):
        _read_until(terminal, prompt)
        _wait_for_keys(terminal)
        os.write(terminal, pressed)
    assert running.wait(timeout=20) == status
    os.close(terminal)
    assert ratings(db) == [(1, 3)]


def _read_until(terminal: int, text: bytes) -> None:
    found = b""
    while text not in found:
        found += os.read(terminal, 4096)


def _wait_for_keys(terminal: int) -> None:
    """Until the command takes single keys: what is typed before is dropped."""
    while termios.tcgetattr(terminal)[3] & termios.ICANON:
        pass


# Studies


@pytest.mark.parametrize("number", ["7", str(LARGEST_ID + 1), "9" * 30])
def test_a_study_that_is_not_there_is_named(run: Run, number: str) -> None:
    result = run(options=("--study", number))
    assert (result.exit_code, "There is no such study." in result.output) == (1, True)


def test_a_study_is_asked_with_what_it_does_to_the_schedule(db: Connection, run: Run) -> None:
    add_cards(db, add_deck(db), 2)
    study = begin_study(db, Wish(Pick.SEARCH, text="front", keeps_schedule=True), MOMENT)
    before = state(db)
    result = run("", "1", "", "3", "", "3", options=("--study", str(study.id)))
    assert "1 Again   2 Hard   3 Good   4 Easy\n" in result.output
    assert "In this study: 3 ratings, 1 of them Again" in result.output
    assert (ratings(db), state(db)) == ([(1, 1), (2, 3), (1, 3)], before)
