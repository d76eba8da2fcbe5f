"""What a fit gains, what it takes, and what it costs who reviews meanwhile. A learner with known weights stands for the truth."""

from __future__ import annotations

import http.client
import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean

from benchmarks.browser import Browser, percentile
from benchmarks.learner import FORGETFUL, Learner, study
from benchmarks.server import start_server
from flashcards.core.history import LoggedRating, history, usable
from flashcards.core.models import DEFAULT_PARAMETERS
from flashcards.core.moment import Moment
from flashcards.core.scheduling import within_bounds
from flashcards.core.settings import Settings
from flashcards.optimising.child import start
from flashcards.optimising.trial import Item, Studied, Verdict, losses, try_weights
from flashcards.services.fitting import fit, preview, scope_of, take
from flashcards.storage.database import close, write
from flashcards.storage.decks import set_options
from flashcards.storage.migrations import open_database
from flashcards.storage.settings import save_settings

REVIEWS, CARDS, NEW_PER_DAY = 100_000, 9_000, 25
SMALL = (1500, 1600, 1800, 2000, 2200, 2500, 2800, 3200, 3600, 4000)
FRESH = 6000
"""Reviews after a small log, which tell whether what was offered on its ground is worse."""
BLOCKS, BLOCK_SECONDS, POLL_SECONDS = 6, 4.0, 0.5
LIMIT = 9999


def main() -> None:
    gains()
    small_logs()
    with tempfile.TemporaryDirectory() as folder:
        make_collection(Path(folder))
        steps(Path(folder))
        with start_server(Path(folder)) as (address, _):
            while_reviewing(address)


def gains() -> None:
    """The share of the held-out gap between the published and the true weights that a fit closes."""
    learners = {"forgetful": FORGETFUL} | {f"learner {seed}": some_weights(seed) for seed in (1, 3, 4)}
    for name, weights in learners.items():
        cards = log_of(Learner(weights, CARDS, NEW_PER_DAY), REVIEWS)
        started = time.perf_counter()
        found = judged(cards)
        seconds = time.perf_counter() - started
        true = fmean(list(losses(cards, items_of(cards), [weights]))[-found.held_out :])
        share = (found.loss_before - found.loss_after) / (found.loss_before - true)
        print(f"{name:10} held-out log loss {found.loss_before:.4f} published, {true:.4f} true, {found.loss_after:.4f} fitted")
        print(f"{'':10} {share:.0%} of the gap closed in {seconds:.2f} s      (aim: at least 80 %)")


def small_logs() -> None:
    """Ten logs too small to say much: what is offered on their ground must not be worse on what comes after."""
    gained: list[float] = []
    for seed, reviews in enumerate(SMALL, 1):
        cards = log_of(Learner(some_weights(seed), reviews // 6, 15, seed=seed), reviews + FRESH)
        found = judged([Studied(0, [one for one in card.reviews if one.row_id < reviews]) for card in cards])
        if found.loss_before - found.loss_after > found.chance:
            items = items_of(cards)
            later = sum(item.row_id < reviews for item in items)
            before, after = (fmean(list(losses(cards, items, [one]))[later:]) for one in (DEFAULT_PARAMETERS, found.weights))
            gained.append(before - after)
    worse = sum(gain < 0 for gain in gained)
    print(f"10 logs of {SMALL[0]} to {SMALL[-1]} reviews: {len(gained)} fits offered, {worse} of them worse on what came after")


def while_reviewing(address: tuple[str, int]) -> None:
    """Rating to next card in turn with nothing else to do, and while fits run one after the other."""
    ours = Browser(address)
    ours.answer()
    idle: list[float] = []
    busy: list[float] = []
    for _ in range(BLOCKS):
        idle += block(ours)
        with fits(address):
            busy += block(ours)
    for name, taken in (("idle", idle), ("during a fit", busy)):
        p50, p99 = percentile(taken, 50), percentile(taken, 99)
        print(f"rating to next card, {name:12} p50 {p50:6.2f} ms   p99 {p99:6.2f} ms   of {len(taken)}")
    print(f"p99 during a fit / idle {percentile(busy, 99) / percentile(idle, 99):.2f}      (aim: at most 4)")


def steps(data: Path) -> None:
    """Seconds of a fit from the log on, of the effect of rescheduling, and of taking both."""
    moment = Moment(datetime.now(UTC), UTC)
    db = open_database(data / "flashcards.db", moment.at)
    times = [time.perf_counter()]
    found = fit(db, scope_of(db, None), start(), lambda step: None)
    times.append(time.perf_counter())
    preview(db, found, moment)
    times.append(time.perf_counter())
    moved = take(db, found, moment, is_rescheduling=True)
    times.append(time.perf_counter())
    close(db)
    taken = [after - before for before, after in zip(times, times[1:], strict=False)]
    print(f"fit, from the log on                       {taken[0]:8.2f} s")
    print(f"effect of rescheduling                     {taken[1]:8.2f} s")
    print(f"taken, with {moved:6,} cards rescheduled      {taken[2]:8.2f} s")


def make_collection(data: Path) -> None:
    """The forgetful learner's, with nothing in the way of reviewing it."""
    db = open_database(data / "flashcards.db", datetime.now(UTC))
    deck_id = study(db, Learner(cards=CARDS, new_per_day=NEW_PER_DAY), REVIEWS)
    with write(db):
        save_settings(db, Settings(time_zone="UTC", new_per_day=LIMIT, reviews_per_day=LIMIT))
        set_options(db, deck_id, {"new_per_day": LIMIT, "reviews_per_day": LIMIT})
    close(db)


def block(ours: Browser) -> list[float]:
    end = time.perf_counter() + BLOCK_SECONDS
    taken = []
    while time.perf_counter() < end:
        taken.append(ours.answer())
    return taken


@contextmanager
def fits(address: tuple[str, int]) -> Iterator[None]:
    """One after the other until the block is over, looked at as the page does."""
    over = threading.Event()
    worker = threading.Thread(target=_keep_fitting, args=(address, over))
    worker.start()
    try:
        yield
    finally:
        over.set()
        worker.join()


def _keep_fitting(address: tuple[str, int], over: threading.Event) -> None:
    with closing(http.client.HTTPConnection(*address)) as connection:
        while not over.is_set():
            _send(connection, "POST", "/fit")
            while "Fitting" in _send(connection, "GET", "/fit/run") and not over.wait(POLL_SECONDS):
                pass
            _send(connection, "POST", "/fit/end")


def _send(connection: http.client.HTTPConnection, method: str, path: str) -> str:
    headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, path, "" if method == "POST" else None, headers)
    return connection.getresponse().read().decode()


def some_weights(seed: int) -> tuple[float, ...]:
    """A memory of nobody in particular: each of the published weights between three fifths and eight fifths of itself."""
    luck = random.Random(seed)
    return within_bounds([weight * luck.uniform(0.6, 1.6) for weight in DEFAULT_PARAMETERS])


def log_of(learner: Learner, reviews: int) -> list[Studied]:
    rows: dict[int, list[LoggedRating]] = {}
    for number, one in enumerate(learner.answers(reviews)):
        row = LoggedRating(number, one.outcome.rating, one.at.date().isoformat(), one.before is None)
        rows.setdefault(one.card_id, []).append(row)
    return [Studied(0, history(found)) for found in rows.values()]


def items_of(cards: list[Studied]) -> list[Item]:
    return sorted(Item(card.reviews[at].row_id, number, at) for number, card in enumerate(cards) for at in usable(card.reviews))


def judged(cards: list[Studied]) -> Verdict:
    return try_weights(cards, [DEFAULT_PARAMETERS], lambda step: None)


if __name__ == "__main__":
    sys.exit(main())
