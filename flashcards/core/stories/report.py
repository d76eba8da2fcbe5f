"""What a mock interview amounted to: each answer, the score sheet, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flashcards.core.plural import count_of
from flashcards.core.stories.delivery import Delivery, delivery
from flashcards.core.stories.mock import Mock, takes_by_place
from flashcards.core.stories.rubric import CLEAR, LEADERSHIP, METRICS, STRUCTURE, Criterion, Scores, means_of, weakest
from flashcards.core.stories.story import STRONG, Story
from flashcards.core.stories.takes import Take


@dataclass(frozen=True, slots=True)
class Answer:
    """A question of a mock, and how it was answered. place: from 0. take, delivery: None where it was not told to its end.

    repeat_of: the place at which the same story was told before. was_forced: it shows the principle, and when it was chosen no
    other did that was not told. is_beside: the story that was told does not show the principle.
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
    is_beside: bool = False

    @property
    def scores(self) -> Scores | None:
        return self.take.scores if self.take else None

    @property
    def verdict(self) -> float | None:
        return self.take.verdict if self.take else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Of so many questions, how many answers met each. within_time: by the clock, neither over nor short; the others from
    CLEAR on.
    """

    questions: int
    within_time: int
    structure: int
    leadership: int
    metrics: int

    @property
    def rows(self) -> tuple[tuple[str, int], ...]:
        """What was to be met, and in how many answers it was."""
        return (
            ("Within time", self.within_time), ("STAR structure clear", self.structure), ("Leadership shown", self.leadership),
            ("Specific metrics", self.metrics),
        )  # fmt: skip


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
    scored: int
    """How many of its questions."""
    is_finished: bool

    @property
    def is_over(self) -> bool:
        return self.is_finished or self.scored == self.sheet.questions


def report(mock: Mock, takes: Iterable[Take], stories: Sequence[Story]) -> Report:
    """takes: of this mock, in any order. stories: those there are now."""
    put = takes_by_place(mock, takes)
    answers = _answers(mock, put, stories)
    means = means_of([one.scores for one in answers if one.scores])
    return Report(
        mock=mock,
        answers=answers,
        sheet=_sheet(put),
        means=means,
        verdict=_verdict(put),
        next_steps=tuple(_next_steps(answers, means, stories)),
    )


def past(mock: Mock, takes: Iterable[Take]) -> Past:
    """The same verdict and sheet as in its report, without the rest of it."""
    put = takes_by_place(mock, takes)
    scored = sum(take is not None and not take.is_open for take in put)
    return Past(mock.id, mock.name, mock.study_day, _verdict(put), _sheet(put), scored, mock.is_finished)


def _answers(mock: Mock, put: Sequence[Take | None], stories: Sequence[Story]) -> tuple[Answer, ...]:
    titles = {story.id: story.title for story in stories}
    first: dict[int, int] = {}
    answers: list[Answer] = []
    for place, (planned, take) in enumerate(zip(mock.places, put, strict=True)):
        ended = take if take and take.is_told else None
        story_id = ended.story_id if ended else None
        principle = (take.principle if take else None) or planned.principle
        repeat_of = first.get(story_id) if story_id is not None else None
        is_beside = ended is not None and principle is not None and ended.card_id is None
        answers.append(
            Answer(
                place, mock.round_of(place).name, take.question if take else None, principle,
                titles.get(story_id, "a story that was deleted") if story_id is not None else None,
                ended, delivery(ended) if ended else None, repeat_of,
                planned.is_forced and repeat_of is not None and not is_beside, is_beside,
            )
        )  # fmt: skip
        if story_id is not None:
            first.setdefault(story_id, place)
    return tuple(answers)


def _sheet(put: Sequence[Take | None]) -> Sheet:
    def met(criterion: Criterion) -> int:
        return sum(take is not None and take.scores is not None and take.scores[criterion.key] >= CLEAR for take in put)

    within = sum(take is not None and take.is_told and take.is_within for take in put)
    return Sheet(len(put), within, met(STRUCTURE), met(LEADERSHIP), met(METRICS))


def _verdict(put: Sequence[Take | None]) -> float | None:
    """The mean of those that were scored."""
    values = [take.verdict for take in put if take and take.verdict is not None]
    return round(sum(values) / len(values), 2) if values else None


def _next_steps(answers: Sequence[Answer], means: Mapping[str, float], stories: Sequence[Story]) -> Iterable[str]:
    if means:
        worst = weakest(means)
        if means[worst.key] < CLEAR:
            yield f"Work on {worst.name.lower()}: {means[worst.key]:.1f} of 5 on average. {worst.asks}"
    for principle in dict.fromkeys(one.principle for one in answers if one.principle):
        shown = sorted((story for story in stories if story.shows(principle)), key=lambda story: (-story.strength, story.id))
        if not any(story.is_strong for story in shown):
            what = f"Develop {shown[0].title}" if shown else "Write a story"
            yield f"{what} for {principle}: none of strength {STRONG} or more shows it."
    for one in answers:
        yield from _of_choice(one)
    if over := [one for one in answers if one.take and one.take.is_over]:
        yield f"Cut {count_of(len(over), 'answer')} to the time: question {_numbers(over)}."
    if short := [one for one in answers if one.take and one.take.is_short]:
        yield f"Tell {count_of(len(short), 'answer')} in full, too short as it was: question {_numbers(short)}."
    left = [one for one in answers if one.take is None]
    if left:
        yield f"Answer what was left out: {count_of(len(left), 'question')}."


def _of_choice(one: Answer) -> Iterable[str]:
    """What is to be said of the story that was chosen."""
    if one.repeat_of is not None:
        why = ": nothing else showed the principle" if one.was_forced else ": others would have shown the principle"
        yield f"Question {one.place + 1} repeated the story of question {one.repeat_of + 1}{'' if one.is_beside else why}."
    if one.is_beside:
        yield f"Question {one.place + 1}: {one.story} does not show {one.principle}."


def _numbers(answers: Iterable[Answer]) -> str:
    return ", ".join(str(one.place + 1) for one in answers)
