from __future__ import annotations

from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from flashcards.core.errors import BadInput, Damaged, DiskFull, NotFound
from flashcards.storage import backups
from flashcards.storage.backups import back_up
from flashcards.storage.database import Connection, check_integrity, close, connect, write
from flashcards.storage.media import save_media
from tests.build import add_cards, add_deck, log, rate, state


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "backups" / "copy.db"


def test_a_backup_holds_all_that_was_written_even_what_lies_in_the_log_ahead(
    stored: Connection, path: Path, target: Path
) -> None:
    for card_id in add_cards(stored, add_deck(stored), 5):
        rate(stored, card_id)
    assert back_up(path, target) == target
    with closing(connect(target, read_only=True)) as copy:
        assert (state(copy), log(copy)) == (state(stored), log(stored))
        check_integrity(copy)
    assert target.stat().st_mode & 0o077 == 0


def test_backups_taken_amid_writes_are_each_whole(stored: Connection, path: Path, tmp_path: Path) -> None:
    def write_on() -> None:
        db = connect(path)
        for number in range(200):
            with write(db):
                save_media(db, f"{number:03}.png", bytes(1000))
        close(db)

    thread = Thread(target=write_on)
    thread.start()
    copies = [back_up(path, tmp_path / f"{number}.db") for number in range(3)]
    thread.join()
    for copy in map(connect, copies):
        names = [row["name"] for row in copy.execute("SELECT name FROM media ORDER BY name")]
        assert names == [f"{number:03}.png" for number in range(len(names))]
        copy.close()


def test_an_existing_file_is_never_overwritten(stored: Connection, path: Path, target: Path) -> None:
    target.parent.mkdir()
    target.write_bytes(b"precious")
    with pytest.raises(BadInput, match="name another one"):
        back_up(path, target)
    assert target.read_bytes() == b"precious"


def test_a_damaged_collection_gives_no_backup(stored: Connection, path: Path, target: Path) -> None:
    stored.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    stored.close()
    content = bytearray(path.read_bytes())
    content[-4096:] = bytes(4096)
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(Damaged):
        back_up(path, target)
    assert list(target.parent.iterdir()) == []


def test_a_copy_that_breaks_off_is_not_left_lying_about(
    stored: Connection, path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: Path, draft: Path) -> None:
        draft.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups, "_copy", full)
    with pytest.raises(DiskFull):
        back_up(path, target)
    assert list(target.parent.iterdir()) == []


def test_a_copy_that_does_not_open_is_no_backup(
    stored: Connection, path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = backups._copy

    def scramble(source: Path, draft: Path) -> None:
        copy(source, draft)
        content = draft.read_bytes()
        draft.write_bytes(content[:-4096] + bytes(4096))

    monkeypatch.setattr(backups, "_copy", scramble)
    with pytest.raises(Damaged):
        back_up(path, target)
    assert list(target.parent.iterdir()) == []


def test_there_is_nothing_to_back_up_before_the_first_start(path: Path, target: Path) -> None:
    with pytest.raises(NotFound):
        back_up(path, target)
