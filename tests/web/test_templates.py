"""What holds for templates and sheets as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask, render_template

from flashcards.assets import asset_dir
from flashcards.rendering.sanitiser import ADMONITIONS
from tests.web import telling
from tests.web.conftest import Browser, Clock

SHOWN_AS = {"Escape": "Esc", "Ctrl+z": "Ctrl+Z", "Ctrl+Z": "Ctrl+Shift+Z"}
PATHS = (
    "/", "/decks", "/decks/1", "/notes", "/notes/add", "/notes/1/edit", "/cards/1", "/guides", "/guides/1", "/stats",
    "/practice", "/fit", "/import", "/import/1", "/backups", "/settings", "/help", "/stories", "/stories/start",
    "/stories/new", "/stories/import", "/principles", "/drill", "/drill/presets", "/review", "/review?card=1&answer",
)  # fmt: skip
WITH_A_STORY = (
    "/stories", "/stories/strongest", "/drill", "/takes/asked", "/takes/told", "/takes/scored", "/rapid", "/rapid/run?seconds=10",
    "/mocks", "/mocks/1",
)  # fmt: skip


def unrolled(keys: str) -> Iterator[str]:
    """ "f 1–7": each key by itself."""
    for key in keys.split():
        first, _, last = key.partition("–")
        yield from (str(number) for number in range(int(first), int(last) + 1)) if last else (first,)


def pressed(html: str) -> set[str]:
    keys = " ".join(re.findall(r'data-key="([^"{]*)', html)).split()
    return {SHOWN_AS.get(key, key) for key in keys}


def test_no_bare_class_of_ours_is_one_that_imported_text_may_carry() -> None:
    taken = re.compile(rf"(?<![\w)\]-])\.({'|'.join(sorted(ADMONITIONS))})(?![\w-])")
    for sheet in (asset_dir("static") / "css").glob("*.css"):
        rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert sheet.name == "card.css" or taken.findall(rules) == [], sheet.name


def test_every_key_in_a_template_is_listed(app: tuple[Flask, Clock, object]) -> None:
    keys = app[0].jinja_env.get_template("partials/keys.html").module
    rows = [*keys.everywhere, *(row for _, rows in keys.pages.values() for row in rows)]  # type: ignore[attr-defined]
    listed = {key for shown, _ in rows for key in unrolled(shown)}
    for template in asset_dir("templates").rglob("*.html"):
        assert pressed(template.read_text(encoding="utf-8")) <= listed, template.name


def unlisted(page: str) -> set[str]:
    """Keys of a page that its dialog does not tell."""
    shown, _, dialog = page.partition('<dialog id="keys"')
    listed = {key for keys in re.findall(r"<kbd>([^<]+)</kbd>", dialog) for key in unrolled(keys)}
    return pressed(shown) - listed


@pytest.mark.parametrize("path", PATHS)
def test_a_page_lists_its_own_keys(learner: Browser, path: str) -> None:
    assert unlisted(learner.client.get(path).text) == set()


def test_a_page_about_stories_lists_its_own_keys(browser: Browser) -> None:
    (story_id,) = telling.prepare(browser)
    telling.score(browser, telling.tell(browser, story_id, "scored", principle="Ownership"))
    telling.tell(browser, story_id, "told", principle="Ownership")
    telling.begin(browser, "asked", principle="Dive Deep")
    browser.client.post("/mocks", data={"kind": "loop", "rounds": 1, "questions": 2, "begin_id": "first"})
    for path in (*WITH_A_STORY, f"/stories/{story_id}", f"/stories/{story_id}/edit"):
        answer = browser.client.get(path)
        assert (path, answer.status_code, unlisted(answer.text)) == (path, 200, set())


@pytest.mark.parametrize(("keys_of", "has_frame"), [("recall", False), ("mock", False), ("take", False), ("rapid", True)])
def test_a_page_without_the_frame_lists_its_own_keys_alone(
    app: tuple[Flask, Clock, object], keys_of: str, has_frame: bool
) -> None:
    with app[0].test_request_context():
        listed = render_template("partials/keys_dialog.html", keys_of=keys_of)
    assert listed.count("<caption>") == 1 + has_frame
    assert ("<caption>Everywhere" in listed) == has_frame


def test_after_a_change_any_page_offers_to_undo_it_and_comes_back(learner: Browser) -> None:
    learner.client.post("/decks/1/options", data={"new_per_day": "7"})
    for path in ("/guides/1?line=1", "/cards/1", "/stats", "/backups", "/settings", "/decks/1/options"):
        page = learner.client.get(path).text
        assert f'name="next" value="{path}"' in page
    refused = learner.client.post("/decks/1/rename", data={"name": ""}).text
    assert 'name="next" value="/decks"' in refused
    assert 'name="next" value="/settings"' in learner.client.get("/settings?saved=").text


LIT = (
    ("/notes/1/edit", "Notes"),
    ("/notes/add", "Add"),
    ("/decks/1", "Decks"),
    ("/guides/1", "Guides"),
    ("/fit/reschedule", "More"),
)


@pytest.mark.parametrize(("path", "name"), LIT)
def test_the_header_lights_where_one_is(learner: Browser, path: str, name: str) -> None:
    head = learner.client.get(path).text.partition("<main")[0]
    assert [one.strip() for one in re.findall(r"aria-current[^>]*>([^<]*)<", head) if one.strip() != "Fit to my memory"] == [name]


def test_a_refused_form_brings_the_focus_to_what_is_wrong(learner: Browser) -> None:
    for path, form, field in (
        ("/decks", {"name": ""}, "new-deck"),
        ("/decks/1/rename", {"name": ""}, "name"),
        ("/decks/1/options", {"new_per_day": "x", "desired_retention": "x"}, "new_per_day"),
        ("/settings", {"new_per_day": "x", "reviews_per_day": "x"}, "new_per_day"),
        ("/practice", {"pick": "ahead", "days": "x"}, "days"),
        ("/notes/mend", {"do": "due", "card": "1", "days": "x"}, "days"),
    ):
        page = learner.client.post(path, data=form).text
        (focused,) = re.findall(r"<\w+[^>]* autofocus[^>]*>", page)
        assert f'id="{field}"' in focused
        assert 'aria-invalid="true"' in focused
