"""A real browser at a real server. Skipped where there is no Chromium; where CI is set, a missing one is a failure."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from waitress.server import create_server

from flashcards.core.moment import Moment
from flashcards.core.settings import Settings
from flashcards.services.configuring import choose_settings
from flashcards.services.imports.gathering import gather_uploads
from flashcards.services.imports.importing import apply_import
from flashcards.services.imports.planning import plan_import
from flashcards.services.imports.preparing import stage_import
from flashcards.storage.database import Connection, connect
from flashcards.web.app import create_app

ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-dev-shm-usage --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-default-apps --use-fake-device-for-media-stream"
).split()
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Site:
    """A server over a collection of its own."""

    address: str
    database: Path
    clock: Clock

    def db(self) -> Connection:
        return connect(self.database)

    def rows(self, question: str) -> list[tuple[object, ...]]:
        db = self.db()
        try:
            return [tuple(row) for row in db.execute(question)]
        finally:
            db.close()

    def take_in(self, text: str, name: str = "queues.md") -> None:
        """Import a guide without the browser."""
        db, moment = self.db(), Moment(self.clock.now, UTC)
        apply_import(db, stage_import(db, plan_import(db, gather_uploads([(name, text.encode())])), moment), moment)
        db.close()

    def choose(self, **settings: object) -> None:
        db = self.db()
        choose_settings(db, Settings(**{"time_zone": "UTC", **settings}))  # type: ignore[arg-type]
        db.close()

    def tomorrow(self, days: int = 1) -> None:
        self.clock.now += timedelta(days=days)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        if os.environ.get("CI"):
            pytest.fail("no Chromium: .ci/run installs it")
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


def _run(server: Any) -> None:
    """Serve until the test closes the socket, which may be while the loop waits on it."""
    with suppress(OSError):
        server.run()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    clock = Clock()
    app = create_app(tmp_path / "flashcards.db", clock)
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=_run, args=(server,), daemon=True)
    thread.start()
    made = Site(f"http://127.0.0.1:{server.effective_port}", tmp_path / "flashcards.db", clock)
    made.choose()
    yield made
    server.close()
    server.task_dispatcher.shutdown()
    thread.join(2)  # a window that was left open may hold a connection
    app.extensions["flashcards"].close()


@pytest.fixture
def context(chromium: Browser, site: Site) -> Iterator[BrowserContext]:
    """A window that talks to our server only; anything else it asks for is a failure."""
    made = chromium.new_context(viewport={"width": 1280, "height": 800}, base_url=site.address)
    abroad: list[str] = []
    made.on("request", lambda request: None if request.url.startswith((site.address, "data:")) else abroad.append(request.url))
    yield made
    made.close()
    assert abroad == []


def settled(page: Page) -> None:
    """A page can be seen before its deferred scripts listen, and a take before it heeds a press: wait, as a person does."""
    page.wait_for_load_state()
    page.locator("[data-settling]").wait_for(state="detached")


def _press_when_settled(page: Page) -> None:
    press = page.keyboard.press

    def press_when_settled(key: str, *, delay: float | None = None) -> None:
        settled(page)
        press(key, delay=delay)

    page.keyboard.press = press_when_settled  # type: ignore[method-assign]


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page whose scripts make no mistake."""
    opened = context.new_page()
    _press_when_settled(opened)
    mistakes: list[str] = []
    opened.on("pageerror", lambda error: mistakes.append(str(error)))
    opened.on("console", lambda message: mistakes.append(message.text) if "Content Security Policy" in message.text else None)
    yield opened
    assert mistakes == []


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]]
