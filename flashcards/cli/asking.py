"""`decks` and `due`: what there is, and what is to be reviewed now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

import click

from flashcards.cli.invocation import Invocation, data_option, json_option, pass_invocation
from flashcards.core.errors import NotFound
from flashcards.core.models import Card
from flashcards.core.moment import Moment
from flashcards.core.plural import count_of
from flashcards.core.queue import Counts
from flashcards.rendering import plain_text
from flashcards.services.queueing import Today, today
from flashcards.services.reviewing import version_of
from flashcards.services.studying import DeckRow, deck_rows
from flashcards.storage.cards import card
from flashcards.storage.database import Connection, snapshot
from flashcards.storage.decks import decks
from flashcards.storage.notes import note, sides_of
from flashcards.storage.reviews import last_rated_card

FRONT_SHOWN = 100


@click.command("decks")
@data_option
@json_option
@pass_invocation
def decks_command(invocation: Invocation) -> None:
    """List the decks and what waits in them."""
    with invocation.reading() as db:
        rows = deck_rows(db, invocation.moment(db)) if db else ()
    found = [{"id": row.deck.id, "name": row.deck.name, "cards": row.cards, **asdict(row.counts)} for row in rows]
    invocation.answer({"decks": found}, _deck_lines(rows))


def _deck_lines(rows: tuple[DeckRow, ...]) -> Iterator[str]:
    if not rows:
        yield "There are no decks yet. `flashcards import` makes some from your guides."
    for row in rows:
        yield f"{'  ' * row.depth}{row.leaf}: {count_of(row.cards, 'card')}, today {counted(row.counts)}"


@click.command("due")
@data_option
@json_option
@click.option("--deck", "name", metavar="NAME", help="Only this deck and those below it.")
@pass_invocation
def due_command(invocation: Invocation, name: str | None) -> None:
    """List the cards to review now, in order."""
    cards: list[dict[str, object]] = []
    counts = Counts(0, 0, 0)
    with invocation.reading() as db:
        if db:
            with snapshot(db):
                moment = invocation.moment(db)
                day = today(db, moment, deck_id_of(db, name))
                counts = day.queue.counts(moment.at)
                cards = [_told(db, card(db, card_id), day, moment) for card_id in day.queue.ids(moment.at, last_rated_card(db))]
    lines = [f"{one['state']}  {one['deck']}: {str(one['front'])[:FRONT_SHOWN]}" for one in cards]
    invocation.answer({"cards": cards, "counts": asdict(counts)}, [*lines, f"Today: {counted(counts)}"])


def _told(db: Connection, asked: Card, day: Today, moment: Moment) -> dict[str, object]:
    memory = asked.memory
    due = memory and (memory.due_at or memory.due_on)
    return {
        "id": asked.id,
        "version": version_of(asked, day.collection, moment),
        "deck": day.decks[asked.deck_id].name,
        "front": plain_text(sides_of(asked, note(db, asked.note_id))[0]),
        "state": asked.state.value,
        "due": due.isoformat() if due else None,
    }


def deck_id_of(db: Connection, name: str | None) -> int | None:
    """None for all decks. Raises NotFound."""
    if name is None:
        return None
    for deck in decks(db):
        if deck.name.casefold() == name.casefold():
            return deck.id
    raise NotFound(f"There is no deck {name!r}. `flashcards decks` lists those there are; join their parts with `::`.")


def counted(counts: Counts) -> str:
    return f"{counts.new} new, {counts.learning} learning, {counts.review} to review"
