from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from flashcards.storage.database import DATABASE_NAME, Connection
from flashcards.storage.migrations import memory_database, open_database
from tests.build import NOW

# The same examples every time where a change is judged; elsewhere new ones, to find what nobody thought of.
settings.register_profile("judged", deadline=None, derandomize=True)
settings.register_profile("searching", deadline=None)
settings.load_profile("judged" if os.environ.get("CI") else "searching")


@pytest.fixture
def db() -> Iterator[Connection]:
    """An empty collection in memory."""
    connection = memory_database()
    yield connection
    connection.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a collection on disk lies; the file is not made yet."""
    return tmp_path / DATABASE_NAME


@pytest.fixture
def stored(path: Path) -> Iterator[Connection]:
    """An empty collection on disk, at `path`."""
    connection = open_database(path, NOW)
    yield connection
    connection.close()
