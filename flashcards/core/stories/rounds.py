"""The rounds of an interview: as a guide names them, and as they go on, with how much of their time is used."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flashcards.core.stories.mock import Mock, Round
from flashcards.core.stories.takes import Take

MINUTE_MS = 60_000
_MINUTES = re.compile(r"\s*\((\d{1,3})\s*min(?:ute)?s?\)", re.IGNORECASE)
_ROUND = re.compile(r"round\s+\w+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RoundStand:
    """answers: of each question its place in the mock, from 0, and its take if it was put.

    used_ms: since its first question was put, up to the end of its last telling; None before that.
    """

    round: Round
    answers: tuple[tuple[int, Take | None], ...]
    used_ms: int | None

    @property
    def is_over_time(self) -> bool:
        return self.used_ms is not None and self.used_ms > self.round.minutes * MINUTE_MS

    def has(self, place: int | None) -> bool:
        """Whether that question of the mock is one of its own."""
        return any(own == place for own, _ in self.answers)


def is_round(heading: str) -> bool:
    """Whether a heading of a guide names a round and its minutes: "Round 2: Leadership (30 minutes)"."""
    return bool(_ROUND.match(heading) and _MINUTES.search(heading))


def without_minutes(text: str) -> tuple[str, int | None]:
    """A heading or a question apart from the minutes it says in brackets."""
    found = _MINUTES.search(text)
    return (_MINUTES.sub("", text).strip(), int(found[1])) if found else (text.strip(), None)


def rounds_of(mock: Mock, takes: Sequence[Take | None], at: datetime) -> list[RoundStand]:
    """In their order. takes: by place."""
    numbered = iter(enumerate(takes))
    found = []
    for one in mock.rounds:
        answers = tuple(next(numbered) for _ in one.places)
        found.append(RoundStand(one, answers, _used_ms([take for _, take in answers], at)))
    return found


def _used_ms(takes: Sequence[Take | None], at: datetime) -> int | None:
    put = [take for take in takes if take]
    if not put:
        return None
    is_over = len(put) == len(takes) and not any(take.is_open for take in put)
    end = max((take.told_at for take in put if take.told_at), default=at) if is_over else at
    return max(0, int((end - min(take.began_at for take in put)).total_seconds() * 1000))
