"""The weights of FSRS: every set that was ever used stays, as the log names it."""

from __future__ import annotations

import json

from flashcards.storage.database import Connection


def parameters(db: Connection) -> dict[int, tuple[float, ...]]:
    """All sets by id; 1 is the set the program starts with."""
    return {row["id"]: tuple(json.loads(row["weights"])) for row in db.execute("SELECT id, weights FROM parameters")}
