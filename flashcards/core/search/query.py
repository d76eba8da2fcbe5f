"""What a search asks for, as a tree of conditions. flashcards/core/search/grammar.py reads it from text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Text = tuple[str, ...]
"""Literal pieces with anything between them: `a*b` is ("a", "b"). Without a star it is one piece."""

FLAGS = ("none", "red", "orange", "green", "blue", "pink", "turquoise", "purple")
"""Names of the flags 0 to 7."""


class Standing(StrEnum):
    """What `is:` asks for."""

    NEW = "new"
    LEARN = "learn"
    """In learning or relearning steps."""
    REVIEW = "review"
    """In review, or relearned after a lapse."""
    DUE = "due"
    """A review due today or before, or a step due now; neither suspended nor buried."""
    SUSPENDED = "suspended"
    BURIED = "buried"
    LEECH = "leech"
    MARKED = "marked"


class Fact(StrEnum):
    """A property of a note that is compared with a text."""

    DECK = "deck"
    TAG = "tag"
    KIND = "kind"
    FORM = "form"
    PRINCIPLE = "principle"
    LEVEL = "level"
    SOURCE = "source"


class Side(StrEnum):
    """Where words are looked for."""

    ANY = ""
    FRONT = "front"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class All:
    """All parts are true; no part is true of every card."""

    parts: tuple[Query, ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part is true."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Query


@dataclass(frozen=True, slots=True)
class Words:
    """The text stands in the note. is_whole: its last word ends there; otherwise a word of the note begins with it."""

    text: Text
    side: Side = Side.ANY
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Is:
    standing: Standing


@dataclass(frozen=True, slots=True)
class Has:
    """The fact reads like the text. None: the note has no such fact."""

    fact: Fact
    text: Text | None


@dataclass(frozen=True, slots=True)
class Flagged:
    """0 is no flag."""

    flag: int


@dataclass(frozen=True, slots=True)
class Added:
    """Within so many study days, today being the first."""

    days: int


@dataclass(frozen=True, slots=True)
class Edited:
    """Added or edited within so many study days, today being the first."""

    days: int


@dataclass(frozen=True, slots=True)
class Rated:
    """Answered within so many study days, today being the first. rating: 1-4, None for any."""

    days: int
    rating: int | None


@dataclass(frozen=True, slots=True)
class Property:
    """name: ivl, due, reps, lapses, s, d or r. due is in days from today; r, the recall expected now, from 0 to 1."""

    name: str
    comparison: str
    value: float


@dataclass(frozen=True, slots=True)
class Ids:
    """table: notes or cards."""

    table: str
    ids: tuple[int, ...]


Query = All | Either | Not | Words | Is | Has | Flagged | Added | Edited | Rated | Property | Ids
