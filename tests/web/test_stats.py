"""The page Stats: what it shows with much, little and nothing to tell, and that every picture has its figures."""

from __future__ import annotations

import re

import pytest

from flashcards.core.models import Rating
from flashcards.core.moment import Moment
from flashcards.storage.database import close, write
from tests.build import add_cards, add_deck, rate
from tests.services.histories import START, live
from tests.web.conftest import Browser


@pytest.fixture
def seasoned(browser: Browser) -> Browser:
    """A learner of some weeks."""
    db = browser.db()
    browser.clock.now = live(db, seed=1, days=45).at
    close(db)
    return browser


def test_an_empty_collection_offers_the_first_step(browser: Browser) -> None:
    page = browser.client.get("/stats")
    assert page.status_code == 200
    assert "Import a guide" in page.text
    assert "<svg" not in page.text


def test_cards_without_answers_offer_the_review(learner: Browser) -> None:
    page = learner.client.get("/stats").text
    assert "Nothing was answered yet" in page
    assert 'href="/review"' in page
    assert "<svg" not in page


def test_after_a_first_day_no_share_is_told_but_how_many_answers_are_missing(learner: Browser) -> None:
    for _ in range(5):
        learner.rate()
    page = learner.client.get("/stats").text
    assert "5 ratings on 1 of 30 days." in page
    assert "20 reviews more, a day or later after learning" in page
    assert "100 reviews more, and this says whether what is predicted comes true." in page
    assert "Retention by deck" not in page


def test_every_picture_has_a_name_and_its_figures_as_a_table(seasoned: Browser) -> None:
    page = seasoned.client.get("/stats?period=all").text
    figures = re.findall(r"<figure.*?</figure>", page, re.DOTALL)
    drawn = [figure for figure in figures if "<svg" in figure]
    assert len(drawn) >= 12
    for figure in drawn:
        assert re.search(r'role="img" aria-labelledby="([\w-]+)">\s*<title id="\1">\S', figure)
        assert "<summary>As table</summary>" in figure
        assert figure.count("<tr>") > 1
    assert "style=" not in page
    assert "<script>" not in page


def test_a_deck_a_period_and_a_search_narrow_it_and_stay_chosen(seasoned: Browser) -> None:
    whole = seasoned.client.get("/stats?period=30").text
    page = seasoned.client.get("/stats?period=30&deck=2&q=kind:fact").text
    assert answers(page) < answers(whole)
    assert '<option value="30" selected>' in page
    assert '<option value="2" selected>' in page
    assert 'value="kind:fact"' in page


def answers(page: str) -> int:
    found = re.search(r"([\d,]+) ratings? on", page.split('id="answers"')[1])
    assert found
    return int(found[1].replace(",", ""))


def test_a_search_with_a_mistake_is_shown_where_it_was_typed(learner: Browser) -> None:
    page = learner.client.get("/stats?q=prop:zzz>1")
    assert page.status_code == 422
    assert 'value="prop:zzz&gt;1"' in page.text
    assert re.search(r'id="mistake" role="alert">Column \d+', page.text)


@pytest.mark.parametrize(
    ("asked", "status"), [("period=7", 422), ("period=", 422), ("deck=x", 422), ("deck=99", 404), ("deck=", 200)]
)
def test_what_cannot_be_meant_is_refused(learner: Browser, asked: str, status: int) -> None:
    assert learner.client.get(f"/stats?{asked}").status_code == status


def test_a_search_that_finds_nothing_says_so(learner: Browser) -> None:
    assert "There are no such cards" in learner.client.get("/stats?q=nothinglikeit").text


def test_looking_back_writes_nothing(seasoned: Browser) -> None:
    before = seasoned.scalar("SELECT changes FROM collection"), seasoned.database.read_bytes()
    seasoned.client.get("/stats")
    assert (seasoned.scalar("SELECT changes FROM collection"), seasoned.database.read_bytes()) == before


def test_all_time_has_a_map_for_each_year(browser: Browser) -> None:
    db = browser.db()
    (card_id,) = add_cards(db, add_deck(db), 1)
    rate(db, card_id, Rating.EASY, Moment(START.replace(year=2024), START.tzinfo))  # type: ignore[arg-type]
    with write(db):
        pass
    close(db)
    page = browser.client.get("/stats?period=all").text
    assert re.findall(r"Ratings of (\d{4})</figcaption>", page) == ["2026", "2025", "2024"]


# the curve of a card


def test_a_card_shows_its_curve_and_its_history_in_words(learner: Browser) -> None:
    learner.rate(4)
    learner.undo()
    learner.rate(3)
    page = learner.client.get("/cards/1").text
    assert "Forgetting curve" in page
    assert "<s>Easy</s>" in page
    assert "Undone" in page
    assert 'class="jump"' in page
    assert 'href="/notes/1/edit?back=/cards/1' in page


def test_a_new_card_has_no_curve(learner: Browser) -> None:
    page = learner.client.get("/cards/1").text
    assert "Forgetting curve" not in page
    assert "Never answered yet" in page
