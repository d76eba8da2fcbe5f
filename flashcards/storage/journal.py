"""What can be undone: for every action the columns it changed, before and after. Rows are never removed, only marked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flashcards.storage.database import Connection
from flashcards.storage.search.index import SEARCHED, index_notes
from flashcards.storage.settings import revise_options

DEPTH = 30
"""Steps of undo that are kept."""

TABLES = (
    "cards",
    "decks",
    "declined",
    "guides",
    "imports",
    "mocks",
    "notes",
    "principles",
    "retrievals",
    "sources",
    "stories",
    "takes",
)


@dataclass(frozen=True, slots=True)
class Change:
    """The same columns of one or more rows of a table, before and after."""

    table: str
    ids: tuple[int, ...]
    before: Mapping[str, object]
    after: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Action:
    """A step that can be undone or redone. card_id: the card it was about, if one. log_ids: the log rows it wrote."""

    id: int
    label: str
    card_id: int | None
    log_ids: range


def update(db: Connection, table: str, row_id: int, **columns: object) -> Change | None:
    """Write columns of one row; None when they already say so."""
    row = db.execute(f"SELECT {', '.join(columns)} FROM {_known(table)} WHERE id = ?", (row_id,)).fetchone()
    before = {name: row[name] for name in columns if row[name] != columns[name]}
    if not before:
        return None
    change = Change(table, (row_id,), before, {name: columns[name] for name in before})
    _write(db, table, change.ids, change.after)
    return change


def update_all(
    db: Connection, table: str, ids: Sequence[int], before: Mapping[str, object], after: Mapping[str, object]
) -> Change:
    """Write the same columns of several rows; all of them say `before`."""
    _write(db, _known(table), ids, after)
    return Change(table, tuple(ids), before, after)


def inserted(table: str, ids: Sequence[int], stamp: str) -> Change:
    """Rows that came to be: undone, they are marked as deleted."""
    return Change(table, tuple(ids), {"deleted_at": stamp}, {"deleted_at": None})


def delete_rows(db: Connection, ids: Mapping[str, Sequence[int]], stamp: str) -> list[Change]:
    """Mark rows as deleted that were there until now. ids: by table."""
    return [update_all(db, table, rows, {"deleted_at": None}, {"deleted_at": stamp}) for table, rows in ids.items() if rows]


def record(
    db: Connection,
    label: str,
    changes: Iterable[Change | None],
    stamp: str,
    *,
    card_id: int | None = None,
    log_ids: range = range(0),
) -> None:
    """Put an action on top. What had been undone can no longer be redone. Nothing is recorded when nothing changed.

    log_ids: the rows of the review log it wrote, one after another.
    """
    made = [change for change in changes if change]
    if not made:
        return
    first, last = (log_ids[0], log_ids[-1]) if log_ids else (None, None)
    db.execute("DELETE FROM journal WHERE is_undone")
    db.execute(
        """INSERT INTO journal (label, made_at, card_id, log_id, last_log_id, changes)
        VALUES (:label, :stamp, :card_id, :first, :last, :changes)""",
        {"label": label, "stamp": stamp, "card_id": card_id, "first": first, "last": last, "changes": _packed(made)},
    )
    db.execute(
        "DELETE FROM journal WHERE id <= (SELECT id FROM journal ORDER BY id DESC LIMIT 1 OFFSET :depth)", {"depth": DEPTH}
    )


def undoable(db: Connection) -> Action | None:
    """The newest action in effect."""
    return _action(db, f"SELECT {_ACTION} FROM journal WHERE NOT is_undone ORDER BY id DESC LIMIT 1")


def redoable(db: Connection) -> Action | None:
    """The oldest action that was undone."""
    return _action(db, f"SELECT {_ACTION} FROM journal WHERE is_undone ORDER BY id LIMIT 1")


def undone_columns(db: Connection, table: str, row_id: int) -> Mapping[str, object]:
    """What a redo would write into a row now; empty where it would leave it as it is."""
    action = redoable(db)
    changes = _changes(db, action) if action else []
    return next((change.after for change in changes if change.table == table and row_id in change.ids), {})


def revert(db: Connection, action: Action) -> None:
    """Put back what stood before."""
    for change in reversed(_changes(db, action)):
        _write(db, change.table, change.ids, change.before)
    db.execute("UPDATE journal SET is_undone = 1 WHERE id = ?", (action.id,))


def reapply(db: Connection, action: Action) -> None:
    """Do it once more."""
    for change in _changes(db, action):
        _write(db, change.table, change.ids, change.after)
    db.execute("UPDATE journal SET is_undone = 0 WHERE id = ?", (action.id,))


def _write(db: Connection, table: str, ids: Sequence[int], columns: Mapping[str, object]) -> None:
    """A card counts every change, also one that goes back, or an old tab would look fresh; a new wording or deck of its note
    counts too. What can be searched for follows.
    """
    assignments = [f"{name} = :{name}" for name in columns] + (["changes = changes + 1"] if table == "cards" else [])
    db.executemany(
        f"UPDATE {_known(table)} SET {', '.join(assignments)} WHERE id = :id", [{**columns, "id": row_id} for row_id in ids]
    )
    if table == "decks":
        revise_options(db)
    if table == "notes" and {*SEARCHED, "deleted_at"} & set(columns):
        index_notes(db, ids)
    if table == "notes" and {"front_html", "back_html", "deck_id"} & set(columns):
        db.executemany("UPDATE cards SET changes = changes + 1 WHERE note_id = ?", [(note_id,) for note_id in ids])


_ACTION = "id, label, card_id, log_id, COALESCE(last_log_id, log_id) AS last_log_id"


def _action(db: Connection, question: str) -> Action | None:
    row = db.execute(question).fetchone()
    if row is None:
        return None
    log_ids = range(row["log_id"], row["last_log_id"] + 1) if row["log_id"] else range(0)
    return Action(row["id"], row["label"], row["card_id"], log_ids)


def _changes(db: Connection, action: Action) -> list[Change]:
    packed = db.execute("SELECT changes FROM journal WHERE id = ?", (action.id,)).fetchone()["changes"]
    return [Change(table, tuple(ids), before, after) for table, ids, before, after in json.loads(packed)]


def _packed(changes: Iterable[Change]) -> str:
    return json.dumps([[change.table, change.ids, change.before, change.after] for change in changes], separators=(",", ":"))


def _known(table: str) -> str:
    if table not in TABLES:
        raise ValueError(f"{table} is not a table whose changes can be undone")
    return table
