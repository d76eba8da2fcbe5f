"""Mock interviews: their questions, which stories may be told, and what the report says."""

from __future__ import annotations

from pathlib import Path

import pytest

from flashcards.core.errors import BadInput, NotFound, Stale
from flashcards.core.takes import Take
from flashcards.services.drilling import choose_story
from flashcards.services.mocking import (
    begin_mock,
    delete_mock,
    finish_mock,
    kinds,
    next_answer,
    open_mock,
    report_of,
    trend,
)
from flashcards.services.offering import offer_for
from flashcards.services.telling import leave
from flashcards.services.undoing import undo
from flashcards.storage.database import Connection
from flashcards.storage.principles import principles
from tests.build import MOMENT, add_deck, import_files, later
from tests.tellings import USUAL_MS, add_question, add_story, all_of, new_take_id, score, tell_on

SEED = next(iter((Path(__file__).parents[3] / "shared" / "seeds").glob("000*.txt")), None)
GUIDE = b"""# Week plan

## Mock interview

**Round 1: Core principles (30 minutes)**

1. "Tell me about a time you decided without all the facts" (3 minutes)
2. "Tell me about a time you changed your mind" (2 minutes)

**Round 2: Your team (20 minutes)**

1. "Tell me about a time you resolved a conflict" (3 minutes)
"""


def names(db: Connection) -> list[str]:
    return [one.name for one in principles(db)]


def put(db: Connection, mock_id: int) -> Take:
    take = next_answer(db, mock_id, new_take_id(), MOMENT)
    assert take is not None
    return take


def answer(db: Connection, mock_id: int, story_id: int, given: int = 4, ms: tuple[int, ...] = USUAL_MS, **scores: int) -> Take:
    take = put(db, mock_id)
    tell_on(db, take.take_id, story_id, ms=ms)
    return score(db, take.take_id, all_of(given, **scores)).take


@pytest.fixture
def loop(db: Connection) -> int:
    """A loop of two questions in a bank of one strong story that shows every principle it may, and others."""
    return begin_mock(db, "loop", MOMENT, rounds=1, questions=2)


def test_the_behavioural_mock_has_two_rounds_of_three_questions_of_three_minutes(db: Connection) -> None:
    (behavioural, loop) = kinds(db)
    assert [(one.minutes, [place.maximum for place in one.places]) for one in behavioural.rounds] == [(30, [180] * 3)] * 2
    assert [len(one.places) for one in loop.rounds] == [2] * 5


def test_a_guide_with_rounds_of_its_own_keeps_its_questions_and_their_minutes(db: Connection) -> None:
    import_files(db, {"week.md": GUIDE})
    kind = kinds(db)[0]
    assert [(one.name, one.minutes) for one in kind.rounds] == [("Round 1: Core principles", 30), ("Round 2: Your team", 20)]
    mock_id = begin_mock(db, kind.key, MOMENT)
    first = put(db, mock_id)
    assert (first.question, first.principle, first.preset.maximum) == (
        "Tell me about a time you decided without all the facts", None, 180,
    )  # fmt: skip
    leave(db, first.take_id, MOMENT)
    assert open_mock(db, mock_id).next_place == 0


@pytest.mark.skipif(SEED is None, reason="the seeds are not here")
def test_the_mock_of_the_seven_day_plan_keeps_its_own_six(db: Connection) -> None:
    assert SEED
    import_files(db, {"plan.md": SEED.read_bytes()})
    kind = kinds(db)[0]
    assert [(one.minutes, [place.maximum for place in one.places]) for one in kind.rounds] == [(30, [180] * 3)] * 2
    mock_id = begin_mock(db, kind.key, MOMENT)
    stories = [add_story(db, f"story {number}") for number in range(6)]
    asked = [answer(db, mock_id, story_id) for story_id in stories]
    assert len({one.question_id for one in asked}) == 6
    assert all("minutes)" not in one.question for one in asked)
    assert next_answer(db, mock_id, new_take_id(), MOMENT) is None


def test_twenty_rounds_of_two_questions_repeat_none(db: Connection) -> None:
    deck_id = add_deck(db)
    for name in names(db):
        for number in range(3):
            add_question(db, deck_id, f"{name} {number}", name)
    mock_id = begin_mock(db, "loop", MOMENT, rounds=20, questions=2)
    story_id = add_story(db)
    asked = [answer(db, mock_id, story_id).question_id for _ in range(40)]
    assert len(set(asked)) == 40
    assert open_mock(db, mock_id).next_place is None


def test_the_question_that_stands_is_put_again_and_a_known_take_id_gives_its_take(db: Connection, loop: int) -> None:
    first = put(db, loop)
    assert put(db, loop) == first
    assert next_answer(db, loop, first.take_id, MOMENT) == first


def test_a_question_given_up_is_put_again_under_another_take(db: Connection, loop: int) -> None:
    first = put(db, loop)
    leave(db, first.take_id, MOMENT)
    again = put(db, loop)
    assert (again.mock_place, again.take_id != first.take_id) == (0, True)


def test_a_story_is_not_told_again_while_a_strong_one_is_left(db: Connection, loop: int) -> None:
    first_principle, second = (place.principle for place in open_mock(db, loop).mock.places)
    assert first_principle
    assert second
    both, other = add_story(db, "both", first_principle, second, strength=5), add_story(db, "other", second, strength=3)
    answer(db, loop, both)
    standing = put(db, loop)
    assert [story.id for story in offer_for(db, standing).fresh] == [other]
    with pytest.raises(BadInput, match="already"):
        choose_story(db, standing.take_id, both, MOMENT)
    assert choose_story(db, standing.take_id, other, MOMENT).story_id == other


def test_a_forced_repeat_is_announced_and_reported(db: Connection, loop: int) -> None:
    first_principle, second = (place.principle for place in open_mock(db, loop).mock.places)
    both = add_story(db, "both", str(first_principle), str(second), strength=5)
    answer(db, loop, both)
    assert offer_for(db, put(db, loop)).is_forced
    answer(db, loop, both)
    found = report_of(db, loop)
    assert [(one.repeat_of, one.was_forced) for one in found.answers] == [(None, False), (0, True)]
    assert "Question 2 repeated the story of question 1: nothing else showed the principle." in found.next_steps


def test_the_score_sheet_counts_from_four_and_takes_the_time_from_the_clock(db: Connection) -> None:
    mock_id = begin_mock(db, "behavioural", MOMENT)
    first = add_story(db, "one")
    answer(db, mock_id, first, given=4, ms=(60_000, 40_000, 60_000, 20_000))
    answer(db, mock_id, add_story(db, "two"), given=5, metrics=3, ms=(60_000, 40_000, 60_000, 20_001))
    answer(db, mock_id, add_story(db, "three"), given=3, structure=4)
    sheet = report_of(db, mock_id).sheet
    assert (sheet.questions, sheet.within_time, sheet.structure, sheet.leadership, sheet.metrics) == (6, 2, 3, 2, 1)


def test_a_report_tells_of_each_question_its_time_its_story_and_its_scores(db: Connection, loop: int) -> None:
    place = open_mock(db, loop).mock.places[0]
    story_id = add_story(db, "Late", str(place.principle))
    answer(db, loop, story_id, given=5, metrics=2)
    first, second = report_of(db, loop).answers
    assert first.delivery
    assert (first.story, first.principle, first.delivery.total_ms, [one.ms for one in first.delivery.sections]) == (
        "Late", place.principle, 137_000, list(USUAL_MS),
    )  # fmt: skip
    assert (first.scores, first.verdict) == (all_of(5, metrics=2), 4.4)
    assert (second.take, second.story, second.scores) == (None, None, None)


def test_what_to_do_next_names_the_weakest_criterion_and_principles_without_a_story(db: Connection, loop: int) -> None:
    answer(db, loop, add_story(db, "Late", str(open_mock(db, loop).mock.places[0].principle)), given=4, metrics=2)
    steps = report_of(db, loop).next_steps
    second = open_mock(db, loop).mock.places[1].principle
    assert steps[0].startswith("Work on specific metrics: 2.0 of 5")
    assert f"Write a story for {second}: none of strength 3 or more shows it." in steps


def test_a_finished_mock_goes_no_further_and_undo_goes_on_with_it(db: Connection, loop: int) -> None:
    finish_mock(db, loop, MOMENT)
    assert open_mock(db, loop).next_place is None
    with pytest.raises(Stale):
        next_answer(db, loop, new_take_id(), MOMENT)
    undo(db, None, MOMENT)
    assert open_mock(db, loop).next_place == 0


def test_the_trend_goes_over_all_mocks_the_oldest_first(db: Connection) -> None:
    story_id = add_story(db)
    for day, given in enumerate((2, 4)):
        mock_id = begin_mock(db, "loop", later(day), rounds=1, questions=1)
        answer(db, mock_id, story_id, given)
    assert [(found.verdict, found.day) for found in trend(db)] == [(2.0, MOMENT.day), (4.0, later(1).day)]
    delete_mock(db, mock_id, MOMENT)
    assert len(trend(db)) == 1


@pytest.mark.parametrize(("rounds", "questions"), [(0, 2), (21, 2), (5, 0), (5, 11)])
def test_a_loop_has_a_sensible_size(db: Connection, rounds: int, questions: int) -> None:
    with pytest.raises(BadInput):
        begin_mock(db, "loop", MOMENT, rounds, questions)


def test_a_mock_that_is_not_there_is_not_begun(db: Connection) -> None:
    with pytest.raises(NotFound):
        begin_mock(db, "guide-7", MOMENT)
    with pytest.raises(NotFound):
        open_mock(db, 7)
