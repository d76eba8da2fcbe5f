"""Rapid retrieval on its pages: the clock, exactly one choice a place, and what comes of it."""

from __future__ import annotations

import re

import pytest
from werkzeug.test import TestResponse

from tests.web.conftest import Browser
from tests.web.stories import words
from tests.web.telling import draft, prepare

ASKED = 3
"""Questions of the bank that stories are prepared with."""


@pytest.fixture
def stories(browser: Browser) -> list[int]:
    """One that shows every principle that is asked for, and one that shows none of them."""
    return prepare(browser, draft(), draft("Vendor exit", ("Frugality",)))


def fields(browser: Browser, path: str = "/rapid/run?seconds=10") -> dict[str, str]:
    """What the form of the question that stands holds."""
    page = browser.client.get(path).text
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.partition('id="recall"')[2]))


def choose(browser: Browser, story: int | str, path: str = "/rapid/run?seconds=10", **more: object) -> TestResponse:
    return browser.client.post(path.partition("?")[0], data={**fields(browser, path), "story": story, **more})


def finish(browser: Browser, story: int | str, ms: int = 1000) -> str:
    """Choose the same for all questions; returns the page of how it went."""
    for _ in range(ASKED):
        assert choose(browser, story, latency_ms=ms).status_code == 303
    return browser.client.get("/rapid/run?seconds=10").text


def rows(browser: Browser, columns: str) -> list[tuple[object, ...]]:
    db = browser.db()
    found = [tuple(row) for row in db.execute(f"SELECT {columns} FROM retrievals ORDER BY id")]
    db.close()
    return found


def test_without_stories_or_questions_the_page_says_what_it_needs(browser: Browser) -> None:
    assert "Write nine first lines" in browser.client.get("/rapid").text
    browser.client.post("/stories/new", data={"title": "A line", "strength": "3"})
    assert "Import the question bank" in browser.client.get("/rapid").text
    assert browser.client.get("/rapid/run").location == "/rapid"


def test_a_run_begins_under_the_chosen_clock(browser: Browser, stories: list[int]) -> None:
    assert browser.client.post("/rapid", data={"run_id": "run", "seconds": "5"}).location == "/rapid/run?seconds=5"
    assert browser.client.post("/rapid", data={"run_id": "run", "seconds": ""}).location == "/rapid/run"
    assert 'data-seconds="5"' in browser.client.get("/rapid/run?seconds=5").text
    assert "No clock" in browser.client.get("/rapid/run").text


def test_every_story_is_a_button_with_a_key(browser: Browser, stories: list[int]) -> None:
    page = browser.client.get("/rapid/run?seconds=10").text
    found = re.findall(r'name="story" value="(\d*)" data-key="(\w)"', page)
    assert found == [(str(stories[0]), "1"), (str(stories[1]), "2"), ("", "0")]


def test_what_the_browser_measured_is_stored(browser: Browser, stories: list[int]) -> None:
    choose(browser, stories[0], latency_ms=2400)
    assert rows(browser, "story_id, latency_ms, seconds, verdict") == [(stories[0], 2400, 10, "strong")]
    assert "strong" in browser.client.get("/rapid/run?seconds=10").text.partition("The last one:")[2][:40]


def test_without_javascript_the_server_times_it(browser: Browser, stories: list[int]) -> None:
    sent = fields(browser)
    browser.clock.forward(seconds=8)
    browser.client.post("/rapid/run", data={**sent, "story": stories[0]})
    assert rows(browser, "story_id, latency_ms, verdict") == [(stories[0], 8000, "stuck")]


def test_what_comes_after_the_clock_is_no_choice(browser: Browser, stories: list[int]) -> None:
    sent = fields(browser, "/rapid/run?seconds=5")
    browser.clock.forward(seconds=6)
    browser.client.post("/rapid/run", data={**sent, "story": stories[0]})
    assert rows(browser, "story_id, latency_ms, seconds, verdict") == [(None, 6000, 5, "wrong")]


def test_without_a_clock_nothing_comes_too_late(browser: Browser, stories: list[int]) -> None:
    choose(browser, stories[0], "/rapid/run", latency_ms=40_000)
    assert rows(browser, "story_id, latency_ms, seconds, verdict") == [(stories[0], 40_000, None, "stuck")]


def test_a_second_press_takes_nothing_twice(browser: Browser, stories: list[int]) -> None:
    sent = fields(browser)
    for story in stories:
        browser.client.post("/rapid/run", data={**sent, "story": story, "latency_ms": 900})
    assert rows(browser, "place, story_id") == [(0, stories[0])]


@pytest.mark.parametrize("latency", ["", "299"])
def test_what_comes_before_the_question_can_have_been_read_is_no_choice(
    browser: Browser, stories: list[int], latency: str
) -> None:
    sent = fields(browser)
    browser.clock.forward(seconds=0.1)
    answer = browser.client.post("/rapid/run", data={**sent, "story": stories[1], "latency_ms": latency})
    assert (answer.status_code, answer.location) == (303, "/rapid/run?seconds=10")
    assert rows(browser, "*") == []
    assert fields(browser)["question"] == sent["question"]


def test_a_run_of_strong_choices_brings_nothing_and_offers_the_shorter_clock(browser: Browser, stories: list[int]) -> None:
    page = finish(browser, stories[0])
    assert "3 of 3 came right and in time" in words(page)
    assert "Nothing: every story came." in page
    assert 'value="5" checked' in page


def test_wrong_choices_say_what_shows_it_and_come_into_the_next_days_drill(browser: Browser, stories: list[int]) -> None:
    page = finish(browser, stories[1])
    assert "0 of 3 came right and in time" in words(page)
    assert page.count("Payments rescue shows it") == ASKED
    assert page.count("<small>for Ownership</small>") == 1
    assert 'value="10" checked' in page
    browser.clock.forward(days=1)
    assert "it did not come quickly in a rapid retrieval" in browser.client.get("/drill").text.lower()


def test_a_principle_no_story_shows_asks_for_one(browser: Browser) -> None:
    story, other = prepare(browser, draft("Vendor exit", ("Ownership",)), draft("Two teams", ("Frugality",)))
    choose(browser, other, latency_ms=900)
    browser.client.post(f"/stories/{story}/delete")
    assert "Write a story for Ownership" in browser.client.get("/rapid/run").text


def test_where_no_story_shows_what_is_asked_no_run_begins_and_the_page_says_so(browser: Browser) -> None:
    prepare(browser, draft("Vendor exit", ("Frugality",)))
    assert "No story shows a principle that a question asks for" in browser.client.get("/rapid").text
    assert browser.client.get("/rapid/run").location == "/rapid"


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({"story": 2, "latency_ms": 900}, "it does not show {}"),
        ({"latency_ms": 900}, "none for {}"),
        ({"latency_ms": 10_000}, "too late for {}"),
    ],
)
def test_what_was_wrong_is_said_with_the_principle(
    browser: Browser, stories: list[int], chosen: dict[str, int], told: str
) -> None:
    wrong = stories[1] if "story" in chosen else ""
    principle = fields(browser)["principle"]
    choose(browser, wrong, latency_ms=chosen["latency_ms"])
    assert f"The last one: wrong , {told.format(principle)}" in words(browser.client.get("/rapid/run?seconds=10").text)
    for _ in range(ASKED - 1):
        choose(browser, stories[0], latency_ms=1000)
    assert f"wrong {told.format(principle)}" in words(browser.client.get("/rapid/run?seconds=10").text)


def test_the_last_runs_are_listed(browser: Browser, stories: list[int]) -> None:
    finish(browser, stories[0], ms=4000)
    page = browser.client.get("/rapid").text
    assert "today 0 3 0 0 4.0 s" in words(page)
    assert 'href="/rapid/run"' in page


@pytest.mark.parametrize("wrong", [{"seconds": "7"}, {"place": "10"}, {"place": ""}, {"question": "x"}, {"story": "-1"}])
def test_nonsense_is_refused(browser: Browser, stories: list[int], wrong: dict[str, str]) -> None:
    assert browser.client.post("/rapid/run", data={**fields(browser), **wrong}).status_code == 422
    assert rows(browser, "*") == []


@pytest.mark.parametrize("shown_at", ["", "soon", "2026-11-23T10:00:00"])
def test_an_instant_that_cannot_be_read_measures_nothing(browser: Browser, stories: list[int], shown_at: str) -> None:
    choose(browser, stories[0], shown_at=shown_at)
    assert rows(browser, "latency_ms, verdict") == [(None, "hesitant")]
