"""Plans of days or weeks: their frame. What is to be learned inside them becomes cards as anywhere else."""

from __future__ import annotations

from flashcards.core.models import Plan
from flashcards.guides.document import Section


def find_plans(root: Section) -> tuple[Plan, ...]:
    """The plans a guide holds, in its order."""
    return ()
