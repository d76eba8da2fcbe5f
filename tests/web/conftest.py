"""A whole app over a file of its own, with a clock that stands still until a test moves it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from flashcards.storage.database import Connection, connect
from flashcards.web.app import create_app

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
GUIDE = "# Queues\n\n" + "\n\n".join(f"Q: Question {number}?\nA: Answer {number}." for number in range(1, 31))


@dataclass
class Clock:
    """Stands still until it is moved."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class Browser:
    """A learner's browser, without JavaScript unless a fragment is asked for."""

    client: FlaskClient
    clock: Clock
    database: Path
    fragment: dict[str, str] = field(default_factory=lambda: {"HX-Request": "true"})

    def upload(self, text: str | bytes, name: str = "queues.md") -> TestResponse:
        content = text.encode() if isinstance(text, str) else text
        answer = self.client.post("/import", data={"file": (BytesIO(content), name)})
        answer.request.environ["wsgi.input"].close()  # a large body lies in a file that the test client leaves open
        return answer

    def take_in(self, text: str | bytes, name: str = "queues.md") -> TestResponse:
        """Upload a guide and apply the preview."""
        page = self.upload(text, name).text
        action = re.search(r'action="(/import/\d+/apply)"', page)
        assert action, page
        return self.client.post(action[1])

    def shown(self, path: str = "/review") -> dict[str, str]:
        """What the rating form of a page holds, and the card's id."""
        page = self.client.get(path).text
        card = re.search(r"/review/(\d+)/rate", page)
        version = re.search(r'name="version" value="([^"]+)"', page)
        assert card, page
        assert version, page
        return {"card": card[1], "version": version[1]}

    def rate(
        self, rating: object = 3, *, shown: dict[str, str] | None = None, review_id: str | None = None, **more: object
    ) -> TestResponse:
        at = shown or self.shown()
        form = {"rating": rating, "version": at["version"], "review_id": review_id or uuid.uuid4().hex, "took_ms": 4000, **more}
        return self.client.post(f"/review/{at['card']}/rate", data=form)

    def undo(self, verb: str = "undo", **more: object) -> TestResponse:
        """Press Undo or Redo, whichever action is on top."""
        is_undone, order = (0, "DESC") if verb == "undo" else (1, "ASC")
        action = self.scalar(f"SELECT id FROM journal WHERE is_undone = {is_undone} ORDER BY id {order}")
        return self.client.post(f"/{verb}", data={"action": action, **more})

    def db(self) -> Connection:
        return connect(self.database)

    def scalar(self, question: str) -> object:
        db = self.db()
        try:
            return db.execute(question).fetchone()[0]
        finally:
            db.close()


@pytest.fixture
def app(tmp_path: Path) -> Iterator[tuple[Flask, Clock, Path]]:
    clock = Clock()
    made = create_app(tmp_path / "flashcards.db", clock)
    yield made, clock, tmp_path / "flashcards.db"
    made.extensions["flashcards"].close()


@pytest.fixture
def browser(app: tuple[Flask, Clock, Path]) -> Browser:
    made, clock, database = app
    client = made.test_client()
    client.post(
        "/settings",
        data={"time_zone": "UTC", "new_per_day": "20", "reviews_per_day": "200", "has_shortcuts": "on", "theme": "system"},
    )
    return Browser(client, clock, database)


@pytest.fixture
def learner(browser: Browser) -> Browser:
    """A browser whose collection has thirty cards."""
    browser.take_in(GUIDE)
    return browser
