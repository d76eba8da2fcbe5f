"""`find`: the cards a search finds."""

from __future__ import annotations

import click

from flashcards.cli.asking import FRONT_SHOWN
from flashcards.cli.invocation import Invocation, data_option, json_option, pass_invocation
from flashcards.core.plural import count_of
from flashcards.services.searching import Row, find_cards


@click.command("find", context_settings={"ignore_unknown_options": True})
@data_option
@json_option
@click.argument("query", nargs=-1, type=click.UNPROCESSED)
@pass_invocation
def find_command(invocation: Invocation, query: tuple[str, ...]) -> None:
    """List the cards a search finds.

    QUERY is as in the box of the page Notes; without one, all cards are listed.
    """
    with invocation.reading() as db:
        rows = find_cards(db, " ".join(query), invocation.moment(db)) if db else ()
    lines = [f"{row.card.id}  {row.deck.name}: {row.front[:FRONT_SHOWN]}" for row in rows]
    invocation.answer({"cards": [_told(row) for row in rows]}, [*lines, f"Found: {count_of(len(rows), 'card')}"])


def _told(row: Row) -> dict[str, object]:
    memory = row.card.memory
    due = memory and (memory.due_at or memory.due_on)
    return {
        "id": row.card.id,
        "note": row.note.id,
        "deck": row.deck.name,
        "front": row.front,
        "tags": row.note.tags,
        "state": row.card.state.value,
        "due": due.isoformat() if due else None,
        "recall": row.recall,
    }
