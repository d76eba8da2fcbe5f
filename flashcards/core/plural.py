"""How many there are of something, in words."""

from __future__ import annotations


def count_of(number: int, noun: str) -> str:
    """ "1 card", "2 cards", "1,204 cards"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def some(number: int, noun: str) -> str:
    """ "a card", "2 cards": as an action is named. The noun begins with a consonant."""
    return f"a {noun}" if number == 1 else count_of(number, noun)
