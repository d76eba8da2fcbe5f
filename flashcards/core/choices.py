"""What a learner may choose, Settings and Options: read back from JSON by the types of their fields, and how far each may go."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from flashcards.core.models import LARGEST_ID, Options
from flashcards.core.settings import Settings
from flashcards.core.timespan import LONGEST_STEP_SECONDS

RANGES: dict[str, tuple[float, float]] = {
    "desired_retention": (0.7, 0.99),
    "learning_steps": (1, LONGEST_STEP_SECONDS),
    "relearning_steps": (1, LONGEST_STEP_SECONDS),
    "maximum_interval_days": (1, 36500),
    "new_per_day": (0, 9999),
    "reviews_per_day": (0, 9999),
    "leech_threshold": (0, 99),
    "parameters_id": (1, LARGEST_ID),
    "note_rows": (1, 1000),
    "new_stories_per_day": (0, 99),
}
"""The lowest and the highest number a field may hold, or each of several."""
_HINTS = {kind: get_type_hints(kind) for kind in (Settings, Options)}


def typed(kind: type[Settings | Options], stored: Mapping[str, Any]) -> dict[str, Any]:
    """Fields from JSON, as their types are written; a name this version does not know is left out.

    Raises ValueError or TypeError naming the field that is of another type.
    """
    return {name: _typed(name, stored[name], hint) for name, hint in _HINTS[kind].items() if name in stored}


def is_in_range(name: str, value: object) -> bool:
    """Whether a field may hold that, by `RANGES`. What is no number may always be."""
    if name not in RANGES:
        return True
    lowest, highest = RANGES[name]
    return all(lowest <= one <= highest for one in (value if isinstance(value, tuple) else (value,)))


def _typed(name: str, value: Any, hint: Any) -> Any:
    if isinstance(hint, UnionType):  # a type, or None
        return None if value is None else _typed(name, value, get_args(hint)[0])
    if get_origin(hint) is tuple and isinstance(value, list):
        return tuple(_typed(name, one, get_args(hint)[0]) for one in value)
    if hint is float and type(value) is int:
        return float(value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(value)
    if type(value) is not hint:
        raise TypeError(f"{name} is {str(value)[:60]!r}")
    return value
