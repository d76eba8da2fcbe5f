"""The guides as their authors meant them, with a mark at each text that became a card."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from flashcards.core.models import LARGEST_ID
from flashcards.services.placing import CardPlaces, find_card
from flashcards.services.viewing import Show, guide_folders, heading_line, view_guide
from flashcards.web.collection import db, moment, server
from flashcards.web.forms import choice, optional_number
from flashcards.web.security import local_path

page = Blueprint("guides", __name__, url_prefix="/guides")


@page.get("")
def index() -> str:
    now = moment()
    return render_template("guides/index.html", folders=guide_folders(db(), now), now=now)


@page.get("/<id:guide_id>")
def show(guide_id: int) -> AnyResponse | str:
    """The page of a guide that has ?line=; with ?heading=, as links between guides have it, a redirect to its line.

    ?show=due, weak or nothing marks only those texts. ?card= is the card one came from, ?back= where one goes again.
    """
    if name := request.args.get("heading"):
        line = heading_line(db(), guide_id, name, server().shelf)
        return redirect(url_for("guides.show", guide_id=guide_id, line=line, _anchor=f"L{line}"))
    line = optional_number(request.args.get("line"), "line", 1, LARGEST_ID) or 1
    shown = choice(request.args.get("show") or Show.ALL, "show", Show)
    view = view_guide(db(), guide_id, line, shown, moment(), server().shelf)
    return render_template("guides/show.html", view=view, came_from=_card(), back=_back())


@page.get("/card/<id:card_id>")
def at_card(card_id: int) -> AnyResponse | str:
    """Leads to the text a card was made from; a page says why when it stands in no guide now."""
    found = find_card(db(), card_id, server().shelf)
    if not found.stands:
        return render_template("guides/lost.html", found=found, back=_back(url_for("review.show")))
    place = found.stands[0]
    return redirect(place_address(place.source.guide_id, place.line, card_id, _back(url_for("review.show"))))


@page.app_template_global()
def place_address(guide_id: int, line: int | None, card_id: int, back: str) -> str:
    """The address of a card's text in a guide."""
    return url_for("guides.show", guide_id=guide_id, line=line, card=card_id, back=back, _anchor=f"L{line}")


def _card() -> CardPlaces | None:
    card_id = optional_number(request.args.get("card"), "card", 1, LARGEST_ID)
    return find_card(db(), card_id, server().shelf) if card_id else None


def _back(otherwise: str | None = None) -> str:
    return local_path(request.args.get("back"), otherwise or url_for("guides.index"))
