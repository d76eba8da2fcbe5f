"""The child: reads the reviews from its standard input, answers in lines of JSON, and ends.

In: {"weights": [[…], …]}, then a line a card, [index of its weights, rows of its log], then null. Out: {"step": 1} … as the work
goes on, then {"verdict": {…}} or {"error": "…"}. A panic of the optimiser is no Exception, so everything is caught.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from typing import Any

from flashcards.core.history import LoggedRating, history
from flashcards.optimising.trial import Studied, Verdict, try_weights

MOST_REVIEWS = 2_000_000
LINE_BYTES = 4 * 2**20
NICENESS = 10


def main() -> None:
    if hasattr(os, "nice"):
        os.nice(NICENESS)  # a rating goes first
    try:
        say(verdict=_judged()._asdict())
    except BaseException as error:
        say(error=f"{type(error).__name__}: {error}"[:300])


def say(**what: Any) -> None:
    print(json.dumps(what, allow_nan=False), flush=True)


def _judged() -> Verdict:
    say(step=1)
    head, *lines = _lines()
    return try_weights([_studied(line) for line in lines], head["weights"], lambda step: say(step=step))


def _lines() -> Iterable[Any]:
    """All lines but the last, which says that nothing is missing. Raises ValueError."""
    count = 0
    while line := sys.stdin.buffer.readline(LINE_BYTES):
        said = json.loads(line)
        if said is None:
            return
        count += len(said[1]) if isinstance(said, list) else 0
        if count > MOST_REVIEWS:
            raise ValueError(f"more than {MOST_REVIEWS:,} reviews at once; fit one deck after the other")
        yield said
    raise ValueError("the reviews were cut short")


def _studied(line: list[Any]) -> Studied:
    weights, rows = line
    return Studied(weights, history(LoggedRating(*row) for row in rows))


if __name__ == "__main__":
    main()
