"""Days whose order is asked of Anki: decks, cards, and which ratings follow."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Record = dict[str, Any]
TODAY = "2026-11-10"
NOON = f"{TODAY} 12:00"
WIDE = {"new_per_day": 999, "reviews_per_day": 999}
ALL_BURIED = {"bury_new_siblings": True, "bury_review_siblings": True, "bury_learning_siblings": True}
PAIRS = (
    *((0, 3), (3, 0), (1, 1), (1, 5), (5, 1), (2, 3), (3, 2), (7, 3), (9, 4), (10, 10), (13, 6), (20, 20), (5, 17), (12, 40)),
    *((150, 20), (180, 20), (190, 10), (25, 21), (38, 32), (53, 37), (61, 13), (61, 27), (69, 29), (75, 27), (90, 38), (104, 24)),
)
"""Reviews and new cards to be mixed. In the last nine, single precision decides."""


def scenario(name: str, cards: Iterable[Record], *, now: str = NOON, zone: str = "UTC", **fields: Any) -> Record:
    """now: local time. fields: `decks`, `collection` (options), `scope`, and `rate`: pairs of local time and rating, each for
    the card then on top."""
    numbered = [{"id": place, "note": place, "position": place, **card} for place, card in enumerate(cards, start=1)]
    defaults = {"scope": None, "collection": {}, "decks": [deck(1, "A")], "rate": []}
    return {"name": name, "zone": zone, "now": now, **defaults, **fields, "cards": numbered}


def deck(deck_id: int, name: str, new_done: int = 0, reviews_done: int = 0, **options: Any) -> Record:
    return {"id": deck_id, "name": name, "new_done": new_done, "reviews_done": reviews_done, "options": options}


def new(count: int = 1, deck_id: int = 1, **fields: Any) -> list[Record]:
    return [{"deck": deck_id, "state": "new", **fields} for _ in range(count)]


def reviews(overdue: Iterable[int], deck_id: int = 1, today: str = TODAY, **fields: Any) -> list[Record]:
    """overdue: for each, how many days ago it was due."""
    due = [date.fromisoformat(today) - timedelta(days) for days in overdue]
    record = {"deck": deck_id, "state": "review", "interval_days": 30}
    return [{**record, "due_on": f"{day}", "reviewed_on": f"{day - timedelta(30)}", **fields} for day in due]


def step(due: str, reviewed_on: str = TODAY, zone: str = "UTC", **fields: Any) -> Record:
    """due: local time; without a date it is today's."""
    due = due if " " in due else f"{TODAY} {due}"
    return {"deck": 1, "state": "learning", "due_at": instant(due, zone).isoformat(), "reviewed_on": reviewed_on, **fields}


def instant(local: str, zone: str) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def scenarios() -> list[Record]:
    return [*limits(), *orders(), *steps(), *sessions(), *buryings(), *nights()]


def limits() -> list[Record]:
    branch = [deck(1, "A", reviews_per_day=12), deck(2, "A::B", reviews_per_day=10), deck(3, "A::C")]
    return [
        scenario("190 reviews and 50 new at 200 and 20", reviews(range(190)) + new(50)),
        scenario(
            "more reviews than the limit leave no new cards",
            reviews(range(15)) + new(5),
            decks=[deck(1, "A", reviews_per_day=10)],
        ),
        scenario(
            "a limit binds the decks below",
            [card for deck_id in (1, 2, 3, 4) for card in reviews(range(deck_id, 50, 4), deck_id) + new(9, deck_id)],
            decks=[
                deck(1, "A", new_per_day=10, reviews_per_day=30),
                deck(2, "A::B", new_per_day=3, reviews_per_day=12),
                deck(3, "A::B::C"),
                deck(4, "D", new_per_day=8),
            ],
            collection={"new_per_day": 14, "reviews_per_day": 45},
        ),
        scenario(
            "reviews below eat the new cards of a whole branch",
            reviews(range(9), 2) + new(6, 2) + new(6, 3),
            decks=branch,
        ),
        scenario(
            "studying one deck leaves the limits above it aside",
            reviews(range(6), 2) + new(6, 2) + new(2, 1),
            decks=[deck(1, "A", new_per_day=1, reviews_per_day=3), deck(2, "A::B", new_per_day=5)],
            scope=2,
            collection=WIDE,
        ),
        scenario(
            "what was done today uses up the limits",
            reviews(range(30)) + new(30),
            decks=[deck(1, "A", new_done=5, reviews_done=12, reviews_per_day=40)],
            collection={"mix": "reviews first"},
        ),
    ]


def orders() -> list[Record]:
    shortest = [card for day, length in enumerate((30, 4, 9, 2, 15)) for card in reviews([day], interval_days=length)]
    return [
        scenario("reviews and new cards are mixed evenly", reviews(range(30)) + new(7)),
        scenario("new cards first", reviews(range(5)) + new(3), collection={"mix": "new first"}),
        scenario("reviews first", reviews(range(5)) + new(3), collection={"mix": "reviews first"}),
        scenario("shortest intervals first", shortest + new(1), collection={"review_order": "shortest"}),
    ]


def steps() -> list[Record]:
    interday = [step(f"2026-11-{day:02} 20:00", f"2026-11-{day - 1:02}") for day in range(4, 10)]
    around_noon = [step(due) for due in ("11:50", "12:00", "12:01", "12:20", "12:21")]
    left_over = step("2026-11-09 22:00", "2026-11-09")
    return [
        scenario("interday steps are mixed among the reviews", interday + reviews(range(14)) + new(4)),
        scenario(
            "interday steps count as reviews",
            interday + reviews(range(14)) + new(4),
            collection={"reviews_per_day": 9},
        ),
        scenario("steps due now come first, those due soon last", [*around_noon, left_over, *reviews(range(3)), *new(2)]),
    ]


def sessions() -> list[Record]:
    again = [(f"{NOON}:{second:02}", "again") for second in (0, 5, 10)]
    mixed = [(NOON, "good"), (f"{TODAY} 12:01", "again"), (f"{TODAY} 12:02", "again"), (f"{TODAY} 12:05", "again")]
    night = "2026-11-11"
    return [
        scenario(
            "learn ahead keeps a card between two showings",
            [step(due) for due in ("12:02", "12:09", "12:15", "12:40")],
            rate=[*again, (f"{NOON}:15", "good")],
        ),
        scenario("learn ahead shows a single step again and again", [step("12:05")], rate=again),
        scenario(
            "a session goes on in the same mix",
            reviews(range(9)) + new(5),
            rate=mixed + [(f"{TODAY} 12:{minute:02}", "easy") for minute in range(6, 16)],
        ),
        scenario(
            "a step that crosses 04:00 is asked the next day",
            new(2) + reviews((0, 1)),
            now=f"{night} 03:55",
            rate=[(f"{night} {time}", rating) for time, rating in
                  (("03:55", "easy"), ("03:56", "good"), ("03:57", "again"), ("04:01", "again"))],
        ),
    ]  # fmt: skip


def buryings() -> list[Record]:
    refill = reviews([3], note=1) + new(1, note=1) + new(2, note=2) + new(3)
    return [
        scenario("siblings are buried as cards are gathered", siblings(), decks=[deck(1, "A", **ALL_BURIED)]),
        scenario("only new siblings are buried", siblings(), decks=[deck(1, "A", bury_new_siblings=True)]),
        scenario("only review siblings are buried", siblings(), decks=[deck(1, "A", bury_review_siblings=True)]),
        scenario("only interday siblings are buried", siblings(), decks=[deck(1, "A", bury_learning_siblings=True)]),
        scenario(
            "a buried sibling leaves its place to another card",
            refill,
            decks=[deck(1, "A", new_per_day=2, bury_new_siblings=True)],
        ),
    ]


def siblings() -> list[Record]:
    """Notes with cards of every turn, two by two and more."""
    soon, day_8, day_9 = "12:05", "2026-11-08 20:00", "2026-11-09 20:00"
    return [
        *(step(soon, note=1), *reviews([1], note=1), *new(1, note=1)),
        *(step(day_9, "2026-11-08", note=2), *reviews([2], note=2), *new(1, note=2)),
        *(*reviews([3, 4], note=3), *new(1, note=3)),
        *new(2, note=4),
        *(step(soon, note=5), step("12:06", note=5), step(day_8, "2026-11-07", note=5)),
        *(*reviews([5], note=6), *new(2, note=7)),
    ]


def nights() -> list[Record]:
    return [
        *night("2026-11-11", "UTC", "a plain night"),
        *night("2026-03-08", "America/New_York", "the night the clock goes forward"),
        *night("2026-11-01", "America/New_York", "the night the clock goes back"),
        *night("2026-03-29", "Europe/Berlin", "the night the clock goes forward in Berlin"),
        *night("2026-10-25", "Europe/Berlin", "the night the clock goes back in Berlin"),
    ]


def night(day: str, zone: str, title: str) -> list[Record]:
    """The end of a study day and the beginning of the next, seen by the same cards. day: the date of the 04:00 between."""
    before = f"{date.fromisoformat(day) - timedelta(1)}"
    within = [step(f"{day} {due}", before, zone) for due in ("03:30", "03:58")]
    crossed = step(f"{day} 04:10", before, zone)
    cards = [*within, crossed, *reviews((0, 1, 2), today=day), *new(2)]
    last_minute = [(f"{day} 03:59", "again")]
    return [
        scenario(f"{title}, 03:59", cards, now=f"{day} 03:59", zone=zone, rate=last_minute),
        scenario(f"{title}, 04:01", cards, now=f"{day} 04:01", zone=zone),
    ]
