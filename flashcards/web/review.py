"""The review: one card at a time. A rating is saved before anything else is shown."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from flashcards.core.errors import FlashcardsError, Stale
from flashcards.core.moment import Moment
from flashcards.services import reviewing, studying
from flashcards.services.reviewing import open_desk, rate_card
from flashcards.storage.decks import deck
from flashcards.web.collection import db, moment, server
from flashcards.web.errors import error_page
from flashcards.web.forms import optional_number, rating, said
from flashcards.web.hx import is_fragment

page = Blueprint("review", __name__, url_prefix="/review")
LARGEST = 10**18 - 1


@page.get("")
def show() -> Response:
    """The next card of all decks, or of ?deck=. ?card= asks that one first; ?answer shows both sides (without JavaScript)."""
    return desk(prefer=optional_number(request.args.get("card"), "card", 1, LARGEST), is_answered="answer" in request.args)


@page.post("/<id:card_id>/rate")
def rate(card_id: int) -> AnyResponse:
    form = request.form
    took_ms = optional_number(form.get("took_ms"), "took_ms", 0, LARGEST)
    given, version, review_id = rating(form.get("rating")), said(form, "version"), said(form, "review_id")
    taken = rate_card(db(), card_id, given, version, review_id, took_ms, moment(), server().kept)
    return next_desk(is_leech=taken.is_leech)


@page.post("/<id:card_id>/bury")
def bury(card_id: int) -> AnyResponse:
    reviewing.bury(db(), card_id, moment(), is_whole_note="note" in request.form)
    return next_desk()


@page.post("/<id:card_id>/suspend")
def suspend(card_id: int) -> AnyResponse:
    reviewing.suspend(db(), card_id, moment(), is_whole_note="note" in request.form)
    return next_desk()


@page.post("/<id:card_id>/flag")
def flag(card_id: int) -> AnyResponse:
    reviewing.flag(db(), card_id, optional_number(request.form.get("flag"), "flag", 0, 7) or 0, moment())
    return next_desk(prefer=card_id)


@page.post("/<id:card_id>/mark")
def mark(card_id: int) -> AnyResponse:
    reviewing.toggle_mark(db(), card_id, moment())
    return next_desk(prefer=card_id)


@page.before_request
def check_scope() -> None:
    """A deck that cannot be meant is refused before anything is written."""
    if wanted := scope():
        deck(db(), wanted)


@page.errorhandler(FlashcardsError)
def refused(error: FlashcardsError) -> AnyResponse:
    """What was refused, above the card as it is now. When not even that can be shown, the error alone."""
    if request.method == "GET" or error.status >= 500:
        return error_page(error)
    prefer = (request.view_args or {}).get("card_id") if isinstance(error, Stale) else None
    try:
        return desk(prefer=prefer, error=error)
    except FlashcardsError:
        return error_page(error)


def next_desk(*, prefer: int | None = None, is_leech: bool = False) -> AnyResponse:
    """After a change: the next card in place, or a redirect to it without JavaScript."""
    if is_fragment():
        return desk(prefer=prefer, is_leech=is_leech)
    return redirect(url_for("review.show", deck=scope(), card=prefer, leech="" if is_leech else None), 303)


def desk(
    *, prefer: int | None = None, is_answered: bool = False, is_leech: bool = False, error: FlashcardsError | None = None
) -> Response:
    """The review as it stands, whole or as the part that changes."""
    now = moment()
    shown = open_desk(db(), now, scope(), server().kept, prefer)
    template = "review/_desk.html" if is_fragment() else "review/index.html"
    context = {
        "desk": shown,
        "now": now,
        "is_answered": is_answered,
        "is_leech": is_leech or "leech" in request.args,
        "error": error,
    }
    return make_response(render_template(template, **context, **_around(shown, now)), error.status if error else 200)


def scope() -> int | None:
    """The deck under review, None for all. Raises BadInput."""
    return optional_number(request.values.get("deck"), "deck", 1, LARGEST)


def _around(shown: reviewing.Desk, now: Moment) -> dict[str, object]:
    """What only a desk without a card needs: what was done and what comes."""
    studied = deck(db(), shown.scope) if shown.scope else None
    if shown.question:
        return {"deck": studied}
    return {"deck": studied, "done": studying.done(db(), now.day), "coming": studying.coming(db(), now, shown.scope)}
