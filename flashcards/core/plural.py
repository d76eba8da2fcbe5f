"""How many there are of something, in words."""

from __future__ import annotations


def count_of(number: int, noun: str) -> str:
    """ "1 card", "2 cards", "1,204 cards", "2 stories"."""
    return f"{number:,} {noun if number == 1 else plural(noun)}"


def plural(noun: str) -> str:
    """ "cards", "days", "stories"."""
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else f"{noun}s"


def some(number: int, noun: str) -> str:
    """ "a card", "2 cards": as an action is named. The noun begins with a consonant."""
    return f"a {noun}" if number == 1 else count_of(number, noun)
