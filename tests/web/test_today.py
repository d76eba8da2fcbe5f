"""Today beside its cards: stories to tell, and collections that have nothing else."""

from __future__ import annotations

import re

from tests.web.conftest import GUIDE, Browser
from tests.web.stories import words
from tests.web.telling import QUESTIONS, draft, prepare, score, tell


def main_of(browser: Browser, path: str = "/") -> str:
    """A page without its header and its dialog of keys."""
    return browser.client.get(path).text.partition("<main")[2].partition("</main>")[0]


def today(browser: Browser) -> str:
    return words(main_of(browser))


def test_the_start_box_counts_stories_beside_cards_and_minutes(browser: Browser) -> None:
    prepare(browser, draft(), draft("Vendor exit", ("Dive Deep",), strength=2))
    browser.take_in(GUIDE)
    page = today(browser)
    # 20 new cards at 20 s, and two stories of 150 s with 75 s around each
    assert "20 cards and 2 stories, about 14 minutes" in page
    assert "2 stories to tell aloud, the first one for Ownership" in page


def test_one_key_starts_the_drill_beside_cards_and_the_first_key_where_there_are_none(browser: Browser) -> None:
    (story,) = prepare(browser)
    assert "Start" in today(browser)
    assert 'data-key="Enter Space s 2"' in browser.client.get("/").text
    browser.take_in(GUIDE)
    page = browser.client.get("/").text
    assert 'data-key="2"' in page
    begun = browser.client.post("/drill", data={"take_id": "today"})
    assert begun.location == "/takes/today"
    assert "Payments rescue" in browser.client.get("/takes/today").text
    assert story


def test_once_all_is_told_the_stories_are_one_key_away(browser: Browser) -> None:
    (story,) = prepare(browser, draft(principles=("Ownership",)))
    assert "1 story, about 4 minutes" in today(browser)
    assert score(browser, tell(browser, story, principle="Ownership")) == 303
    page = main_of(browser)
    assert "No story is due today" in page
    assert "a day are told" not in words(page)
    assert 'href="/stories" data-key="Enter Space s"' in page
    assert "Import a guide" not in words(page)


def test_a_bank_of_questions_alone_leads_to_stories_not_to_an_import(browser: Browser) -> None:
    browser.take_in(QUESTIONS, "questions.md")
    page = main_of(browser)
    assert "3 notes of yours are to be drilled" in words(page)
    assert 'href="/stories" data-key="Enter Space s"' in page
    assert "Import a guide" not in words(page)
    assert "Reviews of the next" not in page


def test_a_story_without_a_principle_is_no_first_day_either(browser: Browser) -> None:
    browser.client.post("/stories/new", data={"title": "A line", "strength": "3"})
    assert "No story is due today" in today(browser)


def test_without_stories_nothing_is_said_of_them(learner: Browser) -> None:
    page = today(learner)
    assert "20 cards, about 7 minutes" in page
    assert "to tell aloud" not in page


def test_the_first_day_and_the_page_import_say_what_is_to_be_drilled(browser: Browser) -> None:
    for path in ("/", "/import"):
        page = words(browser.client.get(path).text)
        assert "Behavioural questions 176 questions to drill" in page, path
        assert re.search(r"Caching \d+ cards · \d to drill", page), path
        assert "Leadership principles in the interview 11 cards" in page, path


def test_an_import_of_questions_alone_leads_to_the_drill(browser: Browser) -> None:
    preview = browser.upload(QUESTIONS, "questions.md").text
    assert "3 new" in words(preview)
    assert "a day for the next 30 days" not in preview
    done = browser.client.get(browser.take_in(QUESTIONS, "questions.md").location).text
    assert "3 questions added" in words(done)
    assert 'href="/drill" data-key="Enter"' in done
    assert "Start reviewing" not in done


def test_an_import_of_both_counts_both_and_estimates_the_cards_alone(browser: Browser) -> None:
    both = QUESTIONS + "\n## Facts\n\nQ: What is a ledger?\nA: A list of what happened.\n"
    assert "at 1 new card a day" in words(browser.upload(both, "both.md").text)
    done = browser.client.get(browser.take_in(both, "both.md").location).text
    assert "1 card and 3 notes to drill added" in words(done)
    assert "Start reviewing" in done


def test_decks_say_what_is_to_be_drilled_where_that_explains_zeros(browser: Browser) -> None:
    browser.take_in(QUESTIONS, "questions.md")
    assert "Questions 3 to drill" in words(browser.client.get("/decks").text)
    page = words(browser.client.get("/decks/1").text)
    assert "What is in this deck is told aloud, never reviewed." in page
    assert "3 to drill in all." in page
    assert "Nothing is due" not in page
