"""What is asked next, against Anki's own answers (tests/golden/queue) and against laws."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.limits import DeckDay
from flashcards.core.models import Memory, Mix, NewOrder, Options, ReviewOrder, State
from flashcards.core.moment import Moment
from flashcards.core.queue import Counts, Queue, build
from flashcards.core.turns import Candidate, Turn, shuffle_key, siblings_to_bury, turn_of

GOLDEN = Path(__file__).parent.parent / "golden" / "queue"
SCENARIOS = json.loads((GOLDEN / "scenarios.json").read_text(encoding="utf-8"))
MIXES = json.loads((GOLDEN / "mixes.json").read_text(encoding="utf-8"))

NOW = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 10)
MOMENT = Moment(NOW, UTC)
MINUTE = timedelta(minutes=1)
WIDE = Options(new_per_day=999, reviews_per_day=999)
NONE_BURIED = Options(bury_new_siblings=False, bury_review_siblings=False, bury_learning_siblings=False)
"""As Anki starts; we bury unless told otherwise."""
ORDERS = {"mix": Mix, "review_order": ReviewOrder, "new_order": NewOrder}


def new(card_id: int, **fields: Any) -> Candidate:
    return candidate(card_id, **fields)


def review(card_id: int, overdue: int = 0, **fields: Any) -> Candidate:
    due_on = TODAY - timedelta(overdue)
    given_fields = {"state": State.REVIEW, "due_on": due_on, "reviewed_on": due_on - timedelta(9), "interval_days": 9} | fields
    return candidate(card_id, reps=3, **given_fields)


def step(card_id: int, minutes: float, **fields: Any) -> Candidate:
    """minutes: from now."""
    return candidate(
        card_id, reps=1, **{"state": State.LEARNING, "due_at": NOW + minutes * MINUTE, "reviewed_on": TODAY} | fields
    )


def interday(card_id: int, **fields: Any) -> Candidate:
    return step(card_id, -960, reviewed_on=TODAY - timedelta(2), **fields)


def candidate(card_id: int, *, reps: int = 0, **fields: Any) -> Candidate:
    defaults: dict[str, Any] = {
        "note_id": card_id, "deck_id": 1, "state": State.NEW, "due_at": None, "due_on": None, "reviewed_on": None,
        "interval_days": None, "position": card_id, "shuffle": shuffle_key(card_id, reps),
    }  # fmt: skip
    return Candidate(id=card_id, **defaults | fields)


def memory(state: State, **due: Any) -> Memory:
    defaults: dict[str, Any] = {"reviewed_on": TODAY, "reps": 4, "lapses": 0}
    return Memory(state, 9.0, 5.0, **defaults | due)


def in_steps(minutes: float, at: datetime = NOW, reviewed_on: date = TODAY) -> Memory:
    return memory(State.LEARNING, step=0, due_at=at + minutes * MINUTE, reviewed_on=reviewed_on)


def graduated(days: int = 9) -> Memory:
    return memory(State.REVIEW, interval_days=days, due_on=TODAY + timedelta(days))


def built(candidates: Sequence[Candidate], options: Options = WIDE, scope: int | None = None) -> Queue:
    return build(candidates, [DeckDay(1, "A", options)], options, MOMENT, scope)


def remembered(card: Candidate, after: Memory) -> Candidate:
    return card._replace(
        state=after.state,
        due_at=after.due_at,
        due_on=after.due_on,
        reviewed_on=after.reviewed_on,
        interval_days=after.interval_days,
        shuffle=shuffle_key(card.id, after.reps),
    )


def counted(decks: Sequence[DeckDay], card: Candidate, turn: Turn) -> list[DeckDay]:
    """The decks after that card was rated."""
    return [
        replace(
            deck,
            new_done=deck.new_done + (turn is Turn.NEW),
            reviews_done=deck.reviews_done + (turn in (Turn.REVIEW, Turn.INTERDAY)),
            interday_done=deck.interday_done + (turn is Turn.INTERDAY),
        )
        if deck.deck_id == card.deck_id
        else deck
        for deck in decks
    ]


# Against Anki


class Day:
    """A golden scenario as the database would hold it, rated card by card."""

    def __init__(self, record: dict[str, Any]) -> None:
        self.zone = ZoneInfo(record["zone"])
        self.scope = record["scope"]
        self.collection = options_of(record["collection"])
        self.decks = [
            DeckDay(deck["id"], deck["name"], options_of(deck["options"]), deck["new_done"], deck["reviews_done"])
            for deck in record["decks"]
        ]
        self.cards = {card["id"]: golden_candidate(card) for card in record["cards"]}

    def build(self, at: datetime) -> Queue:
        return build(self.cards.values(), self.decks, self.collection, Moment(at, self.zone), self.scope)

    def rate(self, at: datetime, rated: dict[str, Any]) -> Memory:
        card, day = self.cards[rated["id"]], Moment(at, self.zone).day
        if "due_at" in rated:
            after = in_steps(0, datetime.fromisoformat(rated["due_at"]), day)
        else:
            after = memory(State.REVIEW, interval_days=rated["interval_days"], due_on=day + timedelta(rated["interval_days"]))
        self.decks = counted(self.decks, card, turn_of(card, self.zone))
        self.cards[card.id] = remembered(card, after)
        return after


def options_of(record: dict[str, Any]) -> Options:
    return replace(NONE_BURIED, **{name: ORDERS.get(name, lambda value: value)(value) for name, value in record.items()})


def golden_candidate(record: dict[str, Any]) -> Candidate:
    dates = {name: date.fromisoformat(record[name]) for name in ("due_on", "reviewed_on") if name in record}
    due_at = datetime.fromisoformat(record["due_at"]) if "due_at" in record else None
    return candidate(
        record["id"], note_id=record["note"], deck_id=record["deck"], state=State(record["state"]), due_at=due_at,
        interval_days=record.get("interval_days"), position=record["position"], **dates,
    )  # fmt: skip


@pytest.mark.parametrize("record", SCENARIOS, ids=lambda record: record["name"])
def test_order_and_counts_are_anki_s(record: dict[str, Any]) -> None:
    day = Day(record)
    queue, last = day.build(datetime.fromisoformat(record["now"])), None
    for shown in record["shown"]:
        at = datetime.fromisoformat(shown["at"])
        if "rated" in shown:
            last = shown["rated"]["id"]
            queue = day.build(at) if at >= queue.day_end else queue
            queue = queue.after(last, day.rate(at, shown["rated"]))
        assert queue.ids(at, last) == shown["order"]
        assert queue.counts(at) == Counts(*shown["counts"])


@pytest.mark.parametrize("record", MIXES, ids=lambda record: f"{record['reviews']} and {record['new']}")
def test_new_cards_stand_among_reviews_where_anki_puts_them(record: dict[str, Any]) -> None:
    reviews = [review(card_id) for card_id in range(1, record["reviews"] + 1)]
    fresh = [new(card_id) for card_id in range(1001, record["new"] + 1001)]
    order = built(reviews + fresh).ids(NOW)
    assert "".join("N" if card_id > 1000 else "R" for card_id in order) == record["order"]


def test_the_goldens_cover_what_was_asked_for() -> None:
    names = " / ".join(record["name"] for record in SCENARIOS)
    assert len(SCENARIOS) >= 12
    assert all(part in names for part in ("190 reviews", "03:59", "04:01", "forward", "back", "learn ahead"))


# Limits


def test_190_due_and_50_new_at_200_and_20_give_10_new() -> None:
    cards = [review(card_id, card_id) for card_id in range(1, 191)] + [new(card_id) for card_id in range(201, 251)]
    assert built(cards, Options()).counts(NOW) == Counts(new=10, learning=0, review=190)


def test_the_collection_s_limit_binds_a_single_deck_too() -> None:
    decks = [DeckDay(1, "A", WIDE, new_done=3), DeckDay(2, "B", WIDE)]
    queue = build([new(card_id, deck_id=2) for card_id in range(1, 9)], decks, Options(new_per_day=5), MOMENT, scope=2)
    assert queue.counts(NOW).new == 2


def test_a_deck_is_below_another_whatever_the_case_of_its_name() -> None:
    decks = [DeckDay(1, "AWS", Options(new_per_day=1)), DeckDay(2, "AwS::EC2", WIDE), DeckDay(3, "AWSome", WIDE)]
    cards = [new(card_id, deck_id=deck_id) for card_id, deck_id in enumerate((2, 2, 3, 3), start=1)]
    assert build(cards, decks, WIDE, MOMENT).ids(NOW) == [1, 3, 4]
    assert build(cards, decks, WIDE, MOMENT, scope=1).ids(NOW) == [1]


def test_limits_already_overdrawn_leave_nothing_but_steps() -> None:
    decks = [DeckDay(1, "A", Options(new_per_day=1, reviews_per_day=2), new_done=5, reviews_done=9)]
    assert build([new(1), review(2), step(3, 0)], decks, WIDE, MOMENT).ids(NOW) == [3]


def test_cards_of_other_days_and_decks_are_passed_over() -> None:
    later = review(2, overdue=-1)
    tomorrow = step(3, 60 * 24)
    elsewhere = new(4, deck_id=7)
    assert built([new(1), later, tomorrow, elsewhere]).ids(NOW) == [1]


# Order


def test_new_cards_come_deck_by_deck_as_the_guides_give_them() -> None:
    decks = [DeckDay(2, "A", WIDE), DeckDay(1, "B", WIDE)]
    cards = [new(1, deck_id=1, position=1), new(2, deck_id=2, position=9), new(3, deck_id=2, position=3)]
    assert build(cards, decks, WIDE, MOMENT).ids(NOW) == [3, 2, 1]


def test_shuffled_new_cards_keep_their_order_when_some_are_gone() -> None:
    shuffled = replace(WIDE, new_order=NewOrder.RANDOM)
    cards = [new(card_id) for card_id in range(1, 31)]
    order = built(cards, shuffled).ids(NOW)
    assert order != sorted(order)
    assert built(cards[::2], shuffled).ids(NOW) == [card_id for card_id in order if card_id % 2]


def test_reviews_of_one_day_are_shuffled_and_older_days_come_first() -> None:
    order = built([review(card_id, overdue=card_id % 3) for card_id in range(1, 31)]).ids(NOW)
    assert [card_id % 3 for card_id in order] == [2] * 10 + [1] * 10 + [0] * 10
    assert order[:10] != sorted(order[:10])


def test_the_shuffle_changes_when_a_card_was_rated() -> None:
    by_reps = [sorted(range(1, 31), key=lambda card_id, reps=reps: shuffle_key(card_id, reps)) for reps in (3, 4)]
    assert by_reps[0] != by_reps[1]
    assert shuffle_key(1, 0) == pytest.approx(0.043138)  # the same on every machine, in every version


def test_a_deck_is_studied_in_its_own_order() -> None:
    decks = [DeckDay(1, "A", replace(WIDE, mix=Mix.NEW_FIRST))]
    cards = [review(1), new(2)]
    assert build(cards, decks, WIDE, MOMENT).ids(NOW) == [1, 2]
    assert build(cards, decks, WIDE, MOMENT, scope=1).ids(NOW) == [2, 1]


# Steps


def test_a_step_left_over_from_yesterday_is_still_one_within_a_day() -> None:
    assert turn_of(step(1, -960, reviewed_on=TODAY - timedelta(1)), UTC) is Turn.LEARNING
    assert turn_of(interday(1), UTC) is Turn.INTERDAY


def test_learn_ahead_begins_twenty_minutes_before() -> None:
    queue = built([step(1, 20), step(2, 30)])
    assert queue.ids(NOW) == [1]
    assert queue.ids(NOW - MINUTE) == []
    assert queue.next_due_at(NOW - MINUTE) == NOW
    assert queue.next_due_at(NOW) is None


def test_a_done_day_has_no_next_time() -> None:
    assert built([]).next_due_at(NOW) is None
    assert built([]).next(NOW) is None


def test_the_last_card_waits_for_another_step_only_when_nothing_else_is_left() -> None:
    steps = [step(1, 1), step(2, 9)]
    assert built(steps).ids(NOW, last=1) == [2, 1]
    assert built([*steps, review(3)]).ids(NOW, last=1) == [3, 1, 2]
    assert built(steps[:1]).ids(NOW, last=1) == [1]
    assert built([step(1, 1), step(2, 21)]).ids(NOW, last=1) == [1]


# Rating


def test_a_rated_card_leaves_and_comes_back_while_its_step_is_due_today() -> None:
    queue = built([review(1), review(2, 1)])
    assert queue.after(2, graduated()).ids(NOW) == [1]
    assert queue.after(2, in_steps(10)).ids(NOW) == [1, 2]
    assert 2 in queue.after(2, in_steps(600))
    assert 2 not in queue.after(2, in_steps(0, queue.day_end))


def test_rating_a_card_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        built([new(1)]).after(2, graduated())


def test_the_queue_itself_does_not_change() -> None:
    queue = built([review(1), new(2), step(3, 0)])
    before = queue.ids(NOW)
    for card_id in before:
        queue.after(card_id, in_steps(1))
    assert queue.ids(NOW) == before


# Siblings

ALL_BURIED = Options()


def test_rating_buries_siblings_but_none_gathered_before_it() -> None:
    note = [step(1, 0, note_id=1), interday(2, note_id=1), review(3, note_id=1), new(4, note_id=1)]
    buried = [siblings_to_bury(rated, note, ALL_BURIED, UTC) for rated in note]
    assert buried == [[2, 3, 4], [3, 4], [4], []]


def test_a_switch_buries_its_own_turn_only() -> None:
    note = [review(1, note_id=1), review(2, note_id=1), new(3, note_id=1)]
    assert siblings_to_bury(note[0], note, replace(NONE_BURIED, bury_new_siblings=True), UTC) == [3]
    assert siblings_to_bury(note[0], note, replace(NONE_BURIED, bury_review_siblings=True), UTC) == [2]
    assert siblings_to_bury(note[0], note, NONE_BURIED, UTC) == []


# Laws

DECKS = (("A", 1), ("A::B", 2), ("A::C", 3), ("D", 4))
LIMITS = st.builds(Options, new_per_day=st.integers(0, 6), reviews_per_day=st.integers(0, 9), mix=st.sampled_from(Mix))
TURNS = st.sampled_from((new, review, interday, step))


@st.composite
def some_day(draw: st.DrawFn) -> tuple[list[Candidate], list[DeckDay], Options]:
    decks = [DeckDay(deck_id, name, draw(LIMITS), *draw(st.tuples(*[st.integers(0, 2)] * 2))) for name, deck_id in DECKS]
    kinds = draw(st.lists(st.tuples(TURNS, st.integers(1, 4), st.integers(0, 40)), max_size=25))
    cards = [
        kind(card_id, number, deck_id=deck_id) if kind in (review, step) else kind(card_id, deck_id=deck_id)
        for card_id, (kind, deck_id, number) in enumerate(kinds, start=1)
    ]
    return cards, decks, draw(LIMITS)


@given(some_day(), st.data(), st.sampled_from((None, 1, 2)))
def test_building_anew_after_any_rating_goes_on_in_the_same_order(day: Any, data: st.DataObject, scope: int | None) -> None:
    cards, decks, collection = day
    by_id = {card.id: card for card in cards}
    queue = build(cards, decks, collection, MOMENT, scope)
    for _ in range(data.draw(st.integers(1, 6))):
        held = [card_id for card_id in by_id if card_id in queue]
        if not held:
            return
        rated = by_id[data.draw(st.sampled_from(held))]
        after = data.draw(st.sampled_from((graduated(), in_steps(5), in_steps(60), in_steps(2000))))
        decks = counted(decks, rated, turn_of(rated, UTC))
        by_id[rated.id] = remembered(rated, after)
        queue = queue.after(rated.id, after)
        assert queue == build(by_id.values(), decks, collection, MOMENT, scope)


@given(some_day(), st.randoms())
def test_the_order_does_not_depend_on_that_of_the_candidates(day: Any, random: Any) -> None:
    cards, decks, collection = day
    shuffled = random.sample(cards, len(cards))
    assert build(cards, decks, collection, MOMENT) == build(shuffled, decks, collection, MOMENT)


@given(some_day(), st.integers(0, 60))
def test_next_is_the_first_of_all_and_nothing_is_asked_twice(day: Any, minutes: int) -> None:
    cards, decks, collection = day
    queue, now = build(cards, decks, collection, MOMENT), NOW + minutes * MINUTE
    order, counts = queue.ids(now), queue.counts(now)
    assert queue.next(now) == (order[0] if order else None)
    assert len(set(order)) == len(order) == counts.new + counts.learning + counts.review
    assert all(card_id in queue for card_id in order)


@given(some_day())
def test_no_limit_is_passed(day: Any) -> None:
    cards, decks, collection = day
    queue = build(cards, decks, collection, MOMENT)
    turns = {card.id: turn_of(card, UTC) for card in cards}
    nodes = [("", collection), *((deck.name, deck.options) for deck in decks)]
    names = {deck.deck_id: deck.name for deck in decks}
    for above, options in nodes:
        below = [deck for deck in decks if f"{deck.name}::".startswith(f"{above}::" if above else "")]
        ids = {deck.deck_id for deck in below}
        asked = [card for card in cards if card.id in queue and card.deck_id in ids]
        fresh = sum(turns[card.id] is Turn.NEW for card in asked)
        due = sum(turns[card.id] in (Turn.REVIEW, Turn.INTERDAY) for card in asked)
        new_done, reviews_done = sum(deck.new_done for deck in below), sum(deck.reviews_done for deck in below)
        assert fresh <= max(0, options.new_per_day - new_done), names
        assert fresh + due <= max(0, options.reviews_per_day - reviews_done - new_done), names


@given(st.integers(0, 60), st.integers(1, 30))
def test_new_cards_are_spread_evenly(reviews: int, fresh: int) -> None:
    order = built(
        [review(card_id) for card_id in range(1, reviews + 1)] + [new(card_id) for card_id in range(101, fresh + 101)]
    ).ids(NOW)
    places = [place for place, card_id in enumerate(order) if card_id > 100]
    gaps = [later - earlier for earlier, later in pairwise(places)]
    assert not gaps or max(gaps) - min(gaps) <= 1 + (fresh > reviews)
