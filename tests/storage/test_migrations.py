"""Opening a collection: made, brought up to date, or refused by name with not a byte changed."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from flashcards.core.errors import Busy, Damaged, TooNew
from flashcards.core.models import DEFAULT_PARAMETERS
from flashcards.storage import migrations
from flashcards.storage.backups import back_up
from flashcards.storage.database import check_integrity, close, connect
from flashcards.storage.migrations import SCHEMA, memory_database, open_database
from flashcards.storage.parameters import parameters
from tests.build import NOW, add_cards, add_deck, log, one, rate, state

TRIGGERS = {"review_log_keeps_rows", "review_log_loses_no_row", "review_log_replaces_no_row"}


def flip(start: int, length: int) -> Callable[[bytes], bytes]:
    return lambda content: (
        content[:start] + bytes(byte ^ 0xFF for byte in content[start : start + length]) + content[start + length :]
    )


KINDS: dict[str, Callable[[bytes], bytes]] = {
    "no SQLite header": flip(0, 16),
    "an unknown format": flip(44, 4),
    "a broken schema page": flip(100, 60),
    "a broken page further on": lambda content: flip(len(content) // 2 // 4096 * 4096, 600)(content),
    "cut in half": lambda content: content[: len(content) // 2],
    "empty": lambda content: b"",
    "another file altogether": lambda content: b"# Not a database\n" * (len(content) // 17),
}


def add_hints(db: Database) -> None:
    """A step as a later version may bring one."""
    db.conn.execute("ALTER TABLE notes ADD COLUMN hint TEXT")


@pytest.fixture
def used(path: Path) -> Path:
    """A collection with some history, closed."""
    db = open_database(path, NOW)
    for card_id in add_cards(db, add_deck(db), 10):
        rate(db, card_id)
    close(db)
    return path


def test_a_new_collection_has_the_schema_and_its_triggers(path: Path) -> None:
    for db in (open_database(path, NOW), memory_database()):
        assert one(db, "PRAGMA user_version") == SCHEMA
        assert {row["name"] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")} == TRIGGERS
        assert parameters(db) == {1: DEFAULT_PARAMETERS}
        check_integrity(db)
        db.close()


def test_opening_again_changes_nothing(used: Path) -> None:
    content = used.read_bytes()
    close(open_database(used, NOW))
    assert used.read_bytes() == content
    assert not (used.parent / "backups").exists()


def test_what_was_left_of_a_start_that_was_killed_is_made_anew(path: Path) -> None:
    path.with_suffix(".new").write_bytes(b"half a collection")
    with closing(open_database(path, NOW)) as db:
        check_integrity(db)
    assert not path.with_suffix(".new").exists()


@pytest.mark.parametrize("kind", KINDS)
def test_damage_is_named_with_the_newest_backup_and_not_touched(used: Path, kind: str) -> None:
    newest = back_up(used, used.parent / "backups" / "newest.db")
    content = KINDS[kind](used.read_bytes())
    used.write_bytes(content)
    with pytest.raises(Damaged) as told:
        check_integrity(open_database(used, NOW))
    assert str(used) in told.value.message
    assert str(newest) in told.value.message
    assert used.read_bytes() == content
    assert told.value.exit_status == 3


def test_the_newest_backup_is_the_one_written_last_whatever_its_name(used: Path) -> None:
    older, newer = (back_up(used, used.parent / "backups" / name) for name in ("z.db", "a.db"))
    os.utime(older, (0, 0))
    used.write_bytes(b"")
    with pytest.raises(Damaged, match=re.escape(str(newer))):
        open_database(used, NOW)


def test_damage_without_a_backup_says_so(used: Path) -> None:
    used.write_bytes(b"")
    with pytest.raises(Damaged, match="There is no backup yet"):
        open_database(used, NOW)


def test_a_collection_of_a_newer_program_is_refused_and_not_touched(used: Path) -> None:
    with closing(sqlite3.connect(used)) as db:
        db.execute("PRAGMA user_version=999999")
    content = used.read_bytes()
    with pytest.raises(TooNew, match="schema 999999") as told:
        open_database(used, NOW)
    assert used.read_bytes() == content
    assert told.value.exit_status == 3


def test_a_backup_that_was_copied_back_is_written_ahead_again(used: Path) -> None:
    backup = back_up(used, used.parent / "backups" / "newest.db")
    used.write_bytes(backup.read_bytes())
    with closing(open_database(used, NOW)) as db:
        assert one(db, "PRAGMA journal_mode") == "wal"
        assert len(log(db)) == 10


def test_a_step_is_applied_after_a_backup_and_keeps_everything(used: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _state(used)
    _next_step(monkeypatch, add_hints)
    with closing(open_database(used, NOW)) as db:
        assert one(db, "PRAGMA user_version") == SCHEMA + 1
        assert one(db, "SELECT COUNT(*) FROM notes WHERE hint IS NULL") == 10
        assert {row["name"] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")} == TRIGGERS
        assert (state(db), log(db)) == before
    (backup,) = (used.parent / "backups").iterdir()
    assert _state(backup) == before


def test_a_step_that_fails_leaves_the_old_schema_and_a_backup_and_can_be_taken_again(
    used: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _state(used)

    def fail(db: Database) -> None:
        add_hints(db)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        _next_step(patched, fail)
        with pytest.raises(KeyboardInterrupt):
            open_database(used, NOW)
    with closing(connect(used)) as db:
        assert one(db, "PRAGMA user_version") == SCHEMA
        assert "hint" not in dict(db.execute("SELECT * FROM notes").fetchone())
    assert _state(used) == before
    _next_step(monkeypatch, add_hints)
    with closing(open_database(used, NOW + timedelta(seconds=1))) as db:
        assert one(db, "PRAGMA user_version") == SCHEMA + 1


def test_nothing_is_migrated_while_a_server_holds_the_collection(used: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _next_step(monkeypatch, lambda db: None)
    content = used.read_bytes()

    def refuse() -> None:
        raise Busy("a server runs")

    with pytest.raises(Busy):
        open_database(used, NOW, may_migrate=refuse)
    assert used.read_bytes() == content
    assert not (used.parent / "backups").exists()


def _next_step(monkeypatch: pytest.MonkeyPatch, step: Callable[[Database], None]) -> None:
    """As if the program had one step more."""
    steps = migrations.migrations
    later = type(steps)(steps.name)
    later._migrations = list(steps._migrations)
    later(name="m_next")(step)
    monkeypatch.setattr(migrations, "migrations", later)
    monkeypatch.setattr(migrations, "SCHEMA", SCHEMA + 1)


def _state(path: Path) -> object:
    with closing(connect(path, read_only=True)) as db:
        return state(db), log(db)
