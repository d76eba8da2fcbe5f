"""The tree of decks, the study page of one, how decks are arranged, and their options."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from flashcards.core.deck_names import depth, is_within
from flashcards.core.errors import BadInput, WrongField
from flashcards.core.models import LARGEST_ID, Mix, NewOrder, Options, ReviewOrder
from flashcards.core.search.tokens import quoted
from flashcards.services import arranging, configuring
from flashcards.services.arranging import NameInUse
from flashcards.services.studying import deck_overview, deck_rows
from flashcards.storage.decks import deck, decks, given_options, option_origins, parent_options
from flashcards.web.collection import db, moment
from flashcards.web.errors import page_with
from flashcards.web.forms import number, optional_number, read_options

page = Blueprint("decks", __name__, url_prefix="/decks")


@page.get("")
def index() -> Response:
    return _index_page()


@page.post("")
def create() -> AnyResponse:
    """An empty deck of that name."""
    arranging.create_deck(db(), request.form.get("name", ""), moment())
    return redirect(url_for("decks.index"), 303)


@page.get("/<id:deck_id>")
def show(deck_id: int) -> Response:
    """What waits in one deck; when nothing does, until when."""
    return _deck_page(deck_id)


@page.post("/<id:deck_id>/rename")
def rename(deck_id: int) -> AnyResponse:
    arranging.rename(db(), deck_id, request.form.get("name", ""), moment())
    return redirect(url_for("decks.show", deck_id=deck_id), 303)


@page.post("/<id:deck_id>/move")
def move(deck_id: int) -> AnyResponse:
    """Below the deck `above`, or to the top."""
    arranging.move(db(), deck_id, optional_number(request.form.get("above"), "above", 1, LARGEST_ID), moment())
    return redirect(url_for("decks.show", deck_id=deck_id), 303)


@page.post("/<id:deck_id>/merge")
def merge(deck_id: int) -> AnyResponse:
    into = number(request.form.get("into"), "into", 1, LARGEST_ID)
    arranging.merge(db(), deck_id, into, moment())
    return redirect(url_for("decks.show", deck_id=into), 303)


@page.post("/<id:deck_id>/delete")
def delete(deck_id: int) -> AnyResponse:
    arranging.delete_deck(db(), deck_id, moment())
    return redirect(url_for("decks.index"), 303)


@page.get("/<id:deck_id>/options")
def options(deck_id: int) -> Response:
    return _options_page(deck_id, [])


@page.post("/<id:deck_id>/options")
def save_options(deck_id: int) -> AnyResponse:
    given, wrong = read_options(request.form)
    if wrong:
        return _options_page(deck_id, wrong)
    wanted = deck(db(), deck_id).options.desired_retention
    configuring.choose_options(db(), deck_id, given, moment())
    has_moved = deck(db(), deck_id).options.desired_retention != wanted
    return redirect(url_for("decks.show", deck_id=deck_id, retention="changed" if has_moved else None), 303)


@page.before_request
def check_deck() -> None:
    """A deck that is not there is that, whatever else is wrong."""
    if request.view_args:
        deck(db(), request.view_args["deck_id"])


@page.errorhandler(BadInput)
def refused(error: BadInput) -> Response:
    """The page the form stands on, with what was wrong; a name in use offers to merge."""
    deck_id = (request.view_args or {}).get("deck_id")
    return _deck_page(deck_id, error) if deck_id else _index_page(error)


def _index_page(error: BadInput | None = None) -> Response:
    context = {"rows": deck_rows(db(), moment()), "typed": request.form}
    return page_with("decks/index.html", error, **context, in_use=_in_use(error))


def _deck_page(deck_id: int, error: BadInput | None = None) -> Response:
    now = moment()
    overview = deck_overview(db(), deck_id, now)
    name = overview.row.deck.name
    others = [each for each in decks(db()) if not is_within(each.name, name)]
    context = {
        "overview": overview,
        "now": now,
        "others": others,
        "above": next((each for each in others if is_within(name, each.name) and depth(each.name) == depth(name) - 1), None),
        "search": f"deck:{quoted(name)}",
        "typed": request.form,
        "has_new_retention": "retention" in request.args,
        "in_use": _in_use(error),
    }
    return page_with("decks/show.html", error, **context)


def _in_use(error: BadInput | None) -> object:
    """The deck that has the name already."""
    return error.deck if isinstance(error, NameInUse) else None


def _options_page(deck_id: int, wrong: list[WrongField]) -> Response:
    """What the deck says itself, and behind it what it inherits; after a mistake, what was typed."""
    shown = deck(db(), deck_id)
    context: Mapping[str, object] = {
        "deck": shown,
        "given": given_options(db(), deck_id),
        "inherited": parent_options(db(), shown.name),
        "origins": option_origins(db(), shown.name),
        "defaults": Options(),
        "typed": request.form,
        "wrong": {one.field: one.message for one in wrong},
        "choices": {"new_order": NewOrder, "review_order": ReviewOrder, "mix": Mix},
    }
    return make_response(render_template("decks/options.html", **context), 422 if wrong else 200)
