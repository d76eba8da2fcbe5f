"""The strongest stories, to look through before an interview."""

from __future__ import annotations

import re

from tests.web.conftest import Browser
from tests.web.stories import story, words
from tests.web.telling import score, tell


def lines(browser: Browser) -> list[str]:
    """What is ready, and how telling went."""
    page = browser.client.get("/stories/strongest").text.partition("</main>")[0]
    return [words(found) for found in re.findall(r"<tr.*?</tr>", page, re.DOTALL)]


def test_an_empty_bank_leads_to_the_stories(browser: Browser) -> None:
    assert browser.client.get("/stories/strongest").location == "/stories"
    assert "/stories/strongest" not in browser.client.get("/stories").text


def test_each_story_waits_under_its_title_with_the_time_of_its_newest_take(browser: Browser) -> None:
    story(browser, title="A rough one", strength="2")
    best = story(browser, title="My best", strength="5", number="2.5 % to 0.04 %")
    score(browser, tell(browser, best, "first", ms=50_000, principle="Ownership"))
    score(browser, tell(browser, best, "second", ms=30_000, principle="Ownership"))
    first, second = re.findall(r"<details>.*?</details>", browser.client.get("/stories/strongest").text, re.DOTALL)
    assert words(first).startswith("My best Ownership · 2:00 when told last Situation")
    assert "2.5 % to 0.04 %" in words(first)
    assert words(second).startswith("A rough one Ownership · never told Situation")


def test_what_is_ready_and_how_telling_went_is_counted(browser: Browser) -> None:
    told = story(browser, number="0.04 %", asked=["Why you?"], answered=["It was mine."])
    story(browser, title="Another", strength="3")
    score(browser, tell(browser, told, ms=30_000, answers=(3,), principle="Ownership"), metrics=3)
    assert lines(browser) == [
        "Principles with two stories ready 1 of 16",
        "Within the time when told last 1 of 2",
        "With the number that proves it 1 of 2",
        "With an answer to each follow-up 1 of 2",
        "Structure 4.0 of 5",
        "Leadership shown 4.0 of 5",
        "Specific metrics 3.0 of 5: under 3.5",
        "Within time 4.0 of 5",
        "Relevance to the principle 4.0 of 5",
        "Follow-ups 3.0 of 5: under 3.5",
    ]


def test_before_any_follow_up_was_scored_the_page_says_so(browser: Browser) -> None:
    score(browser, tell(browser, story(browser), ms=30_000, principle="Ownership"))
    assert lines(browser)[-1] == "Follow-ups not scored yet"


def test_a_take_over_its_time_and_one_that_was_deleted_do_not_count_as_timed(browser: Browser) -> None:
    told = story(browser)
    path = tell(browser, told, ms=50_000, principle="Ownership")
    score(browser, path)
    assert "3:20 when told last, over its time" in words(browser.client.get("/stories/strongest").text)
    assert score(browser, tell(browser, told, "hasty", ms=4000, principle="Ownership")) == 303
    assert "0:16 when told last, short" in words(browser.client.get("/stories/strongest").text)
    browser.client.post("/takes/hasty/delete")
    browser.client.post(f"{path}/delete")
    assert "never told" in browser.client.get("/stories/strongest").text
    assert "No takes yet" in browser.client.get("/stories/strongest").text
