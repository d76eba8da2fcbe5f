"""The page Backups, its downloads, and the backup of the day that a server sees to."""

from __future__ import annotations

import json
import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from flashcards.services.backing_up import folder_of
from flashcards.services.exporting import export_json
from flashcards.services.restoring import restore_export
from flashcards.storage import backups as copies
from flashcards.storage.migrations import memory_database
from flashcards.storage.space import LEAST_BYTES
from flashcards.web.backups import backup_trouble, check_backup
from flashcards.web.collection import Server
from tests.storage.test_space import fill_and_free
from tests.web.conftest import Browser


@pytest.fixture
def made(app: tuple[Flask, object, Path]) -> Server:
    """What lives as long as the server."""
    server: Server = app[0].extensions["flashcards"]
    return server


def names(browser: Browser) -> list[str]:
    return sorted(file.name for file in folder_of(browser.database).glob("*"))


def test_the_page_says_when_there_is_no_backup(browser: Browser) -> None:
    page = browser.client.get("/backups")
    assert page.status_code == 200
    assert "There is no backup yet." in page.text
    assert names(browser) == []


def test_a_backup_is_made_at_the_press_of_a_button(learner: Browser) -> None:
    answer = learner.client.post("/backups")
    assert answer.status_code == 303
    page = learner.client.get(answer.location).text
    (name,) = names(learner)
    assert f'Backed up as <code class="path">{name}</code>' in page
    assert "Last good backup: <b>10:00</b>, by hand." in page
    assert "checked when it was made" in page


def test_the_list_tells_what_is_no_backup(learner: Browser) -> None:
    check_backup(learner.client.application.extensions["flashcards"])
    (folder_of(learner.database) / "broken.db").write_bytes(b"half")
    page = learner.client.get("/backups").text
    assert "cut short, or no backup at all" in page
    assert "Last good backup: <b>10:00</b>, daily." in page


def test_a_backup_can_be_downloaded_and_nothing_else(learner: Browser) -> None:
    learner.client.post("/backups")
    (name,) = names(learner)
    answer = learner.client.get(f"/backups/files/{name}")
    assert answer.data == (folder_of(learner.database) / name).read_bytes()
    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    for other in ("../flashcards.db", "..%2fflashcards.db", "nothing.db", f"{name}.part", "%00"):
        assert learner.client.get(f"/backups/files/{other}").status_code == 404
    answer.close()


def test_the_whole_collection_can_be_downloaded_and_restored(learner: Browser, tmp_path: Path) -> None:
    learner.rate()
    answer = learner.client.get("/backups/flashcards.json")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="flashcards.json"'
    file = tmp_path / "all.json"
    file.write_bytes(answer.data)
    other = memory_database()
    assert restore_export(other, file)["review_log"] == 1
    assert b"".join(export_json(other)) == answer.data
    assert len(json.loads(answer.data)["lines"]) > 60


def test_notes_can_be_downloaded_as_guides_and_as_a_table(learner: Browser) -> None:
    with zipfile.ZipFile(BytesIO(learner.client.get("/backups/notes.zip").data)) as archive:
        assert archive.namelist() == ["Queues.md"]
    table = learner.client.get("/backups/notes.csv")
    assert table.mimetype == "text/csv"
    assert table.text.count("\r\n") == 31
    assert "notes.csv" in learner.client.get("/backups").text


def test_looking_and_downloading_write_nothing(learner: Browser) -> None:
    before = learner.scalar("SELECT changes FROM collection"), names(learner)
    for path in ("", "/flashcards.json", "/notes.zip", "/notes.csv"):
        assert learner.client.get(f"/backups{path}").status_code == 200
    assert (learner.scalar("SELECT changes FROM collection"), names(learner)) == before


def test_a_server_makes_one_backup_a_study_day(learner: Browser, made: Server) -> None:
    for _ in range(3):
        check_backup(made)
    learner.clock.forward(days=1)
    check_backup(made)
    assert names(learner) == ["daily-2026-11-23.db", "daily-2026-11-24.db"]
    assert made.troubles == {}


def test_space_that_nobody_uses_is_given_back_after_the_backup_of_the_day(learner: Browser, made: Server) -> None:
    with learner.db() as db:
        fill_and_free(db, 2 * LEAST_BYTES)
    check_backup(made)
    assert learner.database.stat().st_size < LEAST_BYTES
    assert learner.rate().status_code == 303


def test_a_backup_that_fails_is_told_until_one_succeeds(learner: Browser, made: Server) -> None:
    folder = folder_of(learner.database)
    folder.write_text("a file stands where the folder should be")
    check_backup(made)
    with learner.client.application.test_request_context():
        assert str(folder) in (backup_trouble() or "")
    for path in ("/", "/decks", "/backups"):
        assert "The backup of today could not be made" in learner.client.get(path).text
    assert learner.rate().status_code == 303
    folder.unlink()
    check_backup(made)
    with learner.client.application.test_request_context():
        assert backup_trouble() is None
    assert "could not be made" not in learner.client.get("/").text


def test_a_full_disk_is_told_in_words(learner: Browser, made: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: Path, draft: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copies, "_copy", full)
    check_backup(made)
    with learner.client.application.test_request_context():
        assert "the disk is full" in (backup_trouble() or "")
    assert learner.client.post("/backups").status_code == 507


def test_a_collection_that_is_damaged_while_it_runs_gets_no_backup_but_a_word(learner: Browser, made: Server) -> None:
    check_backup(made)
    good = names(learner)
    with learner.db() as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = learner.database.read_bytes()
    learner.database.write_bytes(content[:4096] + bytes(len(content) - 4096))
    learner.clock.forward(days=1)
    check_backup(made)
    assert "damaged" in made.troubles["daily backup"]
    assert names(learner) == good
    learner.database.write_bytes(content)


def test_a_lost_folder_of_backups_is_made_again(learner: Browser, made: Server) -> None:
    check_backup(made)
    shutil.rmtree(folder_of(learner.database))
    check_backup(made)
    assert names(learner) == ["daily-2026-11-23.db"]


def test_settings_lead_to_the_backups(learner: Browser) -> None:
    assert 'href="/backups"' in learner.client.get("/settings").text


def test_a_table_can_be_uploaded_like_a_guide(learner: Browser) -> None:
    assert learner.take_in("deck,front,back\nAWS,c,d\n", "words.csv").status_code == 303
    assert learner.scalar("SELECT name FROM decks WHERE name = 'AWS'") == "AWS"
    refused = learner.upload("front;back\na;b\n", "words.csv")
    assert refused.status_code == 422
    assert "semicolons" in refused.text
