"""How a telling is written on its pages. Templates decide nothing; these do."""

from __future__ import annotations

from flashcards.core.models import Rating
from flashcards.core.moment import Moment
from flashcards.core.stories.delivery import SectionTime
from flashcards.core.stories.drill import Wanted, Why
from flashcards.core.stories.presets import Budget
from flashcards.core.stories.rubric import RATED, rating_of
from flashcards.core.stories.takes import SECTIONS, Pause, Take
from flashcards.core.timespan import clock
from flashcards.core.wording import day_name
from flashcards.services.stories.listening import Player

LEAD_IN_MS = 2000


def clock_of(ms: int) -> str:
    """ "2:05": the whole seconds that have passed."""
    return clock(ms // 1000)


def budget_told(budget: Budget) -> str:
    """ "20–30 s"."""
    return f"{budget.least}–{budget.most} s"


def cue(ms: int, budget: Budget) -> str:
    """Where a section stands: "early" before its least time, "enough" after it, "over" from its most time on."""
    if ms >= budget.most * 1000:
        return "over"
    return "enough" if ms >= budget.least * 1000 else "early"


def before_ms(take: Take) -> int:
    """What the sections before the one being told took."""
    return sum(told.ms for told in take.sections[: take.section])


def why_told(wanted: Wanted, moment: Moment) -> str:
    """Why a pair is to be told today."""
    memory = wanted.pair.memory
    if wanted.why is Why.STUCK:
        return "it did not come quickly in a rapid retrieval"
    if wanted.why is Why.NEW or memory is None or memory.due_on is None:
        return "never told for it yet"
    return "due today" if memory.due_on == moment.day else f"due since {day_name(memory.due_on, moment)}"


def stage_told(take: Take) -> str:
    """How far an unfinished take is."""
    words = {"choosing": "a story is to be chosen", "asking": "told; a follow-up waits", "scoring": "told; to be scored"}
    return words.get(take.state) or f"in its {SECTIONS[take.section].lower()}"


def section_told(time: SectionTime) -> str:
    """Whether a section kept its budget, in words."""
    if time.over_ms:
        return f"{clock_of(time.over_ms)} over"
    return "short" if time.is_short else "within"


def whole_told(take: Take) -> str:
    """The same for all of a telling."""
    maximum_ms = take.preset.maximum * 1000
    if take.is_over:
        return f"{clock_of(take.told_ms - maximum_ms)} over the maximum of {clock_of(maximum_ms)}"
    return f"{'short' if take.is_short else 'within the maximum'}; {clock(take.preset.target)} is the target"


def rated_from(rating: Rating) -> str:
    """Which verdicts are rated so: "below 2.5", "from 2.5"."""
    return f"from {RATED[rating]}" if rating > min(RATED) else f"below {sorted(RATED.values())[1]}"


def rating_told(take: Take) -> str:
    """What its scores amount to: "Good"; "" before there are any."""
    return rating_of(take.scores).name.capitalize() if take.scores else ""


def beside(player: Player) -> Take | None:
    """The take to hear beside this one: the best; beside the best itself, the last other one. Only what was recorded."""
    others = [one for one in (player.best, *player.takes) if one and one.id != player.take.id and one.sound]
    return others[0] if others else None


def beside_told(other: Take, player: Player) -> str:
    """What that other take is: "the best, 4.2" or "the one before, 3.1"."""
    return f"{'the best' if other == player.best else 'the last other one'}, {other.verdict}"


def heard_from(pause: Pause) -> int:
    """Where to listen from, in milliseconds, to hear a pause come."""
    return max(0, pause.start_ms - LEAD_IN_MS)


FILTERS = (
    clock_of, budget_told, cue, before_ms, why_told, stage_told, section_told, whole_told, rated_from, rating_told,
    beside, beside_told, heard_from,
)  # fmt: skip
