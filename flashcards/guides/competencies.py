"""Which leadership principle and which level a guide names."""

from __future__ import annotations

import re
from functools import lru_cache

_AND = r"\s*(?:and|&|/|\+)\s*"
_ALIASES = {
    "Customer Obsession": r"customer[- ]obsess(?:ion|ed)",
    "Ownership": r"ownership",
    "Invent and Simplify": rf"invent(?:ion)?{_AND}simplif(?:y|ication)",
    "Are Right, A Lot": r"(?:are|is|be) right,?\s+a\s+lot|right,? a lot",
    "Learn and Be Curious": rf"learn(?:ing)?{_AND}(?:be(?:ing)? )?curious",
    "Hire and Develop the Best": rf"hir(?:e|ing){_AND}develop(?:ing)?(?: the best)?",
    "Insist on the Highest Standards": r"(?:insist on )?(?:the )?highest standards",
    "Think Big": r"think(?:ing)? big",
    "Bias for Action": r"bias[- ](?:for|to|towards?)[- ]action",
    "Frugality": r"frugality",
    "Earn Trust": r"earn(?:ing|s)?(?: the)? trust(?: of others)?",
    "Dive Deep": r"div(?:e|es|ing) deep",
    "Have Backbone; Disagree and Commit": rf"(?:have |has )?backbone|disagree{_AND}commit",
    "Deliver Results": r"deliver(?:s|ing)? results",
    "Strive to be Earth's Best Employer": r"(?:strive to be )?earth['’]?s best employer|best employer",
    "Success and Scale Bring Broad Responsibility": rf"success{_AND}scale(?: brings? [\w ]+)?|broad responsibility",
}
PRINCIPLES = tuple(_ALIASES)
"""What a guide names is Amazon's: its leadership principles, in the company's order."""
_NAMED = re.compile(r"\b(?:" + "|".join(f"(?P<p{number}>{aliases})" for number, aliases in enumerate(_ALIASES.values())) + r")\b")
"""In a text in lower case."""
_DECLARED_PRINCIPLE = re.compile(
    r"^[^\w\n]*(?:(?:primary|main|key|core|amazon|target) )*(?:lp|leadership principle|principle)s?"
    r"(?: (?:demonstrated|shown|tested|targeted|covered|focus|alignment))?[^\w\n]{0,6}:(?P<rest>[^\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
_SECONDARY = re.compile(r"\bsecondary\b|\balso shows\b", re.IGNORECASE)
_DECLARED_LEVEL = re.compile(
    r"^[^\w\n]*(?:target |interview |role )?level[^\w\n]{0,6}:(?P<rest>[^\n]*)", re.IGNORECASE | re.MULTILINE
)
# L4 and L7 are layers of a network too. It begins with a letter and looks behind that, since a search for a letter is quick.
_LEVEL = re.compile(
    r"[Ll](?<!\w.)(?i:(?<!L4 vs .)(?<!L4 vs\. .)(?<!L4/.)(?<!L4 and .)(?<!L4 or .)-?(?P<level>[5-8])\b"
    r"(?!\s*(?:load|proxy|proxies|routing|router|balanc\w+|firewalls?|lbs?|nlb|alb|ddos|protocols?|switch\w*|traffic|layer)\b))"
)


@lru_cache(maxsize=4096)
def principles_in(text: str) -> tuple[str, ...]:
    """Principles named in a heading or label, in the company's order."""
    found = {int(match.lastgroup[1:]) for match in _NAMED.finditer(text.lower()) if match.lastgroup}
    return tuple(PRINCIPLES[number] for number in sorted(found))


@lru_cache(maxsize=4096)
def level_in(text: str) -> str | None:
    """ "L5" … "L8" if a text names exactly one of them."""
    levels = set(_LEVEL.findall(text))
    return f"L{levels.pop()}" if len(levels) == 1 else None


@lru_cache(maxsize=4096)
def mentions_level(text: str) -> bool:
    return _LEVEL.search(text) is not None


def declared_principles(paragraph: str) -> tuple[str, ...]:
    """Principles a label line gives to all below it: `**Primary LP**: Ownership`. Secondary ones are left out."""
    labels = _DECLARED_PRINCIPLE.finditer(paragraph) if ":" in paragraph else ()
    return next((found for label in labels if (found := principles_in(_SECONDARY.split(label["rest"])[0]))), ())


def declared_level(paragraph: str) -> str | None:
    """Level a label line gives to all below it: `**Target Level**: L6`."""
    labels = _DECLARED_LEVEL.finditer(paragraph) if ":" in paragraph else ()
    return next((found for label in labels if (found := level_in(label["rest"]))), None)
