"""Changing cards: the one at hand, those that were ticked, or all that a search finds. Each time one transaction and one undo."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from flashcards.core.errors import BadInput
from flashcards.core.models import Card, Memory, Options, Rating, State, Suspension
from flashcards.core.moment import Moment
from flashcards.core.plural import count_of, some
from flashcards.core.scheduling import LONGEST_STABILITY, days_until, remember
from flashcards.core.search.query import FLAGS
from flashcards.core.turns import shuffle_key
from flashcards.services.searching import find_card_ids
from flashcards.storage.cards import card, cards_among, cards_of_note, save_memory, set_columns
from flashcards.storage.database import Connection, write
from flashcards.storage.decks import deck, decks
from flashcards.storage.journal import Change, record
from flashcards.storage.notes import note, remove_notes, set_deck, set_marked, set_tags
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


def at_hand(db: Connection, card_id: int, *, is_whole_note: bool = False) -> Chosen:
    """One card; or all cards of its note, that one first. Raises NotFound."""
    asked = card(db, card_id)
    others = [one.id for one in cards_of_note(db, asked.note_id) if one.id != card_id] if is_whole_note else []
    return Chosen((card_id, *others))


def suspend(db: Connection, chosen: Chosen, moment: Moment) -> Mended:
    """Ask them no more until that is undone. Raises BadInput for a search that cannot be meant, as all of these do."""
    with write(db):
        cards = _cards(db, chosen, moment)
        changes = set_columns(db, [one for one in cards if not one.suspended], suspended=Suspension.USER.value)
        return _recorded(db, "Suspended", cards, changes, moment)


def take_back_in(db: Connection, chosen: Chosen, moment: Moment) -> Mended:
    """Ask them again, whatever had suspended or buried them."""
    with write(db):
        cards = _cards(db, chosen, moment)
        return _recorded(db, "Took", cards, set_columns(db, cards, suspended=None, buried_on=None), moment, "back in")


def bury(db: Connection, chosen: Chosen, moment: Moment) -> Mended:
    """Set them aside until the next study day."""
    with write(db):
        cards = _cards(db, chosen, moment)
        return _recorded(db, "Buried", cards, set_columns(db, cards, buried_on=moment.day.isoformat()), moment)


def flag(db: Connection, chosen: Chosen, colour: int, moment: Moment) -> Mended:
    """Give them that flag (1-7), or none (0)."""
    with write(db):
        return _flag(db, _cards(db, chosen, moment), colour, moment)


def toggle_flag(db: Connection, chosen: Chosen, colour: int, moment: Moment) -> Mended:
    """Give them that flag; if they all have it, take it off."""
    with write(db):
        cards = _cards(db, chosen, moment)
        return _flag(db, cards, 0 if all(one.flag == colour for one in cards) else colour, moment)


def mark(db: Connection, chosen: Chosen, is_marked: bool, moment: Moment) -> Mended:
    """Mark their notes, or take the marks off."""
    with write(db):
        return _mark(db, _cards(db, chosen, moment), is_marked, moment)


def toggle_mark(db: Connection, chosen: Chosen, moment: Moment) -> Mended:
    """Mark their notes; if they all are marked, take the marks off."""
    with write(db):
        cards = _cards(db, chosen, moment)
        return _mark(db, cards, not all(note(db, note_id).is_marked for note_id in _notes_of(cards)), moment)


def tag(db: Connection, chosen: Chosen, tags: Iterable[str], moment: Moment) -> Mended:
    """Give their notes these tags."""
    added = frozenset(tags)
    with write(db):
        cards = _cards(db, chosen, moment)
        changes = [_retag(db, note_id, lambda present: present | added) for note_id in _notes_of(cards)]
        return _recorded(db, "Tagged", cards, changes, moment, ", ".join(sorted(added)))


def untag(db: Connection, chosen: Chosen, tags: Iterable[str], moment: Moment) -> Mended:
    """Take these tags from their notes, in whatever case they are written."""
    named = sorted(set(tags))
    taken = {tag.casefold() for tag in named}

    def without(present: frozenset[str]) -> frozenset[str]:
        return frozenset(tag for tag in present if tag.casefold() not in taken)

    with write(db):
        cards = _cards(db, chosen, moment)
        changes = [_retag(db, note_id, without) for note_id in _notes_of(cards)]
        return _recorded(db, "Untagged", cards, changes, moment, ", ".join(named))


def move(db: Connection, chosen: Chosen, deck_id: int, moment: Moment) -> Mended:
    """Move their notes, with all cards of each, to another deck. Raises NotFound."""
    with write(db):
        target = deck(db, deck_id)
        cards = _cards(db, chosen, moment)
        changes = [set_deck(db, note_id, target.id) for note_id in _notes_of(cards)]
        return _recorded(db, "Moved", cards, changes, moment, f"to {target.name}")


def delete(db: Connection, chosen: Chosen, moment: Moment) -> Mended:
    """Delete their notes, with all cards of each."""
    with write(db):
        note_ids = _notes_of(_cards(db, chosen, moment))
        label = f"Deleted {some(len(note_ids), 'note')}"
        record(db, label, remove_notes(db, note_ids, moment.stamp) if note_ids else (), moment.stamp)
        return Mended(label, len(note_ids))


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
    """In the order they were chosen in; those that are there."""
    ids = chosen.ids if chosen.query is None else find_card_ids(db, chosen.query, moment)
    found = {one.id: one for one in cards_among(db, ids)}
    return [found[card_id] for card_id in dict.fromkeys(ids) if card_id in found]


def _notes_of(cards: Iterable[Card]) -> list[int]:
    return list(dict.fromkeys(one.note_id for one in cards))


def _flag(db: Connection, cards: Sequence[Card], colour: int, moment: Moment) -> Mended:
    if colour not in range(len(FLAGS)):
        raise BadInput("A flag is 1 to 7, or 0 for none.")
    verb, rest = ("Flagged", FLAGS[colour]) if colour else ("Took the flag off", "")
    return _recorded(db, verb, cards, set_columns(db, cards, flag=colour), moment, rest)


def _mark(db: Connection, cards: Sequence[Card], is_marked: bool, moment: Moment) -> Mended:
    changes = [set_marked(db, note_id, is_marked) for note_id in _notes_of(cards)]
    return _recorded(db, "Marked" if is_marked else "Took the mark off", cards, changes, moment)


def _retag(db: Connection, note_id: int, step: Callable[[frozenset[str]], frozenset[str]]) -> Change | None:
    present = frozenset(note(db, note_id).tags)
    wanted = step(present)
    if wanted == present:
        return None
    return set_tags(db, note_id, wanted)


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
        return _recorded(db, verb, cards, changes, moment, rest, range(log_ids[0], log_ids[-1] + 1) if log_ids else range(0))


def _recorded(
    db: Connection,
    verb: str,
    cards: Sequence[Card],
    made: Sequence[Change | None],
    moment: Moment,
    rest: str = "",
    log_ids: range = range(0),
) -> Mended:
    """One step of the journal, named by what it did to how many: they are all rows of one table.

    cards: those chosen. If they are all of one note, undo leads back to the first.
    """
    changes = [change for change in made if change]
    noun = "note" if changes and changes[0].table == "notes" else "card"
    label = f"{verb} {some(len(changes), noun)} {rest}".strip()
    card_id = cards[0].id if len(_notes_of(cards)) == 1 else None
    record(db, label, together(changes), moment.stamp, card_id=card_id, log_ids=log_ids)
    return Mended(label, len(changes))


def together(changes: Iterable[Change]) -> list[Change]:
    """Rows that changed alike as one change: a thousand suspended cards take a line of the journal, not a thousand."""
    alike: dict[str, list[Change]] = {}
    for change in changes:
        alike.setdefault(json.dumps([change.table, change.before, change.after]), []).append(change)
    return [replace(group[0], ids=tuple(row_id for change in group for row_id in change.ids)) for group in alike.values()]
