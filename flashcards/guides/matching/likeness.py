"""How alike two texts of cards are, and whether that is enough to be the same card."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property

from rapidfuzz.fuzz import ratio

from flashcards.core.cloze import gaps
from flashcards.core.models import Form
from flashcards.guides.matching.texts import Worded, plain_side
from flashcards.guides.matching.words import Swap, is_name, words_of

TELLING, LONG = 20, 40
"""Characters from which an answer is hardly another card's by chance."""
SAME_PLACE, SAME_QUESTION = 0.03, 0.6
"""What the same guide, the same heading and the very same question add to a score; the last outweighs all else."""
MOST_COMPARED, MOST_WORDS = 4_000, 60
"""Characters of a side, and words of a question, by which it is told apart."""

_WORD = re.compile(r"\w+")

Stand = tuple[object, tuple[str, ...]]
"""A guide and the headings in it."""


@dataclass(frozen=True)
class Text:
    """A card as it is compared. stands: where; around: the words of the headings and titles there."""

    worded: Worded
    stands: frozenset[Stand]
    around: frozenset[str] = field(default=frozenset())

    @cached_property
    def front(self) -> str:
        return plain_side(self.worded.front)[:MOST_COMPARED]

    @cached_property
    def back(self) -> str:
        return plain_side(self.worded.back)[:MOST_COMPARED] if self.worded.back else ""

    @property
    def is_telling(self) -> bool:
        """Whether its answer is hardly another card's by chance."""
        return len(self.back) >= TELLING

    @cached_property
    def words(self) -> frozenset[str]:
        """Of both sides, without their capitals."""
        return frozenset(_WORD.findall(f"{self.front} {self.back}"))

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The words of the front as they are written, without the capital a sentence begins with."""
        return words_of(self.worded.front[:MOST_COMPARED])[:MOST_WORDS]

    def spoken(self, around: frozenset[str]) -> tuple[str, ...]:
        """The words of the front but for those of headings."""
        return tuple(word for word in self.asked if word.casefold() not in around) if around else self.asked

    @cached_property
    def gaps(self) -> dict[int, str]:
        """The answers of a cloze, by their numbers."""
        return {gap.number: gap.answer for gap in gaps(self.worded.front)} if self.worded.form is Form.CLOZE else {}

    @cached_property
    def guides(self) -> frozenset[object]:
        return frozenset(guide for guide, _ in self.stands)


class Verdict(IntEnum):
    """Whether two texts are of one card."""

    NO = 0
    PERHAPS = 1
    YES = 2
    """Unless another text is as like."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """score: 0-1, and more for the same place or question."""

    score: float
    is_sure: bool


def compare(new: Text, old: Text) -> Likeness | None:
    """None when the two are different cards. What a front has from its headings may differ where the card moved."""
    back, front = _alike(new.back, old.back), _alike(new.front, old.front)
    if max(front, back) < 0.6 or not _has_same_gaps(new, old):
        return None
    has_moved = not new.stands & old.stands
    verdict, front = _judged(new, old, front, back, has_moved=has_moved)
    place = SAME_PLACE * bool(new.guides & old.guides) + SAME_PLACE * (not has_moved) + SAME_QUESTION * (front == 1)
    return Likeness((front + back) / 2 + place, verdict is Verdict.YES) if verdict else None


def nearness(new: Text, old: Text) -> float:
    """How much of their characters two texts have in common, 0-1, whatever they mean."""
    return (_alike(new.front, old.front) + _alike(new.back, old.back)) / 2


def _has_same_gaps(new: Text, old: Text) -> bool:
    """Whether each gap that was asked is asked now: they are cards of their own, known by their numbers."""
    is_alike = (_alike(answer, old.gaps[number]) >= 0.5 for number, answer in new.gaps.items() if number in old.gaps)
    return new.gaps.keys() == old.gaps.keys() and all(is_alike)


def _judged(new: Text, old: Text, front: float, back: float, *, has_moved: bool) -> tuple[Verdict, float]:
    """The verdict, and how alike the fronts are but for their headings."""
    if front == 1:
        return _answered_anew(new, old, back, has_moved=has_moved), front
    around = new.around | old.around if has_moved else frozenset()
    asked, was_asked = new.spoken(around), old.spoken(around)
    has_same_answer = back >= 0.95 and new.is_telling
    if [*map(str.casefold, asked)] == [*map(str.casefold, was_asked)] and (asked or has_same_answer):
        return _under_other_headings(new, old, back), 0.95
    swap = Swap.of(asked, was_asked) if asked and was_asked else Swap.of(new.asked, old.asked)
    if not new.back:
        return _without_answers(front, swap, has_gaps=bool(new.gaps)), front
    if swap.is_name:
        return _with_other_names(new, front, back, swap, has_moved=has_moved), front
    return _reworded(new, front, back, swap), front


def _answered_anew(new: Text, old: Text, back: float, *, has_moved: bool) -> Verdict:
    """The same question: in its place with whatever answer, elsewhere with a similar one."""
    is_at_home = bool(new.guides & old.guides)
    is_it = not has_moved or back >= (0.6 if is_at_home else 0.7) or (is_at_home and len(new.asked) > 3)
    return Verdict.YES if is_it else Verdict.NO


def _under_other_headings(new: Text, old: Text, back: float) -> Verdict:
    """The same question but for its headings. Of headings that are names ("S3", "EBS") it takes an answer that tells."""
    if back < 0.7 or (not new.is_telling and Swap.of(_names(new), _names(old)).is_name):
        return Verdict.NO
    return Verdict.YES if back >= (0.75 if new.is_telling else 0.9) else Verdict.PERHAPS


def _without_answers(front: float, swap: Swap, *, has_gaps: bool) -> Verdict:
    """Of questions that are told, and statements with gaps, there is one side only."""
    if front < 0.75 or swap.is_name or (swap.was and front < 0.9):
        return Verdict.NO
    return Verdict.YES if has_gaps or not swap.was else Verdict.PERHAPS


def _with_other_names(new: Text, front: float, back: float, swap: Swap, *, has_moved: bool) -> Verdict:
    """Where a name gave way to another it is another card, if the answer does not say otherwise."""
    if front >= 0.75 and back >= 0.95 and swap.is_near and (new.is_telling or not has_moved):
        return Verdict.YES if new.is_telling else Verdict.PERHAPS
    is_same_answer = (back == 1 and len(new.back) >= LONG) or (back >= 0.9 and new.is_telling and front >= 0.6)
    return Verdict.PERHAPS if is_same_answer else Verdict.NO


def _reworded(new: Text, front: float, back: float, swap: Swap) -> Verdict:
    """Both sides alike, or the answer the same and no other card's by chance."""
    if front >= 0.75 and back >= (0.85 if swap.was else 0.7):
        begins_otherwise = not swap.words.isdisjoint(new.asked[:1])  # "Glue …" is no sentence that begins with another word
        return Verdict.PERHAPS if begins_otherwise and not new.is_telling else Verdict.YES
    if new.is_telling and front >= 0.5 and back >= 0.95:
        return Verdict.YES
    is_near = min(front, back) >= 0.6 and front + back >= (1.65 if swap.was else 1.5)
    return Verdict.PERHAPS if is_near or (back == 1 and len(new.back) >= LONG) else Verdict.NO


def _names(text: Text) -> tuple[str, ...]:
    """The words of a front that its headings say too, if they are names that leave no doubt: "S3", not "Storage"."""
    return tuple(word for word in text.asked if word.casefold() in text.around and is_name(word[1:]))


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    return ratio(one, other, score_cutoff=45) / 100 if one and other else 0.0
