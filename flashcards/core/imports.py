"""What an import does with a note, and how far its reading is."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """What an import does with a note."""

    ADDED = "added"
    CHANGED = "changed"
    """Its text is another now, or what is said of it, wherever it stands."""
    MOVED = "moved"
    """Its text is the same, under another heading or in another guide."""
    SAME = "same"
    ASK = "ask"
    """It may be one of several stored notes, and only the learner can say which, if any."""
    GONE = "gone"


class ReadingState(StrEnum):
    """How far an import is with its guides."""

    READING = "reading"
    READY = "ready"
    CANCELLED = "cancelled"
    FAILED = "failed"
