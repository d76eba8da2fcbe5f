"""Every page, in both themes and both sizes: reachable by everybody, and without JavaScript."""

from __future__ import annotations

from datetime import UTC

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from flashcards.core.moment import Moment
from flashcards.services.imports.gathering import gather_uploads
from flashcards.services.imports.planning import plan_import
from flashcards.services.imports.preparing import stage_import
from tests.browser.conftest import Site, violations
from tests.browser.test_keyboard import guide, start

PAGES = (
    "/", "/decks", "/decks/1", "/decks/1/options", "/review", "/review?card=1&answer", "/import", "/import/1", "/import/2",
    "/notes", "/notes?q=is:new", "/notes/add", "/notes/1/edit", "/cards/1", "/guides", "/guides/1", "/guides/1?show=nothing",
    "/stats", "/stats?period=all", "/practice", "/fit", "/fit/reschedule", "/backups", "/settings", "/help",
)  # fmt: skip
EMPTY = (
    "/", "/decks", "/review", "/import", "/notes", "/notes/add", "/guides", "/stats", "/practice", "/fit", "/backups",
    "/settings", "/help",
)  # fmt: skip


def fill(site: Site) -> list[str]:
    """Thirty cards and an import that is being looked through; returns the addresses of its cards' edit pages."""
    site.take_in(guide(30))
    text = "# Storage\n\n## S3\n\n- **Durability**: eleven nines\n- **Classes**: [Your list]\n"
    db = site.db()
    moment = Moment(site.clock.now, UTC)
    import_id = stage_import(db, plan_import(db, gather_uploads([("storage.md", text.encode())])), moment)
    db.close()
    return [f"/import/{import_id}/notes/{row[0]}/edit" for row in site.rows("SELECT id FROM staged_notes")]


def visit(page: Page, path: str, status: int = 200) -> None:
    """Open a page that must exist."""
    answer = page.goto(path)
    assert answer
    assert answer.status == status, path


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("is_empty", [False, True], ids=["full", "empty"])
def test_axe_finds_nothing(context: BrowserContext, site: Site, theme: str, is_empty: bool) -> None:
    paths = EMPTY if is_empty else [*PAGES, *fill(site)]
    page = context.new_page()  # axe tries inline styles, which our policy refuses
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    for path in paths:
        visit(page, path)
        assert violations(page) == [], path
    visit(page, "/no-such-page", 404)
    assert violations(page) == []


def test_no_page_scrolls_sideways_on_a_small_phone(chromium: Browser, site: Site) -> None:
    paths = [*PAGES, *fill(site)]
    context = chromium.new_context(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True, base_url=site.address)
    page = context.new_page()
    for path in paths:
        visit(page, path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    context.close()


def test_targets_are_large_enough_for_a_thumb(chromium: Browser, site: Site) -> None:
    fill(site)
    context = chromium.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True, base_url=site.address)
    page = context.new_page()
    page.goto("/review")
    page.get_by_role("link", name="Show Answer").tap()
    for label in ("Again", "Hard", "Good", "Easy"):
        box = page.get_by_role("button", name=label).bounding_box()
        assert box
        assert box["height"] >= 44, label
        assert box["width"] >= 44, label
    context.close()


def test_rating_and_import_work_without_javascript(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(java_script_enabled=False, base_url=site.address)
    page = context.new_page()
    page.goto("/import")
    page.locator("input[type=file][name=file]").first.set_input_files(
        {"name": "queues.md", "mimeType": "text/markdown", "buffer": guide(3).encode()}
    )
    page.get_by_role("button", name="Look through", exact=True).click()
    page.get_by_role("button", name="Import").first.click()
    assert site.rows("SELECT COUNT(*) FROM notes") == [(3,)]
    page.goto("/review")
    page.get_by_role("link", name="Show Answer").click()
    expect(page.locator("#answer")).to_contain_text("Answer 1.")
    page.get_by_role("button", name="Easy").click()
    expect(page.locator("#front")).to_contain_text("Question 2?")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#front")).to_contain_text("Question 1?")
    assert site.rows("SELECT kind FROM review_log") == [("rating",), ("undo",)]
    context.close()


def test_a_lost_server_does_not_lose_the_rating(page: Page, site: Site) -> None:
    site.take_in(guide(3))
    start(page)
    page.keyboard.press("Space")
    page.context.set_offline(True)
    page.keyboard.press("3")
    expect(page.locator("body")).to_contain_text("Not saved")
    page.context.set_offline(False)
    page.keyboard.press("r")
    expect(page.locator("#front")).to_contain_text("Question 2?")
    assert site.rows("SELECT rating FROM review_log") == [(3,)]
