"""The pictures of the documentation, taken from the program itself: `make pictures`.

The bundled decks are studied for some weeks by a learner who forgets now and then, the same way each time; then pages are opened.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from waitress.server import create_server

from flashcards.assets import asset_dir
from flashcards.core.models import Rating
from flashcards.core.moment import Moment
from flashcards.core.settings import Settings
from flashcards.core.stories.story import StoryDraft
from flashcards.services.configuring import choose_settings
from flashcards.services.imports.bundling import bundled_guides, gather_bundled
from flashcards.services.imports.importing import apply_import
from flashcards.services.imports.preparing import read_import
from flashcards.services.queueing import Kept
from flashcards.services.reviewing import open_desk, rate_card
from flashcards.services.stories.authoring import add_story
from flashcards.storage.database import Connection, connect
from flashcards.web.app import create_app

PICTURES = Path(__file__).parent / "pictures"
FIRST_EVENING = datetime(2026, 9, 22, 18, tzinfo=UTC)
DAYS = 60
DAYS_OFF = 6
MINUTES_A_DAY = 12
CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking")


@dataclass
class Clock:
    """Stands still until it is moved."""

    now: datetime = FIRST_EVENING

    def __call__(self) -> datetime:
        return self.now


def study(db: Connection, clock: Clock) -> None:
    """Take in two of the bundled decks and answer for some weeks, then a third; after it, some days off."""
    choose_settings(db, Settings(time_zone="UTC", new_per_day=6))
    first, *others = [guide.path for guide in bundled_guides(db, asset_dir("decks"))]
    take_in(db, others, clock.now)
    chance, kept = random.Random(7), Kept()
    for day in range(DAYS):
        if day == DAYS - DAYS_OFF - 1:
            take_in(db, [first], clock.now)
        if day < DAYS - DAYS_OFF and chance.random() < 0.85:
            study_evening(db, clock.now, chance, kept)
        clock.now += timedelta(days=1)
    tell(db, clock.now)


STORIES = (
    ("Payments rescue", 5, ("Ownership", "Customer Obsession", "Deliver Results")),
    ("Search migration", 4, ("Think Big", "Invent and Simplify", "Dive Deep")),
    ("The launch we stopped", 4, ("Insist on the Highest Standards", "Customer Obsession", "Have Backbone; Disagree and Commit")),
    ("Hiring under a freeze", 3, ("Hire and Develop the Best", "Frugality")),
    ("A report that lied", 4, ("Dive Deep", "Earn Trust", "Are Right, A Lot")),
    ("Pager load halved", 3, ("Ownership", "Invent and Simplify", "Frugality")),
    ("Two teams, one roadmap", 4, ("Earn Trust", "Deliver Results", "Bias for Action")),
    ("Coaching a tech lead", 2, ("Hire and Develop the Best", "Learn and Be Curious")),
)
"""Title, strength, and the principles it shows."""


def tell(db: Connection, at: datetime) -> None:
    """Write a bank of stories, with a number each."""
    for title, strength, principles in STORIES:
        words = ("Checkout failed for 3 % of orders.", "I was to end that.", "I took the pager.", "It fell to 0.04 %.")
        situation, task, action, result = words
        draft = StoryDraft(
            title=title, situation=situation, task=task, action=action, result=result, principles=principles, strength=strength
        )
        add_story(db, draft, Moment(at, UTC))


def take_in(db: Connection, paths: list[str], at: datetime) -> None:
    moment = Moment(at, UTC)
    apply_import(db, read_import(db, gather_bundled(asset_dir("decks"), paths), moment), moment)


def study_evening(db: Connection, begin: datetime, chance: random.Random, kept: Kept) -> None:
    at = begin + timedelta(minutes=chance.randrange(90))
    end = at + timedelta(minutes=MINUTES_A_DAY)
    while at < end:
        took_ms = chance.randrange(3_000, 16_000)
        at += timedelta(milliseconds=took_ms)
        moment = Moment(at, UTC)
        asked = open_desk(db, moment, None, kept).question
        if asked is None:
            return
        rating = Rating(chance.choices((1, 2, 3, 4), (10, 8, 72, 10))[0])
        rate_card(db, asked.card.id, rating, asked.version, f"{at.timestamp()}", took_ms, moment, kept)


def reveal(page: Page) -> None:
    page.keyboard.press("Space")
    page.locator("#ratings").wait_for()


def write_card(page: Page) -> None:
    page.get_by_role("textbox", name="Front").fill("SQS: what is the largest message, and what do you do above it?")
    page.get_by_role("textbox", name="Back").fill("**1 MiB**. Put the body in S3 and send its key.")
    page.wait_for_timeout(800)  # the preview follows what is typed


def to_matrix(page: Page) -> None:
    page.get_by_role("table").first.scroll_into_view_if_needed()


def open_guide(page: Page) -> None:
    page.get_by_role("link", name="Leadership principles in the interview").first.click()
    page.wait_for_load_state()


def shown(_: Page) -> None:
    pass


SCENES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "today": ("/", shown),
    "review": ("/review", reveal),
    "add": ("/notes/add", write_card),
    "notes": ("/notes?q=tag:leech%20or%20prop:s%3C10", shown),
    "guide": ("/guides", open_guide),
    "stories": ("/stories", to_matrix),
    "stats": ("/stats", shown),
    "decks": ("/decks", shown),
    "backups": ("/backups", shown),
}
"""Picture to page, and what is done there first."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    clock = Clock()
    app = create_app(folder / "flashcards.db", clock)
    db = connect(folder / "flashcards.db")
    study(db, clock)
    db.close()
    server = create_server(app, host="127.0.0.1", port=0)
    threading.Thread(target=server.run, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.close()


def main(wanted: list[str]) -> None:
    """Take the wanted pictures, or all."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM))
        page = browser.new_page(viewport={"width": 1280, "height": 720}, color_scheme="light")
        for name in wanted or SCENES:
            path, act = SCENES[name]
            page.goto(address + path)
            act(page)
            page.screenshot(path=PICTURES / f"{name}.png")
            print(f"docs/pictures/{name}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
