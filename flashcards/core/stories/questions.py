"""The question bank: which question comes next."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from flashcards.core.stories.story import FollowUp

MOST_ASKED_NEXT = 2
"""Follow-ups after a telling."""


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """A question that is drilled. id: of its note. last_asked: the number of its newest asking, which grows; 0: never asked."""

    id: int
    text: str
    principles: tuple[str, ...]
    follow_ups: tuple[str, ...]
    last_asked: int = 0

    def is_about(self, principle: str | None) -> bool:
        """In whatever case it is named; every question is about None."""
        return principle is None or principle.casefold() in map(str.casefold, self.principles)


def next_question(
    questions: Iterable[BankQuestion], principle: str | None, seed: str, but: Collection[int] = ()
) -> BankQuestion | None:
    """For a principle (None: for any): one that was never asked, else the one asked longest ago; None where there is none.

    seed: chooses among equals, the same for the same. but: ids not to ask.
    """
    asked = [one for one in questions if one.id not in but and one.is_about(principle)]
    return min(asked, key=lambda one: (one.last_asked, drawn(seed, one.id)), default=None)


def next_follow_ups(of_question: Sequence[str], of_story: Sequence[FollowUp], asked: Sequence[str]) -> tuple[FollowUp, ...]:
    """What is asked after a telling: one of the question's and one of the story's own, or two of one where the other has none.

    asked: what was asked before, the newest first; what never was comes first, then what was longest ago.
    """
    theirs = _longest_ago([FollowUp(text) for text in of_question], asked)
    own = _longest_ago(of_story, asked)
    return (*theirs[:1], *own[:1], *theirs[1:], *own[1:])[:MOST_ASKED_NEXT]


def _longest_ago(found: Sequence[FollowUp], asked: Sequence[str]) -> list[FollowUp]:
    newest = {text: -place for place, text in reversed(list(enumerate(asked)))}
    return sorted(found, key=lambda one: newest.get(one.question, -len(asked)))


def drawn(seed: str, number: object) -> bytes:
    """Something to order by that looks random, and is the same everywhere."""
    return blake2b(f"{seed} {number}".encode(), digest_size=8).digest()
