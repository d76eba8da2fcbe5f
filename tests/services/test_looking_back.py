"""Statistics say what the log says, for all cards, a deck or a search, over any period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from flashcards.core.errors import BadInput, NotFound
from flashcards.core.models import Rating
from flashcards.core.moment import Moment
from flashcards.core.statistics.figures import Stage
from flashcards.services import mending
from flashcards.services.looking_back import Statistics, look_back
from flashcards.services.mending import Chosen, delete, move, reset
from flashcards.services.searching import find_card_ids
from flashcards.services.undoing import redo, undo
from flashcards.storage.database import Connection
from flashcards.storage.migrations import memory_database
from tests.build import MOMENT, TODAY, add_cards, add_deck, add_note, later, rate
from tests.services import oracle
from tests.services.histories import live

SCOPES = ((None, ""), (1, ""), (2, ""), (None, "tag:queue"), (1, "tag:queue or tag:storage"), (None, "kind:fact -is:new"))
PERIODS = (None, 30, 7)


@pytest.fixture(scope="module", params=range(5), ids="collection {}".format)
def lived(request: pytest.FixtureRequest) -> Iterator[tuple[Connection, Moment]]:
    """One of five random collections, and when it is looked at."""
    db = memory_database()
    yield db, live(db, request.param)
    db.close()


@pytest.mark.parametrize("days", PERIODS)
@pytest.mark.parametrize(("deck_id", "search"), SCOPES)
def test_statistics_equal_what_the_rows_of_the_log_say(
    lived: tuple[Connection, Moment], deck_id: int | None, search: str, days: int | None
) -> None:
    db, now = lived
    stats = look_back(db, now, days, deck_id, search)
    cards = _cards(db, now, deck_id, search)
    always = oracle.answers(db, cards)
    found = [answer for answer in always if answer.day >= stats.first]
    assert days is None or stats.first == now.day - timedelta(days=days - 1)
    assert days or not always or stats.first == min(answer.day for answer in always)
    assert stats.answers == oracle.by_day(always)
    _compare_activity(stats, found)
    _compare_recall(db, stats, found)
    backlog, due = oracle.due(db, cards, now.day)
    ahead = stats.knowledge.forecast
    assert ahead.backlog == backlog
    assert [span.count for span in ahead.spans] == [
        sum(n for day, n in due.items() if span.first <= day <= span.last) for span in ahead.spans
    ]


def _cards(db: Connection, now: Moment, deck_id: int | None, search: str) -> set[int] | None:
    within = (
        "SELECT id FROM cards WHERE deleted_at IS NULL AND deck_id IN (SELECT id FROM decks WHERE id = ? OR (? = 1 AND id = 2))"
    )
    below = {row["id"] for row in db.execute(within, (deck_id, deck_id))}
    searched = set(find_card_ids(db, search, now)) if search else None
    if deck_id is None:
        return searched
    return below if searched is None else below & searched


def _compare_activity(stats: Statistics, found: list[oracle.Answer]) -> None:
    done = stats.activity
    assert (done.answers, done.studied) == (len(found), len({answer.day for answer in found}))
    assert done.minutes == pytest.approx(sum(answer.took_ms for answer in found) / 60_000)
    for span in done.spans:
        within = [answer for answer in found if span.first <= answer.day <= span.last]
        assert span.answers == tuple(sum(answer.stage == stage.name.lower() for answer in within) for stage in Stage)
        assert span.minutes == pytest.approx(sum(answer.took_ms for answer in within) / 60_000)
    pressed = {(stage.name.lower(), rating): n for stage, row in stats.buttons.items() for rating, n in enumerate(row, 1) if n}
    assert pressed == oracle.presses(found)
    hours = {each.hour: (each.answers, each.recalled.passed, each.recalled.asked) for each in stats.hours if each.answers}
    assert hours == oracle.by_hour(found)


def _compare_recall(db: Connection, stats: Statistics, found: list[oracle.Answer]) -> None:
    kept = stats.retention
    assert (kept.young.passed, kept.young.asked) == oracle.recalled(found, "young")
    assert (kept.mature.passed, kept.mature.asked) == oracle.recalled(found, "mature")
    for column in ("decks", "tags", "kinds", "principles"):
        groups = {name: (recalled.passed, recalled.asked) for name, recalled in getattr(kept, column)}
        assert groups == oracle.recalled_by(db, found, column), column
    met = stats.calibration
    assert {each.low: (each.answers, each.passed) for each in met.bins} == oracle.bins(found)
    if met.log_loss is not None:
        assert met.log_loss == pytest.approx(oracle.log_loss(found), abs=1e-6)
        predictions = [answer.recall for answer in found if answer.recall is not None]
        assert met.predicted == pytest.approx(sum(predictions) / len(predictions), abs=1e-6)


def test_the_random_collections_hold_what_matters(lived: tuple[Connection, Moment]) -> None:
    db, _ = lived
    kinds = {row["kind"] for row in db.execute("SELECT kind FROM review_log")}
    assert kinds >= {"rating", "practice", "undo", "redo", "reset", "due"}
    assert len(oracle.answers(db, None)) > 150
    assert oracle.recalled(oracle.answers(db, None), "mature")[1]


def test_an_empty_collection_has_nothing_to_tell(db: Connection) -> None:
    stats = look_back(db, MOMENT, None)
    assert (stats.first, stats.last, stats.answers) == (TODAY, TODAY, {})
    assert (stats.streak.days, stats.activity.answers, stats.knowledge.totals.cards) == (0, 0, 0)
    assert (stats.retention.total.share, stats.calibration.log_loss, stats.knowledge.totals.recall) == (None, None, None)


def test_a_rating_that_was_taken_back_does_not_count_until_it_is_done_again(db: Connection) -> None:
    (card_id,) = add_cards(db, add_deck(db), 1)
    rate(db, card_id, Rating.HARD)
    undo(db, None, MOMENT)
    assert look_back(db, MOMENT, 30).activity.answers == 0
    redo(db, None, MOMENT)
    stats = look_back(db, MOMENT, 30)
    assert stats.activity.answers == 1
    assert stats.buttons[Stage.LEARNING] == (0, 1, 0, 0)


def test_only_the_first_answer_of_a_day_tells_what_was_remembered(db: Connection) -> None:
    (card_id,) = add_cards(db, add_deck(db), 1)
    rate(db, card_id, Rating.EASY)
    rate(db, card_id, Rating.AGAIN, later(30))
    rate(db, card_id, Rating.GOOD, later(30, minutes=11))
    kept = look_back(db, later(30), None).retention
    assert (kept.young.passed, kept.young.asked) == (0, 1)


def test_answers_follow_a_note_into_its_new_deck_and_leave_with_a_deleted_one(db: Connection) -> None:
    old, new = add_deck(db, "Old"), add_deck(db, "New")
    moved, kept = add_cards(db, old, 2)
    rate(db, moved)
    rate(db, kept)
    move(db, Chosen((moved,)), new, MOMENT)
    assert [look_back(db, MOMENT, 30, deck).activity.answers for deck in (old, new)] == [1, 1]
    delete(db, Chosen((moved,)), MOMENT)
    assert look_back(db, MOMENT, 30, new).activity.answers == 0
    assert look_back(db, MOMENT, 30).activity.answers == 2


def test_what_was_done_begins_with_the_first_answer_but_shows_a_month(db: Connection) -> None:
    (card_id,) = add_cards(db, add_deck(db), 1)
    rate(db, card_id)
    assert [look_back(db, later(9), days).activity.days for days in (7, 30, 365, None)] == [7, 30, 30, 10]
    assert look_back(db, later(99), 365).activity.days == 100


def test_a_deck_counts_those_below_it_and_a_search_within_it(db: Connection) -> None:
    top, below = add_deck(db, "Top"), add_deck(db, "Top::Below")
    for deck in (top, below):
        for card_id in add_cards(db, deck, 2):
            rate(db, card_id)
    assert look_back(db, MOMENT, 30, top).activity.answers == 4
    assert look_back(db, MOMENT, 30, below).activity.answers == 2
    assert look_back(db, MOMENT, 30, top, "front").activity.answers == 4
    assert look_back(db, MOMENT, 30, None, "nothing-like-it").knowledge.totals.cards == 0


def test_what_was_reset_stays_in_what_was_done(db: Connection) -> None:
    (card_id,) = add_cards(db, add_deck(db), 1)
    rate(db, card_id, Rating.EASY)
    reset(db, Chosen((card_id,)), MOMENT)
    stats = look_back(db, MOMENT, 30)
    assert stats.activity.answers == 1
    assert (stats.knowledge.totals.new, stats.knowledge.totals.recall) == (1, None)


def test_cards_are_told_by_what_they_are_now(db: Connection) -> None:
    deck = add_deck(db)
    review = {"state": "review", "stability": 10, "difficulty": 5, "reviewed_on": "2026-11-01", "due_on": "2026-11-12"}
    add_cards(db, deck, 2)
    add_cards(db, deck, 3, **review, interval_days=20)
    add_cards(db, deck, 4, **review, interval_days=21)
    (aside,) = add_note(db, deck)
    mending.suspend(db, Chosen((aside,)), MOMENT)
    add_cards(db, deck, 5, is_drilled=1)
    totals = look_back(db, MOMENT, 30).knowledge.totals
    assert (totals.new, totals.learning, totals.young, totals.mature, totals.suspended) == (2, 0, 3, 4, 1)
    assert totals.recall == pytest.approx(0.905, abs=0.01)


def test_what_cannot_be_asked_is_said(db: Connection) -> None:
    with pytest.raises(NotFound):
        look_back(db, MOMENT, 30, 99)
    with pytest.raises(BadInput, match="Column"):
        look_back(db, MOMENT, 30, None, "deck:(")
