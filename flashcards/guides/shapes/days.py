"""Days and weeks, as plans name them: "Day 3: Caches (60 minutes)", "Week 1-2", "Monday: …"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from flashcards.guides.shapes.durations import DURATION
from flashcards.guides.wording import plain, tidy

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = re.compile(
    r"(?:(?P<unit>day|week)s?\s+(?P<number>\d{1,3})(?:\s*(?:[-–—&,]|to|and)\s*(?P<last>\d{1,3}))?"
    r"|(?P<name>(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b))\s*(?:$|[:.|)–—-]+\s*|(?=\())(?P<title>.*)",
    re.IGNORECASE | re.DOTALL,
)
_ALONE = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|week-?end", re.IGNORECASE)
_IN_BRACKETS = re.compile(rf"\s*[(\[][^()\[\]]{{0,60}}?{DURATION.pattern}[^()\[\]]{{0,60}}[)\]]", re.IGNORECASE)


class Mark(NamedTuple):
    """What a heading, a bold word or a cell says of a day: "day" or "week", its number, of several the last one's, its title."""

    unit: str
    number: int
    last: int
    title: str


@lru_cache(maxsize=4096)
def read_day(text: str) -> Mark | None:
    """The day or week a heading, a line or a cell begins with."""
    match = _DAY.fullmatch(plain(tidy(text))) if text[:1] else None
    if match is None:
        return None
    title = without_time(match["title"]).strip(" :–—-")
    if match["name"]:
        number = _WEEKDAYS.index(match["name"][:3].lower()) + 1
        return Mark("day", number, number, title or match["name"].capitalize())
    return Mark(match["unit"].lower(), int(match["number"]), int(match["last"] or match["number"]), title)


def is_day(name: str) -> bool:
    """Whether a label names a day of the week, or those at its end, and nothing else: "Monday (2 hours)", "Weekend"."""
    return _ALONE.fullmatch(plain(without_time(name))) is not None


def without_time(title: str) -> str:
    """A title without the time in brackets that it takes."""
    return _IN_BRACKETS.sub("", title)
