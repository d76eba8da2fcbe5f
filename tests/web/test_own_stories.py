"""The editor of notes beside the story bank: own stories are left to their own page, and principles are those there are."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from flashcards.core.models import Kind, NoteDraft
from flashcards.services.writing import add_note
from flashcards.storage.database import connect
from flashcards.storage.stories import stories
from tests.build import MOMENT
from tests.services.told import tell
from tests.tellings import rename_principle
from tests.web.conftest import Browser


@pytest.fixture
def story_id(browser: Browser) -> int:
    with closing(connect(browser.database)) as db:
        return tell(db, "The ledger", "Ownership")


def test_editing_it_as_a_note_leads_to_its_own_page(browser: Browser, story_id: int) -> None:
    for address in (f"/notes/{story_id}/edit", "/cards/1/edit"):
        answer = browser.client.get(address, follow_redirects=False)
        while answer.location and answer.location.startswith("/notes"):
            answer = browser.client.get(answer.location)
        assert (answer.status_code, answer.location) == (303, f"/stories/{story_id}/edit")


def test_saving_it_as_a_note_is_refused_with_its_address(browser: Browser, story_id: int) -> None:
    form = {"deck": "Stories", "way": "basic", "kind": "fact", "front": "x", "back": "y", "version": "any"}
    answer = browser.client.post(f"/notes/{story_id}/edit", data=form)
    assert answer.status_code == 422
    assert f"/stories/{story_id}/edit" in answer.text
    with closing(connect(browser.database)) as db:
        assert [one.title for one in stories(db)] == ["The ledger"]


def test_the_editor_of_notes_knows_the_principles_there_are_and_those_a_note_has(browser: Browser) -> None:
    with closing(connect(browser.database)) as db:
        note = replace(NoteDraft(Kind.FACT, "front", "back", (), 0, 0), principles=("Dive Deep", "Kindness"))
        note_id = add_note(db, "Deck", note, MOMENT)
        rename_principle(db, 12, "Look closely", MOMENT)
    page = browser.client.get(f"/notes/{note_id}/edit").text
    for name in ("Look closely", "Kindness"):
        assert f'value="{name}" checked' in page
    assert "Dive Deep" not in page
    version = page.split('name="version" value="')[1].split('"')[0]
    form = {"deck": "Deck", "way": "basic", "kind": "fact", "front": "x", "back": "y", "version": version}
    answer = browser.client.post(f"/notes/{note_id}/edit", data=form | {"principles": ["Look closely", "Kindness"]})
    assert answer.status_code == 303
    assert "must be one of" in browser.client.post("/notes/add", data=form | {"principles": "Dive Deep"}).text
