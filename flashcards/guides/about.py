"""What the front matter of a guide tells its reader: what it is about, for whom, how long it takes, and what goes with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flashcards.guides.links import linked_guide
from flashcards.guides.wording import plain

MOST_FACTS = 10
SHORT = 40
"""Characters of all values of a fact that stands in one line with others."""

_SUMMARY = re.compile(r"summary|description|abstract", re.IGNORECASE)
_TOLD = re.compile(
    r"(?:target[\s_-])?(?:level|audience)|difficulty(?:[\s_-]level)?|(?:\w+[\s_-])?(?:time|duration)|as[\s_-]of|last[\s_-]updated"
    r"|prerequisites?|(?:learning[\s_-])?(?:objectives?|outcomes?)|success[\s_-]criteria|deliverables?"
    r"|related(?:[\s_-]\w+)?|see[\s_-]also|(?:next|previous)(?:[\s_-]\w+)?",
    re.IGNORECASE,
)
_PATHS = (".md", ".markdown", "/")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\(([^()\s]+)\)")


@dataclass(frozen=True, slots=True)
class Value:
    """A text, and the guide of the collection that it names, if it names one."""

    text: str
    guide_id: int | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the front matter says, by its name there in plain words."""

    name: str
    values: tuple[Value, ...]

    @property
    def is_short(self) -> bool:
        return sum(len(value.text) for value in self.values) <= SHORT and not any(value.guide_id for value in self.values)


@dataclass(frozen=True, slots=True)
class About:
    """summary: "" where there is none. facts: in the author's order."""

    summary: str
    facts: tuple[Fact, ...]


def about(front_matter: Mapping[str, str], path: str, known: Mapping[str, int], titles: Mapping[int, str]) -> About | None:
    """None where nothing is told. path: of the guide itself. known: ids of the collection's guides by path; titles: by id."""
    summary = next((value for key, value in front_matter.items() if _SUMMARY.fullmatch(key)), "")
    facts = tuple(
        Fact(" ".join(re.split(r"[\s_-]+", key)).capitalize(), tuple(_value(line, path, known, titles) for line in _lines(value)))
        for key, value in front_matter.items()
        if _TOLD.fullmatch(key) and value.strip()
    )
    return About(plain(" ".join(summary.split())), facts[:MOST_FACTS]) if summary.strip() or facts else None


def _lines(value: str) -> list[str]:
    return [line.strip() for line in value.split("\n") if line.strip()]


def _value(text: str, path: str, known: Mapping[str, int], titles: Mapping[int, str]) -> Value:
    """A link, or a path alone, that leads to a guide is called by its own words, or else by the guide's title."""
    link = _LINK.fullmatch(text)
    address = link[2] if link else text if text.endswith(_PATHS) else None
    found = linked_guide(address, path, known) if address else None
    if found and known.get(path) != found[0]:
        return Value(plain(link[1]) if link else titles[found[0]], found[0])
    return Value(plain(text))
