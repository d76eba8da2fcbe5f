"""What a rating does to a card: the four outcomes behind the buttons, and the fold of a recorded rating.

Stability and difficulty come from py-fsrs; steps, the order of the buttons and the size of the fuzz are Anki's, whose
answers the golden files in tests/golden/anki hold. "Wanted" days are what FSRS asks for, before any of that.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate
from math import ceil, floor, inf
from typing import NamedTuple

import fsrs
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from flashcards.core.models import Memory, Options, Rating, State
from flashcards.core.timespan import DAY_SECONDS

SHORTEST_STABILITY, LONGEST_STABILITY = 0.001, 36500.0
"""Days. At the first py-fsrs stops too, at the other only Anki does."""
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What pressing a button leads to; exactly one of step_seconds and interval_days is set.

    is_leech: this very rating brought the card to the leech threshold, or another half of it further.
    """

    rating: Rating
    memory: Memory
    step_seconds: int | None
    interval_days: int | None
    is_leech: bool


class Recall(NamedTuple):
    """stability: days until recall falls to 90 %, 0.001-36500. difficulty: 1-10."""

    stability: float
    difficulty: float


class _Wait(NamedTuple):
    """How long until a card is asked again: a step and its seconds, or whole days."""

    step: int | None = None
    step_seconds: int | None = None
    interval_days: int | None = None


def outcomes(card_id: int, memory: Memory | None, options: Options, now: datetime, day: date) -> dict[Rating, Outcome]:
    """All four futures of a card asked at `now` (aware UTC) on the study day `day`. Rating it takes one of them.

    The same arguments give the same outcomes: the fuzz is drawn from the card's id and its reps.
    """
    return outcomes_drawn(_draw(card_id, memory.reps if memory else 0), memory, options, now, day)


def outcomes_drawn(
    draw: float | None, memory: Memory | None, options: Options, now: datetime, day: date
) -> dict[Rating, Outcome]:
    """The outcomes at one place of the fuzz range, from 0 (first day) to below 1 (last day); None is no fuzz."""
    recalls = [remember(memory, rating, day, options.parameters) for rating in Rating]
    days_per_stability = _days_per_stability(options.parameters, options.desired_retention)
    waits = _waits(memory, [recall.stability * days_per_stability for recall in recalls], options, draw)
    return {
        rating: _outcome(memory, rating, recall, wait, now, day, options.leech_threshold)
        for rating, recall, wait in zip(Rating, recalls, waits, strict=True)
    }


def told_outcomes(
    card_id: int, memory: Memory | None, options: Options, day: date, taken: Collection[date]
) -> dict[Rating, Outcome]:
    """All four futures of a drilled card told on the study day `day`: whole days, at least one, and never a leech.

    taken: study days other cards of its note are due on; a rating leads to one only where its whole fuzz range is taken.
    """
    recalls = [remember(memory, rating, day, options.parameters) for rating in Rating]
    days_per_stability = _days_per_stability(options.parameters, options.desired_retention)
    wanted = accumulate((recall.stability * days_per_stability for recall in recalls), max)
    draw, taken_days = _draw(card_id, memory.reps if memory else 0), {(due_on - day).days for due_on in taken}
    found: dict[Rating, Outcome] = {}
    days = 1
    for rating, recall, asked in zip(Rating, recalls, wanted, strict=True):
        days = _free_days(asked, days, options.maximum_interval_days, draw, taken_days)
        found[rating] = _outcome(memory, rating, recall, _Wait(interval_days=days), _noon(day), day, leech_threshold=0)
    return found


def apply_rating(
    before: Memory | None,
    rating: Rating,
    reviewed_at: datetime,
    day: date,
    parameters: tuple[float, ...],
    *,
    step: int | None = None,
    step_seconds: int | None = None,
    interval_days: int | None = None,
) -> Memory:
    """Folds one row of the review log into a memory: its step or interval is the recorded one, not today's options'."""
    recall = remember(before, rating, day, parameters)
    return _after(before, rating, recall, _Wait(step, step_seconds, interval_days), reviewed_at, day)


def remember(before: Memory | None, rating: Rating, day: date, parameters: tuple[float, ...]) -> Recall:
    """What is remembered after a rating on that study day. A day before the last review counts as the same day."""
    card, _ = _scheduler(parameters).review_card(_fsrs_card(before), fsrs.Rating(rating), _noon(day))
    assert card.stability is not None  # every review sets both
    assert card.difficulty is not None
    return Recall(min(card.stability, LONGEST_STABILITY), card.difficulty)


def retrievability(memory: Memory, day: date, parameters: tuple[float, ...]) -> float:
    """The chance of recall on that study day, 0-1."""
    return _scheduler(parameters).get_card_retrievability(_fsrs_card(memory), _noon(day))


def rescheduled(card_id: int, memory: Memory, recall: Recall, options: Options) -> Memory:
    """A card in review as these options would have it: what is remembered, and when it is due, counted from its last review.

    The fuzz is drawn as for the rating that led here, so that doing it again changes nothing.
    """
    wanted = recall.stability * _days_per_stability(options.parameters, options.desired_retention)
    days = _days(wanted, 1, options.maximum_interval_days, _draw(card_id, memory.reps - 1))
    due_on = memory.reviewed_on + timedelta(days=days)
    return replace(memory, stability=recall.stability, difficulty=recall.difficulty, interval_days=days, due_on=due_on)


def within_bounds(weights: Sequence[float]) -> tuple[float, ...]:
    """Weights that py-fsrs takes: each moved to the nearest it allows."""
    bounds = zip(LOWER_BOUNDS_PARAMETERS, weights, UPPER_BOUNDS_PARAMETERS, strict=True)
    return tuple(max(lowest, min(weight, highest)) for lowest, weight, highest in bounds)


def days_until(share: float, parameters: tuple[float, ...]) -> float:
    """Days until recall falls to `share` (0-1), for each day of stability."""
    return _days_per_stability(parameters, share) if share else inf


def is_leech(lapses: int, threshold: int) -> bool:
    """Whether that lapse is the threshold-th, or came another half of it (rounded up) later. Threshold 0 is never."""
    return 0 < threshold <= lapses and (lapses - threshold) % ceil(threshold / 2) == 0


def fuzz_range(interval: float, minimum: int, maximum: int) -> tuple[int, int]:
    """First and last day that fuzz may move an interval to; the maximum wins over the minimum. Anki, constrained_fuzz_bounds."""
    minimum = min(minimum, maximum)
    interval = min(max(interval, minimum), maximum)
    spread = _spread(interval)
    return _clamp(_nearest(interval - spread), minimum, maximum), _clamp(_nearest(interval + spread), minimum, maximum)


def _spread(interval: float) -> float:
    """Days to either side: none under 2.5, else one, and a share of the days from 2.5 to 7, from 7 to 20 and above."""
    if interval < 2.5:
        return 0.0
    return 1 + 0.15 * (min(interval, 7) - 2.5) + 0.1 * max(min(interval, 20) - 7, 0) + 0.05 * max(interval - 20, 0)


def _outcome(
    before: Memory | None, rating: Rating, recall: Recall, wait: _Wait, now: datetime, day: date, leech_threshold: int
) -> Outcome:
    after = _after(before, rating, recall, wait, now, day)
    has_lapsed = before is not None and after.lapses > before.lapses
    return Outcome(rating, after, wait.step_seconds, wait.interval_days, has_lapsed and is_leech(after.lapses, leech_threshold))


def _after(before: Memory | None, rating: Rating, recall: Recall, wait: _Wait, at: datetime, day: date) -> Memory:
    state = before.state if before else State.NEW
    reps = before.reps + 1 if before else 1
    lapses = (before.lapses if before else 0) + (state is State.REVIEW and rating is Rating.AGAIN)
    if wait.interval_days is not None:
        due_on = day + timedelta(days=wait.interval_days)
        return Memory(State.REVIEW, *recall, day, reps, lapses, interval_days=wait.interval_days, due_on=due_on)
    state = State.LEARNING if state in (State.NEW, State.LEARNING) else State.RELEARNING
    due_at = at + timedelta(seconds=wait.step_seconds or 0)
    return Memory(state, *recall, day, reps, lapses, step=wait.step, due_at=due_at)


def _waits(memory: Memory | None, wanted: Sequence[float], options: Options, draw: float | None) -> Sequence[_Wait]:
    if memory and memory.interval_days is not None:
        return _review_waits(memory.interval_days, wanted, options, draw)
    is_relearning = memory is not None and memory.state is State.RELEARNING
    steps = options.relearning_steps if is_relearning else options.learning_steps
    return _step_waits(memory.step or 0 if memory else 0, steps, wanted, options, draw)


def _review_waits(last: int, wanted: Sequence[float], options: Options, draw: float | None) -> Sequence[_Wait]:
    again, *passing = wanted
    steps, maximum = options.relearning_steps, options.maximum_interval_days
    waits = [_Wait(0, steps[0]) if steps else _stepless(again, options, draw=None)]  # Anki fuzzes passes only
    minimum = waits[0].interval_days or 1  # so that hard never comes before again, which Anki does not promise
    for asked in passing:
        days = _days(asked, max(minimum, _least_after(last, asked, maximum)), maximum, draw)
        waits.append(_Wait(interval_days=days))
        minimum = days + 1
    return waits


def _least_after(last: int, wanted: float, maximum: int) -> int:
    """What fuzz must not go below after an interval of `last` days. Anki, minimum_review_fuzz_interval."""
    if _nearest(wanted) > last:
        return last + 1
    return last if last <= fuzz_range(wanted, 1, maximum)[1] else 1


def _step_waits(
    step: int, steps: tuple[int, ...], wanted: Sequence[float], options: Options, draw: float | None
) -> Sequence[_Wait]:
    maximum = options.maximum_interval_days
    graduated = _days(_nearest(wanted[2]), 1, maximum, draw)
    beyond_good = _days(wanted[2], 1, maximum, draw) + 1  # Anki measures easy against the unrounded good
    easy = _Wait(interval_days=_days(_nearest(wanted[3]), beyond_good, maximum, draw))
    if not steps:
        return *(_stepless(days, options, draw) for days in wanted[:3]), easy
    step = min(step, len(steps) - 1)  # the steps may have become fewer since
    is_last = step + 1 == len(steps)
    good = _Wait(interval_days=graduated) if is_last else _Wait(step + 1, steps[step + 1])
    return _Wait(0, steps[0]), _Wait(step, _hard_seconds(steps, step)), good, easy


def _stepless(wanted: float, options: Options, draw: float | None) -> _Wait:
    """Without steps, what FSRS wants back in under half a day comes back in as many seconds, else after whole days."""
    has_short_term = options.parameters[17] > 0 and options.parameters[18] > 0
    if has_short_term and wanted < 0.5:
        return _Wait(0, int(wanted * DAY_SECONDS))
    return _Wait(interval_days=_days(_nearest(wanted), 1, options.maximum_interval_days, draw))


def _hard_seconds(steps: tuple[int, ...], step: int) -> int:
    """Hard repeats a step, but the first is lengthened, so as not to equal again."""
    if step > 0:
        return steps[step]
    first = steps[0]
    seconds = (first + steps[1]) // 2 if len(steps) > 1 else min(first * 3 // 2, first + DAY_SECONDS)
    return seconds if seconds <= DAY_SECONDS else _nearest(seconds / DAY_SECONDS) * DAY_SECONDS


def _days(wanted: float, minimum: int, maximum: int, draw: float | None) -> int:
    if draw is None:
        return _clamp(_nearest(wanted), min(minimum, maximum), maximum)
    first, last = fuzz_range(wanted, minimum, maximum)
    return first + int(draw * (last - first + 1))


def _free_days(wanted: float, minimum: int, maximum: int, draw: float, taken: Collection[int]) -> int:
    """The days of the fuzz range nearest to the draw that are not taken, if there are any; the fewer of two as near.

    minimum: the days of a lesser rating. They lie in this range or below it, for it only moves up with what is wanted.
    """
    first, last = fuzz_range(wanted, 1, maximum)
    drawn = first + int(draw * (last - first + 1))
    return min(range(max(first, minimum), last + 1), key=lambda days: (days in taken, abs(days - drawn)))


def _draw(card_id: int, reps: int) -> float:
    return int.from_bytes(blake2b(b"%d %d" % (card_id, reps), digest_size=6).digest()) / 2**48


@lru_cache(maxsize=64)
def _days_per_stability(parameters: tuple[float, ...], desired_retention: float) -> float:
    """Days until recall falls to `desired_retention`, for each day of stability. FSRS-6, next_interval."""
    decay = -parameters[20]
    return float((desired_retention ** (1 / decay) - 1) / (0.9 ** (1 / decay) - 1))


@lru_cache(maxsize=64)
def _scheduler(parameters: tuple[float, ...]) -> fsrs.Scheduler:
    return fsrs.Scheduler(parameters, enable_fuzzing=False)


def _fsrs_card(memory: Memory | None) -> fsrs.Card:
    """Every card is in review to py-fsrs: its steps are ours, and its formulas are the same in all states."""
    if memory is None:
        return fsrs.Card(card_id=0, due=LONG_AGO)  # without an id it sleeps, without a due date it reads the clock
    last_review = _noon(memory.reviewed_on)
    return fsrs.Card(0, fsrs.State.Review, None, memory.stability, memory.difficulty, LONG_AGO, last_review)


def _noon(day: date) -> datetime:
    """py-fsrs counts whole 24 hours; from noon to noon they are study days."""
    return datetime.combine(day, time(12), UTC)


def _nearest(days: float) -> int:
    """Halves go up, as in Anki; round() would send them to the even side."""
    return floor(days + 0.5)


def _clamp(value: int, lowest: int, highest: int) -> int:
    return max(lowest, min(value, highest))
