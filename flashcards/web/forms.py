"""What browsers send, read strictly: a value that cannot be meant is named, never guessed at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar
from zoneinfo import available_timezones

from werkzeug.routing import BaseConverter

from flashcards.config import learner_zone
from flashcards.core.choices import RANGES
from flashcards.core.errors import BadInput, Config, TooLarge, WrongField
from flashcards.core.models import Mix, NewOrder, Rating, ReviewOrder
from flashcards.core.settings import Settings, Theme
from flashcards.core.timespan import parse_steps

Choice = TypeVar("Choice", bound=StrEnum)
Meant = TypeVar("Meant")
FORM_BYTES = 2**20
"""Of text in a form."""
FORM_PARTS = 12_000
"""Files and fields in a form."""
LARGEST_SAID = 10**6
"""A bound above it, such as that of an id, tells a person nothing."""
DIGITS = 18
"""Enough for every id SQLite gives."""


class Id(BaseConverter):
    """Ids in addresses: ASCII digits only, none too many in front (an int converter would take others too)."""

    regex = "0|[1-9][0-9]{0,29}"

    def to_python(self, value: str) -> int:
        return int(value)


def meant(field: str, read: Callable[[], Meant]) -> Meant:
    """What a field means. Raises WrongField when it cannot be read."""
    try:
        return read()
    except (BadInput, TooLarge) as error:
        raise WrongField(field, error.message) from None


def number(text: str | None, name: str, lowest: int, highest: int) -> int:
    """A whole number in ASCII digits. Raises BadInput."""
    text = (text or "").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= DIGITS and lowest <= int(text) <= highest):
        bounds = f" from {lowest} to {highest}" if highest < LARGEST_SAID else ""
        raise BadInput(f"{name} must be a whole number{bounds}, not {text[:20]!r}.")
    return int(text)


def optional_number(text: str | None, name: str, lowest: int, highest: int) -> int | None:
    """The same, where nothing may be said. Raises BadInput."""
    return number(text, name, lowest, highest) if (text or "").strip() else None


def said(form: Mapping[str, str], name: str) -> str:
    """A field that must not be missing. Raises BadInput."""
    if not form.get(name):
        raise BadInput(f"The field {name} is missing. Load the page again.")
    return form[name]


def lines(text: str) -> str:
    """Typed text, as browsers send it, with the line ends of the collection."""
    return text.replace("\r\n", "\n")


def rating(text: str | None) -> Rating:
    """1 to 4, as the one ASCII digit. Raises BadInput."""
    if text not in ("1", "2", "3", "4"):
        raise BadInput("rating must be 1 (Again), 2 (Hard), 3 (Good) or 4 (Easy).")
    return Rating(int(text))


def choice(text: str | None, name: str, choices: type[Choice]) -> Choice:
    """One of a list. Raises BadInput."""
    try:
        return choices(text or "")
    except ValueError:
        raise BadInput(f"{name} must be one of: {', '.join(choices)}.") from None


def read_settings(form: Mapping[str, str], present: Settings) -> tuple[Settings, list[WrongField]]:
    """The page Settings; a field that is missing or cannot be meant stays as it is, and the latter is named."""
    wrong: list[WrongField] = []
    zone = form.get("time_zone") or None
    if zone and zone not in available_timezones():
        wrong.append(WrongField("time_zone", "There is no such time zone. Choose one from the list, such as Europe/Berlin."))
        zone = present.time_zone
    try:
        learner_zone(zone)
    except Config as error:
        wrong.append(WrongField("time_zone", error.message))
        zone = present.time_zone
    chosen = replace(present, time_zone=zone, has_shortcuts=form.get("has_shortcuts") == "on")
    for name, read in _SETTINGS.items():
        try:
            if name in form:
                chosen = replace(chosen, **{name: read(form[name])})
        except BadInput as error:
            wrong.append(WrongField(name, error.message))
    return chosen, wrong


def read_options(form: Mapping[str, str]) -> tuple[dict[str, object], list[WrongField]]:
    """Deck options as given; an empty field inherits from the deck above. What cannot be meant is named by its field."""
    given: dict[str, object] = {}
    wrong: list[WrongField] = []
    for name, read in _OPTIONS.items():
        text = form.get(name, "").strip()
        if not text:
            continue
        try:
            given[name] = read(text)
        except (BadInput, ValueError) as error:
            wrong.append(WrongField(name, str(error)))
    return given, wrong


def _retention(text: str) -> float:
    """Percent to a share."""
    lowest, highest = (round(100 * share) for share in RANGES["desired_retention"])
    return number(text.removesuffix("%").strip(), "Desired retention", lowest, highest) / 100


def _in_range(text: str, name: str, field: str) -> int:
    lowest, highest = RANGES[field]
    return number(text, name, int(lowest), int(highest))


_SETTINGS: dict[str, Callable[[str], Any]] = {
    "new_per_day": lambda text: _in_range(text, "New cards a day", "new_per_day"),
    "reviews_per_day": lambda text: _in_range(text, "Reviews a day", "reviews_per_day"),
    "new_stories_per_day": lambda text: _in_range(text, "New stories a day", "new_stories_per_day"),
    "new_order": lambda text: choice(text, "New cards", NewOrder),
    "review_order": lambda text: choice(text, "Reviews", ReviewOrder),
    "mix": lambda text: choice(text, "New among reviews", Mix),
    "theme": lambda text: choice(text, "Colours", Theme),
}

_OPTIONS: dict[str, Callable[[str], object]] = {
    **{name: _SETTINGS[name] for name in ("new_per_day", "reviews_per_day", "new_order", "review_order", "mix")},
    "desired_retention": _retention,
    "learning_steps": lambda text: () if text == "none" else parse_steps(text),
    "relearning_steps": lambda text: () if text == "none" else parse_steps(text),
    "maximum_interval_days": lambda text: _in_range(text, "Longest interval", "maximum_interval_days"),
    "leech_threshold": lambda text: _in_range(text, "Lapses that make a leech", "leech_threshold"),
    "leech_suspends": lambda text: _switch(text),
    "bury_new_siblings": lambda text: _switch(text),
    "bury_review_siblings": lambda text: _switch(text),
    "bury_learning_siblings": lambda text: _switch(text),
}


def _switch(text: str) -> bool:
    if text not in ("yes", "no"):
        raise BadInput("Say yes or no.")
    return text == "yes"
