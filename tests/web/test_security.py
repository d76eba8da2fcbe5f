"""Who may talk to the server, and what a page may do."""

from __future__ import annotations

import pytest

from tests.web.conftest import Browser

FOREIGN = ["evil.example", "evil.example:5000", "127.0.0.1.evil.example", "[::1]:5000", "192.168.1.2", "", "[", "a]b"]


@pytest.mark.parametrize("host", FOREIGN)
def test_a_foreign_host_is_refused(browser: Browser, host: str) -> None:
    assert browser.client.get("/", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1:5000", "localhost:5001", "LOCALHOST", "127.0.0.1"])
def test_this_machine_is_answered(browser: Browser, host: str) -> None:
    assert browser.client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": "http://localhost:9999"},
        {"Origin": "https://localhost"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/json"},
    ],
)
def test_another_sites_form_changes_nothing(learner: Browser, headers: dict[str, str]) -> None:
    shown = learner.shown()
    form = f"rating=3&version={shown['version']}&review_id=x"
    headers = {"Content-Type": "application/x-www-form-urlencoded", **headers}
    answer = learner.client.post(f"/review/{shown['card']}/rate", data=form, headers=headers)
    assert answer.status_code == 403
    assert learner.scalar("SELECT COUNT(*) FROM review_log") == 0


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}, {}])
def test_our_own_form_is_taken(learner: Browser, headers: dict[str, str]) -> None:
    shown = learner.shown()
    form = {"rating": 3, "version": shown["version"], "review_id": "x"}
    assert learner.client.post(f"/review/{shown['card']}/rate", data=form, headers=headers).status_code == 303


def test_every_answer_has_the_strict_headers_and_no_get_writes(learner: Browser) -> None:
    before = learner.scalar("SELECT changes FROM collection")
    for rule in learner.client.application.url_map.iter_rules():
        path = rule.rule
        for argument in rule.arguments:
            path = path.replace(f"<id:{argument}>", "1").replace(f"<{argument}>", "1").replace(f"<path:{argument}>", "app.css")
        for method in ("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"):
            answer = learner.client.open(path, method=method)
            assert answer.status_code < 500, (method, path)
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"], path
            assert "unsafe" not in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "same-origin"
            assert not [name for name, _ in answer.headers if name.lower().startswith("access-control")]
            answer.close()
    assert learner.scalar("SELECT changes FROM collection") == before


def test_an_error_page_shows_an_address_as_text(browser: Browser) -> None:
    for path in (
        "/<img src=x onerror=alert(1)>",
        "/decks/<script>alert(1)</script>",
        "/review?card=<b>",
        "/review?deck=%22%3E%3Cb%3E",
    ):
        answer = browser.client.get(path)
        assert answer.status_code in (404, 422)
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text
        assert "<b>" not in answer.text


@pytest.mark.parametrize(
    "target", ["//evil.example", "/\\evil.example", "https:evil.example", "https://evil.example/", "/\n//evil", "evil"]
)
def test_a_redirect_stays_here(learner: Browser, target: str) -> None:
    learner.rate(3)
    answer = learner.undo(next=target)
    assert answer.status_code == 303
    assert answer.location == "/"


@pytest.mark.parametrize(
    "path", ["/static/../flashcards.db", "/static/..%2fpyproject.toml", "/media/..%2f..%2fflashcards.db", "/media/x.png"]
)
def test_no_file_outside_is_served(browser: Browser, path: str) -> None:
    assert browser.client.get(path).status_code == 404


def test_too_much_at_once_is_refused(browser: Browser) -> None:
    assert browser.upload(b"x" * (66 * 2**20)).status_code == 413


def test_text_that_cannot_be_stored_is_the_senders_mistake(learner: Browser) -> None:
    learner.upload("# A\n\nQ: New?\nA: Yes.\n", "a.md")
    note = learner.scalar("SELECT id FROM staged_notes")
    importing = learner.scalar("SELECT id FROM imports WHERE applied_at IS NULL")
    for text in ("nul \0 byte", ""):
        answer = learner.client.post(f"/import/{importing}/notes/{note}/edit", data={"front": text, "back": "b"})
        assert answer.status_code < 500
    assert learner.client.post("/undo", data={"action": "9" * 30}).status_code == 422
    assert learner.client.get("/cards/" + "9" * 25).status_code == 404
    assert learner.client.get("/decks/" + "9" * 25).status_code == 404
    assert learner.client.get("/import/" + "9" * 25).status_code == 404


def test_an_id_with_a_zero_in_front_is_no_address(learner: Browser) -> None:
    assert [learner.client.get(f"/decks/{number}").status_code for number in ("1", "01")] == [200, 404]
