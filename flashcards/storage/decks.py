"""Decks: a tree by name, each with the options it was given and those it inherits."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flashcards.core.choices import typed
from flashcards.core.deck_names import SEPARATOR, is_within, lineage, parents, tree_order
from flashcards.core.errors import NotFound
from flashcards.core.models import Deck, Options
from flashcards.storage.database import Connection, readable
from flashcards.storage.journal import Change, delete_rows, inserted, update, update_all
from flashcards.storage.parameters import parameters


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


def subtree(db: Connection, deck_id: int) -> list[Deck]:
    """A deck and those below it, in the order of the tree. Raises NotFound."""
    top = deck(db, deck_id)
    return [each for each in decks(db) if is_within(each.name, top.name)]


def newest_deck(db: Connection) -> str | None:
    """The name of the deck the newest note that never stood in a guide is in; None where there is no such note."""
    row = db.execute(
        """SELECT decks.name FROM notes JOIN decks ON decks.id = notes.deck_id
        WHERE notes.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM sources WHERE sources.note_id = notes.id)
        ORDER BY notes.id DESC LIMIT 1"""
    ).fetchone()
    return row["name"] if row else None


def given_options(db: Connection, deck_id: int) -> dict[str, Any]:
    """What this deck itself says, without what it inherits."""
    row = db.execute("SELECT options FROM decks WHERE id = ?", (deck_id,)).fetchone()
    return typed(Options, json.loads(row["options"])) if row else {}


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
    moves = [update_all(db, table, ids, *places) for table, ids in found.items()]
    return [*moves, *delete_rows(db, {"decks": [deck_id]}, stamp)]


def contents(db: Connection, deck_ids: Sequence[int]) -> dict[str, list[int]]:
    """The ids of the notes and guides that live in these decks."""
    here = {"decks": json.dumps(list(deck_ids))}
    question = "SELECT id FROM {} WHERE deleted_at IS NULL AND deck_id IN (SELECT value FROM json_each(:decks))"
    return {table: [row["id"] for row in db.execute(question.format(table), here)] for table in ("notes", "guides")}


def _insert(db: Connection, name: str) -> int:
    cursor = db.execute("INSERT INTO decks (name) VALUES (?)", (name,))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _in_force(name: str, given: Mapping[str, dict[str, Any]], weights: Mapping[int, tuple[float, ...]]) -> Options:
    """The defaults, overridden by each deck on the way down."""
    chosen: dict[str, Any] = {}
    for path in lineage(name.casefold()):
        chosen |= given.get(path, {})
    with readable(f"the options of the deck {name}"):
        options = replace(Options(), **typed(Options, chosen))
    return replace(options, parameters=weights[options.parameters_id]) if options.parameters_id in weights else options
