"""The nouns of the product, as frozen values. Units live in names; None means "there is none"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum

from flashcards.core.plans import Plan
from flashcards.core.record import record

DEFAULT_PARAMETERS = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
"""The 21 weights of FSRS-6 as the package fsrs publishes them (a test holds them equal)."""
LARGEST_ID = 2**63 - 1
"""What SQLite can hold; no id is larger."""


class Rating(IntEnum):
    """How well a card was recalled. Hard is a pass."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class State(StrEnum):
    """Where a card stands. NEW is the absence of memory and is never stored in one."""

    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


class Kind(StrEnum):
    """What sort of knowledge a note holds."""

    CONCEPT = "concept"
    FACT = "fact"
    COMPARISON = "comparison"
    PATTERN = "pattern"
    QUESTION = "question"
    STORY = "story"
    PITFALL = "pitfall"
    TAKEAWAY = "takeaway"
    EXERCISE = "exercise"


class Form(StrEnum):
    """How a note is asked."""

    BASIC = "basic"
    """Its front; the back is the answer."""
    REVERSED = "reversed"
    """Both ways round, a card each."""
    CLOZE = "cloze"
    """The front with a gap, a card for each; the back, if there is one, is shown with the answer."""
    TYPED = "typed"
    """Its front; the answer is typed and compared with the back."""


FOLLOW_UPS, CRITERIA = "Follow-ups", "Criteria"
"""Labels of the sections of a back that hold what is asked next, and by what an answer is judged."""
LEVELS = ("L6", "L7")
REVERSED = "reversed"
"""The slot of the card that asks the back."""


class Suspension(StrEnum):
    """Why a card is suspended; a card that came back to its guide is freed only if GONE held it."""

    USER = "user"
    GONE = "gone"
    LEECH = "leech"


@dataclass(frozen=True, slots=True)
class Memory:
    """What the reviews of a card amount to. A card never reviewed has none.

    stability: days until recall falls to 90 %. difficulty: 1-10. reviewed_on: study day of the last review.
    In LEARNING and RELEARNING `step` counts from 0 and `due_at` (aware UTC) is set; in REVIEW `interval_days`
    and `due_on` (a study day) are. reps and lapses count the ratings in effect.
    """

    state: State
    stability: float
    difficulty: float
    reviewed_on: date
    reps: int
    lapses: int
    step: int | None = None
    due_at: datetime | None = None
    interval_days: int | None = None
    due_on: date | None = None

    def __post_init__(self) -> None:
        in_steps = self.step is not None and self.due_at is not None and self.interval_days is None and self.due_on is None
        in_review = self.step is None and self.due_at is None and self.interval_days is not None and self.due_on is not None
        if not (in_review if self.state is State.REVIEW else in_steps and self.state is not State.NEW):
            raise ValueError(f"no card can be {self.state} with step {self.step}, due {self.due_at or self.due_on}")


@dataclass(frozen=True, slots=True)
class Card:
    """One askable side of a note. `changes` counts every write to it and never goes back.

    slot: which side: "" the front, "reversed" the back, "c1" the first gap of a cloze. front_html, back_html: a cloze's own
    sides; None: those of its note.
    """

    id: int
    note_id: int
    deck_id: int
    slot: str
    memory: Memory | None
    position: int
    flag: int
    suspended: Suspension | None
    buried_on: date | None
    changes: int
    is_drilled: bool
    front_html: str | None = None
    back_html: str | None = None

    @property
    def state(self) -> State:
        return self.memory.state if self.memory else State.NEW


class NewOrder(StrEnum):
    """In which order new cards are introduced."""

    GUIDE = "guide"
    RANDOM = "random"


class ReviewOrder(StrEnum):
    """In which order due reviews are asked."""

    DUE = "due"
    RANDOM = "random"
    SHORTEST_FIRST = "shortest"


class Mix(StrEnum):
    """Where new cards stand among the reviews."""

    MIXED = "mixed"
    NEW_FIRST = "new first"
    REVIEWS_FIRST = "reviews first"


@dataclass(frozen=True, slots=True)
class Options:
    """How a deck is studied. A deck stores what differs from its parent; the outermost parent is these defaults."""

    desired_retention: float = 0.9
    learning_steps: tuple[int, ...] = (60, 600)
    """Seconds."""
    relearning_steps: tuple[int, ...] = (600,)
    """Seconds."""
    maximum_interval_days: int = 36500
    new_per_day: int = 20
    reviews_per_day: int = 200
    new_order: NewOrder = NewOrder.GUIDE
    review_order: ReviewOrder = ReviewOrder.DUE
    mix: Mix = Mix.MIXED
    bury_new_siblings: bool = True
    bury_review_siblings: bool = True
    bury_learning_siblings: bool = True
    leech_threshold: int = 8
    """Lapses; 0 turns leeches off."""
    leech_suspends: bool = False
    parameters_id: int = 1
    parameters: tuple[float, ...] = DEFAULT_PARAMETERS


@dataclass(frozen=True, slots=True)
class Deck:
    """A place for notes. `name` is the whole path, its parts joined by "::"."""

    id: int
    name: str
    options: Options


def lines_of(sections: Iterable[tuple[str, str]], label: str) -> tuple[str, ...]:
    """The items of the list that stands in a section, without their bullets; none where there is no such section."""
    lines = (line.removeprefix("- ").strip() for line in dict(sections).get(label, "").split("\n"))
    return tuple(line for line in lines if line)


@record(frozen=True, slots=True)
class NoteDraft:
    """A note as a guide gives it, before it is stored.

    front, back: canonical Markdown. heading: path of headings from below the title, outermost first, emoji and
    numbering dropped. line, end_line: first and last source line, from 1, both included. explicit_id: the author's
    `^id`, without the caret. level: "L6", "L7" or None. as_of: the date or year the guide gives for a fact. sections:
    (label, Markdown) of the parts of a back that are known by name: a story's Situation, an exercise's time limit, FOLLOW_UPS,
    CRITERIA; all of their words are in the back too. is_offered: whether few would want it, so that it comes unticked.
    """

    kind: Kind
    front: str
    back: str
    heading: tuple[str, ...]
    line: int
    end_line: int
    explicit_id: str | None = None
    level: str | None = None
    as_of: str | None = None
    tags: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()
    sections: tuple[tuple[str, str], ...] = ()
    form: Form = Form.BASIC
    is_offered: bool = False

    @property
    def follow_ups(self) -> tuple[str, ...]:
        """What an interviewer asks next."""
        return lines_of(self.sections, FOLLOW_UPS)

    @property
    def criteria(self) -> tuple[str, ...]:
        """By what an answer is judged."""
        return lines_of(self.sections, CRITERIA)

    @property
    def is_drilled(self) -> bool:
        """Whether it is told or worked on against a clock and so never stands in a review.

        So is a question whose back only says what is asked next and by what an answer is judged.
        """
        is_unanswered = bool(self.sections) and {label for label, _ in self.sections} <= {FOLLOW_UPS, CRITERIA}
        has_answer = bool(self.back) and not (self.kind is Kind.QUESTION and is_unanswered)
        return self.kind in (Kind.STORY, Kind.EXERCISE) or not (has_answer or self.form is Form.CLOZE)


@record(frozen=True, slots=True)
class Skip:
    """A piece of a guide that became no card: its first line, why, and its beginning (at most 200 characters)."""

    line: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Guide:
    """A Markdown source as it was read. `path` is how the learner knows it: relative, with forward slashes.

    text: the repaired source, "\\n" between lines. deck: the name its notes go to. front_matter: key to text.
    repairs: what was mended in reading, a sentence each.
    plans: what to do when; what is to be learned in their days is in notes.
    """

    path: str
    title: str
    deck: str
    text: str
    front_matter: dict[str, str] = field(default_factory=dict)
    notes: tuple[NoteDraft, ...] = ()
    skips: tuple[Skip, ...] = ()
    repairs: tuple[str, ...] = ()
    plans: tuple[Plan, ...] = ()
