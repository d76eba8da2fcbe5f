"""Looking back: how it is going, one small picture at a time, each with its figures."""

from __future__ import annotations

from enum import StrEnum

from flask import Blueprint, Response, make_response, render_template, request

from flashcards.core.errors import BadInput
from flashcards.core.models import LARGEST_ID
from flashcards.services.looking_back import look_back
from flashcards.storage.decks import decks
from flashcards.web.collection import db, moment
from flashcards.web.forms import choice, optional_number

page = Blueprint("stats", __name__, url_prefix="/stats")


class Period(StrEnum):
    """How far back to look; the value is what an address says."""

    MONTH = "30"
    QUARTER = "90"
    YEAR = "365"
    ALL = "all"

    @property
    def days(self) -> int | None:
        return None if self is Period.ALL else int(self)


@page.get("")
def show() -> Response:
    """A search with a mistake is shown where it was typed."""
    period = choice(request.args.get("period", Period.YEAR), "period", Period)
    deck_id = optional_number(request.args.get("deck"), "deck", 1, LARGEST_ID)
    search, now, stats, mistake = request.args.get("q", ""), moment(), None, None
    try:
        stats = look_back(db(), now, period.days, deck_id, search)
    except BadInput as error:
        mistake = error.message
    asked = {"period": period, "deck_id": deck_id, "search": search, "mistake": mistake}
    page = render_template("stats/index.html", stats=stats, now=now, decks=decks(db()), **asked)
    return make_response(page, 422 if mistake else 200)
