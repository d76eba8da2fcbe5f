"""Custom study: cards asked apart from what is due."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from flashcards.core.errors import BadInput
from flashcards.core.practice import Pick, StudyOrder, Wish
from flashcards.services.practising import MOST_CARDS, MOST_DAYS, begin_study, kept_studies
from flashcards.storage.decks import decks
from flashcards.storage.studies import tags
from flashcards.web.collection import db, moment
from flashcards.web.forms import choice, number, optional_number

page = Blueprint("practice", __name__, url_prefix="/practice")
LARGEST = 10**18 - 1


@page.get("")
def index() -> Response:
    """What could be studied, and studies that are not done yet. ?deck=, ?pick=, ?text= choose beforehand."""
    return _page({**_UNSAID, **request.args})


@page.post("")
def begin() -> AnyResponse:
    """Choose the cards and begin."""
    try:
        study = begin_study(db(), _wish(request.form), moment())
    except BadInput as error:
        return _page({**request.form, "keeps_schedule": request.form.get("keeps_schedule", "")}, error)
    return redirect(url_for("review.show", study=study.id), 303)


_UNSAID = {"pick": "ahead", "days": "1", "limit": "50", "order": "due"}


def _wish(form: Mapping[str, str]) -> Wish:
    """What the form asks for; fields that belong to another choice are passed over. Raises BadInput."""
    pick = choice(form.get("pick"), "Which cards", Pick)
    return Wish(
        pick=pick,
        deck_id=optional_number(form.get("deck"), "deck", 1, LARGEST),
        days=number(form.get("days"), "Days ahead", 1, MOST_DAYS) if pick is Pick.AHEAD else 1,
        text=form.get("tag" if pick is Pick.TAG else "text", ""),
        limit=number(form.get("limit"), "At most", 1, MOST_CARDS),
        order=choice(form.get("order"), "Order", StudyOrder),
        keeps_schedule=form.get("keeps_schedule") == "on",
    )


def _page(said: Mapping[str, str], error: BadInput | None = None) -> Response:
    now = moment()
    context = {"said": said, "error": error, "decks": decks(db()), "tags": tags(db()), "studies": kept_studies(db(), now)}
    return make_response(render_template("practice/index.html", **context), error.status if error else 200)
