"""Who serves a data folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flashcards.core.errors import Busy
from flashcards.storage.presence import Presence, announce, claimed, find_server, is_served


def test_a_folder_is_served_by_one_at_a_time(tmp_path: Path) -> None:
    assert not is_served(tmp_path)
    with claimed(tmp_path) as is_first, claimed(tmp_path) as is_second:
        assert (is_first, is_second) == (True, False)
        assert is_served(tmp_path)
    assert not is_served(tmp_path)


def test_an_address_is_told_while_the_server_lives(tmp_path: Path) -> None:
    with claimed(tmp_path):
        announce(tmp_path, "http://127.0.0.1:5000/")
        assert find_server(tmp_path) == Presence(os.getpid(), "http://127.0.0.1:5000/")
    assert not (tmp_path / "server.json").exists()


def test_the_address_of_a_killed_server_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flashcards.storage.presence.START_SECONDS", 0.1)
    announce(tmp_path, "http://127.0.0.1:5000/")
    with claimed(tmp_path), pytest.raises(Busy, match="just starting or stopping"):
        find_server(tmp_path)
