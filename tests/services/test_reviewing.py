"""Ratings: taken exactly once, as the buttons said, and never for something else than was shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Thread
from zoneinfo import ZoneInfo

import pytest

from flashcards.core.errors import BadInput, NotFound, Stale
from flashcards.core.models import Memory, Rating, State, Suspension
from flashcards.core.moment import Moment
from flashcards.core.settings import Settings
from flashcards.services import mending
from flashcards.services.configuring import choose_options, choose_settings
from flashcards.services.mending import Chosen, at_hand
from flashcards.services.reviewing import Rated, open_desk, rate_card
from flashcards.services.undoing import redo, undo
from flashcards.storage.cards import card
from flashcards.storage.database import Connection, connect
from flashcards.storage.journal import undoable
from flashcards.storage.notes import note
from tests.build import (
    MOMENT,
    NOW,
    TODAY,
    add_cards,
    add_deck,
    add_note,
    columns_of,
    journal,
    later,
    log,
    one,
    question,
    rate,
    state,
)

AGAIN, HARD, GOOD, EASY = Rating
DAY = timedelta(days=1)
MATURE = Memory(State.REVIEW, 20.0, 5.0, TODAY - 20 * DAY, 5, 0, interval_days=20, due_on=TODAY)


@pytest.fixture
def new(db: Connection) -> int:
    return add_cards(db, add_deck(db), 1)[0]


@pytest.fixture
def mature(db: Connection) -> int:
    return add_cards(db, add_deck(db), 1, **columns_of(MATURE))[0]


def memory(db: Connection, card_id: int) -> Memory:
    found = card(db, card_id).memory
    assert found is not None
    return found


# What a rating does


def test_good_on_a_new_card_leads_to_the_second_step(db: Connection, new: int) -> None:
    rate(db, new, GOOD)
    after = memory(db, new)
    assert (after.state, after.step, after.due_at, after.reps) == (State.LEARNING, 1, NOW + timedelta(minutes=10), 1)


def test_again_on_a_review_card_is_a_lapse(db: Connection, mature: int) -> None:
    rate(db, mature, AGAIN)
    after = memory(db, mature)
    assert (after.state, after.lapses, after.due_at) == (State.RELEARNING, 1, NOW + timedelta(minutes=10))


@pytest.mark.parametrize("rating", [HARD, GOOD, EASY])
def test_a_pass_on_a_review_card_leads_to_a_later_study_day(db: Connection, mature: int, rating: Rating) -> None:
    rate(db, mature, rating)
    after = memory(db, mature)
    assert (after.state, after.lapses) == (State.REVIEW, 0)
    assert after.due_on is not None
    assert after.due_on > TODAY


def test_what_two_hundred_buttons_say_is_what_is_stored(db: Connection) -> None:
    ids = add_cards(db, add_deck(db, new_per_day=999, reviews_per_day=999), 200)
    for card_id in ids:
        at = MOMENT
        for rating in (GOOD, Rating(1 + card_id % 4), Rating(1 + card_id // 4 % 4)):
            shown = question(db, card_id, at)
            rate_card(db, card_id, rating, shown.version, f"{card_id} {at.stamp}", 1000, at)
            after = memory(db, card_id)
            assert after == shown.outcomes[rating].memory
            wait = timedelta(minutes=10) if after.due_on is None else after.due_on - at.day + card_id % 3 * DAY
            at = Moment(at.at + wait, at.zone)
    assert len(log(db)) == 600


def test_a_rating_is_logged_with_all_it_rested_on(db: Connection, mature: int) -> None:
    choose_options(db, 1, {"desired_retention": 0.85}, MOMENT)
    rate(db, mature, HARD, Moment(NOW, ZoneInfo("Asia/Kathmandu")), took_ms=1234)
    row = dict(db.execute("SELECT * FROM review_log").fetchone())
    kept = {name: row[name] for name in ("card_id", "deck_id", "kind", "rating", "took_ms", "turn", "time_zone", "study_day")}
    assert kept == {
        "card_id": mature, "deck_id": 1, "kind": "rating", "rating": 2, "took_ms": 1234, "turn": "review",
        "time_zone": "Asia/Kathmandu", "study_day": "2026-11-10",
    }  # fmt: skip
    assert (row["desired_retention"], row["parameters_id"], row["interval_days"]) == (0.85, 1, memory(db, mature).interval_days)


@pytest.mark.parametrize(("took_ms", "kept"), [(0, 0), (86_400_000, 86_400_000), (86_400_001, None), (-1, None), (None, None)])
def test_an_answer_time_nobody_can_have_taken_is_not_kept(
    db: Connection, new: int, took_ms: int | None, kept: int | None
) -> None:
    rate(db, new, took_ms=took_ms)
    assert one(db, "SELECT took_ms FROM review_log") == kept


# Exactly once, and only what was shown


def test_the_same_review_id_again_adds_nothing(db: Connection, new: int) -> None:
    version = question(db, new).version
    assert not rate_card(db, new, GOOD, version, "id", 1000, MOMENT).is_replay
    before = state(db), log(db), journal(db)
    for rating in Rating:
        assert rate_card(db, new, rating, version, "id", 1000, later(1)).is_replay
    assert (state(db), log(db), journal(db)) == before


def test_a_review_id_belongs_to_one_card(db: Connection, new: int) -> None:
    rate_card(db, new, GOOD, question(db, new).version, "id", 1000, MOMENT)
    (other,) = add_cards(db, 1, 1)
    with pytest.raises(BadInput, match="another card"):
        rate_card(db, other, GOOD, question(db, other).version, "id", 1000, MOMENT)


@pytest.mark.parametrize("review_id", ["", "x" * 65])
def test_a_review_id_has_a_sensible_length(db: Connection, new: int, review_id: str) -> None:
    with pytest.raises(BadInput):
        rate_card(db, new, GOOD, question(db, new).version, review_id, 1000, MOMENT)


def test_of_twelve_tabs_that_show_one_version_one_is_taken(stored: Connection) -> None:
    (card_id,) = add_cards(stored, add_deck(stored), 1)
    version = question(stored, card_id).version
    answers: list[Rated | Stale] = []
    assert stored.path

    def press(tab: int) -> None:
        db = connect(stored.path)
        try:
            answers.append(rate_card(db, card_id, GOOD, version, f"tab {tab}", 1000, MOMENT))
        except Stale as refused:
            answers.append(refused)
        finally:
            db.close()

    tabs = [Thread(target=press, args=(tab,)) for tab in range(12)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert sorted(isinstance(answer, Stale) for answer in answers) == [False] + 11 * [True]
    assert len(log(stored)) == 1


CHANGES: dict[str, Callable[[Connection, int], object]] = {
    "it was rated": lambda db, card_id: rate(db, card_id, AGAIN),
    "it was rated and that undone": lambda db, card_id: (rate(db, card_id), undo(db, None, MOMENT)),
    "it was flagged": lambda db, card_id: mending.toggle_flag(db, Chosen((card_id,)), 1, MOMENT),
    "it was suspended": lambda db, card_id: mending.suspend(db, Chosen((card_id,)), MOMENT),
    "it was buried": lambda db, card_id: mending.bury(db, at_hand(db, card_id, is_whole_note=True), MOMENT),
    "the options changed": lambda db, _: choose_options(db, 1, {"desired_retention": 0.8}, MOMENT),
    "the options changed and that was undone": lambda db, _: [
        step(db) for step in (lambda db: choose_options(db, 1, {"new_per_day": 1}, MOMENT), lambda db: undo(db, None, MOMENT))
    ],
    "the settings changed": lambda db, _: choose_settings(db, Settings(new_per_day=1)),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_card_that_changed_since_it_was_shown_is_stale(db: Connection, mature: int, change: str) -> None:
    version = question(db, mature).version
    CHANGES[change](db, mature)
    before = state(db), log(db), journal(db)
    with pytest.raises(Stale, match="as it is now"):
        rate_card(db, mature, GOOD, version, "id", 1000, MOMENT)
    assert (state(db), log(db), journal(db)) == before


def test_a_rating_shown_before_four_in_the_morning_and_sent_after_it_is_stale(db: Connection, mature: int) -> None:
    night, morning = later(hours=18, minutes=59), later(hours=19)
    shown = question(db, mature, night)
    with pytest.raises(Stale):
        rate_card(db, mature, GOOD, shown.version, "id", 1000, morning)
    fresh = question(db, mature, morning)
    assert fresh.outcomes != shown.outcomes
    rate_card(db, mature, GOOD, fresh.version, "id", 1000, morning)
    assert memory(db, mature) == fresh.outcomes[GOOD].memory


UNASKED = {
    "it is due tomorrow": columns_of(Memory(State.REVIEW, 2.0, 5.0, TODAY, 5, 0, interval_days=1, due_on=TODAY + DAY)),
    "its step is due after the day ends": columns_of(
        Memory(State.LEARNING, 2.0, 5.0, TODAY, 1, 0, step=0, due_at=later(hours=19).at)
    ),
    "it is suspended": columns_of(MATURE) | {"suspended": "leech"},
    "it is buried": columns_of(MATURE) | {"buried_on": TODAY.isoformat()},
    "it is drilled": {"is_drilled": 1},
}


@pytest.mark.parametrize("why", UNASKED)
def test_a_card_that_is_not_asked_today_cannot_be_rated(db: Connection, why: str) -> None:
    (card_id,) = add_cards(db, add_deck(db), 1, **UNASKED[why])
    with pytest.raises(Stale):
        rate(db, card_id)
    assert log(db) == []


def test_a_card_buried_yesterday_is_asked_today(db: Connection, mature: int) -> None:
    mending.bury(db, Chosen((mature,)), MOMENT)
    assert open_desk(db, MOMENT).question is None
    rate(db, mature, at=later(1))


@pytest.mark.parametrize("card_id", [0, -1, 99, 10**20])
def test_a_card_that_is_not_there_cannot_be_rated(db: Connection, card_id: int) -> None:
    with pytest.raises(NotFound):
        rate_card(db, card_id, GOOD, "0.2026-11-10.0", "id", 1000, MOMENT)


# Leeches


def relearn(db: Connection, card_id: int, at: Moment) -> Moment:
    """Answer its steps until it is in review; returns when that was."""
    while memory(db, card_id).state is not State.REVIEW:
        at = Moment(at.at + timedelta(minutes=10), at.zone)
        rate(db, card_id, GOOD, at)
    return at


def lapse(db: Connection, card_id: int, times: int, at: Moment) -> tuple[list[bool], Moment]:
    """Forget it so often, a day after the other; whether it was called a leech each time."""
    leeches = []
    for _ in range(times):
        at = relearn(db, card_id, at)
        due_on = memory(db, card_id).due_on
        assert due_on
        at = Moment(at.at + (due_on - at.day), at.zone)
        leeches.append(rate(db, card_id, AGAIN, at).is_leech)
    return leeches, at


def test_a_card_is_a_leech_at_eight_lapses_and_every_four_after(db: Connection, new: int) -> None:
    rate(db, new)
    leeches, _ = lapse(db, new, 16, MOMENT)
    assert [lapses for lapses, is_leech in enumerate(leeches, start=1) if is_leech] == [8, 12, 16]


def test_one_undo_takes_the_lapse_and_the_tag_back(db: Connection, new: int) -> None:
    rate(db, new)
    _, at = lapse(db, new, 7, MOMENT)
    at = relearn(db, new, at)
    before, actions = state(db), len(journal(db))
    _, at = lapse(db, new, 1, at)
    assert (note(db, 1).tags, memory(db, new).lapses, len(journal(db))) == (("leech",), 8, actions + 1)
    undo(db, None, at)
    assert state(db) == before
    redo(db, None, at)
    assert (note(db, 1).tags, memory(db, new).lapses) == (("leech",), 8)


def test_a_leech_is_suspended_where_the_deck_says_so_and_one_undo_frees_it(db: Connection) -> None:
    (card_id,) = add_cards(db, add_deck(db, leech_threshold=1, leech_suspends=True), 1, **columns_of(MATURE))
    before = state(db)
    assert rate(db, card_id, AGAIN).is_leech
    assert card(db, card_id).suspended is Suspension.LEECH
    assert open_desk(db, later(minutes=10)).question is None
    undo(db, None, MOMENT)
    assert state(db) == before


def test_a_leech_that_is_not_suspended_goes_on(db: Connection) -> None:
    (card_id,) = add_cards(db, add_deck(db, leech_threshold=1), 1, **columns_of(MATURE))
    assert rate(db, card_id, AGAIN).is_leech
    assert card(db, card_id).suspended is None


# Siblings


def test_siblings_are_asked_on_different_days_unless_the_deck_allows_it(db: Connection) -> None:
    allowed = dict.fromkeys(("bury_new_siblings", "bury_review_siblings", "bury_learning_siblings"), False)
    first, second = add_note(db, add_deck(db, "Allowed", **allowed), cards=2)
    rate(db, first)
    assert card(db, second).buried_on is None


def test_a_rated_card_buries_its_new_sibling_until_tomorrow_in_the_same_action(db: Connection) -> None:
    first, second = add_note(db, add_deck(db), cards=2)
    before = state(db)
    rate(db, first)
    assert card(db, second).buried_on == TODAY
    assert [each.card.id for each in (question(db, second, later(1)),)] == [second]
    assert len(journal(db)) == 1
    undo(db, None, MOMENT)
    assert state(db) == before


def test_a_new_card_buries_no_review(db: Connection) -> None:
    first, second = add_note(db, add_deck(db), cards=2)
    db.execute("UPDATE cards SET state = 'review', stability = 9, difficulty = 5, reviewed_on = '2026-11-01', interval_days = 9, "
               "due_on = '2026-11-10' WHERE id = ?", (second,))  # fmt: skip
    rate(db, first)
    assert card(db, second).buried_on is None
    rate(db, second)
    assert card(db, first).buried_on is None


# Setting aside


def test_burying_a_note_takes_all_its_cards_and_burying_a_card_only_that_one(db: Connection) -> None:
    first, second = add_note(db, add_deck(db), cards=2)
    mending.bury(db, Chosen((first,)), MOMENT)
    assert [card(db, each).buried_on for each in (first, second)] == [TODAY, None]
    mending.bury(db, at_hand(db, first, is_whole_note=True), MOMENT)
    assert [card(db, each).buried_on for each in (first, second)] == [TODAY, TODAY]


def test_suspending_keeps_the_reason_a_card_was_suspended_for_before(db: Connection) -> None:
    first, second = add_note(db, add_deck(db), cards=2)
    db.execute("UPDATE cards SET suspended = 'leech' WHERE id = ?", (first,))
    mending.suspend(db, at_hand(db, second, is_whole_note=True), MOMENT)
    assert [card(db, each).suspended for each in (first, second)] == ["leech", "user"]


def test_a_card_taken_back_in_is_neither_suspended_nor_buried(db: Connection, new: int) -> None:
    mending.suspend(db, Chosen((new,)), MOMENT)
    mending.bury(db, Chosen((new,)), MOMENT)
    mending.take_back_in(db, Chosen((new,)), MOMENT)
    assert (card(db, new).suspended, card(db, new).buried_on) == (None, None)


def test_the_flag_a_card_has_takes_it_off(db: Connection, new: int) -> None:
    colours = []
    for colour in (3, 5, 5, 0, 7, 0):
        mending.toggle_flag(db, Chosen((new,)), colour, MOMENT)
        colours.append(card(db, new).flag)
    assert colours == [3, 5, 0, 0, 7, 0]


@pytest.mark.parametrize("colour", [-1, 8])
def test_there_are_seven_flags(db: Connection, new: int, colour: int) -> None:
    with pytest.raises(BadInput):
        mending.toggle_flag(db, Chosen((new,)), colour, MOMENT)


def test_a_mark_comes_and_goes(db: Connection, new: int) -> None:
    mending.toggle_mark(db, Chosen((new,)), MOMENT)
    assert note(db, 1).is_marked
    mending.toggle_mark(db, Chosen((new,)), MOMENT)
    assert not note(db, 1).is_marked


def test_what_changes_nothing_cannot_be_undone(db: Connection, new: int) -> None:
    mending.toggle_flag(db, Chosen((new,)), 0, MOMENT)
    mending.take_back_in(db, Chosen((new,)), MOMENT)
    assert undoable(db) is None


# The desk


def test_the_desk_counts_down_and_says_when_a_step_comes_back(db: Connection, new: int) -> None:
    desk = open_desk(db, MOMENT)
    assert desk.question is not None
    assert (desk.question.card.id, desk.left, desk.finished) == (new, 1, 0)
    rate(db, new, HARD)
    rate(db, new, GOOD, later(minutes=6))
    rate(db, new, GOOD, later(minutes=16))
    desk = open_desk(db, later(minutes=16))
    assert (desk.question, desk.left, desk.finished, desk.next_at) == (None, 0, 1, None)


def test_a_card_asked_for_by_name_comes_first_if_it_is_due(db: Connection) -> None:
    ids = add_cards(db, add_deck(db), 3)
    desk = open_desk(db, MOMENT, prefer=ids[2])
    assert desk.question is not None
    assert desk.question.card.id == ids[2]
    mending.suspend(db, Chosen((ids[2],)), MOMENT)
    desk = open_desk(db, MOMENT, prefer=ids[2])
    assert desk.question is not None
    assert desk.question.card.id == ids[0]
