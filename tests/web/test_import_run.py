"""Guides that take long are read by a child, while the server answers; how that ends stands in the database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from flashcards.core.errors import Stale, UnreadableFile
from flashcards.services.imports.gathering import Gathered
from flashcards.services.imports.preparing import STOPPED, begin_import, cancel_import, read_import
from flashcards.storage import previews, staging
from flashcards.storage.database import Connection
from flashcards.storage.migrations import open_database
from flashcards.storage.staged import StagedImport
from flashcards.web import import_run
from flashcards.web.app import create_app
from flashcards.web.import_run import UNEXPECTED, Readings, begin, end
from tests import build
from tests.build import MOMENT, NOW
from tests.web.conftest import Browser, Clock

FILES = {f"guide-{number}.md": build.guide(f"Term {number} :: fact {number}", title=f"Guide {number}") for number in range(3)}
FEW, MANY = Gathered(FILES), Gathered({**FILES, "long.md": b"word " * (import_run.SMALL_BYTES // 5)})


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    found = open_database(tmp_path / "flashcards.db", NOW)
    yield found
    found.close()


@pytest.fixture
def readings(db: Connection) -> Iterator[Readings]:
    assert db.path
    made = Readings()
    yield made
    end(made, db.path)


def ended(db: Connection, readings: Readings, import_id: int) -> StagedImport:
    """An import once nobody reads it any more."""
    assert readings.watcher
    readings.watcher.join()
    return staging.staged_import(db, import_id)


def test_a_few_guides_are_ready_at_once(db: Connection, readings: Readings) -> None:
    import_id = begin(readings, db, FEW, MOMENT)
    assert staging.staged_import(db, import_id).state == "ready"
    assert readings.child is None


def test_many_are_read_by_a_child_and_staged_as_they_would_be_at_once(db: Connection, readings: Readings) -> None:
    import_id = begin(readings, db, MANY, MOMENT)
    assert staging.staged_import(db, import_id).state == "reading"
    head = ended(db, readings, import_id)
    assert (head.state, head.done, head.total, head.problem) == ("ready", 4, 4, "")
    at_once = read_import(db, MANY, MOMENT)
    in_background, at_once = (list(staging.notes(db, read).values()) for read in (import_id, at_once))
    shown = [[[(note.front_html, note.draft) for note in notes] for notes in read] for read in (in_background, at_once)]
    assert shown[0] == shown[1]


def test_a_cancelled_import_leaves_nothing(db: Connection, readings: Readings) -> None:
    import_id = begin(readings, db, MANY, MOMENT)
    cancel_import(db, import_id)
    assert ended(db, readings, import_id).state == "cancelled"
    assert staging.guides(db, import_id) == []


def test_only_one_large_import_is_read_at_a_time(db: Connection, readings: Readings) -> None:
    begin(readings, db, MANY, MOMENT)
    with pytest.raises(Stale, match="being read already"):
        begin(readings, db, MANY, MOMENT)
    assert build.one(db, "SELECT COUNT(*) FROM imports") == 1


def test_what_cannot_be_read_says_why(db: Connection, readings: Readings) -> None:
    import_id = begin(readings, db, Gathered({"broken.md": b"%PDF\x00\x01" * import_run.SMALL_BYTES}), MOMENT)
    head = ended(db, readings, import_id)
    assert head.state == "failed"
    assert "broken.md" in head.problem


def test_a_few_that_cannot_be_read_leave_no_import(db: Connection, readings: Readings) -> None:
    with pytest.raises(UnreadableFile):
        begin(readings, db, Gathered({"broken.md": b"%PDF-1.4\x00\x01"}), MOMENT)
    assert build.one(db, "SELECT COUNT(*) FROM imports") == 0


def test_an_import_whose_child_died_has_failed(db: Connection, readings: Readings) -> None:
    import_id = begin(readings, db, MANY, MOMENT)
    assert readings.child
    readings.child.kill()
    head = ended(db, readings, import_id)
    assert (head.state, head.problem) == ("failed", UNEXPECTED)
    assert staging.guides(db, import_id) == []


def test_a_server_that_ends_stops_reading(db: Connection, readings: Readings) -> None:
    assert db.path
    import_id = begin(readings, db, MANY, MOMENT)
    end(readings, db.path)
    head = ended(db, readings, import_id)
    assert (head.state, head.problem) == ("failed", STOPPED)


def test_after_it_another_import_can_be_read(db: Connection, readings: Readings) -> None:
    assert db.path
    ended(db, readings, begin(readings, db, MANY, MOMENT))
    assert ended(db, readings, begin(readings, db, MANY, MOMENT)).state == "ready"


def test_a_start_says_of_what_was_being_read_that_it_failed(tmp_path: Path, db: Connection) -> None:
    import_id = begin_import(db, 3, MOMENT)
    app = create_app(tmp_path / "flashcards.db", lambda: NOW)
    head = staging.staged_import(db, import_id)
    assert (head.state, head.problem) == ("failed", STOPPED)
    app.extensions["flashcards"].close()


def test_a_server_that_starts_or_ends_leaves_the_imports_of_commands_alone(tmp_path: Path, db: Connection) -> None:
    import_id = begin_import(db, 3, MOMENT, is_private=True)
    create_app(tmp_path / "flashcards.db", lambda: NOW).extensions["flashcards"].close()
    assert staging.staged_import(db, import_id).state == "reading"
    assert previews.waiting(db, 10) == []


def test_where_no_child_can_be_started_nothing_is_left(
    db: Connection, readings: Readings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/no/such/python")
    with pytest.raises(OSError, match="no/such"):
        begin(readings, db, MANY, MOMENT)
    assert build.one(db, "SELECT COUNT(*) FROM imports") == 0


def test_cards_are_rated_while_guides_are_read(learner: Browser, app: tuple[Flask, Clock, Path]) -> None:
    answer = learner.upload(MANY.guides["long.md"] + b"\n\nS3 :: objects\n", "long.md")
    assert answer.status_code == 200
    assert learner.scalar("SELECT state FROM imports ORDER BY id DESC") == "reading"
    assert learner.rate(3).status_code == 303
    watcher = app[0].extensions["flashcards"].readings.watcher
    watcher.join()
    assert learner.scalar("SELECT state FROM imports ORDER BY id DESC") == "ready"
