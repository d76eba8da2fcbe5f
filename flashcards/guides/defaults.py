"""What the front matter says of every card of its guide, and what of that could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flashcards.core.models import LEVELS, Skip
from flashcards.guides.competencies import level_in
from flashcards.guides.deck_marks import is_deck_mark
from flashcards.guides.front_matter import FrontMatter
from flashcards.guides.wording import as_of

_PARTS_OF_A_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a card has that does not say otherwise. marks: tags that name the guide's deck. skips: values that cannot be read."""

    level: str | None
    as_of: str | None
    tags: tuple[str, ...]
    marks: tuple[str, ...]
    skips: tuple[Skip, ...]


def defaults(matter: FrontMatter) -> Defaults:
    """A level that the front matter does not give may stand among its audience."""
    level, dated = (" ".join(matter.values.get(key, "").split()) for key in ("level", "as_of"))
    tags = [word for tag in re.split(r"[,\n]", matter.values.get("tags", "")) if (word := tag.strip().lstrip("#"))]
    return Defaults(
        level=_level(level) or _level(matter.values.get("audience", "")),
        as_of=dated if _is_date(dated) else None,
        tags=tuple(dict.fromkeys("-".join(tag.split()) for tag in tags if not is_deck_mark(tag))),
        marks=tuple(filter(is_deck_mark, tags)),
        skips=tuple(_unread(matter, level, dated)),
    )


def _level(text: str) -> str | None:
    level = level_in(text)
    return level if level in LEVELS else None


def _is_date(text: str) -> bool:
    """Whether a text is a date as guides give them, and one that the calendar has: "2026", "2026-05", "May 2026", "Q2 2026"."""
    parts = _PARTS_OF_A_DATE.fullmatch(text)
    if parts is None:
        return as_of(f"as of {text}") == text
    try:
        date(*(int(part or 1) for part in parts.groups()))
    except ValueError:
        return False
    return True


def _unread(matter: FrontMatter, level: str, dated: str) -> Iterator[Skip]:
    """Values that are neither a level nor a date. A guide for both levels has no default, and that is no mistake."""
    if level and _level(level) is None and not set(LEVELS) <= set(re.findall(r"L\d+", level.upper())):
        yield _skip(matter, "level", level, "write L6 or L7")
    if dated and not _is_date(dated):
        yield _skip(matter, "as_of", dated, "write a date such as 2026, 2026-05 or 2026-05-31")


def _skip(matter: FrontMatter, key: str, value: str, advice: str) -> Skip:
    reason = f'the front matter has "{value[:40]}" for {key}, which cannot be read; {advice}'
    return Skip(matter.lines.get(key, 1), reason, f"{key}: {value}"[:200])
