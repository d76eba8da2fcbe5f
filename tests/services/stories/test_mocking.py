"""Mock interviews: their questions, which stories may be told, and what the report says."""

from __future__ import annotations

from pathlib import Path

import pytest

from flashcards.core.errors import BadInput, NotFound, Stale
from flashcards.core.stories.presets import PRESETS
from flashcards.core.stories.takes import Take
from flashcards.services.stories.authoring import delete_story
from flashcards.services.stories.drilling import choose_story, offer_for, open_drill
from flashcards.services.stories.mocking import (
    begin_mock,
    delete_mock,
    finish_mock,
    kinds,
    next_answer,
    open_mock,
    report_of,
    trend,
)
from flashcards.services.stories.presetting import choose_presets
from flashcards.services.stories.stating_principles import remove_principle
from flashcards.services.stories.telling import delete_take, leave
from flashcards.services.undoing import undo
from flashcards.services.writing import delete_notes
from flashcards.storage.database import Connection
from flashcards.storage.principles import principles
from tests.build import MOMENT, add_deck, import_files, later, one
from tests.tellings import USUAL_MS, add_question, add_story, all_of, begin, new_take_id, rename_principle, score, tell_on

SEED = next(iter((Path(__file__).parents[4] / "shared" / "seeds").glob("000*.txt")), None)
GUIDE = b"""# Week plan

## Mock interview

**Round 1: Core principles (30 minutes)**

1. "Tell me about a time you decided without all the facts" (3 minutes)
2. "Tell me about a time you changed your mind" (2 minutes)

**Round 2: Your team (20 minutes)**

1. "Tell me about a time you resolved a conflict" (3 minutes)
"""
PLAN = b"""# Three evenings

## Evening 1

- [ ] Say each opening line aloud (10 min)

## Evening 3: mock interview

**Round 1: How you decide (30 minutes)**

1. "Tell me about a call you made with half of the facts" (3 minutes)
2. "Describe a time you were wrong in front of your team" (3 minutes)
3. "When did you say no to somebody senior?" (3 minutes)

**Round 2: How you lead (30 minutes)**

1. "Tell me about someone you hired who changed the team" (3 minutes)
2. "Describe a conflict between two of your people" (3 minutes)
3. "When did you leave something unfinished on purpose?" (3 minutes)
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


def test_an_answer_has_ten_minutes_at_most_whatever_a_guide_says(db: Connection) -> None:
    import_files(db, {"week.md": GUIDE.replace(b"2 minutes", b"200 minutes")})
    mock_id = begin_mock(db, kinds(db)[0].key, MOMENT)
    answer(db, mock_id, add_story(db))
    assert put(db, mock_id).preset.maximum == 600


def test_what_is_deleted_renamed_or_removed_while_a_mock_goes_on_does_not_stop_it(db: Connection) -> None:
    import_files(db, {"week.md": GUIDE})
    choose_presets(db, PRESETS)
    of_guide = begin_mock(db, kinds(db)[0].key, MOMENT, preset="L7")
    of_bank = begin_mock(db, "loop", MOMENT, rounds=1, questions=1)
    (place,) = open_mock(db, of_bank).mock.places
    delete_notes(db, [one.question_id for one in open_mock(db, of_guide).mock.places if one.question_id], MOMENT)
    choose_presets(db, PRESETS[:1])
    remove_principle(db, next(one.id for one in principles(db) if one.name == place.principle), MOMENT)
    asked = put(db, of_guide)
    assert (asked.question, asked.preset.name) == ("Tell me about a time you decided without all the facts", PRESETS[0].name)
    assert put(db, of_bank).principle == place.principle


@pytest.mark.parametrize("take_id", ["", "../x", "x" * 61])
def test_a_take_id_that_could_be_no_file_name_is_refused(db: Connection, loop: int, take_id: str) -> None:
    with pytest.raises(BadInput, match="take_id"):
        next_answer(db, loop, take_id, MOMENT)


def test_an_answer_that_was_deleted_is_not_put_again_under_its_name(db: Connection, loop: int) -> None:
    first = put(db, loop)
    delete_take(db, first.take_id, MOMENT)
    with pytest.raises(NotFound, match="deleted"):
        next_answer(db, loop, first.take_id, MOMENT)
    assert put(db, loop).mock_place == 0


@pytest.mark.parametrize("plan", [PLAN, *([SEED.read_bytes()] if SEED else [])], ids=lambda plan: f"of {len(plan)} bytes")
def test_the_mock_of_a_plan_keeps_its_own_six(db: Connection, plan: bytes) -> None:
    import_files(db, {"plan.md": plan})
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


def test_a_repeat_is_judged_by_the_stories_there_were_when_it_was_chosen(db: Connection) -> None:
    mock_id = begin_mock(db, "loop", MOMENT, rounds=1, questions=3)
    first, second, third = (str(place.principle) for place in open_mock(db, mock_id).mock.places)
    all_three = add_story(db, "all three", first, second, third, strength=5)
    answer(db, mock_id, all_three)
    answer(db, mock_id, all_three)
    weak = add_story(db, "weak", second, third, strength=2)
    answer(db, mock_id, all_three)
    rename_principle(db, names(db).index(second) + 1, "Care")
    delete_story(db, weak, MOMENT)
    found = report_of(db, mock_id)
    assert [(one.repeat_of, one.was_forced) for one in found.answers] == [(None, False), (0, True), (0, False)]


def test_a_story_that_does_not_show_the_principle_is_said_to_be_that_alone(db: Connection, loop: int) -> None:
    first, second = (str(place.principle) for place in open_mock(db, loop).mock.places)
    unasked = next(name for name in names(db) if name not in (first, second))
    story_id = add_story(db, "neither", unasked)
    answer(db, loop, story_id)
    answer(db, loop, story_id)
    found = report_of(db, loop)
    assert [(one.repeat_of, one.was_forced, one.is_beside) for one in found.answers] == [(None, False, True), (0, False, True)]
    assert {f"Question 1: neither does not show {first}.", f"Question 2: neither does not show {second}."} < {*found.next_steps}
    assert "Question 2 repeated the story of question 1." in found.next_steps


def test_a_repeat_that_does_not_show_the_principle_is_not_excused(db: Connection, loop: int) -> None:
    first, second = (str(place.principle) for place in open_mock(db, loop).mock.places)
    one = add_story(db, "one", first)
    add_story(db, "two", second, strength=2)
    answer(db, loop, one)
    answer(db, loop, one)
    found = report_of(db, loop)
    assert found.answers[1].was_forced is False
    assert not any("would have shown" in step or "nothing else" in step for step in found.next_steps)
    assert f"Question 2: one does not show {second}." in found.next_steps


def test_six_hasty_answers_are_none_within_time(db: Connection) -> None:
    mock_id = begin_mock(db, "behavioural", MOMENT)
    for number in range(6):
        answer(db, mock_id, add_story(db, f"story {number}"), ms=(900, 900, 900, 900))
    found = report_of(db, mock_id)
    assert found.sheet.within_time == 0
    assert "Tell 6 answers in full, too short as it was: question 1, 2, 3, 4, 5, 6." in found.next_steps


def test_a_long_preset_can_be_kept_in_the_time_of_a_mock(db: Connection) -> None:
    take = put(db, begin_mock(db, "behavioural", MOMENT, preset="L7"))
    assert (take.preset.name, take.preset.maximum) == ("L7", 180)
    assert take.preset.least <= take.preset.target <= take.preset.maximum


def test_a_take_outside_the_mock_is_none_of_its_answers(db: Connection, loop: int) -> None:
    outside = begin(db, story_id=add_story(db))
    with pytest.raises(BadInput):
        next_answer(db, loop, outside.take_id, MOMENT)
    inside = put(db, loop)
    assert next_answer(db, loop, inside.take_id, MOMENT) == inside


def test_a_story_that_was_given_up_was_not_told(db: Connection, loop: int) -> None:
    story_id = add_story(db, "one", str(open_mock(db, loop).mock.places[0].principle))
    first = put(db, loop)
    choose_story(db, first.take_id, story_id, MOMENT)
    leave(db, first.take_id, MOMENT)
    assert [story.id for story in offer_for(db, put(db, loop)).fresh] == [story_id]


def test_another_story_told_in_place_of_a_forced_repeat_is_none(db: Connection, loop: int) -> None:
    first_principle, second = (str(place.principle) for place in open_mock(db, loop).mock.places)
    unasked = next(name for name in names(db) if name not in (first_principle, second))
    answer(db, loop, add_story(db, "both", first_principle, second))
    answer(db, loop, add_story(db, "neither", unasked))
    assert [(one.repeat_of, one.was_forced) for one in report_of(db, loop).answers] == [(None, False), (None, False)]


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
    assert first.take
    assert first.delivery
    assert (first.story, first.principle, first.take.told_ms, [one.ms for one in first.delivery.sections]) == (
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
    add_story(db, "An outline", str(second), strength=2)
    assert f"Develop An outline for {second}: none of strength 3 or more shows it." in report_of(db, loop).next_steps


def test_a_mock_whose_questions_are_all_answered_is_over_and_has_nothing_to_finish(db: Connection) -> None:
    mock_id = begin_mock(db, "loop", MOMENT, rounds=1, questions=1)
    answer(db, mock_id, add_story(db, "Late", str(open_mock(db, mock_id).mock.places[0].principle)))
    actions = one(db, "SELECT COUNT(*) FROM journal")
    finish_mock(db, mock_id, MOMENT)
    assert one(db, "SELECT COUNT(*) FROM journal") == actions
    assert [past.is_over for past in trend(db)] == [True]


def test_a_finished_mock_goes_no_further_and_undo_goes_on_with_it(db: Connection, loop: int) -> None:
    finish_mock(db, loop, MOMENT)
    assert open_mock(db, loop).next_place is None
    with pytest.raises(Stale):
        next_answer(db, loop, new_take_id(), MOMENT)
    undo(db, None, MOMENT)
    assert open_mock(db, loop).next_place == 0


def test_what_is_not_told_to_its_end_is_given_up_with_its_mock_and_undo_brings_back_both(db: Connection, loop: int) -> None:
    standing = put(db, loop)
    finish_mock(db, loop, MOMENT)
    assert open_drill(db, MOMENT).unfinished == ()
    undo(db, None, MOMENT)
    assert open_mock(db, loop).unfinished == standing


def test_what_was_told_to_its_end_can_still_be_scored_when_its_mock_is_finished(db: Connection, loop: int) -> None:
    told = tell_on(db, put(db, loop).take_id, add_story(db))
    finish_mock(db, loop, MOMENT)
    assert open_drill(db, MOMENT).unfinished == (told,)


def test_the_same_press_begins_no_second_mock_however_far_the_first_has_gone(db: Connection) -> None:
    first = begin_mock(db, "loop", MOMENT, begin_id="press-1")
    assert begin_mock(db, "loop", MOMENT, begin_id="press-1") == first
    answer(db, first, add_story(db))
    other = begin_mock(db, "loop", MOMENT, begin_id="press-2")
    assert other != first
    finish_mock(db, first, MOMENT)
    assert begin_mock(db, "loop", later(1), begin_id="press-1") == first
    assert [one.id for one in trend(db)] == [first, other]


def test_a_mock_whose_beginning_was_taken_back_can_be_begun_by_the_same_page(db: Connection) -> None:
    first = begin_mock(db, "loop", MOMENT, begin_id="press-1")
    undo(db, None, MOMENT)
    assert begin_mock(db, "loop", MOMENT, begin_id="press-1") != first


def test_a_mock_remembers_its_press_when_a_principle_is_renamed(db: Connection) -> None:
    first = begin_mock(db, "loop", MOMENT, rounds=1, questions=1, begin_id="press-1")
    (place,) = open_mock(db, first).mock.places
    renamed = next(one for one in principles(db) if one.name == place.principle)
    rename_principle(db, renamed.id, "Patience")
    assert open_mock(db, first).mock.places[0].principle == "Patience"
    assert begin_mock(db, "loop", MOMENT, begin_id="press-1") == first


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


def test_a_begin_id_is_short_and_plain(db: Connection) -> None:
    for wrong in ("x" * 61, "../x"):
        with pytest.raises(BadInput, match="begin_id"):
            begin_mock(db, "loop", MOMENT, begin_id=wrong)


def test_a_mock_that_is_not_there_is_not_begun(db: Connection) -> None:
    with pytest.raises(NotFound):
        begin_mock(db, "guide-7", MOMENT)
    with pytest.raises(NotFound):
        open_mock(db, 7)
