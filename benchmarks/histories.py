"""A year of answers, the same for both: N cards of several decks, kinds and tags, ten answers a card."""

from __future__ import annotations

import json
import random
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from anki.collection import Collection

from benchmarks.samples import BACK, DECKS
from flashcards.core.models import Kind, NoteDraft
from flashcards.core.moment import Moment
from flashcards.rendering import render
from flashcards.storage.cards import insert_cards
from flashcards.storage.database import Connection, close, write
from flashcards.storage.decks import ensure_deck
from flashcards.storage.migrations import open_database
from flashcards.storage.notes import insert_notes, note_columns
from flashcards.storage.statistics.rollups import rebuild

ANSWERS = 10
YEAR_DAYS = 364
KINDS = (Kind.FACT, Kind.CONCEPT, Kind.COMPARISON, Kind.PATTERN, Kind.QUESTION)
TAGS = tuple(f"topic-{number}" for number in range(40))
PRINCIPLES = (
    "Ownership",
    "Dive Deep",
    "Bias for Action",
    "Earn Trust",
    "Frugality",
    "Deliver Results",
    "Think Big",
    "Are Right, A Lot",
)
FIRST_INTERVALS = (1, 2, 3, 4)
"""Days."""


@dataclass(frozen=True, slots=True)
class Past:
    """What a card remembers. day: of its last answer, counted from today, so never above 0."""

    state: str
    stability: float
    day: int
    reps: int
    lapses: int
    interval_days: int | None


@dataclass(frozen=True, slots=True)
class Answer:
    """second: of the study day's noon-to-noon clock, so that answers of a day stand in order."""

    day: int
    second: int
    card: int
    rating: int
    took_ms: int
    before: Past | None
    after: Past

    @property
    def recall(self) -> float | None:
        """FSRS-6 with the default decay."""
        if self.before is None:
            return None
        factor = 0.9 ** (1 / -0.1542) - 1
        return float((1 + factor * (self.day - self.before.day) / self.before.stability) ** -0.1542)


def answers(cards: int) -> list[Answer]:
    """All of them, in the order of time."""
    chance = random.Random(7)
    found = [answer for card in range(1, cards + 1) for answer in _history(card, chance)]
    return sorted(found, key=lambda answer: (answer.day, answer.second, answer.card))


def _history(card: int, chance: random.Random) -> Iterator[Answer]:
    """New, a step, then reviews; one in ten is forgotten and comes back in ten minutes."""
    gaps, ratings, interval, is_learned = [0, 0], [3, 3], chance.choice(FIRST_INTERVALS), True
    intervals: list[int | None] = [None, interval]
    while len(gaps) < ANSWERS:
        gaps.append(interval + chance.choice((0, 0, 0, 1, 2, interval // 2)) if is_learned else 0)
        is_learned = not is_learned or chance.random() > 0.1
        ratings.append(chance.choice((2, 3, 3, 3, 3, 4)) if is_learned else 1)
        interval = min(45, max(1, round(interval * chance.uniform(1.3, 2.4)))) if is_learned else max(1, interval // 3)
        intervals.append(interval if is_learned else None)
    day = min(0, max(-YEAR_DAYS, -chance.randrange(round(interval * 1.1) + 1) - sum(gaps)) + sum(gaps)) - sum(gaps)
    second, past = chance.choice((7, 8, 12, 13, 19, 20, 21, 22)) * 3600 + chance.randrange(3000), None
    for place, (gap, rating, days) in enumerate(zip(gaps, ratings, intervals, strict=True)):
        day, second = day + gap, second + 600 * (gap == 0)
        state = "review" if days else "learning" if place == 0 else "relearning"
        stability = days * chance.uniform(0.7, 1.5) if days else max(0.3, (past.stability if past else 1) / 3)
        after = Past(state, stability, day, place + 1, (past.lapses if past else 0) + (rating == 1), days)
        yield Answer(day, second, card, rating, chance.randrange(2000, 15000), past, after)
        past = after


def make_our_history(data: Path, cards: int) -> None:
    """The collection as our server keeps it; the sums of its days made as after an import."""
    moment = Moment(datetime.now(UTC), UTC)
    db = open_database(data / "flashcards.db", moment.at)
    with write(db):
        chance, html = random.Random(8), render(BACK)
        decks = [ensure_deck(db, f"Bench::Deck {number}", moment.stamp)[0] for number in range(DECKS)]
        insert_notes(db, [_note(number, decks, html, chance) for number in range(1, cards + 1)], moment.stamp)
        rows = [
            {"id": number, "note_id": number, "deck_id": decks[number % DECKS], "slot": "", "position": number, "is_drilled": 0}
            for number in range(1, cards + 1)
        ]
        insert_cards(db, rows, moment.stamp)
        _write_log(db, answers(cards), decks, moment)
        rebuild(db)
    close(db)


def _note(number: int, decks: Sequence[int], html: str, chance: random.Random) -> dict[str, object]:
    tags = tuple(sorted(chance.sample(TAGS[number % 10 * 4 : number % 10 * 4 + 4], chance.choice((0, 1, 1, 2)))))
    principles = (chance.choice(PRINCIPLES),) if chance.random() < 0.2 else ()
    draft = NoteDraft(chance.choice(KINDS), f"Question {number}?", BACK, ("Messaging",), 1, 1, tags=tags, principles=principles)
    columns = {"id": number, "guid": f"bench{number}", "deck_id": decks[number % DECKS]}
    return note_columns(draft, "AWS › Messaging") | columns | {"front_html": f"<p>Question {number}?</p>", "back_html": html}


def _write_log(db: Connection, given: Sequence[Answer], decks: Sequence[int], moment: Moment) -> None:
    last = {answer.card: answer.after for answer in given}
    db.executemany(
        """UPDATE cards SET state = :state, stability = :stability, difficulty = :difficulty, reps = :reps, lapses = :lapses,
        step = :step, due_at = :due_at, interval_days = :interval_days, reviewed_on = :reviewed_on, due_on = :due_on
        WHERE id = :id""",
        [{"id": card, **_memory(past, moment)} for card, past in last.items()],
    )
    db.executemany(
        """INSERT INTO review_log (review_id, card_id, deck_id, kind, rating, reviewed_at, study_day, time_zone, took_ms, turn,
            recall, before, after, step_seconds, interval_days, desired_retention, parameters_id)
        VALUES (:review_id, :card_id, :deck_id, 'rating', :rating, :reviewed_at, :study_day, 'UTC', :took_ms, 'review',
            :recall, :before, :after, :step_seconds, :interval_days, 0.9, 1)""",
        (_log_row(number, answer, decks, moment) for number, answer in enumerate(given)),
    )


def _log_row(number: int, answer: Answer, decks: Sequence[int], moment: Moment) -> dict[str, object]:
    day = moment.day + timedelta(days=answer.day)
    return {
        "review_id": f"{number:032x}",
        "card_id": answer.card,
        "deck_id": decks[answer.card % DECKS],
        "rating": answer.rating,
        "reviewed_at": f"{day + timedelta(seconds=answer.second)}T{_clock(answer.second)}.000000+00:00",
        "study_day": day.isoformat(),
        "took_ms": answer.took_ms,
        "recall": answer.recall,
        "before": _packed(answer.before, moment) if answer.before else None,
        "after": _packed(answer.after, moment),
        "step_seconds": None if answer.after.interval_days else 600,
        "interval_days": answer.after.interval_days,
    }


def _packed(past: Past, moment: Moment) -> str:
    return json.dumps(_memory(past, moment), separators=(",", ":"))


def _memory(past: Past, moment: Moment) -> dict[str, object]:
    day = moment.day + timedelta(days=past.day)
    return {
        "state": past.state,
        "stability": past.stability,
        "difficulty": 1 + past.stability % 9,
        "reviewed_on": day.isoformat(),
        "reps": past.reps,
        "lapses": past.lapses,
        "step": None if past.interval_days else 0,
        "due_at": None if past.interval_days else f"{day}T23:50:00.000000+00:00",
        "interval_days": past.interval_days,
        "due_on": (day + timedelta(days=past.interval_days)).isoformat() if past.interval_days else None,
    }


def _clock(second: int) -> str:
    return f"{second // 3600 % 24:02}:{second // 60 % 60:02}:{second % 60:02}"


def make_anki_history(path: Path, cards: int) -> None:
    """The same as Anki keeps it, written straight into its tables."""
    collection = Collection(str(path))
    notetype = collection.models.by_name("Basic")
    assert notetype
    decks = [collection.decks.id(f"Bench::Deck {number}") for number in range(DECKS)]
    collection.set_config("fsrs", True)
    today, day_starts = collection.sched.today, collection.sched.day_cutoff - 86400
    collection.close()
    given = answers(cards)
    last = {answer.card: answer.after for answer in given}
    base = (int(time.time()) - YEAR_DAYS * 2 * 86400) * 1000
    database = sqlite3.connect(path)
    _insert_notes(database, base, notetype["id"], last)
    database.executemany(
        "INSERT INTO cards VALUES (?, ?, ?, 0, 0, -1, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, ?)",
        ((base + card, base + card, decks[card % DECKS], *_anki_card(past, today, day_starts)) for card, past in last.items()),
    )
    database.executemany(
        "INSERT OR IGNORE INTO revlog VALUES (?, ?, -1, ?, ?, ?, ?, ?, ?)",
        (
            (
                (day_starts + answer.day * 86400 + answer.second % 86400) * 1000 + number % 1000,
                base + answer.card,
                *_anki_answer(answer),
            )
            for number, answer in enumerate(given)
        ),
    )
    database.commit()
    database.close()


def _insert_notes(database: sqlite3.Connection, base: int, notetype_id: int, cards: Iterable[int]) -> None:
    database.executemany(
        "INSERT INTO notes VALUES (?, ?, ?, 0, -1, ?, ?, ?, 0, 0, '')",
        (
            (base + card, f"bench{card}", notetype_id, f" {TAGS[card % 40]} ", f"Question {card}?\x1f{BACK}", f"Question {card}?")
            for card in cards
        ),
    )


def _anki_card(past: Past, today: int, day_starts: int) -> tuple[object, ...]:
    """type, queue, due, interval, factor, reps, lapses, data."""
    memory = {"s": past.stability, "d": 1 + past.stability % 9, "dr": 0.9, "decay": 0.1542, "lrt": day_starts + past.day * 86400}
    if past.interval_days:
        return 2, 2, today + past.day + past.interval_days, past.interval_days, 500, past.reps, past.lapses, json.dumps(memory)
    return 3, 1, day_starts + 3600, 1, 500, past.reps, past.lapses, json.dumps(memory)


def _anki_answer(answer: Answer) -> tuple[int, ...]:
    """rating, interval, the one before, factor, milliseconds, type."""
    kind = 1 if answer.before and answer.before.interval_days else 2 if answer.before and answer.before.lapses else 0
    before = (answer.before.interval_days or -600) if answer.before else 0
    return answer.rating, answer.after.interval_days or -600, before, 500, answer.took_ms, kind
