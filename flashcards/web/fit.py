"""Fitting FSRS to the learner's own memory, and rescheduling."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from flashcards.core.errors import BadInput, FlashcardsError, Stale
from flashcards.core.models import LARGEST_ID
from flashcards.core.moment import Moment
from flashcards.core.timespan import DAY_SECONDS, timespan
from flashcards.core.wording import day_name
from flashcards.optimising import STEPS
from flashcards.services import fitting, rescheduling
from flashcards.services.fitting import Fit
from flashcards.storage.decks import decks
from flashcards.web.collection import db, facts, moment, server
from flashcards.web.errors import page_with
from flashcards.web.fit_run import begin_run, end_run
from flashcards.web.forms import number, optional_number

page = Blueprint("fit", __name__, url_prefix="/fit")
IN_WORDS = ("Gathering your reviews", "Reading them", "Fitting", "Judging the present weights", "Judging the fitted weights")


@page.app_template_filter()
def days(number: float) -> str:
    """A span of days: "12d", "1.4mo"."""
    return timespan(number * DAY_SECONDS)


@page.app_template_filter()
def on_day(instant: datetime, now: Moment) -> str:
    """The study day of an instant: "today", "3 November"."""
    return day_name(Moment(instant, now.zone).day, now)


@page.get("")
def show() -> Response:
    """What there is to fit; a fit that is under way; what came out of it."""
    return _page(_deck_id())


@page.post("")
def begin() -> AnyResponse:
    deck_id = _deck_id()
    scope = fitting.scope_of(db(), deck_id)
    try:
        fitting.require_enough(db(), scope)
    except BadInput as error:
        return _page(deck_id, error)
    begin_run(server().fits, server().database, scope)
    return redirect(url_for("fit.show", deck=deck_id), 303)


@page.get("/run")
def run() -> AnyResponse:
    """How far the fit is, or what came of it: the part of the page that asks for itself. 204: still at the step it shows."""
    found = server().fits.run
    if found and found.is_running and request.args.get("step") == str(found.step):
        return Response(status=204)
    return make_response(render_template("fit/_run.html", **_run_context()))


@page.post("/end")
def end() -> AnyResponse:
    """Stop the fit, or put its result aside."""
    end_run(server().fits)
    return redirect(url_for("fit.show", deck=_deck_id()), 303)


@page.post("/take")
def take() -> AnyResponse:
    """Use the fitted weights, and reschedule if `reschedule` is said."""
    found, is_rescheduling = _shown(request.form.get("fit")), request.form.get("reschedule") == "yes"
    fitting.take(db(), found, moment(), is_rescheduling=is_rescheduling)
    end_run(server().fits)
    return redirect(url_for("fit.show", deck=found.scope.deck_id, taken="all" if is_rescheduling else "weights"), 303)


@page.post("/inherit")
def inherit() -> AnyResponse:
    """Give a deck's own weights up."""
    deck_id = number(request.form.get("deck"), "deck", 1, LARGEST_ID)
    fitting.drop(db(), deck_id, moment())
    return redirect(url_for("fit.show", deck=deck_id), 303)


@page.get("/reschedule")
def effect() -> str:
    """What rescheduling would change: of a deck, of all, or with the fitted weights that wait (?fit=)."""
    found = _shown(request.args["fit"]) if "fit" in request.args else None
    deck_id = found.scope.deck_id if found else _deck_id()
    scope = fitting.scope_of(db(), deck_id)
    plan = fitting.preview(db(), found, moment()) if found else rescheduling.plan(
        db(), rescheduling.concerned(db(), deck_id), moment()
    )  # fmt: skip
    context = {"plan": plan, "scope": scope, "number": request.args.get("fit"), "revision": facts().options_revision}
    return render_template("fit/reschedule.html", **context)


@page.post("/reschedule")
def reschedule() -> AnyResponse:
    revision = number(request.form.get("revision"), "revision", 0, LARGEST_ID)
    rescheduling.reschedule(db(), _deck_id(), revision, moment())
    return redirect(url_for("fit.show", deck=_deck_id(), taken="schedule"), 303)


def _page(deck_id: int | None, error: FlashcardsError | None = None) -> Response:
    context = {
        "outlook": fitting.outlook(db(), deck_id),
        "reminder": fitting.reminder(db(), moment()),
        "decks": decks(db()),
        "taken": request.args.get("taken"),
        "now": moment(),
        **_run_context(),
    }
    return page_with("fit/index.html", error, **context)


def _run_context() -> dict[str, object]:
    found = server().fits.run
    return {"run": found, "steps": STEPS, "in_words": IN_WORDS[found.step] if found else ""}


def _shown(said: str | None) -> Fit:
    """The fit a page showed. Raises BadInput, Stale."""
    shown, found = number(said, "fit", 1, LARGEST_ID), server().fits.run
    if found is None or found.number != shown or found.fit is None:
        raise Stale("This fit is not there any more: it was taken or put aside, or the program was started anew. Fit once more.")
    return found.fit


def _deck_id() -> int | None:
    return optional_number(request.values.get("deck"), "deck", 1, LARGEST_ID)
