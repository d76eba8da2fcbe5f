"""Custom study: cards asked apart from what is due."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Pick(StrEnum):
    """Which cards a study is made of."""

    AHEAD = "ahead"
    """Those due within some days."""
    FORGOTTEN = "forgotten"
    """Those rated Again today."""
    TAG = "tag"
    SEARCH = "search"


class StudyOrder(StrEnum):
    """In which order they are asked."""

    DUE = "due"
    """As they fall due, new ones last."""
    RANDOM = "random"
    ADDED = "added"
    """The oldest first."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to study. deck_id: only that deck and those below it; None for all. days, text: as `pick` needs them, the text a tag
    or a search. limit: the most cards.
    """

    pick: Pick
    deck_id: int | None = None
    days: int = 1
    text: str = ""
    limit: int = 50
    order: StudyOrder = StudyOrder.DUE
    keeps_schedule: bool = False


@dataclass(frozen=True, slots=True)
class Study:
    """Cards to be passed once each. keeps_schedule: a rating changes no memory. after_log_id: only later log rows count."""

    id: int
    label: str
    keeps_schedule: bool
    after_log_id: int
    card_ids: tuple[int, ...]


def left_in(study: Study, askable: Container[int], answered: Mapping[int, bool]) -> list[int]:
    """What is still to be asked: cards that were not answered, then those that were not passed, the longest ago first.

    answered: whether a card was passed, in the order in which each was answered last.
    """
    unanswered = [card_id for card_id in study.card_ids if card_id not in answered]
    failed = [card_id for card_id, is_passed in answered.items() if not is_passed]
    return [card_id for card_id in unanswered + failed if card_id in askable]


def passed_in(study: Study, answered: Mapping[int, bool]) -> int:
    """How many of its cards were passed."""
    return sum(answered.get(card_id, False) for card_id in study.card_ids)


def once_passed(answers: Iterable[tuple[int, int]]) -> dict[int, bool]:
    """Whether each card was ever passed, in the order of its last answer. answers: (card, rating), in time."""
    found: dict[int, bool] = {}
    for card_id, rating in answers:
        found[card_id] = found.pop(card_id, False) or rating > 1
    return found
