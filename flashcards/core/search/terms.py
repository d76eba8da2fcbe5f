"""What a single word or a `key:value` of a search means."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum

from flashcards.core.models import Form, Kind
from flashcards.core.search.query import (
    FLAGS,
    Added,
    Edited,
    Fact,
    Flagged,
    Has,
    Ids,
    Is,
    Property,
    Query,
    Rated,
    Side,
    Standing,
    Words,
)
from flashcards.core.search.tokens import Misread, Token

LONGEST_DAYS = 36500
DIGITS = 18
"""Enough for every id SQLite gives."""


def term(token: Token) -> Query:
    if not token.key:
        return _words(token)
    if token.key not in _KEYS:
        known = ", ".join(_KEYS)
        raise Misread(token.column, f"there is no {token.key}:, only {known}. Put the words in quotes to look for them.")
    return _KEYS[token.key](token)


def _words(token: Token) -> Query:
    """A word; with a colon at its end it is one too ("SQS:"), unless it is a key without its value."""
    key = token.value.removesuffix(":").lower()
    if not token.is_quoted and token.value.endswith(":") and key in _KEYS:
        raise Misread(token.column, f"{key}: needs a value right behind it; put it in quotes to look for the word.")
    return _words_in(Side.ANY)(token)


def _words_in(side: Side) -> Callable[[Token], Query]:
    def read(token: Token) -> Query:
        """A star at the end says what holds for words anyway, and what it takes to hold for a quoted text."""
        if token.is_quoted and token.text == ("",):
            raise Misread(token.column, "there is nothing in these quotes; write what to look for in them.")
        has_end = len(token.text) > 1 and not token.text[-1]
        text = token.text[:-1] if has_end and any(token.text) else token.text
        return Words(text, side, token.is_quoted and not has_end)

    return read


def _has(fact: Fact) -> Callable[[Token], Query]:
    def read(token: Token) -> Query:
        if token.value.lower() == "none" and not token.is_quoted and fact is not Fact.DECK:
            return Has(fact, None)
        if not token.value.strip():
            raise Misread(token.column, f"{fact}: needs a value.")
        return Has(fact, token.text)

    return read


def _choice(fact: Fact, choices: type[StrEnum]) -> Callable[[Token], Query]:
    def read(token: Token) -> Query:
        return Has(fact, (_chosen(token, choices),))

    return read


def _chosen(token: Token, choices: type[StrEnum]) -> str:
    if token.value.lower() not in list(choices):
        raise Misread(token.column, f"there is no {token.key}:{token.value[:20]}, only {', '.join(choices)}.")
    return token.value.lower()


def _flag(token: Token) -> Query:
    value = token.value.lower()
    if value in FLAGS:
        return Flagged(FLAGS.index(value))
    if value in list("01234567"):
        return Flagged(int(value))
    raise Misread(token.at, f"a flag is 0 to 7, or one of {', '.join(FLAGS)}.")


def _days(token: Token, text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= LONGEST_DAYS):
        raise Misread(token.at, f"{token.key}: takes a number of days from 1, today, to {LONGEST_DAYS:,}.")
    return int(text)


def _rated(token: Token) -> Query:
    days, colon, rating = token.value.partition(":")
    if colon and rating not in list("1234"):
        raise Misread(token.at, "rated:7:1 asks for the rating 1 (Again); a rating is 1 to 4.")
    return Rated(_days(token, days), int(rating) if rating else None)


_PROPERTY = re.compile(r"(ivl|due|reps|lapses|s|d|r)(<=|>=|!=|<|>|=)(-?\d{1,6}(?:\.\d{1,6})?)", re.ASCII | re.IGNORECASE)


def _property(token: Token) -> Query:
    found = _PROPERTY.fullmatch(token.value)
    if not found:
        names = "ivl, due, reps, lapses, s, d or r"
        raise Misread(token.at, f"write prop: with {names}, then <, <=, >, >=, = or !=, then a number, such as prop:ivl>=21.")
    name, comparison, value = found[1].lower(), found[2], float(found[3])
    if name == "r" and not 0 <= value <= 1:
        raise Misread(token.at, "r is the chance of recall, from 0 to 1, such as prop:r<0.8.")
    if name in ("ivl", "due", "reps", "lapses") and value != int(value):
        raise Misread(token.at, f"{name} is a whole number.")
    return Property(name, comparison, value)


def _ids(table: str) -> Callable[[Token], Query]:
    def read(token: Token) -> Query:
        ids = token.value.split(",")
        if not all(one.isascii() and one.isdigit() and len(one) <= DIGITS for one in ids):
            raise Misread(token.at, f"{token.key}: takes numbers with commas between, such as {token.key}:1,2,3.")
        return Ids(table, tuple(map(int, ids)))

    return read


_KEYS: Mapping[str, Callable[[Token], Query]] = {
    "deck": _has(Fact.DECK),
    "tag": _has(Fact.TAG),
    "is": lambda token: Is(Standing(_chosen(token, Standing))),
    "flag": _flag,
    "kind": _choice(Fact.KIND, Kind),
    "form": _choice(Fact.FORM, Form),
    "principle": _has(Fact.PRINCIPLE),
    "level": _has(Fact.LEVEL),
    "source": _has(Fact.SOURCE),
    "added": lambda token: Added(_days(token, token.value)),
    "edited": lambda token: Edited(_days(token, token.value)),
    "rated": _rated,
    "prop": _property,
    "front": _words_in(Side.FRONT),
    "back": _words_in(Side.BACK),
    "nid": _ids("notes"),
    "cid": _ids("cards"),
}
"""What stands before a colon, and how its value is read."""
