"""`make bench`: what Anki does too, beside it in one run, since only such a ratio means something; and the rest by itself."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks import fit, imports, stats, stories
from benchmarks.browser import Browser, percentile
from benchmarks.review import Anki
from benchmarks.samples import make_anki, make_ours
from benchmarks.search import compare_searches
from benchmarks.server import start_server

CARDS = 10_000
BLOCKS = 8
ANSWERS = 40


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        make_ours(data, CARDS)
        make_anki(data / "anki.anki2", CARDS)
        compare_searches(data / "flashcards.db", data / "anki.anki2")
        with start_server(data) as (address, seconds):
            print(f"{CARDS:,} cards, {BLOCKS} blocks of {ANSWERS} answers each, in turn")
            print(f"start to first answer of the server                 {seconds:8.2f} s")
            compare(Browser(address), Anki(data / "anki.anki2"))
    stats.main()
    fit.main()
    imports.main()
    stories.main()


def compare(ours: Browser, anki: Anki) -> None:
    """Answer to next card, in milliseconds, and the ratio of the medians."""
    first = ours.answer(), anki.answer()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(BLOCKS):
        times[0].extend(ours.answer() for _ in range(ANSWERS))
        times[1].extend(anki.answer() for _ in range(ANSWERS))
    for name, taken in zip(("ours: rating to next card over HTTP", "Anki: answer, queue, render"), times, strict=True):
        print(f"{name:36} p50 {percentile(taken, 50):8.2f} ms   p95 {percentile(taken, 95):8.2f} ms")
    print(f"first answer, queue not built yet                   {first[0]:8.2f} ms   Anki {first[1]:8.2f} ms")
    ratio = percentile(times[0], 50) / percentile(times[1], 50)
    print(f"ratio of the medians, ours / Anki                   {ratio:8.2f}      (aim: at most 1.5, and p95 at most 20 ms)")


if __name__ == "__main__":
    sys.exit(main())
