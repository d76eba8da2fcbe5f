"""Decks: a tree by name, each with the options it was given and those it inherits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from flashcards.core.deck_names import lineage, parents, tree_order
from flashcards.core.errors import NotFound
from flashcards.core.models import Deck, Mix, NewOrder, Options, ReviewOrder
from flashcards.storage.database import Connection
from flashcards.storage.journal import Change, inserted, update
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


def ensure_deck(db: Connection, name: str, stamp: str) -> tuple[int, list[Change]]:
    """The deck of this name and those above it, made where they are missing."""
    known = {row["name"].casefold(): row["id"] for row in db.execute("SELECT id, name FROM decks WHERE deleted_at IS NULL")}
    made: list[Change] = []
    deck_id = 0
    for path in lineage(name):
        deck_id = known.get(path.casefold(), 0)  # SQLite's NOCASE folds ASCII only
        if not deck_id:
            deck_id = _insert(db, path)
            made.append(inserted("decks", [deck_id], stamp))
    return deck_id, made


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
