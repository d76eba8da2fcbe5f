"""The clock of a take: each section's time, rests, and what a second request or a second tab may do."""

from __future__ import annotations

import pytest

from flashcards.core.errors import BadInput, Stale
from flashcards.core.moment import Moment
from flashcards.core.stories.takes import Take, TakeState
from flashcards.services.stories.authoring import delete_story
from flashcards.services.stories.drilling import choose_story
from flashcards.services.stories.telling import advance, answer, leave, pause, resume, stand_of, write_down
from flashcards.services.undoing import redo, undo
from flashcards.storage.database import Connection, write
from flashcards.storage.takes import take
from tests.build import MOMENT, add_deck, later
from tests.tellings import OWNERSHIP, add_question, add_story, all_of, begin, score, tell

SECOND = 1 / 60


def after(seconds: float) -> Moment:
    return later(minutes=seconds * SECOND)


@pytest.fixture
def told(db: Connection) -> Take:
    """A take whose clock began to run at MOMENT."""
    story_id = add_story(db)
    return choose_story(db, begin(db, story_id=story_id).take_id, story_id, MOMENT)


def ms(db: Connection, told: Take) -> list[int]:
    return [section.ms for section in take(db, told.take_id).sections]


def test_each_section_gets_the_time_that_was_measured_where_it_was_told(db: Connection, told: Take) -> None:
    for section, took in enumerate((21_300, 12_000, 80_050, 25_000)):
        advance(db, told.take_id, section, after(200), took)
    found = take(db, told.take_id)
    assert ms(db, told) == [21_300, 12_000, 80_050, 25_000]
    assert (found.is_told, found.told_at, found.clock_at) == (True, after(200).at, None)


def test_without_a_measure_the_clock_here_says_how_long_it_took(db: Connection, told: Take) -> None:
    for section, seconds in enumerate((20, 32, 100, 130)):
        advance(db, told.take_id, section, after(seconds))
    assert ms(db, told) == [20_000, 12_000, 68_000, 30_000]


def test_after_a_refresh_the_clock_has_gone_on(db: Connection, told: Take) -> None:
    advance(db, told.take_id, 0, after(20))
    assert stand_of(db, told.take_id, after(27.4)).elapsed_ms == 7400


def test_a_rest_does_not_count(db: Connection, told: Take) -> None:
    pause(db, told.take_id, after(10))
    assert pause(db, told.take_id, after(15)).clock_at is None
    assert stand_of(db, told.take_id, after(1000)).elapsed_ms == 10_000
    resume(db, told.take_id, after(100))
    resume(db, told.take_id, after(104))
    advance(db, told.take_id, 0, after(105))
    assert ms(db, told)[0] == 15_000


def test_a_section_that_ends_in_a_rest_takes_what_was_told_and_the_next_one_runs(db: Connection, told: Take) -> None:
    pause(db, told.take_id, after(10))
    assert advance(db, told.take_id, 0, after(60)).clock_at == after(60).at
    assert ms(db, told)[0] == 10_000


def test_the_same_section_again_changes_nothing(db: Connection, told: Take) -> None:
    first = advance(db, told.take_id, 0, after(20), 20_000, "typed")
    assert advance(db, told.take_id, 0, after(25), 20_000, "typed") == first
    assert advance(db, told.take_id, 0, after(25), None, "typed") == first
    assert ms(db, told) == [20_000, 0, 0, 0]


@pytest.mark.parametrize(("took", "text"), [(25_000, "typed"), (20_000, "typed more")])
def test_another_tab_that_told_the_section_otherwise_is_told_so(db: Connection, told: Take, took: int, text: str) -> None:
    first = advance(db, told.take_id, 0, after(20), 20_000, "typed")
    with pytest.raises(Stale):
        advance(db, told.take_id, 0, after(25), took, text)
    assert take(db, told.take_id) == first


def test_an_hour_counts_at_most_so_that_a_night_with_the_lid_closed_can_be_gone_on_from(db: Connection, told: Take) -> None:
    assert stand_of(db, told.take_id, after(30_000)).elapsed_ms == 3_600_000
    for _ in range(2):
        advance(db, told.take_id, 0, after(30_000), 30_000_000)
    advance(db, told.take_id, 1, after(90_000))
    assert ms(db, told) == [3_600_000, 3_600_000, 0, 0]


def test_a_clock_that_was_set_back_takes_no_time_away(db: Connection, told: Take) -> None:
    pause(db, told.take_id, after(10))
    resume(db, told.take_id, after(20))
    advance(db, told.take_id, 0, after(-5000))
    assert ms(db, told)[0] == 10_000


def test_a_story_that_is_deleted_while_it_is_told_can_be_told_to_its_end(db: Connection) -> None:
    question_id = add_question(db, add_deck(db), "Tell me", OWNERSHIP, follow_ups=("Why?",))
    story_id = add_story(db, follow_ups=("And then?",))
    begun = begin(db, question_id=question_id)
    choose_story(db, begun.take_id, story_id, MOMENT)
    delete_story(db, story_id, MOMENT)
    for section in range(4):
        advance(db, begun.take_id, section, MOMENT, 1000, "typed")
    assert [asked.question for asked in take(db, begun.take_id).follow_ups] == ["Why?"]
    answer(db, begun.take_id, 0, MOMENT)
    assert score(db, begun.take_id, all_of(4)).memory is None


def test_a_section_that_is_not_reached_yet_is_refused(db: Connection, told: Take) -> None:
    with pytest.raises(Stale):
        advance(db, told.take_id, 2, after(20))
    assert take(db, told.take_id) == told


@pytest.mark.parametrize(("section", "took", "text"), [(4, 0, ""), (-1, 0, ""), (0, -1, ""), (0, 0, "x" * 20_001)])
def test_nonsense_is_refused(db: Connection, told: Take, section: int, took: int, text: str) -> None:
    with pytest.raises(BadInput):
        advance(db, told.take_id, section, MOMENT, took, text)


def test_typed_text_is_kept_with_its_section(db: Connection, told: Take) -> None:
    advance(db, told.take_id, 0, after(20), None, "We were late.")
    assert take(db, told.take_id).sections[0].text == "We were late."


def test_the_words_of_a_take_can_be_written_down_afterwards(db: Connection, told: Take) -> None:
    with pytest.raises(Stale):
        write_down(db, told.take_id, ("a", "b", "c", "d"))
    done = tell(db, add_story(db, "other"))
    write_down(db, done.take_id, ("a", "b", "c", "d"))
    found = take(db, done.take_id)
    assert [(section.ms > 0, section.text) for section in found.sections] == [(True, text) for text in "abcd"]


def test_nothing_is_told_before_a_story_is_chosen(db: Connection) -> None:
    begun = begin(db, principle=OWNERSHIP)
    for act in (
        lambda: advance(db, begun.take_id, 0, MOMENT),
        lambda: pause(db, begun.take_id, MOMENT),
        lambda: resume(db, begun.take_id, MOMENT),
        lambda: answer(db, begun.take_id, 0, MOMENT),
    ):
        with pytest.raises(Stale):
            act()


def test_a_follow_up_of_the_question_and_one_of_the_story_come_after_the_last_section(db: Connection) -> None:
    add_question(db, add_deck(db), "Tell me", OWNERSHIP, follow_ups=("And then?", "What else?"))
    story_id = add_story(db, "Story", follow_ups=("How many?",))
    asked = []
    for _ in range(2):
        begun = choose_story(db, begin(db, principle=OWNERSHIP).take_id, story_id, MOMENT)
        for section in range(4):
            begun = advance(db, begun.take_id, section, MOMENT, 1000)
        assert begun.state is TakeState.ASKING
        asked.append([(one.question, one.answer) for one in begun.follow_ups])
        score(db, begun.take_id, all_of(4))
    assert asked == [[("And then?", ""), ("How many?", "my answer")], [("What else?", ""), ("How many?", "my answer")]]


def test_without_follow_ups_the_scores_come_at_once(db: Connection, told: Take) -> None:
    for section in range(4):
        found = advance(db, told.take_id, section, MOMENT, 1000)
    assert found.state is TakeState.SCORING
    with pytest.raises(Stale):
        answer(db, told.take_id, 0, MOMENT)


@pytest.fixture
def asked(db: Connection) -> Take:
    """A take with two follow-ups, of which the first is being asked."""
    story_id = add_story(db, follow_ups=("Why you?", "What next?"))
    begun = choose_story(db, begin(db, story_id=story_id).take_id, story_id, MOMENT)
    for section in range(4):
        begun = advance(db, begun.take_id, section, MOMENT, 1000)
    return begun


def test_each_follow_up_gets_a_score_of_its_own_or_none_and_the_verdict_does_not_count_it(db: Connection, asked: Take) -> None:
    first = answer(db, asked.take_id, 0, MOMENT, 1)
    assert (first.state, first.asking, take(db, asked.take_id)) == (TakeState.ASKING, 1, first)
    second = answer(db, asked.take_id, 1, MOMENT)
    assert (second.state, [one.score for one in second.follow_ups], second.follow_up_scores) == (
        TakeState.SCORING,
        [1, None],
        (1,),
    )
    assert score(db, asked.take_id, all_of(4)).take.verdict == 4.0
    assert take(db, asked.take_id).follow_ups == second.follow_ups


@pytest.mark.parametrize("given", [4, None])
def test_the_same_answer_again_changes_nothing_and_another_tab_is_told_so(db: Connection, asked: Take, given: int | None) -> None:
    first = answer(db, asked.take_id, 0, MOMENT, given)
    assert answer(db, asked.take_id, 0, MOMENT, given) == first
    with pytest.raises(Stale):
        answer(db, asked.take_id, 0, MOMENT, 2)
    answer(db, asked.take_id, 1, MOMENT, 5)
    done = score(db, asked.take_id, all_of(4)).take
    assert answer(db, asked.take_id, 0, MOMENT, given) == answer(db, asked.take_id, 1, MOMENT, 5) == take(db, done.take_id)
    with pytest.raises(Stale):
        answer(db, asked.take_id, 1, MOMENT)


def test_a_follow_up_is_answered_in_its_turn_and_not_of_a_take_that_was_given_up(db: Connection, asked: Take) -> None:
    for place in (-1, 1, 2):
        with pytest.raises(Stale):
            answer(db, asked.take_id, place, MOMENT, 4)
    leave(db, asked.take_id, MOMENT)
    with pytest.raises(Stale):
        answer(db, asked.take_id, 0, MOMENT, 4)


@pytest.mark.parametrize("given", [0, 6, True])
def test_a_follow_up_is_scored_from_1_to_5(db: Connection, asked: Take, given: int) -> None:
    with pytest.raises(BadInput):
        answer(db, asked.take_id, 0, MOMENT, given)
    assert take(db, asked.take_id) == asked


def test_undo_asks_a_follow_up_again_and_redo_gives_its_score_back(db: Connection, asked: Take) -> None:
    first = answer(db, asked.take_id, 0, MOMENT, 2)
    second = answer(db, asked.take_id, 1, MOMENT)
    scored = score(db, asked.take_id, all_of(4)).take
    for before in (second, first, asked):
        undo(db, None, MOMENT)
        assert take(db, asked.take_id) == before
    for after in (first, second, scored):
        redo(db, None, MOMENT)
        assert take(db, asked.take_id).follow_ups == after.follow_ups
    assert take(db, asked.take_id).state is TakeState.SCORED


def test_a_take_from_before_follow_ups_were_scored_reads_as_not_scored(db: Connection, asked: Take) -> None:
    answer(db, asked.take_id, 0, MOMENT, 2)
    answer(db, asked.take_id, 1, MOMENT)
    score(db, asked.take_id, all_of(4))
    with write(db):
        db.execute("""UPDATE takes SET follow_ups = '[["Why you?","my answer"],["What next?","my answer"]]'""")
    assert take(db, asked.take_id).follow_ups == asked.follow_ups


def test_giving_up_can_be_taken_back_and_the_clock_rests_then(db: Connection, told: Take) -> None:
    assert leave(db, told.take_id, after(12)).state is TakeState.LEFT
    with pytest.raises(Stale):
        advance(db, told.take_id, 0, after(13))
    undo(db, None, after(20))
    found = take(db, told.take_id)
    assert (found.state, found.clock_at, found.sections[0].ms) == (TakeState.TELLING, None, 12_000)


def test_a_scored_take_is_not_given_up(db: Connection) -> None:
    done = tell(db, add_story(db))
    score(db, done.take_id, all_of(3))
    with pytest.raises(Stale):
        leave(db, done.take_id, MOMENT)
