"""Custom study: what is chosen, asked until it is passed, and what it does to the schedule."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.errors import BadInput, NotFound, Stale
from flashcards.core.models import Memory, Rating, State
from flashcards.core.moment import Moment
from flashcards.core.practice import Pick, Study, StudyOrder, Wish
from flashcards.services import mending
from flashcards.services.checking import check
from flashcards.services.mending import Chosen
from flashcards.services.practising import begin_study, kept_studies, open_study, study_done
from flashcards.services.queueing import Kept, today
from flashcards.services.reviewing import Rated, open_desk, rate_card
from flashcards.services.undoing import redo, undo
from flashcards.storage.cards import card
from flashcards.storage.database import Connection
from flashcards.storage.migrations import memory_database
from flashcards.storage.studies import study as stored_study
from tests.build import MOMENT, TODAY, add_cards, add_deck, add_note, columns_of, later, log, one, rate, state

AGAIN, HARD, GOOD, EASY = Rating
_review_ids = (f"study-{number}" for number in count(1))


def due_in(days: int) -> dict[str, object]:
    """A card in review that was last asked ten days ago."""
    due_on = TODAY + timedelta(days)
    return columns_of(Memory(State.REVIEW, 20.0, 5.0, TODAY - timedelta(10), 5, 0, interval_days=days + 10, due_on=due_on))


def begin(db: Connection, pick: Pick = Pick.AHEAD, at: Moment = MOMENT, **more: object) -> Study:
    return begin_study(db, Wish(pick, **more), at)  # type: ignore[arg-type]


def asked(db: Connection, study: Study, at: Moment = MOMENT) -> int | None:
    shown = open_study(db, study.id, at).question
    return shown.card.id if shown else None


def answer(db: Connection, study: Study, rating: Rating = GOOD, at: Moment = MOMENT, kept: Kept | None = None) -> Rated:
    """Answer what the study asks."""
    shown = open_study(db, study.id, at).question
    assert shown
    return rate_card(db, shown.card.id, rating, shown.version, next(_review_ids), 4000, at, kept, study)


# What is chosen


def test_cards_due_within_some_days_are_chosen_the_soonest_first(db: Connection) -> None:
    deck_id = add_deck(db)
    ids = {days: add_cards(db, deck_id, 1, **due_in(days))[0] for days in (3, 1, 4, 0)}
    add_cards(db, deck_id, 1)
    assert begin(db, days=3).card_ids == (ids[0], ids[1], ids[3])
    assert begin(db, days=4, limit=2).card_ids == (ids[0], ids[1])


def test_cards_forgotten_today_are_chosen_unless_that_was_taken_back(db: Connection) -> None:
    first, second, third = add_cards(db, add_deck(db), 3)
    rate(db, first, AGAIN)
    rate(db, second, GOOD)
    rate(db, third, AGAIN)
    assert begin(db, Pick.FORGOTTEN).card_ids == (first, third)
    undo(db, None, MOMENT)
    assert begin(db, Pick.FORGOTTEN).card_ids == (first,)
    with pytest.raises(BadInput, match="no such card"):
        begin(db, Pick.FORGOTTEN, later(1))


def test_cards_are_chosen_by_a_tag_and_by_a_search(db: Connection) -> None:
    first, second = add_cards(db, add_deck(db), 2)
    db.execute('UPDATE notes SET tags = \'["aws", "sqs"]\' WHERE id = 1')
    assert begin(db, Pick.TAG, text="sqs").card_ids == (first,)
    assert begin(db, Pick.SEARCH, text="front -tag:sqs").card_ids == (second,)
    with pytest.raises(BadInput, match="tag"):
        begin(db, Pick.TAG, text=" ")
    with pytest.raises(BadInput, match="Column"):
        begin(db, Pick.SEARCH, text='"front')


def test_cards_of_other_decks_are_left_out(db: Connection) -> None:
    top, below, other = (add_deck(db, name) for name in ("A", "A::B", "C"))
    ids = [add_cards(db, deck_id, 1, **due_in(1))[0] for deck_id in (top, below, other)]
    assert begin(db, deck_id=top).card_ids == tuple(ids[:2])
    with pytest.raises(NotFound):
        begin(db, deck_id=99)


def test_cards_that_are_set_aside_are_not_chosen_and_not_asked(db: Connection) -> None:
    deck_id = add_deck(db)
    ids = add_cards(db, deck_id, 4, **due_in(1))
    add_cards(db, deck_id, 1, **due_in(1), is_drilled=1)
    mending.suspend(db, Chosen((ids[0],)), MOMENT)
    study = begin(db)
    assert study.card_ids == tuple(ids[1:])
    mending.suspend(db, Chosen((ids[1],)), MOMENT)
    mending.bury(db, Chosen((ids[2],)), MOMENT)
    assert asked(db, study) == ids[3]
    answer(db, study)
    assert asked(db, study) is None
    assert asked(db, study, later(1)) == ids[2]


@pytest.mark.parametrize("order", StudyOrder)
def test_every_order_asks_every_card(db: Connection, order: StudyOrder) -> None:
    ids = add_cards(db, add_deck(db), 20, **due_in(1))
    chosen = begin(db, order=order).card_ids
    assert sorted(chosen) == ids
    assert (list(chosen) == ids) == (order is not StudyOrder.RANDOM)


# Until each was passed


def test_what_was_not_asked_yet_comes_first_then_what_was_not_passed_until_it_is(db: Connection) -> None:
    first, second, third = add_cards(db, add_deck(db), 3, **due_in(1))
    study, order = begin(db), []
    for rating in (AGAIN, GOOD, AGAIN, AGAIN, HARD, EASY):
        order.append(asked(db, study))
        answer(db, study, rating)
    assert order == [first, second, third, first, third, first]
    desk = open_study(db, study.id, MOMENT)
    assert (desk.question, desk.left, desk.finished) == (None, 0, 3)
    assert (study_done(db, study).ratings, study_done(db, study).again) == (6, 3)


@pytest.mark.parametrize("keeps_schedule", [True, False])
def test_undo_goes_back_card_by_card_and_redo_forward(db: Connection, keeps_schedule: bool) -> None:
    first, second = add_cards(db, add_deck(db), 2, **due_in(1))
    study, before = begin(db, keeps_schedule=keeps_schedule), state(db)
    answer(db, study)
    answer(db, study, AGAIN)
    assert undo(db, None, MOMENT).card_id == second
    assert asked(db, study) == second
    undo(db, None, MOMENT)
    assert (asked(db, study), state(db)) == (first, before)
    redo(db, None, MOMENT)
    assert asked(db, study) == second
    assert study_done(db, study).ratings == 1


def test_an_answer_elsewhere_counts_for_a_study_too(db: Connection) -> None:
    first, second = add_cards(db, add_deck(db), 2, **due_in(0))
    study = begin(db)
    rate(db, first)
    assert asked(db, study) == second


def test_a_study_is_listed_until_it_is_done_and_forgotten_after_seven_days(db: Connection) -> None:
    add_cards(db, add_deck(db), 2, **due_in(1))
    first, second = begin(db, limit=1), begin(db)
    assert [(kept.study, kept.left) for kept in kept_studies(db, MOMENT)] == [(second, 2), (first, 1)]
    answer(db, first)
    assert [(kept.study, kept.left) for kept in kept_studies(db, MOMENT)] == [(second, 1)]
    begin(db, at=later(8), days=9)
    for gone in (first, second):
        with pytest.raises(NotFound):
            stored_study(db, gone.id)
    assert len(log(db)) == 1


# What it does to the schedule


def test_an_early_answer_counts_with_the_days_that_really_passed_and_the_button_says_so(db: Connection) -> None:
    (early,) = add_cards(db, add_deck(db), 1, **due_in(10))
    study = begin(db, days=10)
    shown = open_study(db, study.id, MOMENT).question
    assert shown
    answer(db, study)
    after = card(db, early).memory
    assert after == shown.outcomes[GOOD].memory
    assert after
    assert after.reviewed_on == TODAY
    row = db.execute("SELECT kind, turn, recall, study_day FROM review_log").fetchone()
    assert tuple(row)[:2] == ("rating", "early")
    assert 0.9 < row["recall"] < 1


def test_early_answers_use_up_no_limit(db: Connection) -> None:
    deck_id = add_deck(db, reviews_per_day=2, new_per_day=1)
    add_cards(db, deck_id, 3, **due_in(5))
    add_cards(db, deck_id, 2, **due_in(0))
    study = begin(db, days=5)
    assert open_desk(db, MOMENT).counts.review == 2
    while asked(db, study):
        answer(db, study)
    turns = [row["turn"] for row in db.execute("SELECT turn FROM review_log")]
    assert sorted(turns) == ["early", "early", "early", "review", "review"]
    add_cards(db, deck_id, 1, **due_in(0))
    assert open_desk(db, MOMENT).counts.review == 0


def test_a_new_card_in_a_study_counts_as_new_and_a_step_as_a_step(db: Connection) -> None:
    (card_id,) = add_cards(db, add_deck(db), 1)
    study = begin(db, Pick.SEARCH, text="front")
    answer(db, study, AGAIN)
    answer(db, study, GOOD)
    assert [row["turn"] for row in db.execute("SELECT turn FROM review_log")] == ["new", "learning"]
    assert card(db, card_id).memory == Memory(
        State.LEARNING, *recall_of(db, card_id), TODAY, 2, 0, step=1, due_at=later(minutes=10).at
    )
    assert check(db).differences == ()


def recall_of(db: Connection, card_id: int) -> tuple[float, float]:
    memory = card(db, card_id).memory
    assert memory
    return memory.stability, memory.difficulty


def test_a_step_that_is_due_on_a_later_day_is_early(db: Connection) -> None:
    tomorrow = Memory(State.LEARNING, 2.0, 5.0, TODAY, 1, 0, step=0, due_at=later(1).at)
    add_cards(db, add_deck(db), 1, **columns_of(tomorrow))
    answer(db, begin(db, days=1))
    assert one(db, "SELECT turn FROM review_log") == "early"


def test_an_early_answer_buries_the_other_cards_of_its_note(db: Connection) -> None:
    first, second = add_note(db, add_deck(db), cards=2, **due_in(1))
    study = begin(db)
    answer(db, study)
    assert asked(db, study) is None
    assert asked(db, study, later(1)) == second
    assert card(db, first).buried_on is None


def test_practice_changes_no_memory_and_no_figure(db: Connection) -> None:
    ids = add_cards(db, add_deck(db), 2, **due_in(1))
    add_note(db, 1, cards=2)
    study, before = begin(db, Pick.SEARCH, text="front", keeps_schedule=True), state(db)
    counts = open_desk(db, MOMENT).counts
    while asked(db, study):
        answer(db, study, GOOD if len(log(db)) else AGAIN)
    desk = open_desk(db, MOMENT)
    assert (state(db), desk.counts, desk.finished) == (before, counts, 0)
    assert {row["kind"] for row in db.execute("SELECT kind FROM review_log")} == {"practice"}
    assert study_done(db, study).ratings == 5
    assert [card(db, card_id).changes for card_id in ids] == [2, 1]


# Exactly once


@pytest.mark.parametrize("keeps_schedule", [True, False])
def test_the_same_answer_twice_is_taken_once(db: Connection, keeps_schedule: bool) -> None:
    add_cards(db, add_deck(db), 1, **due_in(1))
    study = begin(db, keeps_schedule=keeps_schedule)
    shown = open_study(db, study.id, MOMENT).question
    assert shown
    taken = [rate_card(db, shown.card.id, AGAIN, shown.version, "once", 1, MOMENT, None, study).is_replay for _ in range(3)]
    assert taken == [False, True, True]
    with pytest.raises(Stale):
        rate_card(db, shown.card.id, AGAIN, shown.version, "twice", 1, MOMENT, None, study)
    assert len(log(db)) == 1


@pytest.mark.parametrize("keeps_schedule", [True, False])
def test_a_card_the_study_does_not_ask_any_more_cannot_be_rated_in_it(db: Connection, keeps_schedule: bool) -> None:
    first, other = add_cards(db, add_deck(db), 2, **due_in(1))
    study = begin(db, limit=1, keeps_schedule=keeps_schedule)
    answer(db, study)
    for card_id in (first, other):
        version = f"{card(db, card_id).changes}.{MOMENT.day}.0"
        with pytest.raises(Stale):
            rate_card(db, card_id, GOOD, version, "late", 1, MOMENT, None, study)
    assert len(log(db)) == 1


@pytest.mark.parametrize("keeps_schedule", [True, False])
def test_a_card_that_changed_since_the_study_showed_it_is_stale(db: Connection, keeps_schedule: bool) -> None:
    (card_id,) = add_cards(db, add_deck(db), 1, **due_in(1))
    study = begin(db, keeps_schedule=keeps_schedule)
    shown = open_study(db, study.id, MOMENT).question
    assert shown
    mending.toggle_flag(db, Chosen((card_id,)), 1, MOMENT)
    with pytest.raises(Stale):
        rate_card(db, card_id, GOOD, shown.version, "stale", 1, MOMENT, None, study)
    assert log(db) == []


def test_without_its_study_an_early_card_cannot_be_rated(db: Connection) -> None:
    (card_id,) = add_cards(db, add_deck(db), 1, **due_in(1))
    begin(db)
    with pytest.raises(Stale):
        rate(db, card_id)


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(Rating), st.booleans()), max_size=12))
def test_kept_queues_are_those_built_anew_whatever_was_studied_between(steps: list[tuple[bool, Rating, bool]]) -> None:
    db, kept = memory_database(), Kept()
    deck_id = add_deck(db)
    add_cards(db, deck_id, 2, **due_in(0))
    add_cards(db, deck_id, 2, **due_in(3))
    add_note(db, deck_id, cards=2)
    studies = [begin(db, Pick.SEARCH, text="front", keeps_schedule=keeps_schedule) for keeps_schedule in (False, True)]
    for is_undo, rating, keeps_schedule in steps:
        study = studies[keeps_schedule]
        if is_undo and log(db):
            try:
                undo(db, None, MOMENT)
            except Stale:
                continue
        elif asked(db, study):
            answer(db, study, rating, kept=kept)
        assert today(db, MOMENT, None, kept) == today(db, MOMENT)
