"""A preview worked through: the list of guides, a guide's cards, ticks, answers, skips and how far the reading is."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from werkzeug.test import TestResponse

from flashcards.web.collection import Server
from tests.web.conftest import GUIDE, NOW, Browser

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


def test_a_card_whose_text_stays_says_what_else_changes(browser: Browser) -> None:
    browser.take_in("# G\n\nQ: A?\nA: 1\n")
    browser.upload('---\ntags: ["aws"]\nlevel: L7\n---\n\n# G\n\nQ: A?\nA: 1\n')
    assert "Its text stays. What changes: level, tags." in browser.client.get("/import/2/guides/2").text


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


def test_many_skips_stand_on_several_pages(browser: Browser) -> None:
    open_questions = "\n\n".join(f"Q: Open {number:03}?" for number in range(250))
    first = browser.upload(f"{SKIPPING}\n## Open\n\n{open_questions}\n").text
    assert first.count('class="skip stop"') == 200
    assert "51 more" in first
    second = browser.client.get("/import/1/guides/1?skips=2").text
    assert second.count('class="skip stop"') == 51
    assert "Open 249?" in second
    assert "200 before these" in second
    assert re.search(r'<details class="fold skips" id="skips" open', second)
    there = browser.client.post("/import/1/guides/1/skips?skips=2", data={"skip": "249"})
    assert there.location == "/import/1/guides/1?skips=2#skip-249"
    assert "Page 2" not in browser.client.get("/import/1/guides/1?skips=77").text
    assert browser.client.get("/import/1/guides/1?skips=x").status_code == 422


def test_a_taken_skip_says_so_when_its_guide_comes_again(browser: Browser) -> None:
    assert "Take it" in browser.upload(SKIPPING).text
    browser.client.post("/import/1/guides/1/skips", data={"skip": "0"})
    browser.client.post("/import/1/apply")
    assert browser.scalar("SELECT COUNT(*) FROM notes") == 2
    again = browser.upload(SKIPPING).text
    assert "has a card" in again
    assert ">Take it<" not in again


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
        "INSERT INTO imports (made_at, left_out, state, done, total, problem) VALUES (?, '[]', ?, 84, 180, ?)",
        (NOW.isoformat(), state, problem),
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


def deed(browser: Browser, import_id: int) -> str:
    """What the button that imports says."""
    button = re.search(r'id="apply".*?>(.*?)<kbd', browser.client.get(f"/import/{import_id}/bar").text, re.DOTALL)
    assert button
    return re.sub(r"<.*?>|\s+$", "", button[1])


def test_the_button_says_all_that_it_does(browser: Browser) -> None:
    browser.take_in(SECTIONS)
    browser.upload(
        SECTIONS.replace("## One", "## First").replace(
            "\n\n## Two\n\nQ: C?\nA: 3", "\n\n## News\n\nQ: What is a queue?\nA: A line."
        )
    )
    browser.client.post("/import/2/tick", data={"guide": "2", "is_ticked": "on"})
    assert deed(browser, 2) == "Import 1, move 2, set 1 aside"
    browser.client.post("/import/2/tick", data={"guide": "2"})
    assert deed(browser, 2) == "Move 2"
    assert "0 of 1 new" in browser.client.get("/import/2/bar").text


def test_a_move_is_told_by_what_differs(browser: Browser) -> None:
    browser.take_in("# G\n\n## Storage\n\n### Limits\n\nQ: A?\nA: 1\n")
    page = browser.upload("# G\n\n## Storage\n\n### Quotas\n\nQ: A?\nA: 1\n").text
    assert "It moves from <i>Limits</i> to <i>Quotas</i>." in page


def test_previews_that_wait_say_when_they_were_made(browser: Browser) -> None:
    browser.upload(GUIDE)
    browser.clock.forward(minutes=7)
    browser.upload(GUIDE)
    page = browser.client.get("/import").text
    assert "looked through at 10:00" in page
    assert "looked through at 10:07" in page


def test_the_page_import_lists_the_last_guides_and_leads_to_the_others(browser: Browser) -> None:
    for number in range(21):
        browser.clock.forward(minutes=1)
        browser.take_in(f"# Guide {number:02}\n\nQ: Question {number}?\nA: Answer {number}.\n", f"g{number}.md")
    page = browser.client.get("/import").text
    assert "Guide 00" not in page
    assert page.index("Guide 20") < page.index("Guide 01")
    assert "All 21 guides" in page


def test_a_second_press_waits_for_the_first_and_shows_the_same(browser: Browser) -> None:
    browser.upload(GUIDE)
    server: Server = browser.client.application.extensions["flashcards"]
    pressed = browser.client.application.test_client()
    with ThreadPoolExecutor(2) as presses:
        with server.applying:
            waiting = [presses.submit(one.post, "/import/1/apply") for one in (browser.client, pressed)]
            assert browser.scalar("SELECT COUNT(*) FROM notes") == 0
        assert [one.result().location for one in waiting] == ["/import/1", "/import/1"]
    assert browser.scalar("SELECT COUNT(*) FROM notes") == 30
    assert browser.scalar("SELECT COUNT(*) FROM journal") == 1
