"""What the file itself forbids, whoever opens it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from flashcards.storage.cards import next_id
from flashcards.storage.database import Connection, write
from tests.build import add_cards, add_deck, log, one, rate


@pytest.fixture
def shell(stored: Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """A bare connection, as the sqlite3 shell has one, to a collection with three ratings."""
    for card_id in add_cards(stored, add_deck(stored), 3):
        rate(stored, card_id)
    with closing(sqlite3.connect(path)) as connection:
        yield connection


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE review_log SET rating = 4",
        "UPDATE OR REPLACE review_log SET id = 2 WHERE id = 1",
        "DELETE FROM review_log",
        "DELETE FROM review_log WHERE id = 3",
        "INSERT OR REPLACE INTO review_log SELECT * FROM review_log WHERE id = 2",
        "REPLACE INTO review_log (review_id, card_id, deck_id, kind, rating, reviewed_at, study_day, time_zone)"
        " SELECT review_id, card_id, deck_id, kind, 1, reviewed_at, study_day, time_zone FROM review_log WHERE id = 2",
        "INSERT INTO review_log SELECT * FROM review_log WHERE id = 2 ON CONFLICT (id) DO UPDATE SET rating = 1",
    ],
)
def test_the_review_log_only_grows(stored: Connection, shell: sqlite3.Connection, statement: str) -> None:
    before = log(stored)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        shell.execute(statement)
    shell.rollback()
    assert log(stored) == before


def test_the_review_log_takes_a_new_row(shell: sqlite3.Connection) -> None:
    shell.execute(
        """INSERT INTO review_log (kind, reverses_id, card_id, deck_id, reviewed_at, study_day, time_zone)
        SELECT 'undo', id, card_id, deck_id, reviewed_at, study_day, time_zone FROM review_log WHERE id = 1"""
    )
    assert shell.execute("SELECT COUNT(*) FROM review_log").fetchone() == (4,)


@pytest.mark.parametrize(
    "table", ["decks", "notes", "cards", "guides", "sources", "declined", "review_log", "journal", "imports", "parameters"]
)
def test_an_id_is_never_given_twice(stored: Connection, table: str) -> None:
    created = one(stored, "SELECT sql FROM sqlite_master WHERE name = ?", table)
    assert "AUTOINCREMENT" in created


def test_a_card_that_was_lost_leaves_its_id_unused(stored: Connection) -> None:
    deck_id = add_deck(stored)
    last = add_cards(stored, deck_id, 3)[-1]
    with write(stored):
        stored.execute("DELETE FROM cards WHERE id = ?", (last,))
    assert next_id(stored, "cards") == last + 1
    assert add_cards(stored, deck_id, 1) == [last + 1]


def test_a_card_cannot_be_in_another_deck_than_its_note(stored: Connection) -> None:
    add_cards(stored, add_deck(stored, "One"), 1)
    other = add_deck(stored, "Two")
    with pytest.raises(sqlite3.IntegrityError):
        stored.execute("UPDATE cards SET deck_id = ?", (other,))
    stored.execute("UPDATE notes SET deck_id = ?", (other,))
    assert one(stored, "SELECT deck_id FROM cards") == other
