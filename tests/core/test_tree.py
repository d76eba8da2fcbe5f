"""The tree of decks counts what the queues of its decks would count."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.limits import COLLECTION, DeckDay
from flashcards.core.models import Options, State
from flashcards.core.queue import Counts, build
from flashcards.core.tree import Waiting, tree_counts
from flashcards.core.turns import Candidate, shuffle_key
from tests.build import MOMENT, NOW, TODAY

WIDE = Options(new_per_day=999, reviews_per_day=999)
DAY = timedelta(days=1)

few = st.integers(0, 6)
limits = st.builds(Options, new_per_day=few, reviews_per_day=few) | st.just(WIDE)
waitings = st.builds(Waiting, few, few, few, few)
names = st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map("::".join)


@st.composite
def days(draw: st.DrawFn) -> list[DeckDay]:
    """A tree of decks, parents first; some have no parent, as after an old import."""
    found = sorted(draw(st.sets(names, min_size=1, max_size=7)))
    done = st.tuples(st.integers(0, 3), st.integers(0, 3))
    return [DeckDay(place, name, draw(limits), *draw(done)) for place, name in enumerate(found, start=1)]


def candidates(waiting: dict[int, Waiting]) -> list[Candidate]:
    found: list[Candidate] = []

    def add(deck_id: int, number: int, state: State, reviewed: int | None = None, minutes: float | None = None) -> None:
        for _ in range(number):
            card_id = len(found) + 1
            due_at = None if minutes is None else NOW + timedelta(minutes=minutes)
            due_on = TODAY if state is State.REVIEW else None
            reviewed_on = None if reviewed is None else TODAY - reviewed * DAY
            found.append(
                Candidate(card_id, card_id, deck_id, state, due_at, due_on, reviewed_on, None, card_id, shuffle_key(card_id, 0))
            )

    for deck_id, each in waiting.items():
        add(deck_id, each.new, State.NEW)
        add(deck_id, each.review, State.REVIEW, reviewed=9)
        add(deck_id, each.interday, State.LEARNING, reviewed=1, minutes=120)
        add(deck_id, each.steps, State.RELEARNING, reviewed=0, minutes=19)
        add(deck_id, 1, State.LEARNING, reviewed=0, minutes=21)
    return found


@given(days(), limits, st.data())
def test_every_deck_counts_what_its_own_queue_counts(decks: list[DeckDay], collection: Options, data: st.DataObject) -> None:
    waiting = {deck.deck_id: data.draw(waitings) for deck in decks}
    counted = tree_counts(decks, waiting, collection)
    for scope in (None, *waiting):
        queue = build(candidates(waiting), decks, collection, MOMENT, scope)
        assert counted[scope or COLLECTION] == queue.counts(NOW)


def test_a_limit_holds_for_a_deck_with_all_below_it() -> None:
    decks = [DeckDay(1, "a", Options(new_per_day=5, reviews_per_day=99)), DeckDay(2, "a::b", WIDE), DeckDay(3, "A::C", WIDE)]
    counted = tree_counts(decks, {1: Waiting(new=1), 2: Waiting(new=4), 3: Waiting(new=4)}, WIDE)
    assert [counted[deck_id].new for deck_id in (1, 2, 3, COLLECTION)] == [5, 4, 4, 5]


def test_reviews_eat_the_allowance_of_new_cards() -> None:
    decks = [DeckDay(1, "a", Options(new_per_day=20, reviews_per_day=200))]
    assert tree_counts(decks, {1: Waiting(new=50, review=190)}, WIDE)[1] == Counts(new=10, learning=0, review=190)


def test_what_was_done_today_in_a_deck_below_counts_above() -> None:
    decks = [DeckDay(1, "a", Options(new_per_day=5)), DeckDay(2, "a::b", WIDE, new_done=4)]
    assert tree_counts(decks, {2: Waiting(new=9)}, WIDE)[1].new == 1


def test_the_limit_of_the_collection_holds_in_every_deck() -> None:
    decks = [DeckDay(1, "a", WIDE, new_done=3), DeckDay(2, "b", WIDE)]
    assert tree_counts(decks, {2: Waiting(new=9)}, Options(new_per_day=5))[2].new == 2


def test_a_deck_with_nothing_to_ask_counts_nothing() -> None:
    assert tree_counts([DeckDay(1, "a", WIDE)], {}, WIDE) == {1: Counts(0, 0, 0), COLLECTION: Counts(0, 0, 0)}
