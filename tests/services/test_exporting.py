"""The collection as JSON: whole, sealed line by line, the same every time."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Generator
from typing import Any, cast

import pytest

from flashcards.services.exporting import export_json
from flashcards.storage import archive
from flashcards.storage.database import Connection
from flashcards.storage.migrations import SCHEMA
from flashcards.storage.statistics.rollups import CONTENTS
from tests.build import PNG, add_deck, import_guide, later, one
from tests.services.lived import live_in

LEFT_OUT = {
    "folders",
    "folder_guides",
    "staged_media",
    "journal",
    "studies",
    "imports",
    "staged_guides",
    "staged_notes",
    *CONTENTS,
}
"""What only serves a moment, or follows from the rest."""


@pytest.fixture
def lived(db: Connection) -> Connection:
    live_in(db)
    return db


def exported(db: Connection) -> bytes:
    return b"".join(export_json(db))


def rows(content: bytes, table: str) -> list[dict[str, Any]]:
    """The rows of a table in an export."""
    return [row for _, name, row in json.loads(content)["lines"] if name == table]


def test_an_export_is_json_with_every_row_on_a_line_of_its_own(lived: Connection) -> None:
    content = exported(lived)
    whole = json.loads(content)
    tables = [table for _, table, _ in whole["lines"]]
    assert (whole["format"], whole["version"], whole["schema"]) == ("flashcards", 1, SCHEMA)
    assert content.count(b"\n") == len(tables) + 2
    assert tables == sorted(tables, key=[*archive.TABLES, "end"].index)
    assert rows(content, "review_log") == [dict(row) for row in lived.execute("SELECT * FROM review_log ORDER BY id")]
    assert rows(content, "end")[0]["rows"] == {table: tables.count(table) for table in archive.TABLES}


def test_every_table_is_exported_or_known_to_be_left_out(db: Connection) -> None:
    tables = {row["name"] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {name for name in tables if not name.startswith(("search", "sqlite_", "_sqlite_"))} == LEFT_OUT | set(archive.TABLES)


def test_what_was_deleted_or_undone_goes_along_and_previews_do_not(lived: Connection) -> None:
    content = exported(lived)
    assert [row["front"] for row in rows(content, "notes") if row["deleted_at"]] == ["topic", "taken"]
    assert {row["kind"] for row in rows(content, "review_log")} == {"rating", "undo", "redo"}
    assert b"not yet" not in content


def test_a_picture_goes_along_as_base64(lived: Connection) -> None:
    pictures = rows(exported(lived), "media")
    assert [base64.b64decode(row["content"]) for row in pictures] == [PNG]


def test_exporting_twice_gives_the_same_bytes_and_writes_nothing(lived: Connection) -> None:
    before = lived.total_changes
    assert exported(lived) == exported(lived)
    assert lived.total_changes == before


def test_an_import_that_changes_nothing_does_not_show(lived: Connection) -> None:
    before = exported(lived)
    import_guide(lived, "S3 :: objects by key", path="stores.md", deck="AWS::Stores", at=later(20))
    assert exported(lived) == before


def test_each_line_begins_with_a_checksum_of_all_content_up_to_its_end(lived: Connection) -> None:
    first, *lines, closing = exported(lived).splitlines(keepends=True)
    so_far, before = hashlib.sha256(first), ""
    for line in lines:
        before = so_far.hexdigest()
        so_far.update(line.rstrip(b",\n").removesuffix(b"]")[len('["12345678",') :])
        assert line[2:10].decode() == so_far.hexdigest()[:8]
    assert json.loads(lines[-1])[2]["digest"] == before
    assert closing == b"]}\n"


def test_rows_are_read_one_by_one_in_one_snapshot(lived: Connection) -> None:
    lines = cast("Generator[bytes]", export_json(lived))
    next(lines)
    assert lived.in_transaction
    lines.close()
    assert not lived.in_transaction


def test_an_empty_collection_has_an_export_too(db: Connection) -> None:
    tables = [table for _, table, _ in json.loads(exported(db))["lines"]]
    assert list(dict.fromkeys(tables)) == ["collection", "parameters", "principles", "end"]
    add_deck(db, "Ödland")
    assert rows(exported(db), "decks")[0]["name"] == "Ödland"
    assert one(db, "SELECT COUNT(*) FROM decks") == 1
