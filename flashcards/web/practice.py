"""Custom study: cards asked apart from what is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from flashcards.core.errors import BadInput, WrongField
from flashcards.core.models import LARGEST_ID
from flashcards.core.practice import Pick, StudyOrder, Wish
from flashcards.services.practising import MOST_CARDS, MOST_DAYS, begin_study, kept_studies
from flashcards.storage.decks import decks
from flashcards.storage.studies import tags
from flashcards.web.collection import db, moment
from flashcards.web.errors import page_with
from flashcards.web.forms import choice, meant, number, optional_number

page = Blueprint("practice", __name__, url_prefix="/practice")


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
    """What the form asks for; fields that belong to another choice are passed over. Raises WrongField."""
    pick = meant("pick", lambda: choice(form.get("pick"), "Which cards", Pick))
    return Wish(
        pick=pick,
        days=meant("days", lambda: number(form.get("days"), "Days ahead", 1, MOST_DAYS)) if pick is Pick.AHEAD else 1,
        text=form.get("tag" if pick is Pick.TAG else "text", ""),
        deck_id=meant("deck", lambda: optional_number(form.get("deck"), "deck", 1, LARGEST_ID)),
        limit=meant("limit", lambda: number(form.get("limit"), "At most", 1, MOST_CARDS)),
        order=meant("order", lambda: choice(form.get("order"), "Order", StudyOrder)),
        keeps_schedule=form.get("keeps_schedule") == "on",
    )


_CHOSEN_BY = {"ahead": "days", "tag": "tag", "search": "text"}


def _place(said: Mapping[str, str], error: BadInput, known_tags: Sequence[str]) -> str:
    """The field a mistake stands at: its own; where no card is found, the one the cards were chosen by."""
    if isinstance(error, WrongField):
        return error.field
    place = _CHOSEN_BY.get(said.get("pick", ""), "pick")
    return place if place != "tag" or known_tags else "pick"


def _page(said: Mapping[str, str], error: BadInput | None = None) -> Response:
    now, known = moment(), tags(db())
    context = {
        "said": said, "error_at": _place(said, error, known) if error else None,
        "decks": decks(db()), "tags": known, "studies": kept_studies(db(), now),
    }  # fmt: skip
    return page_with("practice/index.html", error, **context)
