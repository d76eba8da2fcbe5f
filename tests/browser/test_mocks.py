"""A mock interview in a real browser: its rounds by keyboard, its report, small screens, no scripts."""

from __future__ import annotations

from datetime import UTC

import pytest
from playwright.sync_api import Browser, Page, expect

from flashcards.core.moment import Moment
from tests.browser.conftest import Site, settled, violations
from tests.web.telling import QUESTIONS, draft, write_stories

ROUNDS = """# Week plan

## Mock interview

**Round 1: Core principles (30 minutes)**

1. "Tell me about a time you decided without all the facts" (3 minutes)
2. "Tell me about a time you changed your mind" (3 minutes)
3. "Tell me about a time you took a risk" (3 minutes)

**Round 2: Your team (30 minutes)**

1. "Tell me about a time you resolved a conflict" (3 minutes)
2. "Tell me about a time you grew an engineer" (3 minutes)
3. "Tell me about a time you said no" (3 minutes)
"""


@pytest.fixture
def told(site: Site) -> Site:
    """Questions, and six stories that are told aloud."""
    site.take_in(QUESTIONS, "questions.md")
    db = site.db()
    write_stories(db, Moment(site.clock.now, UTC), *(draft(f"Story {number}", ("Ownership",)) for number in range(1, 7)))
    db.close()
    return site


def tell(page: Page, keys: str) -> None:
    """A question to its scores, on the page of its take: the first story that is offered, half a minute a section. The page's
    clock must be installed."""
    expect(page.locator("#take")).to_have_attribute("data-state", "choosing")
    settled(page)
    page.locator("#take .told-story").first.click()
    expect(page.locator("#take")).to_have_attribute("data-state", "telling")
    for section in range(4):
        expect(page.locator("#take")).to_have_attribute("data-section", str(section))
        expect(page.locator("#now")).to_be_focused()
        page.clock.fast_forward(30_000)
        page.keyboard.press("Space")
    expect(page.locator("#take")).to_have_attribute("data-section", "4")
    while page.locator("#take").get_attribute("data-state") == "asking":
        settled(page)
        asked = page.locator("#now").inner_text()
        page.keyboard.press("Space")
        expect(page.locator("#now")).not_to_have_text(asked)
    settled(page)
    for key in keys:
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    expect(page.locator("#take")).to_have_attribute("data-state", "scored")


def test_two_rounds_of_three_by_keyboard_and_the_report(page: Page, told: Site) -> None:
    page.context.add_cookies([{"name": "drill", "value": "aloud/shown/", "url": told.address}])
    told.take_in(ROUNDS, "week.md")
    page.clock.install()
    page.goto("/mocks")
    page.keyboard.press("Enter")
    for number in range(1, 7):
        expect(page.get_by_text(f"Mock of Week plan, {number} of 6")).to_be_visible()
        expect(page.locator("#mock-title")).to_have_text("Round 1: Core principles" if number < 4 else "Round 2: Your team")
        page.wait_for_load_state()
        page.keyboard.press("Enter")
        tell(page, "44344" if number < 6 else "33333")
        page.keyboard.press("Enter")
    expect(page.locator("#report-title")).to_have_text("3.67 of 5")
    sheet = page.locator(".sheet")
    for line in ("6/6", "5/6", "0/6"):
        expect(sheet).to_contain_text(line)
    expect(page.locator(".answers > li")).to_have_count(6)
    expect(page.locator(".next-steps")).to_contain_text("Work on specific metrics")
    assert told.rows("SELECT COUNT(DISTINCT story_id), COUNT(DISTINCT mock_place) FROM takes") == [(6, 6)]
    page.get_by_role("link", name="The take of question 2").click()
    expect(page.locator("#take")).to_have_attribute("data-state", "scored")
    page.wait_for_load_state()
    page.keyboard.press("Enter")
    expect(page.locator("#report-title")).to_be_visible()


def test_the_rounds_clock_goes_on_between_two_questions(page: Page, told: Site) -> None:
    page.goto("/mocks")
    page.get_by_role("button", name="Begin Behavioural mock").click()
    page.get_by_role("button", name="Question 1").click()
    expect(page.locator("#take")).to_be_visible()
    page.clock.install()
    page.goto("/mocks/1")
    expect(page.locator("#round-clock [data-now]")).to_have_text("0:00")
    page.clock.run_for(61_000)
    expect(page.locator("#round-clock [data-now]")).to_have_text("1:01")
    page.clock.run_for(30 * 60_000)
    expect(page.get_by_text("Over the round's time")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible_and_fit_a_small_phone(chromium: Browser, told: Site, scheme: str) -> None:
    for width in (1280, 360):
        context = chromium.new_context(viewport={"width": width, "height": 780}, base_url=told.address, color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.clock.install()
        page.goto("/mocks")
        page.get_by_label("Rounds").fill("2")
        page.get_by_role("button", name="Begin Interview loop").click()
        for path in (page.url, "/mocks"):
            page.goto(path)
            assert violations(page) == [], path
            assert page.evaluate("document.querySelector('main').scrollWidth <= innerWidth"), path
        page.get_by_role("link", name="Go on with the mock").click()
        page.get_by_role("button", name="Question 1").click()
        tell(page, "43434")
        settled(page)
        page.get_by_role("link", name="On with the mock").click()
        expect(page.locator(".mock-places a")).to_have_count(1)
        assert violations(page) == []
        page.get_by_role("button", name="Finish now").click()
        expect(page.locator("#report-title")).to_have_text("3.6 of 5")
        assert violations(page) == []
        assert page.evaluate("document.querySelector('main').scrollWidth <= innerWidth")
        context.close()


def test_a_mock_without_javascript(chromium: Browser, told: Site) -> None:
    context = chromium.new_context(java_script_enabled=False, base_url=told.address)
    page = context.new_page()
    page.goto("/mocks")
    page.get_by_label("Rounds").fill("1")
    page.get_by_label("Questions a round").fill("1")
    page.get_by_role("button", name="Begin Interview loop").click()
    page.get_by_role("button", name="Question 1").click()
    page.locator("#take .told-story").first.click()
    while not page.locator("#rubric").count():
        page.locator(".drill-on").click()
    for score in page.locator("#rubric fieldset").all():
        score.get_by_label("4", exact=True).check(force=True)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="On with the mock").click()
    expect(page.locator("#report-title")).to_have_text("4.0 of 5")
    context.close()
