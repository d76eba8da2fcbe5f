"""Stories: how long the server takes for each page, over a bank of thirty stories and a year of telling them."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from flask.testing import FlaskClient

from benchmarks.browser import percentile
from benchmarks.tellings import SHOWN, STORIES, Teller
from flashcards.core.moment import Moment
from flashcards.core.stories.takes import TakeState
from flashcards.services.stories.drilling import ToTell, begin_take
from flashcards.services.stories.mocking import LOOP, begin_mock, next_answer
from flashcards.services.stories.telling import leave
from flashcards.storage.database import Connection, close
from flashcards.storage.migrations import open_database
from flashcards.storage.questions import bank
from flashcards.storage.stories import stories
from flashcards.web.app import create_app
from flashcards.web.serving import keep_for_good

ROUNDS = 25
MOST_MS = 50
PRINCIPLE = "Ownership"
PAGES = {
    "Today": "/",
    "Stories": "/stories",
    "a story": "/stories/{story}",
    "a story in the editor": "/stories/{story}/edit",
    "a new story": "/stories/new",
    "nine first lines": "/stories/start",
    "stories as a file": "/stories/import",
    "the file of all stories": "/stories/export",
    "the strongest ten": "/stories/strongest",
    "principles": "/principles",
    "the drill": "/drill",
    "lengths": "/drill/presets",
    "a take: choosing": "/takes/choosing",
    "a take: telling": "/takes/telling",
    "a take: asking": "/takes/asking",
    "a take: scoring": "/takes/scoring",
    "a take: scored, with its player": "/takes/scored",
    "a take: given up": "/takes/left",
    "a recording": "/takes/scored/sound",
    "rapid retrieval": "/rapid",
    "a run: a question": "/rapid/run-open?seconds=10",
    "a run: its result": "/rapid/run-0",
    "mocks, and their trend": "/mocks",
    "a mock that goes on": "/mocks/{mock}",
    "a question of a mock": "/takes/{question}",
    "a report of ten answers": "/mocks/{report}",
}
"""Every page of the stories, by the names that `make_states` gives."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database, now = Path(folder) / "flashcards.db", Moment(datetime.now(UTC), UTC)
        found = make_year(database, now)
        app = create_app(database, lambda: now.at)
        keep_for_good()
        measure_pages(app.test_client(), found)
        app.extensions["flashcards"].close()


def make_year(database: Path, now: Moment) -> Mapping[str, object]:
    """The collection, and what stands in the addresses."""
    db = open_database(database, now.at)
    db.execute("PRAGMA synchronous = OFF")
    teller = Teller(db)
    teller.live(now.day)
    found = make_states(teller, now)
    counted = (f"{_count(db, table):,} {table}" for table in ("takes", "mocks", "retrievals"))
    print(f"{STORIES} stories for {SHOWN} principles each, {len(bank(db))} questions; a year of {', '.join(counted)}")
    close(db)
    return found


def make_states(teller: Teller, now: Moment) -> dict[str, object]:
    """A take in each state, a run, a mock that goes on and one that is over."""
    db = teller.db
    report = begin_mock(db, LOOP, now)
    teller.answer(report, now)
    mock = begin_mock(db, LOOP, now)
    teller.answer(mock, now, most=5)
    question = next_answer(db, mock, teller.new_id(), now)
    assert question
    teller.recall("run-open", now, most=5)
    story_id = stories(db)[0].id
    for state in TakeState:
        begin_take(db, state, ToTell(principle=PRINCIPLE) if state is TakeState.CHOOSING else ToTell(story_id=story_id), now)
        if state is TakeState.LEFT:
            leave(db, state, now)
        elif state is not TakeState.CHOOSING:
            teller.tell(state, now, until=state)
    teller.record(TakeState.SCORED)
    return {"story": story_id, "mock": mock, "question": question.take_id, "report": report}


def measure_pages(client: FlaskClient, found: Mapping[str, object]) -> None:
    """The app alone, without the network: all pages in turn, so that what else the machine does falls on each."""
    taken: dict[str, list[float]] = {name: [] for name in PAGES}
    for turn in range(ROUNDS + 1):
        for name, address in PAGES.items():
            started = time.perf_counter()
            answer = client.get(address.format_map(found))
            milliseconds = (time.perf_counter() - started) * 1000
            assert answer.status_code == 200, (address, answer.text[:200])
            answer.close()
            if turn:  # the first of each reads its templates
                taken[name].append(milliseconds)
    for name, each in taken.items():
        print(f"{name:36} p50 {percentile(each, 50):8.1f} ms   p95 {percentile(each, 95):8.1f} ms   (aim: at most {MOST_MS})")
    slowest = max(taken, key=lambda name: percentile(taken[name], 50))
    print(f"slowest: {slowest}, {percentile(taken[slowest], 50):.1f} ms")


def _count(db: Connection, table: str) -> int:
    return int(db.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])


if __name__ == "__main__":
    sys.exit(main())
