"""Decks: a tree by name, each with the options it was given and those it inherits."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from flashcards.core.deck_names import SEPARATOR, lineage, parents, tree_order
from flashcards.core.errors import NotFound
from flashcards.core.models import Deck, Mix, NewOrder, Options, ReviewOrder
from flashcards.storage.database import Connection
from flashcards.storage.journal import Change, inserted, mark_deleted, update, update_all
from flashcards.storage.parameters import parameters

_FROM_JSON: dict[str, Any] = {
    "learning_steps": tuple,
    "relearning_steps": tuple,
    "new_order": NewOrder,
    "review_order": ReviewOrder,
    "mix": Mix,
}


def decks(db: Connection) -> list[Deck]:
    """Every deck with the options in force for it, in the order of the tree."""
    rows = db.execute("SELECT id, name, options FROM decks WHERE deleted_at IS NULL").fetchall()
    weights = parameters(db)
    given = {row["name"].casefold(): json.loads(row["options"]) for row in rows}
    ordered = sorted(rows, key=lambda row: tree_order(row["name"]))
    return [Deck(row["id"], row["name"], _in_force(row["name"], given, weights)) for row in ordered]


def deck(db: Connection, deck_id: int) -> Deck:
    """Raises NotFound."""
    for found in decks(db):
        if found.id == deck_id:
            return found
    raise NotFound("There is no such deck. It may have been deleted or its import undone; see the page Decks.")


def newest_deck(db: Connection) -> str | None:
    """The name of the deck the newest note is in; None where there is no note."""
    row = db.execute(
        """SELECT decks.name FROM notes JOIN decks ON decks.id = notes.deck_id
        WHERE notes.deleted_at IS NULL ORDER BY notes.id DESC LIMIT 1"""
    ).fetchone()
    return row["name"] if row else None


def given_options(db: Connection, deck_id: int) -> dict[str, Any]:
    """What this deck itself says, without what it inherits."""
    row = db.execute("SELECT options FROM decks WHERE id = ?", (deck_id,)).fetchone()
    return _typed(json.loads(row["options"])) if row else {}


def parent_options(db: Connection, name: str) -> Options:
    """What a deck of this name inherits: the options in force for the nearest deck above it."""
    above = {known.name.casefold(): known.options for known in decks(db)}
    return next((above[parent] for parent in parents(name.casefold()) if parent in above), Options())


def set_options(db: Connection, deck_id: int, options: Mapping[str, object]) -> Change | None:
    """Say what differs from the parent deck; an empty mapping inherits everything."""
    return update(db, "decks", deck_id, options=json.dumps(dict(options), sort_keys=True))


def option_origins(db: Connection, name: str) -> dict[str, str]:
    """Which deck above a deck of this name says each option that it inherits; what none says is a default."""
    given = {known.name.casefold(): (known.name, given_options(db, known.id)) for known in decks(db)}
    found: dict[str, str] = {}
    for above in reversed(parents(name.casefold())):
        deck_name, options = given.get(above, ("", {}))
        found |= dict.fromkeys(options, deck_name)
    return found


def ensure_deck(db: Connection, name: str, stamp: str) -> tuple[int, list[Change]]:
    """The deck of this name and those above it, made where they are missing. Those that are there keep their spelling."""
    known = {row["name"].casefold(): row for row in db.execute("SELECT id, name FROM decks WHERE deleted_at IS NULL")}
    made: list[Change] = []
    deck_id, path = 0, ""
    for part in name.split(SEPARATOR):
        path = f"{path}{SEPARATOR}{part}" if path else part
        if found := known.get(path.casefold()):  # SQLite's NOCASE folds ASCII only
            deck_id, path = found["id"], found["name"]
        else:
            deck_id = _insert(db, path)
            made.append(inserted("decks", [deck_id], stamp))
    return deck_id, made


def rename_deck(db: Connection, deck_id: int, name: str) -> Change | None:
    """The name of this deck alone, not of those below it."""
    return update(db, "decks", deck_id, name=name)


def pour_deck(db: Connection, deck_id: int, into_id: int, stamp: str) -> list[Change]:
    """Put the notes and guides of one deck into another, and mark the empty one as deleted. Cards go where their notes go."""
    found = contents(db, [deck_id])
    places = {"deck_id": deck_id}, {"deck_id": into_id}
    moves = [update_all(db, table, found[table], *places) for table in ("notes", "guides")]
    return [*moves, *delete_rows(db, {"decks": [deck_id]}, stamp)]


def contents(db: Connection, deck_ids: Sequence[int]) -> dict[str, list[int]]:
    """The ids of all that lives in these decks: notes, their cards, guides, and the places where notes stand in guides, if either
    is here.
    """
    ids = ", ".join(str(int(deck_id)) for deck_id in deck_ids) or "NULL"
    here = f"deck_id IN ({ids})"
    places = f"note_id IN (SELECT id FROM notes WHERE {here}) OR guide_id IN (SELECT id FROM guides WHERE {here})"
    conditions = {"notes": here, "cards": here, "guides": here, "sources": places}
    return {
        table: [row["id"] for row in db.execute(f"SELECT id FROM {table} WHERE deleted_at IS NULL AND ({condition})")]
        for table, condition in conditions.items()
    }


def delete_rows(db: Connection, ids: Mapping[str, Sequence[int]], stamp: str) -> list[Change]:
    """Mark living rows as deleted. ids: by table."""
    return [mark_deleted(db, table, rows, stamp) for table, rows in ids.items() if rows]


def _insert(db: Connection, name: str) -> int:
    cursor = db.execute("INSERT INTO decks (name) VALUES (?)", (name,))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _in_force(name: str, given: Mapping[str, dict[str, Any]], weights: Mapping[int, tuple[float, ...]]) -> Options:
    """The defaults, overridden by each deck on the way down."""
    chosen: dict[str, Any] = {}
    for path in lineage(name.casefold()):
        chosen |= given.get(path, {})
    options = replace(Options(), **_typed(chosen))
    return replace(options, parameters=weights[options.parameters_id]) if options.parameters_id in weights else options


def _typed(stored: Mapping[str, Any]) -> dict[str, Any]:
    """JSON back to the types of Options; a name this version does not know is left out."""
    known = {field.name for field in fields(Options)}
    return {name: _FROM_JSON.get(name, lambda value: value)(value) for name, value in stored.items() if name in known}
