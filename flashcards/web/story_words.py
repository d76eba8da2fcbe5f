"""How stories are written and drawn on their pages. Templates decide nothing; these do."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_lowercase, digits

from flask import url_for

from flashcards.core.moment import Moment
from flashcards.core.stories.advice import Measure
from flashcards.core.stories.coverage import LEAST_STORIES, Coverage, Gap, Row, Standing
from flashcards.core.stories.story import STRENGTHS, Story
from flashcards.core.timespan import clock
from flashcards.core.wording import day_name

LONGEST_BAR = 1.5
"""The most of a budget that a bar has room for."""
STRENGTH_WORDS = dict(zip(STRENGTHS, ("a line", "rough", "ready", "strong", "your best"), strict=True))


@dataclass(frozen=True, slots=True)
class Bar:
    """A section against its budget, in hundredths of the bar: where the budget begins and ends, how far the words reach."""

    least: float
    most: float
    spoken: float


@dataclass(frozen=True, slots=True)
class Mend:
    """A gap with the step that mends it, and the address where that is done."""

    gap: Gap
    step: str
    address: str


def measure_bar(measure: Measure) -> Bar:
    budget = measure.budget
    whole = budget.most * LONGEST_BAR
    return Bar(*(round(min(seconds / whole, 1) * 100, 1) for seconds in (budget.least, budget.most, measure.seconds)))


def due_in(standing: Standing | None, moment: Moment) -> str:
    """When a pair is told next, as short as can be: "due", "3 d", "new"; "" for one without a card."""
    if standing is None:
        return ""
    if standing.due_on is None:
        return "new"
    days = (standing.due_on - moment.day).days
    return f"{days} d" if days > 0 else "due"


def standing_told(standing: Standing | None, moment: Moment) -> str:
    """The same in full: "due tomorrow, last told 3 March, recall 91 %"."""
    if standing is None or standing.due_on is None:
        return "not told for it yet"
    when = f"due {day_name(standing.due_on, moment)}" if standing.due_on > moment.day else "due now"
    told = f", last told {day_name(standing.last_told, moment)}" if standing.last_told else ""
    return when + told + (f", recall {round(100 * standing.recall)} %" if standing.recall is not None else "")


def ready_told(row: Row) -> str:
    """How many of a principle's stories are ready, of how many it needs: "1 of 2", "3 ready"."""
    return f"{row.strong} of {LEAST_STORIES}" if row.is_thin else f"{row.strong} ready"


def mends(coverage: Coverage) -> list[Mend]:
    """Each gap with what to do about it: make a story that is there ready, or write one."""
    return [_mend(gap) for gap in coverage.gaps]


def _mend(gap: Gap) -> Mend:
    if isinstance(gap.about, Story):
        return Mend(gap, "Look at it", url_for("stories.show", story_id=gap.about.id))
    rough = next((cell.story for cell in gap.about.cells.values() if not cell.story.is_strong), None)
    if rough:
        return Mend(gap, f"Develop {rough.title}", url_for("story_editor.edit", story_id=rough.id))
    return Mend(gap, "Write one", url_for("story_editor.new", principle=gap.about.principle.id))


def strength_word(strength: int | str) -> str:
    """What a strength of 1 to 5 says of a story."""
    return STRENGTH_WORDS[int(strength)]


def story_keys(but: str = "") -> str:
    """The keys that choose a story of a list, one for each as far as they go. but: those that do something else on the page."""
    return "".join(key for key in digits[1:] + ascii_lowercase if key not in but)


FILTERS = (clock, measure_bar, due_in, standing_told, ready_told, strength_word, mends)
