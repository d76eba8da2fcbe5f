"""What is to be told today, and a take until its story is chosen."""

from __future__ import annotations

import pytest

from flashcards.core.errors import BadInput, NotFound, Stale
from flashcards.core.models import Rating
from flashcards.core.stories.drill import Why
from flashcards.core.stories.presets import PRESETS
from flashcards.core.stories.takes import TakeState
from flashcards.services import mending
from flashcards.services.mending import Chosen
from flashcards.services.stories.authoring import delete_story
from flashcards.services.stories.drilling import ToTell, ask_another, begin_take, choose_story, open_drill, wanted_today
from flashcards.services.stories.retrieving import retrieve
from flashcards.services.stories.telling import leave
from flashcards.storage.database import Connection
from flashcards.storage.takes import take
from tests.build import MOMENT, NOW, add_deck, later, one
from tests.tellings import (
    DIVE_DEEP,
    OWNERSHIP,
    THINK_BIG,
    add_question,
    add_story,
    all_of,
    begin,
    card_of,
    new_take_id,
    score,
    tell,
    tell_and_score,
    tell_on,
)


def titles(db: Connection, at: object = MOMENT) -> list[str]:
    return [found.pair.title for found in wanted_today(db, at)]  # type: ignore[arg-type]


# What is wanted today


def test_two_new_stories_are_wanted_on_the_first_day(db: Connection) -> None:
    for title, strength in (("weak", 1), ("strong", 5), ("middling", 3)):
        add_story(db, title, strength=strength)
    assert titles(db) == ["strong", "middling"]


def test_what_was_told_for_the_first_time_today_uses_up_the_limit(db: Connection) -> None:
    for title in "abc":
        add_story(db, title)
    tell_and_score(db, 1)
    assert titles(db) == ["b"]
    tell_and_score(db, 2)
    assert titles(db) == []
    assert titles(db, later(1)) == ["c"]


def test_a_story_is_wanted_again_when_it_is_due(db: Connection) -> None:
    story_id = add_story(db)
    due_on = tell_and_score(db, story_id).memory.due_on  # type: ignore[union-attr]
    assert due_on is not None
    days = (due_on - MOMENT.day).days
    assert titles(db, later(days - 1)) == []
    (found,) = wanted_today(db, later(days))
    assert (found.why, found.pair.card_id) == (Why.DUE, card_of(db, story_id))


def test_a_suspended_or_buried_pair_is_not_wanted(db: Connection) -> None:
    cards = [card_of(db, add_story(db, title)) for title in "ab"]
    mending.suspend(db, Chosen((cards[0],)), MOMENT)
    mending.bury(db, Chosen((cards[1],)), MOMENT)
    assert titles(db) == []
    assert titles(db, later(1)) == ["b"]


def test_what_was_stuck_is_wanted_from_the_next_day_on_until_it_is_told(db: Connection) -> None:
    story_id = add_story(db)
    tell_and_score(db, story_id, given=5)
    question_id = add_question(db, add_deck(db), "Tell me", OWNERSHIP)
    retrieve(db, "run", 0, question_id, OWNERSHIP, story_id, 7001, 10, MOMENT)
    assert titles(db) == []
    assert [found.why for found in wanted_today(db, later(1))] == [Why.STUCK]
    tell_and_score(db, story_id, at=later(1))
    assert titles(db, later(1)) == []


def test_examples_of_guides_and_questions_are_not_told(db: Connection) -> None:
    add_question(db, add_deck(db), "Tell me", OWNERSHIP)
    assert titles(db) == []


# A question is put


def test_a_drill_by_principle_puts_a_question_and_leaves_the_story_open(db: Connection) -> None:
    add_question(db, add_deck(db), "Tell me of your ownership (3 minutes)", OWNERSHIP)
    begun = begin(db, principle="ownership")
    assert (begun.state, begun.question, begun.principle, begun.story_id) == (
        TakeState.CHOOSING, "Tell me of your ownership", OWNERSHIP, None,
    )  # fmt: skip


def test_a_drill_by_story_asks_for_its_primary_principle_or_the_one_that_is_named(db: Connection) -> None:
    story_id = add_story(db, "Story", OWNERSHIP, DIVE_DEEP)
    assert (begin(db, story_id=story_id).principle, begin(db, story_id=story_id, principle=DIVE_DEEP).principle) == (
        OWNERSHIP, DIVE_DEEP,
    )  # fmt: skip


def test_a_drill_by_card_asks_for_that_pair(db: Connection) -> None:
    story_id = add_story(db, "Story", OWNERSHIP, DIVE_DEEP)
    begun = begin(db, card_id=card_of(db, story_id, DIVE_DEEP))
    assert (begun.story_id, begun.principle) == (story_id, DIVE_DEEP)


def test_a_drill_without_a_wish_takes_what_comes_next_today(db: Connection) -> None:
    with pytest.raises(BadInput, match="Nothing is to be told"):
        begin(db)
    add_story(db, "first", DIVE_DEEP, strength=5)
    assert begin(db).principle == DIVE_DEEP


def test_without_a_question_in_the_bank_the_principle_itself_is_asked_for(db: Connection) -> None:
    begun = begin(db, principle=THINK_BIG)
    assert (begun.question, begun.question_id) == ("Tell me about a time when you showed Think Big.", None)


def test_no_question_comes_again_while_another_one_for_the_principle_was_not_asked(db: Connection) -> None:
    deck_id = add_deck(db)
    ids = {add_question(db, deck_id, f"question {number}", OWNERSHIP) for number in range(5)}
    asked = [begin(db, principle=OWNERSHIP).question_id for _ in range(10)]
    assert set(asked[:5]) == set(asked[5:]) == ids


def test_a_question_that_was_put_counts_as_asked_though_it_was_given_up(db: Connection) -> None:
    deck_id = add_deck(db)
    ids = {add_question(db, deck_id, f"question {number}", OWNERSHIP) for number in range(2)}
    first = begin(db, principle=OWNERSHIP)
    leave(db, first.take_id, MOMENT)
    assert {first.question_id, begin(db, principle=OWNERSHIP).question_id} == ids


def test_the_same_take_id_puts_one_question(db: Connection) -> None:
    add_question(db, add_deck(db), "Tell me", OWNERSHIP)
    take_id = new_take_id()
    assert begin_take(db, take_id, ToTell(principle=OWNERSHIP), MOMENT) == begin_take(
        db, take_id, ToTell(principle=THINK_BIG), later(1)
    )
    assert (one(db, "SELECT COUNT(*) FROM takes"), one(db, "SELECT COUNT(*) FROM askings")) == (1, 1)


def test_another_question_can_be_asked_for_until_a_story_is_chosen(db: Connection) -> None:
    deck_id = add_deck(db)
    ids = {add_question(db, deck_id, f"Question {number} (3 minutes)", OWNERSHIP) for number in range(2)}
    first = begin(db, principle=OWNERSHIP)
    other = ask_another(db, first.take_id, first.question_id, MOMENT)
    assert {first.question_id, other.question_id} == ids
    assert other.question in ("Question 0", "Question 1")
    assert ask_another(db, first.take_id, first.question_id, MOMENT) == other
    choose_story(db, first.take_id, add_story(db), MOMENT)
    with pytest.raises(Stale):
        ask_another(db, first.take_id, other.question_id, MOMENT)


def test_a_bank_of_one_question_has_no_other(db: Connection) -> None:
    add_question(db, add_deck(db), "Tell me", OWNERSHIP)
    begun = begin(db, principle=OWNERSHIP)
    with pytest.raises(BadInput, match="no other question for Ownership"):
        ask_another(db, begun.take_id, begun.question_id, MOMENT)


@pytest.mark.parametrize("take_id", ["", "../x", "a b", "x" * 61, "ä"])
def test_a_take_id_that_could_be_no_file_name_is_refused(db: Connection, take_id: str) -> None:
    with pytest.raises(BadInput, match="take_id"):
        begin_take(db, take_id, ToTell(principle=OWNERSHIP), MOMENT)


@pytest.mark.parametrize(
    "wish",
    [{"principle": "Luck"}, {"story_id": 99}, {"card_id": 99}, {"question_id": 99}, {"principle": OWNERSHIP, "preset": "L9"}],
)
def test_what_is_not_there_is_named_and_nothing_is_begun(db: Connection, wish: dict[str, object]) -> None:
    with pytest.raises(NotFound):
        begin(db, **wish)
    assert one(db, "SELECT COUNT(*) FROM takes") == 0


def test_a_take_keeps_the_preset_it_was_begun_with(db: Connection) -> None:
    assert begin(db, principle=OWNERSHIP).preset == PRESETS[0]
    assert begin(db, principle=OWNERSHIP, preset="l7").preset == PRESETS[2]


# The story is chosen


def test_choosing_a_story_starts_the_clock_and_names_the_pair(db: Connection) -> None:
    story_id = add_story(db)
    begun = begin(db, principle=OWNERSHIP)
    chosen = choose_story(db, begun.take_id, story_id, MOMENT)
    assert (chosen.state, chosen.section, chosen.clock_at) == (TakeState.TELLING, 0, NOW)
    assert chosen.card_id == card_of(db, story_id)
    assert take(db, begun.take_id) == chosen


def test_a_story_that_does_not_show_the_principle_can_be_told_for_no_card(db: Connection) -> None:
    story_id = add_story(db, "Other", DIVE_DEEP)
    begun = begin(db, principle=OWNERSHIP)
    assert choose_story(db, begun.take_id, story_id, MOMENT).card_id is None


def test_a_question_without_a_principle_is_told_for_the_primary_one_of_the_story(db: Connection) -> None:
    story_id = add_story(db, "Story", DIVE_DEEP, OWNERSHIP)
    begun = begin(db, question_id=add_question(db, add_deck(db), "Tell me of a conflict"))
    chosen = choose_story(db, begun.take_id, story_id, MOMENT)
    assert (begun.principle, chosen.principle, chosen.card_id) == (None, DIVE_DEEP, card_of(db, story_id, DIVE_DEEP))


def test_a_question_that_names_a_principle_is_told_for_that_one(db: Connection) -> None:
    question_id = add_question(db, add_deck(db), "Tell me", "No principle of ours", "ownership", DIVE_DEEP)
    story_id = add_story(db, "Story", DIVE_DEEP, OWNERSHIP)
    begun = begin(db, question_id=question_id)
    assert choose_story(db, begun.take_id, story_id, MOMENT).card_id == card_of(db, story_id, OWNERSHIP)


def test_a_telling_for_a_pair_that_is_no_more_is_not_the_first_of_any(db: Connection) -> None:
    for title in "abc":
        add_story(db, title)
    told = tell(db, 1)
    delete_story(db, 1, MOMENT)
    score(db, told.take_id, all_of(4))
    assert titles(db) == ["b", "c"]


def test_choosing_the_same_story_twice_is_once_and_another_one_is_refused(db: Connection) -> None:
    first, second = add_story(db, "first"), add_story(db, "second")
    begun = begin(db, principle=OWNERSHIP)
    chosen = choose_story(db, begun.take_id, first, MOMENT)
    assert choose_story(db, begun.take_id, first, later(minutes=1)) == chosen
    with pytest.raises(Stale):
        choose_story(db, begun.take_id, second, MOMENT)


def test_a_deleted_story_cannot_be_chosen(db: Connection) -> None:
    story_id = add_story(db)
    begun = begin(db, principle=OWNERSHIP)
    delete_story(db, story_id, MOMENT)
    with pytest.raises(NotFound):
        choose_story(db, begun.take_id, story_id, MOMENT)


def test_takes_that_were_begun_wait_until_they_are_scored_or_given_up(db: Connection) -> None:
    story_id = add_story(db)
    told, choosing = tell(db, story_id), begin(db, principle=OWNERSHIP)
    assert [found.take_id for found in open_drill(db, MOMENT).unfinished] == [choosing.take_id, told.take_id]
    leave(db, choosing.take_id, MOMENT)
    assert tell_on(db, begin(db, principle=OWNERSHIP).take_id, story_id).is_told
    assert len(open_drill(db, MOMENT).unfinished) == 2


def test_ratings_map_to_the_table(db: Connection) -> None:
    ratings = [tell_and_score(db, add_story(db, str(given)), given=given).rating for given in (1, 2, 3, 4, 5)]
    assert ratings == [Rating.AGAIN, Rating.AGAIN, Rating.HARD, Rating.GOOD, Rating.EASY]
