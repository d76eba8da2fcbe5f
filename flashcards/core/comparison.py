"""What was typed beside what was expected, character by character."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from os.path import commonprefix
from typing import Literal

MOST_CHARACTERS = 1_000
"""Of the parts that differ; longer ones are shown whole, for the time of a diff grows with their product."""


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
    if max(len(wanted), len(given)) > MOST_CHARACTERS:
        yield from (Span(given, "wrong"), Span(wanted, "missing"))
        return
    for operation, begin, end, given_begin, given_end in SequenceMatcher(None, wanted, given, autojunk=False).get_opcodes():
        if operation == "equal":
            yield Span(wanted[begin:end], "same")
        else:
            yield Span(given[given_begin:given_end], "wrong")
            yield Span(wanted[begin:end], "missing")


def _normal(text: str) -> str:
    """On one line, single spaces, composed characters (Unicode's NFC)."""
    return " ".join(unicodedata.normalize("NFC", text).split())
