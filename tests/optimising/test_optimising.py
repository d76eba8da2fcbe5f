from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from math import isfinite

import pytest
from fsrs_rs_python import FSRS, FSRSItem, FSRSReview

from benchmarks.learner import FORGETFUL, Learner
from flashcards.core.errors import FitFailed
from flashcards.core.history import LoggedRating as Row
from flashcards.core.history import Review, history, usable
from flashcards.core.models import DEFAULT_PARAMETERS
from flashcards.core.scheduling import within_bounds
from flashcards.optimising import STEPS, child
from flashcards.optimising.trial import Item, Studied, Verdict, losses, try_weights


def cards_of(learner: Learner, answers: int) -> list[Studied]:
    rows: dict[int, list[Row]] = {}
    for number, one in enumerate(learner.answers(answers)):
        row = Row(number, one.outcome.rating, one.at.date().isoformat(), one.before is None)
        rows.setdefault(one.card_id, []).append(row)
    return [Studied(0, history(found)) for found in rows.values()]


def items_of(cards: list[Studied]) -> list[Item]:
    return sorted(Item(card.reviews[at].row_id, number, at) for number, card in enumerate(cards) for at in usable(card.reviews))


def judge(cards: list[Studied]) -> Verdict:
    return try_weights(cards, [DEFAULT_PARAMETERS], lambda step: None)


def mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found)


@pytest.fixture(scope="module")
def forgetful() -> list[Studied]:
    return cards_of(Learner(cards=900, new_per_day=15), 9000)


def test_the_fit_comes_close_to_how_the_learner_really_forgets(forgetful: list[Studied]) -> None:
    found, items = judge(forgetful), items_of(forgetful)
    true = mean(list(losses(forgetful, items, [FORGETFUL]))[-found.held_out :])
    assert (found.reviews, found.held_out) == (len(items), len(items) - int(len(items) * 0.8))
    assert found.loss_before - found.loss_after > found.chance
    assert (found.loss_before - found.loss_after) / (found.loss_before - true) > 0.6  # of all there is to gain


def test_a_learner_of_the_published_kind_gains_nothing() -> None:
    found = judge(cards_of(Learner(weights=DEFAULT_PARAMETERS, cards=300, seed=2), 3000))
    assert found.loss_before - found.loss_after <= found.chance


def test_our_log_loss_is_the_optimisers_own(forgetful: list[Studied]) -> None:
    items = items_of(forgetful)
    reviews = [[FSRSReview(review.rating, review.days) for review in card.reviews] for card in forgetful]
    theirs = FSRS(DEFAULT_PARAMETERS).evaluate([FSRSItem(reviews[item.card][: item.place + 1]) for item in items]).log_loss
    ours = losses(forgetful, items, [DEFAULT_PARAMETERS])
    weights = [0.25 + 0.75 * (number / len(items)) ** 3 for number in range(len(items))]  # theirs trusts later reviews more
    assert sum(loss * weight for loss, weight in zip(ours, weights, strict=True)) / sum(weights) == pytest.approx(
        theirs, abs=1e-4
    )


def test_each_card_is_judged_by_the_weights_it_is_studied_with(forgetful: list[Studied]) -> None:
    items = items_of(forgetful)
    half = [card._replace(weights=number % 2) for number, card in enumerate(forgetful)]
    both = list(losses(half, items, [DEFAULT_PARAMETERS, FORGETFUL]))
    alone = [list(losses(forgetful, items, [weights])) for weights in (DEFAULT_PARAMETERS, FORGETFUL)]
    assert both == [alone[item.card % 2][number] for number, item in enumerate(items)]


def same(rating: int, days: int, cards: int = 200, times: int = 6) -> list[Studied]:
    ids = iter(range(10**6))
    return [Studied(0, [Review(next(ids), rating, days if time else 0) for time in range(times)]) for _ in range(cards)]


ODD = {
    "few": same(3, 2, cards=3),
    "all again": same(1, 1),
    "all easy": same(4, 30),
    "one card": same(3, 1, cards=1, times=2000),
    "huge gaps": same(3, 100_000),
    "identical": same(3, 5),
    "one gap each": same(2, 1, times=2),
    "recalled after ages, forgotten at once": [
        Studied(0, [Review(9 * n, 3, 0), Review(9 * n + 1, 3, 3000), Review(9 * n + 2, 1, 1)]) for n in range(400)
    ],
    "alternating": [Studied(0, [Review(9 * n + k, 3 - 2 * (k % 2), k) for k in range(8)]) for n in range(200)],
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_log_is_fitted_or_refused_and_what_comes_out_can_be_used(name: str) -> None:
    try:
        found = judge(ODD[name])
    except ValueError:
        return  # the optimiser says that there is too little
    assert found.weights == within_bounds(found.weights)
    assert all(isfinite(value) for value in found[1:])


def run(lines: Iterable[str]) -> tuple[dict[str, object], list[int]]:
    steps: list[int] = []
    return child.ask(child.start(), lines, steps.append), steps


def lines_of(cards: list[Studied]) -> Iterator[str]:
    """As services.fitting asks, with days made of the days between."""
    yield json.dumps({"weights": [DEFAULT_PARAMETERS]})
    for card in cards:
        day, rows = 0, []
        for number, review in enumerate(card.reviews):
            day += review.days
            rows.append([review.row_id, review.rating, f"2026-{1 + day // 28:02}-{1 + day % 28:02}", number == 0])
        yield json.dumps([card.weights, rows])


def test_the_child_answers_and_says_how_far_it_is() -> None:
    answer, steps = run(lines_of(same(3, 1, cards=300, times=5)))
    assert set(answer) == set(Verdict._fields)
    assert answer["reviews"] == 1200
    assert steps == list(range(1, STEPS + 1))


def test_a_card_with_reviews_of_one_day_only_makes_the_optimiser_say_no_not_crash() -> None:
    with pytest.raises(FitFailed, match="Nothing was changed"):
        run(lines_of(same(3, 0)))


@pytest.mark.parametrize("lines", [["[1"], ["{}"], [], ['{"weights": [[1, 2]]}', '[0, [[1, 9, "never", 1]]]']])
def test_a_question_that_makes_no_sense_is_an_error_with_a_name(lines: list[str]) -> None:
    with pytest.raises(FitFailed):
        run(lines)


def test_a_child_that_is_killed_is_an_error_with_a_name() -> None:
    started = child.start()

    def killing() -> Iterator[str]:
        yield json.dumps({"weights": [DEFAULT_PARAMETERS]})
        child.stop(started)
        yield from lines_of(same(3, 1))

    with pytest.raises(FitFailed, match="without an answer"):
        child.ask(started, killing(), lambda step: None)
    assert started.poll() is not None


def test_a_child_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "TIME_LIMIT_SECONDS", 0)
    with pytest.raises(FitFailed, match="took over"):
        run(lines_of(same(3, 1)))


def test_a_question_that_breaks_off_leaves_no_child_behind() -> None:
    started = child.start()

    def breaking() -> Iterator[str]:
        yield json.dumps({"weights": [DEFAULT_PARAMETERS]})
        raise KeyError("the database")

    with pytest.raises(KeyError):
        child.ask(started, breaking(), lambda step: None)
    assert started.poll() is not None


def test_the_side_that_asks_never_loads_the_optimiser() -> None:
    code = "import sys, flashcards.web.app, flashcards.services.fitting; sys.exit('fsrs_rs_python' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
