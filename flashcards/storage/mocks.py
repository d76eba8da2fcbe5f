"""Mock interviews: rows to models."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import astuple, replace
from datetime import date

from flashcards.core.errors import NotFound
from flashcards.core.models import LARGEST_ID
from flashcards.core.moment import Moment
from flashcards.core.stories.mock import Mock, Place, Round
from flashcards.storage.database import Connection, readable
from flashcards.storage.journal import Change, update


def mock(db: Connection, mock_id: int) -> Mock:
    """Raises NotFound, also for an id SQLite could not hold."""
    found = find_mock(db, mock_id)
    if found is None:
        raise NotFound("There is no such mock interview. It may have been deleted; see the page Mock.")
    return found


def find_mock(db: Connection, mock_id: int | None) -> Mock | None:
    """None also where it was deleted: takes go on pointing to it."""
    if mock_id is None or not 0 < mock_id <= LARGEST_ID:
        return None
    row = db.execute("SELECT * FROM mocks WHERE id = ? AND deleted_at IS NULL", (mock_id,)).fetchone()
    return _mock(row) if row else None


def newest_mock(db: Connection) -> Mock | None:
    row = db.execute("SELECT * FROM mocks WHERE deleted_at IS NULL ORDER BY id DESC LIMIT 1").fetchone()
    return _mock(row) if row else None


def mocks(db: Connection) -> list[Mock]:
    """The newest first."""
    return [_mock(row) for row in db.execute("SELECT * FROM mocks WHERE deleted_at IS NULL ORDER BY id DESC")]


def insert_mock(db: Connection, name: str, preset: str, rounds: tuple[Round, ...], moment: Moment, begin_id: str = "") -> int:
    cursor = db.execute(
        "INSERT INTO mocks (name, plan, began_at, study_day) VALUES (:name, :plan, :began_at, :study_day)",
        {
            "name": name,
            "plan": _plan(preset, rounds, begin_id),
            "began_at": moment.stamp,
            "study_day": moment.day.isoformat(),
        },
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def set_finished(db: Connection, mock_id: int, finished_at: str) -> Change | None:
    return update(db, "mocks", mock_id, finished_at=finished_at)


def set_forced(db: Connection, mock_id: int, place: int, is_forced: bool) -> None:
    """Remember whether a repeat was forced when a story was chosen for a question; that is not taken back."""
    found = _mock(db.execute("SELECT * FROM mocks WHERE id = ?", (mock_id,)).fetchone())
    if found.places[place].is_forced != is_forced:
        plan = _plan(found.preset, found.with_forced(place, is_forced), found.begin_id)
        db.execute("UPDATE mocks SET plan = :plan WHERE id = :id", {"plan": plan, "id": mock_id})


def rename_in_plans(db: Connection, old: str, new: str) -> list[Change | None]:
    """Let every mock that asks for a principle name it anew."""
    return [
        update(db, "mocks", one.id, plan=_plan(one.preset, [_renamed(found, old, new) for found in one.rounds], one.begin_id))
        for one in mocks(db)
    ]


def _renamed(one: Round, old: str, new: str) -> Round:
    return replace(one, places=tuple(replace(p, principle=new) if p.principle == old else p for p in one.places))


def _plan(preset: str, rounds: Iterable[Round], begin_id: str) -> str:
    plan = {"preset": preset, "rounds": [astuple(one) for one in rounds], "begin_id": begin_id}
    return json.dumps(plan, ensure_ascii=False)


def _mock(row: sqlite3.Row) -> Mock:
    with readable(f"mock {row['id']}"):
        plan = json.loads(row["plan"])
        rounds = tuple(Round(name, minutes, tuple(Place(*place) for place in places)) for name, minutes, places in plan["rounds"])
        return Mock(
            row["id"], row["name"], plan["preset"], rounds, date.fromisoformat(row["study_day"]), row["finished_at"] is not None,
            plan.get("begin_id", ""),
        )  # fmt: skip
