"""For tests of the pages about stories: stories written through the form, as a browser without JavaScript sends it."""

from __future__ import annotations

import re
from html import unescape

from werkzeug.test import TestResponse

from tests.web.conftest import Browser

PLAIN = {
    "title": "Payments rescue",
    "situation": "Payments failed in the week of the sale.",
    "task": "I had to bring failures down.",
    "action": "I took the channel over and rolled back two services.",
    "result": "Failures fell to 0.04 %.",
    "strength": "4",
    "principles": ["Ownership"],
}
EXAMPLE = """# Stories of others

## Ownership

### Story: The night of the outage

**Situation:** The store went down on a Friday night and nobody was on call for it.

**Task:** I had to bring it back before the morning.

**Action:** I called three engineers and led the recovery by phone.

**Result:** We were back in 3 hours and lost 2 % of orders.
"""


def write(browser: Browser, path: str = "/stories/new", **fields: object) -> TestResponse:
    """Send the form of a story; what is not said is as in a plain one."""
    return browser.client.post(path, data={**PLAIN, **fields})


def story(browser: Browser, **fields: object) -> int:
    """A story that is stored; returns its id."""
    answer = write(browser, **fields)
    assert answer.status_code == 303, answer.text
    return int(answer.location.removeprefix("/stories/"))


def version(browser: Browser, story_id: int) -> str:
    """What the form of a story was opened under."""
    found = re.search(r'name="version" value="([^"]+)"', browser.client.get(f"/stories/{story_id}/edit").text)
    assert found
    return found[1]


def edit(browser: Browser, story_id: int, **fields: object) -> TestResponse:
    """Open a story and send it, changed."""
    return write(browser, f"/stories/{story_id}/edit", **{"version": version(browser, story_id), **fields})


def words(page: str) -> str:
    """What a page says, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())
