"""The review: one card at a time. A rating is saved before anything else is shown."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from flashcards.core.comparison import Span, compare
from flashcards.core.errors import FlashcardsError, Stale
from flashcards.core.models import LARGEST_ID, Form
from flashcards.core.moment import Moment
from flashcards.core.practice import Study
from flashcards.rendering import plain_text
from flashcards.services import mending, practising, studying
from flashcards.services.reviewing import Desk, open_desk, rate_card
from flashcards.storage import studies
from flashcards.storage.decks import deck
from flashcards.web.collection import db, moment, server
from flashcards.web.errors import error_page, page_with
from flashcards.web.forms import optional_number, rating, said
from flashcards.web.hx import is_fragment

page = Blueprint("review", __name__, url_prefix="/review")
LONGEST_TYPED = 64 * 1024


@page.get("")
def show() -> Response:
    """The next card of all decks, of ?deck= or of ?study=. ?card= asks that one first; ?answer shows both sides, and what of
    ?typed= is right.
    """
    return desk(prefer=optional_number(request.args.get("card"), "card", 1, LARGEST_ID), is_answered="answer" in request.args)


@page.post("/<id:card_id>/rate")
def rate(card_id: int) -> AnyResponse:
    form = request.form
    took_ms = optional_number(form.get("took_ms"), "took_ms", 0, LARGEST_ID)
    given, version, review_id = rating(form.get("rating")), said(form, "version"), said(form, "review_id")
    taken = rate_card(db(), card_id, given, version, review_id, took_ms, moment(), server().kept, study())
    return next_desk(is_leech=taken.is_leech)


@page.post("/<id:card_id>/bury")
def bury(card_id: int) -> AnyResponse:
    mending.bury(db(), mending.at_hand(db(), card_id, is_whole_note="note" in request.form), moment())
    return next_desk()


@page.post("/<id:card_id>/suspend")
def suspend(card_id: int) -> AnyResponse:
    mending.suspend(db(), mending.at_hand(db(), card_id, is_whole_note="note" in request.form), moment())
    return next_desk()


@page.post("/<id:card_id>/flag")
def flag(card_id: int) -> AnyResponse:
    colour = optional_number(request.form.get("flag"), "flag", 0, 7) or 0
    mending.toggle_flag(db(), mending.at_hand(db(), card_id), colour, moment())
    return next_desk(prefer=card_id)


@page.post("/<id:card_id>/mark")
def mark(card_id: int) -> AnyResponse:
    mending.toggle_mark(db(), mending.at_hand(db(), card_id), moment())
    return next_desk(prefer=card_id)


@page.before_request
def check_scope() -> None:
    """A deck or a study that cannot be meant is refused before anything is written."""
    study()
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
    asked = study()
    leech = "" if is_leech else None
    return redirect(url_for("review.show", deck=scope(), study=asked and asked.id, card=prefer, leech=leech), 303)


def desk(
    *, prefer: int | None = None, is_answered: bool = False, is_leech: bool = False, error: FlashcardsError | None = None
) -> Response:
    """The review as it stands, whole or as the part that changes."""
    now = moment()
    shown = _open(now, prefer)
    is_answered = is_answered and shown.question is not None and prefer in (None, shown.question.card.id)
    typed = request.values.get("typed", "")[:LONGEST_TYPED] if is_answered else ""
    template = "review/_desk.html" if is_fragment() else "review/index.html"
    context = {
        "desk": shown,
        "now": now,
        "is_answered": is_answered,
        "typed": typed,
        "comparison": _comparison(shown, typed) if is_answered else None,
        "is_leech": is_leech or "leech" in request.args,
    }
    return page_with(template, error, **context, **_around(shown, now))


def scope() -> int | None:
    """The deck under review, None for all. Raises BadInput."""
    return optional_number(request.values.get("deck"), "deck", 1, LARGEST_ID)


def study() -> Study | None:
    """The study that is asked, None for what is due. Raises BadInput, NotFound."""
    wanted = optional_number(request.values.get("study"), "study", 1, LARGEST_ID)
    return studies.study(db(), wanted) if wanted else None


def _open(now: Moment, prefer: int | None) -> Desk:
    asked = study()
    return practising.open_study(db(), asked.id, now, prefer) if asked else open_desk(db(), now, scope(), server().kept, prefer)


def _comparison(shown: Desk, typed: str) -> tuple[Span, ...] | None:
    """What was typed beside what should have been."""
    if shown.question is None or shown.question.note.form is not Form.TYPED:
        return None
    return compare(plain_text(shown.question.back_html), typed)


def _around(shown: Desk, now: Moment) -> dict[str, object]:
    """What only a desk without a card needs: what was done and what comes."""
    studied = deck(db(), shown.scope) if shown.scope else None
    if shown.question:
        return {"deck": studied}
    done = practising.study_done(db(), shown.study) if shown.study else studying.done(db(), now.day)
    return {"deck": studied, "done": done, "coming": studying.coming(db(), now, shown.scope)}
