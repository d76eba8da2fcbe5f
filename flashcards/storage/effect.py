"""What of the review log is in effect."""

from __future__ import annotations


def stands(row: str) -> str:
    """The condition that a row was not taken back, or done again since: its newest reversal, if it has one, is a redo.

    row: the name the question gives to the log.
    """
    return f"""COALESCE((SELECT later.kind FROM review_log AS later
        WHERE later.reverses_id = {row}.id ORDER BY later.id DESC LIMIT 1), 'redo') = 'redo'"""


STANDS = stands("review_log")
REVIEWED = f"review_log.kind = 'rating' AND review_log.turn IS NOT NULL AND {STANDS}"
"""A rating that was not taken back, and not for practice only. A story that was told has no turn: it is no review."""
