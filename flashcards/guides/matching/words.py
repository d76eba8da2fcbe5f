"""Words of questions: which of them gave way to others, and whether those are names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.fuzz import ratio

_SENTENCE = re.compile(r"[A-Z][a-z]* [a-z]")
_WORD = re.compile(r"[\w+#%&-]+(?:[./'][\w+#%&-]+)*")


def words_of(question: str) -> tuple[str, ...]:
    """As they are written, without the capital a sentence begins with."""
    words = _WORD.findall(question)
    return (words[0].lower(), *words[1:]) if _SENTENCE.match(question) else tuple(words)


def words_around(headings: Iterable[str]) -> frozenset[str]:
    """The words of headings, without their capitals."""
    return frozenset(word.casefold() for heading in headings for word in _WORD.findall(heading))


@dataclass(frozen=True, slots=True)
class Swap:
    """Words of a question that gave way to altogether different ones. Slips of the pen do not count, nor what was only added or
    only left out. is_name: a name or a number did. is_near: if so, by one of nearly the same letters.
    """

    words: frozenset[str] = frozenset()
    was: frozenset[str] = frozenset()
    is_name: bool = False
    is_near: bool = False

    @classmethod
    def of(cls, new: Iterable[str], old: Iterable[str]) -> Swap:
        left, was = Counter(new) - Counter(old), Counter(old) - Counter(new)
        for word in list(left):
            slip = next((other for other in was if _is_slip(word, other)), None)
            if slip:
                del left[word], was[slip]
        if not left or not was:
            return cls()
        names, were = ([word for word in words if is_name(word)] for words in (left, was))
        is_near = all(any(_likeness(word, other) >= 50 for other in were) for word in names)
        are_names = bool(names and were) or any(is_name(word[1:]) for word in (*names, *were))
        return cls(frozenset(left), frozenset(was), are_names, is_near)


def _is_slip(word: str, other: str) -> bool:
    """Of names only a letter: "RDS" is no slip of "Redis"."""
    if is_name(word) and is_name(other):
        return _likeness(word, other) >= 75 and abs(len(word) - len(other)) <= 1
    return _likeness(word, other) >= 60


def _likeness(word: str, other: str) -> float:
    """0-100; words with other digits have nothing in common."""
    digits, others = ([one for one in each if one.isdigit()] for each in (word, other))
    return ratio(word.casefold(), other.casefold()) if digits == others else 0


@lru_cache(maxsize=8192)
def is_name(word: str) -> bool:
    """ "S3", "DynamoDB", "SQS", "404", and any word with a capital."""
    return any(one.isdigit() or one.isupper() for one in word)
