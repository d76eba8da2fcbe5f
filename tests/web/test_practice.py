"""Custom study over HTTP."""

from __future__ import annotations

import re

import pytest

from tests.web.conftest import Browser

WISH = {"pick": "search", "text": "Question", "days": "1", "limit": "3", "order": "added"}


def begin(browser: Browser, **more: str) -> str:
    answer = browser.client.post("/practice", data=WISH | more)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def test_a_study_is_begun_answered_and_done_without_scripts(learner: Browser) -> None:
    address = begin(learner)
    assert address == "/review?study=1"
    for number in range(3):
        assert f"{number} of 3" in learner.client.get(address).text
        answer = learner.rate(3, shown=learner.shown(address), study="1")
        assert (answer.status_code, answer.location) == (303, address)
    page = learner.client.get(address).text
    assert "/rate" not in page
    assert 'href="/practice"' in page
    assert "Search Question" in page


def test_undo_in_a_study_goes_back_to_its_card(learner: Browser) -> None:
    address = begin(learner, keeps_schedule="on")
    shown = learner.shown(address)
    learner.rate(1, shown=shown, study="1")
    back = learner.undo(next=address)
    assert back.location == f"/review?study=1&card={shown['card']}"
    assert learner.shown(back.location)["card"] == shown["card"]
    assert learner.scalar("SELECT state FROM cards WHERE id = 1") == "new"


def test_practice_shows_no_intervals_and_moves_no_card(learner: Browser) -> None:
    address = begin(learner, keeps_schedule="on")
    assert 'class="interval"' not in learner.client.get(address).text
    learner.rate(4, shown=learner.shown(address), study="1")
    assert learner.scalar("SELECT COUNT(*) FROM cards WHERE state <> 'new'") == 0
    assert learner.scalar("SELECT kind FROM review_log") == "practice"


def test_a_fragment_of_a_study_stays_in_it(learner: Browser) -> None:
    address = begin(learner)
    shown = learner.shown(address)
    form = {"rating": 3, "version": shown["version"], "review_id": "x", "study": "1"}
    page = learner.client.post(f"/review/{shown['card']}/rate", data=form, headers=learner.fragment)
    assert page.status_code == 200
    assert 'name="study" value="1"' in page.text
    for path in ("flag", "mark", "bury"):
        card = learner.shown(address)["card"]
        answer = learner.client.post(f"/review/{card}/{path}", data={"flag": "1", "study": "1"})
        assert "study=1" in answer.location


@pytest.mark.parametrize(("study", "status"), [("99", 404), ("x", 422), ("٣", 422), ("9" * 40, 422)])
def test_a_study_that_is_none_is_refused_before_anything_is_written(learner: Browser, study: str, status: int) -> None:
    assert learner.client.get(f"/review?study={study}").status_code == status
    assert learner.rate(3, shown=learner.shown(), study=study).status_code == status
    assert learner.client.post("/review/1/bury", data={"study": study}).status_code == status
    assert learner.scalar("SELECT COUNT(*) FROM review_log") == 0
    assert learner.scalar("SELECT COUNT(*) FROM cards WHERE buried_on NOT NULL") == 0


def test_a_card_of_no_study_cannot_be_rated_early(learner: Browser) -> None:
    begin(learner)
    other = {"card": "9", "version": learner.shown("/review?card=9")["version"]}
    assert learner.rate(3, shown=other, study="1").status_code == 409
    assert learner.scalar("SELECT COUNT(*) FROM review_log") == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"pick": "none"},
        {"pick": "ahead", "days": "0"},
        {"pick": "ahead", "days": "1"},
        {"pick": "forgotten"},
        {"pick": "tag"},
        {"text": ""},
        {"text": '"Question'},
        {"text": "nothing has this"},
        {"text": "x" * 65536},
        {"limit": "0"},
        {"limit": "many"},
        {"order": "none"},
        {"deck": "x"},
    ],
)
def test_what_cannot_be_studied_is_said_above_what_was_typed(learner: Browser, wrong: dict[str, str]) -> None:
    page = learner.client.post("/practice", data=WISH | wrong)
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert learner.scalar("SELECT COUNT(*) FROM studies") == 0


def test_a_study_in_a_deck_that_is_not_there_is_not_found(learner: Browser) -> None:
    assert learner.client.post("/practice", data=WISH | {"deck": "99"}).status_code == 404


def test_the_page_keeps_what_was_chosen_and_lists_what_is_not_done(learner: Browser) -> None:
    page = learner.client.get("/practice?deck=1&pick=forgotten").text
    assert '<option value="1" selected>' in page
    assert re.search(r'value="forgotten" checked', page)
    begin(learner, keeps_schedule="on")
    page = learner.client.get("/practice").text
    assert 'href="/review?study=1"' in page
    assert "3 cards left, schedule left alone" in page


def test_a_day_that_is_done_leads_to_custom_study(learner: Browser) -> None:
    for _ in range(20):
        learner.rate(4)
    assert '<a class="button secondary" href="/practice"' in learner.client.get("/").text
