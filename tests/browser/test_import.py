"""The preview of an import, worked by keys."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site, violations
from tests.browser.test_keyboard import guide

STORAGE = """# Storage

## S3

Q: How durable is S3?
A: Eleven nines.

Q: What is the largest object?
A: 5 TB.

## EBS

Q: How many instances use a volume?
A: One, as a rule.

## Next steps

- [ ] Read about Glacier
"""


def look_through(page: Page, **texts: str) -> None:
    """Send guides, and wait until the preview listens to keys."""
    page.goto("/import")
    files = [{"name": f"{name}.md", "mimeType": "text/markdown", "buffer": text.encode()} for name, text in texts.items()]
    page.locator("#file").set_input_files(files)  # type: ignore[arg-type]
    page.get_by_role("button", name="Look through", exact=True).click()
    page.wait_for_load_state()
    expect(page).to_have_url(re.compile(r"/import/\d+$"))


def arrive(page: Page, title: str) -> None:
    """Wait until the page of that title listens to keys."""
    expect(page.locator("h1")).to_have_text(title)
    page.wait_for_load_state()


def test_the_preview_is_worked_by_keys_and_no_edit_is_lost(page: Page, site: Site) -> None:
    look_through(page, queues=guide(3))
    expect(page.locator(".draft")).to_have_count(3)
    page.keyboard.press("j")
    expect(page.locator(".draft").first).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator("[data-ticked]")).to_have_text("2")
    page.keyboard.press("j")
    page.keyboard.press("e")
    expect(page.locator("textarea[name=front]")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("What is a queue?")
    page.get_by_role("button", name="Import").click()
    expect(page.locator("#failure")).to_contain_text("Save or cancel")
    expect(page.locator("[data-ticked]")).to_have_text("2")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".draft", has_text="What is a queue?")).to_be_focused()
    expect(page.locator("textarea")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("2 cards added")
    assert [row[0] for row in site.rows("SELECT front FROM notes")] == ["What is a queue?", "Question 3?"]


def test_several_guides_are_gone_through_by_keyboard_alone(page: Page, site: Site) -> None:
    look_through(page, queues=guide(3), storage=STORAGE)
    expect(page.locator("[data-ticked]")).to_have_text("6")
    page.keyboard.press("j")
    page.keyboard.press("x")  # the first guide
    expect(page.locator("[data-ticked]")).to_have_text("3")
    expect(page.locator("#guide-1")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("o")
    arrive(page, "Storage")
    page.keyboard.press("j")
    page.keyboard.press("a")  # the section S3
    expect(page.locator("[data-ticked]")).to_have_text("1")
    expect(page.locator(".draft").first).to_be_focused()
    for key in "jjk":
        page.keyboard.press(key)
    expect(page.locator(".draft").nth(1)).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator("[data-ticked]")).to_have_text("2")
    expect(page.locator("[data-section]").first).to_have_js_property("indeterminate", False)
    page.keyboard.press("s")  # to what was skipped, back, and there again
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("s")
    expect(page.locator(".draft").nth(1)).to_be_focused()
    expect(page.locator(".skip")).to_be_visible()
    page.keyboard.press("s")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator(".skip .draft")).to_be_visible()
    expect(page.locator("[data-ticked]")).to_have_text("3")
    page.keyboard.press("p")
    arrive(page, "Queues")
    page.keyboard.press("Escape")
    arrive(page, "2 guides to look through")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("3 cards added")
    assert site.rows("SELECT COUNT(*) FROM notes WHERE front LIKE '%largest object%'") == [(1,)]


def test_escape_leaves_an_edit_for_its_card(page: Page, site: Site) -> None:
    look_through(page, queues=guide(40))
    page.locator(".draft").nth(29).focus()
    for _ in "ab":
        page.keyboard.press("e")
        expect(page.locator("textarea[name=front]")).to_be_focused()
        expect(page.get_by_role("link", name="Cancel")).to_be_in_viewport(ratio=1)
        expect(page.locator("label", has_text="Front")).to_be_in_viewport(ratio=1)
        page.keyboard.type("Lost. ")
        page.keyboard.press("Escape")
        expect(page.locator(".draft").nth(29)).to_be_focused()
        expect(page.locator("textarea")).to_have_count(0)
    expect(page.locator("main")).not_to_contain_text("Lost.")


def test_escape_leaves_the_page_of_an_edit_for_the_place_in_the_list(page: Page, site: Site) -> None:
    look_through(page, queues=guide(120))
    page.goto("/import/1/notes/110/edit")
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"/import/1/guides/1\?page=2#note-110$"))
    page.wait_for_load_state()
    page.keyboard.press("x")
    expect(page.locator("#tick-110")).not_to_be_checked()


def test_a_key_pressed_at_once_stays_in_the_preview(page: Page, site: Site) -> None:
    look_through(page, queues=guide(3))
    page.add_init_script("""document.addEventListener('DOMContentLoaded', () => {
        for (const key of 'je') document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    })""")
    page.goto("/import/1")
    expect(page.locator("textarea[name=front]")).to_be_focused()
    expect(page).to_have_url(re.compile(r"/import/1$"))


def test_reading_is_cancelled(page: Page, site: Site) -> None:
    look_through(page, queues=guide(3))
    db = site.db()
    db.execute("UPDATE imports SET state = 'reading', done = 84, total = 180 WHERE id = 1")
    db.close()
    page.goto("/import/1")
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("h1")).to_have_text("Reading was cancelled")


def test_a_page_that_waits_goes_on_by_itself(page: Page, site: Site) -> None:
    look_through(page, queues=guide(3))
    db = site.db()
    db.execute("UPDATE imports SET state = 'reading', done = 1, total = 2 WHERE id = 1")
    page.goto("/import/1")
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "1")
    db.execute("UPDATE imports SET state = 'ready', done = 2 WHERE id = 1")
    db.close()
    expect(page.locator(".draft")).to_have_count(3)


def test_a_tick_that_was_not_saved_shows_again_what_is(page: Page, site: Site) -> None:
    look_through(page, queues=guide(3))
    page.keyboard.press("j")
    page.context.set_offline(True)
    page.keyboard.press("x")
    expect(page.locator("#failure")).to_contain_text("Not saved")
    expect(page.locator(".draft [type=checkbox]").first).to_be_checked()
    page.context.set_offline(False)
    page.keyboard.press("x")
    expect(page.locator("[data-ticked]")).to_have_text("2")


def test_axe_finds_nothing_in_a_preview(chromium: Browser, site: Site) -> None:
    site.take_in(STORAGE, "storage.md")
    for theme, size in (("light", {"width": 1280, "height": 800}), ("dark", {"width": 390, "height": 844})):
        context = chromium.new_context(base_url=site.address, color_scheme=theme, viewport=size)  # type: ignore[arg-type]
        page = context.new_page()
        look_through(page, queues=guide(3), storage=STORAGE.replace("5 TB", "50 TB"))
        assert violations(page) == []
        for title in ("Queues", "Storage"):
            page.keyboard.press("n")
            arrive(page, title)
        for key in "ssje":
            page.keyboard.press(key)
        expect(page.locator("textarea[name=front]")).to_be_focused()
        assert violations(page) == []
        context.close()


def test_the_page_import_asks_by_itself_what_changed_in_folders(page: Page, site: Site) -> None:
    page.goto("/import")
    expect(page.locator("section#folders h2")).to_have_text("Remembered folders")
