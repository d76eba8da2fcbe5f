"""`stats`: how it is going, for all cards, a deck or a search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date

import click

from flashcards.cli.asking import deck_id_of
from flashcards.cli.invocation import Invocation, data_option, json_option, pass_invocation
from flashcards.core.statistics import verdicts
from flashcards.core.statistics.figures import Stage
from flashcards.core.statistics.retention import Group, Recalled
from flashcards.services.looking_back import YEAR_DAYS, Statistics, look_back
from flashcards.storage.database import Connection
from flashcards.storage.migrations import memory_database

LONGEST_DAYS = 100 * 365


@click.command("stats")
@data_option
@json_option
@click.option("--deck", "name", metavar="NAME", help="Only this deck and those below it.")
@click.option("--search", default="", metavar="TEXT", help="Only the cards a search finds, as on the page Notes.")
@click.option(
    "--days", type=click.IntRange(0, LONGEST_DAYS), default=YEAR_DAYS, show_default=True, help="How far back; 0 for all time."
)
@pass_invocation
def stats_command(invocation: Invocation, name: str | None, search: str, days: int) -> None:
    """Tell what was done, what was recalled and what is coming."""
    with invocation.reading() as db:
        stats = _asked(invocation, db or memory_database(), name, search, days or None)
    plain = _plain(stats)
    assert isinstance(plain, dict)
    invocation.answer(plain, _lines(stats))


def _asked(invocation: Invocation, db: Connection, name: str | None, search: str, days: int | None) -> Statistics:
    return look_back(db, invocation.moment(db), days, deck_id_of(db, name), search)


def _lines(stats: Statistics) -> Iterator[str]:
    known, totals, kept = stats.knowledge, stats.knowledge.totals, stats.retention
    yield f"{stats.first} to {stats.last}"
    learnt = f"{totals.learning} learning, {totals.young} young, {totals.mature} mature"
    yield f"Cards: {totals.new} new, {learnt}, {totals.suspended} suspended"
    yield f"Ratings: {verdicts.answered(stats.activity)} {verdicts.in_a_row(stats.streak)}".strip()
    yield f"Time: {verdicts.spent(stats.activity)} {verdicts.busiest(stats.hours)}"
    yield f"True retention: {verdicts.retained(kept)}"
    for name, groups in (("deck", kept.decks), ("tag", kept.tags), ("kind", kept.kinds), ("principle", kept.principles)):
        yield from (f"  {name} {group.name}: {verdicts.told(group.recalled)}" for group in groups)
    yield f"Buttons: {verdicts.pressed(stats.buttons)}"
    yield f"Calibration: {verdicts.calibrated(stats.calibration)}"
    yield f"To come: {verdicts.coming(known.forecast)}"
    yield f"Memory: {verdicts.remembered(known)} {verdicts.stable(known)} {verdicts.difficult(known)}"


def _plain(value: object) -> object:
    """As JSON has it: days as ISO dates, stages by name, and a share wherever there are enough recalls to tell one."""
    match value:
        case Recalled():
            return {"passed": value.passed, "asked": value.asked, "share": value.share}
        case Group():
            return {"name": value.name, "recalled": _plain(value.recalled)}
        case Stage():
            return value.name.lower()
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(each) for each in value]
        case Mapping():
            return {str(_plain(key)): _plain(each) for key, each in value.items()}
        case _ if is_dataclass(value):
            return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value
