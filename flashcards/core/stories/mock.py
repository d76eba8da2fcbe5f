"""Mock interviews: their rounds, where one stands, and which stories may be told in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import cycle, islice

from flashcards.core.stories.presets import LONGEST_TELLING_MS
from flashcards.core.stories.questions import drawn
from flashcards.core.stories.story import Story
from flashcards.core.stories.takes import Take, TakeState

BEHAVIOURAL_ROUNDS, BEHAVIOURAL_QUESTIONS = 2, 3
LOOP_ROUNDS, LOOP_QUESTIONS = 5, 2
MOST_ROUNDS, MOST_QUESTIONS = 20, 10
"""Rounds of a mock, and questions of a round."""
ROUND_MINUTES = 30
MOST_SECONDS = LONGEST_TELLING_MS // 1000
"""For an answer, whatever a guide says."""


@dataclass(frozen=True, slots=True)
class Place:
    """A question of a round. principle: what it is for; None where a guide does not say. question_id: None until it is put.

    maximum: seconds for the answer; None for those of the preset. is_forced: when a story was chosen for it, only those that
    were told before showed the principle.
    """

    principle: str | None = None
    question_id: int | None = None
    maximum: int | None = None
    is_forced: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    name: str
    minutes: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Mock:
    """Rounds of an interview. preset: the name of the one its answers are told by. is_finished: whether it was ended.

    begin_id: made by what asked for it, so that the same press begins it once; "" for none.
    """

    id: int
    name: str
    preset: str
    rounds: tuple[Round, ...]
    study_day: date
    is_finished: bool
    begin_id: str = ""

    @property
    def places(self) -> tuple[Place, ...]:
        """All questions, in the order in which they are put."""
        return tuple(place for one in self.rounds for place in one.places)

    def with_forced(self, place: int, is_forced: bool) -> tuple[Round, ...]:
        """The rounds, with that said of a question."""
        told = iter([replace(one, is_forced=is_forced) if at == place else one for at, one in enumerate(self.places)])
        return tuple(replace(one, places=tuple(next(told) for _ in one.places)) for one in self.rounds)

    def round_of(self, place: int) -> Round:
        """The round in which that question is put."""
        return [one for one in self.rounds for _ in one.places][place]


def loop(principles: Sequence[str], seed: str, rounds: int = LOOP_ROUNDS, questions: int = LOOP_QUESTIONS) -> tuple[Round, ...]:
    """Rounds of so many principles each, dealt out so that none comes twice before all did. Empty where there are none."""
    dealt = cycle(sorted(principles, key=lambda name: drawn(seed, name)))
    places = [Place(principle) for principle in islice(dealt, rounds * questions)]
    return tuple(
        Round(f"Round {number + 1}", ROUND_MINUTES, tuple(places[number * questions :][:questions]))
        for number in range(rounds if places else 0)
    )


@dataclass(frozen=True, slots=True)
class MockStand:
    """Where a mock stands. takes: by place, as `takes_by_place`. next_place: None when all are scored or it is finished."""

    mock: Mock
    takes: tuple[Take | None, ...]
    next_place: int | None

    @property
    def unfinished(self) -> Take | None:
        """What is going on at next_place, if anything is."""
        return None if self.next_place is None else self.takes[self.next_place]


def mock_stand(mock: Mock, takes: Iterable[Take]) -> MockStand:
    """takes: of this mock, in any order."""
    put = takes_by_place(mock, takes)
    left = (place for place, one in enumerate(put) if one is None or one.is_open)
    return MockStand(mock, put, None if mock.is_finished else next(left, None))


def takes_by_place(mock: Mock, takes: Iterable[Take]) -> tuple[Take | None, ...]:
    """The newest take of each question that was not given up."""
    put = {one.mock_place: one for one in sorted(takes, key=lambda take: take.id) if one.state is not TakeState.LEFT}
    return tuple(put.get(place) for place in range(len(mock.places)))


@dataclass(frozen=True, slots=True)
class Offer:
    """The stories one may tell for a question, the strongest first.

    fresh: not told in this mock, and they show the principle. repeats: told before; none while a strong fresh one is left.
    others: not told before, but they do not show the principle. is_forced: only a repeat shows it.
    """

    fresh: tuple[Story, ...]
    repeats: tuple[Story, ...]
    others: tuple[Story, ...]
    is_forced: bool

    def has(self, story_id: int) -> bool:
        return any(story.id == story_id for story in (*self.fresh, *self.repeats, *self.others))


def offer(stories: Iterable[Story], principle: str | None, used: Collection[int]) -> Offer:
    """principle: None is shown by every story. used: ids of the stories told in this mock."""
    by_strength = sorted(stories, key=lambda story: (-story.strength, story.id))
    fresh = tuple(story for story in by_strength if story.id not in used and story.shows(principle))
    is_repeat_free = any(story.is_strong for story in fresh)
    repeats = () if is_repeat_free else tuple(story for story in by_strength if story.id in used)
    others = tuple(story for story in by_strength if story.id not in used and not story.shows(principle))
    return Offer(fresh, repeats, others, is_forced=not fresh and any(story.shows(principle) for story in repeats))
