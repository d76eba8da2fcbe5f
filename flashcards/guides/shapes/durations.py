"""How long something takes, as guides write it: "20 minutes", "1-2 hours", "1h 30m", "45-min"."""

from __future__ import annotations

import re
from functools import lru_cache

_UNIT = r"(?:hours?|hrs?|h|minutes?|mins?|min|m|seconds?|secs?|sec|s)\b\.?"
# It begins with a digit and looks behind that, since a search for a digit is quick.
_SPAN = rf"\d(?<![\w.$]\d)\d*(?:\.\d+)?(?:\s*(?:[-–—]|to)\s*\d+(?:\.\d+)?)?\s*[- ]?{_UNIT}"
DURATION = re.compile(rf"{_SPAN}(?:\s*(?:and\s+)?\d+\s*{_UNIT})?", re.IGNORECASE)
_PIECE = re.compile(
    r"(?P<least>\d+(?:\.\d+)?)(?:\s*(?:[-–—]|to)\s*(?P<most>\d+(?:\.\d+)?))?\s*[- ]?(?P<unit>h|m|s)[a-z]*", re.IGNORECASE
)
_MINUTES = {"h": 60.0, "m": 1.0, "s": 1 / 60}


@lru_cache(maxsize=4096)
def duration_in(text: str) -> str | None:
    """The first duration a text names, as it stands there."""
    match = DURATION.search(text)
    return match[0].strip() if match else None


def minutes_in(text: str) -> int | None:
    """The first duration a text names, in whole minutes; the longer one of a span."""
    duration = duration_in(text)
    if duration is None:
        return None
    pieces = _PIECE.finditer(duration)
    return round(sum(float(piece["most"] or piece["least"]) * _MINUTES[piece["unit"].lower()] for piece in pieces))
