"""Backups made, kept and thinned out; and the way back, which loses nothing."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from flashcards.core.errors import BadInput, Busy, Damaged, DiskFull, FlashcardsError, NotFound, TooNew, UnreadableFile
from flashcards.core.keeping import kept
from flashcards.services.backing_up import (
    Restoration,
    back_up_before,
    back_up_daily,
    back_up_now,
    folder_of,
    last_good,
    plan_restore,
    restore,
)
from flashcards.services.checking import check
from flashcards.storage import backups as copies
from flashcards.storage import restoration
from flashcards.storage.backups import back_up, backups, daily_name
from flashcards.storage.database import Connection, close, connect, locked
from flashcards.storage.migrations import SCHEMA, open_database
from tests.build import MOMENT, NOW, TODAY, add_cards, add_deck, import_guide, later, log, rate, state
from tests.services.lived import live_in
from tests.storage.test_migrations import KINDS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def filled(stored: Connection) -> Connection:
    """A collection on disk with a card."""
    add_cards(stored, add_deck(stored), 1)
    return stored


@pytest.fixture
def used(filled: Connection, path: Path) -> Path:
    """Where a collection with some history lies, closed; a day later there was a backup, and then more history."""
    for card_id in add_cards(filled, add_deck(filled), 5):
        rate(filled, card_id)
    back_up_daily(filled, later(1))
    rate(filled, 2, at=later(1.5))
    close(filled)
    return path


def names(path: Path) -> list[str]:
    return sorted(file.name for file in folder_of(path).iterdir())


def content(path: Path) -> object:
    with closing(connect(path, read_only=True)) as db:
        return state(db), log(db)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


# Making and keeping


def test_a_study_day_gets_one_backup_that_says_when_it_was_made(filled: Connection, path: Path) -> None:
    assert back_up_daily(filled, later(hours=15)) == folder_of(path) / daily_name(TODAY)
    assert back_up_daily(filled, later(hours=18)) is None  # 03:00 is still the evening before
    assert back_up_daily(filled, later(hours=20)) is not None
    found = backups(folder_of(path))
    assert [(one.reason, one.made_at, one.is_whole) for one in found] == [
        ("daily", later(hours=20).at, True),
        ("daily", later(hours=15).at, True),
    ]


def test_nothing_is_backed_up_before_there_is_anything(stored: Connection, path: Path) -> None:
    assert back_up_daily(stored, MOMENT) is None
    assert back_up_before(stored, "import", NOW) is None
    assert not folder_of(path).exists()


def test_a_backup_that_was_lost_is_made_again(filled: Connection, path: Path) -> None:
    back_up_daily(filled, MOMENT)
    shutil.rmtree(folder_of(path))
    assert back_up_daily(filled, MOMENT)


def test_over_400_days_the_golden_set_is_kept_and_what_people_made_stays(
    filled: Connection, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_hand = {back_up_now(path, NOW).name, back_up_before(filled, "merge", NOW - timedelta(days=9)).name}  # type: ignore[union-attr]
    (folder_of(path) / "daily-2025-13-41.db").write_bytes(b"no day of ours")
    made = []

    def quick(source: Path, target: Path, made_at: object) -> Path:
        made.append(target)
        target.write_bytes(b"")
        return target

    monkeypatch.setattr("flashcards.services.backing_up.back_up", quick)
    for day in range(400):
        before = set(names(path))
        back_up_daily(filled, later(day))
        assert made[-1].name in names(path)
        assert before - set(names(path)) <= {name for name in before if name.startswith("daily-")}
    days = kept([later(day).day for day in range(400)])
    assert set(names(path)) == {daily_name(day) for day in days} | by_hand | {"daily-2025-13-41.db"}


def test_no_old_backup_goes_while_a_new_one_fails(filled: Connection, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in range(12):
        back_up_daily(filled, later(day))
    before = names(path)

    def full(source: Path, draft: Path) -> None:
        draft.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copies, "_copy", full)
    with pytest.raises(DiskFull):
        back_up_daily(filled, later(12))
    assert names(path) == before


def test_a_copy_that_lacks_rows_is_no_backup(filled: Connection, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = copies._copy

    def lose(source: Path, draft: Path) -> None:
        copy(source, draft)
        with closing(sqlite3.connect(draft)) as db:
            db.execute("DELETE FROM cards")
            db.commit()

    monkeypatch.setattr(copies, "_copy", lose)
    with pytest.raises(FlashcardsError, match="lacks rows of cards"):
        back_up_daily(filled, MOMENT)
    assert names(path) == []


@pytest.mark.skipif(os.name != "posix", reason="no SIGKILL")
def test_a_backup_that_is_killed_leaves_no_file_that_counts_as_one(filled: Connection, path: Path) -> None:
    script = """
import os, sys
from pathlib import Path
from flashcards.storage import backups
backups._check = lambda *_: os.kill(os.getpid(), 9)
backups.back_up(Path(sys.argv[1]), Path(sys.argv[2]))
"""
    target = folder_of(path) / daily_name(TODAY)
    subprocess.run([sys.executable, "-c", script, str(path), str(target)], cwd=ROOT, check=False)
    assert [name.rpartition(".")[2] for name in names(path)] == ["part"]
    assert backups(folder_of(path)) == []
    assert back_up_daily(filled, MOMENT) == target
    assert [one.path for one in backups(folder_of(path))] == [target]


def test_what_a_killed_backup_left_is_swept_up_a_day_later(filled: Connection, path: Path) -> None:
    folder_of(path).mkdir()
    for name, at in (("old.db.part", NOW - timedelta(days=2)), ("new.db.part", NOW)):
        (folder_of(path) / name).write_bytes(b"half")
        os.utime(folder_of(path) / name, (at.timestamp(), at.timestamp()))
    back_up_daily(filled, MOMENT)
    assert names(path) == [daily_name(TODAY), "new.db.part"]


def test_before_a_large_change_there_is_a_backup_of_the_last_half_hour(filled: Connection, path: Path) -> None:
    assert back_up_before(filled, "import", NOW)
    assert back_up_before(filled, "import", NOW + timedelta(minutes=29)) is None
    assert back_up_before(filled, "import", NOW + timedelta(minutes=31))
    assert [one.reason for one in backups(folder_of(path))] == ["before import", "before import"]


def test_a_forced_backup_is_made_however_new_another_is_and_two_within_a_second_are_two(filled: Connection, path: Path) -> None:
    made = [back_up_before(filled, "reschedule", NOW, is_forced=True) for _ in range(2)]
    assert len(set(made)) == 2
    assert [one.reason for one in backups(folder_of(path))] == ["before reschedule"] * 2


def test_of_backups_before_each_kind_of_change_the_newest_ten_stay(filled: Connection, path: Path) -> None:
    folder_of(path).mkdir()
    (folder_of(path) / "before-holiday.db").write_bytes(b"mine")
    by_hand = back_up_now(path, NOW - timedelta(days=99))
    merge = back_up_before(filled, "merge", NOW - timedelta(days=98))
    made = [back_up_before(filled, "import", later(day).at) for day in range(12)]
    left = set(folder_of(path).iterdir())
    assert left == {by_hand, merge, folder_of(path) / "before-holiday.db", *made[2:]}
    after_a_clock_set_back = back_up_before(filled, "import", NOW - timedelta(days=50))
    assert set(folder_of(path).iterdir()) == left - {made[2]} | {after_a_clock_set_back}


def test_no_backup_before_a_change_goes_while_a_new_one_fails(
    filled: Connection, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(10):
        back_up_before(filled, "import", later(day).at)
    before = names(path)
    monkeypatch.setattr(copies, "_check", _damaged)
    with pytest.raises(Damaged):
        back_up_before(filled, "import", later(10).at)
    assert names(path) == before


def _damaged(*_: object) -> None:
    raise Damaged("the copy is not sound")


def test_two_backups_by_hand_within_a_second_are_two(filled: Connection, path: Path) -> None:
    assert back_up_now(path, NOW) != back_up_now(path, NOW)
    assert [one.reason for one in backups(folder_of(path))] == ["by hand", "by hand"]


def test_the_last_good_backup_is_whole_and_not_what_was_replaced(filled: Connection, path: Path) -> None:
    good = back_up_now(path, NOW)
    (folder_of(path) / "replaced-20261111T090000.db").write_bytes(good.read_bytes())
    (folder_of(path) / "cut.db").write_bytes(good.read_bytes()[:-1])
    found = backups(folder_of(path))
    assert [one.path.name for one in found if not one.is_whole] == ["cut.db"]
    assert last_good(found) == next(one for one in found if one.path == good)


# Going back


def do(path: Path, wanted: Path | None = None) -> Restoration:
    return restore(path, plan_restore(path, wanted), NOW)


def test_a_plan_tells_what_would_become_of_what_and_changes_nothing(used: Path) -> None:
    before = digest(used), names(used)
    plan = plan_restore(used, None)
    assert (plan.holds.cards, plan.holds.reviews, plan.holds.schema) == (6, 5, SCHEMA)
    assert plan.present is not None
    assert plan.present.reviews == 6
    assert plan.made_at == later(1).at
    assert (digest(used), names(used)) == before


def test_restoring_the_newest_backup_brings_back_its_state_and_keeps_what_was_there(used: Path) -> None:
    was, backup = content(used), folder_of(used) / daily_name(later(1).day)
    done = do(used)
    assert content(used) == content(backup)
    assert done.kept is not None
    assert content(done.kept) == was
    with closing(open_database(used, NOW)) as db:
        assert check(db).differences == ()
        rate(db, 3, at=later(2))


def test_what_lay_in_the_log_ahead_is_kept_too(used: Path) -> None:
    db = connect(used)
    db.execute("PRAGMA wal_autocheckpoint=0")
    rate(db, 4, at=later(1.6))
    was = state(db), log(db)
    aside = used.with_name("aside")
    for ending in ("", "-wal"):
        shutil.copy(f"{used}{ending}", f"{aside}{ending}")
    close(db)
    for ending in ("", "-wal"):
        shutil.move(f"{aside}{ending}", f"{used}{ending}")
    done = do(used)
    assert done.kept is not None
    assert content(done.kept) == was
    assert [file.name for file in used.parent.glob("*-wal")] == []


def test_the_drill_the_newest_backup_into_an_empty_folder(tmp_path: Path, path: Path) -> None:
    with closing(open_database(path, NOW)) as db:
        live_in(db)
        was = state(db), log(db)
        backup = back_up_daily(db, later(12))
    elsewhere = tmp_path / "elsewhere" / path.name
    elsewhere.parent.mkdir()
    plan = plan_restore(elsewhere, backup)
    assert plan.present is None
    assert restore(elsewhere, plan, NOW).kept is None
    assert content(elsewhere) == was
    assert sorted(file.name for file in elsewhere.parent.iterdir()) == ["flashcards.db", "flashcards.lock"]
    with closing(open_database(elsewhere, NOW)) as db:
        assert check(db).differences == ()


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_backup_is_refused_and_nothing_is_touched(used: Path, kind: str) -> None:
    backup = folder_of(used) / daily_name(later(1).day)
    backup.write_bytes(KINDS[kind](backup.read_bytes()))
    before = digest(used), names(used), digest(backup)
    with pytest.raises(UnreadableFile) as told:
        do(used, backup)
    assert str(backup) in told.value.message
    assert "Nothing was changed" in told.value.message
    assert (digest(used), names(used), digest(backup)) == before


@pytest.mark.parametrize("kind", KINDS)
def test_the_newest_backup_is_the_newest_good_one(used: Path, kind: str) -> None:
    good = folder_of(used) / daily_name(later(1).day)
    (folder_of(used) / "worse.db").write_bytes(KINDS[kind](good.read_bytes()))
    plan = plan_restore(used, None)
    assert plan.backup == good
    assert "worse.db" in plan.passed_over[0]


def test_a_backup_of_a_newer_program_is_refused(used: Path) -> None:
    backup = folder_of(used) / daily_name(later(1).day)
    with closing(sqlite3.connect(backup)) as db:
        db.execute("PRAGMA user_version=999999")
    before = digest(used), names(used)
    with pytest.raises(TooNew, match="Upgrade the program"):
        do(used, backup)
    assert (digest(used), names(used)) == before


@pytest.mark.parametrize("statement", ["CREATE TABLE x (y)", "PRAGMA user_version=4; CREATE TABLE cards (id)"])
def test_a_database_of_something_else_is_refused(used: Path, tmp_path: Path, statement: str) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as db:
        db.executescript(statement)
    before = digest(used), names(used)
    with pytest.raises(UnreadableFile, match="none of flashcards"):
        do(used, other)
    assert (digest(used), names(used)) == before


def test_no_file_a_folder_and_the_collection_itself_are_refused(used: Path, tmp_path: Path) -> None:
    for wanted in (tmp_path / "nowhere.db", tmp_path):
        with pytest.raises(UnreadableFile, match="no such file"):
            plan_restore(used, wanted)
    with pytest.raises(BadInput, match="the collection itself"):
        plan_restore(used, used)


def test_without_a_backup_there_is_nothing_to_restore(path: Path) -> None:
    with pytest.raises(NotFound, match="no backup to restore"):
        plan_restore(path, None)


def test_a_backup_can_be_named_by_its_name_alone(used: Path) -> None:
    name = daily_name(later(1).day)
    assert plan_restore(used, Path(name)).backup == folder_of(used) / name


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_collection_is_replaced_and_kept_as_it_is(used: Path, kind: str) -> None:
    damaged = KINDS[kind](used.read_bytes())
    used.write_bytes(damaged)
    used.with_name(f"{used.name}-wal").write_bytes(b"what was left of a log")
    done = do(used)
    assert done.present is None
    assert done.kept is not None
    assert done.kept.read_bytes() == damaged
    assert done.kept.with_name(f"{done.kept.name}-wal").read_bytes() == b"what was left of a log"
    assert content(used) == content(done.backup)
    assert not used.with_name(f"{used.name}-wal").exists()


def test_an_older_backup_is_brought_up_to_date_and_left_as_it_is(path: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as db:
        db.executescript((ROOT / "tests" / "golden" / "schemas" / "v1.sql").read_text(encoding="utf-8"))
    before = digest(old)
    assert plan_restore(path, old).holds.schema == 1
    do(path, old)
    assert digest(old) == before
    with closing(open_database(path, NOW)) as db:
        assert check(db).differences == ()
    assert not folder_of(path).exists()  # it came up to date before it took the name


def test_a_collection_others_have_open_is_not_replaced(used: Path) -> None:
    other = connect(used)
    other.execute("BEGIN")
    other.execute("SELECT * FROM cards").fetchone()
    before = content(used)
    with pytest.raises(Busy):
        do(used)
    other.rollback()
    close(other)
    assert content(used) == before
    assert not used.with_suffix(".restored").exists()


@pytest.mark.parametrize("step", ["_make_ready", "_settle", "_keep", "sync"])
def test_whatever_fails_leaves_the_collection_as_it_was(used: Path, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    was = content(used)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restoration, step, fail)
    with pytest.raises(DiskFull):
        do(used)
    monkeypatch.undo()
    assert content(used) == was
    assert not used.with_suffix(".restored").exists()
    assert do(used).kept is not None


def test_what_was_replaced_comes_back_when_it_is_named_and_only_then(used: Path) -> None:
    was, first = content(used), do(used)
    assert first.kept is not None
    assert plan_restore(used, None).backup == first.backup
    do(used, first.kept)
    assert content(used) == was


def test_the_lock_is_free_afterwards(used: Path) -> None:
    do(used)
    with locked(used) as seconds_left:
        assert seconds_left > 1


def test_an_import_goes_on_after_a_restore(used: Path) -> None:
    do(used)
    with closing(open_database(used, NOW)) as db:
        assert import_guide(db, "new :: one").added == 1
        assert back_up(used, folder_of(used) / "after.db")
