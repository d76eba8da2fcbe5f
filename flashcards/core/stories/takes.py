"""A take: one telling of a story, from the question to the scores, and what each step makes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from flashcards.core.stories.presets import Preset
from flashcards.core.stories.rubric import Scores, verdict
from flashcards.core.stories.story import FollowUp, Section

SECTIONS = tuple(Section)
LONGEST_SECTION_MS = LONGEST_RECORDING_MS = 60 * 60 * 1000
"""No section counts for more: a clock that ran on while nobody told is not told time."""


class TakeState(StrEnum):
    """How far a take is."""

    CHOOSING = "choosing"
    """The question stands; a story is to be chosen."""
    TELLING = "telling"
    ASKING = "asking"
    """It is told; a follow-up or two are asked."""
    SCORING = "scoring"
    SCORED = "scored"
    LEFT = "left"
    """Given up."""


@dataclass(frozen=True, slots=True)
class Told:
    """A section as it was told. text: what was typed, or written down afterwards."""

    ms: int = 0
    text: str = ""

    def is_as_sent(self, ms: int | None, text: str) -> bool:
        """Whether it is what such a request made of it. ms: None where it left that to the clock here."""
        return self.text == text and (ms is None or self.ms == min(ms, LONGEST_SECTION_MS))


UNTOLD = (Told(), Told(), Told(), Told())


@dataclass(frozen=True, slots=True)
class Pause:
    """A silence in a recording: when it begins and how long it is, in milliseconds."""

    start_ms: int
    ms: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A follow-up as it is asked. answer: what the story says to it. is_answered: one went on from it. score: how well, 1-5; None
    where that was not said.
    """

    question: str
    answer: str = ""
    is_answered: bool = False
    score: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """One telling. take_id: made where it is told; it names the recording. principle: what it is to show; None where the
    question names none and no story is chosen. card_id: of the pair that is rated; None where the story does not show it.
    id: 0 until it is stored.

    section: which is being told, from 0; 4 when all are. clock_at: when the running section went on; None while it rests.
    follow_ups: what is asked after the last section. pauses: None where none were measured. sound: the ending of its
    recording's file. told_at: when the last section ended.
    """

    id: int = 0
    take_id: str
    question_id: int | None = None
    question: str
    principle: str | None = None
    story_id: int | None = None
    card_id: int | None = None
    mock_id: int | None = None
    mock_place: int | None = None
    preset: Preset
    state: TakeState = TakeState.CHOOSING
    section: int = 0
    sections: tuple[Told, Told, Told, Told] = UNTOLD
    clock_at: datetime | None = None
    follow_ups: tuple[Asked, ...] = ()
    pauses: tuple[Pause, ...] | None = None
    sound: str | None = None
    sound_bytes: int | None = None
    scores: Scores | None = None
    log_id: int | None = None
    began_at: datetime
    told_at: datetime | None = None
    study_day: date

    @property
    def is_told(self) -> bool:
        return self.section == len(SECTIONS)

    @property
    def is_open(self) -> bool:
        return self.state not in (TakeState.SCORED, TakeState.LEFT)

    @property
    def asking(self) -> int:
        """Which follow-up is being asked, from 0; as many as there are when all were answered."""
        return sum(one.is_answered for one in self.follow_ups)

    @property
    def follow_up_scores(self) -> tuple[int, ...]:
        """Of those that were scored; they are no part of the verdict."""
        return tuple(one.score for one in self.follow_ups if one.score is not None)

    @property
    def told_ms(self) -> int:
        """Of all sections that have ended, and of the running one up to its last rest."""
        return sum(told.ms for told in self.sections)

    @property
    def is_over(self) -> bool:
        """Whether it took more than the maximum of its preset."""
        return self.told_ms > self.preset.maximum * 1000

    @property
    def is_short(self) -> bool:
        """Whether it took less than all sections of its preset at their shortest."""
        return self.told_ms < self.preset.least * 1000

    @property
    def is_within(self) -> bool:
        """Whether it is within time: neither over nor short."""
        return not self.is_over and not self.is_short

    @property
    def is_recorded(self) -> bool:
        """Whether it was spoken into a recording, which may be deleted since: only its silences are left then."""
        return self.sound is not None or self.pauses is not None

    @property
    def verdict(self) -> float | None:
        """1-5."""
        return verdict(self.scores) if self.scores else None

    def elapsed_ms(self, at: datetime) -> int:
        """How long the section being told has taken; 0 when all are told."""
        if self.is_told:
            return 0
        running = int((at - self.clock_at).total_seconds() * 1000) if self.clock_at else 0
        return min(self.sections[self.section].ms + max(running, 0), LONGEST_SECTION_MS)

    def marks(self) -> tuple[int, ...]:
        """Where each section begins in a recording that rested with the clock, in milliseconds."""
        return tuple(sum(told.ms for told in self.sections[:place]) for place in range(len(SECTIONS)))


def started(take: Take, story_id: int, principle: str | None, card_id: int | None, at: datetime) -> Take:
    """The story is chosen, and the clock runs."""
    return replace(take, story_id=story_id, principle=principle, card_id=card_id, state=TakeState.TELLING, section=0, clock_at=at)


def advanced(take: Take, at: datetime, ms: int | None, text: str, follow_ups: tuple[FollowUp, ...]) -> Take:
    """The section is told. ms: as measured where it was told; None for what the clock says. follow_ups: to ask after the last."""
    took = take.elapsed_ms(at) if ms is None else min(ms, LONGEST_SECTION_MS)
    told = _with_section(take, Told(took, text))
    if take.section + 1 < len(SECTIONS):
        return replace(told, section=take.section + 1, clock_at=at)
    asked = tuple(Asked(one.question, one.answer) for one in follow_ups)
    state = TakeState.ASKING if asked else TakeState.SCORING
    return replace(told, section=len(SECTIONS), clock_at=None, told_at=at, state=state, follow_ups=asked)


def answered(take: Take, score: int | None) -> Take:
    """The follow-up that is being asked is answered. score: as in Asked."""
    now = replace(take.follow_ups[take.asking], is_answered=True, score=score)
    asked = (*take.follow_ups[: take.asking], now, *take.follow_ups[take.asking + 1 :])
    state = TakeState.ASKING if take.asking + 1 < len(asked) else TakeState.SCORING
    return replace(take, follow_ups=asked, state=state)


def paused(take: Take, at: datetime) -> Take:
    """The clock rests."""
    now = replace(take.sections[take.section], ms=take.elapsed_ms(at))
    return replace(_with_section(take, now), clock_at=None)


def _with_section(take: Take, told: Told) -> Take:
    sections = list(take.sections)
    sections[take.section] = told
    first, second, third, fourth = sections
    return replace(take, sections=(first, second, third, fourth))
