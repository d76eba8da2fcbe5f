"""Fitting: which decks together, when there is enough, and taking what came out, or leaving it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from benchmarks.learner import Learner, study
from flashcards.core.errors import BadInput, Stale
from flashcards.core.models import DEFAULT_PARAMETERS, Rating
from flashcards.core.moment import Moment
from flashcards.optimising.child import start
from flashcards.services import fitting
from flashcards.services.checking import check
from flashcards.services.configuring import choose_options
from flashcards.services.fitting import LEAST_REVIEWS, Fit, drop, fit, outlook, reminder, scope_of, take, usable_reviews
from flashcards.services.undoing import redo, undo
from flashcards.storage.cards import card
from flashcards.storage.database import Connection, write
from flashcards.storage.decks import deck, given_options
from flashcards.storage.migrations import open_database
from flashcards.storage.parameters import fitted_sets, parameters
from flashcards.storage.reviews import log_memory
from tests.build import MOMENT, add_cards, add_deck, later, log, one, rate, state

AFTER = Moment(datetime(2026, 3, 1, 9, tzinfo=UTC), UTC)
"""When the learner of these tests has stopped."""


@pytest.fixture(scope="module")
def studied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection with a deck that a forgetful learner studied, and an empty one below it."""
    path = tmp_path_factory.mktemp("studied") / "flashcards.db"
    db = open_database(path, AFTER.at)
    study(db, Learner(cards=250, new_per_day=10), 2500, "AWS")
    add_deck(db, "AWS::S3")
    db.close()
    return path


@pytest.fixture
def learner(studied: Path, tmp_path: Path) -> Iterator[Connection]:
    copy = tmp_path / "flashcards.db"
    copy.write_bytes(studied.read_bytes())
    db = open_database(copy, AFTER.at)
    yield db
    db.close()


def better(db: Connection, deck_id: int | None = None) -> Fit:
    """A fit as the optimiser would find it, without asking it."""
    weights = (0.1, 0.6, 1.1, 4.0, *DEFAULT_PARAMETERS[4:])
    return Fit(scope_of(db, deck_id), weights, 1000, 200, 0.4, 0.3, 0.01, 0.4, 0.3, ())


def weights_of(db: Connection, deck_id: int) -> int:
    return deck(db, deck_id).options.parameters_id


def test_a_fit_goes_from_the_log_to_better_weights_and_writes_nothing(learner: Connection) -> None:
    before, steps = (state(learner), log(learner)), list[int]()
    found = fit(learner, scope_of(learner, None), start(), steps.append)
    assert found.is_better
    assert found.loss_after < found.loss_before
    assert found.all_after < found.all_before
    assert found.reviews == usable_reviews(learner, found.scope, most=10**6)
    assert steps == [1, 2, 3, 4]
    assert [len(one.fitted) for one in found.typical] == [5, 5]
    assert (state(learner), log(learner)) == before
    assert one(learner, "SELECT COUNT(*) FROM parameters") == 1


def test_once_taken_fitting_again_finds_nothing_better(learner: Connection) -> None:
    take(learner, fit(learner, scope_of(learner, None), start(), lambda step: None), AFTER, is_rescheduling=False)
    again = fit(learner, scope_of(learner, None), start(), lambda step: None)
    assert not again.is_better
    with pytest.raises(BadInput, match="as good"):
        take(learner, again, AFTER, is_rescheduling=False)


@pytest.mark.parametrize(("after", "chance"), [(0.41, 0), (0.4, 0), (0.395, 0.01), (0.39, 0.02)])
def test_what_is_no_better_than_luck_is_not_taken(learner: Connection, after: float, chance: float) -> None:
    found = replace(better(learner), loss_before=0.4, loss_after=after, chance=chance)
    assert not found.is_better
    with pytest.raises(BadInput):
        take(learner, found, AFTER, is_rescheduling=True)
    assert one(learner, "SELECT COUNT(*) FROM parameters") == 1


def test_taking_keeps_where_the_weights_come_from(learner: Connection) -> None:
    found = better(learner, 1)
    take(learner, found, AFTER, is_rescheduling=False)
    (kept,) = fitted_sets(learner).values()
    assert (kept.made_at, kept.reviews, kept.loss_before, kept.loss_after) == (AFTER.at, 1000, 0.4, 0.3)
    assert parameters(learner)[kept.id] == found.weights
    assert deck(learner, 1).options.parameters == found.weights
    assert outlook(learner, 1).in_force == kept
    assert outlook(learner, 2).in_force == kept  # it lies below


def test_taking_is_one_step_with_or_without_the_cards(learner: Connection) -> None:
    before = state(learner)
    assert take(learner, better(learner), AFTER, is_rescheduling=True) > 200
    after = state(learner)
    assert check(learner).differences == ()
    undo(learner, None, AFTER)
    assert state(learner) == before
    assert check(learner).differences == ()
    redo(learner, None, AFTER)
    assert state(learner) == after
    assert check(learner).differences == ()
    assert {row[0] for row in learner.execute("SELECT parameters_id FROM review_log WHERE kind = 'reschedule'")} == {2}


def test_the_effect_shown_before_taking_is_what_comes_true(learner: Connection) -> None:
    found = better(learner)
    shown = fitting.preview(learner, found, AFTER)
    assert take(learner, found, AFTER, is_rescheduling=True) == len(shown.moves)
    assert [card(learner, move.card.id).memory for move in shown.moves] == [move.after for move in shown.moves]


def test_other_options_of_a_deck_stay_when_it_is_given_weights(learner: Connection) -> None:
    choose_options(learner, 1, {"new_per_day": 7, "learning_steps": [60]}, AFTER)
    take(learner, better(learner), AFTER, is_rescheduling=False)
    assert given_options(learner, 1) == {"new_per_day": 7, "learning_steps": (60,), "parameters_id": 2}
    drop(learner, 1, AFTER)
    assert given_options(learner, 1) == {"new_per_day": 7, "learning_steps": (60,)}
    undo(learner, None, AFTER)
    assert weights_of(learner, 1) == 2


def test_weights_that_were_changed_meanwhile_refuse_the_older_fit(learner: Connection) -> None:
    older = better(learner)
    take(learner, better(learner, 1), AFTER, is_rescheduling=False)
    before = state(learner)
    with pytest.raises(Stale):
        take(learner, older, AFTER, is_rescheduling=True)
    assert state(learner) == before


def test_a_deck_with_weights_of_its_own_is_no_part_of_the_one_above(db: Connection) -> None:
    aws, s3, glacier, stories = (add_deck(db, name) for name in ("AWS", "AWS::S3", "AWS::S3::Glacier", "Stories"))
    choose_options(db, s3, {"parameters_id": 1}, MOMENT)

    def ids(deck_id: int | None) -> list[int]:
        return [each.id for each in scope_of(db, deck_id).decks]

    assert ids(aws) == [aws]
    assert ids(s3) == [s3, glacier]
    assert ids(glacier) == [glacier]
    assert ids(None) == [aws, stories]
    assert [each.id for each in scope_of(db, None).tops] == [aws, stories]
    assert [owner.deck.id for owner in outlook(db, None).owners] == []
    assert [owner.deck.id for owner in outlook(db, s3).owners] == [s3]


def test_all_decks_are_judged_each_by_its_own_present_weights(learner: Connection) -> None:
    choose_options(learner, add_deck(learner, "Other"), {"parameters_id": 1}, AFTER)
    take(learner, better(learner, 1), AFTER, is_rescheduling=False)
    head, *cards = list(fitting._question(learner, scope_of(learner, None)))
    assert [tuple(weights) for weights in json.loads(head)["weights"]] == [better(learner).weights, DEFAULT_PARAMETERS]
    assert {json.loads(line)[0] for line in cards} == {0}


def test_too_few_reviews_are_counted_and_refused(db: Connection) -> None:
    (card_id,) = add_cards(db, add_deck(db), 1)
    for minutes in (0, 15):
        rate(db, card_id, Rating.GOOD, later(minutes=minutes))
    assert usable_reviews(db, scope_of(db, None)) == 0
    assert outlook(db, None).missing == LEAST_REVIEWS
    with pytest.raises(BadInput, match="512 more are needed"):
        fitting.require_enough(db, scope_of(db, None))


def test_undone_ratings_and_practice_do_not_count(db: Connection) -> None:
    (card_id,) = add_cards(db, add_deck(db), 1)
    rate(db, card_id, Rating.EASY, later(0))
    rate(db, card_id, Rating.GOOD, later(20))
    assert usable_reviews(db, scope_of(db, 1)) == 1
    undo(db, None, later(20))
    assert usable_reviews(db, scope_of(db, 1)) == 0
    redo(db, None, later(20))
    assert usable_reviews(db, scope_of(db, 1)) == 1
    with write(db):
        log_memory(db, "reset", card(db, card_id), None, later(21))
    assert usable_reviews(db, scope_of(db, 1)) == 0


def test_a_deleted_card_does_not_count(learner: Connection) -> None:
    before = usable_reviews(learner, scope_of(learner, None), most=10**6)
    learner.execute("UPDATE cards SET deleted_at = ? WHERE id = 1", (AFTER.stamp,))
    assert usable_reviews(learner, scope_of(learner, None), most=10**6) < before


def test_the_count_stops_where_there_are_enough(learner: Connection) -> None:
    assert usable_reviews(learner, scope_of(learner, None)) == LEAST_REVIEWS
    assert outlook(learner, None).missing == 0


def test_it_is_time_to_fit_once_there_is_enough_and_again_after_thirty_days_with_as_many_new_reviews(learner: Connection) -> None:
    first = reminder(learner, AFTER)
    assert first
    assert first.last is None
    take(learner, better(learner), Moment(datetime(2025, 1, 5, tzinfo=UTC), UTC), is_rescheduling=False)
    assert reminder(learner, Moment(datetime(2025, 2, 3, tzinfo=UTC), UTC)) is None  # not yet thirty days
    assert reminder(learner, Moment(datetime(2025, 2, 5, tzinfo=UTC), UTC))
    take(learner, replace(better(learner), scope=scope_of(learner, None)), AFTER, is_rescheduling=False)
    assert reminder(learner, Moment(AFTER.at + timedelta(days=90), UTC)) is None  # nothing new since


def test_a_fit_that_was_undone_silences_no_reminder(learner: Connection) -> None:
    at = Moment(datetime(2025, 1, 5, tzinfo=UTC), UTC)
    take(learner, better(learner), at, is_rescheduling=False)
    assert reminder(learner, at) is None
    undo(learner, None, at)
    again = reminder(learner, at)
    assert again
    assert again.last is None
    redo(learner, None, at)
    assert reminder(learner, at) is None


def test_a_collection_without_decks_has_nothing_to_fit(db: Connection) -> None:
    assert outlook(db, None).missing == LEAST_REVIEWS
    assert reminder(db, MOMENT) is None
