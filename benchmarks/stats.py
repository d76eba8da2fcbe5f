"""Looking back: the data of the whole page Stats beside Anki's graphs, and how long the server takes for its pages."""

from __future__ import annotations

import http.client
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from anki.collection import Collection

from benchmarks.browser import percentile
from benchmarks.histories import ANSWERS, make_anki_history, make_our_history
from benchmarks.server import start_server
from flashcards.core.models import Rating
from flashcards.core.moment import Moment
from flashcards.core.statistics.figures import figures
from flashcards.services.looking_back import look_back
from flashcards.storage.database import Connection, connect
from flashcards.storage.statistics import rollups

MANY_CARDS, SOME_CARDS = 100_000, 10_000
YEAR = 365
ROUNDS = 9
PAGES = {"/": 50, "/decks": 50, "/notes": 50, "/guides": 50, "/stats": None}
"""What each may take, in milliseconds; Stats is held to Anki's graphs instead."""
RATINGS = 500


def main() -> None:
    """Each on its own: so many cards take minutes to make."""
    compare_stats(MANY_CARDS)
    measure_pages(SOME_CARDS)


def compare_stats(cards: int) -> None:
    """All panels of a year, of the whole collection; in turn, and the ratio of the medians."""
    with _folder() as data:
        make_our_history(data, cards)
        make_anki_history(data / "anki.anki2", cards)
        ours, anki = connect(data / "flashcards.db"), Collection(str(data / "anki.anki2"))
        now = Moment(datetime.now(UTC), UTC)
        taken: tuple[list[float], list[float]] = ([], [])
        for _ in range(ROUNDS):
            taken[0].append(_milliseconds(lambda: look_back(ours, now, YEAR)))
            taken[1].append(_milliseconds(lambda: anki._backend.graphs(search="", days=YEAR)))
        print(f"{cards:,} cards, {cards * ANSWERS:,} answers, {YEAR} days: statistics {ROUNDS} times, in turn")
        for name, each in zip(("ours: data of the page Stats", "Anki: graphs"), taken, strict=True):
            print(f"{name:36} p50 {percentile(each, 50):8.0f} ms   p95 {percentile(each, 95):8.0f} ms")
        ratio = percentile(taken[0], 50) / percentile(taken[1], 50)
        print(f"ratio of the medians, ours / Anki                   {ratio:8.2f}      (aim: at most 1.5)")
        print(f"what a rating pays for it                           {_counting(ours, now):8.3f} ms   (aim: at most 0.1)")
        anki.close()
        ours.close()


def measure_pages(cards: int) -> None:
    """From sending a request to having the whole page."""
    with _folder() as data:
        make_our_history(data, cards)
        with start_server(data) as (address, _):
            connection = http.client.HTTPConnection(*address)
            print(f"{cards:,} cards, {cards * ANSWERS:,} answers: pages over HTTP, {ROUNDS} times each")
            for path, most in PAGES.items():
                taken = [_milliseconds(lambda path=path: _get(connection, path)) for _ in range(ROUNDS)]  # type: ignore[misc]
                print(f"{path:36} p50 {percentile(taken, 50):8.1f} ms{f'   (aim: at most {most})' if most else ''}")
            connection.close()


def _counting(db: Connection, now: Moment) -> float:
    """Milliseconds for adding one rating to the figures, within a transaction that is then dropped."""
    said = figures(None, Rating.GOOD, None, 4000, now.day, 9)._replace(recall=900_000_000, loss=100_000_000)
    db.execute("BEGIN")
    taken = _milliseconds(lambda: [rollups.count(db, 1 + number, 10**9 + number, said) for number in range(RATINGS)])
    db.execute("ROLLBACK")
    return taken / RATINGS


def _get(connection: http.client.HTTPConnection, path: str) -> None:
    connection.request("GET", path)
    answer = connection.getresponse()
    page = answer.read()
    assert answer.status == 200, (path, page[:200])


def _milliseconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


if __name__ == "__main__":
    sys.exit(main())
