"""Rapid retrieval in a real browser: by keyboard, against the clock, by thumb and without scripts."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from flashcards.core.moment import Moment
from flashcards.core.stories.retrieval import SOONEST_MS
from tests.browser.conftest import Site, violations
from tests.web.telling import QUESTIONS, draft, write_stories

ASKED = 3
"""Questions there are."""


@pytest.fixture
def told(site: Site) -> Site:
    """Questions, a story that shows all their principles (key 1) and one that shows none of them (key 2)."""
    site.take_in(QUESTIONS, "questions.md")
    db = site.db()
    write_stories(db, Moment(site.clock.now, UTC), draft(), draft("Vendor exit", ("Frugality",)))
    db.close()
    return site


def choices(site: Site) -> list[tuple[object, ...]]:
    return site.rows(
        "SELECT place, title.front, verdict FROM retrievals LEFT JOIN notes AS title ON title.id = story_id ORDER BY place"
    )


def begin(page: Page) -> None:
    page.goto("/rapid")
    page.keyboard.press("Enter")
    expect(page.locator("#question")).to_be_focused()


def see(page: Page, place: int) -> None:
    """Wait until the question of that number, from 1, can have been read."""
    expect(page.get_by_text(f"{place} of 10", exact=True)).to_be_visible()
    page.wait_for_load_state()
    page.wait_for_timeout(SOONEST_MS)


def choose(page: Page, key: str, place: int) -> None:
    """Press a key at the question of that number."""
    see(page, place)
    page.keyboard.press(key)


def test_a_run_by_keyboard_stores_how_long_each_choice_took(page: Page, told: Site) -> None:
    begin(page)
    choose(page, "1", 1)
    choose(page, "2", 2)
    expect(page.locator(".last-verdict")).to_contain_text("wrong")
    choose(page, "0", 3)
    expect(page.locator("h1")).to_have_text("1 of 3 came right and in time")
    assert choices(told) == [(0, "Payments rescue", "strong"), (1, "Vendor exit", "wrong"), (2, None, "wrong")]
    first, second, none = (row[0] for row in told.rows("SELECT latency_ms FROM retrievals ORDER BY place"))
    assert SOONEST_MS <= int(str(first)) < 3000
    assert 0 <= int(str(second)) < 3000
    assert none is None
    page.keyboard.press("Enter")
    expect(page.locator("#question")).to_be_focused()


def test_the_clock_shrinks_and_chooses_nothing_when_it_runs_out(page: Page, told: Site) -> None:
    page.clock.install()
    page.goto("/rapid/run?seconds=5")
    page.clock.run_for(2000)
    expect(page.locator("#time-left .tabular")).to_have_text("3 s")
    assert int(page.locator("#time-left progress").evaluate("bar => bar.value")) <= 3000
    page.clock.run_for(3100)
    expect(page.get_by_text("2 of 10", exact=True)).to_be_visible()
    assert choices(told) == [(0, None, "wrong")]


def test_a_reload_gives_no_more_time(page: Page, told: Site) -> None:
    page.goto("/rapid/run?seconds=10")
    page.wait_for_load_state()
    page.evaluate("for (const shown in sessionStorage) if (shown.startsWith('rapid')) sessionStorage[shown] -= 1500")
    page.reload()
    page.wait_for_load_state()
    page.keyboard.press("1")
    expect(page.get_by_text("2 of 10", exact=True)).to_be_visible()
    ((latency,),) = told.rows("SELECT latency_ms FROM retrievals")
    assert 1500 <= int(str(latency)) < 7000


ECHO = """
    addEventListener('keydown', (event) => { if (event.isTrusted) sessionStorage.setItem('echo', event.key); }, true);
    addEventListener('pointerdown', (event) => { if (event.isTrusted) sessionStorage.setItem('echo', 'click'); }, true);
    addEventListener('DOMContentLoaded', () => {
        const echo = sessionStorage.getItem('echo');
        sessionStorage.removeItem('echo');
        if (echo === 'click') document.querySelector('#recall [name=story]').click();
        else if (echo) document.body.dispatchEvent(new KeyboardEvent('keydown', { key: echo, bubbles: true, cancelable: true }));
    });
"""
"""Whatever is pressed is pressed again the instant the next page listens, sooner than a test could."""


def test_a_second_press_answers_no_question(page: Page, told: Site) -> None:
    begin(page)
    see(page, 1)
    page.context.add_init_script(ECHO)
    page.reload()
    page.keyboard.press("1")
    see(page, 2)
    page.get_by_role("button", name="Payments rescue").click()
    see(page, 3)
    assert choices(told) == [(0, "Payments rescue", "strong"), (1, "Payments rescue", "strong")]
    choose(page, "0", 3)
    expect(page.locator("h1")).to_contain_text("in time")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible_and_fit_a_small_phone(chromium: Browser, told: Site, scheme: str) -> None:
    for width in (1280, 360):
        context = chromium.new_context(viewport={"width": width, "height": 780}, base_url=told.address, color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        for path in ("/rapid", f"/rapid/{scheme}{width}?seconds=10"):
            page.goto(path)
            assert violations(page) == [], path
            assert page.evaluate("document.querySelector('main').scrollWidth <= innerWidth"), path
        for button in page.locator("#recall button").all():
            box = button.bounding_box()
            assert box
            assert box["height"] >= 44
        for place in range(1, ASKED + 1):
            choose(page, "12"[place % 2], place)
        expect(page.locator("h1")).to_contain_text("in time")
        assert violations(page) == []
        assert page.evaluate("document.querySelector('main').scrollWidth <= innerWidth")
        context.close()


def test_a_run_without_javascript(chromium: Browser, told: Site) -> None:
    context = chromium.new_context(java_script_enabled=False, base_url=told.address)
    page = context.new_page()
    page.goto("/rapid")
    page.get_by_role("button", name="Start").click()
    for place in range(1, ASKED + 1):
        expect(page.get_by_text(f"{place} of 10", exact=True)).to_be_visible()
        told.clock.now += timedelta(seconds=2)
        page.get_by_role("button", name="Payments rescue").click()
    expect(page.locator("h1")).to_have_text("3 of 3 came right and in time")
    assert told.rows("SELECT DISTINCT latency_ms, verdict FROM retrievals") == [(2000, "strong")]
    context.close()
