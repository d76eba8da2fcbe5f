from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.timespan import parse_steps, timespan, written_steps


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "0s"), (59, "59s"), (60, "1m"), (330, "6m"), (600, "10m"), (3599, "60m"), (3600, "1h"), (5400, "1.5h"),
        (86399, "24h"), (86400, "1d"), (29 * 86400, "29d"), (30 * 86400, "30d"), (31 * 86400, "1mo"), (45 * 86400, "1.5mo"),
        (364 * 86400, "12mo"), (365 * 86400, "1y"), (548 * 86400, "1.5y"), (36500 * 86400, "100y"),
    ],
)  # fmt: skip
def test_a_span_is_shown_in_its_largest_fitting_unit(seconds: float, shown: str) -> None:
    assert timespan(seconds) == shown


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("1m 10m", (60, 600)),
        ("", ()),
        ("  30s   2h 1d ", (30, 7200, 86400)),
        ("5", (300,)),
        ("30d", (2592000,)),
        ("007m", (420,)),
    ],
)
def test_steps_are_read_as_they_are_written(text: str, steps: tuple[int, ...]) -> None:
    assert parse_steps(text) == steps


@pytest.mark.parametrize(
    "text", ["0m", "-1m", "1.5h", "m", "1 m", "10min", "٣m", "31d", "1e3s", "²m", "9" * 400 + "s", "999999999d", "1m,10m"]
)
def test_a_step_that_cannot_be_meant_is_named(text: str) -> None:
    with pytest.raises(ValueError, match="is no step"):
        parse_steps(text)


@given(st.lists(st.integers(1, 30 * 86400), max_size=6).map(tuple))
def test_written_steps_are_read_back_as_they_were(steps: tuple[int, ...]) -> None:
    assert parse_steps(written_steps(steps)) == steps


@given(st.lists(st.integers(1, 10**10), min_size=2, max_size=2).map(sorted))
def test_a_longer_span_never_looks_shorter(spans: list[int]) -> None:
    units = {"s": 1, "m": 60, "h": 3600, "d": 86400, "mo": 365 / 12 * 86400, "y": 365 * 86400}

    def meant(text: str) -> float:
        number = text.rstrip("smhdoy")
        return float(number) * units[text.removeprefix(number)]

    assert meant(timespan(spans[0])) <= meant(timespan(spans[1]))
