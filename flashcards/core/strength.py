"""How well a card is known, in one word: what stands beside its text in a guide."""

from __future__ import annotations

from enum import StrEnum

WEAK_RECALL = 0.8
"""Below this chance of recall a card is weak."""
STEADY_DAYS = 7
"""A card that lapsed is weak until its stability is so many days."""


class Strength(StrEnum):
    """Of several cards of a note, the first of these is shown."""

    DUE = "due"
    """Asked today, or overdue."""
    WEAK = "weak"
    """Being learned, recalled with a chance below WEAK_RECALL, or lapsed and not steady again."""
    NEW = "new"
    BURIED = "buried"
    """Not asked before tomorrow."""
    DRILLED = "drilled"
    """Told or worked on against a clock."""
    STRONG = "strong"
    SUSPENDED = "suspended"
