"""Names that are made elsewhere: by a page, by a script, or in a file."""

from __future__ import annotations

import re

from flashcards.core.errors import BadInput

REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{1,60}")
"""What a page gives to what it asks for, so that the same press counts once. That of a take names a file."""
NOTE_ID = re.compile(r"[A-Za-z0-9][\w-]{0,63}", re.ASCII)
"""What stands behind a caret, and stays a note's name whatever is written in it."""


def check_id(field: str, given: str) -> None:
    """Whether it can be the id of a request. field: by which it was sent. Raises BadInput."""
    if not REQUEST_ID.fullmatch(given):
        raise BadInput(f"{field} must have 1 to 60 letters, digits, hyphens or underscores.")
