"""The tree of decks, the study page of one, and its options."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from flashcards.core.models import Mix, NewOrder, ReviewOrder
from flashcards.services import choosing
from flashcards.services.studying import deck_overview, deck_rows
from flashcards.storage.decks import deck, given_options, parent_options
from flashcards.web.collection import db, moment
from flashcards.web.forms import Field, read_options

page = Blueprint("decks", __name__, url_prefix="/decks")


@page.get("")
def index() -> str:
    return render_template("decks/index.html", rows=deck_rows(db(), moment()))


@page.get("/<id:deck_id>")
def show(deck_id: int) -> str:
    """What waits in one deck; when nothing does, until when."""
    now = moment()
    return render_template("decks/show.html", overview=deck_overview(db(), deck_id, now), now=now)


@page.get("/<id:deck_id>/options")
def options(deck_id: int) -> Response:
    return _options_page(deck_id, [])


@page.post("/<id:deck_id>/options")
def save_options(deck_id: int) -> AnyResponse:
    given, wrong = read_options(request.form)
    if wrong:
        return _options_page(deck_id, wrong)
    choosing.choose_options(db(), deck_id, given, moment())
    return redirect(url_for("decks.show", deck_id=deck_id), 303)


def _options_page(deck_id: int, wrong: list[Field]) -> Response:
    """What the deck says itself, and behind it what it inherits; after a mistake, what was typed."""
    shown = deck(db(), deck_id)
    context = {
        "deck": shown,
        "given": given_options(db(), deck_id),
        "inherited": parent_options(db(), shown.name),
        "typed": request.form,
        "wrong": {field.name: field.message for field in wrong},
        "choices": {"new_order": NewOrder, "review_order": ReviewOrder, "mix": Mix},
    }
    return make_response(render_template("decks/options.html", **context), 422 if wrong else 200)
