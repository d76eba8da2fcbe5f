"""What the head of a table says of its columns: that they are compared, that they stand against each other, or what they tell."""

from __future__ import annotations

import re
from dataclasses import replace

from flashcards.guides.document import Section
from flashcards.guides.shapes.levels import level_named
from flashcards.guides.shapes.tables import Table
from flashcards.guides.wording import ask_term, asks, is_general, plain, subject

MOST_COMPARED = 80
"""Characters of the names of what is compared, as they stand on a front."""
LEAST_WORDS_TOLD = 4
"""Words of a cell, on average, in a column that tells something and does not name it."""


def _any(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{words})", re.IGNORECASE)


_ASPECT = _any(
    r"aspects?|dimensions?|features?|criteri(?:a|on)|factors?|attributes?|propert(?:y|ies)|characteristics?|parameters?|"
    r"categor(?:y|ies)|requirements?|areas?|traits?|topics?|questions?|differences?|"
)
_ATTRIBUTE = _any(
    r"weight(?:ing|age)?|scores?|points?|targets?|owners?|priorit(?:y|ies)|(?:why|how|when|what|where|who)\b.*|examples?.*|fix|"
    r"importance|frequency|status|type|default|unit|current|rating|evidence|reason|rationale|levels?|tools?|services?|"
    r"technolog(?:y|ies)"
)
_EXPLAINS = _any(
    r"descriptions?|definitions?|meanings?|explanations?|details?|notes?|values?|answers?|what it (?:is|means|does)|"
    r"comments?|summary|"
)
_DEFINES = _any(r"definitions?|meanings?|what it (?:is|means)")
_COMPARES = _any(r"\bvs\b|\bversus\b|\bcompar(?:ed|ison|ing)|\bdifferences?\b|\bside by side\b")
_VERSUS = _any(r"\s+(?:vs\.?|versus)\s+")
_COMPARISON = _any(r"(?:quick |feature )?comparisons?|(?:key |main )?differences?|at a glance")
_OPPOSED = _any(
    r"pros?|cons?|(?:dis)?advantages?|do(?:['’]?s)?|don['’]?ts?|strengths?|weaknesses|benefits?|drawbacks?|"
    r"(?:in|out of)[ -]scope|L\d"
)
_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_LETTER = re.compile(r"[^\W\d_]")


def compared(section: Section, table: Table) -> str | None:
    """ "RPC vs REST", with the table's subject, where the columns are what is compared and not what is said of the rows."""
    levels = [level_named(header) for header in table.headers]
    by_level = None not in levels and len(set(levels)) == len(levels)
    if not 2 <= len(table.headers) <= 5 or not (by_level or _are_alternatives(section, table)):
        return None
    names = [str(level) for level in levels] if by_level else [_BRACKETS.sub("", header) for header in table.headers]
    about = subject(section)
    outer, _, heading = about.rpartition(": ")
    if _COMPARISON.fullmatch(heading) or all(plain(name).lower() in plain(heading).lower() for name in names):
        about = outer
    named = " vs ".join(names)
    return None if len(named) > MOST_COMPARED else f"{named} ({about})" if about else named


def _are_alternatives(section: Section, table: Table) -> bool:
    """Whether the heading compares them, or the rows are aspects of them; not where a column has a name such as "Notes"."""
    headers = [plain(header) for header in table.headers]
    if any(is_general(header) or _EXPLAINS.fullmatch(header) or _ATTRIBUTE.fullmatch(header) for header in headers):
        return False
    heading = plain(section.heading).lower()
    in_heading = any(word in heading for header in headers for word in words(header))
    return _ASPECT.fullmatch(plain(table.name)) is not None or (in_heading and _COMPARES.search(heading) is not None)


def are_opposed(section: Section, table: Table) -> bool:
    """Whether columns stand against each other without a name for their rows.

    Two of them both tell, and share a word of their names; or the heading compares just what the columns are.
    """
    if _are_all_compared(section, table):
        return True
    if len(table.headers) != 1:
        return False
    left, right = plain(table.name), plain(table.headers[0])
    if _OPPOSED.fullmatch(left) and _OPPOSED.fullmatch(right):
        return True
    tells = sum(len(row.name.split()) for row in table.rows) >= LEAST_WORDS_TOLD * len(table.rows)
    return tells and " " in left and " " in right and bool(words(left) & words(right))


def _are_all_compared(section: Section, table: Table) -> bool:
    """Whether the heading names what all columns are, the first one too, as what it compares."""
    sides = [words(side) for side in _VERSUS.split(plain(section.heading))]
    names = [words(header) for header in (table.name, *table.headers)]
    if len(sides) < 2 or len(sides) != len(names) or _ASPECT.fullmatch(plain(table.name)):
        return False
    return all(name & side for name, side in zip(names, sides, strict=True))


def ask_row(section: Section, table: Table, name: str) -> str:
    """Front for a row: its name, with the header of a lone column where neither it nor the heading says what is asked."""
    name = name if _LETTER.search(name) else f"{table.name} {name}".strip()
    header = plain(table.headers[0]) if len(table.headers) == 1 else ""
    if header and _DEFINES.fullmatch(header) and not is_general(name) and "?" not in name:
        return f"What is {name}?"
    place = replace(section, trail=section.trail[:-1]) if asks(section.heading) else section
    about = subject(place)
    if _EXPLAINS.fullmatch(header) or words(header) & words(f"{about} {name}"):
        return ask_term(name, place)
    return f"{name}: {header} ({about})?" if about else f"{name}: {header}?"


def words(text: str) -> set[str]:
    """Words of at least three letters, without a plural's s."""
    return {word.rstrip("s") for word in re.findall(r"[^\W\d_]{3,}", plain(text).lower())}
