"""Stories in a browser: the matrix by keyboard and on a phone, the editor's live measure, nothing lost."""

from __future__ import annotations

from datetime import UTC

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from flashcards.core.moment import Moment
from flashcards.core.stories.story import FollowUp, StoryDraft
from flashcards.services.stories.authoring import add_story, edit_story, story_version
from flashcards.storage.stories import story
from tests.browser.conftest import Site, violations

RESCUE = StoryDraft(
    title="Payments rescue",
    situation="Payments failed in the week of the sale.",
    task="I had to bring failures down.",
    action="I took the channel over and rolled back two services.",
    result="Failures fell to 0.04 %.",
    principles=("Ownership", "Dive Deep"),
    strength=4,
    follow_ups=(FollowUp("What next?", "A replay."),),
)
ROUGH = StoryDraft(title="A line so far", principles=("Ownership", "Frugality", "Think Big", "Earn Trust"), strength=2)


@pytest.fixture
def bank(site: Site) -> Site:
    """A site with two stories, ids 1 and 2."""
    db = site.db()
    for draft in (RESCUE, ROUGH):
        add_story(db, draft, Moment(site.clock.now, UTC))
    db.close()
    return site


def change(site: Site, result: str) -> None:
    """Another tab saves the first story."""
    db = site.db()
    known = story(db, 1)
    edit_story(db, 1, StoryDraft(title=known.title, result=result), story_version(known), Moment(site.clock.now, UTC))
    db.close()


def is_too_wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_the_empty_bank_and_a_refusal_are_accessible(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, base_url=site.address)
    page = context.new_page()
    page.goto("/stories")
    assert violations(page) == []
    page.goto("/stories/new")
    page.locator("#year").fill("last year")
    page.locator("#year").press("Control+Enter")
    expect(page.locator("#error")).to_be_visible()
    assert violations(page) == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible(chromium: Browser, bank: Site, scheme: str) -> None:
    for width in (1280, 390):
        context = chromium.new_context(viewport={"width": width, "height": 844}, base_url=bank.address, color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        for path in ("", "/1", "/1?principle=10", "/1/edit", "/new?mode=outline", "/start", "/import"):
            page.goto(f"/stories{path}")
            assert violations(page) == [], path
        page.goto("/principles")
        page.locator("summary", has_text="Edit Ownership").click()
        assert violations(page) == []
        context.close()


def test_an_empty_bank_is_begun_by_one_key(page: Page) -> None:
    page.goto("/stories")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Nine first lines")


def test_nothing_is_wider_than_a_small_phone(chromium: Browser, bank: Site) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, base_url=bank.address)
    page = context.new_page()
    for path in ("/stories", "/stories/1", "/stories/1/edit", "/stories/start", "/stories/import", "/principles"):
        page.goto(path)
        assert not is_too_wide(page), path
    page.goto("/stories")
    small = page.evaluate(
        """() => [...document.querySelectorAll('main :is(a, button, summary)')]
            .filter((one) => one.checkVisibility() && !one.closest('p:not(.actions)'))
            .map((one) => [one.textContent.trim(), one.getBoundingClientRect().height]).filter(([, height]) => height < 44)"""
    )
    assert small == []
    context.close()


def test_on_a_phone_the_matrix_is_a_list_by_principle(chromium: Browser, bank: Site) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, base_url=bank.address)
    page = context.new_page()
    page.goto("/stories")
    ownership = page.get_by_role("row").filter(has_text="Ownership")
    expect(ownership.get_by_role("button")).to_have_count(2)
    expect(ownership.locator(".tile-title").first).to_be_visible()
    expect(page.locator(".matrix .is-empty").first).to_be_hidden()
    context.close()


def test_on_a_phone_a_story_has_all_of_the_row_however_many_there_are(chromium: Browser, bank: Site) -> None:
    db = bank.db()
    for number in range(12):
        add_story(db, StoryDraft(title=f"Story {number}", principles=("Ownership",)), Moment(bank.clock.now, UTC))
    db.close()
    context = chromium.new_context(viewport={"width": 390, "height": 844}, base_url=bank.address)
    page = context.new_page()
    page.goto("/stories")
    box = page.locator(".matrix .tile").first.bounding_box()
    assert box
    assert (box["width"] > 300, box["height"] < 80) == (True, True)
    context.close()


def test_arrow_keys_walk_the_matrix(page: Page, bank: Site) -> None:
    page.goto("/stories")
    page.get_by_role("link", name="Ownership", exact=True).focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(":focus")).to_contain_text("Payments rescue")
    page.keyboard.press("ArrowRight")
    expect(page.locator(":focus")).to_contain_text("A line so far")
    page.keyboard.press("ArrowUp")
    expect(page.locator(":focus")).to_have_attribute("aria-label", "A line so far does not show it")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("This story does not show Customer Obsession")


def test_a_click_on_a_cell_starts_the_drill_of_that_pair(page: Page, bank: Site) -> None:
    page.goto("/stories")
    page.get_by_role("row").filter(has_text="Dive Deep").get_by_role("button").click()
    page.wait_for_url("**/takes/*")
    assert bank.rows("SELECT principle, story_id FROM takes") == [("Dive Deep", 1)]


def test_an_empty_cell_leads_to_the_story_with_that_principle_added(page: Page, bank: Site) -> None:
    page.goto("/stories/1?principle=10")
    page.get_by_role("link", name="It does: add it").click()
    expect(page.locator("#further-2")).to_have_value("Frugality")
    page.wait_for_load_state()
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_have_text("Payments rescue")
    expect(page.get_by_role("button", name="Frugality")).to_be_visible()


def test_the_measure_follows_what_is_typed(page: Page, site: Site) -> None:
    page.goto("/stories/new")
    page.locator("#title").fill("Rescue")
    page.locator("#situation").fill("word " * 87)
    expect(page.locator("#measure-situation")).to_contain_text("87 words, 36 s of 20–30 s: over")
    expect(page.locator("#advice")).to_contain_text("Situation takes about 36 s")
    page.locator("#preset").select_option("L6")
    expect(page.locator("#measure-situation")).to_contain_text("36 s of 30–45 s")
    page.locator("#result").fill("It went well.")
    expect(page.locator("#advice")).to_contain_text("Result has no number.")
    page.locator("#result").fill("It went well: 40 % faster.")
    expect(page.locator("#advice")).not_to_contain_text("Result has no number.")
    expect(page.locator("#result")).to_be_focused()


def test_on_a_phone_the_hints_are_told_beside_save_and_a_press_away_and_back(chromium: Browser, bank: Site) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, base_url=bank.address)
    page = context.new_page()
    page.goto("/stories/1/edit")
    way = page.locator("#to-hints")
    page.locator("#result").focus()
    expect(way).to_be_in_viewport()
    expect(way).to_contain_text("1 hint")
    page.locator("#result").fill("It went well.")
    expect(way).to_contain_text("2 hints")
    box = way.bounding_box()
    assert box
    assert box["height"] >= 44
    way.click()
    hint = page.get_by_role("link", name="Result has no number.")
    expect(hint).to_be_in_viewport()
    assert violations(page) == []
    hint.click()
    expect(page.locator("#result")).to_be_in_viewport()
    expect(page.locator("#result")).to_have_value("It went well.")
    context.close()


def test_a_story_is_written_by_keyboard(page: Page, site: Site) -> None:
    page.goto("/stories")
    page.keyboard.press("n")
    expect(page.locator("#title")).to_be_focused()
    page.wait_for_load_state()
    page.keyboard.type("Rescue")
    page.keyboard.press("Tab")
    page.keyboard.type("Payments failed.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_have_text("Rescue")
    page.wait_for_load_state()
    page.keyboard.press("e")
    expect(page.locator("#title")).to_be_focused()
    page.wait_for_load_state()
    page.keyboard.press("Escape")
    expect(page.locator("h1")).to_have_text("Rescue")
    page.wait_for_load_state()
    page.keyboard.press("u")
    expect(page.locator("h1")).to_have_text("Your stories")
    assert site.rows("SELECT COUNT(*) FROM notes WHERE deleted_at IS NULL") == [(0,)]


def test_an_outline_asks_for_less(page: Page, site: Site) -> None:
    page.goto("/stories/new?mode=outline")
    expect(page.locator("#task")).to_be_hidden()
    page.get_by_label("Outline: what happened").fill("Payments failed.")
    page.get_by_label("Key numbers").fill("2.5 % to 0.04 %")
    page.get_by_label("Whole story").check()
    expect(page.locator("#task")).to_be_visible()
    expect(page.get_by_label("Situation")).to_have_value("Payments failed.")


def test_follow_ups_are_added_and_taken_away(page: Page, bank: Site) -> None:
    page.goto("/stories/1/edit")
    page.get_by_role("button", name="Add a follow-up").click()
    page.keyboard.type("Who disagreed?")
    page.keyboard.press("Tab")
    page.keyboard.type("Two leads.")
    page.get_by_role("button", name="Remove").first.click()
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_have_text("Payments rescue")
    assert bank.rows("SELECT follow_ups FROM stories WHERE id = 1") == [('[["Who disagreed?", "Two leads."]]',)]


def test_a_draft_outlives_a_refusal_and_a_conflict(page: Page, bank: Site) -> None:
    page.goto("/stories/1/edit")
    change(bank, "Another tab wrote this: 1 %.")
    page.locator("#year").fill("last year")
    page.locator("#result").fill("What I typed: 2 %.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#year")).to_be_focused()
    expect(page.locator("#error")).to_contain_text("The year must be a whole number")
    expect(page.locator("#result")).to_have_value("What I typed: 2 %.")
    page.locator("#year").fill("2024")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert").first).to_contain_text("This story was changed meanwhile")
    expect(page.locator("#result")).to_have_value("What I typed: 2 %.")
    expect(page.get_by_text("Another tab wrote this: 1 %.")).to_be_visible()
    page.locator("#title").press("Control+Enter")
    expect(page.locator("h1")).to_have_text("Payments rescue")
    expect(page.locator(".story")).to_contain_text("What I typed: 2 %.")


@pytest.mark.parametrize(("path", "field"), [("/stories/1/edit", "Situation"), ("/stories/start", "Call it")])
def test_leaving_asks_before_typed_text_is_lost(page: Page, bank: Site, path: str, field: str) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.goto(path)
    page.get_by_label(field).first.press_sequentially("More. ")
    page.keyboard.press("Escape")
    expect(page.get_by_label(field).first).to_be_visible()
    assert asked == ["beforeunload"]


def test_without_javascript_a_story_is_written_and_measured(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(java_script_enabled=False, base_url=site.address, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto("/stories/new")
    page.locator("#title").fill("Rescue")
    page.locator("#situation").fill("word " * 87)
    page.get_by_label("They ask (1)").fill("What next?")
    page.get_by_role("button", name="Measure it").click()
    expect(page.locator("#measure-situation")).to_contain_text("36 s of 20–30 s: over")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("h1")).to_have_text("Rescue")
    expect(page.locator(".story")).to_contain_text("What next?")
    context.close()


def test_a_file_goes_out_and_comes_back(page: Page, bank: Site) -> None:
    page.goto("/stories/import")
    with page.expect_download() as download:
        page.get_by_role("link", name="Export 2 stories").click()
    text = download.value.path().read_text(encoding="utf-8").replace("0.04 %", "0.02 %")
    page.locator("#file").set_input_files({"name": "stories.md", "mimeType": "text/markdown", "buffer": text.encode()})
    page.get_by_role("button", name="Look through").click()
    expect(page.locator("h2").first).to_have_text("stories.md: 0 new, 1 changed, 1 the same")
    page.wait_for_load_state()
    page.keyboard.press("Enter")
    expect(page.locator(".undo-line")).to_contain_text("Imported 1 story")
    assert bank.rows("SELECT COUNT(*) FROM notes WHERE back LIKE '%0.02%'") == [(1,)]


def test_the_nine_first_lines_are_written_and_kept_without_a_mouse(page: Page, site: Site) -> None:
    page.goto("/stories/start")
    expect(page.get_by_label("Call it").first).to_be_focused()
    page.keyboard.type("Payments rescue")
    page.keyboard.press("Tab")
    page.keyboard.type("Checkout failed before the sale; we ended it in ten days.")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/stories")
    assert site.rows("SELECT front FROM notes") == [("Payments rescue",)]
    page.goto("/stories/start")
    expect(page.get_by_label("Call it").nth(1)).to_be_focused()
