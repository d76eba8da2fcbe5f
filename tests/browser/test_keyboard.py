"""A whole review by keyboard alone."""

from __future__ import annotations

from datetime import UTC, timedelta

from playwright.sync_api import Page, expect

from flashcards.core.models import Kind, NoteDraft
from flashcards.core.moment import Moment
from flashcards.services.writing import add_note
from tests.browser.conftest import Site

CARDS = 200


def guide(cards: int) -> str:
    return "# Queues\n\n" + "\n\n".join(f"Q: Question {number}?\nA: Answer {number}." for number in range(1, cards + 1))


def start(page: Page, path: str = "/review") -> None:
    """Open a review and wait until it listens."""
    page.goto(path)
    expect(page.locator("#front")).to_be_focused()


def press_and_wait(page: Page, key: str) -> None:
    """Press a key that leads to another desk, and wait until it stands."""
    page.evaluate("document.getElementById('desk').dataset.old = 'yes'")
    for part in key.split():
        page.keyboard.press(part)
    expect(page.locator("#desk:not([data-old]) #front")).to_be_focused()


def test_two_hundred_cards_are_reviewed_by_keyboard_alone(page: Page, site: Site) -> None:
    site.take_in(guide(CARDS))
    site.choose(new_per_day=500, reviews_per_day=1000)
    db = site.db()
    db.execute("""UPDATE decks SET options = '{"new_per_day": 500, "reviews_per_day": 1000}'""")
    db.close()
    page.goto("/")
    page.keyboard.press("Enter")
    expect(page.locator("#front")).to_be_focused()
    pressed: list[tuple[str, int | None]] = []
    for number in range(CARDS):
        if number == 20:
            press_and_wait(page, "u")
            pressed.append(("undo", None))
            press_and_wait(page, "Control+Shift+Z")
            pressed.append(("redo", None))
        for place, key in ((40, "-"), (60, "@"), (80, "="), (100, "!"), (120, "f 3"), (140, "*")):
            if number == place:
                press_and_wait(page, key)
        rating = 4 if number % 3 else 1 + number % 4
        page.keyboard.press("Space")
        expect(page.locator("#answer")).to_be_visible()
        press_and_wait(page, str(rating))
        pressed.append(("rating", rating))
    log = site.rows("SELECT kind, rating FROM review_log ORDER BY id")
    assert log == pressed
    assert site.rows("SELECT COUNT(*) FROM cards WHERE buried_on IS NOT NULL") == [(2,)]
    assert site.rows("SELECT COUNT(*) FROM cards WHERE suspended = 'user'") == [(2,)]
    assert site.rows("SELECT COUNT(*) FROM cards WHERE flag = 3") == [(1,)]
    assert site.rows("SELECT SUM(is_marked) FROM notes") == [(1,)]


def test_the_focus_goes_where_the_eye_goes(page: Page, site: Site) -> None:
    site.take_in(guide(5))
    start(page)
    page.keyboard.press("Space")
    expect(page.locator("#back")).to_be_focused()
    press_and_wait(page, "3")
    expect(page.locator("#front")).to_be_focused()


def test_space_shows_the_answer_and_then_rates_good(page: Page, site: Site) -> None:
    site.take_in(guide(5))
    start(page)
    page.keyboard.press("Space")
    press_and_wait(page, "Space")
    assert site.rows("SELECT rating FROM review_log") == [(3,)]


def test_card_info_and_source_come_back_to_the_same_card(page: Page, site: Site) -> None:
    site.take_in(guide(5))
    start(page, "/review?card=3")
    for key, text in (("i", "History"), ("s", "Question 3?")):
        page.keyboard.press(key)
        expect(page.locator("main")).to_contain_text(text)
        page.wait_for_load_state()
        page.keyboard.press("Escape")
        expect(page.locator("#front")).to_contain_text("Question 3?")
        expect(page.locator("#front")).to_be_focused()


def test_a_key_of_the_page_goes_before_the_same_key_of_the_header(page: Page, site: Site) -> None:
    db = site.db()
    add_note(db, "Deck", NoteDraft(Kind.FACT, "By hand?", "Yes.", (), 0, 0), Moment(site.clock.now, UTC))
    db.close()
    page.goto("/guides/card/1")
    expect(page.locator("h1")).to_have_text("This card has no guide")
    page.wait_for_load_state()
    page.keyboard.press("i")
    expect(page.locator("h1")).to_have_text("Card info")


def test_keys_are_dead_when_settings_say_so_and_while_typing(page: Page, site: Site) -> None:
    site.take_in(guide(5))
    site.choose(has_shortcuts=False)
    start(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for key in ("Space", "4", "@", "i", "Escape"):
        page.keyboard.press(key)
    expect(page.locator("#answer")).to_be_hidden()
    page.get_by_role("link", name="Show Answer").click()
    expect(page.locator("#answer")).to_be_visible()
    assert asked == []
    site.choose(has_shortcuts=True)
    page.goto("/settings")
    page.locator("[name=new_per_day]").focus()
    page.keyboard.type("d?")
    expect(page.locator("[name=new_per_day]")).to_have_value("d?20")
    expect(page).to_have_url(f"{site.address}/settings")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_a_double_press_rates_once(page: Page, site: Site) -> None:
    site.take_in(guide(5))
    start(page)
    page.keyboard.press("Space")
    page.evaluate(
        """() => { for (let n = 0; n < 2; n++)
            document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '4', bubbles: true, cancelable: true})) }"""
    )
    expect(page.locator("#front")).to_contain_text("Question 2?")
    assert site.rows("SELECT rating FROM review_log") == [(4,)]


def test_the_time_a_card_took_is_measured(page: Page, site: Site) -> None:
    site.take_in(guide(2))
    page.clock.install()
    start(page)
    page.keyboard.press("Space")
    page.clock.fast_forward(20_000)
    press_and_wait(page, "4")
    ((took_ms,),) = site.rows("SELECT took_ms FROM review_log")
    assert isinstance(took_ms, int)
    assert 20_000 <= took_ms < 50_000


def test_tomorrow_brings_what_is_due(page: Page, site: Site) -> None:
    site.take_in(guide(2))
    start(page)
    for key in ("3", "3", "3", "3"):  # both cards through both steps
        page.keyboard.press("Space")
        press_and_wait(page, key)
        site.clock.now += timedelta(minutes=11)
    expect(page.locator("#front")).to_contain_text("Done for today")
    ((due_on,),) = site.rows("SELECT MIN(due_on) FROM cards")
    while site.clock.now.date().isoformat() < str(due_on):
        site.tomorrow()
    page.goto("/")
    expect(page.locator("main")).to_contain_text("2 review")
    page.keyboard.press("Enter")
    expect(page.locator("#front")).to_contain_text("Question")
