"""A preview worked through: the list of guides, a guide's cards, ticks, answers, skips and how far the reading is."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from werkzeug.test import TestResponse

from tests.web.conftest import GUIDE, Browser

SKIPPING = "# Storage\n\n## S3\n\nQ: Durability?\nA: Eleven nines.\n\n## Next steps\n\n- [ ] Read about S3\n"
SECTIONS = "# G\n\n## One\n\nQ: A?\nA: 1\n\nQ: B?\nA: 2\n\n## Two\n\nQ: C?\nA: 3\n"


def upload(browser: Browser, **files: str) -> TestResponse:
    sent = [(BytesIO(text.encode()), f"{name}.md") for name, text in files.items()]
    return browser.client.post("/import", data={"file": sent})


def ticks(browser: Browser) -> list[object]:
    return [bool(browser.scalar(f"SELECT is_ticked FROM staged_notes WHERE id = {row}")) for row in range(1, 4)]


def test_several_guides_are_a_list_and_each_has_a_page(browser: Browser) -> None:
    page = upload(browser, one=SECTIONS, two=SKIPPING).text
    assert "2 guides to look through" in page
    assert "Eleven nines" not in page
    own = browser.client.get("/import/1/guides/2").text
    assert "Eleven nines" in own
    assert 'href="/import/1/guides/1"' in own
    assert browser.client.get("/import/1").text.count('class="stop"') == 2


def test_a_single_guide_shows_its_cards_at_once(browser: Browser) -> None:
    assert "Eleven nines" in upload(browser, two=SKIPPING).text
    assert "Eleven nines" in browser.client.get("/import/1").text


def test_cards_are_chosen_by_status_and_kind(browser: Browser) -> None:
    browser.take_in("# G\n\nQ: A?\nA: 1\n")
    browser.upload("# G\n\nQ: A?\nA: 1\n\n## Pitfalls\n\n- **Haste**: it makes waste twice over\n")
    assert "Haste" in browser.client.get("/import/2/guides/2").text
    same = browser.client.get("/import/2/guides/2?status=same").text
    assert "Q: A?" in same
    assert "makes waste" not in same
    assert "makes waste" in browser.client.get("/import/2/guides/2?status=all&kind=pitfall").text
    for wrong in ("status=lost", "kind=joke", "page=x"):
        assert browser.client.get(f"/import/2/guides/2?{wrong}").status_code == 422


def test_a_guide_of_another_import_is_not_there(browser: Browser) -> None:
    browser.upload(GUIDE)
    browser.upload(GUIDE)
    assert browser.client.get("/import/1/guides/2").status_code == 404
    assert browser.client.post("/import/1/guides/2/skips", data={"skip": "0"}).status_code == 404


def test_a_section_is_ticked_as_a_whole(browser: Browser) -> None:
    browser.upload(SECTIONS)
    answer = browser.client.post("/import/1/guides/1/tick", data={"like": "1"}, headers=browser.fragment)
    assert answer.headers["HX-Trigger"] == "ticked"
    assert answer.text.count("<section") == 1
    assert ticks(browser) == [False, False, True]
    there = browser.client.post("/import/1/guides/1/tick", data={"like": "2", "is_ticked": "on"})
    assert there.status_code == 303
    assert there.location == "/import/1/guides/1#note-2"
    assert ticks(browser) == [True, True, True]


def test_what_is_listed_is_ticked_as_a_whole(browser: Browser) -> None:
    browser.upload(SECTIONS)
    there = browser.client.post("/import/1/guides/1/tick?status=added", data={})
    assert (there.status_code, there.location) == (303, "/import/1/guides/1?status=added")
    assert ticks(browser) == [False, False, False]


def test_guides_and_kinds_are_ticked_in_the_list(browser: Browser) -> None:
    upload(browser, one=SECTIONS, two=SKIPPING)
    answer = browser.client.post("/import/1/tick", data={"guide": "1"}, headers=browser.fragment)
    assert 'id="import-guides"' in answer.text
    assert ticks(browser) == [False, False, False]
    kind = browser.scalar("SELECT kind FROM staged_notes WHERE id = 1")
    assert browser.client.post("/import/1/tick", data={"kind": kind, "is_ticked": "on"}).status_code == 303
    assert ticks(browser) == [True, True, True]
    assert browser.client.post("/import/1/tick", data={"kind": "joke"}).status_code == 422


def test_the_bar_tells_what_is_chosen_and_what_it_costs(browser: Browser) -> None:
    browser.upload(GUIDE)
    assert "Less than a minute a day for the next 30 days, at 20 new cards a day" in browser.client.get("/import/1").text
    browser.client.post("/import/1/notes/1/tick", data={})
    bar = browser.client.get("/import/1/bar", headers=browser.fragment).text
    assert "<b" in bar
    assert ">29</span>" in bar


def test_a_tick_without_javascript_comes_back_to_the_same_page_of_the_list(browser: Browser) -> None:
    browser.upload("# G\n\n" + "\n\n".join(f"Q: Question {number}?\nA: Answer {number}." for number in range(120)))
    there = browser.client.post("/import/1/notes/110/tick?status=added", data={})
    assert there.location == "/import/1/guides/1?status=added&page=2#note-110"
    assert browser.client.get("/import/1/notes/3").location == "/import/1/guides/1#note-3"
    assert "Page 2 of 2" in browser.client.get("/import/1/guides/1?page=7").text


def test_a_skip_is_taken_after_all_and_left_again(browser: Browser) -> None:
    assert "Take it" in browser.upload(SKIPPING).text
    taken = browser.client.post("/import/1/guides/1/skips", data={"skip": "0"}, headers=browser.fragment).text
    assert "Leave it" in taken
    assert 'class="draft stop draft-added"' in taken
    there = browser.client.post("/import/1/guides/1/skips", data={"skip": "0"})
    assert there.location == "/import/1/guides/1#skip-0"
    assert browser.scalar("SELECT COUNT(*) FROM staged_notes WHERE skip_number IS NOT NULL") == 0
    assert browser.client.post("/import/1/guides/1/skips", data={"skip": "9999"}).status_code == 404


def test_a_taken_skip_says_so_when_its_guide_comes_again(browser: Browser) -> None:
    assert "Take it" in browser.upload(SKIPPING).text
    browser.client.post("/import/1/guides/1/skips", data={"skip": "0"})
    browser.client.post("/import/1/apply")
    assert browser.scalar("SELECT COUNT(*) FROM notes") == 2
    again = browser.upload(SKIPPING).text
    assert "has a card" in again
    assert "Take it" not in again


@pytest.mark.parametrize("answer", ["1", "new"])
def test_what_is_to_ask_is_answered_at_once(learner: Browser, answer: str) -> None:
    learner.upload(GUIDE.replace("Answer 1.", "Answer one."))
    db = learner.db()
    db.execute("UPDATE staged_notes SET status = 'ask', note_id = NULL, candidates = '[1]' WHERE id = 31")
    db.close()
    page = learner.client.get("/import/2").text
    assert "Is it a card you have?" in page
    answered = learner.client.post("/import/2/notes/31/answer", data={"note": answer}, headers=learner.fragment).text
    assert "You said which card it is" in answered
    assert learner.scalar("SELECT status FROM staged_notes WHERE id = 31") in ("changed", "added")
    assert learner.scalar("SELECT note_id FROM staged_notes WHERE id = 31") == (1 if answer == "1" else None)


def test_an_answer_that_cannot_be_meant_is_refused(learner: Browser) -> None:
    learner.upload(GUIDE)
    assert learner.client.post("/import/2/notes/31/answer", data={"note": "x"}).status_code == 422
    assert learner.client.post("/import/2/notes/31/answer", data={"note": "77"}).status_code == 404


def reading(browser: Browser, state: str = "reading", problem: str = "") -> None:
    """An import of 180 guides, 84 of which have been read."""
    db = browser.db()
    db.execute(
        "INSERT INTO imports (made_at, left_out, state, done, total, problem) VALUES ('2026', '[]', ?, 84, 180, ?)",
        (state, problem),
    )
    db.close()


def test_how_far_the_reading_is_stands_on_its_page(browser: Browser) -> None:
    reading(browser)
    page = browser.client.get("/import/1").text
    assert re.search(r'<progress value="84" max="180"', page)
    assert '<noscript><meta http-equiv="refresh"' in page
    assert browser.client.get("/import/1/progress?done=84", headers=browser.fragment).status_code == 204
    assert "84" in browser.client.get("/import/1/progress?done=83", headers=browser.fragment).text
    assert browser.client.get("/import/1/progress").location == "/import/1"
    assert "180 guides being read" in browser.client.get("/import").text


def test_reading_is_cancelled_and_what_came_is_told(browser: Browser) -> None:
    reading(browser)
    assert browser.client.post("/import/1/cancel").location == "/import/1"
    assert "Reading was cancelled" in browser.client.get("/import/1").text
    over = browser.client.get("/import/1/progress?done=84", headers=browser.fragment)
    assert over.headers["HX-Redirect"] == "/import/1"


def test_reading_that_failed_says_why(browser: Browser) -> None:
    reading(browser, "failed", "The disk is full.")
    assert "The disk is full." in browser.client.get("/import/1").text


def test_a_preview_that_waits_is_found_again(browser: Browser) -> None:
    browser.upload(GUIDE)
    assert "Not imported yet" in browser.client.get("/import").text
    browser.client.post("/import/1/apply")
    assert "Not imported yet" not in browser.client.get("/import").text


def test_what_was_done_is_told_with_what_comes_next(browser: Browser) -> None:
    browser.take_in(GUIDE)
    page = browser.client.get("/import/1").text
    assert "30 cards added" in page
    for way_on in ("/review", "/guides/1", "/undo"):
        assert f'="{way_on}"' in page


def test_text_of_guides_cannot_act_in_the_marks_of_what_changed(browser: Browser) -> None:
    browser.take_in("# G\n\nQ: How long? ^long\nA: Four <b>days</b>.\n")
    page = browser.upload('# G\n\nQ: How long? ^long\nA: <script>alert(1)</script> <b onclick="x">five</b> days.\n').text
    assert "<script>alert" not in page
    assert 'onclick="x"' not in re.sub(r"<pre.*?</pre>", "", page, flags=re.DOTALL)
