"""Texts with stars, as GLOB and as plain looks for one piece after another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flashcards.core.search.query import Text

_PROSE = re.compile(r"[\w\s.,;:!?'’\"“”„()…–—-]*")


def glob(text: Text) -> str:
    """A pattern for GLOB that tells no case apart, in any script: LIKE knows the case of ASCII only."""
    return "*".join("".join(map(_either_case, piece)) for piece in text)


def _either_case(character: str) -> str:
    """A class of a single sign keeps it from being a star."""
    forms = sorted({form for form in (character, character.lower(), character.upper()) if len(form) == 1})
    return f"[{''.join(forms)}]" if len(forms) > 1 or character in "*?[" else character


def stand_in(pieces: Sequence[str], text: str) -> bool:
    """Whether they follow one another there. Each is looked for once: what a star leaves open is never tried again."""
    place = 0
    for piece in pieces:
        found = text.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return True


def has_signs(text: str) -> bool:
    """Whether it has more than words and the signs of prose: "c++", "snake_case" and "50 %" mean theirs."""
    return "_" in text or not _PROSE.fullmatch(text)
