"""An instant as the learner lives it: on a study day, in a time zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from flashcards.core.days import day_end, study_day


def stamp(at: datetime) -> str:
    """An aware instant as it is stored: in UTC, of one length, so that texts sort as the instants do."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True, slots=True)
class Moment:
    """`at` is aware UTC; `zone` is where the learner is."""

    at: datetime
    zone: tzinfo

    @property
    def day(self) -> date:
        """The study day, which began at 04:00."""
        return study_day(self.at, self.zone)

    @property
    def day_end(self) -> datetime:
        """When the next study day begins, aware UTC."""
        return day_end(self.day, self.zone)

    @property
    def stamp(self) -> str:
        """The instant as it is stored."""
        return stamp(self.at)
