"""Writes tests/golden/queue: what Anki's own engine asks next, scenario by scenario.

Needs the PyPI package `anki` and the command `faketime` (of the package of that name in most Linux distributions), which
stops the clock of each scenario. The tests read only what is written here. Run: python benchmarks/anki_queue_goldens.py

In Anki the collection is a deck "All" above the others, with limits of its own. Its fuzz is off (ANKI_TEST_MODE). Cards
due on one day come in a random order, so a scenario has one card a day.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

GOLDEN = Path(__file__).parent.parent / "tests" / "golden" / "queue"
Record = dict[str, Any]
LEARNING_STEPS = {"again": timedelta(minutes=1), "good": timedelta(minutes=10)}
RATINGS = {"again": 0, "hard": 1, "good": 2, "easy": 3}
MIXES = {"mixed": 0, "reviews first": 1, "new first": 2}
REVIEW_ORDERS = {"due": 0, "shortest": 3}
PAIRS = [(0, 3), (3, 0), (1, 1), (1, 5), (5, 1), (2, 3), (3, 2), (7, 3), (9, 4), (10, 10), (13, 6), (20, 20), (25, 21), (38, 32), (53, 37),
         (61, 13), (61, 27), (69, 29), (75, 27), (90, 38), (104, 24), (150, 20), (180, 20), (190, 10), (12, 40), (5, 17)]  # fmt: skip
"""Reviews and new cards. In some of them single precision decides (25 and 21, for one)."""


def scenario(
    name: str, now: str, cards: Iterable[Record], *, zone: str = "UTC", decks: Sequence[Record] = (), scope: int | None = None,
    collection: Record | None = None, rate: Sequence[tuple[str, str]] = (),
) -> Record:  # fmt: skip
    """rate: (when, rating), each for the card then on top. now, when: local time."""
    numbered = [{"id": place, "note": place, "position": place, **card} for place, card in enumerate(cards, start=1)]
    return {
        "name": name, "zone": zone, "now": now, "scope": scope, "collection": collection or {},
        "decks": list(decks) or [deck(1, "A")], "cards": numbered, "rate": list(rate),
    }  # fmt: skip


def deck(deck_id: int, name: str, new_done: int = 0, reviews_done: int = 0, **options: Any) -> Record:
    return {"id": deck_id, "name": name, "new_done": new_done, "reviews_done": reviews_done, "options": options}


def new(count: int = 1, deck_id: int = 1, **fields: Any) -> list[Record]:
    return [{"deck": deck_id, "state": "new", **fields} for _ in range(count)]


def reviews(overdue: Iterable[int], today: str = "2026-11-10", deck_id: int = 1, **fields: Any) -> list[Record]:
    """overdue: days since each was due."""
    day = date.fromisoformat(today)
    return [
        {"deck": deck_id, "state": "review", "due_on": f"{day - timedelta(days)}", "reviewed_on": f"{day - timedelta(days + 30)}",
         "interval_days": 30, **fields} for days in overdue
    ]  # fmt: skip


def step(
    due: str, reviewed_on: str = "2026-11-10", zone: str = "UTC", deck_id: int = 1, state: str = "learning", **fields: Any
) -> Record:
    """due: local time."""
    return {"deck": deck_id, "state": state, "due_at": instant(due, zone).isoformat(), "reviewed_on": reviewed_on, **fields}


def instant(local: str, zone: str) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def night(day: str, zone: str, title: str) -> list[Record]:
    """The end of a study day and the beginning of the next, seen by the same cards; `day` is the date of 04:00."""
    before = str(date.fromisoformat(day) - timedelta(1))
    cards = [
        step(f"{day} 03:30", before, zone),
        step(f"{day} 03:58", before, zone),
        step(f"{day} 04:10", before, zone),  # crossed the end of the day
        step(f"{day} 12:00", before, zone),  # and this one
        *reviews((0, 1, 2), day),
        *new(2),
    ]
    again = [(f"{day} 03:59", "again")]
    return [
        scenario(f"{title}, 03:59", f"{day} 03:59", cards, zone=zone, rate=again),
        scenario(f"{title}, 04:01", f"{day} 04:01", cards, zone=zone),
    ]


def scenarios() -> list[Record]:
    noon = "2026-11-10 12:00"
    limits = {"new_per_day": 20, "reviews_per_day": 200}
    wide = {"new_per_day": 999, "reviews_per_day": 999}
    all_buried = {"bury_new_siblings": True, "bury_review_siblings": True, "bury_learning_siblings": True}
    interday = [step(f"2026-11-{day:02} 20:00", f"2026-11-{day - 1:02}") for day in range(4, 10)]
    return [
        scenario("190 reviews and 50 new at 200 and 20", noon, reviews(range(190)) + new(50), collection=limits),
        scenario("reviews and new cards are mixed evenly", noon, reviews(range(30)) + new(7)),
        scenario("more reviews than the limit leave no new cards", noon, reviews(range(15)) + new(5), decks=[deck(1, "A", reviews_per_day=10)]),
        scenario(
            "a limit binds the decks below", noon,
            new(4, 1) + new(9, 2) + new(9, 3) + new(9, 4) + reviews(range(0, 40, 3), deck_id=2) + reviews(range(1, 40, 3), deck_id=3) + reviews(range(2, 40, 3), deck_id=4),
            decks=[deck(1, "A", new_per_day=10, reviews_per_day=22), deck(2, "A::B", new_per_day=3, reviews_per_day=9), deck(3, "A::B::C"), deck(4, "D", new_per_day=8)],
            collection={"new_per_day": 14, "reviews_per_day": 40},
        ),
        scenario(
            "reviews below eat the new cards of a whole branch", noon, reviews(range(9), deck_id=2) + new(6, 2) + new(6, 3),
            decks=[deck(1, "A", reviews_per_day=12), deck(2, "A::B", reviews_per_day=10), deck(3, "A::C")],
        ),
        scenario(
            "studying one deck leaves the limits above it aside", noon, reviews(range(6), deck_id=2) + new(6, 2) + new(2, 1),
            decks=[deck(1, "A", new_per_day=1, reviews_per_day=3), deck(2, "A::B", new_per_day=5)], scope=2, collection=wide,
        ),
        scenario(
            "what was done today uses up the limits", noon, reviews(range(30)) + new(30),
            decks=[deck(1, "A", new_done=5, reviews_done=12, new_per_day=20, reviews_per_day=40, mix="reviews first")],
        ),
        scenario("new cards first", noon, reviews(range(5)) + new(3), collection={"mix": "new first"}),
        scenario("reviews first", noon, reviews(range(5)) + new(3), collection={"mix": "reviews first"}),
        scenario(
            "shortest intervals first", noon, [reviews([place], interval_days=days)[0] for place, days in enumerate((30, 4, 9, 2, 15))] + new(1),
            collection={"review_order": "shortest"},
        ),
        scenario("interday steps are mixed among the reviews", noon, interday + reviews(range(14)) + new(4)),
        scenario("interday steps count as reviews", noon, interday + reviews(range(14)) + new(4), collection={"reviews_per_day": 9}),
        scenario(
            "steps due now come first, those due soon last", noon,
            [step("2026-11-10 11:50"), step("2026-11-10 12:00"), step("2026-11-10 12:01"), step("2026-11-10 12:20"), step("2026-11-10 12:21"),
             step("2026-11-09 22:00", "2026-11-09"), *reviews(range(3)), *new(2)],
        ),
        scenario(
            "learn ahead keeps a card between two showings", noon,
            [step("2026-11-10 12:02"), step("2026-11-10 12:09"), step("2026-11-10 12:15"), step("2026-11-10 12:40")],
            rate=[("2026-11-10 12:00", "again"), ("2026-11-10 12:00:05", "again"), ("2026-11-10 12:00:10", "again"), ("2026-11-10 12:00:15", "good")],
        ),
        scenario(
            "a single step is shown again and again", noon, [step("2026-11-10 12:05")],
            rate=[("2026-11-10 12:00", "again"), ("2026-11-10 12:00:10", "again")],
        ),
        scenario(
            "a session goes on in the same mix", noon, reviews(range(9)) + new(5),
            rate=[("2026-11-10 12:00", "good"), ("2026-11-10 12:01", "again"), ("2026-11-10 12:02", "again"), ("2026-11-10 12:05", "again")] + [
                (f"2026-11-10 12:{minute:02}", "easy") for minute in range(6, 16)],
        ),
        scenario("siblings are buried as cards are gathered", noon, siblings(), collection=all_buried, decks=[deck(1, "A", **all_buried)]),
        scenario("only new siblings are buried", noon, siblings(), decks=[deck(1, "A", bury_new_siblings=True)]),
        scenario("only review siblings are buried", noon, siblings(), decks=[deck(1, "A", bury_review_siblings=True)]),
        scenario(
            "a buried sibling leaves its place to another card", noon,
            reviews([3], note=1) + new(1, note=1) + new(2, note=2) + new(3), decks=[deck(1, "A", new_per_day=2, bury_new_siblings=True)],
        ),
        scenario(
            "a step that crosses 04:00 is asked the next day", "2026-11-11 03:55", new(2) + reviews((0, 1)),
            rate=[("2026-11-11 03:55", "easy"), ("2026-11-11 03:56", "good"), ("2026-11-11 03:57", "again"), ("2026-11-11 04:01", "again")],
        ),
        *night("2026-11-11", "UTC", "a plain night"),
        *night("2026-03-08", "America/New_York", "the night the clock goes forward"),
        *night("2026-11-01", "America/New_York", "the night the clock goes back"),
        *night("2026-03-29", "Europe/Berlin", "the night the clock goes forward in Berlin"),
    ]  # fmt: skip


def siblings() -> list[Record]:
    """Notes that have cards of every turn, two by two and more."""
    soon, past = "2026-11-10 12:05", "2026-11-09 20:00"
    return [
        step(soon, note=1), *reviews([1], note=1), *new(1, note=1),
        step(past, "2026-11-08", note=2), *reviews([2], note=2), *new(1, note=2),
        *reviews([3, 4], note=3), *new(1, note=3),
        *new(2, note=4),
        step(soon, note=5), step("2026-11-10 12:06", note=5), step("2026-11-08 20:00", "2026-11-07", note=5),
        *reviews([5], note=6), *new(2, note=7),
    ]  # fmt: skip


def play(played: Record) -> Record:
    """The scenario with what Anki shows: at first, and after each rating."""
    import anki.lang  # here, because only the clock-stopped child has it imported

    anki.lang.set_lang("en")
    set_clock(instant(played["now"], played["zone"]) - timedelta(days=100))
    with tempfile.TemporaryDirectory() as folder:
        table = Table(folder, played)
        shown = [table.shown()]
        shown += [table.rate(*rating) for rating in played.pop("rate")]
        table.col.close()
    return {**played, "now": instant(played["now"], played["zone"]).isoformat(), "shown": shown}


def set_clock(at: datetime) -> None:
    os.environ["FAKETIME"] = at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    assert datetime.now(UTC) == at, (datetime.now(UTC), at)


class Table:
    """An Anki collection laid out as a scenario says."""

    def __init__(self, folder: str, played: Record) -> None:
        from anki.collection import Collection

        self.col = Collection(f"{folder}/collection.anki2")
        self.zone = played["zone"]
        set_clock(instant(played["now"], self.zone))
        self.local = datetime.fromisoformat(played["now"])
        self.today = (self.local - timedelta(hours=4)).date()
        self.col.sched.extend_limits(0, 0)  # settles the day
        self.decks = self.make_decks(played)
        self.ours = self.make_cards(played["cards"])
        self.col.decks.select(self.decks[played["scope"]])

    def make_decks(self, played: Record) -> dict[int | None, int]:
        made: dict[int | None, int] = {None: self.make_deck("All", played["collection"])}
        for one in played["decks"]:
            made[one["id"]] = self.make_deck(f"All::{one['name']}", one["options"])
            self.col.sched.update_stats(made[one["id"]], new_delta=one["new_done"], review_delta=one["reviews_done"])
        return made

    def make_deck(self, name: str, options: Record) -> int:
        decks = self.col.decks
        preset = decks.add_config(name)
        preset["new"] |= {"perDay": options.get("new_per_day", 20), "bury": options.get("bury_new_siblings", False)}
        preset["rev"] |= {"perDay": options.get("reviews_per_day", 200), "bury": options.get("bury_review_siblings", False)}
        preset["buryInterdayLearning"] = options.get("bury_learning_siblings", False)
        preset["newMix"] = MIXES[options.get("mix", "mixed")]
        preset["reviewOrder"] = REVIEW_ORDERS[options.get("review_order", "due")]
        preset["newSortOrder"] = 1  # as gathered: cards of ours have no templates
        decks.update_config(preset)
        made = decks.get(decks.id(name))
        made["conf"] = preset["id"]
        decks.save(made)
        return int(made["id"])

    def make_cards(self, cards: Sequence[Record]) -> dict[int, int]:
        """Their ids in Anki to ours."""
        notes: dict[int, list[Record]] = {}
        for card in cards:
            notes.setdefault(card["note"], []).append(card)
        ours = {}
        for note_cards in notes.values():
            note = self.col.new_note(self.notetype(len(note_cards)))
            note["Front"] = "front"
            self.col.add_note(note, self.decks[note_cards[0]["deck"]])
            for card, record in zip(note.cards(), note_cards, strict=True):
                self.put(card, record)
                ours[card.id] = record["id"]
        return ours

    def notetype(self, count: int) -> Any:
        models = self.col.models
        if found := models.by_name(f"of {count}"):
            return found
        made = models.new(f"of {count}")
        models.add_field(made, models.new_field("Front"))
        for place in range(count):
            template = models.new_template(f"{place}")
            template["qfmt"], template["afmt"] = "{{Front}}" + f"{place}", "back"
            models.add_template(made, template)
        models.add(made)
        return models.by_name(f"of {count}")

    def put(self, card: Any, record: Record) -> None:
        card.did = self.decks[record["deck"]]
        if record["state"] == "new":
            card.due = record["position"]
        elif record["state"] == "review":
            card.type = card.queue = 2
            card.due, card.ivl, card.reps = self.day_number(record["due_on"]), record["interval_days"], 3
        else:
            card.type, card.left, card.reps = 1, 2, 1
            due = datetime.fromisoformat(record["due_at"])
            due_on = (due.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None) - timedelta(hours=4)).date()
            is_interday = str(due_on) > record["reviewed_on"]
            card.queue, card.due = (3, self.day_number(f"{due_on}")) if is_interday else (1, int(due.timestamp()))
        self.col.update_card(card)

    def day_number(self, day: str) -> int:
        return int(self.col.sched.today) - (self.today - date.fromisoformat(day)).days

    def shown(self) -> Record:
        queued = self.col.sched.get_queued_cards(fetch_limit=9999)
        order = [self.ours[entry.card.id] for entry in queued.cards]
        counts = [queued.new_count, queued.learning_count, queued.review_count]
        return {"at": datetime.now(UTC).isoformat(), "order": order, "counts": counts}

    def rate(self, when: str, rating: str) -> Record:
        """Rates the card on top; what became of it, and what is then shown."""
        from anki.cards import Card

        at = instant(when, self.zone)
        set_clock(at)
        top = self.col.sched.get_queued_cards(fetch_limit=1).cards[0]
        card = Card(self.col, top.card.id)
        card.start_timer()
        self.col.sched.answer_card(self.col.sched.build_answer(card=card, states=top.states, rating=RATINGS[rating]))
        card.load()
        rated = {"id": self.ours[card.id], "state": {1: "learning", 2: "review", 3: "relearning"}[card.type]}
        if card.queue == 2:
            rated |= {"interval_days": card.ivl}
        else:  # in queue 3 the step led into the next day, and Anki keeps no time
            due = datetime.fromtimestamp(card.due, UTC) if card.queue == 1 else at + LEARNING_STEPS[rating]
            rated |= {"due_at": due.isoformat()}
        return {"rated": rated, **self.shown()}


def play_mixes() -> list[Record]:
    """For each pair, Anki's order as letters: R a review, N a new card."""
    decks = [deck(place, f"{place}", new_per_day=999, reviews_per_day=999) for place in range(1, len(PAIRS) + 1)]
    cards = [
        card
        for place, (due, fresh) in enumerate(PAIRS, start=1)
        for card in reviews([0] * due, deck_id=place) + new(fresh, place)
    ]
    laid_out = scenario("mixes", "2026-11-10 12:00", cards, decks=decks)
    set_clock(instant("2026-08-01 12:00", "UTC"))
    found = []
    with tempfile.TemporaryDirectory() as folder:
        table = Table(folder, laid_out)
        states = {card["id"]: card["state"] for card in laid_out["cards"]}
        for place, (due, fresh) in enumerate(PAIRS, start=1):
            table.col.decks.select(table.decks[place])
            letters = ["N" if states[card_id] == "new" else "R" for card_id in table.shown()["order"]]
            found.append({"reviews": due, "new": fresh, "order": "".join(letters)})
        table.col.close()
    return found


def in_stopped_time(name: str, zone: str) -> str:
    environ = {**os.environ, "TZ": zone, "FAKETIME_NO_CACHE": "1", "ANKI_TEST_MODE": "1"}
    command = ["faketime", "-f", "2026-01-01 12:00:00", sys.executable, __file__, name]
    return subprocess.run(command, env=environ, check=True, stdout=subprocess.PIPE, text=True).stdout


def main() -> None:
    if len(sys.argv) > 1:
        by_name = {played["name"]: played for played in scenarios()}
        print(json.dumps(play_mixes() if sys.argv[1] == "mixes" else play(by_name[sys.argv[1]])))
        return
    GOLDEN.mkdir(parents=True, exist_ok=True)
    played = [json.loads(in_stopped_time(one["name"], one["zone"])) for one in scenarios()]
    write(GOLDEN / "scenarios.json", played)
    write(GOLDEN / "mixes.json", json.loads(in_stopped_time("mixes", "UTC")))


def write(path: Path, records: Sequence[Record]) -> None:
    """One record a line."""
    lines = ",\n".join(json.dumps(record) for record in records)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
