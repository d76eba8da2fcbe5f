"""A dataclass that only the type checker holds frozen.

One that is frozen at run time takes six times as long to make, and a guide is thousands of blocks and notes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

__all__ = ["record"]

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:

    def record(*, frozen: bool, slots: bool) -> Callable[[type[Any]], type[Any]]:
        return dataclass(unsafe_hash=frozen, slots=slots)
