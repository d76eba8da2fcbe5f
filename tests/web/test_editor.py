"""Writing notes over HTTP: whatever is refused comes back as it was typed, whatever is saved can be undone."""

from __future__ import annotations

import re
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from werkzeug.test import TestResponse

from tests.build import GIF, PNG
from tests.payloads import PAYLOADS
from tests.web.conftest import Browser

TEETH = re.compile(
    r"<script|<iframe|<object|<embed|<form|<svg|<style|<meta|<base|<link|\son\w+\s*=|javascript:|\shx-", re.IGNORECASE
)


def write(browser: Browser, path: str = "/notes/add", **fields: object) -> TestResponse:
    """Send the editor's form; what is not said is as in a plain note."""
    plain = {"way": "basic", "deck": "Deck", "front": "What is it?", "back": "A thing.", "tags": "", "kind": "fact", "level": ""}
    return browser.client.post(path, data={**plain, **fields})


def version(browser: Browser, path: str) -> str:
    """What the editor's form was opened under."""
    found = re.search(r'name="version" value="([^"]+)"', browser.client.get(path).text)
    assert found
    return found[1]


def edit(browser: Browser, note_id: int, *, back: str = "/", **fields: object) -> TestResponse:
    """Open a note and send it, changed."""
    path = f"/notes/{note_id}/edit?back={back}"
    return write(browser, path, **{"version": version(browser, path), **fields})


def shown_in(page: str, field: str) -> str:
    """What a text field of the form holds."""
    found = re.search(rf'<textarea id="{field}"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert found
    return found[1]


def cards(browser: Browser) -> list[tuple[object, ...]]:
    """The schedule: all of it that an edit may not touch."""
    db = browser.db()
    try:
        columns = (
            "id, state, stability, difficulty, reviewed_on, reps, lapses, step, due_at, interval_days, due_on, flag, suspended"
        )
        return [tuple(row) for row in db.execute(f"SELECT {columns} FROM cards WHERE deleted_at IS NULL ORDER BY id")]
    finally:
        db.close()


def test_a_note_is_added_and_the_form_waits_for_the_next(browser: Browser) -> None:
    answer = write(browser, way="typed", deck="AWS::SQS", tags="queue, aws", front="Largest message?", back="1 MiB")
    assert answer.status_code == 303
    assert browser.scalar("SELECT form || ' ' || front || ' ' || back || ' ' || tags FROM notes") == (
        'typed Largest message? 1 MiB ["queue", "aws"]'
    )
    page = browser.client.get(answer.location).text
    assert "Added a note" in page
    assert 'href="/notes/1/edit' in page
    assert (shown_in(page, "front"), shown_in(page, "back")) == ("", "")
    assert 'value="AWS::SQS"' in page
    assert 'value="queue, aws"' in page
    assert re.search(r'value="typed" checked', page)


def test_what_was_added_can_be_undone_from_the_page_that_says_so(browser: Browser) -> None:
    page = browser.client.get(write(browser).location).text
    form = dict(re.findall(r'name="(action|next)" value="([^"]*)"', page))
    answer = browser.client.post("/undo", data={name: value.replace("&amp;", "&") for name, value in form.items()})
    assert urlsplit(answer.location).path == "/notes/add"
    assert browser.scalar("SELECT COUNT(*) FROM notes WHERE deleted_at IS NULL") == 0


@pytest.mark.parametrize(
    ("way", "front", "count"),
    [("basic", "One?", 1), ("reversed", "One?", 2), ("cloze", "{{c1::One}} and ==two==", 2), ("typed", "One?", 1)],
)
def test_each_way_of_asking_has_its_cards(browser: Browser, way: str, front: str, count: int) -> None:
    assert write(browser, way=way, front=front).status_code == 303
    assert browser.scalar("SELECT COUNT(*) FROM cards") == count


def test_the_deck_is_the_one_asked_for_or_that_of_the_newest_note(learner: Browser) -> None:
    assert (
        'name="deck" list="decks" autocomplete="off" spellcheck="false" value="Queues"' in learner.client.get("/notes/add").text
    )
    write(learner, deck="AWS::SQS")
    assert 'spellcheck="false" value="AWS::SQS"' in learner.client.get("/notes/add").text
    assert 'spellcheck="false" value="Queues"' in learner.client.get("/notes/add?deck=1").text
    assert learner.client.get("/notes/add?deck=99").status_code == 404
    assert learner.client.get("/notes/add?deck=AWS").status_code == 422


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("front", {"front": ""}),
        ("front", {"front": " \r\n\t "}),
        ("front", {"front": "x" * 70_000}),
        ("front", {"front": "no gap at all", "way": "cloze"}),
        ("front", {"front": "{{c1::open", "way": "cloze"}),
        ("back", {"back": ""}),
        ("back", {"back": "ü" * 40_000}),
        ("way", {"way": "sideways"}),
        ("way", {"way": ""}),
        ("deck", {"deck": ""}),
        ("deck", {"deck": " :: "}),
        ("tags", {"tags": "x" * 500}),
        ("tags", {"tags": " ".join(f"t{number}" for number in range(600))}),
        ("kind", {"kind": "opinion"}),
        ("level", {"level": "L9"}),
        ("principles", {"principles": "Haste"}),
    ],
)
def test_what_is_refused_stands_at_its_field_and_nothing_typed_is_lost(
    browser: Browser, field: str, fields: dict[str, str]
) -> None:
    answer = write(browser, **{"tags": "kept", "back": "Typed & kept.", **fields})
    assert answer.status_code == 422
    assert browser.scalar("SELECT COUNT(*) FROM notes") == 0
    assert answer.text.count('class="field-error"') == 1
    at_field = answer.text.index('class="field-error"')
    names = re.findall(r'name="(\w+)"', answer.text[:at_field])
    assert names[-1] == field
    assert "data-unsaved" in answer.text
    if "back" not in fields:
        assert shown_in(answer.text, "back") == "Typed &amp; kept."
    if "tags" not in fields:
        assert 'value="kept"' in answer.text


@pytest.mark.parametrize(
    "text", ["a\x00b", "a\ud800b", "\ufdd0 \x1b[31m \u202e", "%s {0} {{ x }}", "</textarea><script>alert(1)</script>"]
)
def test_odd_characters_are_kept_or_refused_and_never_run(browser: Browser, text: str) -> None:
    sent = text.encode("utf-8", "surrogatepass")
    body = b"way=basic&deck=D&kind=fact&back=b&front=" + b"".join(b"%%%02X" % byte for byte in sent)
    answer = browser.client.post("/notes/add", data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (303, 422)
    page = browser.client.get("/notes/1/edit") if answer.status_code == 303 else answer
    assert "<script>alert" not in page.text


@pytest.mark.parametrize("deck", ["A::::B", "::A::", "A:B", "  A :: B  ", "x" * 3000, "A\nB", "A\x00B", "../x", "<b>"])
def test_odd_deck_names_are_made_tidy_or_refused(browser: Browser, deck: str) -> None:
    answer = write(browser, deck=deck)
    assert answer.status_code in (303, 422)
    if answer.status_code == 303:
        name = str(browser.scalar("SELECT name FROM decks ORDER BY id DESC LIMIT 1"))
        assert all(part.strip() == part and part for part in name.split("::"))
        assert name.isprintable()
        assert browser.client.get("/decks").status_code == 200


def test_the_preview_shows_a_card_for_each_gap_and_the_note_that_is_like_it(browser: Browser) -> None:
    write(browser, way="cloze", front="{{c1::One}} and {{c2::two}}", back="")
    answer = browser.client.post(
        "/notes/preview", data={"way": "cloze", "front": "{{c1::One}} and {{c2::two::a number}}", "back": "More"}
    )
    assert answer.status_code == 200
    assert answer.text.count('class="asked-as"') == 2
    assert '<mark class="gap">[a number]</mark>' in answer.text
    assert "A card with this front exists" in answer.text
    assert 'href="/notes/1/edit"' in answer.text
    itself = browser.client.post("/notes/preview", data={"note": "1", "way": "basic", "front": "One and two", "back": ""})
    assert "exists" not in itself.text


def test_the_preview_of_nothing_is_nothing_and_writes_nothing(browser: Browser) -> None:
    assert "shows here while you write" in browser.client.post("/notes/preview", data={}).text
    assert browser.client.post("/notes/preview", data={"front": "x", "way": "sideways"}).status_code == 422
    assert browser.client.post("/notes/preview", data={"front": "x", "note": "none"}).status_code == 422
    assert browser.client.post("/notes/preview", data={"front": "x", "note": "99"}).status_code == 404
    assert "back is empty" in browser.client.post("/notes/preview", data={"front": "x", "way": "basic"}).text
    assert browser.scalar("SELECT COUNT(*) FROM notes") == 0


@pytest.mark.parametrize("way", ["basic", "cloze"])
def test_hostile_text_loses_its_teeth_in_the_preview_and_in_the_editor(browser: Browser, way: str) -> None:
    for payload in PAYLOADS:
        form = {"way": way, "front": f"{payload} {{{{c1::{payload}}}}}", "back": payload}
        stored = write(browser, **form, deck=payload[:60], tags="x")
        answer = browser.client.post("/notes/preview", data=form)
        assert answer.status_code == 200
        shown = re.sub(r"&lt;.*?&gt;", "", re.sub(r'href="https?://[^"]*"', "", answer.text), flags=re.DOTALL)
        assert not [tag for tag in re.findall(r"<[a-z][^>]*>", shown) if TEETH.search(tag)], payload
        if stored.status_code == 303 and "<" in payload:
            note_id = parse_qs(urlsplit(stored.location).query)["added"][0]
            assert payload not in answer.text
            assert payload not in browser.client.get(f"/notes/{note_id}/edit").text


def test_the_editor_shows_a_note_as_it_is(learner: Browser) -> None:
    page = learner.client.get("/cards/3/edit", query_string={"back": "/review?card=3&answer"}, follow_redirects=True)
    assert page.status_code == 200
    assert shown_in(page.text, "front") == "Question 3?"
    assert shown_in(page.text, "back") == "Answer 3."
    assert 'value="Queues"' in page.text
    assert 'class="asked-as"' in page.text
    assert page.text.count("autofocus") == 1
    assert re.search(r'id="back"[^>]*autofocus', page.text)


@pytest.mark.parametrize("path", ["/notes/99/edit", "/cards/99/edit", "/notes/9999999999999999999999/edit", "/notes/x/edit"])
def test_a_note_that_is_not_there_is_not_found(learner: Browser, path: str) -> None:
    assert learner.client.get(path).status_code == 404


def test_an_edit_changes_the_text_and_nothing_of_the_schedule(learner: Browser) -> None:
    learner.rate(3)
    before = cards(learner)
    answer = edit(learner, 1, back="/review?card=1%26answer", deck="Queues", front="Which question?", back_html="")
    assert (answer.status_code, answer.location) == (303, "/review?card=1&answer")
    assert cards(learner) == before
    assert learner.scalar("SELECT front FROM notes WHERE id = 1") == "Which question?"
    learner.undo()
    assert learner.scalar("SELECT front FROM notes WHERE id = 1") == "Question 1?"
    assert cards(learner) == before


def test_a_refused_edit_keeps_the_version_it_was_opened_under(learner: Browser) -> None:
    path = "/notes/1/edit"
    opened = version(learner, path)
    assert edit(learner, 1, front="Elsewhere?").status_code == 303
    answer = write(learner, path, version=opened, front="")
    assert answer.status_code == 422
    assert f'value="{opened}"' in answer.text


def test_a_note_changed_elsewhere_is_shown_beside_what_was_typed_and_saving_again_overwrites(learner: Browser) -> None:
    path = "/notes/1/edit"
    opened = version(learner, path)
    assert edit(learner, 1, front="Elsewhere?", deck="Queues").status_code == 303
    answer = write(learner, path, version=opened, front="Mine?", deck="Queues")
    assert answer.status_code == 409
    assert shown_in(answer.text, "front") == "Mine?"
    assert '<pre class="present"' in answer.text
    assert "Elsewhere?" in answer.text
    assert learner.scalar("SELECT front FROM notes WHERE id = 1") == "Elsewhere?"
    fresh = re.search(r'name="version" value="([^"]+)"', answer.text)
    assert fresh
    assert write(learner, path, version=fresh[1], front="Mine?", deck="Queues").status_code == 303
    assert learner.scalar("SELECT front FROM notes WHERE id = 1") == "Mine?"


def test_an_edit_saved_after_a_rating_in_another_tab_loses_neither(learner: Browser) -> None:
    opened = version(learner, "/notes/1/edit")
    assert learner.rate(3, shown=learner.shown("/review?card=1")).status_code == 303
    after_rating = cards(learner)
    assert write(learner, "/notes/1/edit", version=opened, front="Mended?", deck="Queues").status_code == 303
    assert cards(learner) == after_rating
    assert learner.scalar("SELECT front FROM notes WHERE id = 1") == "Mended?"
    assert learner.scalar("SELECT COUNT(*) FROM review_log") == 1


def test_a_rating_after_an_edit_in_another_tab_is_asked_again_over_the_new_text(learner: Browser) -> None:
    shown = learner.shown("/review?card=1")
    assert edit(learner, 1, front="Mended?", deck="Queues").status_code == 303
    answer = learner.rate(3, shown=shown)
    assert answer.status_code == 409
    assert "Mended?" in answer.text
    assert learner.rate(3, shown=learner.shown("/review?card=1")).status_code == 303
    assert learner.scalar("SELECT front FROM notes WHERE id = 1") == "Mended?"


def test_htmx_is_told_where_to_go_and_what_to_replace(browser: Browser) -> None:
    fields = {"way": "basic", "deck": "D", "front": "A?", "back": "B.", "kind": "fact"}
    saved = browser.client.post("/notes/add", data=fields, headers=browser.fragment)
    assert saved.status_code == 204
    assert saved.headers["HX-Redirect"].startswith("/notes/add?")
    refused = browser.client.post("/notes/add", data={**fields, "front": ""}, headers=browser.fragment)
    assert refused.status_code == 422
    assert refused.headers["HX-Retarget"] == "#editor"
    assert refused.text.lstrip().startswith('<div id="editor"')
    assert "<html" not in refused.text


def test_a_preview_without_javascript_saves_nothing_and_keeps_the_text(learner: Browser) -> None:
    answer = write(learner, "/notes/add", front="Only a look?", preview="1")
    assert answer.status_code == 200
    assert shown_in(answer.text, "front") == "Only a look?"
    assert "<p>Only a look?</p>" in answer.text
    assert edit(learner, 1, front="Only a look?", preview="1").status_code == 200
    assert learner.scalar("SELECT COUNT(*) FROM notes WHERE front LIKE 'Only%'") == 0


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_saving_leads_to_no_other_site(learner: Browser, back: str) -> None:
    assert edit(learner, 1, back=back, deck="Queues").location == "/"


def test_deleting_marks_the_note_and_undo_brings_it_back(learner: Browser) -> None:
    answer = learner.client.post("/notes/1/delete", query_string={"back": "/review?deck=1&card=1&answer"})
    assert answer.status_code == 303
    assert (urlsplit(answer.location).path, parse_qs(urlsplit(answer.location).query)) == ("/review", {"deck": ["1"]})
    assert learner.scalar("SELECT COUNT(*) FROM notes WHERE deleted_at IS NULL") == 29
    assert learner.client.get("/notes/1/edit").status_code == 404
    learner.undo()
    assert learner.client.get("/notes/1/edit").status_code == 200


def test_deleting_in_a_review_shows_the_next_card_and_twice_says_so(learner: Browser) -> None:
    answer = learner.client.post("/notes/1/delete", headers=learner.fragment)
    assert answer.status_code == 200
    assert "/review/2/rate" in answer.text
    again = learner.client.post("/notes/1/delete", headers=learner.fragment)
    assert again.status_code == 404
    assert 'id="desk"' in again.text
    assert learner.client.post("/notes/1/delete").status_code == 404


def test_a_picture_becomes_markdown_and_is_shown_by_the_note(browser: Browser) -> None:
    answer = browser.client.post("/notes/images", data={"image": (BytesIO(PNG), "An arrow (2).png")})
    assert answer.status_code == 201
    assert re.fullmatch(r"!\[An arrow 2\]\(/media/[0-9a-f]{32}\.png\)", answer.text)
    assert write(browser, back=answer.text).status_code == 303
    assert re.search(r'<img src="/media/[0-9a-f]{32}\.png"', str(browser.scalar("SELECT back_html FROM notes")))


@pytest.mark.parametrize(
    ("content", "name", "status"),
    [
        (b"<svg onload=alert(1)>", "x.png", 422),
        (b"", "x.png", 422),
        (GIF, "evil.html", 201),
        (PNG + bytes(8_000_001), "large.png", 413),
    ],
)
def test_a_picture_is_known_by_its_content(browser: Browser, content: bytes, name: str, status: int) -> None:
    answer = browser.client.post("/notes/images", data={"image": (BytesIO(content), name)}, headers=browser.fragment)
    answer.request.environ["wsgi.input"].close()
    assert answer.status_code == status
    assert "evil.html" not in answer.text
    assert browser.client.post("/notes/images").status_code == 422


def test_without_javascript_a_picture_comes_with_the_form(browser: Browser) -> None:
    assert write(browser, image=(BytesIO(PNG), "arrow.png")).status_code == 303
    assert re.fullmatch(r"A thing\.\n\n!\[arrow\]\(/media/\w+\.png\)", str(browser.scalar("SELECT back FROM notes")))
    refused = write(browser, image=(BytesIO(b"no picture"), "arrow.png"), front="Another?")
    assert refused.status_code == 422
    assert shown_in(refused.text, "front") == "Another?"


def test_a_typed_answer_is_compared_and_what_was_typed_is_only_text(browser: Browser) -> None:
    write(browser, way="typed", front="Largest message?", back="1 MiB")
    asked = browser.client.get("/review").text
    assert 'name="typed"' in asked
    assert "1 MiB" not in asked
    answered = browser.client.get("/review?card=1&answer=&typed=1+MB").text
    assert re.search(r"1 M<ins>.*?missing.*?i.*?</ins>B", answered)
    assert 'name="rating"' in answered
    assert "Just as it is written" in browser.client.get("/review?card=1&answer=&typed=1+MiB").text
    assert "You typed nothing" in browser.client.get("/review?card=1&answer=&typed=").text
    hostile = browser.client.get("/review?card=1&answer=&typed=<script>alert(1)</script>").text
    assert "<script>alert" not in hostile


def test_a_review_leads_to_the_editor_and_back_to_the_side_that_is_shown(learner: Browser) -> None:
    asked, answered = (learner.client.get(path).text for path in ("/review?card=2", "/review?card=2&answer"))
    assert 'href="/cards/2/edit?back=/review%3Fcard%3D2"' in asked
    assert 'href="/cards/2/edit?back=/review%3Fcard%3D2%26answer%3D"' in answered


def test_a_practice_says_once_that_it_keeps_the_schedule_and_every_form_stays_in_it(learner: Browser) -> None:
    wish = {"pick": "search", "text": "Question", "days": "1", "limit": "3", "order": "added", "keeps_schedule": "on"}
    begun = learner.client.post("/practice", data=wish)
    page = learner.client.get(begun.location).text
    assert page.count("your schedule stays as it is") == 1
    assert 'class="interval"' not in page
    forms = [form for form in re.findall(r"<form.*?</form>", page, re.DOTALL) if 'method="dialog"' not in form]
    assert len(forms) > 5
    assert all('name="study" value="1"' in form for form in forms)
    links = re.findall(r'href="/(?:cards|guides)/[^"]*back=([^"]*)"', page)
    assert len(links) == 3
    assert all("study%3D1" in link for link in links)


def test_a_deck_that_was_imported_is_not_where_one_writes(browser: Browser) -> None:
    assert 'name="deck" list="decks" autocomplete="off" spellcheck="false" value="Notes"' in browser.client.get("/notes/add").text
    write(browser, deck="Own")
    browser.take_in("# Imported\n\na :: b\n")
    assert 'spellcheck="false" value="Own"' in browser.client.get("/notes/add").text


def test_where_all_is_imported_the_first_deck_is_offered(browser: Browser) -> None:
    browser.take_in("# Zoo\n\na :: b\n", "zoo.md")
    browser.take_in("# Ants\n\na :: b\n", "ants.md")
    assert 'spellcheck="false" value="Ants"' in browser.client.get("/notes/add").text


def test_a_long_side_is_shown_as_it_was_written(browser: Browser) -> None:
    page = browser.client.post("/notes/preview", data={"way": "basic", "front": "**a** <b>\n" * 4000, "back": "x"}).text
    assert "shown as you wrote it" in page
    assert "**a** &lt;b&gt;" in page


def test_a_form_sent_as_it_was_opened_holds_nothing_unsaved(browser: Browser) -> None:
    assert "data-unsaved" not in write(browser, deck="Notes", front="", back="").text
    assert "data-unsaved" in write(browser, deck="Notes", front="Typed?", back="").text
