"""Another retention, other weights: every card in review as if it had always been so, shown first, and taken back as one step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from flashcards.core.errors import Stale
from flashcards.core.history import recalled
from flashcards.core.models import DEFAULT_PARAMETERS, Card, Memory, Rating, State, Suspension
from flashcards.core.moment import Moment
from flashcards.services import mending
from flashcards.services.checking import check
from flashcards.services.configuring import choose_options
from flashcards.services.mending import Chosen
from flashcards.services.rescheduling import Plan, concerned, plan, reschedule
from flashcards.services.undoing import redo, undo
from flashcards.storage.cards import card, save_memory
from flashcards.storage.database import Connection, connect, write
from flashcards.storage.histories import histories
from flashcards.storage.parameters import add_parameters
from flashcards.storage.reviews import log_memory
from flashcards.storage.settings import collection
from tests.build import MOMENT, add_cards, add_deck, later, log, rate, state

LATER = later(40)
FORGETFUL = (0.1, 0.6, 1.1, 4.0, *DEFAULT_PARAMETERS[4:])


def learnt(db: Connection, deck_id: int, number: int) -> list[int]:
    """Cards in review, each with a history of its own."""
    ids = add_cards(db, deck_id, number)
    for place, card_id in enumerate(ids):
        rate(db, card_id, Rating.EASY, later(0))
        rate(db, card_id, (Rating.GOOD, Rating.HARD, Rating.EASY)[place % 3], later(20 + place))
    return ids


@pytest.fixture
def ids(db: Connection) -> list[int]:
    """Six cards of one deck."""
    return learnt(db, add_deck(db), 6)


def want(db: Connection, deck_id: int = 1, **options: object) -> None:
    choose_options(db, deck_id, options, LATER)


def planned(db: Connection, deck_id: int | None = None, at: Moment = LATER) -> Plan:
    return plan(db, concerned(db, deck_id), at)


def apply(db: Connection, deck_id: int | None = None, at: Moment = LATER) -> int:
    return reschedule(db, deck_id, collection(db).options_revision, at)


def memories(db: Connection, ids: Sequence[int]) -> list[Memory]:
    return [memory for one in ids if (memory := card(db, one).memory)]


def test_wanting_to_recall_more_brings_cards_back_sooner(db: Connection, ids: list[int]) -> None:
    before = memories(db, ids)
    want(db, desired_retention=0.97)
    assert apply(db) == len(ids)
    for old, new in zip(before, memories(db, ids), strict=True):
        assert (new.interval_days or 0) < (old.interval_days or 0)
        assert new.due_on == new.reviewed_on + timedelta(days=new.interval_days or 0)
        assert (new.stability, new.reps, new.lapses, new.reviewed_on) == (old.stability, old.reps, old.lapses, old.reviewed_on)


def test_other_weights_make_another_memory_of_the_same_ratings(db: Connection, ids: list[int]) -> None:
    with write(db):
        set_id = add_parameters(db, FORGETFUL, 1000, 0.4, 0.3, MOMENT.stamp)
    want(db, parameters_id=set_id)
    apply(db)
    known = dict(histories(db, [1]))
    for one, memory in zip(ids, memories(db, ids), strict=True):
        assert (memory.stability, memory.difficulty) == recalled(known[one], FORGETFUL)


def test_the_effect_is_what_then_comes_true(db: Connection, ids: list[int]) -> None:
    want(db, desired_retention=0.8)
    shown = planned(db)
    apply(db)
    assert [card(db, move.card.id).memory for move in shown.moves] == [move.after for move in shown.moves]
    assert planned(db).before == shown.after


def test_looking_at_the_effect_writes_nothing(db: Connection, ids: list[int]) -> None:
    want(db, desired_retention=0.8)
    before = state(db), log(db), collection(db)
    planned(db)
    assert (state(db), log(db), collection(db)) == before


def test_doing_it_again_changes_nothing(db: Connection, ids: list[int]) -> None:
    want(db, desired_retention=0.8)
    apply(db)
    rows = len(log(db))
    assert apply(db) == 0
    assert len(log(db)) == rows


def test_one_undo_takes_all_of_it_back_and_one_redo_does_it_again(db: Connection, ids: list[int]) -> None:
    want(db, desired_retention=0.8)
    before = state(db)
    apply(db)
    after = state(db)
    assert check(db).differences == ()
    assert undo(db, None, LATER).label == "Rescheduled 6 cards"
    assert state(db) == before
    assert check(db).differences == ()
    redo(db, None, LATER)
    assert state(db) == after
    assert check(db).differences == ()


def test_the_log_says_by_what_each_card_was_rescheduled(db: Connection, ids: list[int]) -> None:
    want(db, desired_retention=0.8)
    apply(db)
    rows = db.execute("SELECT card_id, desired_retention, parameters_id, interval_days FROM review_log WHERE kind = 'reschedule'")
    days = [memory.interval_days for memory in memories(db, ids)]
    assert [tuple(row) for row in rows] == [(one, 0.8, 1, due) for one, due in zip(ids, days, strict=True)]


def test_a_rating_goes_on_from_where_it_was_rescheduled_to(db: Connection, ids: list[int]) -> None:
    want(db, desired_retention=0.97)
    apply(db)
    rate(db, ids[0], Rating.GOOD, LATER)
    assert check(db).differences == ()


def test_what_is_on_a_screen_becomes_stale(db: Connection, ids: list[int]) -> None:
    want(db, desired_retention=0.8)
    revision, changes = collection(db).options_revision, card(db, ids[0]).changes
    apply(db)
    assert collection(db).options_revision > revision
    assert card(db, ids[0]).changes > changes


def test_learning_and_new_cards_stay_and_suspended_ones_move(db: Connection, ids: list[int]) -> None:
    new, learning = add_cards(db, 1, 2)
    rate(db, learning, Rating.GOOD, LATER)
    mending.suspend(db, Chosen((ids[0],)), LATER)
    want(db, desired_retention=0.97)
    before = card(db, new).memory, card(db, learning).memory
    shown = planned(db)
    assert apply(db) == len(ids)
    assert (card(db, new).memory, card(db, learning).memory) == before
    assert shown.cards == len(ids)
    assert shown.after.month <= len(ids) - 1  # suspended, it asks for nothing
    assert card(db, ids[0]).suspended is Suspension.USER


def test_the_maximum_holds(db: Connection, ids: list[int]) -> None:
    want(db, maximum_interval_days=3)
    apply(db)
    assert {memory.interval_days for memory in memories(db, ids)} <= {2, 3}  # fuzz stays below it


def test_a_card_that_was_overdue_counts_from_its_last_review_too(db: Connection, ids: list[int]) -> None:
    want(db, desired_retention=0.99)
    at = later(4000)
    shown = planned(db, at=at)
    apply(db, at=at)
    assert shown.after.today == len(ids)
    assert all(memory.due_on and memory.due_on < at.day for memory in memories(db, ids))


def test_only_the_deck_and_those_below_it_are_concerned(db: Connection) -> None:
    top, below, other = (add_deck(db, name) for name in ("AWS", "AWS::S3", "Stories"))
    cards = [learnt(db, one, 1)[0] for one in (top, below, other)]
    for one in (top, below, other):
        want(db, one, desired_retention=0.75)
    assert {move.card.id for move in planned(db, top).moves} == set(cards[:2])
    assert {move.card.id for move in planned(db).moves} == set(cards)


def set_by_hand(db: Connection, card_id: int, at: Moment) -> None:
    """A due day for a card that was never rated: its log does not tell what it remembers."""
    with write(db):
        new: Card = card(db, card_id)
        memory = Memory(State.REVIEW, 30.0, 5.0, at.day, 0, 0, interval_days=30, due_on=at.day + timedelta(days=30))
        save_memory(db, new, memory)
        log_memory(db, "due", new, memory, at)


def test_a_card_whose_log_does_not_tell_its_memory_keeps_it_and_gets_another_day(db: Connection) -> None:
    (card_id,) = add_cards(db, add_deck(db), 1)
    set_by_hand(db, card_id, MOMENT)
    want(db, desired_retention=0.97)
    apply(db)
    (memory,) = memories(db, [card_id])
    assert (memory.stability, memory.difficulty) == (30, 5)
    assert (memory.interval_days or 0) < 30
    rate(db, card_id, Rating.GOOD, LATER)
    apply(db, at=LATER)
    assert check(db).differences == ()


def test_options_that_changed_since_refuse_it(db: Connection, ids: list[int]) -> None:
    want(db, desired_retention=0.8)
    shown = collection(db).options_revision
    want(db, desired_retention=0.9)
    want(db, desired_retention=0.99)
    before = state(db), log(db)
    with pytest.raises(Stale):
        reschedule(db, None, shown, LATER)
    assert (state(db), log(db)) == before


def test_a_backup_is_made_first_and_it_has_the_old_days(stored: Connection, path: Path) -> None:
    (card_id,) = learnt(stored, add_deck(stored), 1)
    old = card(stored, card_id).memory
    want(stored, desired_retention=0.8)
    apply(stored)
    (copy,) = (path.parent / "backups").glob("before-reschedule-*.db")
    kept = connect(copy, read_only=True)
    assert card(kept, card_id).memory == old
    kept.close()
    assert card(stored, card_id).memory != old


def test_nothing_to_do_makes_no_backup(stored: Connection, path: Path) -> None:
    add_deck(stored)
    assert apply(stored) == 0
    assert not (path.parent / "backups").exists()


def test_decks_without_cards_have_a_load_of_nothing(db: Connection) -> None:
    add_deck(db)
    found = planned(db)
    assert (found.cards, found.moves, found.before.interval_days) == (0, (), 0)
