"""Writes tests/golden/queue: what Anki's own engine asks next, scenario by scenario.

Needs the PyPI package `anki` and the command `faketime` (of the package of that name in most Linux distributions), which
stops the clock of each scenario. The tests read only what is written here. Run: python -m benchmarks.anki_queue_goldens

In Anki the collection is a deck "All" above the others, with limits of its own. Cards due on one day come in a random
order there, so a scenario has one card a day. (Not with ANKI_TEST_MODE: that moves the clock between 02:00 and 04:00.)
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from anki.collection import Collection

from benchmarks.queue_scenarios import NOON, PAIRS, WIDE, Record, deck, instant, new, reviews, scenario, scenarios

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden" / "queue"
BEFORE = timedelta(days=100)
"""How long the collection exists."""
STEP_MINUTES = {("learning", "again"): 1, ("learning", "good"): 10, ("relearning", "again"): 10}
RATINGS = {"again": 0, "hard": 1, "good": 2, "easy": 3}
MIXES = {"mixed": 0, "reviews first": 1, "new first": 2}
REVIEW_ORDERS = {"due": 0, "shortest": 3}


def play(played: Record) -> Record:
    """The scenario with what Anki shows: at first, and after each rating."""
    set_clock(instant(played["now"], played["zone"]) - BEFORE)
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
        self.col = Collection(f"{folder}/collection.anki2")
        self.zone = played["zone"]
        set_clock(instant(played["now"], self.zone))
        self.today = (datetime.fromisoformat(played["now"]) - timedelta(hours=4)).date()
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
        at = instant(when, self.zone)
        set_clock(at)
        top = self.col.sched.get_queued_cards(fetch_limit=1).cards[0]
        card = self.col.get_card(top.card.id)
        card.start_timer()
        self.col.sched.answer_card(self.col.sched.build_answer(card=card, states=top.states, rating=RATINGS[rating]))
        card.load()
        rated = {"id": self.ours[card.id], "state": {1: "learning", 2: "review", 3: "relearning"}[card.type]}
        if card.queue == 2:
            rated |= {"interval_days": card.ivl}
        elif card.queue == 1:
            rated |= {"due_at": datetime.fromtimestamp(card.due, UTC).isoformat()}
        else:  # the step led into the next day, and Anki keeps no time
            rated |= {"due_at": (at + timedelta(minutes=STEP_MINUTES[rated["state"], rating])).isoformat()}
        return {"rated": rated, **self.shown()}


def play_mixes() -> list[Record]:
    """For each pair, Anki's order as letters: R a review, N a new card."""
    places = dict(enumerate(PAIRS, start=1))
    decks = [deck(place, f"{place}", **WIDE) for place in places]
    cards = [card for place, (due, fresh) in places.items() for card in reviews([0] * due, place) + new(fresh, place)]
    laid_out = scenario("mixes", cards, decks=decks)
    set_clock(instant(NOON, "UTC") - BEFORE)
    found = []
    with tempfile.TemporaryDirectory() as folder:
        table = Table(folder, laid_out)
        states = {card["id"]: card["state"] for card in laid_out["cards"]}
        for place, (due, fresh) in places.items():
            table.col.decks.select(table.decks[place])
            letters = ["N" if states[card_id] == "new" else "R" for card_id in table.shown()["order"]]
            found.append({"reviews": due, "new": fresh, "order": "".join(letters)})
        table.col.close()
    return found


def in_stopped_time(name: str, zone: str) -> str:
    environ = {**os.environ, "TZ": zone, "FAKETIME_NO_CACHE": "1"}
    command = ["faketime", "-f", "2026-01-01 12:00:00", sys.executable, "-m", "benchmarks.anki_queue_goldens", name]
    return subprocess.run(command, env=environ, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


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
