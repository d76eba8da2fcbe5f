"""Spans of time as a person reads them on a button."""

from __future__ import annotations

DAY_SECONDS = 86400
MONTH_SECONDS = 365 / 12 * DAY_SECONDS
YEAR_SECONDS = 365 * DAY_SECONDS
LONGEST_STEP_SECONDS = 30 * DAY_SECONDS


def timespan(seconds: float) -> str:
    """The largest fitting unit: s, m and d as whole numbers; h, mo and y with one decimal if it says something (as in Anki)."""
    if seconds < 60:
        return f"{round(seconds)}s"
    if seconds < 3600:
        return f"{int(seconds / 60 + 0.5)}m"
    if seconds < DAY_SECONDS:
        return f"{_one_decimal(seconds / 3600)}h"
    if seconds < MONTH_SECONDS:
        return f"{int(seconds / DAY_SECONDS + 0.5)}d"
    if seconds < YEAR_SECONDS:
        return f"{_one_decimal(seconds / MONTH_SECONDS)}mo"
    return f"{_one_decimal(seconds / YEAR_SECONDS)}y"


def clock(seconds: int) -> str:
    """As a stop-watch shows it: "2:05"."""
    return f"{seconds // 60}:{seconds % 60:02}"


def parse_steps(text: str) -> tuple[int, ...]:
    """Learning steps as they are written, "1m 10m" or "30s 2h 1d", in seconds; a bare number is minutes.

    Raises ValueError naming the step that cannot be meant.
    """
    units = {"s": 1, "m": 60, "h": 3600, "d": DAY_SECONDS}
    steps = []
    for word in text.split():
        number, unit = (word[:-1], word[-1]) if word[-1] in units else (word, "m")
        seconds = int(number) * units[unit] if number.isascii() and number.isdigit() and len(number) < 9 else 0
        if not 0 < seconds <= LONGEST_STEP_SECONDS:
            raise ValueError(f"{word!r} is no step. Write numbers with s, m, h or d, such as 1m 10m, at most 30d.")
        steps.append(seconds)
    return tuple(steps)


def written_steps(steps: tuple[int, ...]) -> str:
    """Steps as `parse_steps` reads them."""
    return " ".join(_written(step) for step in steps)


def _written(seconds: int) -> str:
    for unit, size in (("d", DAY_SECONDS), ("h", 3600), ("m", 60)):
        if seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"


def _one_decimal(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
