from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from flashcards.storage.database import DATABASE_NAME, Connection
from flashcards.storage.migrations import memory_database, open_database
from tests.build import NOW

settings.register_profile("flashcards", deadline=None)
settings.load_profile("flashcards")


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
