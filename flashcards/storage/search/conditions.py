"""A search as a condition in SQL, true or false (never null) of every card that stands beside its note."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from flashcards.core.days import day_start
from flashcards.core.deck_names import SEPARATOR
from flashcards.core.models import Deck, State
from flashcards.core.moment import Moment, stamp
from flashcards.core.queue import LEARN_AHEAD
from flashcards.core.scheduling import days_until
from flashcards.core.search.query import (
    Added,
    All,
    Edited,
    Either,
    Fact,
    Flagged,
    Has,
    Ids,
    Is,
    Not,
    Property,
    Query,
    Rated,
    Side,
    Standing,
    Text,
    Words,
)
from flashcards.storage.effect import stands
from flashcards.storage.search.patterns import glob, has_signs, stand_in

LEECH = ("leech",)
STEPS = f"cards.state IN ('{State.LEARNING}', '{State.RELEARNING}')"


@dataclass(frozen=True, slots=True)
class Condition:
    """sql reads the table cards, and the notes joined to it if it says so, by these names. Its parameters are named q0, q1 …"""

    sql: str
    parameters: dict[str, object]
    reads_notes: bool


@dataclass(slots=True)
class _Writing:
    """What a condition is written with. decks: all there are, with the weights of each."""

    moment: Moment
    decks: Sequence[Deck]
    parameters: dict[str, object] = field(default_factory=dict)
    reads_notes: bool = False

    def note(self, column: str) -> str:
        """A column of the note, which is joined from now on."""
        self.reads_notes = True
        return f"notes.{column}"

    def bind(self, value: object) -> str:
        name = f"q{len(self.parameters)}"
        self.parameters[name] = value
        return f":{name}"


def condition(query: Query, moment: Moment, decks: Sequence[Deck]) -> Condition:
    """decks: as `storage.decks.decks` lists them."""
    writing = _Writing(moment, decks)
    sql = f"({_sql(query, writing)})"
    return Condition(sql, writing.parameters, writing.reads_notes)


def _sql(query: Query, writing: _Writing) -> str:
    match query:
        case All(parts):
            return _joined(parts, " AND ", "1", writing)
        case Either(parts):
            return _joined(parts, " OR ", "0", writing)
        case Not(part):
            return f"NOT {_sql(part, writing)}"
        case Words():
            return _words(query, writing)
        case Is(standing):
            return _standing(standing, writing)
        case Has(fact, text):
            return _FACTS[fact](text, writing)
        case Flagged(flag):
            return f"cards.flag = {writing.bind(flag)}"
        case Added(days):
            return f"{writing.note('created_at')} >= {writing.bind(_since(days, writing))}"
        case Edited(days):
            return f"COALESCE({writing.note('edited_at')}, {writing.note('created_at')}) >= {writing.bind(_since(days, writing))}"
        case Rated(days, rating):
            return _rated(days, rating, writing)
        case Property():
            return _property(query, writing)
        case Ids(table, ids):
            return f"{'cards.id' if table == 'cards' else writing.note('id')} IN ({_listing(ids)})"


def _joined(parts: Sequence[Query], word: str, none: str, writing: _Writing) -> str:
    return f"({word.join(_sql(part, writing) for part in parts) or none})"


def _words(words: Words, writing: _Writing) -> str:
    """The index knows letters and digits only. What it cannot know, signs and stars, is looked for in the text itself."""
    asked = []
    if len(words.text) == 1 and any(character.isalnum() for character in words.text[0]):
        asked.append(_in_index(words, writing))
    if len(words.text) > 1 or has_signs(words.text[0]) or not asked:
        asked.append(_in_text(words, writing))
    return f"({' AND '.join(asked)})"


def _in_index(words: Words, writing: _Writing) -> str:
    """Always quoted: nothing that is typed is an operator of FTS5."""
    phrase = '"' + words.text[0].replace('"', '""') + '"' + ("" if words.is_whole else "*")
    asked = f"{{{words.side}}} : {phrase}" if words.side else phrase
    return f"{writing.note('id')} IN (SELECT rowid FROM search WHERE search MATCH {writing.bind(asked)})"


def _in_text(words: Words, writing: _Writing) -> str:
    pattern = writing.bind(glob(("", *words.text, "")))
    sides = [words.side.value] if words.side is not Side.ANY else ["front", "back", "context"]
    return f"({' OR '.join(f'{writing.note(side)} GLOB {pattern}' for side in sides)})"


def _standing(standing: Standing, writing: _Writing) -> str:
    today = writing.bind(writing.moment.day.isoformat())
    match standing:
        case Standing.NEW:
            return f"cards.state = '{State.NEW}'"
        case Standing.LEARN:
            return STEPS
        case Standing.REVIEW:
            return f"cards.state IN ('{State.REVIEW}', '{State.RELEARNING}')"
        case Standing.DUE:
            return f"(({_due(today, writing)}) IS TRUE AND {_is_active(today)})"
        case Standing.SUSPENDED:
            return "cards.suspended IS NOT NULL"
        case Standing.BURIED:
            return f"cards.buried_on IS {today}"
        case Standing.LEECH:
            return _listed("tags")(LEECH, writing)
        case Standing.MARKED:
            return writing.note("is_marked")


def _is_active(today: str) -> str:
    return f"cards.suspended IS NULL AND cards.buried_on IS NOT {today}"


def _due(today: str, writing: _Writing) -> str:
    """A step that led into another day is due from its morning on, as the queue has it; one within a day when it is time."""
    soon = writing.bind(stamp(writing.moment.at + LEARN_AHEAD))
    tonight = writing.bind(stamp(writing.moment.day_end))
    steps = f"cards.due_at <= {soon} OR cards.due_at < {tonight} AND cards.reviewed_on < {today}"
    return f"cards.due_on <= {today} OR {steps}"


def _since(days: int, writing: _Writing) -> str:
    return stamp(day_start(_day(1 - days, writing), writing.moment.zone))


def _day(ahead: float, writing: _Writing) -> date:
    """So many days from today; as far as there are dates."""
    today = writing.moment.day
    return today + timedelta(days=max(-(today.toordinal() - 366), min(int(ahead), date.max.toordinal() - today.toordinal() - 2)))


def _property(query: Property, writing: _Writing) -> str:
    match query.name:
        case "due":
            return _due_in(query, writing)
        case "r":
            return _recall(query, writing)
    column = _COLUMNS[query.name]
    return f"({column} {query.comparison} {writing.bind(query.value)}) IS TRUE"


_COLUMNS = {
    "ivl": "COALESCE(cards.interval_days, 0)",
    "reps": "cards.reps",
    "lapses": "cards.lapses",
    "s": "cards.stability",
    "d": "cards.difficulty",
}


def _due_in(query: Property, writing: _Writing) -> str:
    """A step belongs to the study day it falls on."""
    day, zone = _day(query.value, writing), writing.moment.zone
    on = writing.bind(day.isoformat())
    starts, ends = (writing.bind(stamp(day_start(one, zone))) for one in (day, day + timedelta(days=1)))
    steps = {
        "<": f"cards.due_at < {starts}",
        "<=": f"cards.due_at < {ends}",
        ">": f"cards.due_at >= {ends}",
        ">=": f"cards.due_at >= {starts}",
        "=": f"cards.due_at >= {starts} AND cards.due_at < {ends}",
        "!=": f"(cards.due_at < {starts} OR cards.due_at >= {ends})",
    }[query.comparison]
    active = _is_active(writing.bind(writing.moment.day.isoformat()))
    return f"((cards.due_on {query.comparison} {on} OR {steps}) IS TRUE AND {active})"


def _recall(query: Property, writing: _Writing) -> str:
    """Recall is below a share when more days have passed than it takes to fall there. So no power is computed per card."""
    today = writing.bind(writing.moment.day.isoformat())
    passed = f"MAX(0, julianday({today}) - julianday(cards.reviewed_on))"
    turned = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(query.comparison, query.comparison)
    return f"({passed} {turned} cards.stability * {_days_until(query.value, writing)}) IS TRUE"


def _days_until(share: float, writing: _Writing) -> str:
    """By the weights of the card's deck."""
    by_days: dict[float, list[int]] = {}
    for deck in writing.decks:
        by_days.setdefault(days_until(share, deck.options.parameters), []).append(deck.id)
    cases = " ".join(f"WHEN cards.deck_id IN ({_listing(ids)}) THEN {writing.bind(days)}" for days, ids in by_days.items())
    return f"CASE {cases} END" if cases else "1"


def _rated(days: int, rating: int | None, writing: _Writing) -> str:
    since = writing.bind((writing.moment.day - timedelta(days=days - 1)).isoformat())
    wanted = f"log.rating = {writing.bind(rating)}" if rating else "1"
    return f"""cards.id IN (SELECT log.card_id FROM review_log AS log WHERE log.study_day >= {since}
        AND log.kind IN ('rating', 'practice') AND {wanted} AND {stands("log")})"""


def _listing(ids: Sequence[int]) -> str:
    return ", ".join(map(str, ids))


def _deck(text: Text | None, writing: _Writing) -> str:
    """Its whole path or the last parts of it, with the decks below."""
    pieces = [piece.casefold() for piece in text or ("",)]
    wanted = [SEPARATOR + pieces[0], *pieces[1:]]
    wanted[-1] += SEPARATOR
    found = [deck.id for deck in writing.decks if stand_in(wanted, f"{SEPARATOR}{deck.name.casefold()}{SEPARATOR}")]
    return f"cards.deck_id IN ({_listing(found)})"


def _listed(column: str) -> Callable[[Text | None, _Writing], str]:
    """A value of a list, or one below it: aws finds aws::s3 too."""

    def written(text: Text | None, writing: _Writing) -> str:
        if text is None:
            return f"{writing.note(column)} = '[]'"
        exact, below = writing.bind(glob(text)), writing.bind(glob((*text[:-1], text[-1] + "::", "")))
        return f"EXISTS (SELECT 1 FROM json_each({writing.note(column)}) WHERE value GLOB {exact} OR value GLOB {below})"

    return written


def _said(column: str) -> Callable[[Text | None, _Writing], str]:
    def written(text: Text | None, writing: _Writing) -> str:
        if text is None:
            return f"{writing.note(column)} IS NULL"
        return f"({writing.note(column)} GLOB {writing.bind(glob(text))}) IS TRUE"

    return written


def _source(text: Text | None, writing: _Writing) -> str:
    """A guide whose path or title has the text in it, and in which the note stands or stood."""
    places = f"""SELECT 1 FROM sources JOIN guides ON guides.id = sources.guide_id
        WHERE sources.note_id = {writing.note("id")} AND sources.deleted_at IS NULL AND guides.deleted_at IS NULL"""
    if text is None:
        return f"NOT EXISTS ({places})"
    pattern = writing.bind(glob(("", *text, "")))
    return f"EXISTS ({places} AND (guides.path GLOB {pattern} OR guides.title GLOB {pattern}))"


_FACTS: dict[Fact, Callable[[Text | None, _Writing], str]] = {
    Fact.DECK: _deck,
    Fact.TAG: _listed("tags"),
    Fact.KIND: _said("kind"),
    Fact.FORM: _said("form"),
    Fact.PRINCIPLE: _listed("principles"),
    Fact.LEVEL: _said("level"),
    Fact.SOURCE: _source,
}
