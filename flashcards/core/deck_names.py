"""Names of decks: whole paths, their parts joined by "::". Case tells no two decks apart, so whoever looks one up folds it."""

from __future__ import annotations

SEPARATOR = "::"


def lineage(name: str) -> list[str]:
    """The names on the way down to a deck: the outermost first, itself last."""
    parts = name.split(SEPARATOR)
    return [SEPARATOR.join(parts[:depth]) for depth in range(1, len(parts) + 1)]


def parents(name: str) -> list[str]:
    """The names of the decks above it, the nearest first."""
    return lineage(name)[-2::-1]


def is_within(name: str, top: str) -> bool:
    """Whether the deck is that one or lies below it."""
    return top.casefold() in lineage(name.casefold())


def leaf(name: str) -> str:
    """The last part, which stands in a list under the deck above."""
    return name.split(SEPARATOR)[-1]


def depth(name: str) -> int:
    """How many decks its name puts above it."""
    return name.count(SEPARATOR)


def tree_order(name: str) -> list[str]:
    """What to sort names by, so that each stands above those below it."""
    return name.casefold().split(SEPARATOR)
