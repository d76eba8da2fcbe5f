"""One card: its history, where it comes from, and the pictures it shows."""

from __future__ import annotations

from pathlib import PurePosixPath

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from flashcards.services import mending
from flashcards.services.inspecting import inspect_card
from flashcards.storage.media import TYPES, media
from flashcards.web.collection import db, moment
from flashcards.web.security import local_path

page = Blueprint("cards", __name__)
A_YEAR_SECONDS = 365 * 24 * 3600


@page.get("/cards/<id:card_id>")
def info(card_id: int) -> str:
    """What the scheduler knows of a card, and its whole history."""
    now = moment()
    return render_template("cards/info.html", info=inspect_card(db(), card_id, now), now=now, back=_back())


@page.get("/cards/<id:card_id>/source")
def source(card_id: int) -> AnyResponse:
    """Where this page's address led before guides could be read."""
    return redirect(url_for("guides.at_card", card_id=card_id, back=_back()))


@page.post("/cards/<id:card_id>/unsuspend")
def unsuspend(card_id: int) -> AnyResponse:
    mending.take_back_in(db(), mending.at_hand(db(), card_id), moment())
    return redirect(url_for("cards.info", card_id=card_id, back=_back()), 303)


@page.get("/media/<name>")
def picture(name: str) -> Response:
    """A picture of a guide. Its name is made from its content, so it never changes; it can do nothing."""
    response = make_response(media(db(), name))
    response.mimetype = TYPES[PurePosixPath(name).suffix[1:]]
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = f"private, max-age={A_YEAR_SECONDS}, immutable"
    return response


def _back() -> str:
    return local_path(request.values.get("back"), url_for("review.show"))
