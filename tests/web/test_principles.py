"""The page Principles: all of them with their stories, edited in place."""

from __future__ import annotations

import pytest

from tests.web.conftest import Browser
from tests.web.stories import story, words

NAMES = "SELECT group_concat(name, ', ') FROM (SELECT name FROM principles WHERE deleted_at IS NULL ORDER BY position LIMIT 3)"
FRUGALITY = "SELECT id FROM principles WHERE name = 'Frugality'"


def edit(browser: Browser, principle_id: object, **fields: str) -> int:
    plain = {"name": "Frugality", "meaning": "Do more with less.", "l6": "Small.", "l7": "Large."}
    return browser.client.post(f"/principles/{principle_id}", data={**plain, **fields}).status_code


def test_each_principle_stands_with_its_stories(browser: Browser) -> None:
    story(browser, title="The cheap one", strength="2", principles=["Frugality"])
    page = words(browser.client.get("/principles").text)
    assert "Frugality 0 of 2 Do more with less" in page
    assert "2 The cheap one Write one for Frugality" in page


def test_a_principle_is_reworded_and_renamed_in_stories_too(browser: Browser) -> None:
    story(browser, principles=["Frugality"])
    assert edit(browser, browser.scalar(FRUGALITY), name="Thrift", meaning="Spend as if it were yours.") == 303
    assert browser.scalar("SELECT principles FROM notes") == '["Thrift"]'
    assert "Spend as if it were yours." in browser.client.get("/principles").text


def test_a_principle_is_added_moved_and_removed(browser: Browser) -> None:
    assert browser.client.post("/principles", data={"name": "Punctuality"}).status_code == 303
    added = browser.scalar("SELECT id FROM principles WHERE name = 'Punctuality'")
    assert browser.client.post(f"/principles/{added}/move", data={"to": "1"}).status_code == 303
    assert browser.scalar(NAMES) == "Punctuality, Customer Obsession, Ownership"
    assert browser.client.post(f"/principles/{added}/remove").status_code == 303
    assert browser.scalar(NAMES) == "Customer Obsession, Ownership, Invent and Simplify"
    browser.undo()
    assert browser.scalar(NAMES) == "Punctuality, Customer Obsession, Ownership"


def test_a_principle_that_stories_show_stays(browser: Browser) -> None:
    story(browser, principles=["Frugality"])
    answer = browser.client.post(f"/principles/{browser.scalar(FRUGALITY)}/remove")
    assert answer.status_code == 422
    assert "Frugality is shown by stories: Payments rescue" in answer.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "has no name"),
        ({"name": "ownership"}, "There is a principle"),
        ({"meaning": "x" * 301}, "at most 300 characters"),
    ],
)
def test_what_is_refused_comes_back_as_typed(browser: Browser, fields: dict[str, str], said: str) -> None:
    typed = {"name": "Frugality", "meaning": "Typed with care.", "l6": "", "l7": "", **fields}
    for path in (f"/principles/{browser.scalar(FRUGALITY)}", "/principles"):
        answer = browser.client.post(path, data=typed)
        assert answer.status_code == 422
        assert said in words(answer.text)
        assert f">{typed['meaning']}</textarea>" in answer.text


def test_a_place_that_is_none_is_refused(browser: Browser) -> None:
    for place in ("0", "18", "first"):
        assert browser.client.post("/principles/1/move", data={"to": place}).status_code == 422


def test_a_principle_that_is_not_there_says_so(browser: Browser) -> None:
    for step in ("", "/move", "/remove"):
        assert browser.client.post(f"/principles/999{step}", data={"name": "x", "to": "1"}).status_code == 404
