"""Mock interviews on their pages: begun, gone through take by take, finished, looked back on."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from flashcards.web.mocks import MOCKS_A_PAGE
from tests.web.conftest import Browser
from tests.web.stories import words
from tests.web.telling import answer_follow_ups, draft, prepare, score
from tests.web.telling import begin as begin_take

ROUNDS = """# Week plan

## Mock interview

**Round 1: Core principles (30 minutes)**

1. "Tell me about a time you decided without all the facts" (3 minutes)
2. "Tell me about a time you changed your mind" (2 minutes)

**Round 2: Your team (20 minutes)**

1. "Tell me about a time you resolved a conflict" (3 minutes)
"""


@pytest.fixture
def stories(browser: Browser) -> list[int]:
    return prepare(browser, *(draft(f"Story {number}", ("Ownership",)) for number in range(1, 4)))


def begin(browser: Browser, kind: str = "loop", rounds: object = 1, questions: object = 2) -> str:
    sent = {"kind": kind, "rounds": rounds, "questions": questions, "preset": "90 seconds", "begin_id": uuid4().hex}
    answer = browser.client.post("/mocks", data=sent)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def put(browser: Browser, path: str, take_id: str = "take-1") -> str:
    """The next question; returns the address of its take."""
    return str(browser.client.post(f"{path}/next", data={"take_id": take_id}).location)


def answer(browser: Browser, path: str, story: int, take_id: str = "take-1", ms: int = 20_000) -> None:
    """Tell and score the next question."""
    take = put(browser, path, take_id)
    assert browser.client.post(f"{take}/story", data={"story": story}).status_code == 303
    for section in range(4):
        browser.client.post(f"{take}/section", data={"section": section, "ms": ms})
    answer_follow_ups(browser, take)
    assert score(browser, take) == 303
    assert f'href="{path}"' in browser.client.get(take).text


def test_without_stories_the_page_leads_to_the_first_lines(browser: Browser) -> None:
    page = browser.client.get("/mocks").text
    assert "Write nine first lines" in page
    assert 'name="kind"' not in page


def test_the_form_of_a_mock_begins_it_once_and_leads_to_it_again(browser: Browser, stories: list[int]) -> None:
    page = browser.client.get("/mocks").text
    begin_id = re.search(r'name="begin_id" value="(\w+)"', page)
    assert begin_id
    sent = {"kind": "behavioural", "begin_id": begin_id[1]}
    path = str(browser.client.post("/mocks", data=sent).location)
    answer(browser, path, stories[0])
    assert browser.client.post("/mocks", data=sent).location == path
    assert browser.scalar("SELECT COUNT(*) FROM mocks") == 1
    assert browser.client.post("/mocks", data={"kind": "behavioural"}).status_code == 422


def test_a_guides_own_rounds_come_before_those_of_the_bank(browser: Browser, stories: list[int]) -> None:
    browser.take_in(ROUNDS, "week.md")
    page = words(browser.client.get("/mocks").text)
    own, behavioural, loop = (page.index(name) for name in ("Mock of Week plan", "Behavioural mock", "Interview loop"))
    assert own < behavioural < loop
    assert "2 rounds of 1 to 2 questions, 20 to 30 minutes each; at most 3 minutes an answer." in page
    assert "5 rounds of 2 questions, 30 minutes each." in page


def test_a_mock_goes_from_question_to_question_to_its_report(browser: Browser, stories: list[int]) -> None:
    path = begin(browser)
    page = browser.client.get(path).text
    assert "1 of 2" in page
    assert "0:00</span> of 30:00" in page
    answer(browser, path, stories[0], "take-1")
    assert "2 of 2" in browser.client.get(path).text
    answer(browser, path, stories[1], "take-2", ms=30_000)
    page = words(browser.client.get(path).text)
    assert "3.8 of 5" in page
    for line in ("Within time 1/2", "STAR structure clear 2/2", "Leadership shown 2/2", "Specific metrics 0/2"):
        assert line in page, line
    assert "Cut 1 answer to the time: question 2." in page
    assert "2:00 over 1:30" in page
    assert "Behavioural mock" not in page
    assert browser.client.post(f"{path}/next", data={"take_id": "take-3"}).location == path


def test_the_question_that_stands_is_gone_on_with(browser: Browser, stories: list[int]) -> None:
    path = begin(browser)
    take = put(browser, path)
    assert put(browser, path, "take-2") == take
    assert "Go on with question 1" in words(browser.client.get(path).text)
    assert "Go on with the mock" in browser.client.get("/mocks").text
    assert browser.client.post(f"{take}/leave").location == path
    assert put(browser, path, "take-3") == "/takes/take-3"


def test_the_rounds_clock_runs_from_its_first_question_and_says_when_it_is_over(browser: Browser, stories: list[int]) -> None:
    path = begin(browser)
    put(browser, path)
    browser.clock.forward(minutes=12, seconds=30)
    page = browser.client.get(path).text
    assert "12:30</span> of 30:00" in page
    assert 'class="round-clock"' in page
    browser.clock.forward(minutes=18)
    assert 'class="round-clock is-over"' in browser.client.get(path).text


def test_the_rounds_clock_stands_on_the_page_of_each_answer(browser: Browser, stories: list[int]) -> None:
    take = put(browser, begin(browser))
    browser.clock.forward(minutes=31)
    page = browser.client.get(take).text
    assert "31:00</span> of 30:00" in page
    assert 'class="round-clock is-over"' in page


def test_an_answer_of_a_deleted_mock_leads_to_the_drill(browser: Browser, stories: list[int]) -> None:
    path = begin(browser)
    take = put(browser, path)
    browser.client.post(f"{path}/delete")
    assert "round-clock" not in browser.client.get(take).text
    assert browser.client.post(f"{take}/leave").location == "/drill"


def test_a_forced_repeat_is_announced_and_stands_in_the_report(browser: Browser) -> None:
    both = prepare(browser, draft("The only one", tuple(one for one in ("Ownership", "Dive Deep"))))[0]
    browser.take_in(ROUNDS, "week.md")
    path = begin(browser, "guide-2")
    answer(browser, path, both, "take-1")
    take = put(browser, path, "take-2")
    assert "repeat is forced" in browser.client.get(take).text
    answer(browser, path, both, "take-2")
    browser.client.post(f"{path}/finish")
    page = words(browser.client.get(path).text)
    assert "forced repeat of question 1" in page
    assert "Question 2 repeated the story of question 1: nothing else showed the principle." in page


def test_finishing_early_gives_the_report_and_undo_goes_on(browser: Browser, stories: list[int]) -> None:
    path = begin(browser)
    assert browser.client.post(f"{path}/finish").location == path
    page = browser.client.get(path).text
    assert "Nothing was scored" in page
    assert "This question was not asked." in page
    refused = browser.client.post(f"{path}/next", data={"take_id": "take-1"})
    assert (refused.status_code, "is finished" in refused.text) == (409, True)
    browser.undo()
    assert "1 of 2" in browser.client.get(path).text


def test_undoing_the_beginning_comes_back_to_where_mocks_begin(browser: Browser, stories: list[int]) -> None:
    path = begin(browser)
    assert 'name="next" value="/mocks"' in browser.client.get(path).text
    put(browser, path)
    assert f'name="next" value="{path}"' in browser.client.get(path).text


def test_a_deleted_report_leaves_the_list_and_undo_brings_it_back(browser: Browser, stories: list[int]) -> None:
    path = begin(browser)
    answer(browser, path, stories[0])
    assert browser.client.post(f"{path}/delete").location == "/mocks"
    assert browser.client.get(path).status_code == 404
    assert f'href="{path}"' not in browser.client.get("/mocks").text
    page = browser.client.get("/takes/take-1").text
    assert "On with the mock" not in page
    browser.undo()
    assert browser.client.get(path).status_code == 200


def test_the_trend_is_drawn_from_two_mocks_on(browser: Browser, stories: list[int]) -> None:
    for number in range(2):
        page = browser.client.get("/mocks").text
        assert "Verdict of each mock" not in page
        answer(browser, begin(browser, questions=1), stories[0], f"take-{number}")
    page = browser.client.get("/mocks").text
    assert "The last one 3.8 of 5, the one before 3.8." in page
    assert len(re.findall(r'<rect class="plain-0"', page)) == 2
    assert page.count("1/1") == 6


def test_reports_are_turned_page_by_page_and_the_trend_stays(browser: Browser, stories: list[int]) -> None:
    for number in range(2):
        answer(browser, begin(browser, questions=1), stories[0], f"take-{number}")
    for _ in range(MOCKS_A_PAGE - 1):
        browser.client.post(f"{begin(browser)}/finish")
    first, second, beyond = (browser.client.get(f"/mocks?page={page}").text for page in (1, 2, 99))
    listed = [re.findall(r'<th scope="row"><a href="/mocks/(\d+)"', page) for page in (first, second, beyond)]
    assert listed == [[str(number) for number in range(MOCKS_A_PAGE + 1, 1, -1)], ["1"], ["1"]]
    assert "Page 1 of 2" in first
    assert 'href="/mocks?page=2#past-title"' in first
    assert all("Verdict of each mock" in page for page in (first, second))
    assert browser.client.get("/mocks?page=0").status_code == 422


def test_of_many_that_wait_a_few_are_shown_at_once(browser: Browser, stories: list[int]) -> None:
    for _ in range(6):
        begin(browser)
    page = browser.client.get("/mocks").text.partition("Not finished yet")[2]
    shown, _, folded = page.partition("<summary>2 more</summary>")
    assert re.findall(r"/mocks/(\d)", shown) == ["5", "4", "3"]
    assert re.findall(r"/mocks/(\d)", folded) == ["2", "1"]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"kind": "loop", "rounds": "21", "questions": "2"}, "Rounds must be a whole number from 1 to 20"),
        ({"kind": "loop", "rounds": "1", "questions": "none"}, "Questions a round must be"),
        ({}, "The field kind is missing"),
    ],
)
def test_a_mock_that_cannot_be_is_refused_where_it_was_asked(
    browser: Browser, stories: list[int], form: dict[str, str], said: str
) -> None:
    refused = browser.client.post("/mocks", data={**form, "begin_id": "press-1"})
    assert (refused.status_code, said in refused.text) == (422, True)
    assert "Interview loop" in refused.text
    assert browser.scalar("SELECT COUNT(*) FROM mocks") == 0


def test_what_is_not_there_is_not_found(browser: Browser, stories: list[int]) -> None:
    assert browser.client.post("/mocks", data={"kind": "panel", "begin_id": "press-1"}).status_code == 404
    unknown = browser.client.post("/mocks", data={"kind": "behavioural", "preset": "L9", "begin_id": "press-1"})
    assert (unknown.status_code, "There is no length &#39;L9&#39;. Choose Seven-day plan" in unknown.text) == (404, True)
    assert browser.client.get("/mocks/9").status_code == 404
    assert browser.client.post("/mocks/9/next", data={"take_id": "take-1"}).status_code == 404


def test_a_mock_that_goes_on_stands_under_no_reports(browser: Browser, stories: list[int]) -> None:
    older = begin(browser, rounds=2)
    answer(browser, older, stories[0])
    newer = begin(browser)
    page = words(browser.client.get("/mocks").text)
    assert "Your mocks" not in page
    assert "Not finished yet Interview loop today, 1 of 4 questions answered" in page
    browser.client.post(f"{newer}/finish")
    reports = browser.client.get("/mocks").text.partition("Your mocks")[2]
    assert f'href="{newer}"' in reports
    assert f'href="{older}"' not in reports


def test_a_take_outside_a_mock_is_not_its_next_answer(browser: Browser, stories: list[int]) -> None:
    path = begin(browser)
    begin_take(browser, "outside", principle="Ownership")
    assert browser.client.post(f"{path}/next", data={"take_id": "outside"}).status_code == 422


def test_a_report_says_of_a_story_that_it_does_not_show_the_principle_and_of_a_short_one_that_it_is_short(
    browser: Browser, stories: list[int]
) -> None:
    path = begin(browser, questions=1)
    other = prepare(browser, draft("Nothing of it", ()))[0]
    answer(browser, path, other, ms=900)
    page = words(browser.client.get(path).text)
    assert "does not show" in page
    assert "Within time 0/1" in page
    assert "short of 1:05" in page
