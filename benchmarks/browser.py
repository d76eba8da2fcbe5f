"""A learner's browser that reviews as fast as the server answers."""

from __future__ import annotations

import http.client
import random
import re
import time
import uuid
from collections.abc import Sequence
from urllib.parse import urlencode

RATINGS = (1, 2, 3, 3, 3, 3, 3, 3, 3, 4)


class Browser:
    """With htmx: one connection kept alive, the answer to a rating is the next card."""

    def __init__(self, address: tuple[str, int]) -> None:
        self.connection = http.client.HTTPConnection(*address)
        self.random = random.Random(1)
        self.connection.request("GET", "/review", headers={"HX-Request": "true"})
        self._read(self.connection.getresponse().read().decode())

    def answer(self) -> float:
        """Milliseconds from sending a rating to having the next card's HTML."""
        form = {"rating": self.random.choice(RATINGS), "version": self.version, "review_id": uuid.uuid4().hex, "took_ms": 4000}
        headers = {"HX-Request": "true", "Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
        started = time.perf_counter()
        self.connection.request("POST", f"/review/{self.card_id}/rate", urlencode(form), headers)
        response = self.connection.getresponse()
        page = response.read().decode()
        taken = (time.perf_counter() - started) * 1000
        assert response.status == 200, page
        self._read(page)
        return taken

    def _read(self, page: str) -> None:
        card = re.search(r"/review/(\d+)/rate", page)
        version = re.search(r'name="version" value="([^"]+)"', page)
        assert card
        assert version
        self.card_id, self.version = card[1], version[1]


def percentile(taken: Sequence[float], share: int) -> float:
    ordered = sorted(taken)
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)]
