"""New weights on trial: fitted to the oldest four fifths of the reviews, and judged by the newest fifth, which they never saw."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from math import fsum, log, sqrt
from typing import NamedTuple

from fsrs_rs_python import DEFAULT_PARAMETERS, FSRS, FSRSItem, FSRSReview, TrainingConfig

from flashcards.core.history import LONGEST, Review, usable
from flashcards.core.scheduling import within_bounds

TRAINED_SHARE = 0.8
TRAINING = TrainingConfig(num_epochs=10, learning_rate=0.01)
"""Twice the rounds and a quarter of the stride the optimiser would take. docs/decisions/fit.md has what that gains."""
PUBLISHED_WORTH = 1600
"""How many reviews the published weights are worth: fewer of the learner's own speak softer than they, more speak louder."""
LEAST_CHANCE = 1e-6
"""A chance of recall or of forgetting is at least so much: one review that was held to be impossible must not outweigh all."""


class Studied(NamedTuple):
    """A card: which of the present weights it is studied with, and its reviews."""

    weights: int
    reviews: list[Review]


class Item(NamedTuple):
    """A review at least a day after the one before: its row of the log, its card, and which of that card's reviews it is."""

    row_id: int
    card: int
    place: int


class Verdict(NamedTuple):
    """weights: the fitted ones. reviews, held_out: how many were looked at, and were kept apart.

    Log loss, the mean of -ln of the chance given to what happened: of the held-out reviews under the present weights and the
    fitted ones, and of all. chance: what their difference, loss_before - loss_after, may come to by luck alone (its standard
    error).
    """

    weights: tuple[float, ...]
    reviews: int
    held_out: int
    loss_before: float
    loss_after: float
    chance: float
    all_before: float
    all_after: float


def try_weights(cards: Sequence[Studied], present: Sequence[Sequence[float]], say: Callable[[int], None]) -> Verdict:
    """say: is told steps 2 to 4 as each begins. Raises what the optimiser raises; its panics are BaseExceptions."""
    items = sorted(Item(card.reviews[at].row_id, number, at) for number, card in enumerate(cards) for at in usable(card.reviews))
    first_held_out = int(len(items) * TRAINED_SHARE)
    say(2)
    fitted = fit(cards, items[:first_held_out])
    say(3)
    before = list(losses(cards, items, present))
    say(4)
    after = list(losses([card._replace(weights=0) for card in cards], items, [fitted]))
    return Verdict(
        weights=fitted,
        reviews=len(items),
        held_out=len(items) - first_held_out,
        loss_before=_mean(before[first_held_out:]),
        loss_after=_mean(after[first_held_out:]),
        chance=_standard_error([old - new for old, new in zip(before[first_held_out:], after[first_held_out:], strict=True)]),
        all_before=_mean(before),
        all_after=_mean(after),
    )


def fit(cards: Sequence[Studied], items: Sequence[Item]) -> tuple[float, ...]:
    """The weights that fit these items best. They must come in the order of time: the optimiser trusts later ones more.

    It is not told which items are of one card: it would then learn from a card once a round, and end further from the best.
    What few items say is mixed with the published weights; docs/decisions/fit.md has what that spares.
    """
    histories = [_shared(card.reviews) for card in cards]
    asked = [FSRSItem(histories[item.card][: item.place + 1]) for item in items]
    found = FSRS(DEFAULT_PARAMETERS).compute_parameters(asked, training_config=TRAINING)
    trust = len(items) / (len(items) + PUBLISHED_WORTH)
    return within_bounds([trust * own + (1 - trust) * other for own, other in zip(found, DEFAULT_PARAMETERS, strict=True)])


def losses(cards: Sequence[Studied], items: Iterable[Item], weights: Sequence[Sequence[float]]) -> Iterator[float]:
    """The log loss of each item under the weights of its card."""
    known = [_chances(card, weights[card.weights]) for card in cards]
    for item in items:
        recall = known[item.card][item.place]
        passed = cards[item.card].reviews[item.place].rating > 1
        yield -log(max(LEAST_CHANCE, recall if passed else 1 - recall))


def _chances(card: Studied, weights: Sequence[float]) -> list[float]:
    """The chance of recall foreseen before each review, the first of which had none. FSRS-6, forgetting curve."""
    states = _model(tuple(weights)).historical_memory_states(FSRSItem(_shared(card.reviews))) if card.reviews else []
    decay = -weights[20]
    factor = 0.9 ** (1 / decay) - 1
    waits = (review.days for review in card.reviews[1:LONGEST])
    return [0.0] + [(1 + factor * days / state.stability) ** decay for state, days in zip(states, waits, strict=False)]


@lru_cache(maxsize=64)
def _model(weights: tuple[float, ...]) -> FSRS:
    return FSRS(weights)


def _shared(reviews: Sequence[Review]) -> list[FSRSReview]:
    return [_review(review.rating, review.days) for review in reviews[:LONGEST]]


@cache
def _review(rating: int, days: int) -> FSRSReview:
    """The same object for the same review: there are few kinds of them, and a million each of its own take their room."""
    return FSRSReview(rating, days)


def _mean(values: Sequence[float]) -> float:
    return fsum(values) / len(values)


def _standard_error(values: Sequence[float]) -> float:
    mean = _mean(values)
    return sqrt(fsum((value - mean) ** 2 for value in values)) / len(values)
