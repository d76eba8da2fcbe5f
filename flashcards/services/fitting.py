"""Fitting FSRS to the learner: which decks together, whether there is enough to go by, and taking what came out."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta

from flashcards.core.deck_names import depth, is_within, leaf, lineage
from flashcards.core.errors import BadInput, Stale
from flashcards.core.history import usable
from flashcards.core.models import Deck, Options, Rating
from flashcards.core.moment import Moment
from flashcards.core.typical import intervals
from flashcards.optimising.child import Child, ask
from flashcards.services.backing_up import back_up_before
from flashcards.services.rescheduling import Plan, plan, up_to_date, write_moves
from flashcards.storage.cards import next_id
from flashcards.storage.database import Connection, snapshot, write
from flashcards.storage.decks import deck, decks, given_options, set_options
from flashcards.storage.histories import histories, ratings_since, told
from flashcards.storage.journal import Change, record
from flashcards.storage.parameters import Fitted, add_parameters, fitted_sets
from flashcards.storage.reviews import has_ratings_by

LEAST_REVIEWS = 512
"""Fewer say too little: what is fitted to them is often worse than the published weights."""
REMIND_AFTER = timedelta(days=30)
GOOD, AGAIN = Rating.GOOD, Rating.AGAIN
TYPICAL = {"Good every time": (GOOD,) * 5, "Again the third time": (GOOD, GOOD, AGAIN, GOOD, GOOD)}


@dataclass(frozen=True, slots=True)
class Scope:
    """What is fitted together. deck: None for the whole collection.

    tops: the decks that are given the weights: that one, or all that lie below no other. decks: those whose cards count: the
    tops and all below them, but for a deck with weights of its own and what follows it.
    """

    deck: Deck | None
    tops: tuple[Deck, ...]
    decks: tuple[Deck, ...]

    @property
    def deck_id(self) -> int | None:
        return self.deck.id if self.deck else None

    @property
    def label(self) -> str:
        return leaf(self.deck.name) if self.deck else "all decks"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How long a card that is answered so stays away after each time, in days: now, and under the fitted weights."""

    answers: str
    now: tuple[int, ...]
    fitted: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """What came out, with nothing written yet. reviews, held_out: how many were looked at, and kept apart to judge by.

    Log losses: of the held-out reviews under the present and the fitted weights, and of all. chance: what the first two may
    differ by luck alone.
    """

    scope: Scope
    weights: tuple[float, ...]
    reviews: int
    held_out: int
    loss_before: float
    loss_after: float
    chance: float
    all_before: float
    all_after: float
    typical: tuple[Comparison, ...]

    @property
    def is_better(self) -> bool:
        """Whether the fitted weights foresee the held-out reviews better than luck would explain."""
        return self.loss_before - self.loss_after > self.chance


@dataclass(frozen=True, slots=True)
class Owner:
    """A deck with weights of its own. fitted: where they come from; None if they were not fitted here."""

    deck: Deck
    fitted: Fitted | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """Before a fit. missing: how many more usable reviews are needed. in_force: where the weights of the chosen deck come from,
    None for the published ones. owners: those of these decks that have weights of their own.
    """

    scope: Scope
    missing: int
    in_force: Fitted | None
    owners: tuple[Owner, ...]


@dataclass(frozen=True, slots=True)
class Reminder:
    """It is time to fit. last: the newest fit that was taken; None when there was none."""

    last: Fitted | None


def scope_of(db: Connection, deck_id: int | None) -> Scope:
    """What is fitted when this deck is, or all (None). Raises NotFound."""
    known = decks(db)
    chosen = deck(db, deck_id) if deck_id is not None else None
    tops = tuple([chosen] if chosen else [each for each in known if depth(each.name) == 0])
    owners = {each.name.casefold() for each in known if "parameters_id" in given_options(db, each.id)}
    return Scope(chosen, tops, tuple(each for each in known if any(_follows(each, top, owners) for top in tops)))


def usable_reviews(db: Connection, scope: Scope, most: int = LEAST_REVIEWS) -> int:
    """How many reviews say something of forgetting, counted up to `most`."""
    count = 0
    for _, reviews in histories(db, [each.id for each in scope.decks]):
        count += len(usable(reviews))
        if count >= most:
            return most
    return count


def outlook(db: Connection, deck_id: int | None) -> Outlook:
    """What there is to fit, and what is in force. Raises NotFound."""
    with snapshot(db):
        scope, sets = scope_of(db, deck_id), fitted_sets(db)
        given = {each.id: given_options(db, each.id) for each in decks(db)}
        return Outlook(
            scope=scope,
            missing=LEAST_REVIEWS - usable_reviews(db, scope),
            in_force=sets.get(scope.deck.options.parameters_id) if scope.deck else None,
            owners=tuple(
                Owner(each, sets.get(each.options.parameters_id)) for each in scope.decks if "parameters_id" in given[each.id]
            ),
        )


def require_enough(db: Connection, scope: Scope) -> None:
    """Raises BadInput when there are too few reviews to fit to."""
    missing = LEAST_REVIEWS - usable_reviews(db, scope)
    if missing > 0:
        raise BadInput(f"There are too few reviews of {scope.label} to fit to: {missing} more are needed.")


def fit(db: Connection, scope: Scope, child: Child, say: Callable[[int], None]) -> Fit:
    """Ask the child for weights. say: is told each step as it begins. Raises: BadInput (too few reviews), FitFailed."""
    require_enough(db, scope)
    with closing(_question(db, scope)) as lines:  # a child that dies leaves some unread, and the snapshot open
        answer = ask(child, lines, say)
    weights = tuple(answer.pop("weights"))
    return Fit(scope, weights, **answer, typical=tuple(_compared(scope.tops[0].options, weights)))


def preview(db: Connection, found: Fit, moment: Moment) -> Plan:
    """What rescheduling would do once these weights are taken."""
    with snapshot(db):
        return plan(db, _fitted_decks(db, found), moment)


def take(db: Connection, found: Fit, moment: Moment, *, is_rescheduling: bool) -> int:
    """Use the fitted weights from now on, and reschedule if that is wanted; how many cards that changed. One step, undoable.

    Raises: BadInput (they are no better); Stale (the decks or their weights changed since); what a backup raises.
    """
    if not found.is_better:
        raise BadInput("The present weights are as good. They stay.")
    planned = preview(db, found, moment) if is_rescheduling else None
    if planned and planned.moves:
        _refuse_other(db, found.scope)
        back_up_before(db, "reschedule", moment.at, is_forced=True)
    with write(db):
        _refuse_other(db, found.scope)
        planned = up_to_date(db, planned, _fitted_decks(db, found), moment) if planned else None
        set_id = add_parameters(db, found.weights, found.reviews, found.loss_before, found.loss_after, moment.stamp)
        changes = [_use(db, top, set_id) for top in found.scope.tops]
        moved, log_ids = write_moves(db, planned, moment) if planned else ([], range(0))
        record(db, f"Fitted the schedule of {found.scope.label}", [*changes, *moved], moment.stamp, log_ids=log_ids)
    return len(moved)


def drop(db: Connection, deck_id: int, moment: Moment) -> None:
    """Let a deck inherit its weights again. Raises NotFound."""
    with write(db):
        name = deck(db, deck_id).name
        inherited = {key: value for key, value in given_options(db, deck_id).items() if key != "parameters_id"}
        change = set_options(db, deck_id, inherited)
        record(db, f"Took the fitted weights from {leaf(name)}", [change], moment.stamp)


def reminder(db: Connection, moment: Moment) -> Reminder | None:
    """Whether to fit again: the last fit is 30 days old, or there was none, and there are enough reviews since."""
    last = _last_taken(db, moment)
    if last is None:
        return Reminder(None) if usable_reviews(db, scope_of(db, None)) >= LEAST_REVIEWS else None
    is_due = moment.at - last.made_at >= REMIND_AFTER
    since = Moment(last.made_at, moment.zone).day + timedelta(days=1)
    return Reminder(last) if is_due and ratings_since(db, since, LEAST_REVIEWS) >= LEAST_REVIEWS else None


def _last_taken(db: Connection, moment: Moment) -> Fitted | None:
    """The newest set that a deck uses, or that cards were scheduled by since it was made: undoing a fit leaves its set unused."""
    used = {each.options.parameters_id for each in decks(db)}
    newest_first = sorted(fitted_sets(db).values(), key=lambda one: one.id, reverse=True)
    return next((one for one in newest_first if one.id in used or has_ratings_by(db, one.id, _day_made(one, moment))), None)


def _day_made(one: Fitted, moment: Moment) -> date:
    """Its study day, or the one before: the learner may have been in another zone."""
    return Moment(one.made_at, moment.zone).day - timedelta(days=1)


def _follows(each: Deck, top: Deck, owners: set[str]) -> bool:
    """Whether it has its weights from that deck, or would if that had some."""
    between = lineage(each.name.casefold())[depth(top.name) + 1 :]
    return is_within(each.name, top.name) and not owners & set(between)


def _question(db: Connection, scope: Scope) -> Generator[str, None, None]:
    """What the child reads: the sets of weights in force, then a line a card. The rows stay text: SQLite made it JSON."""
    sets = {each.options.parameters_id: each.options.parameters for each in scope.decks}
    places = {set_id: place for place, set_id in enumerate(sets)}
    used = {deck_id: places[set_id] for deck_id, set_id in _weights_in_force(scope).items()}
    yield json.dumps({"weights": list(sets.values())})
    with snapshot(db):
        yield from (f"[{used[card.deck_id]}, {card.rows}]" for card in told(db, used))


def _compared(options: Options, weights: tuple[float, ...]) -> Iterator[Comparison]:
    fitted = replace(options, parameters=weights)
    return (Comparison(name, intervals(options, ratings), intervals(fitted, ratings)) for name, ratings in TYPICAL.items())


def _fitted_decks(db: Connection, found: Fit) -> list[Deck]:
    """The decks as they will be."""
    set_id = next_id(db, "parameters")
    return [
        replace(each, options=replace(each.options, parameters=found.weights, parameters_id=set_id))
        for each in scope_of(db, found.scope.deck_id).decks
    ]


def _use(db: Connection, top: Deck, set_id: int) -> Change | None:
    return set_options(db, top.id, given_options(db, top.id) | {"parameters_id": set_id})


def _refuse_other(db: Connection, fitted: Scope) -> None:
    """Raises Stale unless it would still be the same decks, with the weights they had."""
    now = scope_of(db, fitted.deck_id)
    if _weights_in_force(now) != _weights_in_force(fitted):
        raise Stale("The decks or their weights were changed since the fit began. Nothing was changed; fit once more.")


def _weights_in_force(scope: Scope) -> dict[int, int]:
    return {each.id: each.options.parameters_id for each in scope.decks}
