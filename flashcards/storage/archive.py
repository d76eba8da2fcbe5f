"""The collection as rows of plain values, table by table in a fixed order, to be written out and put back whole.

Left out is what can be made anew (the search rows), what only serves a moment (the undo journal, previews, studies), and the
count of writes, which belongs to the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flashcards.storage.database import Connection
from flashcards.storage.search.index import index_notes
from flashcards.storage.statistics import rollups

TABLES = {
    "collection": "id",
    "parameters": "id",
    "media": "name",
    "decks": "id",
    "guides": "id",
    "notes": "id",
    "sources": "id",
    "declined": "guide_id, content_key",
    "cards": "id",
    "review_log": "id",
}
"""What belongs to the collection and the order of its rows. A row comes after those it points to, a picture before its notes."""
FIRST_ROWS = ("collection", "parameters")
"""Tables that even an empty collection has rows in."""
COUNTER = "changes"
"""Of the table collection: the writes so far, which never go back."""

Row = dict[str, object]


def rows(db: Connection, table: str) -> Iterator[Row]:
    """Every row of a table in order, those marked as deleted too."""
    names = ", ".join(columns(db, table))
    return (dict(row) for row in db.execute(f"SELECT {names} FROM {table} ORDER BY {TABLES[table]}"))


def columns(db: Connection, table: str) -> dict[str, str]:
    """The columns of a table that belong to the collection, each with its SQLite type."""
    found = {row["name"]: row["type"] for row in db.execute(f"PRAGMA table_info({table})")}
    return {name: kind for name, kind in found.items() if (table, name) != ("collection", COUNTER)}


def last_ids(db: Connection) -> dict[str, int]:
    """Per table the last id it gave, which it never gives again."""
    return {row["name"]: row["seq"] for row in db.execute("SELECT name, seq FROM sqlite_sequence") if row["name"] in TABLES}


def row_counts(db: Connection) -> dict[str, int]:
    """How many rows each table has, those marked as deleted too."""
    return {table: int(db.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]) for table in TABLES}


def is_empty(db: Connection) -> bool:
    """Whether nothing was ever put into the collection."""
    return not any(number for table, number in row_counts(db).items() if table not in FIRST_ROWS)


def make_room(db: Connection) -> int:
    """Take away the rows an empty collection has; returns its count of writes."""
    counted = int(db.execute(f"SELECT {COUNTER} FROM collection").fetchone()[0])
    for table in FIRST_ROWS:
        db.execute(f"DELETE FROM {table}")
    return counted


def put_back(db: Connection, table: str, row: Mapping[str, object]) -> None:
    """One row as it was. Raises sqlite3.Error when the table does not allow it."""
    names = list(row)
    db.execute(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(':' + name for name in names)})", row)


def complete(db: Connection, last: Mapping[str, int], counted: int) -> None:
    """Make the rest once all rows are there: what can be searched for, sums, and counters that go on from where they were."""
    for table in TABLES:
        db.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
    db.executemany("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", sorted(last.items()))
    db.execute(f"UPDATE collection SET {COUNTER} = ?", (counted,))
    index_notes(db, [row["id"] for row in db.execute("SELECT id FROM notes")])
    rollups.rebuild(db)
