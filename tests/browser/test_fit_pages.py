"""Fitting and rescheduling in a browser: by keys, without JavaScript, and for everybody."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from benchmarks.learner import Learner, study
from tests.browser.conftest import Site, violations


@pytest.fixture
def studied(site: Site) -> Site:
    """A deck that a forgetful learner studied."""
    db = site.db()
    study(db, Learner(cards=250, new_per_day=10), 2500, "AWS")
    db.close()
    return site


def test_a_fit_is_taken_and_rescheduled_by_keys(page: Page, studied: Site) -> None:
    page.goto("/fit?deck=1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The fitted weights know you better")).to_be_focused()
    page.keyboard.press("r")
    expect(page.get_by_role("heading", name="Reschedule AWS")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("have their new days")
    assert studied.rows("SELECT options FROM decks") == [('{"parameters_id": 2}',)]
    page.wait_for_load_state()
    page.keyboard.press("u")
    expect(page.locator("#use-title ~ p").first).to_contain_text("the published weights")
    assert studied.rows("SELECT options FROM decks") == [("{}",)]


def test_it_all_works_without_javascript(chromium: Browser, studied: Site) -> None:
    context = chromium.new_context(java_script_enabled=False, base_url=studied.address)
    page = context.new_page()
    page.goto("/fit")
    page.get_by_label("To the reviews of").select_option("AWS")
    page.get_by_role("button", name="Choose").click()
    page.get_by_role("button", name="Fit AWS").click()
    page.get_by_role("link", name="Use these and reschedule").click(timeout=60_000)  # the page looks again by itself
    page.get_by_role("button", name="Use the weights and reschedule").click()
    expect(page.locator("main")).to_contain_text("have their new days")
    assert studied.rows("SELECT COUNT(*) > 200 FROM review_log WHERE kind = 'reschedule'") == [(1,)]
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(context: BrowserContext, studied: Site, theme: str) -> None:
    page = context.new_page()  # axe tries inline styles, which our policy refuses
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]

    def look(path: str) -> None:
        answer = page.goto(path)
        assert answer
        assert answer.status == 200
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path

    look("/fit")
    look("/fit/reschedule")
    look("/fit?deck=1")
    page.get_by_role("button", name="Fit AWS").click()
    expect(page.get_by_role("heading", name="The fitted weights know you better")).to_be_visible()
    look("/fit")
    look("/fit/reschedule?fit=1")
    page.get_by_role("button", name="Use the weights").click()
    look("/fit?deck=1")
    page.get_by_role("button", name="Fit AWS").click()
    expect(page.get_by_role("heading", name="The present weights are as good")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Undo").click()
    assert violations(page) == []


def test_a_new_collection_is_told_what_is_missing(page: Page, site: Site) -> None:
    page.goto("/fit")
    expect(page.locator("main")).to_contain_text("512 more reviews")
    expect(page.get_by_role("button", name="Fit all decks")).to_be_disabled()
