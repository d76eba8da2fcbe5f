"""Sentences that state a rule."""

from __future__ import annotations

import pytest

from flashcards.guides.advice import states_rule

RULES = (
    "Share your screen, so that they see what you mean.",
    "Some nod at once. So, keep your first answer short.",
    "It is fine to guess, but say that you guess.",
    "If you cannot name a date, the plan is not done.",
    "A note must reach the team before the meeting.",
    "Never speak ill of those you worked with.",
    "One common mistake is to answer before the question ends.",
    "The rooms are small. Try another floor. I like the third.",
)
OTHERS = (
    "I should have asked her first, and I never did.",
    "Share prices fell that year.",
    "The queue holds what nobody has read yet.",
    "Those that wait are served in their order.",
    "This book doesn't say who wrote it.",
    "Why must it be Tuesday?",
    "So I called the customer. I told him to wait. Make a note of it, he said. I did.",
)


@pytest.mark.parametrize("text", RULES)
def test_what_the_reader_is_told_to_do_is_a_rule(text: str) -> None:
    assert states_rule(text)


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_told_or_asked_or_only_holds_is_no_rule(text: str) -> None:
    assert not states_rule(text)
