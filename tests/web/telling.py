"""What tests of the drill begin with: stories, a few questions, and a take brought to a state."""

from __future__ import annotations

import re
from datetime import UTC

from flashcards.core.moment import Moment
from flashcards.core.stories.questions import MOST_ASKED_NEXT
from flashcards.core.stories.story import FollowUp, StoryDraft
from flashcards.services.stories.authoring import add_story
from flashcards.storage.database import Connection
from tests.web.conftest import Browser

QUESTIONS = """---
deck: Questions
---

# Behavioural questions

## Ownership

- Tell me about a time you took on something outside your area. ^own-1
    - Who agreed?
    - What did it cost?
- Describe a problem nobody owned until you did. ^own-2
    - Why you?

## Dive Deep

- Tell me about a number that made you look again. ^deep-1
    - Where did you look first?
"""
SCORES = {"structure": 4, "leadership": 4, "metrics": 3, "time": 4, "relevance": 4}
VERDICT = 3.8
"""Good."""


def draft(title: str = "Payments rescue", principles: tuple[str, ...] = ("Ownership", "Dive Deep"), **more: object) -> StoryDraft:
    words = {
        "situation": "Orders were lost every night.", "task": "I was to end that.", "action": "I split the ledger.",
        "result": "Losses fell by 90 %.", "strength": 4,
        "follow_ups": (FollowUp("What would you do differently?", "Begin earlier."),),
    }  # fmt: skip
    return StoryDraft(title=title, principles=principles, **{**words, **more})  # type: ignore[arg-type]


def write_stories(db: Connection, moment: Moment, *drafts: StoryDraft) -> list[int]:
    return [add_story(db, one, moment) for one in drafts or (draft(),)]


def prepare(browser: Browser, *drafts: StoryDraft) -> list[int]:
    """Questions in the bank, and stories; returns the ids of the stories."""
    browser.take_in(QUESTIONS, "questions.md")
    db = browser.db()
    ids = write_stories(db, Moment(browser.clock.now, UTC), *drafts)
    db.close()
    return ids


def begin(browser: Browser, take_id: str = "take-1", **form: object) -> str:
    """Put a question; returns the address of the take."""
    answer = browser.client.post("/drill", data={"take_id": take_id, **form})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def tell(
    browser: Browser, story_id: int, take_id: str = "take-1", ms: int = 20_000, answers: tuple[int, ...] = (), **form: object
) -> str:
    """A take that is told and asked about: only its scores are missing. answers: the scores of its follow-ups."""
    path = begin(browser, take_id, **form)
    browser.client.post(f"{path}/story", data={"story": story_id})
    for section in range(4):
        browser.client.post(f"{path}/section", data={"section": section, "ms": ms})
    answer_follow_ups(browser, path, *answers)
    return path


def answer_follow_ups(browser: Browser, path: str, *scores: int) -> None:
    """As many as are asked, the first of them with these scores."""
    for place in range(MOST_ASKED_NEXT):
        browser.client.post(f"{path}/follow-up", data={"place": place, "score": scores[place] if place < len(scores) else ""})


def version(browser: Browser, path: str) -> str:
    found = re.search(r'name="version" value="([^"]+)"', browser.client.get(path).text)
    assert found
    return found[1]


def score(browser: Browser, path: str, **scores: int) -> int:
    form = {**SCORES, **scores, "version": version(browser, path)}
    return browser.client.post(f"{path}/scores", data=form).status_code
