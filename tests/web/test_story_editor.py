"""Writing stories over HTTP: whatever is refused comes back as it was typed, whatever is saved can be undone."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from tests.payloads import PAYLOADS
from tests.web.conftest import Browser
from tests.web.stories import EXAMPLE, PLAIN, edit, story, version, words, write


def shown_in(page: str, field: str) -> str:
    """What a field of the form holds."""
    found = re.search(rf'<textarea id="{field}"[^>]*>\n(.*?)</textarea>|id="{field}"[^>]*? value="([^"]*)"', page, re.DOTALL)
    assert found, page
    return found[1] or found[2] or ""


class Teeth(HTMLParser):
    """Collects what could act: foreign scripts, frames, handlers, addresses that are code."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        is_script = tag == "script" and not (said.get("src") or "").startswith("/static/")
        acts = [
            name
            for name, text in attrs
            if name.startswith("on") or (text or "").lower().lstrip("\x01 ").startswith("javascript:")
        ]
        if is_script or tag in ("iframe", "object", "embed", "base") or ([name for name in acts if name != "value"]):
            self.found.append(f"{tag} {attrs}")


def teeth(page: str) -> list[str]:
    parser = Teeth()
    parser.feed(page)
    return parser.found


def test_a_story_is_saved_with_a_card_for_each_principle(browser: Browser) -> None:
    story_id = story(browser, principles=["Ownership", "", "Dive Deep", ""], year="2024", level="L7", tags="payments, sale",
                     number="0.04 %", scope="8 people", learned="Name an owner.", is_shared="on")  # fmt: skip
    db = browser.db()
    row = db.execute("SELECT * FROM stories").fetchone()
    assert (row["id"], row["year"], row["strength"], row["number"], row["is_shared"]) == (story_id, 2024, 4, "0.04 %", 1)
    assert db.execute("SELECT COUNT(*) FROM cards WHERE is_drilled").fetchone()[0] == 2
    note = db.execute("SELECT * FROM notes").fetchone()
    assert (note["principles"], note["level"], note["tags"]) == ('["Ownership", "Dive Deep"]', "L7", '["payments", "sale"]')
    db.close()


def test_a_form_that_is_sent_twice_makes_one_story(browser: Browser) -> None:
    browser.take_in(EXAMPLE, "stories.md")
    example = browser.scalar("SELECT id FROM notes")
    for path, form in (
        ("/stories/new", PLAIN),
        ("/stories/start", {"incident-title": "The outage"}),
        (f"/stories/examples/{example}/copy", {}),
    ):
        first, second = (browser.client.post(path, data=form) for _ in range(2))
        assert (first.status_code, first.location) == (second.status_code, second.location) == (303, first.location), path
    assert browser.scalar("SELECT COUNT(*) FROM stories") == 3


def test_an_outline_is_a_story_too(browser: Browser) -> None:
    page = browser.client.get("/stories/new?mode=outline").text
    assert 'value="outline" checked' in page
    story_id = story(browser, task="", result="", number="2.5 % to 0.04 %", mode="outline")
    assert "Not written yet." in browser.client.get(f"/stories/{story_id}").text


def test_a_new_story_can_begin_with_its_principle(browser: Browser) -> None:
    principle_id = browser.scalar("SELECT id FROM principles WHERE name = 'Frugality'")
    page = browser.client.get(f"/stories/new?principle={principle_id}").text
    assert re.search(r'id="primary".*?<option selected>Frugality', page, re.DOTALL)


def test_a_principle_is_added_to_a_story_that_has_room(browser: Browser) -> None:
    story_id = story(browser)
    principle_id = browser.scalar("SELECT id FROM principles WHERE name = 'Frugality'")
    page = browser.client.get(f"/stories/{story_id}/edit?principle={principle_id}").text
    assert re.search(r'id="further-1".*?<option selected>Frugality', page, re.DOTALL)
    assert browser.scalar("SELECT COUNT(*) FROM cards") == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", " ", "The story has no title"),
        ("year", "last year", "The year must be a whole number"),
        ("year", "2035", "The year must be from 1950 to 2026"),
        ("level", "L9", "The level must be L6 or L7"),
        ("strength", "9", "The strength must be a number from 1 to 5"),
        ("principles", ["Punctuality"], "There is no principle"),
        ("number", "9" * 501, "at most 500 characters"),
        ("situation", "x" * 70_000, "Situation holds at most"),
        ("tags", "a" * 200, "at most 100 characters"),
        ("answered", ["An answer"], "has an answer but no question"),
    ],
)
def test_what_is_refused_stands_at_its_field_and_loses_nothing(browser: Browser, field: str, value: object, said: str) -> None:
    answer = write(browser, **{"action": "I did *this*.", field: value})
    assert answer.status_code == 422
    assert said in words(answer.text)
    assert 'id="error" role="alert"' in answer.text
    assert shown_in(answer.text, "action") == "I did *this*."
    assert "data-unsaved" in answer.text
    assert browser.scalar("SELECT COUNT(*) FROM notes") == 0


def test_an_edit_keeps_what_the_form_was_not_asked_to_change(browser: Browser) -> None:
    story_id = story(browser, asked=["Why?", ""], answered=["Because.", ""], tags="sale")
    page = browser.client.get(f"/stories/{story_id}/edit").text
    assert 'name="asked" value="Why?"' in page
    assert shown_in(page, "tags") == "sale"
    edit(browser, story_id, title="Another name", asked=["Why?"], answered=["Because."], tags="sale")
    assert "Another name" in browser.client.get(f"/stories/{story_id}").text
    browser.undo()
    assert "Payments rescue" in browser.client.get(f"/stories/{story_id}").text


def test_follow_ups_are_taken_away_by_leaving_them_empty(browser: Browser) -> None:
    story_id = story(browser, asked=["Why?", "How?"], answered=["Because.", ""])
    edit(browser, story_id, asked=["", "How?", ""], answered=["", "", ""])
    assert browser.scalar("SELECT follow_ups FROM stories") == '[["How?", ""]]'


def test_a_story_changed_meanwhile_is_a_conflict_that_keeps_the_draft(browser: Browser) -> None:
    story_id = story(browser)
    opened = version(browser, story_id)
    edit(browser, story_id, result="Failures fell to 1 %.")
    answer = write(browser, f"/stories/{story_id}/edit", version=opened, result="Failures fell to 2 %.")
    assert answer.status_code == 409
    assert shown_in(answer.text, "result") == "Failures fell to 2 %."
    assert "Failures fell to 1 %." in answer.text
    assert "Save over it" in answer.text
    fresh = re.search(r'name="version" value="([^"]+)"', answer.text)
    assert fresh
    assert write(browser, f"/stories/{story_id}/edit", version=fresh[1], result="Failures fell to 2 %.").status_code == 303


def test_a_refusal_replaces_the_form_only_where_a_part_was_asked_for(browser: Browser) -> None:
    answer = browser.client.post("/stories/new", data={**PLAIN, "title": ""}, headers=browser.fragment)
    assert answer.status_code == 422
    assert answer.headers["HX-Retarget"] == "#editor"
    assert answer.text.lstrip().startswith('<div id="editor"')
    saved = browser.client.post("/stories/new", data=PLAIN, headers=browser.fragment)
    assert (saved.status_code, saved.headers["HX-Redirect"]) == (204, "/stories/1")


def test_what_is_typed_is_measured_against_the_chosen_length(browser: Browser) -> None:
    draft = {**PLAIN, "situation": "word " * 87, "action": "We did it, and we were glad."}
    plan = browser.client.post("/stories/check", data=draft, headers=browser.fragment).text
    assert 'class="measure is-over" id="measure-situation" hx-swap-oob="true"' in plan
    assert "87 words, 36 s of 20–30 s: over" in words(plan)
    assert "Action says 'we' twice, 'I' never." in words(plan)
    longer = browser.client.post("/stories/check", data={**draft, "preset": "L6"}, headers=browser.fragment).text
    assert "87 words, 36 s of 30–45 s" in words(longer)


def test_a_wrong_year_does_not_keep_the_rest_from_being_measured(browser: Browser) -> None:
    assert "is-over" in browser.client.post("/stories/check", data={**PLAIN, "year": "x", "situation": "word " * 87}).text


def test_without_javascript_the_server_measures_and_stores_nothing(browser: Browser) -> None:
    answer = write(browser, check="1", situation="word " * 87)
    assert answer.status_code == 200
    assert "87 words, 36 s of 20–30 s: over" in words(answer.text)
    assert browser.scalar("SELECT COUNT(*) FROM notes") == 0


def test_without_javascript_there_are_three_empty_rows_for_follow_ups(browser: Browser) -> None:
    page = browser.client.get("/stories/new").text
    assert re.search(r"<noscript>(.*?)</noscript>", page, re.DOTALL)[1].count('name="asked"') == 3  # type: ignore[index]


def test_nothing_that_is_typed_acts(browser: Browser) -> None:
    for payload in PAYLOADS:
        story_id = story(
            browser, title=payload[:150], situation=payload, number=payload[:150], asked=[payload[:150]], answered=[payload]
        )
        for path in (f"/stories/{story_id}", f"/stories/{story_id}/edit"):
            assert teeth(browser.client.get(path).text) == [], payload
    assert teeth(browser.client.get("/stories").text) == []


def test_nine_lines_begin_a_bank(browser: Browser) -> None:
    page = browser.client.get("/stories/start").text
    assert page.count('<fieldset class="first-line"') == 9
    lines = {"incident-title": "The outage", "incident-text": "We lost a region; back in an hour.", "product-title": "Checkout"}
    lines["incident-principle"] = "Ownership"
    assert browser.client.post("/stories/start", data=lines).location == "/stories"
    assert browser.scalar("SELECT COUNT(*) FROM stories") == 2
    assert browser.scalar("SELECT outline FROM stories ORDER BY id LIMIT 1") == "incident"
    assert browser.scalar("SELECT principles FROM notes ORDER BY id LIMIT 1") == '["Ownership"]'
    again = browser.client.get("/stories/start").text
    assert "The outage" in again
    browser.undo()
    assert browser.scalar("SELECT COUNT(*) FROM notes WHERE deleted_at IS NULL") == 0


def test_a_line_without_a_title_is_named_and_the_others_are_kept(browser: Browser) -> None:
    lines = {"incident-text": "We lost a region.", "product-title": "Checkout"}
    answer = browser.client.post("/stories/start", data=lines)
    assert answer.status_code == 422
    assert "The story has no title" in answer.text
    assert 'name="product-title" value="Checkout"' in answer.text
    assert 'name="incident-title" value="" autocomplete="off" aria-invalid="true"' in answer.text


def test_no_line_at_all_is_said_so(browser: Browser) -> None:
    answer = browser.client.post("/stories/start", data={})
    assert answer.status_code == 422
    assert "One line is enough" in answer.text
