"""`fit`: the schedule fitted to the learner's own memory, shown or taken."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from flashcards.cli.asking import deck_id_of
from flashcards.cli.invocation import Invocation, data_option, json_option, pass_invocation
from flashcards.core.errors import NotFound
from flashcards.optimising import STEPS
from flashcards.optimising.child import start, stop
from flashcards.services.fitting import Fit, fit, require_enough, scope_of, take
from flashcards.storage.database import Connection


@click.command("fit")
@data_option
@json_option
@click.option("--deck", "name", metavar="NAME", help="Only this deck and those below it that share its weights.")
@click.option(
    "--apply", "is_applied", is_flag=True, help="Use the fitted weights if they are better; otherwise nothing is written."
)
@pass_invocation
def fit_command(invocation: Invocation, name: str | None, is_applied: bool) -> None:
    """Fit the schedule to your memory.

    Shows what it gains, on reviews that were held out. It is never applied when it gains nothing.
    """
    path = invocation.config().database
    if not path.exists():
        raise NotFound(f"{path}: there is no such collection. `flashcards import` and `flashcards serve` make one.")
    with invocation.writing() if is_applied else invocation.reading() as db:
        assert db is not None  # it exists
        found = _fit(db, name, is_shown=not invocation.is_json)
        is_taken = is_applied and found.is_better
        if is_taken:
            take(db, found, invocation.moment(db), is_rescheduling=False)
    invocation.answer(_told(found, is_taken), _lines(found, is_applied))


def _fit(db: Connection, name: str | None, *, is_shown: bool) -> Fit:
    scope = scope_of(db, deck_id_of(db, name))
    require_enough(db, scope)
    child = start()
    try:
        with click.progressbar(length=STEPS, label=f"Fitting {scope.label}", file=sys.stderr, hidden=not is_shown) as bar:
            found = fit(db, scope, child, lambda step: bar.update(step - bar.pos))
            bar.update(STEPS - bar.pos)
            return found
    finally:
        stop(child)


def _told(found: Fit, is_taken: bool) -> dict[str, object]:
    return {
        "deck": found.scope.deck.name if found.scope.deck else None,
        "reviews": found.reviews,
        "held_out": found.held_out,
        "loss": {"before": found.loss_before, "after": found.loss_after, "chance": found.chance},
        "loss_of_all": {"before": found.all_before, "after": found.all_after},
        "intervals": [{"answers": one.answers, "now": one.now, "fitted": one.fitted} for one in found.typical],
        "weights": found.weights,
        "is_better": found.is_better,
        "applied": is_taken,
    }


def _lines(found: Fit, is_applied: bool) -> Iterator[str]:
    yield "Log loss, how far what was foreseen is from what happened (lower is better):"
    yield f"  the newest {found.held_out:,} reviews, held out: {found.loss_before:.4f} now, {found.loss_after:.4f} fitted"
    yield f"  all {found.reviews:,}: {found.all_before:.4f} now, {found.all_after:.4f} fitted"
    if not found.is_better:
        yield "The present weights are as good. They stay."
        return
    for one in found.typical:
        yield f"{one.answers}, a card stays away {_days(one.now)} now, {_days(one.fitted)} fitted."
    if is_applied:
        yield "The fitted weights are in use. `flashcards undo` takes that back; the page /fit can reschedule all cards at once."
    else:
        yield "Nothing was written. Run it again with --apply to use them."


def _days(intervals: tuple[int, ...]) -> str:
    return ", ".join(f"{days}" for days in intervals) + " days"
