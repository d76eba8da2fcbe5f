"""The review over HTTP: saved at once, exactly once, and true to what was shown."""

from __future__ import annotations

import re
import threading
from datetime import UTC, date, datetime

import pytest

from flashcards.core.timespan import timespan
from tests.web.conftest import Browser


def test_a_rating_is_stored_and_leads_to_the_next_card(learner: Browser) -> None:
    first = learner.shown()
    answer = learner.rate(3, shown=first)
    assert answer.status_code == 303
    assert learner.shown(answer.location)["card"] != first["card"]
    assert learner.scalar("SELECT COUNT(*) FROM review_log") == 1


def test_the_same_rating_sent_twelve_times_adds_one_row(learner: Browser) -> None:
    shown = learner.shown()
    answers = [learner.rate(3, shown=shown, review_id="once") for _ in range(12)]
    assert {answer.status_code for answer in answers} == {303}
    assert learner.scalar("SELECT COUNT(*) FROM review_log") == 1


def test_of_twelve_tabs_rating_one_version_one_is_taken(learner: Browser) -> None:
    shown = learner.shown()
    statuses: list[int] = []

    def rate(number: int) -> None:
        client = learner.client.application.test_client()
        form = {"rating": 3, "version": shown["version"], "review_id": f"tab {number}"}
        statuses.append(client.post(f"/review/{shown['card']}/rate", data=form).status_code)

    tabs = [threading.Thread(target=rate, args=(number,)) for number in range(12)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert sorted(statuses) == [303] + [409] * 11
    assert learner.scalar("SELECT COUNT(*) FROM review_log") == 1


def test_a_conflict_shows_the_present_card_with_fresh_intervals(learner: Browser) -> None:
    shown = learner.shown()
    learner.rate(3, shown=shown)
    page = learner.client.post(
        f"/review/{shown['card']}/rate",
        data={"rating": 3, "version": shown["version"], "review_id": "late"},
        headers=learner.fragment,
    )
    assert page.status_code == 409
    assert "changed since it was shown" in page.text
    assert f"/review/{shown['card']}/rate" in page.text
    assert shown["version"] not in page.text


def test_a_rating_shown_before_four_and_sent_after_is_a_conflict(learner: Browser) -> None:
    learner.clock.now = datetime(2026, 11, 24, 3, 59, tzinfo=UTC)
    shown = learner.shown()
    learner.clock.forward(minutes=2)
    assert learner.rate(3, shown=shown).status_code == 409
    assert learner.scalar("SELECT COUNT(*) FROM review_log") == 0


def test_changed_options_make_a_shown_card_stale(learner: Browser) -> None:
    shown = learner.shown()
    learner.client.post("/decks/1/options", data={"desired_retention": "95"})
    assert learner.rate(3, shown=shown).status_code == 409


def test_a_card_that_is_not_at_the_head_can_be_rated(learner: Browser) -> None:
    later = learner.shown("/review?card=7")
    assert later["card"] == "7"
    assert learner.rate(4, shown=later).status_code == 303


@pytest.mark.parametrize("rating", ["0", "5", "-1", "٣", "3 ", "1e0", "", "good"])
def test_a_rating_that_cannot_be_meant_is_refused(learner: Browser, rating: str) -> None:
    assert learner.rate(rating).status_code == 422
    assert learner.scalar("SELECT COUNT(*) FROM review_log") == 0


@pytest.mark.parametrize("card", ["0", "999", "9" * 21, "1" + "0" * 20])
def test_a_card_that_does_not_exist_is_not_found(learner: Browser, card: str) -> None:
    assert learner.rate(3, shown=learner.shown() | {"card": card}).status_code == 404


@pytest.mark.parametrize("path", ["/review/٣/rate", "/review/-1/rate", "/review/x/rate"])
def test_an_address_that_is_no_card_is_not_found(learner: Browser, path: str) -> None:
    assert learner.client.post(path).status_code == 404


def test_the_interval_on_a_button_is_the_one_stored(browser: Browser) -> None:
    """Two hundred cards, and fifty of them a second time, so that steps are among them."""
    browser.take_in("# Queues\n\n" + "\n\n".join(f"Q: Question {number}?\nA: Yes." for number in range(200)))
    unlimited = {"new_per_day": "9999", "reviews_per_day": "9999"}
    browser.client.post("/settings", data=unlimited)
    browser.client.post("/decks/1/options", data=unlimited)
    for place, wanted in enumerate([*range(1, 201), *range(1, 200, 4)]):
        page = browser.client.get(f"/review?card={wanted}").text
        rating = (place + place // 4) % 4 + 1
        label = _label(page, rating)
        shown = browser.shown(f"/review?card={wanted}")  # another one, when that is done for today
        assert browser.rate(rating, shown=shown).status_code == 303
        assert _stored_label(browser, int(shown["card"])) == label
    assert browser.scalar("SELECT COUNT(*) FROM review_log") == 250
    assert browser.scalar("SELECT COUNT(DISTINCT card_id) FROM review_log") == 200


def _label(page: str, rating: int) -> str:
    found = re.search(rf'<button[^>]*name="rating" value="{rating}"[^>]*>(.*?)</button>', page, re.DOTALL)
    assert found, page
    interval = re.search(r"(?:&lt;)?\d+(?:\.\d)?(?:s|m|h|d|mo|y)\b", found[1])
    assert interval, found[1]
    return interval[0].replace("&lt;", "<")


def _stored_label(browser: Browser, card_id: int) -> str:
    """What the card's own due value says, seen from now."""
    db = browser.db()
    row = db.execute("SELECT due_at, due_on FROM cards WHERE id = ?", (card_id,)).fetchone()
    db.close()
    if row["due_on"]:
        return timespan((date.fromisoformat(row["due_on"]) - browser.clock.now.date()).days * 86400)
    seconds = (datetime.fromisoformat(row["due_at"]) - browser.clock.now).total_seconds()
    return ("<" if seconds < 1200 else "") + timespan(seconds)


def test_undo_brings_the_card_back_and_redo_takes_it_away_again(learner: Browser) -> None:
    shown = learner.shown()
    learner.rate(1, shown=shown)
    action = _action(learner, "undo")
    back = learner.client.post("/undo", data={"action": action, "next": "/review"})
    assert back.status_code == 303
    assert learner.shown(back.location)["card"] == shown["card"]
    assert learner.scalar("SELECT state FROM cards WHERE id = 1") == "new"
    assert learner.client.post("/redo", data={"action": action, "next": "/review"}).status_code == 303
    assert learner.scalar("SELECT state FROM cards WHERE id = 1") == "learning"
    assert learner.scalar("SELECT group_concat(kind) FROM review_log") == "rating,undo,redo"


def test_a_double_press_undoes_once(learner: Browser) -> None:
    learner.rate(3)
    learner.rate(3)
    action = _action(learner, "undo")
    assert learner.client.post("/undo", data={"action": action}).status_code == 303
    assert learner.client.post("/undo", data={"action": action}).status_code == 409
    assert learner.scalar("SELECT COUNT(*) FROM review_log WHERE kind = 'undo'") == 1


def _action(learner: Browser, verb: str) -> str:
    page = learner.client.get("/review").text
    form = re.search(rf'action="/{verb}".*?name="action" value="(\d+)"', page, re.DOTALL)
    assert form, page
    return form[1]


def test_bury_suspend_flag_and_mark_are_done_and_undone(learner: Browser) -> None:
    for path, question, value in (
        ("bury", "SELECT buried_on FROM cards WHERE id = {card}", "2026-11-23"),
        ("suspend", "SELECT suspended FROM cards WHERE id = {card}", "user"),
    ):
        card = learner.shown()["card"]
        assert learner.client.post(f"/review/{card}/{path}").status_code == 303
        assert learner.scalar(question.format(card=card)) == value
        assert learner.shown()["card"] != card
        learner.undo()
        assert learner.scalar(question.format(card=card)) is None
    card = learner.shown()["card"]
    learner.client.post(f"/review/{card}/flag", data={"flag": 4})
    learner.client.post(f"/review/{card}/mark")
    assert learner.scalar(f"SELECT flag FROM cards WHERE id = {card}") == 4
    assert learner.scalar("SELECT SUM(is_marked) FROM notes") == 1
    assert learner.client.post(f"/review/{card}/flag", data={"flag": 8}).status_code == 422


def test_a_review_that_is_done_says_what_comes(learner: Browser) -> None:
    for _ in range(20):
        learner.rate(4)
    page = learner.client.get("/review").text
    assert "Done for today" in page
    assert "<dd>20</dd>" in page
    assert learner.client.get("/decks/1").status_code == 200


def test_a_deck_of_its_own_is_reviewed_alone(learner: Browser) -> None:
    learner.take_in("# Storage\n\nQ: What is S3?\nA: Object storage.\n", "storage.md")
    deck_id = learner.scalar("SELECT id FROM decks WHERE name = 'Storage'")
    shown = learner.shown(f"/review?deck={deck_id}")
    answer = learner.rate(4, shown=shown, deck=deck_id)
    assert f"deck={deck_id}" in answer.location
    assert "/rate" not in learner.client.get(answer.location).text
    assert learner.client.get("/review?deck=999").status_code == 404


@pytest.mark.parametrize("missing", ["version", "review_id"])
def test_a_rating_that_says_too_little_is_refused(learner: Browser, missing: str) -> None:
    shown = learner.shown()
    form = {"rating": 3, "version": shown["version"], "review_id": "x"} | {missing: ""}
    assert learner.client.post(f"/review/{shown['card']}/rate", data=form).status_code == 422


@pytest.mark.parametrize(("deck", "status"), [("abc", 422), ("999", 404), ("٣", 422)])
def test_a_deck_that_is_none_is_refused_before_anything_is_written(learner: Browser, deck: str, status: int) -> None:
    assert learner.rate(3, deck=deck).status_code == status
    assert learner.client.get(f"/review?deck={deck}").status_code == status
    assert learner.scalar("SELECT COUNT(*) FROM review_log") == 0


def test_an_undo_that_names_no_action_is_refused(learner: Browser) -> None:
    assert learner.client.post("/undo").status_code == 422
    assert learner.scalar("SELECT COUNT(*) FROM notes WHERE deleted_at IS NULL") == 30


def _typed(learner: Browser) -> str:
    """Make the first card one whose answer is typed; its address."""
    db = learner.db()
    db.execute("UPDATE notes SET form = 'typed', back_html = '<p>14 <b>days</b></p>' WHERE id = 1")
    db.close()
    return "/review?card=1"


def test_a_typed_answer_is_compared_when_the_answer_is_shown(learner: Browser) -> None:
    address = _typed(learner)
    assert "14 day" not in learner.client.get(f"{address}&typed=14+day").text.split('id="answer"')[0]
    page = learner.client.get(f"{address}&answer&typed=14+dey").text
    assert re.search(r"14 d<del>.*?e.*?</del>.*?<ins>.*?a.*?</ins>y<ins>.*?s.*?</ins>", page, re.DOTALL)
    assert learner.client.get(f"{address}&answer&typed={'x' * 60_000}").status_code == 200


def test_an_answer_that_was_asked_for_is_not_shown_of_another_card(learner: Browser) -> None:
    assert 'id="answer" hidden' not in learner.client.get("/review?card=1&answer").text
    learner.rate(4, shown=learner.shown("/review?card=1"))
    assert 'id="answer" hidden' in learner.client.get("/review?card=1&answer").text
