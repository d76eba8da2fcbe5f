"""What the learner chose for the whole collection."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from flashcards.core.models import Mix, NewOrder, ReviewOrder


class Theme(StrEnum):
    """Colours of the pages."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the learner chose for the whole collection. time_zone: an IANA name; None follows the machine.

    The orders hold when all decks are studied together; a deck studied by itself has its own.
    """

    time_zone: str | None = None
    new_per_day: int = 20
    reviews_per_day: int = 200
    has_shortcuts: bool = True
    theme: Theme = Theme.SYSTEM
    new_order: NewOrder = NewOrder.GUIDE
    review_order: ReviewOrder = ReviewOrder.DUE
    mix: Mix = Mix.MIXED
    note_columns: tuple[str, ...] = ("deck", "due", "interval", "recall", "lapses", "tags")
    """What the table of notes shows beside the front."""
    note_rows: int = 50
    """On a page of that table."""
    presets: tuple[str, ...] = ()
    """Lengths of a telling, as `core.stories.presets.written` has them; empty: those that are there before any is edited."""
    new_stories_per_day: int = 2
    """Pairs of a story and a principle that are told for the first time."""
