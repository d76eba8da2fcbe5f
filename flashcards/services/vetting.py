"""Rows that come from a file, looked at value by value before they are stored: what the program cannot read never gets in."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from math import isfinite
from typing import Any, NoReturn

from flashcards.core.models import DEFAULT_PARAMETERS, Kind, Mix, NewOrder, Options, ReviewOrder, Settings, Theme
from flashcards.storage.cards import LARGEST_ID, memory_of
from flashcards.storage.media import media_name

Row = Mapping[str, Any]


def vet(table: str, row: Row, kinds: Mapping[str, str]) -> None:
    """kinds: of each column its SQLite type. Raises ValueError (TypeError, KeyError) when a value cannot be meant."""
    for name, value in row.items():
        if value is None:
            continue  # whether it may be, the table knows
        _vet_value(name, value, _TYPES[kinds[name]])
        if read := _COLUMNS.get(name):
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


def _words(text: str) -> None:
    """Texts by texts."""
    _require(all(isinstance(value, str) for value in _json(text).values()))


def _chosen(defaults: Settings | Options) -> Callable[[str], None]:
    """Some of these fields, each of its type."""
    known = asdict(defaults)

    def read(text: str) -> None:
        for name, value in _json(text).items():
            if name in _CHOICES:
                _CHOICES[name](value)
            elif name in known and not (name == "time_zone" and isinstance(value, str)):
                _require(_is_like(value, known[name]))

    return read


def _is_like(value: object, default: object) -> bool:
    if isinstance(default, tuple):
        return isinstance(value, list) and all(map(_is_number, value))
    return _is_number(value) if isinstance(default, float) else type(value) is type(default)


def _is_number(value: object) -> bool:
    return type(value) is int or (type(value) is float and isfinite(value))


def _weights(text: str) -> None:
    found = _json(text)
    _require(len(found) == len(DEFAULT_PARAMETERS) and all(map(_is_number, found)))


def _instant(text: str) -> None:
    _require(datetime.fromisoformat(text).tzinfo is not None)


def _memory(text: str) -> None:
    memory_of(_json(text))


def _require(holds: bool) -> None:
    if not holds:
        raise ValueError


def _own_name(row: Row) -> None:
    if media_name(row["content"]) != row["name"]:
        raise ValueError(f"{row['name'][:60]!r} is not the name of this picture")


_TYPES: dict[str, type] = {"TEXT": str, "INTEGER": int, "REAL": float, "BLOB": bytes}
_CHOICES: dict[str, Callable[[Any], object]] = {
    "theme": Theme,
    "new_order": NewOrder,
    "review_order": ReviewOrder,
    "mix": Mix,
}
_COLUMNS: dict[str, Callable[[Any], object]] = {
    "options": _chosen(Options()),
    "settings": _chosen(Settings()),
    "weights": _weights,
    "tags": _texts,
    "principles": _texts,
    "heading": _texts,
    "sections": _pairs,
    "front_matter": _words,
    "images": _words,
    "before": _memory,
    "after": _memory,
    **dict.fromkeys(("study_day", "due_on", "reviewed_on", "buried_on"), date.fromisoformat),
    **dict.fromkeys(
        ("created_at", "deleted_at", "gone_at", "imported_at", "edited_at", "reviewed_at", "due_at", "made_at"), _instant
    ),
}
_ROWS: dict[str, Callable[[Row], object]] = {
    "notes": lambda row: Kind(row["kind"]),
    "cards": memory_of,  # type: ignore[dict-item]
    "media": _own_name,
}
