"""What a mock interview amounted to: each answer, the score sheet, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flashcards.core.delivery import Delivery, delivery
from flashcards.core.mock import STRONG, Mock, offer
from flashcards.core.plural import count_of
from flashcards.core.rubric import CLEAR, LEADERSHIP, METRICS, RUBRIC, STRUCTURE, Criterion, Scores, verdict, weakest
from flashcards.core.stories import Story
from flashcards.core.takes import Take, TakeState


@dataclass(frozen=True, slots=True)
class Answer:
    """A question of a mock, and how it was answered. place: from 0. take, delivery: None where it was not told to its end.

    repeat_of: the place at which the same story was told before. was_forced: nothing else showed the principle then.
    """

    place: int
    round: str
    question: str | None
    principle: str | None
    story: str | None
    take: Take | None
    delivery: Delivery | None
    repeat_of: int | None = None
    was_forced: bool = False

    @property
    def scores(self) -> Scores | None:
        return self.take.scores if self.take else None

    @property
    def verdict(self) -> float | None:
        """1-5."""
        return verdict(self.scores) if self.scores else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Of so many questions, how many answers met each. within_time: by the clock; the others from score 4 on."""

    questions: int
    within_time: int
    structure: int
    leadership: int
    metrics: int


@dataclass(frozen=True, slots=True)
class Report:
    """means: of the scores of each criterion, by its key; empty where none are. next_steps: sentences, the gravest first."""

    mock: Mock
    answers: tuple[Answer, ...]
    sheet: Sheet
    means: Mapping[str, float]
    verdict: float | None
    next_steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """A mock as a point of the trend."""

    id: int
    name: str
    day: date
    verdict: float | None
    sheet: Sheet


def report(mock: Mock, takes: Iterable[Take], stories: Sequence[Story]) -> Report:
    """takes: of this mock, in any order. stories: those there are now."""
    answers = _answers(mock, takes, stories)
    means = _means(answers)
    return Report(
        mock=mock,
        answers=answers,
        sheet=_sheet(answers),
        means=means,
        verdict=_mean([one.verdict for one in answers if one.verdict is not None]),
        next_steps=tuple(_next_steps(answers, means, stories)),
    )


def past_of(found: Report) -> Past:
    return Past(found.mock.id, found.mock.name, found.mock.study_day, found.verdict, found.sheet)


def _answers(mock: Mock, takes: Iterable[Take], stories: Sequence[Story]) -> tuple[Answer, ...]:
    told = {one.mock_place: one for one in sorted(takes, key=lambda take: take.id) if one.state is not TakeState.LEFT}
    titles = {story.id: story.title for story in stories}
    first: dict[int, int] = {}
    answers: list[Answer] = []
    for place, planned in enumerate(mock.places):
        take = told.get(place)
        ended = take if take and take.is_told else None
        story_id = ended.story_id if ended else None
        principle = (take.principle if take else None) or planned.principle
        repeat_of = first.get(story_id) if story_id is not None else None
        answers.append(
            Answer(
                place, mock.round_of(place).name, take.question if take else None, principle,
                titles.get(story_id, "a story that was deleted") if story_id is not None else None,
                ended, delivery(ended) if ended else None, repeat_of,
                repeat_of is not None and offer(stories, principle, first).is_forced,
            )
        )  # fmt: skip
        if story_id is not None:
            first.setdefault(story_id, place)
    return tuple(answers)


def _sheet(answers: Sequence[Answer]) -> Sheet:
    def met(criterion: Criterion) -> int:
        return sum(one.scores is not None and one.scores[criterion.key] >= CLEAR for one in answers)

    within = sum(one.delivery is not None and one.delivery.is_within for one in answers)
    return Sheet(len(answers), within, met(STRUCTURE), met(LEADERSHIP), met(METRICS))


def _means(answers: Sequence[Answer]) -> dict[str, float]:
    scored = [one.scores for one in answers if one.scores]
    return {one.key: sum(scores[one.key] for scores in scored) / len(scored) for one in RUBRIC} if scored else {}


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 2) if values else None


def _next_steps(answers: Sequence[Answer], means: Mapping[str, float], stories: Sequence[Story]) -> Iterable[str]:
    if means:
        worst = weakest(means)
        if means[worst.key] < CLEAR:
            yield f"Work on {worst.name.lower()}: {means[worst.key]:.1f} of 5 on average. {worst.asks}"
    for principle in dict.fromkeys(one.principle for one in answers if one.principle):
        shown = [story for story in stories if principle in story.principles and story.strength >= STRONG]
        if not shown:
            yield f"Write a story for {principle}: none of strength {STRONG} or more shows it."
    for one in answers:
        if one.repeat_of is not None:
            why = "nothing else showed the principle" if one.was_forced else "others would have shown the principle"
            yield f"Question {one.place + 1} repeated the story of question {one.repeat_of + 1}: {why}."
    over = [one for one in answers if one.delivery and not one.delivery.is_within]
    if over:
        yield f"Cut {count_of(len(over), 'answer')} to the time: question {', '.join(str(one.place + 1) for one in over)}."
    left = [one for one in answers if one.take is None]
    if left:
        yield f"Answer what was left out: {count_of(len(left), 'question')}."
