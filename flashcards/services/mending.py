"""Changing many cards at once: those that were ticked, or all that a search finds. Each time one transaction and one undo."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from flashcards.core.models import Card, Memory, Options, Rating, State, Suspension
from flashcards.core.moment import Moment
from flashcards.core.plural import count_of
from flashcards.core.scheduling import LONGEST_STABILITY, days_until, remember
from flashcards.core.search.query import FLAGS
from flashcards.core.turns import shuffle_key
from flashcards.services.searching import find_card_ids
from flashcards.services.writing import delete_notes
from flashcards.storage.cards import cards_among, save_memory, set_columns
from flashcards.storage.database import Connection, write
from flashcards.storage.decks import deck, decks
from flashcards.storage.journal import Change, record, update
from flashcards.storage.notes import note, set_marked
from flashcards.storage.reviews import log_memory


@dataclass(frozen=True, slots=True)
class Chosen:
    """Cards by their ids, or by a search: then all it finds at the time of the change, and ids do not count."""

    ids: tuple[int, ...] = ()
    query: str | None = None


@dataclass(frozen=True, slots=True)
class Mended:
    """What was done, as undo names it: "Suspended 12 cards". count: how many cards or notes were changed."""

    label: str
    count: int


def suspend(db: Connection, chosen: Chosen, moment: Moment) -> Mended:
    """Ask them no more until that is undone. Raises BadInput for a search that cannot be meant, as all of these do."""
    with write(db):
        asked = [one for one in _cards(db, chosen, moment) if not one.suspended]
        return _recorded(db, "Suspended", set_columns(db, asked, suspended=Suspension.USER.value), moment)


def take_back_in(db: Connection, chosen: Chosen, moment: Moment) -> Mended:
    """Ask them again, whatever had suspended or buried them."""
    with write(db):
        return _recorded(
            db, "Took", set_columns(db, _cards(db, chosen, moment), suspended=None, buried_on=None), moment, "back in"
        )


def bury(db: Connection, chosen: Chosen, moment: Moment) -> Mended:
    """Set them aside until the next study day."""
    with write(db):
        return _recorded(db, "Buried", set_columns(db, _cards(db, chosen, moment), buried_on=moment.day.isoformat()), moment)


def flag(db: Connection, chosen: Chosen, colour: int, moment: Moment) -> Mended:
    """Give them that flag (1-7), or none (0)."""
    verb, rest = ("Flagged", FLAGS[colour]) if colour else ("Took the flag off", "")
    with write(db):
        return _recorded(db, verb, set_columns(db, _cards(db, chosen, moment), flag=colour), moment, rest)


def mark(db: Connection, chosen: Chosen, is_marked: bool, moment: Moment) -> Mended:
    """Mark their notes, or take the marks off."""
    with write(db):
        changes = [set_marked(db, note_id, is_marked) for note_id in _note_ids(db, chosen, moment)]
        return _recorded(db, "Marked" if is_marked else "Took the mark off", changes, moment)


def tag(db: Connection, chosen: Chosen, tags: Iterable[str], moment: Moment) -> Mended:
    """Give their notes these tags."""
    added = frozenset(tags)
    with write(db):
        changes = [_retag(db, note_id, lambda present: present | added) for note_id in _note_ids(db, chosen, moment)]
        return _recorded(db, "Tagged", changes, moment, ", ".join(sorted(added)))


def untag(db: Connection, chosen: Chosen, tags: Iterable[str], moment: Moment) -> Mended:
    """Take these tags from their notes, in whatever case they are written."""
    named = sorted(set(tags))
    taken = {tag.casefold() for tag in named}

    def without(present: frozenset[str]) -> frozenset[str]:
        return frozenset(tag for tag in present if tag.casefold() not in taken)

    with write(db):
        changes = [_retag(db, note_id, without) for note_id in _note_ids(db, chosen, moment)]
        return _recorded(db, "Untagged", changes, moment, ", ".join(named))


def move(db: Connection, chosen: Chosen, deck_id: int, moment: Moment) -> Mended:
    """Move their notes, with all cards of each, to another deck. Raises NotFound."""
    with write(db):
        target = deck(db, deck_id)
        changes = [update(db, "notes", note_id, deck_id=target.id) for note_id in _note_ids(db, chosen, moment)]
        return _recorded(db, "Moved", changes, moment, f"to {target.name}")


def delete(db: Connection, chosen: Chosen, moment: Moment) -> Mended:
    """Delete their notes, with all cards of each."""
    count = delete_notes(db, _note_ids(db, chosen, moment), moment)
    return Mended(f"Deleted {count_of(count, 'note')}", count)


def reset(db: Connection, chosen: Chosen, moment: Moment) -> Mended:
    """Make them new again. What was answered stays in the log."""
    return _remember(db, chosen, moment, "reset", "Reset", lambda one, place, options: None)


def set_due(db: Connection, chosen: Chosen, first: int, last: int, moment: Moment) -> Mended:
    """Make them due in so many days from today, spread evenly from the first to the last; always in the same way.

    What a card remembers stays as it is, only its interval and its due day change, so the recall that is predicted stays
    true. A new card becomes one in review: see `memory_due_on`.
    """

    def memory(one: Card, place: float, options: Options) -> Memory:
        due_on = moment.day + timedelta(days=first + int(place * (last - first + 1)))
        return memory_due_on(one.memory, due_on, moment.day, options)

    return _remember(db, chosen, moment, "due", "Set", memory, f"due {_in_days(first, last)}")


def memory_due_on(before: Memory | None, due_on: date, today: date, options: Options) -> Memory:
    """What a card remembers once it is in review and due on that day.

    A new one is taken as learned today, as well as it takes to be recalled with the desired retention on that day: its
    stability follows from the forgetting curve, its difficulty is that after a first Good. It counts no answer.
    """
    if before:
        days = max(1, (due_on - before.reviewed_on).days)
        return replace(before, state=State.REVIEW, step=None, due_at=None, interval_days=days, due_on=due_on)
    days = max(1, (due_on - today).days)
    stability = min(days / days_until(options.desired_retention, options.parameters), LONGEST_STABILITY)
    difficulty = remember(None, Rating.GOOD, today, options.parameters).difficulty
    return Memory(State.REVIEW, stability, difficulty, today, 0, 0, interval_days=days, due_on=due_on)


def _in_days(first: int, last: int) -> str:
    if first != last:
        return f"in {first} to {last} days"
    return f"in {count_of(first, 'day')}" if first else "today"


def _cards(db: Connection, chosen: Chosen, moment: Moment) -> list[Card]:
    return cards_among(db, chosen.ids if chosen.query is None else find_card_ids(db, chosen.query, moment))


def _note_ids(db: Connection, chosen: Chosen, moment: Moment) -> list[int]:
    return list(dict.fromkeys(one.note_id for one in _cards(db, chosen, moment)))


def _retag(db: Connection, note_id: int, step: Callable[[frozenset[str]], frozenset[str]]) -> Change | None:
    present = frozenset(note(db, note_id).tags)
    wanted = step(present)
    if wanted == present:
        return None
    return update(db, "notes", note_id, tags=json.dumps(sorted(wanted), ensure_ascii=False))


def _remember(
    db: Connection,
    chosen: Chosen,
    moment: Moment,
    kind: str,
    verb: str,
    memory: Callable[[Card, float, Options], Memory | None],
    rest: str = "",
) -> Mended:
    """Set what cards remember, and log it; but for drilled ones, which no review asks.

    memory: for a card and its place, from 0 to below 1, in an order that looks random.
    """
    with write(db):
        options = {known.id: known.options for known in decks(db)}
        cards = [one for one in _cards(db, chosen, moment) if not one.is_drilled]
        cards.sort(key=lambda one: shuffle_key(one.id, 0))
        wanted = [(one, memory(one, place / len(cards), options[one.deck_id])) for place, one in enumerate(cards)]
        changed = [(one, after) for one, after in wanted if after != one.memory]
        changes = [save_memory(db, one, after) for one, after in changed]
        log_ids = [log_memory(db, kind, one, after, moment) for one, after in changed]
        return _recorded(db, verb, changes, moment, rest, range(log_ids[0], log_ids[-1] + 1) if log_ids else range(0))


def _recorded(
    db: Connection, verb: str, made: Sequence[Change | None], moment: Moment, rest: str = "", log_ids: range = range(0)
) -> Mended:
    """One step of the journal, named by what it did to how many: they are all rows of one table."""
    changes = [change for change in made if change]
    noun = "note" if changes and changes[0].table == "notes" else "card"
    label = f"{verb} {count_of(len(changes), noun)} {rest}".strip()
    record(db, label, together(changes), moment.stamp, log_ids=log_ids)
    return Mended(label, len(changes))


def together(changes: Iterable[Change]) -> list[Change]:
    """Rows that changed alike as one change: a thousand suspended cards take a line of the journal, not a thousand."""
    alike: dict[str, list[Change]] = {}
    for change in changes:
        alike.setdefault(json.dumps([change.table, change.before, change.after]), []).append(change)
    return [replace(group[0], ids=tuple(row_id for change in group for row_id in change.ids)) for group in alike.values()]
