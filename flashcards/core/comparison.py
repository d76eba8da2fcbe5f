"""What was typed beside what was expected, character by character, or word by word where there are many."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from os.path import commonprefix
from typing import Literal

MOST_PAIRS = 8_000
"""Pieces of one text times pieces of the other: the time of a diff grows faster than that."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters: the same in both, typed but wrong, or expected but missing."""

    text: str
    status: Literal["same", "wrong", "missing"]


def is_same(expected: str, typed: str) -> bool:
    """Whether the two are equal, however they are spaced and their accents encoded. Case counts."""
    return _normal(expected) == _normal(typed)


def compare(expected: str, typed: str) -> tuple[Span, ...]:
    """The typed text with what was expected worked in. Without the "wrong" spans it reads as expected, without the "missing"
    ones as typed, both in one line.
    """
    wanted, given = _normal(expected), _normal(typed)
    begin = len(commonprefix([wanted, given]))
    end = len(commonprefix([wanted[begin:][::-1], given[begin:][::-1]]))
    middle = _differing(wanted[begin : len(wanted) - end], given[begin : len(given) - end])
    spans = (Span(wanted[:begin], "same"), *middle, Span(wanted[len(wanted) - end :], "same"))
    return tuple(span for span in spans if span.text)


def _differing(wanted: str, given: str) -> Iterator[Span]:
    """By characters, else by words; whole if even those are too many."""
    for pieces in (list, _words):
        ours, theirs = pieces(wanted), pieces(given)
        if len(ours) * len(theirs) <= MOST_PAIRS:
            return _by_pieces(ours, theirs)
    return iter((Span(given, "wrong"), Span(wanted, "missing")))


def _by_pieces(wanted: Sequence[str], given: Sequence[str]) -> Iterator[Span]:
    for operation, begin, end, given_begin, given_end in SequenceMatcher(None, wanted, given, autojunk=False).get_opcodes():
        if operation == "equal":
            yield Span("".join(wanted[begin:end]), "same")
        else:
            yield Span("".join(given[given_begin:given_end]), "wrong")
            yield Span("".join(wanted[begin:end]), "missing")


def _words(text: str) -> list[str]:
    """Words and the spaces between them."""
    return re.findall(r"\S+|\s", text)


def _normal(text: str) -> str:
    """On one line, single spaces, composed characters (Unicode's NFC)."""
    return " ".join(unicodedata.normalize("NFC", text).split())
