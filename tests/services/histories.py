"""Some weeks of a learner who does everything: for what must hold whatever was done."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from flashcards.core.errors import BadInput, Stale
from flashcards.core.models import Kind, Rating
from flashcards.core.moment import Moment
from flashcards.core.practice import Pick, Wish
from flashcards.services import mending
from flashcards.services.mending import Chosen
from flashcards.services.practising import begin_study, open_study
from flashcards.services.queueing import today
from flashcards.services.reviewing import rate_card
from flashcards.services.undoing import redo, undo
from flashcards.storage.cards import card
from flashcards.storage.database import Connection, write
from tests.build import add_deck, add_note, rate

START = datetime(2026, 9, 1, 13, tzinfo=UTC)
DECKS = ("AWS", "AWS::SQS", "Leadership")
TAGS = ("queue", "storage", "leech")
PRINCIPLES = ('["Ownership"]', '["Dive Deep", "Ownership"]', "[]")


def live(db: Connection, seed: int, days: int = 80) -> Moment:
    """Fill an empty collection; returns the evening of the last day."""
    chance = random.Random(seed)
    zone = ZoneInfo(("UTC", "America/New_York", "Asia/Kolkata")[seed % 3])
    decks = [add_deck(db, name, new_per_day=9) for name in DECKS]
    for _ in range(30):
        (card_id, *_) = add_note(db, chance.choice(decks), cards=chance.choice((1, 1, 2)))
        with write(db):
            db.execute(
                "UPDATE notes SET kind = ?, principles = ? WHERE id = ?",
                (chance.choice((Kind.FACT, Kind.CONCEPT)), chance.choice(PRINCIPLES), card(db, card_id).note_id),
            )
    at = Moment(START, zone)
    for day in range(days):
        for step in range(12):
            at = Moment(START + timedelta(days=day, minutes=30 * step), zone)
            _do_something(db, chance, at, decks)
    return Moment(START + timedelta(days=days - 1, hours=7), zone)


def _do_something(db: Connection, chance: random.Random, at: Moment, decks: list[int]) -> None:
    living = [row["id"] for row in db.execute("SELECT id FROM cards WHERE deleted_at IS NULL ORDER BY id")]
    some = Chosen(tuple(chance.sample(living, 2)))
    try:
        match chance.randrange(40):
            case 0 | 1 | 2:
                undo(db, None, at)
            case 3 | 4:
                redo(db, None, at)
            case 5:
                mending.reset(db, some, at)
            case 6:
                mending.set_due(db, some, 0, 5, at)
            case 7:
                mending.move(db, some, chance.choice(decks), at)
            case 8:
                mending.tag(db, some, [chance.choice(TAGS)], at)
            case 9:
                mending.suspend(db, Chosen((some.ids[0],)), at)
            case 10:
                mending.take_back_in(db, some, at)
            case 11 | 12 | 13:
                _study(db, chance, at, keeps_schedule=chance.random() < 0.7)
            case 14 if chance.random() < 0.1:
                mending.delete(db, some, at)
            case _:
                _rate(db, chance, at)
    except (Stale, BadInput):
        assert not db.in_transaction


def _rate(db: Connection, chance: random.Random, at: Moment) -> None:
    asked = today(db, at).queue.ids(at.at)
    if asked:
        rating = Rating(chance.choice((1, 2, 3, 3, 3, 4)))
        rate(db, asked[0], rating, at, took_ms=chance.choice((None, 900, 4000, 75_000)))


def _study(db: Connection, chance: random.Random, at: Moment, *, keeps_schedule: bool) -> None:
    """One answer apart from what is due."""
    study = begin_study(db, Wish(Pick.AHEAD, days=30, keeps_schedule=keeps_schedule), at)
    asked = open_study(db, study.id, at).question
    if asked:
        rating = Rating(chance.choice((1, 3)))
        rate_card(db, asked.card.id, rating, asked.version, f"study {study.id}", 3000, at, study=study)
