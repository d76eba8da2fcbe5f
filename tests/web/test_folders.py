"""Folders of this machine: remembered, looked through and imported from the browser."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from tests import build
from tests.web.conftest import Browser, Clock


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "guides"
    folder.mkdir()
    (folder / "stores.md").write_bytes(build.guide("S3 :: objects", "EBS :: blocks", title="Stores"))
    return folder


@pytest.fixture
def kept(browser: Browser, home: Path) -> Browser:
    """A browser whose collection remembers the folder."""
    assert browser.client.post("/folders", data={"path": str(home)}).status_code == 303
    return browser


def take(browser: Browser) -> None:
    """Import what changed, as the preview shows it."""
    answer = browser.client.post("/folders/1/import")
    assert answer.status_code == 303, answer.text
    assert browser.client.post(f"{answer.location}/apply").status_code == 303


def test_a_remembered_folder_is_listed_with_what_is_new(kept: Browser, home: Path) -> None:
    page = kept.client.get("/folders").text
    assert str(home) in page
    assert "1 guide, not imported yet" in page


def test_settings_name_the_folders(kept: Browser, home: Path) -> None:
    page = kept.client.get("/settings").text
    assert str(home) in page
    assert 'action="/folders/1/import"' in page
    assert 'action="/folders/1/forget"' in page


def test_the_page_import_asks_for_changes_as_a_fragment(kept: Browser, home: Path) -> None:
    take(kept)
    (home / "stores.md").write_bytes(build.guide("S3 :: objects", "EFS :: files", title="Stores"))
    fragment = kept.client.get("/folders/changes", headers=kept.fragment).text
    assert fragment.count("<section") == 1
    assert "1 guide changed since today: 1 card new, 1 gone" in fragment


def test_a_guide_that_cannot_be_read_stands_beside_what_changed(kept: Browser, home: Path) -> None:
    take(kept)
    (home / "broken.md").write_bytes(b"%PDF-1.4\x00\x01")
    (home / "stores.md").write_bytes(build.guide("S3 :: objects", "EFS :: files", title="Stores"))
    page = kept.client.get("/folders").text
    assert "1 guide changed since today" in page
    assert re.search('class="field-error">[^<]*broken.md', page)
    assert 'action="/folders/1/import"' in page


def test_importing_a_folder_leads_to_its_preview(kept: Browser) -> None:
    take(kept)
    assert kept.scalar("SELECT COUNT(*) FROM cards") == 2
    assert "nothing changed since today" in kept.client.get("/folders").text


def test_a_folder_in_which_nothing_changed_says_so(kept: Browser) -> None:
    take(kept)
    answer = kept.client.post("/folders/1/import")
    assert answer.status_code == 422
    assert "There is nothing to do." in answer.text


def test_all_of_a_folder_can_be_read_again(kept: Browser) -> None:
    take(kept)
    assert kept.client.post("/folders/1/import", data={"whole": "yes"}).status_code == 303


def test_a_forgotten_folder_is_not_listed(kept: Browser, home: Path) -> None:
    assert kept.client.post("/folders/1/forget").status_code == 303
    assert str(home) not in kept.client.get("/folders").text
    assert kept.client.post("/folders/1/import").status_code == 404


def test_a_wrong_path_is_shown_again_with_the_reason(browser: Browser) -> None:
    answer = browser.client.post("/folders", data={"path": "/no/<such>/folder"})
    assert answer.status_code == 404
    assert "there is no such folder" in answer.text
    assert 'value="/no/&lt;such&gt;/folder"' in answer.text


def test_folders_cannot_be_named_where_others_reach_the_server(app: tuple[Flask, Clock, Path], kept: Browser, home: Path) -> None:
    app[0].extensions["flashcards"] = replace(app[0].extensions["flashcards"], host="0.0.0.0")
    for address in ("/folders", "/folders/1/import"):
        answer = kept.client.post(address, data={"path": str(home)})
        assert answer.status_code == 422
        assert "start it on 127.0.0.1" in answer.text
    assert str(home) not in kept.client.get("/folders").text
    assert not re.search("Remember a folder", kept.client.get("/settings").text)
