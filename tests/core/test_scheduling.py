from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import fsrs
import pytest
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.core.days import study_day
from flashcards.core.models import DEFAULT_PARAMETERS, Memory, Options, Rating, State
from flashcards.core.scheduling import (
    Outcome,
    apply_rating,
    fuzz_range,
    is_leech,
    outcomes,
    outcomes_drawn,
    remember,
    retrievability,
)

NOW = datetime(2026, 11, 3, 9, tzinfo=UTC)
TODAY = NOW.date()
AGAIN, HARD, GOOD, EASY = Rating
GOLDEN = Path(__file__).parent.parent / "golden" / "anki"
USUAL = Options()
FIRST_DRAW, LAST_DRAW = 0.0, 0.9999


def reviewed(stability: float = 20.0, interval: int = 20, ago: int = 20, lapses: int = 0, difficulty: float = 5.0) -> Memory:
    day = TODAY - timedelta(days=ago)
    due_on = day + timedelta(days=interval)
    return Memory(State.REVIEW, stability, difficulty, day, 5, lapses, interval_days=interval, due_on=due_on)


def stepping(state: State = State.LEARNING, step: int = 0) -> Memory:
    return Memory(state, 2.0, 5.0, TODAY, 1, 1, step=step, due_at=NOW)


def unfuzzed(memory: Memory | None, options: Options = USUAL, day: date = TODAY) -> dict[Rating, Outcome]:
    return outcomes_drawn(None, memory, options, NOW, day)


def waits(found: dict[Rating, Outcome]) -> list[str]:
    """As the golden files write them: "8d" or, with the step, "1/600s"."""
    return [
        f"{each.memory.step}/{each.step_seconds}s" if each.interval_days is None else f"{each.interval_days}d"
        for each in found.values()
    ]


# New cards and steps


def test_a_new_card_is_offered_its_steps_and_easy_leaves_them() -> None:
    assert waits(unfuzzed(None)) == ["0/60s", "0/330s", "1/600s", "8d"]


def test_a_step_is_due_at_an_exact_instant_and_an_interval_on_a_day() -> None:
    late = NOW.replace(hour=23, minute=59, second=30, microsecond=5)
    found = outcomes(1, None, USUAL, late, TODAY)
    assert found[GOOD].memory.due_at == late + timedelta(minutes=10)
    assert found[EASY].memory.due_on == TODAY + timedelta(days=found[EASY].interval_days or 0)


def test_good_on_the_last_step_graduates() -> None:
    graduated = unfuzzed(stepping(step=1))[GOOD]
    assert (graduated.memory.state, graduated.interval_days) == (State.REVIEW, 2)


def test_hard_repeats_a_later_step_and_again_goes_back_to_the_first() -> None:
    assert waits(unfuzzed(stepping(step=1)))[:2] == ["0/60s", "1/600s"]


@pytest.mark.parametrize(
    ("steps", "seconds"),
    [
        ((60, 600), 330),  # the mean of the first two
        ((60, 601), 330),
        ((600,), 900),  # half as long again
        ((86400,), 2 * 86400),  # beyond a day in whole days
        ((3 * 86400,), 4 * 86400),  # but at most a day more
        ((2 * 86400, 3 * 86400), 3 * 86400),  # half days go up
    ],
)
def test_hard_on_the_first_step_is_longer_than_again(steps: tuple[int, ...], seconds: int) -> None:
    assert unfuzzed(None, Options(learning_steps=steps))[HARD].step_seconds == seconds


@pytest.mark.parametrize("step", [0, 1, 7])
@pytest.mark.parametrize("state", [State.LEARNING, State.RELEARNING])
def test_a_card_whose_steps_became_fewer_stands_on_the_last(state: State, step: int) -> None:
    found = unfuzzed(stepping(state, step), Options(learning_steps=(900,), relearning_steps=(900,)))
    assert waits(found)[:2] == ["0/900s", "0/1350s"]
    assert found[GOOD].memory.state is State.REVIEW


@pytest.mark.parametrize("state", [State.LEARNING, State.RELEARNING])
def test_a_card_whose_steps_were_emptied_leaves_them(state: State) -> None:
    found = unfuzzed(stepping(state, step=1), Options(learning_steps=(), relearning_steps=()))
    assert [each.memory.state for each in found.values()] == [State.REVIEW] * 4


def test_without_steps_an_interval_under_half_a_day_is_kept_in_seconds() -> None:
    found = unfuzzed(None, Options(learning_steps=()))
    assert waits(found) == ["0/18316s", "1d", "2d", "8d"]
    assert found[AGAIN].memory.state is State.LEARNING


def test_easy_is_at_least_a_day_beyond_good_when_steps_end() -> None:
    alike = (2.3065,) * 4 + DEFAULT_PARAMETERS[4:]
    assert waits(unfuzzed(None, Options(learning_steps=(600,), parameters=alike)))[2:] == ["2d", "3d"]


# Reviews


def test_again_on_a_review_card_is_a_lapse() -> None:
    lapsed = unfuzzed(reviewed(lapses=2))[AGAIN]
    assert (lapsed.memory.state, lapsed.memory.lapses, lapsed.step_seconds) == (State.RELEARNING, 3, 600)


@pytest.mark.parametrize("memory", [None, stepping(), stepping(State.RELEARNING)])
def test_again_in_steps_is_no_lapse(memory: Memory | None) -> None:
    assert unfuzzed(memory)[AGAIN].memory.lapses == (memory.lapses if memory else 0)


def test_every_rating_counts_once() -> None:
    assert {each.memory.reps for each in unfuzzed(reviewed()).values()} == {6}
    assert {each.memory.reps for each in unfuzzed(None).values()} == {1}


def test_the_buttons_of_a_review_card_differ_by_a_day_at_least() -> None:
    early = unfuzzed(reviewed(stability=9000.0, interval=9000, ago=0))
    assert waits(early)[1:] == ["9000d", "9001d", "9002d"]


@pytest.mark.parametrize(
    ("last", "hard"),
    [
        (42, 43),  # grown to 44: longer than last time
        (45, 45),  # 44 is near enough: not shorter
        (60, 39),  # far less is wanted: free to fall
    ],
)
def test_fuzz_does_not_take_back_the_growth_of_an_interval(last: int, hard: int) -> None:
    memory = reviewed(interval=last)
    assert fuzz_range(43.6, 1, 36500) == (39, 48)
    assert outcomes_drawn(FIRST_DRAW, memory, USUAL, NOW, TODAY)[HARD].interval_days == hard


def test_hard_comes_no_sooner_than_again_without_relearning_steps() -> None:
    no_short_term = DEFAULT_PARAMETERS[:17] + (0.0, 0.0, 0.0, 0.2)
    options = Options(relearning_steps=(), parameters=no_short_term)
    found = outcomes_drawn(FIRST_DRAW, reviewed(stability=11.0, interval=9, ago=0), options, NOW, TODAY)
    assert waits(found) == ["11d", "11d", "12d", "13d"]


def test_an_interval_may_shrink_when_the_settings_ask_for_less() -> None:
    assert unfuzzed(reviewed(stability=20.0, interval=400), Options(desired_retention=0.97))[HARD].interval_days == 10


def test_the_maximum_interval_holds_for_every_button() -> None:
    capped = Options(maximum_interval_days=30, relearning_steps=())
    for memory in (reviewed(stability=9000.0, interval=9000, ago=9000), stepping(step=1), stepping(State.RELEARNING), None):
        for draw in (None, FIRST_DRAW, LAST_DRAW):
            found = outcomes_drawn(draw, memory, capped, NOW, TODAY).values()
            assert all(1 <= (each.interval_days or 1) <= 30 for each in found)


def test_an_evening_and_the_next_morning_are_two_days() -> None:
    evening = unfuzzed(None)[EASY].memory
    tomorrow = TODAY + timedelta(days=1)
    assert remember(evening, GOOD, tomorrow, DEFAULT_PARAMETERS) != remember(evening, GOOD, TODAY, DEFAULT_PARAMETERS)


def test_a_clock_set_back_counts_as_the_same_day() -> None:
    memory = reviewed(ago=-400)
    same_day = [remember(memory, rating, memory.reviewed_on, DEFAULT_PARAMETERS) for rating in Rating]
    assert [(each.memory.stability, each.memory.difficulty) for each in unfuzzed(memory).values()] == same_day
    assert retrievability(memory, TODAY, DEFAULT_PARAMETERS) == 1


def test_a_card_left_for_a_century_can_still_be_rated() -> None:
    found = unfuzzed(reviewed(ago=36500))
    assert all(1 <= (each.interval_days or 1) <= 36500 for each in found.values())


def test_recall_has_fallen_to_nine_in_ten_when_stability_is_over() -> None:
    assert retrievability(reviewed(stability=20.0, ago=20), TODAY, DEFAULT_PARAMETERS) == pytest.approx(0.9)
    assert retrievability(reviewed(ago=0), TODAY, DEFAULT_PARAMETERS) == 1


# Leeches


@pytest.mark.parametrize(
    ("threshold", "leeches"),
    [
        (0, []),
        (1, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]),
        (2, [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]),
        (5, [5, 8, 11, 14]),
        (8, [8, 12, 16]),
        (16, [16]),
        (17, []),
    ],
)
def test_a_leech_is_noticed_at_the_threshold_and_every_half_of_it_after(threshold: int, leeches: list[int]) -> None:
    assert [lapses for lapses in range(17) if is_leech(lapses, threshold)] == leeches


def test_only_the_rating_that_reaches_the_threshold_makes_a_leech() -> None:
    assert [each.is_leech for each in unfuzzed(reviewed(lapses=7)).values()] == [True, False, False, False]
    assert not any(each.is_leech for each in unfuzzed(reviewed(lapses=8)).values())
    leech = Memory(State.RELEARNING, 2.0, 5.0, TODAY, 9, 8, step=0, due_at=NOW)
    assert not any(each.is_leech for each in unfuzzed(leech).values())


# Fuzz


@pytest.mark.parametrize(
    ("interval", "days"),
    [
        (1, (1, 1)),
        (2.49, (2, 2)),
        (2.5, (2, 4)),
        (3, (2, 4)),
        (7, (5, 9)),
        (10, (8, 12)),
        (20, (17, 23)),
        (30, (27, 33)),
        (100, (93, 107)),
    ],
)
def test_fuzz_moves_an_interval_within_ankis_range(interval: float, days: tuple[int, int]) -> None:
    assert fuzz_range(interval, 1, 36500) == days


def test_fuzz_stays_between_minimum_and_maximum() -> None:
    assert fuzz_range(10, 9, 11) == (9, 11)
    assert fuzz_range(10, 40, 30) == (30, 30)
    assert fuzz_range(100, 1, 90) == (84, 90)


def test_a_minimum_above_the_interval_moves_the_range_up() -> None:
    assert fuzz_range(3, 10, 36500) == (10, 12)


def test_fuzz_spreads_cards_and_the_reviews_of_one_card_over_the_whole_range() -> None:
    first, last = (outcomes_drawn(draw, reviewed(), USUAL, NOW, TODAY)[GOOD].interval_days for draw in (FIRST_DRAW, LAST_DRAW))
    assert first is not None
    assert last is not None
    by_card = {outcomes(card_id, reviewed(), USUAL, NOW, TODAY)[GOOD].interval_days for card_id in range(500)}
    by_review = {outcomes(1, replace(reviewed(), reps=reps), USUAL, NOW, TODAY)[GOOD].interval_days for reps in range(500)}
    assert by_card == by_review == set(range(first, last + 1))


# Preview is what is applied


def walk(dice: random.Random) -> tuple[Memory | None, datetime]:
    """A card after up to eight ratings at random times, and an instant at which it is asked again."""
    memory, at = None, NOW
    for _ in range(dice.randrange(9)):
        memory = outcomes(dice.randrange(99), memory, USUAL, at, study_day(at, UTC))[dice.choice(list(Rating))].memory
        at += timedelta(seconds=dice.choice([30, 900, 40_000, 86400, dice.randrange(90 * 86400)]))
    return memory, at


def test_what_the_buttons_of_1000_cards_show_is_what_they_do_and_lies_within_the_fuzz() -> None:
    dice = random.Random(7)
    for card_id in range(1000):
        memory, at = walk(dice)
        day = study_day(at, UTC)
        shown, applied = (outcomes(card_id, memory, USUAL, at, day) for _ in range(2))
        assert shown == applied
        first, last = (outcomes_drawn(draw, memory, USUAL, at, day) for draw in (FIRST_DRAW, LAST_DRAW))
        for rating in Rating:
            assert replayed(memory, shown[rating], at, day, USUAL) == shown[rating].memory
            assert due(first[rating]) <= due(shown[rating]) <= due(last[rating])


def due(outcome: Outcome) -> tuple[date, datetime]:
    """Comparable over steps and intervals: a step that ends on some study day comes before an interval that ends on it."""
    if outcome.memory.due_at:
        return study_day(outcome.memory.due_at, UTC), outcome.memory.due_at
    assert outcome.memory.due_on
    return outcome.memory.due_on, datetime.max.replace(tzinfo=UTC)


def replayed(before: Memory | None, outcome: Outcome, at: datetime, day: date, options: Options) -> Memory:
    """The rating read back from the log."""
    recorded = {"step": outcome.memory.step, "step_seconds": outcome.step_seconds, "interval_days": outcome.interval_days}
    return apply_rating(before, outcome.rating, at, day, options.parameters, **recorded)


# Laws


def parameters() -> st.SearchStrategy[tuple[float, ...]]:
    bounds = zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
    drawn = st.tuples(*(st.floats(low, high) for low, high in bounds))
    return st.just(DEFAULT_PARAMETERS) | drawn.map(lambda found: (*sorted(found[:4]), *found[4:]))


def steps() -> st.SearchStrategy[tuple[int, ...]]:
    return st.lists(st.integers(1, 12 * 3600), max_size=3).map(lambda found: tuple(sorted(found)))


OPTIONS = st.builds(
    Options,
    desired_retention=st.floats(0.7, 0.99),
    learning_steps=steps(),
    relearning_steps=steps(),
    maximum_interval_days=st.integers(1, 36500),
    leech_threshold=st.integers(0, 5),
    parameters=parameters(),
)
GAPS = st.timedeltas(timedelta(days=-3), timedelta(days=3)) | st.timedeltas(timedelta(0), timedelta(days=3000))
HISTORIES = st.lists(st.tuples(OPTIONS, GAPS, st.sampled_from(Rating)), min_size=1, max_size=8)
History = list[tuple[Options, timedelta, Rating]]


def lived(history: History) -> Iterator[tuple[Memory | None, Options, datetime, date, dict[Rating, Outcome], Rating]]:
    """Every review of a history whose options change and whose clock may go back."""
    memory, at = None, NOW
    for options, gap, rating in history:
        at += gap
        day = study_day(at, UTC)
        found = outcomes(3, memory, options, at, day)
        yield memory, options, at, day, found, rating
        memory = found[rating].memory


@settings(max_examples=60, deadline=None)
@given(HISTORIES)
def test_a_better_rating_never_comes_back_sooner(history: History) -> None:
    for *_, found, _ in lived(history):
        assert due(found[AGAIN]) <= due(found[HARD]) <= due(found[GOOD]) <= due(found[EASY])


@settings(max_examples=60, deadline=None)
@given(HISTORIES)
def test_intervals_and_memory_stay_in_their_ranges(history: History) -> None:
    for _, options, _, _, found, _ in lived(history):
        for each in found.values():
            assert (each.step_seconds is None) != (each.interval_days is None)
            assert 1 <= (each.interval_days or 1) <= options.maximum_interval_days
            assert 0.001 <= each.memory.stability <= 36500
            assert 1 <= each.memory.difficulty <= 10


@settings(max_examples=60, deadline=None)
@given(HISTORIES)
def test_a_memory_is_the_fold_of_its_log(history: History) -> None:
    folded: Memory | None = None
    for memory, options, at, day, found, rating in lived(history):
        assert folded == memory
        folded = replayed(folded, found[rating], at, day, options)


# Anki's engine


def test_the_default_parameters_are_those_that_fsrs_publishes() -> None:
    assert fsrs.Scheduler().parameters == DEFAULT_PARAMETERS


def golden_reviews(name: str) -> Iterator[tuple[dict[Rating, Outcome], list[Any]]]:
    """What we answer to each review of a golden file, and the rest of its row: see benchmarks/anki_goldens.py."""
    golden = json.loads((GOLDEN / name).read_text(encoding="utf-8"))
    options = [Options(**{key: tuple(v) if isinstance(v, list) else v for key, v in each.items()}) for each in golden["settings"]]
    for history in golden["histories"]:
        memory = None
        for number, seconds, draw, rating, *expected in history:
            at = datetime.fromtimestamp(golden["start"] + seconds, UTC)
            found = outcomes_drawn(draw, memory, options[number], at, study_day(at, UTC))
            memory = found[Rating(rating)].memory
            yield found, [memory, *expected]


def is_same_wait(ours: str, ankis: str) -> bool:
    """Anki counts in single precision, so a fraction of a day in seconds may come out one second apart."""
    in_steps = ours[:2] == ankis[:2] and ours.endswith("s") and ankis.endswith("s")
    return ours == ankis or (in_steps and abs(int(ours[2:-1]) - int(ankis[2:-1])) <= 1)


@pytest.mark.parametrize("name", ["plain.json", "fuzzed.json"])
def test_stability_and_difficulty_equal_ankis(name: str) -> None:
    for _, (memory, stability, difficulty, *_) in golden_reviews(name):
        assert memory.stability == pytest.approx(stability, rel=1e-5)
        assert memory.difficulty == pytest.approx(difficulty, rel=1e-5)


@pytest.mark.parametrize("name", ["plain.json", "fuzzed.json"])
def test_all_four_buttons_and_the_leech_equal_ankis(name: str) -> None:
    for found, (_, _, _, *expected, leeches) in golden_reviews(name):
        assert all(map(is_same_wait, waits(found), expected)), (waits(found), expected)
        assert found[AGAIN].is_leech == bool(leeches)
