"""The kept queue is the queue: whatever was done, it equals one built from the collection."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.core.models import Rating
from flashcards.core.moment import Moment
from flashcards.services import arranging, mending
from flashcards.services.configuring import choose_options
from flashcards.services.mending import Chosen
from flashcards.services.queueing import Kept, Today, today
from flashcards.services.reviewing import open_desk
from flashcards.storage.database import Connection, connect
from flashcards.storage.migrations import memory_database
from tests.build import MOMENT, add_cards, add_deck, add_note, later, rate
from tests.services.actions import ALL, act_all, picked, small_collection


@given(picked(ALL))
@settings(max_examples=40)
def test_the_kept_queue_equals_one_built_anew_after_whatever_was_done(actions: list[tuple[str, int, int]]) -> None:
    db, kept = memory_database(), Kept()
    small_collection(db)

    def compare(at: Moment) -> None:
        for scope in (None, 1):
            assert asked(today(db, at, scope, kept), at) == asked(today(db, at, scope), at)

    act_all(db, actions, kept, compare)
    db.close()


def asked(day: Today, at: Moment) -> object:
    return day.queue.ids(at.at), day.queue.counts(at.at), day.queue, day.rated, day.finished, day.collection, day.decks


def test_a_kept_queue_is_carried_over_a_rating_not_built_again(db: Connection) -> None:
    ids, kept = add_cards(db, add_deck(db), 3), Kept()
    before = today(db, MOMENT, None, kept)
    rate(db, ids[0], kept=kept)
    after = kept.by_scope[None]
    assert after.decks is before.decks
    assert today(db, MOMENT, None, kept) is after
    assert after == today(db, MOMENT)


def test_what_another_connection_wrote_in_between_is_seen(stored: Connection) -> None:
    ids, kept = add_cards(stored, add_deck(stored), 5), Kept()
    assert stored.path
    other = connect(stored.path)
    today(stored, MOMENT, None, kept)
    rate(other, ids[0], Rating.EASY)
    assert ids[0] not in today(stored, MOMENT, None, kept).queue
    rate(stored, ids[1], kept=kept)
    mending.toggle_flag(other, Chosen((ids[2],)), 1, MOMENT)
    rate(stored, ids[2], Rating.EASY, kept=kept)
    assert today(stored, MOMENT, None, kept) == today(other, MOMENT)
    other.close()


def test_a_write_between_the_kept_queue_and_the_rating_makes_it_be_built_again(db: Connection) -> None:
    ids, kept = add_cards(db, add_deck(db), 3), Kept()
    today(db, MOMENT, None, kept)
    mending.toggle_flag(db, Chosen((ids[1],)), 1, MOMENT)
    rate(db, ids[0], kept=kept)
    assert None not in kept.by_scope


def test_what_a_rating_buries_or_suspends_leaves_the_kept_queue(db: Connection) -> None:
    kept, deck_id = Kept(), add_deck(db)
    first, second = add_note(db, deck_id, cards=2)
    db.execute("UPDATE cards SET state = 'review', stability = 9, difficulty = 5, reviewed_on = '2026-11-01', interval_days = 9, "
               "due_on = '2026-11-10' WHERE id = ?", (first,))  # fmt: skip
    choose_options(db, deck_id, {"leech_threshold": 1, "leech_suspends": True, "bury_new_siblings": False}, MOMENT)
    assert [card_id in today(db, MOMENT, None, kept).queue for card_id in (first, second)] == [True, True]
    rate(db, first, Rating.AGAIN, kept=kept)
    assert first not in today(db, MOMENT, None, kept).queue
    choose_options(db, deck_id, {"bury_new_siblings": True}, MOMENT)
    mending.take_back_in(db, Chosen((first,)), MOMENT)
    today(db, MOMENT, None, kept)
    rate(db, first, Rating.GOOD, later(minutes=10), kept=kept)
    assert second not in today(db, MOMENT, None, kept).queue


def test_a_rating_uses_the_options_of_now_not_those_of_a_kept_queue(db: Connection) -> None:
    (card_id,), kept = add_cards(db, add_deck(db), 1), Kept()
    today(db, MOMENT, None, kept)
    choose_options(db, 1, {"learning_steps": [120]}, MOMENT)
    rate(db, card_id, Rating.AGAIN, kept=kept)
    assert next(iter(today(db, MOMENT).queue.steps)).due_at == later(minutes=2).at


def test_a_new_day_makes_a_new_queue(db: Connection) -> None:
    ids, kept = add_cards(db, add_deck(db, new_per_day=1), 3), Kept()
    today(db, MOMENT, None, kept)
    rate(db, ids[0], Rating.EASY, kept=kept)
    assert open_desk(db, MOMENT, kept=kept).left == 0
    assert open_desk(db, later(1), kept=kept).left == 1


@given(st.integers(0, 30), st.integers(0, 30))
@settings(max_examples=10)
def test_limits_hold_across_a_day_however_often_the_queue_is_built(new_per_day: int, reviews_per_day: int) -> None:
    db, kept = memory_database(), Kept()
    add_cards(db, add_deck(db, new_per_day=new_per_day, reviews_per_day=reviews_per_day), 25)
    rated = 0
    while question := open_desk(db, MOMENT, kept=kept if rated % 3 else None).question:
        rate(db, question.card.id, Rating.EASY, kept=kept)
        rated += 1
    assert rated == min(25, 20, new_per_day, reviews_per_day)
    db.close()


def test_what_was_done_in_a_deck_counts_where_its_cards_are_now(db: Connection) -> None:
    first, second = add_deck(db, "First"), add_deck(db, "Second", new_per_day=2)
    for card_id in add_cards(db, first, 4)[:2]:
        rate(db, card_id, Rating.EASY)
    add_cards(db, second, 2)
    assert len(today(db, MOMENT, second).queue.ids(MOMENT.at)) == 2
    arranging.merge(db, first, second, MOMENT)
    merged = today(db, MOMENT, second)
    assert merged.queue.ids(MOMENT.at) == []
    assert len(merged.rated) == 2


def test_190_reviews_and_50_new_cards_give_ten_new_ones(db: Connection) -> None:
    deck_id = add_deck(db)
    review = {"state": "review", "stability": 9, "difficulty": 5, "reviewed_on": "2026-11-01", "interval_days": 9}
    add_cards(db, deck_id, 190, **review, due_on="2026-11-10")
    add_cards(db, deck_id, 50)
    counts = open_desk(db, MOMENT).counts
    assert replace(counts, learning=0) == counts
    assert (counts.new, counts.review) == (10, 190)
