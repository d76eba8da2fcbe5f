"""The page a drill begins with, and the lengths a telling can have."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.web.conftest import Browser
from tests.web.stories import words
from tests.web.telling import begin, draft, prepare, score, tell


def test_without_a_story_the_page_leads_to_the_first_one(browser: Browser) -> None:
    page = browser.client.get("/drill").text
    assert "/stories/start" in page
    assert "<fieldset" not in page


def test_what_is_to_be_told_today_comes_first_and_one_key_starts_it(browser: Browser) -> None:
    prepare(browser)
    page = browser.client.get("/drill").text
    first = page.index("Payments rescue")
    assert first < page.index("By principle") < page.index("By story")
    assert 'name="card" value="' in page[: page.index("By principle")]
    assert 'data-key="Enter Space s"' in page


def test_a_pair_that_was_told_already_is_to_be_scored_first(browser: Browser) -> None:
    (story,) = prepare(browser)
    path = tell(browser, story, principle="Ownership", ms=20_000)
    hero = browser.client.get("/drill").text.partition("Not finished yet")[0]
    assert f'href="{path}" data-key="Enter Space s"' in hero
    assert "Told in 1:20; it waits for its scores." in hero
    assert "Tell it" not in hero
    score(browser, path)
    assert "Score it" not in browser.client.get("/drill").text


def test_a_form_with_a_card_alone_begins_that_pair(browser: Browser) -> None:
    """As the pages of the stories send it."""
    prepare(browser)
    card = browser.scalar("SELECT id FROM cards WHERE slot = 'p' || (SELECT id FROM principles WHERE name = 'Dive Deep')")
    page = browser.client.get(begin(browser, card=card)).text
    assert "Dive Deep" in page
    assert "Tell me about a number" in page
    assert "Tell “Payments rescue”" in page


def test_a_principle_asks_a_question_of_it_and_offers_the_stories(browser: Browser) -> None:
    ids = prepare(browser, draft(), draft("Search migration", ("Dive Deep",)))
    page = browser.client.get(begin(browser, principle="Ownership")).text
    shown, _, others = page.partition("These do not show Ownership")
    assert f'name="story" value="{ids[0]}" data-key="1"' in shown
    assert f'name="story" value="{ids[1]}"' in others


def test_a_double_press_begins_one_take(browser: Browser) -> None:
    prepare(browser)
    assert begin(browser, principle="Ownership") == begin(browser, principle="Ownership")
    assert browser.scalar("SELECT COUNT(*) FROM takes") == 1
    assert browser.scalar("SELECT COUNT(*) FROM askings") == 1


def test_how_one_tells_is_remembered_for_every_way_in(browser: Browser) -> None:
    prepare(browser)
    begin(browser, principle="Ownership", how="type", titles="hidden", preset="90 seconds")
    card = browser.scalar("SELECT MIN(id) FROM cards WHERE slot LIKE 'p%'")
    page = browser.client.get(begin(browser, "take-2", card=card)).text
    assert 'data-how="type"' in page
    assert browser.scalar("SELECT preset FROM takes WHERE take_id = 'take-2'") == "90 seconds: 12-18 6-10 35-44 12-18 / 75-90"
    assert "Payments rescue" not in page.partition('id="stories" hidden')[0]
    assert "Payments rescue" in browser.client.get("/takes/take-2?stories").text


def test_a_cookie_that_makes_no_sense_is_passed_over(browser: Browser) -> None:
    prepare(browser)
    browser.client.set_cookie("drill", "shout/x/No such preset/%ff")
    assert browser.client.get("/drill").status_code == 200
    assert 'data-how="record"' in browser.client.get(begin(browser, principle="Ownership")).text


@pytest.mark.parametrize(
    ("form", "status"),
    [({"card": "x"}, 422), ({"card": "999"}, 404), ({"story": "999"}, 404), ({"principle": "Thrift"}, 404), ({}, 422)],
)
def test_what_cannot_be_told_is_refused(browser: Browser, form: dict[str, str], status: int) -> None:
    assert browser.client.post("/drill", data={"take_id": "take-1", **form}).status_code == status
    assert browser.client.post("/drill", data={**form, "principle": "Ownership"}).status_code == 422  # no take_id


def test_takes_that_wait_are_listed_and_can_be_given_up(browser: Browser) -> None:
    (story,) = prepare(browser)
    path = begin(browser, principle="Ownership")
    browser.client.post(f"{path}/story", data={"story": story})
    page = browser.client.get("/drill").text
    assert "in its situation" in page
    assert browser.client.post(f"{path}/leave").headers["Location"] == "/drill"
    page = browser.client.get("/drill").text
    assert "Not finished yet" not in page
    assert "Gave up a take." in page
    browser.undo(next="/drill")
    assert "Not finished yet" in browser.client.get("/drill").text


def test_of_many_takes_that_wait_one_is_shown_at_once(browser: Browser) -> None:
    prepare(browser)
    for number in range(3):
        begin(browser, f"take-{number}", principle="Ownership")
    page = browser.client.get("/drill").text
    assert page.index("/takes/take-2") < page.index("<summary>2 more</summary>") < page.index("/takes/take-1")


def test_two_stories_a_day_and_then_none_is_wanted(browser: Browser) -> None:
    ids = prepare(browser, draft(), draft("Search migration"), draft("Vendor exit"))
    for number, story in enumerate(ids[:2]):
        assert score(browser, tell(browser, story, f"take-{number}", story=story)) == 303
    page = words(browser.client.get("/drill").text)
    assert "No story is due" in page
    assert "2 new stories a day are told; 4 wait. Settings" in page
    assert "2 new stories a day are told; 4 wait." in words(browser.client.get("/").text)


def lengths(browser: Browser) -> dict[str, list[str]]:
    """The form of the presets as the page shows it."""
    page = browser.client.get("/drill/presets").text
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', page):
        found.setdefault(name, []).append(unescape(value))
    return found


def test_lengths_are_changed_added_and_taken_away(browser: Browser) -> None:
    form = lengths(browser)
    assert form["name"] == ["Seven-day plan", "L6", "L7", "90 seconds", "30 seconds", ""]
    form["a_most"][0] = "100"
    form["name"][4] = ""
    new = ["Short", "5", "10", "5", "10", "20", "30", "5", "10", "50", "60"]
    for field, value in zip(form, new, strict=True):
        form[field][5] = value
    assert browser.client.post("/drill/presets", data=form).status_code == 303
    saved = lengths(browser)
    assert saved["name"] == ["Seven-day plan", "L6", "L7", "90 seconds", "Short", ""]
    assert saved["a_most"][0] == "100"
    browser.client.post("/drill/presets", data={**saved, "reset": "1"})
    assert lengths(browser)["name"][4] == "30 seconds"


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("s_least", "x", "Seven-day plan: each length must be a whole number"),
        ("s_least", "40", "least"),
        ("maximum", "100", "maximum"),
        ("name", "L6", "same name"),
        ("name", "a: b", "colons"),
    ],
)
def test_a_length_that_makes_no_sense_is_told_and_what_was_typed_stays(
    browser: Browser, field: str, value: str, told: str
) -> None:
    form = lengths(browser)
    form[field][0] = value
    answer = browser.client.post("/drill/presets", data=form)
    assert answer.status_code == 422
    assert told in unescape(answer.text)
    assert f'value="{value}"' in answer.text
    assert lengths(browser)["name"][0] == "Seven-day plan"


def test_a_form_without_rows_is_refused(browser: Browser) -> None:
    assert browser.client.post("/drill/presets", data={}).status_code == 422
