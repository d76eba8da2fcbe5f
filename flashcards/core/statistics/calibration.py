"""Does what was predicted come true? Of all answers of 90 % recall, nine in ten should pass."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from flashcards.core.statistics.figures import BINS, UNIT

ENOUGH = 100
"""Predictions from which on the whole is told."""
ENOUGH_IN_BIN = 10


class Predicted(NamedTuple):
    """Predictions of one bin, 0 to BINS - 1; recall and loss are their sums, in UNITs."""

    bin: int
    answers: int
    passed: int
    recall: int
    loss: int


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions from low to below high. predicted: their mean; actual: the share that passed, None where too few to tell."""

    low: float
    high: float
    answers: int
    passed: int
    predicted: float
    actual: float | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """bins: those with predictions, the lowest first.

    predicted, actual: means over all; log_loss: in nats a prediction; rmse: the root of the mean squared distance between
    predicted and actual of a bin, weighed by its answers. None, all four, while there are too few to tell.
    """

    bins: tuple[Bin, ...]
    answers: int
    predicted: float | None
    actual: float | None
    log_loss: float | None
    rmse: float | None

    @property
    def missing(self) -> int:
        """How many more predictions it takes to tell."""
        return max(0, ENOUGH - self.answers)


def calibration(found: Iterable[Predicted]) -> Calibration:
    """found: a row a bin."""
    rows = sorted(found)
    bins = tuple(_bin(row) for row in rows)
    answers = sum(row.answers for row in rows)
    if answers < ENOUGH:
        return Calibration(bins, answers, None, None, None, None)
    squares = sum((row.recall / UNIT - row.passed) ** 2 / row.answers for row in rows)
    return Calibration(
        bins=bins,
        answers=answers,
        predicted=sum(row.recall for row in rows) / answers / UNIT,
        actual=sum(row.passed for row in rows) / answers,
        log_loss=sum(row.loss for row in rows) / answers / UNIT,
        rmse=sqrt(squares / answers),
    )


def _bin(row: Predicted) -> Bin:
    actual = row.passed / row.answers if row.answers >= ENOUGH_IN_BIN else None
    return Bin(row.bin / BINS, (row.bin + 1) / BINS, row.answers, row.passed, row.recall / row.answers / UNIT, actual)
