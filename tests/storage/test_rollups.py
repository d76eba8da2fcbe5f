"""The figures kept beside the log are the log's own, whatever was done, and can be made anew from it."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings

from flashcards.core.models import Rating
from flashcards.services.queueing import Kept
from flashcards.services.undoing import redo, undo
from flashcards.storage.database import Connection, write
from flashcards.storage.migrations import memory_database
from flashcards.storage.statistics.rollups import differences, rebuild
from flashcards.storage.steps import m004_days
from tests.build import MOMENT, add_cards, add_deck, later, one, rate
from tests.services.actions import ALL, act_all, picked, small_collection
from tests.services.histories import live

TABLES = ("ratings", "rating_days", "hour_days", "recall_days")


def figures(db: Connection) -> dict[str, list[tuple[Any, ...]]]:
    return {table: [tuple(row) for row in db.execute(f"SELECT * FROM {table}")] for table in TABLES}


@pytest.fixture
def card_id(db: Connection) -> int:
    """A card that was learnt and recalled, and another that was answered too."""
    card_id, other = add_cards(db, add_deck(db), 2)
    rate(db, card_id, Rating.EASY)
    rate(db, other, Rating.GOOD)
    rate(db, card_id, Rating.GOOD, later(9))
    return card_id


@given(picked(ALL, most=40))
@settings(max_examples=40)
def test_the_figures_are_those_of_the_log_whatever_was_done(actions: list[tuple[str, int, int]]) -> None:
    db = memory_database()
    small_collection(db)
    act_all(db, actions, Kept(), lambda at: None)
    assert differences(db) == []
    db.close()


def test_figures_made_anew_are_those_that_were_kept(db: Connection) -> None:
    live(db, seed=9, days=20)
    kept = figures(db)
    assert len(kept["ratings"]) > 50
    assert differences(db) == []
    with write(db):
        rebuild(db)
    assert figures(db) == kept


def test_the_step_that_brings_the_figures_fills_them_from_an_older_log(db: Connection) -> None:
    live(db, seed=8, days=20)
    kept = figures(db)
    with write(db):
        for table in TABLES:
            db.execute(f"DROP TABLE {table}")
        m004_days.apply(db)
        rebuild(db)
    assert figures(db) == kept


def test_a_rating_taken_back_leaves_nothing_and_done_again_all_of_it(db: Connection, card_id: int) -> None:
    before = figures(db)
    rate(db, card_id, Rating.AGAIN, later(60))
    after = figures(db)
    undo(db, None, later(60))
    assert figures(db) == before
    redo(db, None, later(60))
    assert figures(db) == after != before


def test_an_answer_is_counted_in_the_hour_and_day_of_the_learner(db: Connection) -> None:
    (card_id,) = add_cards(db, add_deck(db), 1)
    rate(db, card_id, at=later(hours=13, zone=ZoneInfo("Asia/Kolkata")), took_ms=90_000)
    assert figures(db)["rating_days"] == [("2026-11-10", 0, 3, 1, 60_000, 0)]  # 03:30, so the day before
    assert figures(db)["hour_days"] == [("2026-11-10", 3, 1, 0, 0)]


def test_only_an_answer_on_a_later_day_is_a_recall(db: Connection, card_id: int) -> None:
    recalls = db.execute("SELECT card_id, study_day, recall FROM ratings WHERE recall IS NOT NULL").fetchall()
    assert [(row["card_id"], row["study_day"]) for row in recalls] == [(card_id, "2026-11-19")]
    predicted = one(db, "SELECT recall FROM review_log WHERE id = 3")
    assert recalls[0]["recall"] == int(predicted * 10**9)
    assert one(db, "SELECT passed FROM recall_days") == 1


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE ratings SET took_ms = took_ms + 1 WHERE log_id = 1",
        "DELETE FROM ratings WHERE log_id = 2",
        "INSERT INTO ratings VALUES (1, 99, '2026-11-10', 9, 0, 3, 4000, NULL, NULL)",
        "UPDATE rating_days SET answers = answers + 1",
        "UPDATE rating_days SET recalls = 0 WHERE recalls",
        "UPDATE hour_days SET passed = passed + 1",
        "DELETE FROM hour_days",
        "UPDATE recall_days SET loss = loss + 1",
        "INSERT INTO recall_days VALUES ('2026-11-10', 3, 0, 0, 0, 0)",
    ],
)
def test_figures_that_differ_from_the_log_are_found_and_mended(db: Connection, card_id: int, tampering: str) -> None:
    assert differences(db) == []
    db.execute(tampering)
    assert any("differs from the log" in told for told in differences(db))
    with write(db):
        rebuild(db)
    assert differences(db) == []


def test_many_differences_are_counted(db: Connection) -> None:
    for card_id in add_cards(db, add_deck(db), 8):
        rate(db, card_id)
    db.execute("DELETE FROM ratings")
    told = differences(db)
    assert "ratings lacks 3 more rows that differ from the log" in told
    assert len(told) < 20


def test_a_rating_is_counted_in_its_own_transaction(db: Connection) -> None:
    (card_id,) = add_cards(db, add_deck(db), 1)
    db.execute("CREATE TRIGGER stop BEFORE INSERT ON rating_days BEGIN SELECT RAISE(ABORT, 'stopped'); END")
    with pytest.raises(Exception, match="stopped"):
        rate(db, card_id, at=MOMENT)
    assert one(db, "SELECT COUNT(*) FROM review_log") == 0
