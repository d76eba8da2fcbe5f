from __future__ import annotations

import pytest

from flashcards.core.stories.rounds import is_round, without_minutes


@pytest.mark.parametrize(
    ("text", "told", "minutes"),
    [
        ("Round 1: Core Leadership (30 minutes)", "Round 1: Core Leadership", 30),
        ("Tell me about a conflict (3 min)", "Tell me about a conflict", 3),
        ("Tell me (briefly)", "Tell me (briefly)", None),
    ],
)
def test_minutes_in_brackets_are_told_apart_from_the_text(text: str, told: str, minutes: int | None) -> None:
    assert without_minutes(text) == (told, minutes)


@pytest.mark.parametrize(
    ("heading", "is_one"),
    [("Round 2: L6 scenarios (30 minutes)", True), ("Round 2: scenarios", False), ("Warm-up (30 minutes)", False)],
)
def test_a_round_of_a_guide_is_named_and_timed(heading: str, is_one: bool) -> None:
    assert is_round(heading) is is_one
