"""The bank and its matrix, a story to read, examples of guides, files."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from werkzeug.test import TestResponse

from tests.web.conftest import Browser
from tests.web.stories import EXAMPLE, edit, story, words


def row(browser: Browser, principle: str) -> str:
    """A principle's row of the matrix."""
    page = browser.client.get("/stories").text
    found = re.search(rf'<tr role="row"[^>]*>\s*<th scope="row"[^>]*><a[^>]*>{principle}</a>.*?</tr>', page, re.DOTALL)
    assert found, page
    return found[0]


def gaps(browser: Browser) -> list[str]:
    """The gaps, in words, with the step that mends each."""
    return [words(found) for found in re.findall(r'<li class="gap .*?</li>', browser.client.get("/stories").text, re.DOTALL)]


def look(browser: Browser, content: str | bytes) -> TestResponse:
    """Choose a file of stories, to see what it changes."""
    raw = content.encode() if isinstance(content, str) else content
    answer = browser.client.post("/stories/import", data={"file": (BytesIO(raw), "stories.md")})
    answer.request.environ["wsgi.input"].close()  # a large body lies in a file that the test client leaves open
    return answer


def test_an_empty_bank_says_what_will_be_and_offers_the_one_step(browser: Browser) -> None:
    page = browser.client.get("/stories").text
    assert "This page will show which of yours cover which leadership principle" in page
    assert 'href="/stories/start" data-key="Enter"' in page
    assert 'class="matrix' not in page


def test_a_cell_has_strength_and_due_and_begins_the_drill_of_its_pair(browser: Browser) -> None:
    story(browser, strength="4", principles=["Ownership"])
    card = browser.scalar("SELECT id FROM cards")
    cell = row(browser, "Ownership")
    assert f'form="tell" name="card" value="{card}"' in cell
    assert "strength-4" in cell
    assert words(cell) == "Ownership 1 of 2 Payments rescue 4 new : strength 4, not told for it yet"


def test_a_cell_says_when_its_pair_is_due(browser: Browser) -> None:
    story(browser)
    db = browser.db()
    for due, said in (("2026-11-23", "due"), ("2026-11-26", "3 d")):
        db.execute(
            "UPDATE cards SET state = 'review', stability = 5, difficulty = 5, reviewed_on = '2026-11-20', reps = 1,"
            " interval_days = 3, due_on = ?",
            (due,),
        )
        db.commit()
        assert f"<small>{said}</small>" in row(browser, "Ownership")
    db.close()
    assert "due Thursday, last told 20 November, recall" in row(browser, "Ownership")


def test_an_empty_cell_leads_to_what_is_missing(browser: Browser) -> None:
    story_id = story(browser)
    where = re.search(rf'href="(/stories/{story_id}\?principle=\d+)"', row(browser, "Frugality"))
    assert where
    page = browser.client.get(where[1]).text
    assert "This story does not show <b>Frugality</b>" in page
    assert f"/stories/{story_id}/edit?principle=" in page
    assert "/stories/new?principle=" in page


def test_gaps_are_told_in_words_with_the_step_that_mends_them(browser: Browser) -> None:
    story(browser, title="Rough one", strength="2", principles=["Customer Obsession"])
    first, second = gaps(browser)[:2]
    assert first.startswith("Customer Obsession No story of strength 3 or more")
    assert first.endswith("Develop Rough one for Customer Obsession")
    assert second.startswith("Ownership No story of strength 3 or more")
    assert second.endswith("Write one for Ownership")


def test_a_story_that_leads_too_many_principles_is_named(browser: Browser) -> None:
    shown = ["Ownership", "Frugality", "Dive Deep", "Think Big"]
    story_id = story(browser, title="The only one", principles=shown)
    told = next(gap for gap in gaps(browser) if gap.startswith("The only one"))
    assert "Ownership" in told
    assert "Frugality" in told
    assert "story-head is-overused" in browser.client.get("/stories").text
    edit(browser, story_id, title="The only one", principles=shown[:3])
    assert not any(gap.startswith("The only one") for gap in gaps(browser))


def test_two_ready_stories_close_a_gap(browser: Browser) -> None:
    for title, strength in (("One", "3"), ("Two", "5")):
        story(browser, title=title, strength=strength, principles=["Ownership"])
    assert "is-thin" not in row(browser, "Ownership")
    assert not any(gap.startswith("Ownership") for gap in gaps(browser))


def test_the_bank_says_what_each_story_lacks(browser: Browser) -> None:
    story(browser, title="Half", task="", result="It went well.", level="L6", year="2024")
    page = words(browser.client.get("/stories").text)
    assert "Half L6 2024 4 Task is not written yet. 3 more about Half never" in page


def test_a_story_is_read_with_its_checks_and_principles(browser: Browser) -> None:
    story_id = story(browser, principles=["Ownership", "Dive Deep"], number="2.5 % to 0.04 %", learned="Name one owner.",
                     asked=["What next?"], answered=["A replay."], scope="8 engineers")  # fmt: skip
    page = words(browser.client.get(f"/stories/{story_id}").text)
    for said in ("I took the channel over", "2.5 % to 0.04 %", "Name one owner.", "What next?", "A replay.", "8 engineers",
                 "Ownership first of all", "Dive Deep", "not told for it yet", "4 of 5"):  # fmt: skip
        assert said in page
    assert page.count("not told for it yet") == 2


def test_a_story_is_deleted_and_brought_back(browser: Browser) -> None:
    story_id = story(browser)
    assert browser.client.post(f"/stories/{story_id}/delete").location == "/stories"
    assert browser.client.get(f"/stories/{story_id}").location == "/stories"
    assert browser.client.get(f"/stories/{story_id}/edit").status_code == 404
    browser.undo()
    assert browser.client.get(f"/stories/{story_id}").status_code == 200


@pytest.mark.parametrize("path", ["/stories/999", "/stories/999/edit", "/stories/999/export", "/stories/examples/999"])
def test_what_is_not_there_says_so(browser: Browser, path: str) -> None:
    answer = browser.client.get(path)
    assert answer.status_code == 404
    assert "There is no such" in answer.text


def test_looking_changes_nothing(browser: Browser) -> None:
    story_id = story(browser)
    before = browser.scalar("SELECT MAX(id) FROM journal")
    for path in ("", f"/{story_id}", f"/{story_id}/edit", "/new", "/start", "/import", "/export", f"/{story_id}/export"):
        assert browser.client.get(f"/stories{path}").status_code == 200
    assert browser.client.get("/principles").status_code == 200
    assert browser.scalar("SELECT MAX(id) FROM journal") == before


def test_examples_of_guides_stand_apart_and_can_be_copied(browser: Browser) -> None:
    browser.take_in(EXAMPLE, "examples.md")
    note_id = browser.scalar("SELECT id FROM notes WHERE kind = 'story'")
    page = browser.client.get("/stories").text
    assert "Examples from your guides" in page
    assert f'href="/stories/examples/{note_id}"' in page
    assert "I called three engineers" in browser.client.get(f"/stories/examples/{note_id}").text
    copied = browser.client.post(f"/stories/examples/{note_id}/copy")
    assert re.fullmatch(r"/stories/\d+/edit", copied.location)
    assert "I called three engineers" in browser.client.get(copied.location).text
    assert browser.scalar("SELECT COUNT(*) FROM stories") == 1


def test_an_example_never_counts_as_a_story(browser: Browser) -> None:
    browser.take_in(EXAMPLE, "examples.md")
    assert 'class="matrix' not in browser.client.get("/stories").text


def test_a_file_goes_out_and_comes_back_with_nothing_changed(browser: Browser) -> None:
    story(browser)
    answer = browser.client.get("/stories/export")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="stories.md"'
    page = look(browser, answer.text).text
    assert "0 new, 0 changed, 1 the same" in page
    assert "/stories/import/apply" not in page


def test_one_story_is_exported_by_itself(browser: Browser) -> None:
    one, _ = story(browser), story(browser, title="Another")
    text = browser.client.get(f"/stories/{one}/export").text
    assert "## Payments rescue" in text
    assert "Another" not in text


def test_a_file_is_looked_through_before_anything_is_written(browser: Browser) -> None:
    story(browser)
    text = browser.client.get("/stories/export").text.replace("0.04 %", "0.02 %") + "\n## A new one\n\n### Situation\n\nÄ day.\n"
    page = look(browser, text).text
    assert "1 new, 1 changed, 0 the same" in page
    assert "<del>0.04</del> %" in page
    assert "<ins>0.02</ins> %" in page
    assert browser.scalar("SELECT COUNT(*) FROM stories") == 1
    fields = dict(re.findall(r'name="(name|content)" value="([^"]*)"', page))
    assert browser.client.post("/stories/import/apply", data=fields).location == "/stories"
    assert browser.scalar("SELECT COUNT(*) FROM stories") == 2
    assert browser.scalar("SELECT COUNT(*) FROM notes WHERE back LIKE '%Ä day.%' OR back LIKE '%0.02%'") == 2
    browser.undo()
    assert "0.04 %" in browser.client.get("/stories/export").text


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        (b"no story here", 422, "stories.md:1: this stands above the first story"),
        (b"\xff\xfe\x00", 422, "UTF-8"),
        (b"## A\n" + b"x" * 700_001, 413, "700 kB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_where_it_was_chosen(
    browser: Browser, content: bytes, status: int, said: str
) -> None:
    answer = look(browser, content)
    assert answer.status_code == status
    assert said in answer.text
    assert 'name="file"' in answer.text


def test_no_file_is_said_so(browser: Browser) -> None:
    assert "No file was chosen" in browser.client.post("/stories/import").text


def test_a_broken_preview_is_refused(browser: Browser) -> None:
    answer = browser.client.post("/stories/import/apply", data={"name": "a.md", "content": "%%%"})
    assert answer.status_code == 422
    assert "did not arrive whole" in answer.text
