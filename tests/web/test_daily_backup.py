"""The backup of the day, made by a server that runs."""

from __future__ import annotations

import signal
from contextlib import closing
from pathlib import Path

import pytest

from flashcards.storage.backups import backups
from flashcards.storage.migrations import open_database
from flashcards.storage.restoration import contents
from tests.build import NOW, import_guide
from tests.web.test_serving import Running

MOST_REQUESTS = 2000


@pytest.mark.parametrize("is_empty", [False, True])
def test_a_server_backs_up_what_there_is_when_it_starts_and_answers_meanwhile(tmp_path: Path, is_empty: bool) -> None:
    with closing(open_database(tmp_path / "flashcards.db", NOW)) as db:
        if not is_empty:
            import_guide(db, "a :: b")
    running = Running(tmp_path, "--port", "0", "--no-open")
    try:
        for _ in range(20 if is_empty else MOST_REQUESTS):
            assert running.ask("/healthz") == 200
            if found := backups(tmp_path / "backups"):
                break
    finally:
        running.end(signal.SIGTERM)
    assert [one.reason for one in found] == ([] if is_empty else ["daily"])
    assert [contents(one.path).cards for one in found] == ([] if is_empty else [1])
    assert not list(tmp_path.glob("backups/*.part"))
