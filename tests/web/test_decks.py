"""Arranging decks and their options over HTTP: forms and redirects, mistakes beside what was typed."""

from __future__ import annotations

import re
from urllib.parse import unquote_plus

import pytest

from tests.web.conftest import Browser


def names(browser: Browser) -> list[str]:
    db = browser.db()
    found = [row["name"] for row in db.execute("SELECT name FROM decks WHERE deleted_at IS NULL ORDER BY name")]
    db.close()
    return found


def make(browser: Browser, *wanted: str) -> None:
    for name in wanted:
        assert browser.client.post("/decks", data={"name": name}).location == "/decks"


def id_of(browser: Browser, name: str) -> int:
    return int(str(browser.scalar(f"SELECT id FROM decks WHERE name = '{name}' AND deleted_at IS NULL")))


def test_a_deck_is_made_renamed_moved_merged_and_deleted_and_each_is_undone(learner: Browser) -> None:
    steps = (
        ("/decks", {"name": "AWS::S3"}, "/decks", ["AWS", "AWS::S3", "Queues"]),
        ("/decks/1/rename", {"name": "SQS"}, "/decks/1", ["AWS", "AWS::S3", "SQS"]),
        ("/decks/1/move", {"above": "2"}, "/decks/1", ["AWS", "AWS::S3", "AWS::SQS"]),
        ("/decks/1/move", {"above": ""}, "/decks/1", ["AWS", "AWS::S3", "SQS"]),
        ("/decks/1/merge", {"into": "3"}, "/decks/3", ["AWS", "AWS::S3"]),
        ("/decks/2/delete", {}, "/decks", []),
    )
    for path, form, leads_to, after in steps:
        answer = learner.client.post(path, data=form)
        assert (answer.status_code, answer.location, names(learner)) == (303, leads_to, after)
    for *_, before in reversed(steps[:-1]):
        assert learner.undo(next="/decks").location == "/decks"
        assert names(learner) == before
    assert learner.scalar("SELECT COUNT(*) FROM cards WHERE deleted_at IS NULL AND deck_id = 1") == 30


def test_another_desired_retention_offers_to_reschedule(learner: Browser) -> None:
    for form, leads_to in (({"new_per_day": "5"}, "/decks/1"), ({"desired_retention": "85"}, "/decks/1?retention=changed")):
        assert learner.client.post("/decks/1/options", data=form).location == leads_to
    assert "/fit/reschedule?deck=1" in learner.client.get("/decks/1?retention=changed").text


def test_the_page_says_how_many_cards_go_and_the_line_afterwards_that_they_went(learner: Browser) -> None:
    assert "30 cards" in learner.client.get("/decks/1").text.split("Delete this deck")[0]
    page = learner.client.get(learner.client.post("/decks/1/delete").location).text
    assert "Deleted Queues with 30 cards." in page


def test_a_name_in_use_offers_to_merge(learner: Browser) -> None:
    make(learner, "AWS")
    page = learner.client.post("/decks/1/rename", data={"name": "aws"})
    assert page.status_code == 422
    offer = re.search(r'action="(/decks/1/merge)">\s*<input type="hidden" name="into" value="(\d+)"', page.text)
    assert offer
    assert 'value="aws"' in page.text
    assert learner.client.post(offer[1], data={"into": offer[2]}).status_code == 303
    assert names(learner) == ["AWS"]


@pytest.mark.parametrize("name", ["", "::", "A::", "x" * 65536, "a\0b", "queues"])
def test_a_name_that_cannot_be_a_new_deck_is_refused_beside_the_field(learner: Browser, name: str) -> None:
    page = learner.client.post("/decks", data={"name": name})
    assert page.status_code == 422
    assert 'id="new-deck-error"' in page.text
    assert names(learner) == ["Queues"]


@pytest.mark.parametrize(
    ("path", "form", "status"),
    [
        ("/decks/1/rename", {"name": "Queues::below"}, 422),
        ("/decks/1/rename", {}, 422),
        ("/decks/1/move", {"above": "1"}, 422),
        ("/decks/1/move", {"above": "x"}, 422),
        ("/decks/1/move", {"above": "99"}, 404),
        ("/decks/1/merge", {"into": "1"}, 422),
        ("/decks/1/merge", {}, 422),
        ("/decks/99/delete", {}, 404),
        ("/decks/99/rename", {"name": "A"}, 404),
        ("/decks/99/rename", {"name": ""}, 404),
    ],
)
def test_what_cannot_be_arranged_is_refused_and_changes_nothing(
    learner: Browser, path: str, form: dict[str, str], status: int
) -> None:
    before = learner.scalar("SELECT changes FROM collection")
    assert learner.client.post(path, data=form).status_code == status
    assert (names(learner), learner.scalar("SELECT changes FROM collection")) == (["Queues"], before)


def test_a_deck_page_leads_to_its_cards_and_figures(learner: Browser) -> None:
    learner.client.post("/decks/1/rename", data={"name": 'say "hi"'})
    page = learner.client.get("/decks/1").text
    for address in ("/notes/add?deck=1", "/stats?deck=1", "/fit?deck=1", "/practice?deck=1"):
        assert f'href="{address}"' in page
    search = re.search(r'href="(/notes\?q=[^"]+)"', page)
    assert search
    assert unquote_plus(search[1]) == '/notes?q=deck:"say \\"hi\\""'


def test_a_collection_without_decks_can_be_given_one(browser: Browser) -> None:
    assert 'name="name"' in browser.client.get("/decks").text
    make(browser, "AWS")
    assert "There are no cards in this deck." in browser.client.get(f"/decks/{id_of(browser, 'AWS')}").text


def test_an_option_says_which_deck_it_follows_and_what_the_default_is(learner: Browser) -> None:
    make(learner, "AWS::S3")
    learner.client.post(f"/decks/{id_of(learner, 'AWS')}/options", data={"new_per_day": "5", "mix": "new first"})
    page = " ".join(learner.client.get(f"/decks/{id_of(learner, 'AWS::S3')}/options").text.split())
    assert 'placeholder="5"' in page
    assert "From AWS; the default is 20." in page
    assert "From AWS; the default is evenly mixed." in page
    assert page.count("From AWS") == 2


def test_saved_options_keep_the_weights_that_were_fitted(learner: Browser) -> None:
    db = learner.db()
    db.execute("UPDATE decks SET options = '{\"parameters_id\": 1}'")
    db.close()
    learner.client.post("/decks/1/options", data={"new_per_day": "5"})
    assert learner.scalar("SELECT options FROM decks") == '{"new_per_day": 5, "parameters_id": 1}'
