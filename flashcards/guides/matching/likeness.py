"""How alike two texts of cards are, and whether that is enough to be the same card."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz.fuzz import ratio

from flashcards.core.cloze import gaps
from flashcards.core.models import Form
from flashcards.guides.matching.texts import Worded, plain_side

TELLING, LONG = 20, 40
"""Characters from which an answer is hardly another card's by chance."""
SAME_PLACE, SAME_QUESTION = 0.03, 0.6
"""What the same guide, the same heading and the very same question add to how alike two texts are; the last outweighs all else."""
MOST_COMPARED, MOST_WORDS = 4_000, 60
"""Characters of a side, and words of a question, by which it is told apart."""
_SENTENCE = re.compile(r"[A-Z][a-z]* [a-z]")
_WORD = re.compile(r"[\w+#%&-]+(?:[./'][\w+#%&-]+)*")

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

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The words of the front as they are written, without the capital a sentence begins with."""
        first = _SENTENCE.match(self.worded.front)
        words = _WORD.findall(self.worded.front[:MOST_COMPARED])[:MOST_WORDS]
        return (words[0].lower(), *words[1:]) if first else tuple(words)

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


@dataclass(frozen=True, slots=True)
class Likeness:
    """score: 0-1, and more for the same place or question. is_sure: whether it is the same card, unless another is as like."""

    score: float
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Swap:
    """Words of a question that gave way to altogether different ones. Slips of the pen do not count, nor what was only added or
    only left out. is_name: a name or a number did. is_near: if so, by one of nearly the same letters.
    """

    words: frozenset[str] = frozenset()
    was: frozenset[str] = frozenset()
    is_name: bool = False
    is_near: bool = False

    @classmethod
    def of(cls, new: Iterable[str], old: Iterable[str]) -> Swap:
        left, was = Counter(new) - Counter(old), Counter(old) - Counter(new)
        for word in list(left):
            slip = next((other for other in was if _is_slip(word, other)), None)
            if slip:
                del left[word], was[slip]
        if not left or not was:
            return cls()
        names, were = ([word for word in words if _is_name(word)] for words in (left, was))
        is_near = all(any(_likeness(word, other) >= 50 for other in were) for word in names)
        is_name = bool(names and were) or any(_is_name(word[1:]) for word in (*names, *were))
        return cls(frozenset(left), frozenset(was), is_name, is_near)


def words_around(texts: Iterable[str]) -> frozenset[str]:
    """The words of headings."""
    return frozenset(word.casefold() for text in texts for word in _WORD.findall(text))


def compare(new: Text, old: Text) -> Likeness | None:
    """None when the two are different cards. What a front has from its headings may differ where the card moved."""
    if not _has_same_gaps(new, old):
        return None
    back, front = _alike(new.back, old.back), _alike(new.front, old.front)
    if max(front, back) < 0.6:
        return None
    has_moved = not new.stands & old.stands
    is_same, front = _judged(new, old, front, back, has_moved=has_moved)
    place = SAME_PLACE * bool(new.guides & old.guides) + SAME_PLACE * (not has_moved) + SAME_QUESTION * (front == 1)
    return None if is_same is None else Likeness((front + back) / 2 + place, is_same)


def _has_same_gaps(new: Text, old: Text) -> bool:
    """Whether each gap that was asked is asked now: they are cards of their own, known by their numbers."""
    is_alike = (_alike(answer, old.gaps[number]) >= 0.5 for number, answer in new.gaps.items() if number in old.gaps)
    return new.gaps.keys() == old.gaps.keys() and all(is_alike)


def is_same_answer(new: Text, old: Text) -> bool:
    """Whether the answers are the same but for slips, and no other card's by chance."""
    return len(new.back) >= TELLING and _alike(new.back, old.back) >= 0.95


def nearness(new: Text, old: Text) -> float:
    """How much of their characters two texts have in common, 0-1, whatever they mean."""
    return (_alike(new.front, old.front) + _alike(new.back, old.back)) / 2


def _judged(new: Text, old: Text, front: float, back: float, *, has_moved: bool) -> tuple[bool | None, float]:
    """Whether it is the same card (None: it is not, False: perhaps), and how alike the fronts are but for their headings."""
    if front == 1:
        return _is_answered_anew(new, old, back, has_moved=has_moved), front
    around = new.around | old.around if has_moved else frozenset()
    asked, was_asked = new.spoken(around), old.spoken(around)
    if [*map(str.casefold, asked)] == [*map(str.casefold, was_asked)] and (asked or is_same_answer(new, old)):
        return _is_same_under_other_headings(new, old, back), 0.95
    if not asked or not was_asked:
        asked, was_asked = new.asked, old.asked
    return _is_reworded(new, front, back, Swap.of(asked, was_asked), has_moved=has_moved), front


def _is_answered_anew(new: Text, old: Text, back: float, *, has_moved: bool) -> bool | None:
    """The same question: in its place with whatever answer, elsewhere with a similar one."""
    is_at_home = bool(new.guides & old.guides)
    if not has_moved or back >= (0.6 if is_at_home else 0.7):
        return True
    return True if is_at_home and len(new.asked) > 3 else None


def _is_same_under_other_headings(new: Text, old: Text, back: float) -> bool | None:
    """The same question but for its headings. Of headings that are names ("S3", "EBS") it takes an answer that tells."""
    is_telling = len(new.back) >= TELLING
    if not is_telling and Swap.of(_names(new), _names(old)).is_name:
        return None
    return back >= (0.75 if is_telling else 0.9) if back >= 0.7 else None


def _is_reworded(new: Text, front: float, back: float, swap: Swap, *, has_moved: bool) -> bool | None:
    """Both sides alike. Where a name gave way to another it is another card, if the answer does not say otherwise."""
    is_telling, has_long_answer = len(new.back) >= TELLING, back == 1 and len(new.back) >= LONG
    if not new.back:
        return None if front < 0.75 or swap.is_name or (swap.was and front < 0.9) else bool(new.gaps) or not swap.was
    if swap.is_name:
        if front >= 0.75 and back >= 0.95 and swap.is_near:
            return True if is_telling else None if has_moved else False
        return False if has_long_answer or (back >= 0.9 and is_telling and front >= 0.6) else None
    if front >= 0.75 and back >= (0.85 if swap.was else 0.7):
        return is_telling or swap.words.isdisjoint(new.asked[:1])  # "Glue …" is no sentence that begins with another word
    if is_telling and front >= 0.5 and back >= 0.95:
        return True
    return False if has_long_answer or (min(front, back) >= 0.6 and front + back >= (1.65 if swap.was else 1.5)) else None


def _is_slip(word: str, other: str) -> bool:
    """Of names only a letter: "RDS" is no slip of "Redis"."""
    if _is_name(word) and _is_name(other):
        return _likeness(word, other) >= 75 and abs(len(word) - len(other)) <= 1
    return _likeness(word, other) >= 60


def _likeness(word: str, other: str) -> float:
    """0-100; words with other digits have nothing in common."""
    digits, others = ([one for one in each if one.isdigit()] for each in (word, other))
    return ratio(word.casefold(), other.casefold()) if digits == others else 0


def _is_name(word: str) -> bool:
    """ "S3", "DynamoDB", "SQS", "404", and any word with a capital."""
    return any(one.isdigit() or one.isupper() for one in word)


def _names(text: Text) -> tuple[str, ...]:
    """The words of a front that its headings say too, if they are names that leave no doubt: "S3", not "Storage"."""
    return tuple(word for word in text.asked if word.casefold() in text.around and _is_name(word[1:]))


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    return ratio(one, other, score_cutoff=45) / 100 if one and other else 0.0
