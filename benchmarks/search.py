"""Finding cards among 10,000 notes: ours and Anki's `find_cards` in turn, on the same notes."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from anki.collection import Collection

from benchmarks.browser import percentile
from flashcards.core.moment import Moment
from flashcards.services.searching import Look, find_card_ids, look_up
from flashcards.storage.database import close, connect

ROUNDS = 9
MOST_MS = 200
QUERIES = (
    "visibility", '"visibility timeout"', "question 77*", "timeout -9999", "visibility or once -fifo", "vis*timeout",
    'deck:"Bench::Deck 3"', "is:due", "-is:new", "prop:ivl>=21", "prop:due<0", "prop:r<0.8", "added:7", "rated:7",
    "tag:none", 'visibility is:due prop:s<50 -deck:"Bench::Deck 1"',
)  # fmt: skip
"""They mean the same to both, but for words: Anki looks for them anywhere in a text, we where a word begins."""


def compare_searches(ours: Path, theirs: Path) -> None:
    """Print the median of each in milliseconds, and whether the slowest of ours is fast enough."""
    db, anki = connect(ours), Collection(str(theirs))
    moment, medians = Moment(datetime.now(UTC), UTC), []
    print(f"\nsearching, median of {ROUNDS}                                     found    ours  |   found    Anki")
    for query in QUERIES:
        mine, found = _median(lambda query=query: find_card_ids(db, query, moment))
        other, known = _median(lambda query=query: anki.find_cards(query))
        medians.append(mine)
        print(f"{query:55} {found:8,} {mine:6.1f} ms | {known:7,} {other:6.1f} ms")
    page, _ = _median(lambda: look_up(db, Look("visibility", "recall"), moment).rows)
    print(f"{'a page of the table, sorted by recall':55} {'':8} {page:6.1f} ms")
    print(
        f"slowest of ours                                                  {max(medians):6.1f} ms      (aim: under {MOST_MS} ms)"
    )
    anki.close()
    close(db)


def _median(ask: Callable[[], object]) -> tuple[float, int]:
    """Milliseconds, and how much was found."""
    taken, found = [], 0
    for _ in range(ROUNDS):
        started = time.perf_counter()
        found = len(list(ask()))  # type: ignore[call-overload]
        taken.append((time.perf_counter() - started) * 1000)
    return percentile(taken, 50), found
