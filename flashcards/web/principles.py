"""The principles that stories show: read, reworded, put in order; another company's can take their place."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from flashcards.core.errors import BadInput
from flashcards.core.stories.principles import PrincipleDraft
from flashcards.services.stories import stating_principles as stating
from flashcards.services.stories.covering import read_coverage
from flashcards.storage.principles import principle, principles
from flashcards.web.collection import db, moment
from flashcards.web.errors import page_with
from flashcards.web.forms import number

page = Blueprint("principles", __name__, url_prefix="/principles")


@page.get("")
def index() -> Response:
    return _page()


@page.post("")
def add() -> AnyResponse:
    """One more, at the end."""
    return _go(stating.add_principle(db(), _said(), moment()))


@page.post("/<id:principle_id>")
def edit(principle_id: int) -> AnyResponse:
    """Another name or other words."""
    stating.edit_principle(db(), principle_id, _said(), moment())
    return _go(principle_id)


@page.post("/<id:principle_id>/move")
def move(principle_id: int) -> AnyResponse:
    """To the place `to`, counted from 1."""
    ids = [one.id for one in principles(db()) if one.id != principle(db(), principle_id).id]
    ids.insert(number(request.form.get("to"), "The place", 1, len(ids) + 1) - 1, principle_id)
    stating.order_principles(db(), ids, moment())
    return _go(principle_id)


@page.post("/<id:principle_id>/remove")
def remove(principle_id: int) -> AnyResponse:
    """One that no story shows; one undo brings it back."""
    stating.remove_principle(db(), principle_id, moment())
    return redirect(url_for("principles.index"), 303)


@page.errorhandler(BadInput)
def refused(error: BadInput) -> Response:
    """The page as it was filled in, with what was wrong where it is."""
    return _page(error)


def _said() -> PrincipleDraft:
    return PrincipleDraft(*(request.form.get(name, "") for name in ("name", "meaning", "l6", "l7")))


def _go(principle_id: int) -> AnyResponse:
    return redirect(url_for("principles.index", _anchor=f"principle-{principle_id}"), 303)


def _page(error: BadInput | None = None) -> Response:
    context = {
        "rows": read_coverage(db(), moment()).rows,
        "wrong_id": (request.view_args or {}).get("principle_id"),
        "typed": request.form,
    }
    return page_with("principles/index.html", error, **context)
