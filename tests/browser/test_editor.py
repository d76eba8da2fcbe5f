"""Writing by keyboard: adding, mending a card in the middle of a review, pictures, typed answers and gaps."""

from __future__ import annotations

import base64
from datetime import UTC

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

from flashcards.core.models import Form, Kind, NoteDraft
from flashcards.core.moment import Moment
from flashcards.services.writing import add_note
from tests.browser.conftest import Site, violations
from tests.browser.test_keyboard import guide, press_and_wait, start

SCHEDULE = "SELECT id, state, stability, difficulty, reps, lapses, step, due_at, interval_days, due_on, suspended FROM cards"
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
TRANSFER = """(target, [kind, picture]) => {
    const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
    const held = new DataTransfer();
    held.items.add(new File([bytes], 'image.png', {type: 'image/png'}));
    const about = {bubbles: true, cancelable: true};
    target.dispatchEvent(kind === 'paste' ? new ClipboardEvent(kind, {...about, clipboardData: held})
        : new DragEvent(kind, {...about, dataTransfer: held}));
}"""


def write(site: Site, form: Form, front: str, back: str = "") -> None:
    """A note without the browser."""
    db = site.db()
    add_note(db, "Deck", NoteDraft(Kind.FACT, front, back, (), 0, 0, form=form), Moment(site.clock.now, UTC))
    db.close()


def editor(page: Page, field: str = "#front") -> None:
    """Wait until the editor listens."""
    expect(page.locator(f"form#note {field}")).to_be_focused()  # the review has places of these names too
    page.wait_for_load_state()


def press_and_wait_to_type(page: Page, key: str) -> None:
    """Press a key that leads to another card whose answer is typed."""
    page.evaluate("document.getElementById('desk').dataset.old = 'yes'")
    page.keyboard.press(key)
    expect(page.locator("#desk:not([data-old]) #typed")).to_be_focused()


def test_notes_are_added_by_keyboard_alone(page: Page, site: Site) -> None:
    page.goto("/notes/add")
    editor(page)
    page.keyboard.type("What holds failed messages?")
    page.keyboard.press("Tab")
    page.keyboard.type("A **dead-letter queue**.")
    expect(page.locator("#preview strong")).to_have_text("dead-letter queue")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("AWS::SQS")
    page.keyboard.press("Tab")
    page.keyboard.type("queue aws")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".undo-line")).to_contain_text("Added a note")
    editor(page)
    expect(page.locator("#front")).to_have_value("")
    expect(page.locator("#deck")).to_have_value("AWS::SQS")
    expect(page.locator("#tags")).to_have_value("queue aws")
    assert site.rows("SELECT front, back, tags FROM notes") == [
        ("What holds failed messages?", "A **dead-letter queue**.", '["queue", "aws"]')
    ]
    page.keyboard.press("Control+z")
    expect(page.locator(".undo-line")).to_have_count(0)
    assert site.rows("SELECT COUNT(*) FROM notes WHERE deleted_at IS NULL") == [(0,)]


def test_a_double_press_adds_once(page: Page, site: Site) -> None:
    page.goto("/notes/add")
    editor(page)
    page.keyboard.type("Once?")
    page.locator("#back").fill("Once.")
    page.evaluate(
        """() => { for (let n = 0; n < 2; n++) document.querySelector('#back').dispatchEvent(
            new KeyboardEvent('keydown', {key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true})) }"""
    )
    expect(page.locator(".undo-line")).to_contain_text("Added a note")
    assert site.rows("SELECT COUNT(*) FROM notes") == [(1,)]


def test_tags_are_completed(page: Page, site: Site) -> None:
    page.goto("/notes/add")
    editor(page)
    page.locator("#front").fill("One?")
    page.locator("#back").fill("One.")
    page.locator("#tags").fill("queues storage")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".undo-line")).to_be_visible()
    page.locator("#tags").fill("")
    page.locator("#tags").press_sequentially("x qu")
    expect(page.locator("#choices-of-tags li:visible")).to_have_text(["queues"])
    page.keyboard.press("Escape")
    expect(page.locator("#choices-of-tags li:visible")).to_have_count(0)
    page.keyboard.type("e")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#choices-of-tags [aria-selected=true]")).to_have_text("queues")
    page.keyboard.press("Enter")
    expect(page.locator("#tags")).to_have_value("x queues ")
    page.keyboard.type("sto")
    page.keyboard.press("Tab")
    expect(page.locator("#tags")).to_have_value("x queues storage ")
    expect(page.locator("#tags")).to_be_focused()


def test_a_gap_is_made_of_what_is_selected(page: Page, site: Site) -> None:
    page.goto("/notes/add")
    editor(page)
    expect(page.get_by_role("button", name="Gap")).to_be_hidden()
    page.keyboard.type("An ant is an insect")
    page.keyboard.press("Control+Shift+C")
    expect(page.locator("#front")).to_have_value("An ant is an insect")
    page.get_by_role("radio", name="Cloze").check()
    page.locator("#front").press("End")
    page.keyboard.press("Control+Shift+ArrowLeft")
    page.keyboard.press("Control+Shift+C")
    expect(page.locator("#front")).to_have_value("An ant is an {{c1::insect}}")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+Shift+C")
    expect(page.locator("#failure")).to_contain_text("none can stand in another")
    expect(page.locator("#front")).to_have_value("An ant is an {{c1::insect}}")
    expect(page.locator("#preview .asked-as-front mark")).to_have_text("[…]")
    page.keyboard.press("Control+Home")
    page.keyboard.press("Control+Shift+ArrowRight")
    page.get_by_role("button", name="Gap").click()
    expect(page.locator("#front")).to_have_value("{{c2::An}} ant is an {{c1::insect}}")
    page.keyboard.press("Control+z")
    expect(page.locator("#front")).to_have_value("An ant is an {{c1::insect}}")


def test_an_edit_in_a_review_comes_back_to_the_same_side_with_the_schedule_unchanged(page: Page, site: Site) -> None:
    site.take_in(guide(5))
    start(page)
    page.keyboard.press("Space")
    press_and_wait(page, "3")
    before = site.rows(SCHEDULE)
    page.keyboard.press("e")
    editor(page)
    page.keyboard.press("Control+a")
    page.keyboard.type("Which question is this?")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#desk #front")).to_contain_text("Which question is this?")
    expect(page.locator("#answer")).to_be_hidden()
    page.keyboard.press("Space")
    page.keyboard.press("e")
    editor(page, "#back")
    page.keyboard.press("Control+a")
    page.keyboard.type("The second.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#desk #back")).to_contain_text("The second.")
    expect(page.locator("#front")).to_contain_text("Which question is this?")
    assert site.rows(SCHEDULE) == before
    page.keyboard.press("e")
    editor(page, "#back")
    page.keyboard.press("Escape")
    expect(page.locator("#desk #back")).to_contain_text("The second.")
    expect(page.locator("#desk #back")).to_be_focused()
    press_and_wait(page, "u")
    press_and_wait(page, "u")
    expect(page.locator("#front")).to_contain_text("Question 2?")
    assert site.rows(SCHEDULE) == before


def test_a_rating_in_another_tab_meanwhile_loses_nothing(page: Page, context: BrowserContext, site: Site) -> None:
    site.take_in(guide(3))
    start(page)
    page.keyboard.press("e")
    editor(page)
    other = context.new_page()
    start(other)
    other.keyboard.press("Space")
    press_and_wait(other, "3")
    page.keyboard.press("Control+a")
    page.keyboard.type("Mended?")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#desk #front")).to_contain_text("Mended?")
    assert site.rows("SELECT front, reps FROM notes JOIN cards ON cards.note_id = notes.id WHERE notes.id = 1") == [
        ("Mended?", 1)
    ]


def test_an_edit_in_another_tab_meanwhile_is_shown_and_the_rating_asked_again(
    page: Page, context: BrowserContext, site: Site
) -> None:
    site.take_in(guide(3))
    start(page)
    page.keyboard.press("Space")
    other = context.new_page()
    start(other)
    other.keyboard.press("e")
    editor(other)
    other.keyboard.press("Control+a")
    other.keyboard.type("Mended?")
    other.keyboard.press("Control+Enter")
    expect(other.locator("#desk #front")).to_contain_text("Mended?")
    press_and_wait(page, "3")
    expect(page.locator("#front")).to_contain_text("Mended?")
    page.keyboard.press("Space")
    press_and_wait(page, "3")
    assert site.rows("SELECT rating FROM review_log") == [(3,)]


def test_a_note_changed_elsewhere_is_put_beside_what_was_typed(page: Page, context: BrowserContext, site: Site) -> None:
    site.take_in(guide(1))
    other = context.new_page()
    for one in (page, other):
        one.goto("/notes/1/edit?back=/review")
        editor(one)
        one.keyboard.press("Control+a")
    other.keyboard.type("Theirs?")
    other.keyboard.press("Control+Enter")
    expect(other.locator("#desk")).to_be_visible()
    page.keyboard.type("Mine?")
    page.keyboard.press("Control+Enter")
    expect(page.locator("pre.present")).to_have_text("Theirs?")
    expect(page.locator("#front")).to_have_value("Mine?")
    page.locator("#front").press("Control+Enter")
    expect(page.locator("#desk #front")).to_contain_text("Mine?")


def test_leaving_asks_only_when_something_was_typed(page: Page, site: Site) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.goto("/notes/add?back=/decks")
    editor(page)
    page.keyboard.press("Escape")
    expect(page).to_have_url(f"{site.address}/decks")
    page.goto("/notes/add?back=/decks")
    editor(page)
    page.keyboard.type("Half a thought")
    page.keyboard.press("Escape")
    expect(page.locator("#front")).to_have_value("Half a thought")
    assert asked == ["beforeunload"]
    page.locator("#back").fill("The other half.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".undo-line")).to_be_visible()
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("is_scripted", [True, False])
def test_a_refused_empty_form_may_be_left_unasked(page: Page, site: Site, is_scripted: bool) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.goto("/notes/add?back=/decks")
    editor(page)
    if is_scripted:
        page.keyboard.press("Control+Enter")
    else:
        page.evaluate("document.getElementById('note').submit()")
    expect(page.locator(".field-error")).to_contain_text("The front is empty")
    page.wait_for_load_state()
    page.keyboard.press("Escape")
    expect(page).to_have_url(f"{site.address}/decks")
    assert asked == []


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_what_saves_is_in_sight_and_covers_no_field_one_is_in(page: Page, site: Site, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto("/notes/add")
    editor(page)
    page.get_by_text("More", exact=True).last.click()
    expect(page.get_by_role("button", name="Add", exact=False).last).to_be_in_viewport(ratio=1)
    for name in ("#front", "#back", "#deck", "#tags", "#kind", "#image"):
        page.locator(name).focus()
        below, above = (page.locator(one).bounding_box() for one in (".editor-foot", name))
        assert below
        assert above
        assert above["y"] + above["height"] <= below["y"] + 1, name


def test_a_lost_server_does_not_lose_what_was_typed(page: Page, site: Site) -> None:
    page.goto("/notes/add")
    editor(page)
    page.keyboard.type("Kept?")
    page.locator("#back").fill("Kept.")
    page.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#failure")).to_contain_text("Not saved")
    expect(page.locator("#front")).to_have_value("Kept?")
    page.context.set_offline(False)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".undo-line")).to_contain_text("Added a note")


def test_what_is_refused_keeps_the_text_and_takes_the_focus(page: Page, site: Site) -> None:
    page.goto("/notes/add")
    editor(page)
    page.keyboard.type("A front alone?")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".field-error")).to_contain_text("The back is empty")
    expect(page.locator("#back")).to_be_focused()
    expect(page.locator("#front")).to_have_value("A front alone?")


@pytest.mark.parametrize("kind", ["paste", "drop"])
def test_a_picture_is_written_where_the_caret_is(page: Page, site: Site, kind: str) -> None:
    page.goto("/notes/add")
    editor(page)
    page.keyboard.type("What is this?")
    page.locator("#back").fill("See: .")
    page.locator("#back").press("ArrowLeft")
    page.locator("#back").evaluate(TRANSFER, [kind, base64.b64encode(PIXEL).decode()])
    expect(page.locator("#preview img")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".undo-line")).to_be_visible()
    ((back, name),) = site.rows("SELECT notes.back, media.name FROM notes, media")
    assert back == f"See: ![](/media/{name})."


def test_a_typed_answer_is_compared_and_rated_at_once(page: Page, site: Site) -> None:
    write(site, Form.TYPED, "The largest message?", "1 MiB of text")
    write(site, Form.TYPED, "And the next?", "2")
    page.clock.install()
    page.goto("/review")
    expect(page.locator("#typed")).to_be_focused()
    page.clock.fast_forward(20_000)
    page.keyboard.type("1 MB of text3")
    page.keyboard.press("Enter")
    expect(page.locator(".typed ins")).to_contain_text("i")
    expect(page.locator(".typed del")).to_contain_text("3")
    expect(page.locator("#compared")).to_be_focused()
    page.keyboard.press("1")
    expect(page.locator("#front")).to_contain_text("And the next?")
    expect(page.locator("#typed")).to_be_focused()
    ((rating, took_ms),) = site.rows("SELECT rating, took_ms FROM review_log")
    assert rating == 1
    assert isinstance(took_ms, int)
    assert 20_000 <= took_ms < 50_000
    page.keyboard.press("Escape")
    press_and_wait_to_type(page, "u")
    assert site.rows("SELECT kind FROM review_log") == [("rating",), ("undo",)]


def test_a_cloze_is_answered_by_its_text_with_the_gap_filled(page: Page, site: Site) -> None:
    write(site, Form.CLOZE, "An ant is an {{c1::insect}}.", "Six legs.")
    start(page)
    expect(page.locator("#front mark.gap")).to_have_text("[…]")
    page.keyboard.press("Space")
    expect(page.locator("#back mark.gap")).to_have_text("insect")
    expect(page.locator("#front")).to_be_hidden()
    expect(page.locator("#back")).to_contain_text("Six legs.")
    expect(page.locator("#back")).to_be_focused()
    page.keyboard.press("e")
    editor(page)
    page.keyboard.press("Escape")
    expect(page.locator("#back mark.gap")).to_have_text("insect")
    expect(page.locator("#front")).to_be_hidden()


def test_a_note_is_deleted_in_a_review_and_brought_back(page: Page, site: Site) -> None:
    site.take_in(guide(3))
    start(page)
    press_and_wait(page, "Control+Delete")
    expect(page.locator("#front")).to_contain_text("Question 2?")
    expect(page.locator(".undo-line")).to_contain_text("Deleted")
    press_and_wait(page, "u")
    assert site.rows("SELECT COUNT(*) FROM notes WHERE deleted_at IS NULL") == [(3,)]
    page.goto("/notes/2/edit?back=/review?card=2")
    page.get_by_role("button", name="Delete note").click()
    expect(page.locator("#front")).to_contain_text("Question 1?")
    assert site.rows("SELECT id FROM notes WHERE deleted_at IS NOT NULL") == [(2,)]


def test_everything_works_without_javascript(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(java_script_enabled=False, base_url=site.address)
    page = context.new_page()
    page.goto("/notes/add")
    page.get_by_role("radio", name="Typed").check()
    page.locator("#front").fill("The largest message?")
    page.locator("#back").fill("1 MiB")
    page.locator("#deck").fill("AWS")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".asked-as-back")).to_contain_text("1 MiB")
    expect(page.locator("#front")).to_have_value("The largest message?")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".undo-line")).to_contain_text("Added a note")
    page.goto("/review")
    page.get_by_label("Your answer").fill("1 MB")
    page.get_by_role("button", name="Show Answer").click()
    expect(page.locator(".typed ins")).to_contain_text("i")
    page.locator(".menu summary", has_text="More").click()
    page.get_by_role("link", name="Edit").click()
    page.locator("#back").fill("1 MB")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".typed.is-right")).to_have_text("1 MB")
    page.get_by_role("button", name="Good").click()
    assert site.rows("SELECT rating FROM review_log") == [(3,)]
    page.goto("/notes/1/edit")
    page.get_by_role("button", name="Delete note").click()
    assert site.rows("SELECT COUNT(*) FROM notes WHERE deleted_at IS NULL") == [(0,)]
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_where_one_writes(context: BrowserContext, site: Site, theme: str) -> None:
    write(site, Form.CLOZE, "An {{c1::ant}} is an {{c2::insect::what}}.", "Six legs.")
    write(site, Form.TYPED, "The largest message?", "1 MiB")
    page = context.new_page()
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    paths = (
        "/notes/add",
        "/notes/1/edit",
        "/review?card=1",
        "/review?card=1&answer",
        "/review?card=3",
        "/review?card=3&answer&typed=1MBs",
    )
    for path in paths:
        page.goto(path)
        if path.startswith("/notes"):
            page.locator("details.more summary").click()
        assert violations(page) == [], path
    page.goto("/notes/1/edit")
    other = context.new_page()
    other.goto("/notes/1/edit")
    for one in (other, page):
        one.locator("#front").press_sequentially("Mine " if one is page else "Theirs ")
        one.keyboard.press("Control+Enter")
    expect(page.locator("pre.present")).to_be_visible()
    assert violations(page) == []
