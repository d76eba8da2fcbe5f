"""A take on its page: every state without JavaScript, what is refused, and its recording."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from werkzeug.test import TestResponse

from flashcards.web.app import FORM_OVERHEAD_BYTES, UPLOAD_BYTES
from flashcards.web.forms import FORM_BYTES
from flashcards.web.story_words import story_keys
from flashcards.web.take_page import TAKEN_KEYS
from tests.web.conftest import Browser
from tests.web.telling import SCORES, VERDICT, begin, draft, prepare, score, tell, version

WEBM = b"\x1a\x45\xdf\xa3" + bytes(1000)
WAV = b"RIFF" + bytes(4) + b"WAVEfmt " + bytes(100)


def attach(browser: Browser, path: str, content: bytes = WEBM, **more: object) -> TestResponse:
    form = {"sound": (BytesIO(content), "take.webm"), **more}
    return browser.client.post(f"{path}/sound", data=form, headers=browser.fragment)


def test_a_whole_drill_without_javascript_is_timed_by_the_server(browser: Browser) -> None:
    (story,) = prepare(browser)
    path = begin(browser, principle="Ownership", how="type")
    assert "Tell me about a time" in browser.client.get(path).text or "Describe a problem" in browser.client.get(path).text
    browser.client.post(f"{path}/story", data={"story": story})
    for section, seconds in enumerate((25, 12, 80, 40)):
        page = browser.client.get(path).text
        assert f'name="section" value="{section}"' in page
        browser.clock.forward(seconds=seconds)
        answer = browser.client.post(f"{path}/section", data={"section": section, "text": f"Part {section}.\r\nMore."})
        assert answer.status_code == 303
    page = browser.client.get(path).text
    assert "Told in 2:37" in page
    assert page.count("1 of 2") == 1
    browser.client.post(f"{path}/follow-up", data={"place": 0})
    page = browser.client.get(path).text
    assert page.count("2 of 2") == 1
    browser.client.post(f"{path}/follow-up", data={"place": 1, "score": 3})
    page = browser.client.get(path).text
    for said in ("0:25", "0:12", "1:20", "0:10 over", "within the maximum; 2:30 is the target", "from 4.5", "tomorrow"):
        assert said in page, said
    assert score(browser, path) == 303
    page = browser.client.get(path).text
    assert "Good <span" in page
    assert f"{VERDICT} of 5" in page
    assert "Told a story, Good." in page
    assert (
        browser.scalar("SELECT sections FROM takes")
        == '[[25000,"Part 0.\\nMore."],[12000,"Part 1.\\nMore."],[80000,"Part 2.\\nMore."],[40000,"Part 3.\\nMore."]]'
    )
    assert browser.scalar("SELECT COUNT(*) FROM review_log") == 1
    rated = "SELECT name FROM review_log JOIN cards ON cards.id = card_id JOIN principles ON slot = 'p' || principles.id"
    assert browser.scalar(rated) == "Ownership"


def test_a_fragment_answers_with_the_take_alone(browser: Browser) -> None:
    (story,) = prepare(browser)
    path = begin(browser, principle="Ownership")
    answer = browser.client.post(f"{path}/story", data={"story": story}, headers=browser.fragment)
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<section id="take"')
    assert "<html" not in answer.text


def test_a_refresh_shows_how_long_the_section_runs(browser: Browser) -> None:
    (story,) = prepare(browser)
    path = begin(browser, principle="Ownership")
    browser.client.post(f"{path}/story", data={"story": story})
    browser.clock.forward(seconds=17.4)
    page = browser.client.get(path).text
    assert 'data-elapsed="17400"' in page
    assert '<span id="clock">0:17</span>' in page
    browser.client.post(f"{path}/pause")
    browser.clock.forward(seconds=100)
    assert "The clock rests." in browser.client.get(path).text
    browser.client.post(f"{path}/pause", data={"go_on": "1"})
    browser.clock.forward(seconds=20)
    page = browser.client.get(path).text
    assert 'data-elapsed="37400"' in page
    assert 'data-cue="over"' in page


def test_what_a_page_measured_counts_more_than_the_server(browser: Browser) -> None:
    (story,) = prepare(browser)
    path = begin(browser, principle="Ownership")
    browser.client.post(f"{path}/story", data={"story": story})
    browser.clock.forward(seconds=30)
    browser.client.post(f"{path}/section", data={"section": 0, "ms": 28_765})
    assert browser.scalar("SELECT sections ->> '$[0][0]' FROM takes") == 28_765


def test_a_section_sent_twice_counts_once_and_another_tab_is_told(browser: Browser) -> None:
    (story,) = prepare(browser)
    path = begin(browser, principle="Ownership")
    browser.client.post(f"{path}/story", data={"story": story})
    sent = {"section": 0, "ms": 20_000, "text": "One."}
    assert [browser.client.post(f"{path}/section", data=sent).status_code for _ in range(2)] == [303, 303]
    answer = browser.client.post(f"{path}/section", data={**sent, "ms": 31_000})
    assert answer.status_code == 409
    assert "in another tab" in answer.text
    assert 'name="section" value="1"' in answer.text
    assert browser.scalar("SELECT sections ->> '$[0][0]' FROM takes") == 20_000


def test_another_story_in_another_tab_is_a_conflict(browser: Browser) -> None:
    first, second = prepare(browser, draft(), draft("Search migration"))
    path = begin(browser, principle="Ownership")
    assert browser.client.post(f"{path}/story", data={"story": first}).status_code == 303
    answer = browser.client.post(f"{path}/story", data={"story": second})
    assert answer.status_code == 409
    assert "Payments rescue" in answer.text


def test_one_story_told_twice_at_once_is_scored_once_as_it_was_shown(browser: Browser) -> None:
    (story,) = prepare(browser)
    paths = [tell(browser, story, f"take-{number}", principle="Ownership") for number in (1, 2)]
    shown = version(browser, paths[1])
    assert score(browser, paths[0]) == 303
    form = {"structure": 1, "leadership": 1, "metrics": 1, "time": 1, "relevance": 1, "version": shown}
    answer = browser.client.post(f"{paths[1]}/scores", data=form)
    assert answer.status_code == 409
    assert browser.scalar("SELECT COUNT(*) FROM review_log") == 1
    assert version(browser, paths[1]) != shown


def test_no_score_is_taken_before_the_end(browser: Browser) -> None:
    (story,) = prepare(browser)
    path = begin(browser, principle="Ownership")
    browser.client.post(f"{path}/story", data={"story": story})
    form = {"structure": 5, "leadership": 5, "metrics": 5, "time": 5, "relevance": 5, "version": "x"}
    assert browser.client.post(f"{path}/scores", data=form).status_code == 422
    assert browser.scalar("SELECT COUNT(*) FROM review_log") == 0


@pytest.mark.parametrize("scores", [{}, {"structure": "6"}, {"structure": "x"}])
def test_a_score_that_is_missing_or_none_is_told_above_the_form(browser: Browser, scores: dict[str, str]) -> None:
    (story,) = prepare(browser)
    path = tell(browser, story, principle="Ownership")
    answer = browser.client.post(f"{path}/scores", data={"version": version(browser, path), **scores})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "Save" in answer.text


def test_scores_sent_twice_rate_once(browser: Browser) -> None:
    (story,) = prepare(browser)
    path = tell(browser, story, principle="Ownership")
    shown = version(browser, path)
    form = {"structure": 4, "leadership": 4, "metrics": 4, "time": 4, "relevance": 4, "version": shown}
    assert [browser.client.post(f"{path}/scores", data=form).status_code for _ in range(2)] == [303, 303]
    assert browser.scalar("SELECT COUNT(*) FROM review_log") == 1


def test_other_scores_from_another_tab_are_refused_and_what_stands_is_shown(browser: Browser) -> None:
    (story,) = prepare(browser)
    path = tell(browser, story, principle="Ownership")
    shown = version(browser, path)
    assert score(browser, path) == 303
    answer = browser.client.post(f"{path}/scores", data={**SCORES, "structure": 1, "version": shown})
    assert answer.status_code == 409
    assert "scored already" in answer.text
    assert "Structure 4, Leadership shown 4, Specific metrics 3" in answer.text
    assert f"{VERDICT} of 5" in answer.text
    assert browser.scalar("SELECT COUNT(*) FROM review_log") == 1


def test_scores_over_the_boundary_of_a_day_say_so_and_stay_marked(browser: Browser) -> None:
    (story,) = prepare(browser)
    path = tell(browser, story, principle="Ownership")
    shown = version(browser, path)
    browser.clock.forward(days=1)
    answer = browser.client.post(f"{path}/scores", data={**SCORES, "version": shown})
    assert answer.status_code == 409
    assert "A new day began" in answer.text
    assert "another tab" not in answer.text
    assert marked(answer.text) == SCORES


def test_scores_that_were_undone_stand_in_the_form_beside_their_redo(browser: Browser) -> None:
    (story,) = prepare(browser)
    path = tell(browser, story, principle="Ownership")
    score(browser, path)
    browser.undo(next=path)
    page = browser.client.get(path).text
    assert marked(page) == SCORES
    assert 'action="/redo"' in page
    assert 'action="/undo"' not in page
    action = browser.scalar("SELECT id FROM journal WHERE is_undone")
    assert browser.client.post("/redo", data={"action": action, "next": path}).headers["Location"] == path
    assert f"{VERDICT} of 5" in browser.client.get(path).text


def test_a_follow_up_is_scored_once_and_one_that_was_scored_otherwise_is_a_conflict(browser: Browser) -> None:
    (story,) = prepare(browser)
    path = tell(browser, story, principle="Ownership", answers=(4, 2))
    kept = "SELECT json_extract(follow_ups, '$[0][2]', '$[1][2]') FROM takes"
    assert browser.client.post(f"{path}/follow-up", data={"place": 1, "score": 2}).status_code == 303
    answer = browser.client.post(f"{path}/follow-up", data={"place": 1, "score": 5})
    assert answer.status_code == 409
    assert "in another tab" in answer.text
    assert browser.scalar(kept) == "[4,2]"
    assert "Scored a follow-up, 2." in browser.client.get(path).text
    score(browser, path)
    assert re.findall(r'<small class="tabular">(. of 5)</small>', browser.client.get(path).text) == ["4 of 5", "2 of 5"]


@pytest.mark.parametrize("form", [{}, {"place": 0, "score": 6}, {"place": 0, "score": "x"}, {"place": -1}, {"score": 3}])
def test_a_follow_up_without_its_place_or_with_another_score_is_refused(browser: Browser, form: dict[str, object]) -> None:
    (story,) = prepare(browser)
    path = begin(browser, principle="Ownership")
    browser.client.post(f"{path}/story", data={"story": story})
    for section in range(4):
        browser.client.post(f"{path}/section", data={"section": section, "ms": 20_000})
    answer = browser.client.post(f"{path}/follow-up", data=form)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "1 of 2" in answer.text


def test_each_story_that_can_be_told_has_a_key_of_its_own(browser: Browser) -> None:
    titles = [f"Story {number}" for number in range(12)]
    prepare(browser, *(draft(title, ("Ownership",) if number < 8 else ("Dive Deep",)) for number, title in enumerate(titles)))
    page = browser.client.get(begin(browser, principle="Ownership")).text
    assert re.findall(r'<button class="secondary told-story"[^>]* data-key="(.)"', page) == list("123456789abc")
    assert not set("noru") & set(story_keys(TAKEN_KEYS))  # which do something else on this page


def test_where_no_story_shows_the_principle_the_others_have_keys_too(browser: Browser) -> None:
    prepare(browser, draft(principles=("Dive Deep",)))
    page = browser.client.get(begin(browser, principle="Ownership")).text
    assert "No story shows Ownership yet" in page
    assert re.findall(r'<button class="secondary told-story"[^>]* data-key="(.)"', page) == ["1"]


def test_the_page_of_a_story_says_of_a_recording_whether_it_is_there(browser: Browser) -> None:
    (story,) = prepare(browser)
    path = tell(browser, story, principle="Ownership")
    attach(browser, path)
    score(browser, path)
    assert "· recorded" in browser.client.get(f"/stories/{story}").text
    (browser.database.parent / "takes" / "take-1.webm").unlink()
    page = browser.client.get(f"/stories/{story}").text
    assert "· recorded" not in page
    assert "its recording is gone" in page


def marked(page: str) -> dict[str, int]:
    """The scores that are marked in the form."""
    return {key: int(mark) for key, mark in re.findall(r'name="(\w+)" value="(\d)" required checked', page)}


def test_undo_takes_the_verdict_back_and_the_page_asks_again(browser: Browser) -> None:
    (story,) = prepare(browser)
    path = tell(browser, story, principle="Ownership")
    score(browser, path)
    assert browser.undo(next=path).headers["Location"] == path
    assert 'id="rubric"' in browser.client.get(path).text
    assert browser.scalar("SELECT state FROM cards WHERE slot LIKE 'p%' ORDER BY id LIMIT 1") == "new"


def test_a_story_that_does_not_show_the_principle_moves_no_schedule(browser: Browser) -> None:
    (story,) = prepare(browser, draft(principles=("Dive Deep",)))
    path = tell(browser, story, principle="Ownership")
    assert "This story does not show Ownership" in browser.client.get(path).text
    assert score(browser, path) == 303
    assert "No schedule moved" in browser.client.get(path).text
    assert browser.scalar("SELECT COUNT(*) FROM review_log") == 0


def test_another_question_comes_in_place_and_a_double_press_changes_it_once(browser: Browser) -> None:
    prepare(browser)
    path = begin(browser, principle="Ownership")
    first = browser.scalar("SELECT question_id FROM takes")
    for _ in range(2):
        assert browser.client.post(f"{path}/question", data={"question": first}).status_code == 303
    second = browser.scalar("SELECT question_id FROM takes")
    assert second != first
    assert browser.scalar("SELECT COUNT(*) FROM askings") == 2
    assert str(browser.scalar("SELECT front FROM notes JOIN takes ON notes.id = question_id")) in browser.client.get(path).text


def test_the_only_question_there_is_stays(browser: Browser) -> None:
    prepare(browser)
    path = begin(browser, principle="Dive Deep")
    answer = browser.client.post(f"{path}/question", data={"question": browser.scalar("SELECT question_id FROM takes")})
    assert answer.status_code == 422
    assert "no other question" in answer.text
    assert "made you look again" in answer.text


def test_a_take_that_was_given_up_says_so(browser: Browser) -> None:
    prepare(browser)
    path = begin(browser, principle="Ownership")
    browser.client.post(f"{path}/leave")
    page = browser.client.get(path).text
    assert "You gave this take up" in page
    assert browser.client.post(f"{path}/story", data={"story": 1}).status_code == 409


def test_a_take_that_is_not_there_is_404(browser: Browser) -> None:
    for answer in (
        browser.client.get("/takes/nothing"),
        browser.client.get("/takes/nothing/sound"),
        browser.client.post("/takes/nothing/section", data={"section": 0}),
        attach(browser, "/takes/nothing"),
    ):
        assert answer.status_code == 404


def test_what_was_said_can_be_written_down_and_is_counted(browser: Browser) -> None:
    (story,) = prepare(browser)
    path = tell(browser, story, principle="Ownership")
    score(browser, path)
    assert browser.client.get(path).text.count("<dd>–</dd>") == 3
    words = {"situation": "um " * 10 + "word " * 40, "task": "", "action": "", "result": ""}
    browser.client.post(f"{path}/words", data=words)
    page = browser.client.get(path).text
    assert "um 10×" in page
    assert "<dd>150</dd>" not in page  # nobody knows how fast it was spoken
    assert attach(browser, path).status_code == 204
    assert "<dd>150</dd>" in browser.client.get(path).text


def test_a_verdict_is_the_same_figure_on_the_take_and_on_its_story(browser: Browser) -> None:
    """And on the same side of the rubric's borders: 3.45 is never a 3.5."""
    (story,) = prepare(browser)
    path = tell(browser, story, principle="Ownership")
    score(browser, path, time=1, relevance=5)
    assert all("3.55 of 5" in browser.client.get(page).text for page in (path, f"/stories/{story}"))


# The recording


def test_a_recording_is_kept_played_in_parts_and_never_active(browser: Browser) -> None:
    (story,) = prepare(browser)
    path = tell(browser, story, principle="Ownership")
    assert attach(browser, path, pauses="[[2000,3000],[9000,2600],[15000,900]]").status_code == 204
    score(browser, path)
    page = browser.client.get(path).text
    assert f'src="{path}/sound"' in page
    assert "<dd>2</dd>" in page
    answer = browser.client.get(f"{path}/sound", headers={"Range": "bytes=0-3"})
    assert (answer.status_code, answer.data) == (206, WEBM[:4])
    assert answer.headers["Content-Type"] == "audio/webm"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    answer.close()


def test_a_form_without_javascript_brings_a_recording_too(browser: Browser) -> None:
    (story,) = prepare(browser)
    path = tell(browser, story, principle="Ownership")
    answer = browser.client.post(f"{path}/sound", data={"sound": (BytesIO(WAV), "take.wav")})
    assert (answer.status_code, answer.headers["Location"]) == (303, path)
    score(browser, path)
    assert "<dd>–</dd>" in browser.client.get(path).text  # nobody measured its pauses


def test_text_that_is_named_webm_is_refused(browser: Browser) -> None:
    (story,) = prepare(browser)
    path = tell(browser, story, principle="Ownership")
    answer = attach(browser, path, b"<script>alert(1)</script>")
    assert answer.status_code == 422
    assert "no recording that can be played back" in answer.text
    assert browser.scalar("SELECT sound FROM takes") is None
    assert list((browser.database.parent / "takes").glob("*")) == []


def test_more_than_an_upload_may_hold_is_413_and_says_what_to_do(browser: Browser) -> None:
    (story,) = prepare(browser)
    path = tell(browser, story, principle="Ownership")
    announced = {"CONTENT_LENGTH": str(200 * 2**20), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    answer = browser.client.post(f"{path}/sound", environ_overrides=announced)
    assert answer.status_code == 413
    assert "at most 64 MB" in answer.text
    assert UPLOAD_BYTES + FORM_OVERHEAD_BYTES < 200 * 2**20


def test_more_words_than_a_form_may_hold_are_413_and_not_called_a_recording(browser: Browser) -> None:
    (story,) = prepare(browser)
    path = tell(browser, story, principle="Ownership")
    words = f'--b\r\nContent-Disposition: form-data; name="action"\r\n\r\n{"a" * (FORM_BYTES + 1)}\r\n--b--\r\n'.encode()
    answer = browser.client.post(f"{path}/words", data=words, content_type="multipart/form-data; boundary=b")
    assert answer.status_code == 413
    assert "recording" not in answer.text


@pytest.mark.parametrize("pauses", ["{", "{}", "[1]", "[[0,-1]]", "[[0,1e3]]", "[" * 100_000])
def test_pauses_that_make_no_sense_are_refused_and_nothing_is_kept(browser: Browser, pauses: str) -> None:
    (story,) = prepare(browser)
    path = tell(browser, story, principle="Ownership")
    assert attach(browser, path, pauses=pauses).status_code == 422
    assert browser.scalar("SELECT sound FROM takes") is None


def test_no_file_is_told_as_such(browser: Browser) -> None:
    (story,) = prepare(browser)
    path = tell(browser, story, principle="Ownership")
    assert "No recording was sent" in browser.client.post(f"{path}/sound", data={}).text


def test_deleting_a_recording_is_confirmed_by_a_fold_and_final(browser: Browser) -> None:
    (story,) = prepare(browser)
    path = tell(browser, story, principle="Ownership")
    attach(browser, path)
    score(browser, path)
    assert "This is final" in browser.client.get(path).text
    assert browser.client.post(f"{path}/delete-sound").status_code == 303
    assert list((browser.database.parent / "takes").iterdir()) == []
    assert "<audio" not in browser.client.get(path).text
    assert browser.client.get(f"{path}/sound").status_code == 404


def test_a_deleted_take_comes_back_with_its_scores_but_without_its_sound(browser: Browser) -> None:
    (story,) = prepare(browser)
    path = tell(browser, story, principle="Ownership")
    attach(browser, path)
    score(browser, path)
    assert browser.client.post(f"{path}/delete").headers["Location"] == "/drill"
    assert browser.client.get(path).status_code == 404
    browser.undo()
    page = browser.client.get(path).text
    assert f"{VERDICT} of 5" in page
    assert "<audio" not in page


def test_a_recording_whose_file_is_gone_is_shown_as_such(browser: Browser) -> None:
    (story,) = prepare(browser)
    path = tell(browser, story, principle="Ownership")
    attach(browser, path)
    score(browser, path)
    (browser.database.parent / "takes" / "take-1.webm").unlink()
    page = browser.client.get(path)
    assert page.status_code == 200
    assert "its file is gone" in page.text
    assert browser.client.get(f"{path}/sound").status_code == 404


def test_the_best_take_stands_beside_the_last(browser: Browser) -> None:
    (story,) = prepare(browser)
    for number, structure in ((1, 5), (2, 3)):
        path = tell(browser, story, f"take-{number}", principle="Ownership")
        attach(browser, path)
        score(browser, path, structure=structure)
        browser.clock.forward(days=3)
    assert "Hear the best, 4.0" in browser.client.get("/takes/take-2").text
    assert "Hear the last other one, 3.6" in browser.client.get("/takes/take-1").text
    assert 'data-sound="/takes/take-1/sound"' in browser.client.get("/takes/take-2").text
