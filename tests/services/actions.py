"""All that a learner can do, picked by numbers: for laws that hold whatever they do."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hypothesis import strategies as st

from flashcards.core.errors import Stale
from flashcards.core.models import Rating
from flashcards.core.moment import Moment
from flashcards.services.choosing import choose_options
from flashcards.services.queueing import Kept, today
from flashcards.services.reviewing import bury, flag, suspend, toggle_mark, unsuspend
from flashcards.services.undoing import redo, undo
from flashcards.storage.database import Connection
from flashcards.storage.decks import decks
from tests.build import add_deck, add_note, import_guide, later, rate

Action = Callable[[Connection, int, Moment, Kept], object]
"""What is done, which card or value it takes, when, and the queues a server would keep."""

OPTIONS: tuple[dict[str, object], ...] = (
    {},
    {"new_per_day": 2},
    {"desired_retention": 0.8, "learning_steps": [60, 86400]},
    {"bury_new_siblings": True, "bury_review_siblings": True, "bury_learning_siblings": True},
    {"leech_threshold": 1, "leech_suspends": True},
)
GUIDES = (("one :: 1 ^one", "two :: 2"), ("one :: 1 ^one", "two :: II"), ("one :: I ^one", "three :: 3"))


def _card(db: Connection, pick: int) -> int:
    living: list[int] = [row["id"] for row in db.execute("SELECT id FROM cards WHERE deleted_at IS NULL ORDER BY id")]
    return living[pick % len(living)]


def _rate(db: Connection, pick: int, at: Moment, kept: Kept) -> None:
    """The next card, or another of today's; in one of the scopes, as two tabs would."""
    scope = (None, 1)[pick % 2]
    asked = today(db, at, scope, kept).queue.ids(at.at)
    if asked:
        rate(db, asked[pick % 3 % len(asked)], Rating(1 + pick % 4), at, kept=kept)


def _options(db: Connection, pick: int, at: Moment, _: Kept) -> None:
    known = decks(db)
    choose_options(db, known[pick % len(known)].id, OPTIONS[pick % len(OPTIONS)], at)


def _ignoring(step: Callable[[Connection, int | None, Moment], object]) -> Action:
    def act(db: Connection, pick: int, at: Moment, kept: Kept) -> None:
        try:
            step(db, None, at)
        except Stale:
            assert not db.in_transaction

    return act


FORWARD: Mapping[str, Action] = {
    "rate": _rate,
    "bury a card": lambda db, pick, at, _: bury(db, _card(db, pick), at, is_whole_note=False),
    "bury a note": lambda db, pick, at, _: bury(db, _card(db, pick), at, is_whole_note=True),
    "suspend a card": lambda db, pick, at, _: suspend(db, _card(db, pick), at, is_whole_note=False),
    "suspend a note": lambda db, pick, at, _: suspend(db, _card(db, pick), at, is_whole_note=True),
    "take back in": lambda db, pick, at, _: unsuspend(db, _card(db, pick), at),
    "flag": lambda db, pick, at, _: flag(db, _card(db, pick), pick % 8, at),
    "mark": lambda db, pick, at, _: toggle_mark(db, _card(db, pick), at),
    "options": _options,
    "import": lambda db, pick, at, _: import_guide(db, *GUIDES[pick % len(GUIDES)], deck="Top::Guide", at=at),
}
ALL: Mapping[str, Action] = {**FORWARD, "undo": _ignoring(undo), "redo": _ignoring(redo)}


def picked(actions: Mapping[str, Action], most: int = 25) -> st.SearchStrategy[list[tuple[str, int, int]]]:
    """Names of actions, what each picks, and the minutes that pass before; half of them ratings."""
    names = st.just("rate") | st.sampled_from(sorted(actions))
    minutes = st.sampled_from([0, 1, 7, 15, 60, 24 * 60, 5 * 24 * 60])
    return st.lists(st.tuples(names, st.integers(0, 999), minutes), min_size=1, max_size=most)


def small_collection(db: Connection) -> None:
    """Two decks, one in the other, with notes of one and two cards."""
    for name in ("Top", "Top::Below", "Other"):
        deck_id = add_deck(db, name)
        add_note(db, deck_id)
        add_note(db, deck_id, cards=2)


def act_all(db: Connection, actions: list[tuple[str, int, int]], kept: Kept, after_each: Callable[[Moment], None]) -> None:
    """Do them in order, from NOW on."""
    passed = 0
    for name, pick, minutes in actions:
        passed += minutes
        at = later(minutes=passed)
        ALL[name](db, pick, at, kept)
        after_each(at)
