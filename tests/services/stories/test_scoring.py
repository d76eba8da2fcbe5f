"""Scores: once, as they were shown, for exactly one pair, and taken back as a whole. No review knows of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.core.errors import BadInput, Stale
from flashcards.core.models import Options, Rating, State
from flashcards.core.moment import Moment
from flashcards.core.scheduling import told_outcomes
from flashcards.core.stories.rubric import rating_of
from flashcards.core.stories.story import draft_of
from flashcards.core.stories.takes import TakeState
from flashcards.services.checking import check
from flashcards.services.configuring import choose_options
from flashcards.services.looking_back import look_back
from flashcards.services.queueing import today
from flashcards.services.reviewing import open_desk
from flashcards.services.stories.authoring import edit_story, story_version
from flashcards.services.stories.drilling import choose_story
from flashcards.services.stories.scoring import score_take
from flashcards.services.stories.telling import advance, stand_of
from flashcards.services.undoing import redo, undo
from flashcards.storage import reviews
from flashcards.storage.cards import card, cards_of_note
from flashcards.storage.database import Connection
from flashcards.storage.histories import cards_in_review, histories, ratings_since
from flashcards.storage.migrations import memory_database
from flashcards.storage.stories import story
from flashcards.storage.takes import take
from tests.build import MOMENT, TODAY, add_cards, add_deck, later, log, one, rate, state
from tests.tellings import (
    DIVE_DEEP,
    OWNERSHIP,
    THINK_BIG,
    add_story,
    all_of,
    begin,
    card_of,
    memories,
    score,
    tell,
    tell_and_score,
    tell_on,
)


@pytest.fixture
def story_id(db: Connection) -> int:
    return add_story(db, "Story", OWNERSHIP, DIVE_DEEP, THINK_BIG)


# One pair


def test_scores_move_the_pair_and_leave_its_siblings_alone(db: Connection, story_id: int) -> None:
    told, other, third = memories(db, story_id)
    scored = tell_and_score(db, story_id, DIVE_DEEP)
    after = memories(db, story_id)
    assert (after[other], after[told], after[third]) == (scored.memory, None, None)
    assert [row["card_id"] for row in db.execute("SELECT card_id FROM review_log")] == [other]


def test_the_log_has_the_rating_its_time_and_no_turn(db: Connection, story_id: int) -> None:
    take_id = tell(db, story_id).take_id
    score(db, take_id, all_of(4))
    row = dict(db.execute("SELECT * FROM review_log").fetchone())
    kept = {name: row[name] for name in ("review_id", "kind", "rating", "took_ms", "turn", "step_seconds", "study_day")}
    assert kept == {
        "review_id": take_id, "kind": "rating", "rating": 3, "took_ms": 137_000, "turn": None, "step_seconds": None,
        "study_day": "2026-11-10",
    }  # fmt: skip
    assert take(db, take_id).log_id == row["id"]


def test_a_telling_counts_ten_minutes_at_most(db: Connection, story_id: int) -> None:
    take_id = tell(db, story_id, ms=(300_000, 300_000, 300_000, 300_000)).take_id
    score(db, take_id, all_of(4))
    assert one(db, "SELECT took_ms FROM review_log") == 600_000


def test_what_the_rubric_shows_is_what_is_stored(db: Connection, story_id: int) -> None:
    at = MOMENT
    for score_given in (1, 3, 5, 4, 2, 5, 3, 4):
        take_id = tell(db, story_id, at=at).take_id
        shown = stand_of(db, take_id, at).outcomes
        scored = score(db, take_id, all_of(score_given), at)
        assert scored.memory == shown[rating_of(all_of(score_given))].memory == card(db, card_of(db, story_id)).memory
        assert scored.memory is not None
        assert scored.memory.state is State.REVIEW
        at = Moment(at.at + timedelta(3), at.zone)


def test_a_story_told_for_a_principle_it_does_not_show_is_scored_but_rates_no_card(db: Connection) -> None:
    other = add_story(db, "Other", DIVE_DEEP)
    begun = begin(db, principle=OWNERSHIP)
    tell_on(db, begun.take_id, other)
    scored = score(db, begun.take_id, all_of(4))
    assert (scored.rating, scored.memory, log(db)) == (Rating.GOOD, None, [])
    assert take(db, begun.take_id).state is TakeState.SCORED


def test_a_pair_that_the_story_lost_meanwhile_is_not_rated(db: Connection, story_id: int) -> None:
    take_id = tell(db, story_id, DIVE_DEEP).take_id
    shown = story(db, story_id)
    edit_story(db, story_id, replace(draft_of(shown), principles=(OWNERSHIP,)), story_version(shown), MOMENT)
    assert stand_of(db, take_id, MOMENT).outcomes == {}
    assert score(db, take_id, all_of(4)).memory is None


# Once, and as shown


def test_the_same_scores_again_add_nothing(db: Connection, story_id: int) -> None:
    take_id = tell(db, story_id).take_id
    version = stand_of(db, take_id, MOMENT).version
    first = score_take(db, take_id, all_of(4), version, MOMENT)
    again = score_take(db, take_id, all_of(4), version, later(1))
    assert (again.is_replay, again.rating, again.memory, again.take) == (True, first.rating, first.memory, first.take)
    assert len(log(db)) == 1


def test_other_scores_for_a_take_that_is_scored_are_refused_with_those_that_stand(db: Connection, story_id: int) -> None:
    take_id = tell(db, story_id).take_id
    version = stand_of(db, take_id, MOMENT).version
    first = score_take(db, take_id, all_of(4), version, MOMENT)
    with pytest.raises(Stale, match="scored already.*Structure 4"):
        score_take(db, take_id, all_of(1), version, later(1))
    assert take(db, take_id) == first.take
    assert len(log(db)) == 1


def test_nothing_is_scored_before_it_is_told(db: Connection, story_id: int) -> None:
    begun = begin(db, story_id=story_id)
    for step in range(5):
        with pytest.raises(BadInput, match="to its end first"):
            score_take(db, begun.take_id, all_of(4), stand_of(db, begun.take_id, MOMENT).version, MOMENT)
        if step == 0:
            choose_story(db, begun.take_id, story_id, MOMENT)
        elif step < 4:
            advance(db, begun.take_id, step - 1, MOMENT, 1000)
    assert log(db) == []


def test_a_missing_score_is_named_and_nothing_is_saved(db: Connection, story_id: int) -> None:
    take_id = tell(db, story_id).take_id
    with pytest.raises(BadInput, match="Within time"):
        score(db, take_id, {key: value for key, value in all_of(4).items() if key != "time"})
    assert (take(db, take_id).scores, log(db)) == (None, [])


def test_scoring_a_sibling_or_changing_the_options_makes_what_was_shown_stale(db: Connection, story_id: int) -> None:
    take_id = tell(db, story_id).take_id
    for change in (
        lambda: tell_and_score(db, story_id, DIVE_DEEP),
        lambda: choose_options(db, card(db, card_of(db, story_id)).deck_id, {"desired_retention": 0.8}, MOMENT),
    ):
        shown = stand_of(db, take_id, MOMENT)
        change()
        with pytest.raises(Stale):
            score_take(db, take_id, all_of(4), shown.version, MOMENT)
    with pytest.raises(Stale):
        score_take(db, take_id, all_of(4), stand_of(db, take_id, MOMENT).version, later(1))


def test_two_pairs_of_a_story_fall_due_on_different_days(db: Connection, story_id: int) -> None:
    for principle in (OWNERSHIP, DIVE_DEEP, THINK_BIG):
        tell_and_score(db, story_id, principle, given=5)
    days = [memory.memory.due_on for memory in cards_of_note(db, story_id) if memory.memory]
    assert len(set(days)) == 3


def test_the_day_a_pair_was_due_on_is_not_taken_for_the_pair_itself(db: Connection) -> None:
    for number in range(12):
        story_id = add_story(db, str(number))
        for scores in (5, 4, 4):
            before = card(db, card_of(db, story_id)).memory
            shown = told_outcomes(card_of(db, story_id), before, Options(), TODAY, ())
            scored = tell_and_score(db, story_id, given=scores)
            assert scored.memory == shown[scored.rating].memory


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from([OWNERSHIP, DIVE_DEEP, THINK_BIG]), st.integers(1, 5), st.integers(0, 9)), max_size=12))
def test_whatever_is_told_the_siblings_days_are_kept_off_and_the_log_tells_it_all(told: list[tuple[str, int, int]]) -> None:
    db = memory_database()
    story_id = add_story(db, "Story", OWNERSHIP, DIVE_DEEP, THINK_BIG)
    days = 0
    for principle, all_scores, passed in told:
        days += passed
        at = later(days)
        mine = card_of(db, story_id, principle)
        before = card(db, mine).memory
        siblings = [found.memory for found in cards_of_note(db, story_id) if found.memory and found.id != mine]
        taken = {memory.due_on for memory in siblings if memory.due_on}
        shown = told_outcomes(mine, before, Options(), at.day, taken)
        scored = tell_and_score(db, story_id, principle, all_scores, at)
        assert scored.memory == shown[scored.rating].memory
    assert check(db).differences == ()
    db.close()


# Taken back


def test_one_undo_takes_the_whole_verdict_back_and_one_redo_brings_it_again(db: Connection, story_id: int) -> None:
    tell_and_score(db, story_id)
    take_id = tell(db, story_id, at=later(3)).take_id
    before, standing = state(db), take(db, take_id)
    score(db, take_id, all_of(2), later(3))
    after, scored = state(db), take(db, take_id)
    undo(db, None, later(3))
    assert (state(db), take(db, take_id)) == (before, standing)
    assert [row["kind"] for row in db.execute("SELECT kind FROM review_log ORDER BY id")] == ["rating", "rating", "undo"]
    assert check(db).differences == ()
    redo(db, None, later(3))
    assert (state(db), take(db, take_id)) == (after, scored)
    assert check(db).differences == ()


def test_scores_that_were_taken_back_can_be_given_anew(db: Connection, story_id: int) -> None:
    take_id = tell(db, story_id).take_id
    score(db, take_id, all_of(2))
    undo(db, None, MOMENT)
    scored = score(db, take_id, all_of(5))
    assert (scored.is_replay, scored.rating) == (False, Rating.EASY)
    undo(db, None, MOMENT)
    score(db, take_id, all_of(1))
    ids = [row["review_id"] for row in db.execute("SELECT review_id FROM review_log WHERE kind = 'rating' ORDER BY id")]
    assert ids == [take_id, f"{take_id}.1", f"{take_id}.2"]
    assert check(db).differences == ()


def test_a_request_that_comes_late_after_an_undo_is_stale(db: Connection, story_id: int) -> None:
    take_id = tell(db, story_id).take_id
    version = stand_of(db, take_id, MOMENT).version
    score_take(db, take_id, all_of(4), version, MOMENT)
    undo(db, None, MOMENT)
    with pytest.raises(Stale):
        score_take(db, take_id, all_of(4), version, MOMENT)


# No review knows of it


def test_a_told_story_stands_in_no_queue_count_limit_or_figure_of_reviews(db: Connection, story_id: int) -> None:
    add_cards(db, add_deck(db, new_per_day=2), 2)
    before = (today(db, MOMENT), open_desk(db, MOMENT).counts, look_back(db, MOMENT, None, None, ""))
    tell_and_score(db, story_id)
    tell_and_score(db, story_id, DIVE_DEEP, given=1)
    day = today(db, MOMENT)
    assert (day.queue, day.rated) == (before[0].queue, frozenset())
    assert open_desk(db, MOMENT).counts == before[1]
    assert look_back(db, MOMENT, None, None, "") == before[2]
    assert reviews.done_on(db, TODAY) == {}
    assert reviews.day_summary(db, TODAY) == (0, 0, 0)
    assert reviews.answer_times(db) == {}
    assert check(db).differences == ()
    undo(db, None, MOMENT)
    assert look_back(db, MOMENT, None, None, "") == before[2]


def test_a_fit_and_a_reschedule_look_at_no_told_story(db: Connection, story_id: int) -> None:
    tell_and_score(db, story_id)
    home = card(db, card_of(db, story_id)).deck_id
    (reviewed,) = add_cards(db, add_deck(db), 1)
    rate(db, reviewed, Rating.EASY)
    decks = [home, card(db, reviewed).deck_id]
    assert [card_id for card_id, _ in histories(db, decks)] == [reviewed]
    assert [found.id for found in cards_in_review(db, decks)] == [reviewed]
    assert ratings_since(db, TODAY, 99) == 1
