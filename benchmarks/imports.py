"""Importing at scale: how fast guides are read, how that grows, and a whole site staged, applied and undone beside a review."""

from __future__ import annotations

import http.client
import multiprocessing
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.browser import Browser, percentile
from benchmarks.server import start_server
from benchmarks.site import GUIDES, make_site, own_guides
from flashcards.core.errors import TooLarge
from flashcards.core.moment import Moment
from flashcards.core.settings import Settings
from flashcards.services.imports.gathering import Gathered, gather_paths
from flashcards.services.imports.importing import apply_import
from flashcards.services.imports.planning import plan_import
from flashcards.services.imports.preparing import read_import
from flashcards.storage.database import close, write
from flashcards.storage.decks import ensure_deck, set_options
from flashcards.storage.migrations import open_database
from flashcards.storage.settings import save_settings

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"
ROUNDS = 3
REPEATED = 10
"""How often a guide stands in the smaller of the two texts whose times are compared."""
LINES = 1_000
PLACE = "# A\n\n## Queues and topics\n\n"
HOSTILE = {
    "paragraphs": f"{PLACE}|x\n\n",
    "headings": "|# a\n",
    "headings with lists": "|## a\n\n- b\n- c\n\n",
    "bold lines": f"{PLACE}|**a**\n\n",
    "labels in one paragraph": f"{PLACE}|**a**: b\n",
    "term bullets": f"{PLACE}|- **Term**: x\n",
    "nested items": f"{PLACE}|- a\n  - b\n    - c\n",
    "one long line of marks": "# A\n\n|**a** `b",
    "one long line of brackets": "# A\n\n|[a](",
    "emphasis that never ends": "# A\n\n|lorem*ips_",
    "questions": "|Q: a\nA: b\n\n",
    "definitions": "|term :: b\n\n",
    "tables": "|a | b\n---|---\nc | d\n\n",
    "fences and headings": "|```\n\n## a\n\n",
    "boxes": "|!!! tip\n    a\n\n",
    "references": '|[a]: b\n"x\n',
    "html": "|<div>\n\n",
}
"""A beginning, then what is repeated."""
LIMIT = 9999
ANSWERS_ALONE = 30
CARDS = 3_000
"""That are reviewed meanwhile."""
PAUSE_SECONDS = 0.05
"""Between two ratings of the learner in the other tab, who is in a great hurry."""


def main() -> None:
    measure_reading()
    measure_growth()
    measure_memory()
    measure_site()


def measure_reading() -> None:
    """From file to the plan of cards, in one process, nothing rendered."""
    print("\nimporting: reading guides, nothing rendered")
    guides = {path: text.encode() for path, text in own_guides().items()}
    _say_speed("our own guides and pages", guides)
    if CORPUS.is_dir():
        _say_speed("guides of others", {file.name: file.read_bytes() for file in sorted(CORPUS.glob("*.md"))})


def measure_growth() -> None:
    """How much longer four times the guide takes; the median, and the worst."""
    own = {path: _growth(f"|{text}\n\n", REPEATED) for path, text in own_guides().items()}
    real = {file.name: _growth(f"|{file.read_text(encoding='utf-8-sig')}\n\n", 2) for file in sorted(CORPUS.glob("*.md"))}
    for name, ratios in ("our own, repeated", own), ("of others, repeated", real), ("hostile ones", _hostile()):
        if ratios:
            worst = max(ratios, key=lambda one: ratios[one])
            middle = percentile(list(ratios.values()), 50)
            print(f"time(4n) / time(n), {name:24} median {middle:5.2f}   worst {ratios[worst]:5.2f} {worst}   (aim: at most 5.3)")


def measure_memory() -> None:
    """What one process needs to read, render and stage a site."""
    with tempfile.TemporaryDirectory() as folder:
        make_site(Path(folder) / "site")
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            peak = pool.apply(_peak_after_staging, (folder,))
    print(f"{'peak memory of a process that stages a site':51} {peak:8.0f} MB      (aim: at most 150)")


def measure_site() -> None:
    """Through the server: a folder of guides is staged while somebody reviews, then applied, then undone."""
    with tempfile.TemporaryDirectory() as folder:
        site, data = Path(folder) / "site", Path(folder) / "data"
        data.mkdir()
        _make_cards(data)
        size = make_site(site)
        with start_server(data) as (address, _):
            learner = Browser(address)
            idle = [learner.answer() for _ in range(ANSWERS_ALONE)]
            _post(address, "/folders", path=str(site))
            started = time.perf_counter()
            place = _post(address, "/folders/1/import")
            beside = _review_while_reading(learner, data)
            staged = time.perf_counter() - started
            notes = _one(data, "SELECT COUNT(*) FROM staged_notes")
            applied = _seconds(lambda: _post(address, f"{place}/apply"))
            action = _one(data, "SELECT MAX(id) FROM journal")
            undone = _seconds(lambda: _post(address, "/undo", action=action))
    print(f"a site of {GUIDES} guides, {size / 1e6:.1f} MB, {notes:,} notes, through the server")
    for name, seconds, most in (("staged", staged, 20), ("applied", applied, 3), ("undone", undone, 3)):
        print(f"{name:51} {seconds:8.1f} s       (aim: at most {most})")
    print(f"{'a rating, alone':47} p95 {percentile(idle, 95):8.1f} ms")
    print(
        f"{f'the same while guides are read, {len(beside)} times':47} p95 {percentile(beside, 95):8.1f} ms      (aim: under 300)"
    )


def _say_speed(name: str, guides: Mapping[str, bytes]) -> None:
    gathered = Gathered(guides)
    seconds = min(_seconds(lambda: plan_import(None, gathered), time.process_time) for _ in range(ROUNDS))
    print(f"{f'{name}, {gathered.size / 1e3:.0f} kB':51} {gathered.size / seconds / 1e6:8.2f} MB/s    (aim: at least 1)")


def _hostile() -> dict[str, float]:
    return {name: _growth(family, LINES) for name, family in HOSTILE.items()}


def _growth(family: str, count: int) -> float:
    """How much longer it takes when what is repeated stands there four times as often; the least of some tries."""
    begin, repeated = family.split("|", 1)
    little, much = (Gathered({"a.md": (begin + repeated * times).encode()}) for times in (count, 4 * count))
    clock = time.process_time
    return min(_seconds(lambda: _read(much), clock) / _seconds(lambda: _read(little), clock) for _ in range(ROUNDS))


def _read(gathered: Gathered) -> None:
    with suppress(TooLarge):  # so many cards are refused, but only once they are read
        plan_import(None, gathered)


def _peak_after_staging(folder: str) -> float:
    moment = Moment(datetime.now(UTC), UTC)
    db = open_database(Path(folder) / "flashcards.db", moment.at)
    read_import(db, gather_paths([Path(folder) / "site"]), moment)
    close(db)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _make_cards(data: Path) -> None:
    """A collection with cards to review and no limits in the way."""
    moment = Moment(datetime.now(UTC), UTC)
    text = "# Bench\n\n" + "\n\n".join(f"Q: Question {number}?\nA: Answer {number}." for number in range(CARDS))
    db = open_database(data / "flashcards.db", moment.at)
    with write(db):
        save_settings(db, Settings(time_zone="UTC", new_per_day=LIMIT, reviews_per_day=LIMIT))
        deck_id, _ = ensure_deck(db, "Bench", moment.stamp)
        set_options(db, deck_id, {"new_per_day": LIMIT, "reviews_per_day": LIMIT})
    apply_import(db, read_import(db, Gathered({"bench.md": text.encode()}), moment), moment)
    close(db)


def _review_while_reading(learner: Browser, data: Path) -> list[float]:
    taken = []
    while _one(data, "SELECT COUNT(*) FROM imports WHERE state = 'reading'"):
        taken.append(learner.answer())
        time.sleep(PAUSE_SECONDS)
    return taken


def _post(address: tuple[str, int], to: str, **form: object) -> str:
    """Where it leads."""
    connection = http.client.HTTPConnection(*address)
    headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", to, urlencode(form), headers)
    answer = connection.getresponse()
    page = answer.read().decode()
    connection.close()
    assert answer.status == 303, (to, answer.status, page[:500])
    return answer.headers["Location"]


def _one(data: Path, question: str) -> int:
    with closing(sqlite3.connect(data / "flashcards.db")) as db:
        return int(db.execute(question).fetchone()[0])


def _seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """clock: of the wall, or of what this process had of a core, whatever else runs."""
    started = clock()
    work()
    return clock() - started


if __name__ == "__main__":
    sys.exit(main())
