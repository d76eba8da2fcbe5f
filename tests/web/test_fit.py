"""The pages of fitting and rescheduling."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from benchmarks.learner import Learner, study
from flashcards.core.errors import FitFailed
from flashcards.optimising.child import stop
from flashcards.services.checking import check
from flashcards.storage.migrations import open_database
from flashcards.web.app import create_app
from flashcards.web.fit_run import Run
from tests.web.conftest import Browser, Clock

AFTER = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def studied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection with one deck, which a forgetful learner studied."""
    path = tmp_path_factory.mktemp("studied") / "flashcards.db"
    db = open_database(path, AFTER)
    study(db, Learner(cards=250, new_per_day=10), 2500, "AWS")
    db.close()
    return path


@pytest.fixture
def forgetful(studied: Path, tmp_path: Path) -> Iterator[Browser]:
    database = tmp_path / "flashcards.db"
    shutil.copy(studied, database)
    clock = Clock(AFTER)
    app = create_app(database, clock)
    yield Browser(app.test_client(), clock, database)
    app.extensions["flashcards"].close()


def run_of(browser: Browser) -> Run | None:
    found: Run | None = browser.client.application.extensions["flashcards"].fits.run
    return found


def fitted(browser: Browser, deck: str = "") -> str:
    """Begin a fit and look until it is done; returns the page."""
    assert browser.client.post("/fit", data={"deck": deck}).status_code == 303
    for _ in range(3000):
        run = run_of(browser)
        assert run
        if not run.is_running:
            return browser.client.get("/fit").text
        time.sleep(0.01)
    raise AssertionError("the fit does not end")


def take(browser: Browser, **more: str) -> TestResponse:
    run = run_of(browser)
    assert run
    return browser.client.post("/fit/take", data={"fit": run.number, **more})


def assert_clean(browser: Browser) -> None:
    db = browser.db()
    assert check(db).differences == ()
    db.close()


def test_too_few_reviews_say_how_many_are_missing_and_the_button_is_off(learner: Browser) -> None:
    page = learner.client.get("/fit").text
    assert "512 more reviews" in page
    assert re.search(r"<button disabled>Fit all decks", page)
    refused = learner.client.post("/fit")
    assert refused.status_code == 422
    assert "512 more are needed" in refused.text
    assert run_of(learner) is None


def test_an_empty_collection_has_a_page_too(browser: Browser) -> None:
    assert browser.client.get("/fit").status_code == 200
    assert "no cards in review" in browser.client.get("/fit/reschedule").text


def test_a_fit_is_shown_before_anything_is_written(forgetful: Browser) -> None:
    page = fitted(forgetful)
    assert "The fitted weights know you better" in page
    assert "Log loss" in page
    assert forgetful.scalar("SELECT COUNT(*) FROM parameters") == 1
    assert forgetful.scalar("SELECT COUNT(*) FROM journal") == 0


def test_the_result_is_kept_while_one_goes_elsewhere_and_can_be_put_aside(forgetful: Browser) -> None:
    fitted(forgetful)
    forgetful.client.get("/")
    assert "know you better" in forgetful.client.get("/fit?deck=1").text
    assert "know you better" in forgetful.client.get("/fit/run?step=4").text
    forgetful.client.post("/fit/end")
    assert "know you better" not in forgetful.client.get("/fit").text


def test_using_the_weights_leaves_the_cards_where_they_are(forgetful: Browser) -> None:
    before = forgetful.scalar("SELECT group_concat(due_on) FROM cards")
    fitted(forgetful, "1")
    taken = take(forgetful)
    assert taken.status_code == 303
    assert "Or reschedule all cards now" in forgetful.client.get(taken.location).text
    assert forgetful.scalar("SELECT options FROM decks") == '{"parameters_id": 2}'
    assert forgetful.scalar("SELECT group_concat(due_on) FROM cards") == before
    assert "fitted today" in forgetful.client.get("/fit?deck=1").text
    forgetful.undo()
    assert forgetful.scalar("SELECT options FROM decks") == "{}"


def test_using_the_weights_and_rescheduling_is_one_step(forgetful: Browser) -> None:
    before = forgetful.scalar("SELECT group_concat(due_on) FROM cards")
    fitted(forgetful)
    run = run_of(forgetful)
    assert run
    effect = forgetful.client.get(f"/fit/reschedule?fit={run.number}").text
    assert "Use the weights and reschedule" in effect
    assert take(forgetful, reschedule="yes").status_code == 303
    assert forgetful.scalar("SELECT group_concat(due_on) FROM cards") != before
    assert_clean(forgetful)
    forgetful.undo()
    assert forgetful.scalar("SELECT group_concat(due_on) FROM cards") == before
    assert forgetful.scalar("SELECT options FROM decks") == "{}"
    forgetful.undo("redo")
    assert_clean(forgetful)
    assert len(list((forgetful.database.parent / "backups").glob("before-reschedule-*.db"))) == 1


def test_a_second_fit_finds_the_first_as_good_and_offers_nothing(forgetful: Browser) -> None:
    fitted(forgetful)
    take(forgetful)
    page = fitted(forgetful)
    assert "The present weights are as good" in page
    assert "Use these" not in page
    assert take(forgetful).status_code == 422
    assert forgetful.scalar("SELECT COUNT(*) FROM parameters") == 2


def test_the_weights_can_be_given_up(forgetful: Browser) -> None:
    fitted(forgetful)
    take(forgetful)
    assert "Use the published weights" in forgetful.client.get("/fit?deck=1").text
    assert forgetful.client.post("/fit/inherit", data={"deck": 1}).status_code == 303
    assert forgetful.scalar("SELECT options FROM decks") == "{}"
    assert "the published weights" in forgetful.client.get("/fit?deck=1").text


def test_a_fit_that_was_taken_or_never_made_cannot_be_taken(forgetful: Browser) -> None:
    assert forgetful.client.post("/fit/take", data={"fit": 1}).status_code == 409
    assert forgetful.client.get("/fit/reschedule?fit=1").status_code == 409
    assert forgetful.client.post("/fit/take").status_code == 422
    fitted(forgetful)
    take(forgetful)
    assert forgetful.client.post("/fit/take", data={"fit": 1}).status_code == 409


def test_one_fit_at_a_time_and_it_can_be_stopped(forgetful: Browser) -> None:
    forgetful.client.post("/fit")
    run = run_of(forgetful)
    assert run
    if run.is_running:  # it may be done already
        assert forgetful.client.post("/fit").status_code in (303, 409)
    assert forgetful.client.post("/fit/end").status_code == 303
    assert run.child.poll() is not None
    assert run_of(forgetful) is None
    assert "No fit is under way" in forgetful.client.get("/fit/run").text


def test_a_running_fit_says_how_far_it_is_and_nothing_while_that_is_shown(forgetful: Browser) -> None:
    """A run whose child nobody asks anything stands still."""
    server = forgetful.client.application.extensions["flashcards"]
    fitted(forgetful)
    found = run_of(forgetful)
    assert found
    server.fits.run = Run(found.number, found.scope, found.child, step=2)
    page = forgetful.client.get("/fit").text
    assert "Fitting all decks" in page
    assert 'hx-get="/fit/run?step=2"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert forgetful.client.get("/fit/run?step=2").status_code == 204
    assert "2 of 4" in forgetful.client.get("/fit/run?step=1").text
    assert forgetful.client.post("/fit").status_code == 409


def test_a_child_that_dies_is_an_error_with_a_name(forgetful: Browser) -> None:
    fitted(forgetful)
    found = run_of(forgetful)
    assert found
    found.fit, found.error = None, FitFailed("The optimiser ended without an answer (status -9). Nothing was changed.")
    page = forgetful.client.get("/fit").text
    assert "Nothing was fitted" in page
    assert "without an answer" in page
    assert forgetful.client.post("/fit").status_code == 303  # it can be tried again at once


def test_a_server_that_stops_ends_the_fit(forgetful: Browser) -> None:
    forgetful.client.post("/fit")
    run = run_of(forgetful)
    assert run
    forgetful.client.application.extensions["flashcards"].close()
    assert run.child.poll() is not None
    stop(run.child)  # once more does no harm


def test_rescheduling_shows_its_effect_first(forgetful: Browser) -> None:
    forgetful.client.post("/decks/1/options", data={"desired_retention": "97"})
    page = forgetful.client.get("/fit/reschedule?deck=1").text
    assert "Due within 7 days" in page
    revision = re.search(r'name="revision" value="(\d+)"', page)
    assert revision
    assert forgetful.scalar("SELECT COUNT(*) FROM review_log WHERE kind = 'reschedule'") == 0
    done = forgetful.client.post("/fit/reschedule", data={"deck": 1, "revision": revision[1]})
    assert done.status_code == 303
    assert "have their new days" in forgetful.client.get(done.location).text
    assert_clean(forgetful)
    assert "Nothing would change" in forgetful.client.get("/fit/reschedule?deck=1").text


def test_an_effect_shown_under_other_options_is_refused(forgetful: Browser) -> None:
    forgetful.client.post("/decks/1/options", data={"desired_retention": "97"})
    assert forgetful.client.post("/fit/reschedule", data={"deck": 1, "revision": 0}).status_code == 409
    assert forgetful.client.post("/fit/reschedule", data={"deck": 1}).status_code == 422
    assert forgetful.scalar("SELECT COUNT(*) FROM review_log WHERE kind = 'reschedule'") == 0


@pytest.mark.parametrize("path", ["/fit?deck=99", "/fit/reschedule?deck=99"])
def test_there_is_no_such_deck(browser: Browser, path: str) -> None:
    assert browser.client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/fit?deck=x", "/fit?deck=-1", "/fit/reschedule?deck=1e9", "/fit/reschedule?fit=x"])
def test_what_is_no_number_is_named(browser: Browser, path: str) -> None:
    assert browser.client.get(path).status_code == 422


def test_asking_writes_nothing(forgetful: Browser) -> None:
    before = forgetful.scalar("SELECT changes FROM collection")
    for path in ("/fit", "/fit?deck=1", "/fit/run", "/fit/reschedule", "/fit/reschedule?deck=1"):
        assert forgetful.client.get(path).status_code == 200
    assert forgetful.scalar("SELECT changes FROM collection") == before
