"""Which leadership principle and which level a guide names."""

from __future__ import annotations

import re
from functools import lru_cache

_ALIASES = {
    "Customer Obsession": "customer obsession|customer obsessed",
    "Ownership": "ownership",
    "Invent and Simplify": "invent (?:and|&) simplify",
    "Are Right, A Lot": "are right,? a lot",
    "Learn and Be Curious": "learn (?:and|&) be curious",
    "Hire and Develop the Best": "hire (?:and|&) develop(?: the best)?",
    "Insist on the Highest Standards": "insist on (?:the )?highest standards|highest standards",
    "Think Big": "think big",
    "Bias for Action": "bias for action",
    "Frugality": "frugality",
    "Earn Trust": "earn trust",
    "Dive Deep": "dive deep",
    "Have Backbone; Disagree and Commit": "have backbone|disagree (?:and|&) commit",
    "Deliver Results": "deliver results",
    "Strive to be Earth's Best Employer": "(?:strive to be )?earth['’]s best employer",
    "Success and Scale Bring Broad Responsibility": "success (?:and|&) scale(?: brings? broad responsibility)?",
}
PRINCIPLES = tuple(_ALIASES)
"""The leadership principles, in the company's order."""
_NAMED = [(name, re.compile(rf"\b(?:{aliases})\b", re.IGNORECASE)) for name, aliases in _ALIASES.items()]
_DECLARED_PRINCIPLE = re.compile(
    r"\*\*(?:primary|main) (?:lp|leadership principle|principle)s?:?\*\*:?(?P<rest>.*)", re.IGNORECASE
)
_DECLARED_LEVEL = re.compile(r"\*\*(?:target )?level:?\*\*:?(?P<rest>.*)", re.IGNORECASE)
_LEVEL = re.compile(r"\bL([67])\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def principles_in(text: str) -> tuple[str, ...]:
    """Principles named in a heading or label, in the company's order."""
    return tuple(name for name, pattern in _NAMED if pattern.search(text))


def level_in(text: str) -> str | None:
    """ "L6" or "L7" if a text names exactly one of them."""
    levels = set(_LEVEL.findall(text))
    return f"L{levels.pop()}" if len(levels) == 1 else None


def mentions_level(text: str) -> bool:
    return _LEVEL.search(text) is not None


def declared_principles(paragraph: str) -> tuple[str, ...]:
    """Principles a label line gives to all below it: `**Primary LP**: Ownership`."""
    label = _DECLARED_PRINCIPLE.search(paragraph)
    return principles_in(label["rest"]) if label else ()


def declared_level(paragraph: str) -> str | None:
    """Level a label line gives to all below it: `**Target Level**: L6`."""
    label = _DECLARED_LEVEL.search(paragraph)
    return level_in(label["rest"]) if label else None
