"""Undo and redo, from any page."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from flashcards.core.errors import FlashcardsError
from flashcards.core.models import LARGEST_ID
from flashcards.core.moment import Moment
from flashcards.services import undoing
from flashcards.storage.database import Connection
from flashcards.storage.journal import Action
from flashcards.web import review
from flashcards.web.collection import db, moment
from flashcards.web.forms import number, said
from flashcards.web.hx import is_fragment
from flashcards.web.security import local_path

page = Blueprint("undo", __name__)


@page.post("/undo")
def undo() -> AnyResponse:
    """Take back the action whose id was shown; another one on top is a conflict."""
    return _reverse(undoing.undo)


@page.post("/redo")
def redo() -> AnyResponse:
    return _reverse(undoing.redo)


def _reverse(step: Callable[[Connection, int | None, Moment], Action]) -> AnyResponse:
    try:
        action = step(db(), number(said(request.form, "action"), "action", 1, LARGEST_ID), moment())
    except FlashcardsError as error:
        if is_fragment() and error.status < 500:
            return review.desk(error=error)
        raise
    if is_fragment():
        return review.desk(prefer=action.card_id)
    return redirect(_back(action), 303)


def _back(action: Action) -> str:
    """Where it was pressed; in a review, to the card it was about."""
    wanted = local_path(request.form.get("next"), url_for("today.show"))
    if urlsplit(wanted).path != url_for("review.show"):
        return wanted
    asked = parse_qs(urlsplit(wanted).query)
    deck, study = (asked.get(name, [None])[0] for name in ("deck", "study"))
    return url_for("review.show", deck=deck, study=study, card=action.card_id)
