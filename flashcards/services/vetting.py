"""Rows that come from a file, looked at value by value before they are stored: what the program cannot read never gets in.

What only rows together tell, `storage.archive.contradiction` finds once all are there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from math import isfinite
from typing import Any, NoReturn
from zoneinfo import available_timezones

from flashcards.core.choices import is_in_range, typed
from flashcards.core.deck_names import cleaned
from flashcards.core.errors import BadInput
from flashcards.core.models import LARGEST_ID, REVERSED, Kind, Options
from flashcards.core.moment import stamp
from flashcards.core.names import REQUEST_ID
from flashcards.core.scheduling import LONGEST_STABILITY, SHORTEST_STABILITY, within_bounds
from flashcards.core.settings import Settings
from flashcards.core.stories.mock import MOST_SECONDS
from flashcards.core.stories.presets import read_preset, read_presets
from flashcards.core.stories.rubric import HIGHEST, LOWEST, checked
from flashcards.core.stories.takes import LONGEST_RECORDING_MS, LONGEST_SECTION_MS, SECTIONS, TakeState
from flashcards.storage.cards import memory_of
from flashcards.storage.media import media_name
from flashcards.storage.recordings import TYPES

Row = Mapping[str, Any]
_SLOT = re.compile(rf"(?:{REVERSED}|[cp][1-9][0-9]{{0,5}})?")


def vet(table: str, row: Row, kinds: Mapping[str, str]) -> None:
    """kinds: of each column its SQLite type. Raises ValueError (TypeError, KeyError) when a value cannot be meant."""
    for name, value in row.items():
        if value is None:
            continue  # whether it may be, the table knows
        _vet_value(name, value, _TYPES[kinds[name]])
        if read := _COLUMNS.get(f"{table}.{name}", _COLUMNS.get(name)):
            try:
                read(value)
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
                raise ValueError(f"{name} is {str(value)[:60]!r}") from error
    if read_row := _ROWS.get(table):
        read_row(row)


def _vet_value(name: str, value: object, kind: type) -> None:
    """What SQLite would refuse, or take otherwise than it was written."""
    if type(value) is not kind:
        raise ValueError(f"{name} is {str(value)[:60]!r}")
    if isinstance(value, str):
        value.encode()  # no lone surrogate
        if "\0" in value:
            raise ValueError(f"{name} holds a NUL")
    if isinstance(value, int) and abs(value) > LARGEST_ID:
        raise ValueError(f"{name} is too large a number")
    if isinstance(value, float) and not isfinite(value):
        raise ValueError(f"{name} is no finite number")


def _json(text: str) -> Any:
    """Raises ValueError also for NaN, which JSON proper does not know."""
    return PROPER.decode(text)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


PROPER = json.JSONDecoder(parse_constant=_no_constant)
"""Reads JSON as its standard has it."""


def _texts(text: str) -> None:
    """A list of texts."""
    _require(isinstance(found := _json(text), list) and all(isinstance(one, str) for one in found))


def _pairs(text: str) -> None:
    """A list of pairs of texts."""
    for first, second in _json(text):
        _require(isinstance(first, str) and isinstance(second, str))


def _told(text: str) -> None:
    """Of each section, milliseconds and what was written down."""
    found = _json(text)
    _require(len(found) == len(SECTIONS))
    for ms, words in found:
        _require(_is_among(ms, 0, LONGEST_SECTION_MS) and isinstance(words, str))


def _asked(text: str) -> None:
    """Of each follow-up the question, the answer and, once it was answered, its score or none."""
    for question, answer, *score in _json(text):
        _require(isinstance(question, str) and isinstance(answer, str) and len(score) <= 1)
        _require(all(one is None or _is_among(one, LOWEST, HIGHEST) for one in score))


def _pauses(text: str) -> None:
    """Where each begins and how long it is, in milliseconds."""
    for start_ms, ms in _json(text):
        _require(_is_among(start_ms, 0, LONGEST_RECORDING_MS) and _is_among(ms, 1, LONGEST_RECORDING_MS))


def _scores(text: str) -> None:
    """Of each criterion, in whatever order."""
    try:
        checked(_json(text))
    except BadInput as error:
        raise ValueError(error.message) from None


def _line(text: str) -> None:
    """A preset, be it one that nobody would choose: a mock may have shortened it."""
    try:
        read_preset(text)
    except BadInput as error:
        raise ValueError(error.message) from None


def _mock(text: str) -> None:
    """The preset and the rounds of a mock interview."""
    plan = _json(text)
    _require(isinstance(plan["preset"], str) and len(plan["rounds"]) > 0 and isinstance(plan.get("begin_id", ""), str))
    for name, minutes, places in plan["rounds"]:
        _require(isinstance(name, str) and _is_among(minutes, 1, LARGEST_ID) and len(places) > 0)
        for principle, question_id, maximum, *forced in places:
            _require(forced in ([], [False], [True]))  # which older programs did not write
            _require(isinstance(principle, str | None))
            _require(question_id is None or _is_among(question_id, 1, LARGEST_ID))
            _require(maximum is None or _is_among(maximum, 1, MOST_SECONDS))


def _is_among(value: object, least: int, most: int) -> bool:
    return type(value) is int and least <= value <= most


def _words(text: str) -> None:
    """Texts by texts."""
    _require(all(isinstance(value, str) for value in _json(text).values()))


def _chosen(kind: type[Settings | Options]) -> Callable[[str], None]:
    """Some of these fields, each of its type and as far as it may go."""

    def read(text: str) -> None:
        stored = _json(text)
        _require(isinstance(stored, dict))
        for name, value in typed(kind, stored).items():
            _require(_CHOICES[name](value) if name in _CHOICES else is_in_range(name, value))

    return read


def _are_weights(weights: tuple[float, ...]) -> bool:
    return within_bounds(weights) == weights


def _is_zone(name: str | None) -> bool:
    return name is None or name in available_timezones()


def _are_presets(lines: tuple[str, ...]) -> bool:
    try:
        return len(read_presets(lines)) > 0
    except BadInput:
        return False


def _weights(text: str) -> None:
    _require(_are_weights(tuple(map(_number, _json(text)))))


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError
    return value


def _day(text: str) -> None:
    """As it is written here, so that texts sort as the days do."""
    _require(date.fromisoformat(text).isoformat() == text)


def _instant(text: str) -> None:
    """As it is written here, in UTC, so that texts sort as the instants do."""
    at = datetime.fromisoformat(text)
    _require(at.tzinfo is not None and stamp(at) == text)


def _memory(text: str) -> None:
    _remembered(_json(text))


def _remembered(row: Row) -> None:
    """Numbers FSRS can go on from; a new card has none of them."""
    for name in ("reviewed_on", "due_on"):
        if row[name] is not None:
            _day(row[name])
    if row["due_at"] is not None:
        _instant(row["due_at"])
    memory = memory_of(dict(row))
    if memory is None:
        _require(all(row[name] is None for name in ("stability", "difficulty", "step", "due_at", "interval_days", "due_on")))
        return
    for name, (lowest, highest) in _MEMORY.items():
        if (value := getattr(memory, name)) is not None and not lowest <= _number(value) <= highest:
            raise ValueError(f"{name} is {value}")


def _require(holds: bool) -> None:
    if not holds:
        raise ValueError


def _deck(row: Row) -> None:
    try:
        name = cleaned(row["name"])
    except BadInput:
        name = ""
    if name != row["name"]:
        raise ValueError(f"{row['name'][:60]!r} is no name of a deck")


def _card(row: Row) -> None:
    if not _SLOT.fullmatch(row["slot"]):
        raise ValueError(f"slot is {row['slot'][:60]!r}")
    _remembered(row)


def _take(row: Row) -> None:
    if row["state"] == TakeState.ASKING and not any(len(one) == 2 for one in _json(row["follow_ups"])):
        raise ValueError("a follow-up is asked, but none waits for its answer")


def _picture(row: Row) -> None:
    if media_name(row["content"]) != row["name"]:
        raise ValueError(f"{row['name'][:60]!r} is not the name of this picture")


_TYPES: dict[str, type] = {"TEXT": str, "INTEGER": int, "REAL": float, "BLOB": bytes}
_MEMORY = {
    "stability": (SHORTEST_STABILITY, LONGEST_STABILITY),
    "difficulty": (1, 10),
    "reps": (0, LARGEST_ID),
    "lapses": (0, LARGEST_ID),
    "step": (0, LARGEST_ID),
    "interval_days": (0, date.max.toordinal()),
}
_CHOICES: dict[str, Callable[[Any], bool]] = {"parameters": _are_weights, "time_zone": _is_zone, "presets": _are_presets}
"""Choices that a range alone does not bound."""
_COLUMNS: dict[str, Callable[[Any], object]] = {
    "options": _chosen(Options),
    "settings": _chosen(Settings),
    "weights": _weights,
    "tags": _texts,
    "principles": _texts,
    "heading": _texts,
    "sections": _pairs,
    "takes.sections": _told,
    "take_id": lambda text: _require(REQUEST_ID.fullmatch(text) is not None),
    "sound": lambda text: _require(text in TYPES),
    "follow_ups": _pairs,
    "takes.follow_ups": _asked,
    "pauses": _pauses,
    "scores": _scores,
    "preset": _line,
    "plan": _mock,
    "front_matter": _words,
    "images": _words,
    "before": _memory,
    "after": _memory,
    **dict.fromkeys(("study_day", "due_on", "reviewed_on", "buried_on"), _day),
    **dict.fromkeys(
        ("created_at", "deleted_at", "gone_at", "imported_at", "edited_at", "reviewed_at", "due_at", "made_at"), _instant
    ),
    **dict.fromkeys(("asked_at", "began_at", "finished_at", "clock_at", "told_at", "chosen_at"), _instant),
}
"""By column; where one means something else in a table, by table and column."""
_ROWS: dict[str, Callable[[Row], object]] = {
    "notes": lambda row: Kind(row["kind"]),
    "cards": _card,
    "decks": _deck,
    "media": _picture,
    "takes": _take,
}
