"""Which stories to tell today, and for which principle: what is due, what got stuck, and a few that were never told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from flashcards.core.models import Memory


@dataclass(frozen=True, slots=True)
class Pair:
    """A story and a principle it shows: a card. strength: of the story, 1-5. is_primary: whether it shows that first of all."""

    card_id: int
    story_id: int
    title: str
    principle: str
    strength: int
    is_primary: bool
    memory: Memory | None
    is_set_aside: bool = False
    """Suspended, or buried today."""


class Why(IntEnum):
    """Why a pair is wanted today, in the order of the queue."""

    DUE = 0
    STUCK = 1
    """In a rapid retrieval of an earlier day it came late or not at all, and it was not told since."""
    NEW = 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """A pair to tell today."""

    pair: Pair
    why: Why


def wanted(
    pairs: Iterable[Pair], day: date, told: Collection[int], stuck: Collection[int], new_told: int, new_per_day: int
) -> tuple[Wanted, ...]:
    """What to tell on that study day, in order. Of each story one comes first; its others wait behind those of all other stories.

    told: stories that were told today; they wait too. stuck: cards. new_told: pairs told for the first time today;
    new_per_day: how many may be.
    """
    asked = [pair for pair in pairs if not pair.is_set_aside]
    known = [Wanted(pair, why) for pair in asked if (why := _why(pair, day, stuck)) is not None]
    known.sort(key=_order)
    fresh = [Wanted(pair, Why.NEW) for pair in untold(asked) if pair.card_id not in stuck]
    fresh.sort(key=_order)
    busy = {one.pair.story_id for one in known} | set(told)
    chosen = list(_one_a_story(fresh, busy))[: max(0, new_per_day - new_told)]
    return tuple(_spread([*known, *chosen], told))


def untold(pairs: Iterable[Pair]) -> list[Pair]:
    """Those that were never told, but for what is set aside."""
    return [pair for pair in pairs if pair.memory is None and not pair.is_set_aside]


def _why(pair: Pair, day: date, stuck: Collection[int]) -> Why | None:
    if pair.memory and pair.memory.due_on and pair.memory.due_on <= day:
        return Why.DUE
    return Why.STUCK if pair.card_id in stuck else None


def _order(one: Wanted) -> tuple[object, ...]:
    """What is due longest first; the strongest of the new ones, with its primary principle."""
    pair = one.pair
    due_on = pair.memory.due_on if one.why is Why.DUE and pair.memory and pair.memory.due_on else date.max
    return one.why, due_on, -pair.strength, not pair.is_primary, pair.card_id


def _one_a_story(fresh: Iterable[Wanted], busy: Collection[int]) -> Iterator[Wanted]:
    """New pairs of stories that are not told today anyhow, the first of each; then those of the others."""
    met = set(busy)
    later: list[Wanted] = []
    for one in fresh:
        if one.pair.story_id in met:
            later.append(one)
        else:
            met.add(one.pair.story_id)
            yield one
    yield from later


def _spread(found: list[Wanted], told: Collection[int]) -> list[Wanted]:
    """The first of each story that was not told today, then the second of each, and so on."""
    times: dict[int, int] = dict.fromkeys(told, 1)
    rounds: list[tuple[int, Wanted]] = []
    for one in found:
        turn = times.get(one.pair.story_id, 0)
        times[one.pair.story_id] = turn + 1
        rounds.append((turn, one))
    return [one for _, one in sorted(rounds, key=lambda ranked: ranked[0])]
