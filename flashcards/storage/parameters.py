"""The weights of FSRS: every set that was ever used stays, as the log names it."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from flashcards.storage.database import Connection

PUBLISHED = 1
"""The set the program starts with: the weights as FSRS publishes them."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Where a set of weights comes from. reviews: how many it was fitted to and judged by.

    loss_before, loss_after: log loss of the reviews held out, under the weights that were in force then and under these.
    """

    id: int
    made_at: datetime
    reviews: int
    loss_before: float
    loss_after: float


def parameters(db: Connection) -> dict[int, tuple[float, ...]]:
    """All sets by id; 1 is the set the program starts with."""
    return {row["id"]: tuple(json.loads(row["weights"])) for row in db.execute("SELECT id, weights FROM parameters")}


def fitted_sets(db: Connection) -> dict[int, Fitted]:
    """The sets that were fitted here, by id, the oldest first."""
    found = db.execute("SELECT * FROM parameters WHERE made_at IS NOT NULL ORDER BY id")
    return {row["id"]: _fitted(row) for row in found}


def _fitted(row: sqlite3.Row) -> Fitted:
    made_at = datetime.fromisoformat(row["made_at"])
    return Fitted(row["id"], made_at, row["reviews"], row["loss_before"], row["loss_after"])


def add_parameters(
    db: Connection, weights: tuple[float, ...], reviews: int, loss_before: float, loss_after: float, stamp: str
) -> int:
    """Keep a fitted set; returns its id."""
    cursor = db.execute(
        """INSERT INTO parameters (weights, made_at, reviews, loss_before, loss_after)
        VALUES (:weights, :made_at, :reviews, :loss_before, :loss_after)""",
        {
            "weights": json.dumps(weights),
            "made_at": stamp,
            "reviews": reviews,
            "loss_before": loss_before,
            "loss_after": loss_after,
        },
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid
