"""Writes tests/golden/anki/: what Anki's own engine answers on random histories, for tests/core/test_scheduling.py.

Needs the package `anki`, in an environment of its own: `python -m benchmarks.anki_goldens`. The seed is fixed.
A row is one review: settings, seconds since START, draw of the fuzz, rating, stability and difficulty after it, the waits of
the four buttons ("8d", or step "1/600s"), and whether again makes a leech.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).parent.parent / "tests" / "golden" / "anki"
START = 1_767_225_600  # 2026-01-01 00:00 UTC, where the study day is still that of 2025-12-31
DAY, ROLLOVER = 86400, 4 * 3600
NAMES = ("again", "hard", "good", "easy")

DEFAULTS = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
]  # fmt: skip
FITTED = [
    0.5, 2.0, 5.0, 15.0, 6.9, 0.7, 2.4, 0.01, 1.5, 0.21, 1.1,
    1.2, 0.08, 0.33, 1.9, 0.45, 2.3, 0.8, 0.25, 0.12, 0.3,
]  # fmt: skip
NO_SHORT_TERM = [*DEFAULTS[:17], 0.0, 0.0, 0.0, 0.2]


def settings(learning: list[int], relearning: list[int], **changes: Any) -> dict[str, Any]:
    usual = {"desired_retention": 0.9, "maximum_interval_days": 36500, "leech_threshold": 8, "parameters": DEFAULTS}
    return {"learning_steps": learning, "relearning_steps": relearning} | usual | changes


SETTINGS = [
    settings([60, 600], [600]),
    settings([60, 600], [600], desired_retention=0.8, leech_threshold=3),
    settings([60, 600], [600], desired_retention=0.97, parameters=FITTED),
    settings([900], [600, 3600], parameters=FITTED, leech_threshold=1),
    settings([15, 300, 3600], [1200], desired_retention=0.85),
    settings([90000], [3 * DAY], parameters=FITTED),
    settings([], []),
    settings([], [], desired_retention=0.95, parameters=FITTED, leech_threshold=4),
    settings([], [], parameters=NO_SHORT_TERM),
    settings([60, 600], [600], parameters=NO_SHORT_TERM, maximum_interval_days=60),
    settings([60, 600], [600], maximum_interval_days=7),
]
CHANGING = [0, 5, 6, 5]  # options change while cards are in steps: to one step, to none, to one again
# Without fuzz Anki crashes where steps end at the maximum (9, 10); with it, its stepless again may come after its hard (8).
PLAIN = [*([number] for number in range(9)), CHANGING]
FUZZED = [*([number] for number in (0, 1, 2, 3, 4, 5, 6, 7, 9, 10)), CHANGING]


def study_day(at: int) -> int:
    return (at - ROLLOVER) // DAY


class Engine:
    """One Anki collection with a deck for each settings."""

    def __init__(self, folder: str) -> None:
        from anki.collection import Collection

        self.col = Collection(folder + "/goldens.anki2")
        self.col.set_config("fsrs", True)
        self.col.set_config("loadBalancerEnabled", False)
        self.decks = [self._deck(number, each) for number, each in enumerate(SETTINGS)]
        self.remembered: dict[int, Any] = {}

    def _deck(self, number: int, chosen: dict[str, Any]) -> int:
        decks = self.col.decks
        config = decks.add_config(f"settings {number}")
        config["new"]["delays"] = [seconds / 60 for seconds in chosen["learning_steps"]]
        config["lapse"]["delays"] = [seconds / 60 for seconds in chosen["relearning_steps"]]
        config["lapse"]["leechFails"] = chosen["leech_threshold"]
        config["rev"]["maxIvl"] = chosen["maximum_interval_days"]
        config["desiredRetention"] = chosen["desired_retention"]
        config["fsrsParams6"] = chosen["parameters"]
        decks.update_config(config)
        deck = decks.id(f"deck {number}")
        decks.set_config_id_for_deck_dict(decks.get(deck), config["id"])
        return deck

    def new_card(self) -> int:
        note = self.col.new_note(self.col.models.by_name("Basic"))
        note["Front"] = "front"
        self.col.add_note(note, self.decks[0])
        return note.cards()[0].id

    def review(self, card_id: int, number: int, before: int | None, at: int, rating: int) -> list[Any]:
        """The card is asked `at` (seconds), after a review `before`: Anki is told how long before its next rollover that was."""
        self.col.db.execute("update cards set did = ? where id = ?", self.decks[number], card_id)
        if before is not None:
            until_rollover = (study_day(at) + 1) * DAY + ROLLOVER - before
            # The card keeps four decimals of stability and three of difficulty; the exact ones are put back.
            memory = {"s": self.remembered[card_id].stability, "d": self.remembered[card_id].difficulty}
            memory["lrt"] = self.col.sched.day_cutoff - until_rollover
            self.col.db.execute("update cards set data = ? where id = ?", json.dumps(memory), card_id)
        states = self.col._backend.get_scheduling_states(card_id)
        chosen = [getattr(states, name).normal for name in NAMES]
        self.remembered[card_id] = remembered = memory_state(chosen[rating - 1])
        self._answer(card_id, states, rating)
        figures = [float(f"{figure:.7g}") for figure in (remembered.stability, remembered.difficulty)]
        return [*figures, *(wait(state, SETTINGS[number]) for state in chosen), int(leeched(chosen[0]))]

    def _answer(self, card_id: int, states: Any, rating: int) -> None:
        card = self.col.get_card(card_id)
        card.start_timer()
        self.col.sched.answer_card(self.col.sched.build_answer(card=card, states=states, rating=rating - 1))

    def seeds_of_the_ends(self, card_id: int) -> dict[float, int]:
        """By draw, the seeds with which Anki takes the first and the last day of a fuzz range; a seed is card id + reps."""
        deltas = {}
        for reps in range(1000, 6000):
            self.col.db.execute("update cards set reps = ? where id = ?", reps, card_id)
            deltas[self.col._backend.fuzz_delta(card_id=card_id, interval=20_000)] = card_id + reps - 1
        return {0.0: deltas[min(deltas)], 0.9999: deltas[max(deltas)]}

    def set_seed(self, card_id: int, seed: int) -> None:
        self.col.db.execute("update cards set reps = ? where id = ?", seed - card_id, card_id)


def memory_state(state: Any) -> Any:
    kind = state.WhichOneof("kind")
    return (state.relearning.learning if kind == "relearning" else getattr(state, kind)).memory_state


def leeched(state: Any) -> bool:
    kind = state.WhichOneof("kind")
    return (state.relearning.review if kind == "relearning" else state.review).leeched if kind != "learning" else False


def wait(state: Any, chosen: dict[str, Any]) -> str:
    kind = state.WhichOneof("kind")
    if kind == "review":
        return f"{state.review.scheduled_days}d"
    learning = state.learning if kind == "learning" else state.relearning.learning
    count = len(chosen["learning_steps" if kind == "learning" else "relearning_steps"])
    step = max(0, min(count - learning.remaining_steps, count - 1))
    return f"{step}/{learning.scheduled_secs}s"


def gap(dice: random.Random, at: int) -> int:
    """Seconds until the next review: within a session, over a rollover by a second, or some days."""
    seconds = dice.randint(1, dice.choice([60, 900, 6 * 3600, DAY, 2 * DAY, 5 * DAY, 20 * DAY, 60 * DAY, 400 * DAY]))
    if dice.random() < 0.2:
        seconds = (study_day(at) + 1 + dice.choice([0, 0, 1, 5])) * DAY + ROLLOVER - at - dice.choice([0, 1])
    is_rollover = (at + seconds) % DAY == ROLLOVER  # the one second that Anki counts to the day before
    return seconds + is_rollover


def plan(dice: random.Random, numbers: list[int]) -> list[tuple[int, int, int]]:
    """Settings, time and rating of each review of a history."""
    at, reviews = START + dice.randrange(3 * DAY), []
    for count in range(dice.randint(4, 9)):
        number = numbers[min(count // 2, len(numbers) - 1)]
        reviews.append((number, at, dice.choices([1, 2, 3, 4], [4, 2, 6, 2])[0]))
        at += gap(dice, at)
    return reviews


def histories(engine: Engine, count: int, seed: int, is_fuzzed: bool) -> list[list[list[Any]]]:
    dice, written = random.Random(seed), []
    choices = FUZZED if is_fuzzed else PLAIN
    cards = [engine.new_card() for _ in range(count)]
    seeds = engine.seeds_of_the_ends(cards[-1]) if is_fuzzed else {}
    for index, card_id in enumerate(cards):
        before, rows = None, []
        for number, at, rating in plan(dice, choices[index % len(choices)]):
            draw = dice.choice([*seeds]) if seeds else None
            if draw is not None:
                engine.set_seed(card_id, seeds[draw])
            rows.append([number, at - START, draw, rating, *engine.review(card_id, number, before, at, rating)])
            before = at
        written.append(rows)
    return written


def write(name: str, count: int, seed: int, is_fuzzed: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = histories(Engine(folder), count, seed, is_fuzzed)
    lines = ",\n".join(json.dumps(rows, separators=(",", ":")) for rows in found)
    head = ",\n".join(json.dumps(each) for each in SETTINGS)
    text = f'{{"start": {START}, "settings": [\n{head}\n], "histories": [\n{lines}\n]}}\n'
    (GOLDEN / name).write_text(text, encoding="utf-8")
    print(f"{name}: {len(found)} histories, {sum(map(len, found))} reviews, {len(text)} bytes")


if __name__ == "__main__":
    # Anki reads ANKI_TEST_MODE, which turns its fuzz off, once in a process.
    if sys.argv[1:] == ["plain"]:
        write("plain.json", 500, seed=1, is_fuzzed=False)
    elif sys.argv[1:] == ["fuzzed"]:
        write("fuzzed.json", 120, seed=2, is_fuzzed=True)
    else:
        GOLDEN.mkdir(parents=True, exist_ok=True)
        usual = {name: value for name, value in os.environ.items() if name != "ANKI_TEST_MODE"} | {"TZ": "UTC"}
        subprocess.run([sys.executable, __file__, "plain"], check=True, env=usual | {"ANKI_TEST_MODE": "1"})
        subprocess.run([sys.executable, __file__, "fuzzed"], check=True, env=usual)
