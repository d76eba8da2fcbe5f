from __future__ import annotations

import pytest

from flashcards.core.errors import BadInput, NotFound, Stale
from flashcards.core.stories.retrieval import Promptness, Retrieval
from flashcards.services.stories.retrieving import open_run, past_runs, questions_to_put, retrieve
from flashcards.storage.database import Connection
from flashcards.storage.retrievals import stuck_cards
from tests.build import MOMENT, TODAY, add_deck, later, log, one
from tests.tellings import DIVE_DEEP, FRUGALITY, OWNERSHIP, add_question, add_story, card_of, tell_and_score

TOMORROW = later(1).day


@pytest.fixture
def question_id(db: Connection) -> int:
    return add_question(db, add_deck(db), "Tell me", OWNERSHIP)


def choose(
    db: Connection, question_id: int, story_id: int | None, ms: int | None = 1000, place: int = 0, run_id: str = "run"
) -> Retrieval:
    made = retrieve(db, run_id, place, question_id, OWNERSHIP, story_id, ms, 10, MOMENT)
    assert made
    return made


def test_a_right_choice_keeps_its_story_its_pair_and_its_latency(db: Connection, question_id: int) -> None:
    story_id = add_story(db)
    found = choose(db, question_id, story_id, 2400)
    assert (found.promptness, found.latency_ms, found.seconds) == (Promptness.STRONG, 2400, 10)
    assert (found.story_id, found.card_id) == (story_id, card_of(db, story_id))
    assert log(db) == []


def test_a_story_that_does_not_show_the_principle_is_wrong_and_about_the_first_one_that_does(
    db: Connection, question_id: int
) -> None:
    other = add_story(db, "other", DIVE_DEEP)
    weak, first = add_story(db, "weak"), add_story(db, "first", FRUGALITY, OWNERSHIP, strength=5)
    found = choose(db, question_id, other)
    assert (found.promptness, found.story_id, found.card_id) == (Promptness.WRONG, other, card_of(db, first))
    assert weak


def test_no_choice_is_wrong_and_where_no_story_shows_the_principle_about_no_pair(db: Connection, question_id: int) -> None:
    found = choose(db, question_id, None, None)
    assert (found.promptness, found.story_id, found.card_id) == (Promptness.WRONG, None, None)
    assert stuck_cards(db, TOMORROW) == set()


@pytest.mark.parametrize(("ms", "is_stuck"), [(2999, False), (7000, False), (7001, True)])
def test_a_stuck_pair_is_told_from_the_next_study_day_on(db: Connection, question_id: int, ms: int, is_stuck: bool) -> None:
    story_id = add_story(db)
    choose(db, question_id, story_id, ms)
    assert stuck_cards(db, TODAY) == set()
    assert stuck_cards(db, TOMORROW) == ({card_of(db, story_id)} if is_stuck else set())


def test_telling_the_pair_clears_it_and_telling_another_does_not(db: Connection, question_id: int) -> None:
    story_id = add_story(db, "Story", OWNERSHIP, DIVE_DEEP)
    choose(db, question_id, story_id, 9000)
    tell_and_score(db, story_id, DIVE_DEEP, at=later(1))
    assert stuck_cards(db, TOMORROW) == {card_of(db, story_id)}
    tell_and_score(db, story_id, OWNERSHIP, at=later(1))
    assert stuck_cards(db, TOMORROW) == set()


def test_a_place_of_a_run_is_taken_once(db: Connection, question_id: int) -> None:
    story_id = add_story(db)
    first = choose(db, question_id, story_id, 1000)
    assert choose(db, question_id, None, 9000) == first
    assert one(db, "SELECT COUNT(*) FROM retrievals") == 1


def test_no_place_of_a_run_is_passed_over(db: Connection, question_id: int) -> None:
    with pytest.raises(Stale):
        choose(db, question_id, None, place=9)
    assert open_run(db, "run").place == 0


def test_a_run_puts_ten_questions_one_after_another_and_ends(db: Connection) -> None:
    deck_id = add_deck(db)
    for number in range(12):
        add_question(db, deck_id, f"question {number}", OWNERSHIP if number % 2 else DIVE_DEEP)
    add_story(db, "other", DIVE_DEEP)
    story_id, asked = add_story(db), []
    while (found := open_run(db, "run")).question_id is not None:
        assert found == open_run(db, "run")
        assert found.principle
        asked.append(found.question_id)
        retrieve(db, "run", found.place, found.question_id, found.principle, story_id, 1000, 5, MOMENT)
    assert len(set(asked)) == len(asked) == 10
    (past,) = past_runs(db)
    assert (past.counts[Promptness.STRONG], past.counts[Promptness.WRONG], past.median_ms) == (5, 5, 1000)
    assert {open_run(db, "next").question_id}.isdisjoint(asked)


def test_a_run_of_a_small_bank_ends_with_its_questions(db: Connection, question_id: int) -> None:
    add_story(db)
    choose(db, question_id, None)
    assert open_run(db, "run").is_over


def test_a_question_is_put_only_for_a_principle_that_a_story_shows(db: Connection, question_id: int) -> None:
    add_story(db, "other", DIVE_DEEP)
    assert (open_run(db, "run").is_over, questions_to_put(db)) == (True, 0)
    both = add_question(db, add_deck(db), "Tell me more", FRUGALITY, DIVE_DEEP)
    found = open_run(db, "run")
    assert (found.question_id, found.principle, questions_to_put(db)) == (both, DIVE_DEEP, 1)


def test_a_clock_that_ran_out_is_told_apart_and_counts_in_no_median(db: Connection, question_id: int) -> None:
    add_story(db)
    late = choose(db, question_id, None, 10_000)
    assert (late.is_late, late.promptness, past_runs(db)[0].median_ms) == (True, Promptness.WRONG, None)
    assert not choose(db, question_id, None, None, run_id="none").is_late


def test_a_press_that_came_before_the_question_can_have_been_read_is_no_choice(db: Connection, question_id: int) -> None:
    assert retrieve(db, "run", 0, question_id, OWNERSHIP, add_story(db), 299, 10, MOMENT) is None
    assert open_run(db, "run").place == 0


def test_a_story_that_came_after_the_clock_ran_out_is_none(db: Connection, question_id: int) -> None:
    late = choose(db, question_id, add_story(db), 10_001)
    assert (late.story_id, late.is_late, late.promptness) == (None, True, Promptness.WRONG)


@pytest.mark.parametrize(
    ("run_id", "place", "seconds"), [("", 0, 10), ("a\0b", 0, 10), ("x" * 61, 0, 10), ("run", 10, 10), ("run", 0, 7)]
)
def test_nonsense_is_refused(db: Connection, question_id: int, run_id: str, place: int, seconds: int) -> None:
    with pytest.raises(BadInput):
        retrieve(db, run_id, place, question_id, OWNERSHIP, None, None, seconds, MOMENT)


def test_what_is_not_there_is_refused(db: Connection, question_id: int) -> None:
    for args in ((99, OWNERSHIP, None), (question_id, "Luck", None), (question_id, OWNERSHIP, 99)):
        with pytest.raises(NotFound):
            retrieve(db, "run", 0, *args, 1000, 10, MOMENT)
