"""The behavioural days of a seven-day plan, walked in one browser: docs/seven-days.md says which page each line belongs to."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from flashcards.assets import asset_dir
from flashcards.core.stories.outlines import OUTLINES
from tests.browser.conftest import Site
from tests.browser.test_drill import begin_telling, saved, score, start, to_scoring, to_section
from tests.browser.test_import import look_through
from tests.browser.test_mocks import ROUNDS, tell

SEED = next(iter((Path(__file__).parents[3] / "shared" / "seeds").glob("000*.txt")), None)
PLAN = SEED.read_text(encoding="utf-8") if SEED else ROUNDS
"""A guide with rounds of its own: the plan itself where it is at hand, else a small one like it."""
PLANNED = re.findall(r'^\d+\. "(.+?)" \(3 minutes\)$', PLAN, re.MULTILINE)
SHOWN = ("Ownership", "Deliver Results", "Customer Obsession")
OUTLINED = ("Customer Obsession", "Ownership", "Think Big", "Deliver Results")
TOLD = {
    "situation": "Payments failed every night of the sale, for nine engineers in three teams.",
    "task": "I was to bring the failures down within a week.",
    "action": "I took the channel over, split the work in three, and rolled back two services myself. " * 8,
    "result": "Failures fell a great deal.",
}


def test_the_behavioural_days_of_the_plan(page: Page, site: Site) -> None:
    page.context.grant_permissions(["microphone"])
    take_in_the_plan(page, site)
    first_day(page)
    fourth_day(page, site)
    fifth_day(page, site)
    sixth_day(page, site)
    seventh_day(page)


def take_in_the_plan(page: Page, site: Site) -> None:
    """The guide in the browser, and the question bank beside it."""
    look_through(page, week=PLAN)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("added")
    site.take_in((asset_dir("decks") / "leadership" / "behavioural-questions.md").read_text(encoding="utf-8"), "questions.md")


def first_day(page: Page) -> None:
    """A bank of nine first lines, three of each kind."""
    page.goto("/stories")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2)).to_have_count(3)
    for place, line in enumerate(OUTLINES):
        page.locator(f"[name={line.key}-title]").fill(f"Story {place + 1}")
        page.locator(f"[name={line.key}-text]").fill(f"{line.prompt}: late by {place + 2} weeks, then on time.")
        page.locator(f"[name={line.key}-principle]").select_option(SHOWN[place % 3])
    page.get_by_role("button", name="Keep these lines").click()
    expect(page.locator("#bank-title")).to_have_text("9 stories")


def fourth_day(page: Page, site: Site) -> None:
    """The strongest one whole, told against its clock; four more as outlines."""
    develop(page)
    tell_in_time(page, site)
    for number, principle in enumerate(OUTLINED, 2):
        outline(page, f"Outline {number}", principle)
    page.goto("/stories")
    expect(page.locator("#bank-title")).to_have_text("13 stories")


def develop(page: Page) -> None:
    page.get_by_role("link", name="Story 1", exact=True).last.click()
    page.wait_for_load_state()
    page.keyboard.press("e")
    for section, text in TOLD.items():
        page.locator(f"#{section}").fill(text)
    expect(page.locator("#preset")).to_have_value("Seven-day plan")
    expect(page.locator("#measure-action")).to_contain_text(re.compile(r"\d+ words, \d+ s of 60–90 s"))
    expect(page.locator("#advice")).to_contain_text("Result has no number.")
    expect(page.locator(".told-in")).to_contain_text("of 2:30, at most 3:00")
    page.get_by_label("5 your best").check(force=True)
    page.get_by_role("button", name="Add a follow-up").click()
    page.keyboard.type("What would you do differently?")
    page.keyboard.press("Tab")
    page.keyboard.type("Begin earlier.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_have_text("Story 1")


def tell_in_time(page: Page, site: Site) -> None:
    start(page, "Aloud", "Story 1")
    begin_telling(page)
    expect(page.locator(".whole")).to_contain_text("of 2:30 in all")
    to_scoring(page)
    score(page)
    expect(page.locator(".times tfoot")).to_contain_text("2:30 is the target")
    assert site.rows("SELECT rating FROM review_log") == [(3,)]


def outline(page: Page, title: str, principle: str) -> None:
    """What happened, the numbers, the leadership: enough to tell it from."""
    page.goto("/stories/new?mode=outline")
    page.locator("#title").fill(title)
    page.get_by_label("Outline: what happened").fill("Orders were lost every night; nobody had seen why.")
    page.get_by_label("Leadership shown").fill("I stopped the launch and asked two teams to a table.")
    page.get_by_label("Key numbers").fill("2.5 % to 0.04 %")
    page.get_by_label("First of all").select_option(principle)
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_have_text(title)


def fifth_day(page: Page, site: Site) -> None:
    """The plan's own six questions in its two rounds, and its score sheet."""
    page.clock.install()
    page.goto("/mocks")
    expect(page.locator(".mock-kinds h3").first).to_contain_text("Mock of")
    rounds = "2 rounds of 3 questions, 30 minutes each; at most 3 minutes an answer."
    expect(page.locator(".mock-kinds form").first).to_contain_text(rounds)
    page.keyboard.press("Enter")
    for number in range(1, 7):
        expect(page.locator(".desk-progress")).to_contain_text(f"{number} of 6")
        page.wait_for_load_state()
        page.keyboard.press("Enter")
        tell(page, "44344" if number % 2 else "44444")
        page.keyboard.press("Enter")
    expect(page.locator("#report-title")).to_have_text("3.9 of 5")
    met = ["Within time 6/6", "STAR structure clear 6/6", "Leadership shown 6/6", "Specific metrics 3/6"]
    expect(page.locator(".sheet tbody tr")).to_have_text(met)
    assert [row[0] for row in site.rows("SELECT question FROM takes WHERE mock_place IS NOT NULL ORDER BY mock_place")] == PLANNED


def sixth_day(page: Page, site: Site) -> None:
    """What the report asks for: a number, and a take to listen to, with its follow-up."""
    expect(page.locator(".next-steps")).to_contain_text("Work on specific metrics")
    page.goto("/stories")
    expect(page.locator(".bank tbody tr").first).to_contain_text("Result has no number.")
    page.locator(".bank tbody a").first.click()
    page.wait_for_load_state()
    page.keyboard.press("e")
    page.locator("#result").fill("Failures fell from 2.5 % to 0.04 %.")
    page.locator("#number").fill("2.5 % to 0.04 %")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#checks")).not_to_contain_text("Result has no number.")
    record(page)
    assert site.rows("SELECT COUNT(*) FROM takes WHERE sound IS NOT NULL") == [(1,)]


def record(page: Page) -> None:
    """Tell it once more, recorded; look at one's answer to the follow-up; listen from where the action begins."""
    start(page, "Recorded", "Story 1")
    expect(page.locator("#recording")).to_have_text("The microphone is ready.")
    begin_telling(page)
    expect(page.locator("#recording")).to_have_text("Recording.")
    for section in (1, 2, 3, 4):
        to_section(page, section)
    expect(page.locator("#take")).to_have_attribute("data-state", "asking")
    page.keyboard.press("3")
    expect(page.locator("#now")).to_have_text("What would you do differently?")
    page.keyboard.press("s")
    expect(page.locator("#text")).to_have_text("Begin earlier.")
    page.keyboard.press("4")
    expect(page.locator("#rubric")).to_be_visible()
    saved(page)
    score(page, "44544")
    expect(page.locator(".player-marks")).to_contain_text("Action")
    page.keyboard.press("Space")
    expect(page.locator("#play")).to_contain_text("Play", timeout=30_000)  # it is short, and came to its end


def seventh_day(page: Page) -> None:
    """What is ready for each principle, and the strongest ten once more."""
    page.goto("/stories")
    expect(page.locator(".stories-head .lead")).to_contain_text("of 16 principles have two stories ready")
    expect(page.get_by_role("row").filter(has_text="Ownership").locator(".ready")).to_have_text("1 of 2")
    page.get_by_role("link", name="Strongest ten").click()
    stories = page.locator(".by-heart details")
    expect(stories).to_have_count(10)
    expect(stories.first).to_contain_text("Story 1")
    stories.first.locator("summary").press("Enter")
    expect(stories.first.get_by_text("Failures fell from 2.5 % to 0.04 %.")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="Leadership shown")).to_contain_text("4.0 of 5")
    expect(page.get_by_role("row").filter(has_text="With an answer to each follow-up")).to_contain_text("1 of 10")
    followed = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Follow-ups", exact=True))
    expect(followed).to_have_text("Follow-ups3.5 of 5")
