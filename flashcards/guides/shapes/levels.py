"""Names that have a level, such as "L6 expectations": any of the career ladder, though a card only keeps L6 and L7."""

from __future__ import annotations

import re
from functools import lru_cache

from flashcards.guides.wording import plain

# It begins with a letter and looks behind that, since a search for a letter is quick.
LEVEL = re.compile(r"[Ll](?<!\w.)(?:[3-9]|10)\b")


@lru_cache(maxsize=4096)
def level_named(name: str) -> str | None:
    """The one level a name has: "L5". None: it has none, or several."""
    found = {level.upper() for level in LEVEL.findall(name)}
    return found.pop() if len(found) == 1 else None


def without_level(name: str) -> str:
    """The words of a name but for its level: "focus" of "L6 Focus:"."""
    return " ".join(re.findall(r"\w+", LEVEL.sub("", plain(name)).casefold()))
