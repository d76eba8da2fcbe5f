"""Which reworded note is which: the best pairs first, and only where nothing else comes near. Never a guess."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashcards.guides.matching.likeness import Likeness, Text, compare, nearness
from flashcards.guides.matching.neighbours import Neighbours
from flashcards.guides.matching.words import Swap

MARGIN = 0.04
"""By which a pair must be better than any other of either text."""
FAMILY = 0.1
"""Cards that are that much alike are made after one pattern; of those each word tells."""
FEW = 10_000
"""So many comparisons are made without looking for neighbours first."""
MOST_CANDIDATES = 5
ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Pairs:
    """By place among the new texts: the old one it is; or those it may be, best first."""

    sure: dict[int, int]
    asked: dict[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class _Pair:
    new: int
    old: int
    likeness: Likeness


def pair_texts(new: Sequence[Text], old: Sequence[Text], standing: Sequence[Text]) -> Pairs:
    """Pair texts that came with texts that are gone. standing: those that came and are known; they are nobody else's, but a text
    that is as like one of them as it is like its partner proves nothing.
    """
    pairs = [_Pair(*places, found) for places in _likely(new, old) if (found := compare(new[places[0]], old[places[1]]))]
    crowd = _Crowd(Neighbours([*new, *standing]), len(new)) if pairs else None
    pairs = [weighed for pair in pairs if crowd and (weighed := _weighed(pair, new[pair.new], old[pair.old], crowd))]
    sure = _assigned([pair for pair in pairs if pair.likeness.is_sure])
    taken = set(sure.values())
    asked: defaultdict[int, list[_Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.new not in sure and pair.old not in taken:
            asked[pair.new].append(pair)
    return Pairs(sure, {place: _best(found) for place, found in asked.items()})


@dataclass(frozen=True, slots=True)
class _Crowd:
    """All texts that came; the first `left` of them are the new ones."""

    texts: Neighbours
    left: int

    def near(self, pair: _Pair, text: Text) -> Iterator[tuple[Text, bool]]:
        """Those near a text of the pair, and whether they are known; not the pair's own."""
        for number in self.texts.near(text):
            if number != pair.new:
                yield self.texts.texts[number], number >= self.left


def _likely(new: Sequence[Text], old: Sequence[Text]) -> Iterator[tuple[int, int]]:
    """(new, old): all, where they are few."""
    if len(new) * len(old) <= FEW:
        yield from ((place, other) for place in range(len(new)) for other in range(len(old)))
        return
    index = Neighbours(old)
    for place, text in enumerate(new):
        yield from ((place, other) for other in index.near(text))


def _weighed(pair: _Pair, new: Text, old: Text, crowd: _Crowd) -> _Pair | None:
    """The pair as the texts that stand beside it leave it: sure, a question, or nothing."""
    swap = _swap(new, old)
    is_sure = pair.likeness.is_sure
    for own, is_new in ((new, True), (old, False)):
        for other, is_known in crowd.near(pair, own):
            if _is_patterned(swap, other) and nearness(own, other) >= nearness(new, old) - FAMILY:
                if not (swap.is_near and new.back == old.back and new.stands & old.stands):
                    return None
                is_sure = False
            rival = (compare(own, other) if is_new else compare(other, own)) if is_known else None
            if rival and rival.is_sure and rival.score >= pair.likeness.score - MARGIN and not _swap(own, other).was:
                is_sure = False
    return _Pair(pair.new, pair.old, Likeness(pair.likeness.score, is_sure))


def _swap(one: Text, other: Text) -> Swap:
    """What differs in their questions but for headings."""
    around = one.around | other.around
    return Swap.of(one.spoken(around), other.spoken(around))


def _is_patterned(swap: Swap, other: Text) -> bool:
    """Whether another text has a third word where the two of a pair differ: all may be made after one pattern."""
    return bool(swap.was) and not swap.was <= set(other.asked) and not swap.words <= set(other.asked)


def _assigned(pairs: list[_Pair]) -> dict[int, int]:
    """The best first; one that has a rival waits until the rival is settled otherwise."""
    found: dict[int, int] = {}
    waiting = sorted(pairs, key=lambda pair: (-pair.likeness.score, pair.new, pair.old))
    for _ in range(ROUNDS):
        clear = _clear(waiting)
        if not clear:
            break
        found |= {pair.new: pair.old for pair in clear}
        news, olds = set(found), set(found.values())
        waiting = [pair for pair in waiting if pair.new not in news and pair.old not in olds]
    return found


def _clear(waiting: Sequence[_Pair]) -> list[_Pair]:
    """Pairs that are better by a margin than whatever else their texts could be."""
    scores: defaultdict[tuple[bool, int], list[float]] = defaultdict(list)
    for pair in waiting:  # the best first
        scores[True, pair.new].append(pair.likeness.score)
        scores[False, pair.old].append(pair.likeness.score)
    return [pair for pair in waiting if _leads(pair, scores[True, pair.new]) and _leads(pair, scores[False, pair.old])]


def _leads(pair: _Pair, scores: Sequence[float]) -> bool:
    return pair.likeness.score == scores[0] and (len(scores) == 1 or scores[0] - scores[1] >= MARGIN)


def _best(pairs: Sequence[_Pair]) -> tuple[int, ...]:
    in_order = sorted(pairs, key=lambda pair: -pair.likeness.score)
    return tuple(pair.old for pair in in_order[:MOST_CANDIDATES])
