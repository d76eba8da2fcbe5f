"""What the pages Today and Decks say, against the collection counted by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from flashcards.core.errors import NotFound
from flashcards.core.models import Memory, Rating, State, Suspension
from flashcards.core.queue import Counts
from flashcards.core.settings import Settings
from flashcards.services import mending
from flashcards.services.configuring import choose_settings
from flashcards.services.mending import Chosen
from flashcards.services.queueing import Kept, today
from flashcards.services.studying import Coming, coming, deck_overview, deck_rows, overview
from flashcards.services.undoing import undo
from flashcards.storage.database import Connection
from flashcards.storage.migrations import memory_database
from tests.build import MOMENT, TODAY, add_cards, add_deck, columns_of, later, one, rate
from tests.services.actions import ALL, act_all, picked, small_collection

DAY = timedelta(days=1)


def due(in_days: int) -> dict[str, object]:
    due_on = TODAY + in_days * DAY
    return columns_of(Memory(State.REVIEW, 9.0, 5.0, due_on - 9 * DAY, 3, 0, interval_days=9, due_on=due_on))


@given(picked({name: act for name, act in ALL.items() if name != "import"}))
@settings(max_examples=25)
def test_the_tree_counts_what_the_queues_count(actions: list[tuple[str, int, int]]) -> None:
    db, kept = memory_database(), Kept()
    small_collection(db)
    act_all(
        db,
        [(name, 0 if name == "options" and pick % 5 == 3 else pick, minutes) for name, pick, minutes in actions],
        kept,
        lambda at: None,
    )
    at = later(minutes=sum(minutes for _, _, minutes in actions))
    if not any(row.deck.options.bury_new_siblings for row in deck_rows(db, at)):
        for row in deck_rows(db, at):
            assert row.counts == today(db, at, row.deck.id).queue.counts(at.at)
        assert overview(db, at).counts == today(db, at).queue.counts(at.at)
    db.close()


@pytest.mark.parametrize(("seconds", "counted"), [(1200, 1), (1201, 0), (86400, 0)])
def test_a_step_counts_when_it_may_be_asked_ahead_and_not_before(db: Connection, seconds: int, counted: int) -> None:
    (card_id,) = add_cards(db, add_deck(db, learning_steps=[seconds]), 1)
    rate(db, card_id, Rating.AGAIN)
    assert overview(db, MOMENT).counts == today(db, MOMENT).queue.counts(MOMENT.at) == Counts(0, counted, 0)


def test_the_tree_has_decks_with_their_depth_counts_and_cards(db: Connection) -> None:
    add_cards(db, add_deck(db, "A::B"), 2)
    add_cards(db, add_deck(db, "a"), 3)
    add_cards(db, add_deck(db, "C"), 1, suspended="user")
    rows = [(row.leaf, row.depth, row.counts.new, row.cards) for row in deck_rows(db, MOMENT)]
    assert rows == [("A", 0, 5, 5), ("B", 1, 2, 2), ("C", 0, 0, 1)]


def test_the_figures_of_today_are_those_of_the_log(db: Connection) -> None:
    ids = add_cards(db, add_deck(db), 12)
    for place, card_id in enumerate(ids):
        rate(db, card_id, Rating(1 + place % 4), later(-1 - place % 5), took_ms=1000 * place)
    for place, card_id in enumerate(ids[:3]):
        rate(db, card_id, Rating.AGAIN if place else Rating.GOOD, later(0), took_ms=70_000)
    undo(db, None, MOMENT)
    shown = overview(db, MOMENT)
    assert (shown.done.ratings, shown.done.again, shown.done.minutes) == (2, 1, 2.0)
    assert sum(day.count for day in shown.heat) == 14
    assert shown.heat[-1].day == TODAY
    assert shown.heat[-1].count == 2
    for day in shown.heat:
        rated = one(db, "SELECT COUNT(*) FROM review_log WHERE kind = 'rating' AND study_day = ?", day.day.isoformat())
        assert day.count == rated - (day.day == TODAY)
    for day in shown.load[1:]:
        assert day.count == one(db, "SELECT COUNT(*) FROM cards WHERE due_on = ?", day.day.isoformat())
    assert shown.load[0].count == one(db, "SELECT COUNT(*) FROM cards WHERE due_on <= '2026-11-10'")
    assert (len(shown.load), len(shown.heat), shown.cards) == (14, 84, 12)


def test_what_is_suspended_is_neither_counted_nor_coming(db: Connection) -> None:
    (card_id,) = add_cards(db, add_deck(db), 1, **due(3))
    assert overview(db, MOMENT).load[3].count == 1
    mending.suspend(db, Chosen((card_id,)), MOMENT)
    shown = overview(db, MOMENT)
    assert (shown.load[3].count, shown.coming) == (0, Coming(None, None, 0, 0))


def test_the_first_estimate_is_a_guess_and_the_fifty_first_is_not(db: Connection) -> None:
    ids = add_cards(db, add_deck(db), 60)
    for card_id in ids[:49]:
        rate(db, card_id, Rating.EASY, took_ms=6000)
    assert overview(db, later(1)).is_guess
    assert overview(db, later(1)).minutes == pytest.approx((11 * 20) / 60)
    rate(db, ids[49], Rating.EASY, took_ms=6000)
    shown = overview(db, later(1))
    assert not shown.is_guess
    assert shown.minutes == pytest.approx(10 * (6 + 8) / 60)


def test_an_answer_counts_for_a_minute_at_most(db: Connection) -> None:
    rate(db, add_cards(db, add_deck(db), 1)[0], took_ms=3_600_000)
    assert overview(db, MOMENT).done.minutes == 1.0


# What is coming


def test_a_step_later_today_is_coming_first(db: Connection) -> None:
    (card_id,) = add_cards(db, add_deck(db), 1)
    rate(db, card_id, Rating.GOOD)
    assert coming(db, MOMENT).step_at == later(minutes=10).at


def test_a_buried_step_is_not_coming_today(db: Connection) -> None:
    (card_id,) = add_cards(db, add_deck(db), 1)
    rate(db, card_id, Rating.GOOD)
    mending.bury(db, Chosen((card_id,)), MOMENT)
    assert coming(db, MOMENT) == Coming(step_at=None, day=TODAY + DAY, reviews=1, new=0)


def test_new_cards_beyond_today_s_limit_are_coming_tomorrow(db: Connection) -> None:
    ids = add_cards(db, add_deck(db, new_per_day=2), 5)
    for card_id in ids[:2]:
        rate(db, card_id, Rating.EASY)
    assert overview(db, MOMENT).counts == Counts(0, 0, 0)
    assert overview(db, MOMENT).coming == Coming(step_at=None, day=TODAY + DAY, reviews=0, new=2)


def test_reviews_beyond_today_s_limit_are_coming_tomorrow(db: Connection) -> None:
    ids = add_cards(db, add_deck(db, reviews_per_day=2), 5, **due(0))
    for card_id in ids[:2]:
        rate(db, card_id)
    assert coming(db, MOMENT) == Coming(step_at=None, day=TODAY + DAY, reviews=2, new=0)


def test_a_buried_review_is_coming_tomorrow(db: Connection) -> None:
    (card_id,) = add_cards(db, add_deck(db), 1, **due(-2))
    mending.bury(db, Chosen((card_id,)), MOMENT)
    assert coming(db, MOMENT) == Coming(step_at=None, day=TODAY + DAY, reviews=1, new=0)


def test_what_is_coming_to_a_deck_is_its_own_and_that_of_decks_below(db: Connection) -> None:
    top, below, other = (add_deck(db, name) for name in ("A", "A::B", "AB"))
    add_cards(db, top, 1, **due(9))
    add_cards(db, below, 2, **due(5))
    add_cards(db, other, 4, **due(3))
    add_cards(db, other, 8, **due(5))
    assert coming(db, MOMENT, top) == Coming(None, TODAY + 5 * DAY, 2, 0)
    assert deck_overview(db, top, MOMENT).coming == coming(db, MOMENT, top)
    assert coming(db, MOMENT, other) == Coming(None, TODAY + 3 * DAY, 4, 0)
    assert coming(db, MOMENT) == overview(db, MOMENT).coming == Coming(None, TODAY + 3 * DAY, 4, 0)


def test_with_no_new_cards_allowed_none_are_coming(db: Connection) -> None:
    add_cards(db, add_deck(db), 3)
    choose_settings(db, Settings(new_per_day=0))
    assert coming(db, MOMENT) == Coming(None, None, 0, 0)


# One deck


def test_the_page_of_a_deck_has_it_and_the_decks_below(db: Connection) -> None:
    add_cards(db, add_deck(db, "A::B::C"), 2)
    add_cards(db, add_deck(db, "AB"), 1)
    shown = deck_overview(db, 2, MOMENT)
    assert (shown.row.deck.name, shown.row.cards) == ("A::B", 2)
    assert [row.deck.name for row in shown.below] == ["A::B::C"]
    assert shown.minutes == pytest.approx(2 * 20 / 60)


@pytest.mark.parametrize("deck_id", [-1, 0, 9, 10**20])
def test_a_deck_that_is_not_there_is_named(db: Connection, deck_id: int) -> None:
    add_deck(db)
    for show in (lambda: deck_overview(db, deck_id, MOMENT), lambda: coming(db, MOMENT, deck_id)):
        with pytest.raises(NotFound, match="page Decks"):
            show()


def test_an_empty_collection_has_a_calm_page(db: Connection) -> None:
    shown = overview(db, MOMENT)
    assert (shown.counts, shown.minutes, shown.rows, shown.cards) == (Counts(0, 0, 0), 0, (), 0)
    assert shown.load[0].day == date(2026, 11, 10)


def test_what_is_set_aside_is_listed_where_its_deck_is(db: Connection) -> None:
    deck_id = add_deck(db, "A")
    first, second, third = add_cards(db, deck_id, 3)
    mending.suspend(db, Chosen((first,)), MOMENT)
    mending.bury(db, Chosen((second,)), MOMENT)
    aside = deck_overview(db, deck_id, MOMENT).aside
    assert [(one.card_id, one.suspended) for one in aside] == [(first, Suspension.USER), (second, None)]
    assert [one.card_id for one in deck_overview(db, deck_id, later(1)).aside] == [first]
    assert third not in [one.card_id for one in aside]
