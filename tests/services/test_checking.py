"""state = fold(log), and what is not so is found."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from flashcards.core.deck_names import parents
from flashcards.core.errors import Damaged
from flashcards.core.models import Rating
from flashcards.core.moment import Moment
from flashcards.services.checking import check
from flashcards.services.configuring import choose_options
from flashcards.services.exporting import export_json
from flashcards.services.queueing import Kept
from flashcards.services.restoring import restore_export
from flashcards.services.undoing import redo, undo
from flashcards.storage.cards import card
from flashcards.storage.database import Connection
from flashcards.storage.decks import decks
from flashcards.storage.migrations import memory_database
from tests.build import MOMENT, add_cards, add_deck, import_guide, later, log, rate, state
from tests.services.actions import ALL, act_all, picked, small_collection


@given(picked(ALL, most=40))
@settings(max_examples=40)
def test_every_card_is_what_its_log_says_whatever_was_done(actions: list[tuple[str, int, int]]) -> None:
    db = memory_database()
    small_collection(db)
    act_all(db, actions, Kept(), lambda at: None)
    found = check(db)
    assert found.differences == ()
    assert found.rows == len(log(db))
    db.close()


BROKEN = (
    "SELECT cards.id FROM cards JOIN notes ON notes.id = note_id WHERE cards.deleted_at IS NULL AND notes.deleted_at NOT NULL",
    "SELECT notes.id FROM notes JOIN decks ON decks.id = deck_id WHERE notes.deleted_at IS NULL AND decks.deleted_at NOT NULL",
    "SELECT guides.id FROM guides JOIN decks ON decks.id = deck_id WHERE guides.deleted_at IS NULL AND decks.deleted_at NOT NULL",
    """SELECT id FROM notes WHERE deleted_at IS NULL AND id NOT IN (SELECT id FROM stories)
        AND NOT EXISTS (SELECT 1 FROM cards WHERE note_id = notes.id AND deleted_at IS NULL)""",
    """SELECT notes.id FROM notes JOIN stories ON stories.id = notes.id, json_each(notes.principles) AS shown
        WHERE notes.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM cards JOIN principles ON slot = 'p' || principles.id
            WHERE note_id = notes.id AND cards.deleted_at IS NULL AND principles.deleted_at IS NULL AND name = shown.value)""",
    """SELECT sources.id FROM sources JOIN guides ON guides.id = guide_id
        WHERE sources.deleted_at IS NULL AND gone_at IS NULL AND guides.deleted_at NOT NULL""",
)
"""Living rows that have lost what they need: a card its note, a note or guide its deck, a note its cards, a place its guide.

A story has a card for each principle it shows, so one that shows none has no card.
"""


@given(picked(ALL, most=20))
@settings(max_examples=25)
def test_the_collection_is_whole_after_each_step_and_its_export_comes_back_the_same(actions: list[tuple[str, int, int]]) -> None:
    db = memory_database()
    small_collection(db)

    def look(at: Moment) -> None:
        assert check(db).differences == ()
        assert [question for question in BROKEN if db.execute(question).fetchone()] == []
        known = {each.name.casefold() for each in decks(db)}
        assert all(above in known for name in known for above in parents(name))

    act_all(db, actions, Kept(), look)
    with TemporaryDirectory() as folder, closing(memory_database()) as other:
        file = Path(folder, "all.json")
        file.write_bytes(b"".join(export_json(db)))
        restore_export(other, file)
        assert (state(other), log(other)) == (state(db), log(db))
        assert b"".join(export_json(other)) == file.read_bytes()
    db.close()


@pytest.fixture
def card_id(db: Connection) -> int:
    """A card with a history: learnt, forgotten, learnt again, with an undo and a redo on the way."""
    (card_id,) = add_cards(db, add_deck(db), 1)
    for days, rating in ((0, Rating.EASY), (30, Rating.AGAIN), (30.01, Rating.GOOD), (60, Rating.HARD)):
        rate(db, card_id, rating, later(days))
    undo(db, None, later(60))
    redo(db, None, later(60))
    return card_id


def test_an_honest_history_is_clean_under_options_of_another_day(db: Connection, card_id: int) -> None:
    choose_options(db, 1, {"desired_retention": 0.7, "learning_steps": [], "maximum_interval_days": 2}, MOMENT)
    found = check(db)
    assert (found.cards, found.rows, found.differences) == (1, 6, ())


@pytest.mark.parametrize(
    "change",
    [
        "stability = stability * 1.000001",
        "difficulty = difficulty + 0.001",
        "reps = reps + 1",
        "lapses = 0",
        "due_on = '2030-01-01'",
        "due_on = 'someday'",
        "due_on = NULL",
        "interval_days = interval_days + 1",
        "reviewed_on = '2026-11-10'",
        "state = 'learning'",
        "state = 'new', stability = NULL",
        "step = 0",
        "stability = NULL",
    ],
)
def test_a_card_that_was_tampered_with_is_found(db: Connection, card_id: int, change: str) -> None:
    db.execute(f"UPDATE cards SET {change}")
    (difference,) = check(db).differences
    assert difference.startswith(f"card {card_id} differs from the log: ")


def test_a_memory_without_a_log_is_found(db: Connection, card_id: int) -> None:
    add_cards(db, 1, 1, state="review", stability=5, difficulty=5, reviewed_on="2026-11-01", interval_days=9, due_on="2026-11-10")
    (difference,) = check(db).differences
    assert "card 2" in difference


@pytest.mark.parametrize(
    "change",
    [
        "after = json_set(after, '$.stability', 1.0) WHERE id = 2",
        "rating = 4 WHERE id = 3",
        "interval_days = 999 WHERE id = 1",
        "reviewed_at = '2026-12-10T10:00:00.000000+00:00' WHERE id = 2",
        "reverses_id = 1 WHERE id = 5",
    ],
)
def test_a_log_that_was_tampered_with_is_found(db: Connection, card_id: int, change: str) -> None:
    db.execute("DROP TRIGGER review_log_keeps_rows")
    db.execute(f"UPDATE review_log SET {change}")
    assert any(difference.startswith("log row ") for difference in check(db).differences)


def test_a_log_row_that_went_missing_is_found(db: Connection, card_id: int) -> None:
    db.execute("DROP TRIGGER review_log_loses_no_row")
    db.execute("UPDATE journal SET log_id = NULL, last_log_id = NULL")
    db.execute("DELETE FROM review_log WHERE id = 2")
    assert check(db).differences


@pytest.mark.parametrize(
    "flipped", ["json_set(after, '$.due_on', NULL)", "replace(after, '\"', '#')", "replace(after, '-', '/')"]
)
def test_a_log_row_that_cannot_be_read_is_damage(db: Connection, card_id: int, flipped: str) -> None:
    db.execute("DROP TRIGGER review_log_keeps_rows")
    db.execute(f"UPDATE review_log SET after = {flipped} WHERE id = 1")
    with pytest.raises(Damaged, match="log row 1 cannot be read"):
        check(db)


@pytest.mark.parametrize("change", ["due_on = 'someday'", "due_on = NULL"])
def test_a_card_that_cannot_be_read_is_named(db: Connection, card_id: int, change: str) -> None:
    db.execute(f"UPDATE cards SET {change}")
    with pytest.raises(Damaged, match=f"card {card_id} cannot be read.*flashcards check"):
        card(db, card_id)


def test_cards_of_an_import_that_was_undone_are_looked_at_but_not_counted(db: Connection) -> None:
    import_guide(db, "a :: 1", "b :: 2")
    import_guide(db, "c :: 3", path="two.md")
    undo(db, None, MOMENT)
    assert check(db).cards == 2
    db.execute("UPDATE cards SET stability = 3, state = 'review' WHERE deleted_at IS NOT NULL")
    assert len(check(db).differences) == 1
