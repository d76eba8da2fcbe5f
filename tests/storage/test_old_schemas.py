"""Collections that released versions left behind, as text: each is brought up to date and loses nothing.

A fixture is written by the version of its name: `iterdump` of a collection with reviews, undone and redone ratings, a guide
imported twice, a picture, and an import that was never applied; then its PRAGMA user_version.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from flashcards.core.errors import Stale
from flashcards.services.checking import check
from flashcards.services.imports.importing import apply_import
from flashcards.services.undoing import redo, undo
from flashcards.storage.database import check_integrity
from flashcards.storage.journal import DEPTH
from flashcards.storage.migrations import SCHEMA, open_database
from tests.build import journal, later, log, one, state

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = sorted((ROOT / "tests" / "golden" / "schemas").glob("v*.sql"))
LOG_COLUMNS = """id, review_id, card_id, deck_id, kind, reverses_id, rating, reviewed_at, study_day, time_zone, took_ms, turn,
    before, after, step_seconds, interval_days, desired_retention, parameters_id"""
TRIGGERS = {"review_log_keeps_rows", "review_log_loses_no_row", "review_log_replaces_no_row"}
AFTER = later(12)
MOMENTS = 10
MIGRATE = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from flashcards.storage import migrations
last, count = int(sys.argv[2]), 0
def trace(statement):
    global count
    count += 1
    if count == last:
        os.kill(os.getpid(), signal.SIGKILL)
connect = migrations.connect
def traced(path, **options):
    db = connect(path, **options)
    db.set_trace_callback(trace)
    return db
migrations.connect = traced
migrations.open_database(Path(sys.argv[1]), datetime(2026, 11, 22, tzinfo=UTC)).close()
print(count)
"""
"""Opens a collection, and is killed before the statement of that number; says how many there are when it is not."""


@pytest.fixture(params=FIXTURES, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, path: Path) -> Path:
    """A collection as that version left it."""
    with closing(sqlite3.connect(path)) as db:
        db.executescript(request.param.read_text(encoding="utf-8"))
    return path


def test_there_is_a_fixture_of_every_released_schema() -> None:
    assert [path.stem for path in FIXTURES] == ["v1"]


def test_an_old_collection_is_brought_up_to_date_and_keeps_every_review(old: Path) -> None:
    before, counts = _log(old), _counts(old)
    with closing(open_database(old, AFTER.at)) as db:
        assert one(db, "PRAGMA user_version") == SCHEMA
        assert _log(old) == before
        assert _counts(old) == counts
        assert check(db).differences == ()
        check_integrity(db)
        assert {row["name"] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")} == TRIGGERS
        assert [row["rowid"] for row in db.execute("SELECT rowid FROM search WHERE search MATCH 'message*' ORDER BY rowid")] == [
            1, 2, 3,
        ]  # fmt: skip
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            db.execute("DELETE FROM review_log")


def test_what_could_be_undone_before_can_be_undone_after(old: Path) -> None:
    with closing(open_database(old, AFTER.at)) as db:
        redo(db, None, AFTER)
        undone = [undo(db, None, AFTER).label for _ in range(DEPTH)]
        assert undone[:3] == ["Flagged a card", "Suspended a card", "Imported stores.md"]
        with pytest.raises(Stale):
            undo(db, None, AFTER)
        assert check(db).differences == ()
        assert one(db, "SELECT front || back FROM notes WHERE id = 5") == "EBSblocks"
        assert [row[0] for row in db.execute("SELECT rowid FROM search WHERE search MATCH 'disk'")] == []


def test_an_import_that_was_staged_before_can_be_applied_after(old: Path) -> None:
    with closing(open_database(old, AFTER.at)) as db:
        staged = one(db, "SELECT id FROM imports WHERE applied_at IS NULL")
        applied = apply_import(db, staged, AFTER)
        assert applied is not None
        assert applied.added == 2


@pytest.mark.skipif(os.name != "posix", reason="no SIGKILL")
def test_a_migration_that_is_killed_leaves_the_old_schema_or_the_new_one(old: Path, tmp_path: Path) -> None:
    content, released = old.read_bytes(), _version(old)
    statements = int(_migrated(old, 0).stdout)
    done = _whole(old)
    left = []
    for number in [*range(2, statements, statements // MOMENTS), statements]:
        path = tmp_path / str(number) / old.name
        path.parent.mkdir()
        path.write_bytes(content)
        assert _migrated(path, number).returncode == -signal.SIGKILL
        left.append(_version(path))
        assert _has_forms(path) == (left[-1] == SCHEMA)
        assert _whole(path) == done
        assert [_version(backup) for backup in path.parent.glob("backups/before-schema-*.db")].count(released) > 0
    assert set(left) == {released, SCHEMA}


def _migrated(path: Path, last: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", MIGRATE, str(path), str(last)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def _whole(path: Path) -> object:
    """All there is once it is brought up to date."""
    with closing(open_database(path, AFTER.at)) as db:
        check_integrity(db)
        assert check(db).differences == ()
        return state(db), log(db), journal(db)


def _raw(path: Path, question: str) -> list[tuple[object, ...]]:
    """As SQLite alone has it, whatever the schema."""
    with closing(sqlite3.connect(path)) as db:
        return db.execute(question).fetchall()


def _version(path: Path) -> object:
    return _raw(path, "PRAGMA user_version")[0][0]


def _has_forms(path: Path) -> bool:
    return "form" in [column[1] for column in _raw(path, "PRAGMA table_info(notes)")]


def _log(path: Path) -> list[tuple[object, ...]]:
    """The columns every version had."""
    return _raw(path, f"SELECT {LOG_COLUMNS} FROM review_log ORDER BY id")


def _counts(path: Path) -> list[object]:
    tables = ("decks", "guides", "notes", "sources", "cards", "review_log", "journal", "media", "imports", "staged_notes")
    return [_raw(path, f"SELECT COUNT(*) FROM {table}") for table in tables]
