"""Names of decks: whole paths, their parts joined by "::". Case tells no two decks apart, so whoever looks one up folds it."""

from __future__ import annotations

import unicodedata

from flashcards.core.errors import BadInput

SEPARATOR = "::"
MOST_LEVELS = 10
LONGEST_PART = 100
"""Characters of each part."""


def cleaned(name: str) -> str:
    """A name as it is stored: its parts without needless blanks and colons. Raises BadInput saying what is wrong with it."""
    parts = [unicodedata.normalize("NFC", " ".join(part.split()).strip(": ")) for part in name.split(SEPARATOR, MOST_LEVELS)]
    if parts == [""]:
        raise BadInput("A deck needs a name.")
    if not all(parts):
        raise BadInput(f"A part of the name is empty. Write it like AWS{SEPARATOR}Storage, with something on either side.")
    if len(parts) > MOST_LEVELS:
        raise BadInput(f"Decks go {MOST_LEVELS} deep at most.")
    if any(len(part) > LONGEST_PART for part in parts):
        raise BadInput(f"A part of the name is too long: it may have {LONGEST_PART} characters.")
    if any(unicodedata.category(character) in ("Cc", "Cs") for part in parts for character in part):
        raise BadInput("The name holds a character that cannot be shown. Take it out.")
    return SEPARATOR.join(parts)


def moved(name: str, top: str, new_top: str) -> str:
    """What a deck at or below `top` is called once that has another name."""
    return SEPARATOR.join([new_top, *name.split(SEPARATOR)[depth(top) + 1 :]])


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
