"""The collection as rows of plain values, table by table in a fixed order, to be written out and put back whole.

Left out is what can be made anew (the search rows), what only serves a moment (the undo journal, previews, studies), and the
count of writes, which belongs to the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flashcards.core.deck_names import parents
from flashcards.storage.database import Connection
from flashcards.storage.search.index import index_notes
from flashcards.storage.statistics import rollups

TABLES = {
    "collection": "id",
    "parameters": "id",
    "principles": "id",
    "media": "name",
    "decks": "id",
    "guides": "id",
    "notes": "id",
    "stories": "id",
    "sources": "id",
    "declined": "id",
    "cards": "id",
    "review_log": "id",
    "askings": "id",
    "mocks": "id",
    "takes": "id",
    "retrievals": "id",
}
"""What belongs to the collection and the order of its rows. A row comes after those it points to, a picture before its notes."""
FIRST_ROWS = ("collection", "parameters", "principles")
"""Tables that even an empty collection has rows in."""
COUNTER = "changes"
"""Of the table collection: the writes so far, which never go back."""

CONTRADICTIONS = (
    (
        "decks",
        "it names weights that are not there",
        """SELECT id FROM decks WHERE json_extract(options, '$.parameters_id') NOT IN (SELECT id FROM parameters)""",
    ),
    (
        "stories",
        "its note is no story",
        "SELECT stories.id FROM stories JOIN notes ON notes.id = stories.id WHERE kind <> 'story' OR form <> 'basic'",
    ),
    (
        "cards",
        "its note is asked in another way",
        """SELECT cards.id FROM cards JOIN notes ON notes.id = cards.note_id WHERE cards.deleted_at IS NULL
            AND NOT CASE WHEN notes.id IN (SELECT id FROM stories)
                THEN slot IN (SELECT 'p' || id FROM principles WHERE deleted_at IS NULL) AND is_drilled
            WHEN form = 'cloze' THEN slot GLOB 'c*' WHEN form = 'reversed' THEN slot IN ('', 'reversed') ELSE slot = '' END""",
    ),
)
"""What rows of a table can say against others: the table, the reason, and the ids of such rows."""

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


def contradiction(db: Connection) -> tuple[str, int, str] | None:
    """The table and id of a row that does not go with others, and why; None when all fit together."""
    found = db.execute("SELECT id, name FROM decks WHERE deleted_at IS NULL ORDER BY id")
    names = {row["name"].casefold(): row["id"] for row in found}
    for name, deck_id in names.items():
        if missing := [above for above in parents(name) if above not in names]:
            return "decks", deck_id, f"there is no deck {missing[0][:60]!r} above it"
    for table, why, query in CONTRADICTIONS:
        if row := db.execute(f"{query} LIMIT 1").fetchone():
            return table, row["id"], why
    return None


def complete(db: Connection, last: Mapping[str, int], counted: int) -> None:
    """Make the rest once all rows are there: what can be searched for, sums, and counters that go on from where they were."""
    for table in TABLES:
        db.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
    db.executemany("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", sorted(last.items()))
    db.execute(f"UPDATE collection SET {COUNTER} = ?", (counted,))
    index_notes(db, [row["id"] for row in db.execute("SELECT id FROM notes")])
    rollups.rebuild(db)
