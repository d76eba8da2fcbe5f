"""A line of cards, and two lines mixed evenly over a day."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_float
from dataclasses import dataclass
from itertools import chain


@dataclass(frozen=True, slots=True)
class Line:
    """Card ids in the order in which they are asked; `done` more stood before them today."""

    ids: tuple[int, ...]
    done: int = 0

    @property
    def places(self) -> range:
        """Where in the whole day's line the ids stand."""
        return range(self.done, self.done + len(self.ids))

    def without(self, card_id: int) -> Line:
        """The line once that card was rated."""
        place = self.ids.index(card_id)
        return Line(self.ids[:place] + self.ids[place + 1 :], self.done + 1)


def mixed(first: Iterator[int], second: Iterator[int], first_places: range, second_places: range) -> Iterator[int]:
    """Both spread evenly over the day. Their places tell how much of it was done, so that the rest goes on alike.

    Anki's intersperser, in single precision like it, so that near ties fall the same way.
    """
    ratio = _single((first_places.stop + 1) / (second_places.stop + 1))
    first_place, second_place = first_places.start, second_places.start
    while first_place < first_places.stop and second_place < second_places.stop:
        if _single((second_place + 1) * ratio) < first_place + 1:
            second_place += 1
            yield next(second)
        else:
            first_place += 1
            yield next(first)
    yield from chain(first, second)


def _single(number: float) -> float:
    return c_float(number).value
