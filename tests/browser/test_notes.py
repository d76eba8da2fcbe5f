"""The table of notes in a browser: by keys, by ticks, on a phone, and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Site, violations
from tests.browser.test_keyboard import guide

PATHS = ("/notes", "/notes?q=question+is%3Afoo", "/notes?q=zebra", "/notes?q=is%3Anew&sort=-due")


@pytest.fixture
def filled(site: Site) -> Site:
    site.take_in(guide(60))
    return site


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(context: BrowserContext, filled: Site, theme: str) -> None:
    page = context.new_page()  # axe tries inline styles, which our policy refuses
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    for path in PATHS:
        page.goto(path)
        assert violations(page) == [], path
    page.goto("/notes")
    page.locator("[name=card]").first.check()
    for menu in page.locator("#mend .menu > summary").all():
        menu.click()
        assert violations(page) == []


def test_the_search_is_reached_asked_and_mended_by_keys(page: Page, filled: Site) -> None:
    page.goto("/notes")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("is:nwe")
    page.keyboard.press("Enter")
    expect(page.locator("#mistake")).to_contain_text("there is no is:nwe")
    expect(page.locator("#mistake mark")).to_have_text("is:nwe")
    page.locator("#q").fill('"Question 7"')
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_have_text("1 card of 1 note")


def test_rows_are_walked_ticked_and_changed_by_keys(page: Page, filled: Site) -> None:
    page.goto("/notes")
    for key in ("j", "j", "x", "j", "j", "Shift+X"):
        page.keyboard.press(key)
    expect(page.locator("[data-ticked]")).to_have_text("3")
    page.keyboard.press("k")
    page.keyboard.press("x")
    expect(page.locator("[data-ticked]")).to_have_text("2")
    page.keyboard.press("@")
    expect(page.locator(".undo-line")).to_contain_text("Suspended 2 cards.")
    assert filled.rows("SELECT id FROM cards WHERE suspended = 'user'") == [(57,), (59,)]
    page.wait_for_load_state()
    page.keyboard.press("u")
    expect(page.locator(".undo-line")).to_contain_text("Redo")
    assert filled.rows("SELECT id FROM cards WHERE suspended = 'user'") == []


def test_keys_that_change_cards_do_nothing_while_none_is_ticked(page: Page, filled: Site) -> None:
    page.goto("/notes")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.is_navigation_request() else None)
    for key in ("@", "-", "*", "Control+Delete"):
        page.keyboard.press(key)
    page.keyboard.press("j")
    expect(page.locator("[data-row]").first).to_be_focused()
    expect(page.locator(".mend-bar")).to_be_hidden()
    assert asked == []


def test_enter_opens_a_card_and_escape_comes_back_to_the_same_table(page: Page, filled: Site) -> None:
    page.goto("/notes?q=question&sort=front")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Card")
    page.wait_for_load_state()
    page.keyboard.press("Escape")
    expect(page.locator("h1")).to_have_text("Notes")
    assert page.url.endswith("/notes?q=question&sort=front")


def test_escape_closes_a_menu_from_a_field_in_it_and_the_focus_stays_in_sight(page: Page, filled: Site) -> None:
    page.goto("/notes")
    page.locator("[name=card]").first.check()
    due = page.locator(".mend-bar summary", has_text="Due")
    due.click()
    page.locator("#days").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#days")).to_be_hidden()
    expect(due).to_be_focused()


def test_a_refused_change_opens_its_menu_again_with_the_mistake_in_it(page: Page, filled: Site) -> None:
    page.goto("/notes")
    page.locator("[name=card]").first.check()
    page.locator(".mend-bar summary", has_text="Due").click()
    page.locator("#days").fill("soon")
    page.keyboard.press("Enter")
    expect(page.locator("details[open] #refused")).to_contain_text("Write in how many days")
    expect(page.locator("#days")).to_be_focused()
    expect(page.locator("#days")).to_have_value("soon")


def test_nothing_out_of_sight_takes_the_focus_on_a_narrow_page(page: Page, filled: Site) -> None:
    page.set_viewport_size({"width": 700, "height": 900})
    page.goto("/notes")
    page.locator(".found summary").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Tick all on this page")).to_be_focused()
    expect(page.get_by_text("Tick all on this page")).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator("[name=card]").first).to_be_focused()


def test_all_that_is_found_can_be_ticked_beyond_the_page(page: Page, filled: Site) -> None:
    page.goto("/notes")
    page.get_by_label("Tick all 60 cards found").check()
    expect(page.locator("[data-ticked]")).to_have_text("60")
    page.locator(".mend-bar summary", has_text="Tags").click()
    page.locator("#tags").fill("hard")
    page.keyboard.press("Enter")
    expect(page.locator(".undo-line")).to_contain_text("Tagged 60 notes hard.")
    assert filled.rows("SELECT DISTINCT tags FROM notes") == [('["hard"]',)]


def test_the_box_above_ticks_the_page_and_shift_ticks_a_range(page: Page, filled: Site) -> None:
    page.goto("/notes")
    page.get_by_label("Tick all on this page").check()
    expect(page.locator("[data-ticked]")).to_have_text("50")
    page.get_by_label("Tick all on this page").uncheck()
    expect(page.locator(".mend-bar")).to_be_hidden()
    page.locator("[name=card]").nth(2).click()
    page.locator("[name=card]").nth(6).click(modifiers=["Shift"])
    expect(page.locator("[data-ticked]")).to_have_text("5")


def test_a_deck_is_chosen_and_the_order_turned_with_the_mouse(page: Page, filled: Site) -> None:
    page.goto("/notes")
    page.get_by_label("Only in a deck").select_option("Queues")
    expect(page.locator("#q")).to_have_value('deck:"Queues"')
    page.get_by_role("columnheader", name="Front").get_by_role("link").click()
    expect(page.locator("[aria-sort=ascending]")).to_contain_text("Front")
    page.get_by_role("columnheader", name="Front").get_by_role("link").click()
    expect(page.locator("[aria-sort=descending]")).to_contain_text("Front")


def test_nothing_scrolls_sideways_on_a_phone_and_targets_fit_a_thumb(chromium: Browser, filled: Site) -> None:
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True, base_url=filled.address
    )
    page = context.new_page()
    for path in PATHS:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    page.goto("/notes")
    page.locator("[name=card]").first.tap()
    page.locator(".mend-bar summary", has_text="More").tap()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for target in page.locator("main :is(button, summary, .tick, .common a, .edit a):visible").all():
        box = target.bounding_box()
        assert box
        assert box["height"] >= 44, target.inner_text()
    context.close()


def test_ticks_and_the_form_work_without_javascript(chromium: Browser, filled: Site) -> None:
    context = chromium.new_context(java_script_enabled=False, base_url=filled.address)
    page = context.new_page()
    page.goto("/notes")
    expect(page.locator(".mend-bar")).to_be_hidden()
    for place in (0, 2):
        page.locator("[name=card]").nth(place).check()
    page.locator(".mend-bar summary", has_text="Due").click()
    page.locator("#days").fill("5")
    page.get_by_role("button", name="Set due").click()
    expect(page.locator(".undo-line")).to_contain_text("Set 2 cards due in 5 days.")
    page.get_by_role("button", name="Undo").click()
    assert filled.rows("SELECT COUNT(*) FROM cards WHERE state = 'review'") == [(0,)]
    context.close()
