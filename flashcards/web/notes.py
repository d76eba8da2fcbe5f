"""The table of notes: searched, sorted, and changed many at a time."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from flashcards.core.errors import BadInput
from flashcards.core.models import LARGEST_ID
from flashcards.core.search.tokens import Misread, quoted
from flashcards.services.configuring import choose_settings
from flashcards.services.searching import Look, look_up
from flashcards.storage.cards import card_totals
from flashcards.storage.decks import decks
from flashcards.storage.search.findings import ORDERS
from flashcards.storage.studies import tags
from flashcards.web.collection import db, facts, moment
from flashcards.web.forms import number
from flashcards.web.mends import MENDS, chosen_from
from flashcards.web.security import local_path

page = Blueprint("notes", __name__, url_prefix="/notes")

ROWS = (50, 100)
NARROWING = ("deck", "tag")


@page.get("")
def index() -> AnyResponse:
    """?q= a search, ?sort= a column, with a minus for the other way, ?page=. ?deck= and ?tag= are put into the search."""
    text = request.args.get("q", "")
    more = [f"{key}:{quoted(request.args[key])}" for key in NARROWING if request.args.get(key)]
    if more:
        return redirect(url_for("notes.index", q=" ".join([text, *more]).strip(), sort=request.args.get("sort")))
    return _table(text)


@page.post("/mend")
def mend() -> AnyResponse:
    """Change the ticked cards, or all that the search finds."""
    name = request.form.get("do", "")
    try:
        if name not in MENDS:
            raise BadInput(f"do must be one of: {', '.join(MENDS)}.")
        mended = MENDS[name](db(), chosen_from(request.form), request.form, moment())
    except BadInput as error:
        return _table(request.form.get("q", ""), error)
    return redirect(_here(unchanged=None if mended.count else ""), 303)


@page.post("/view")
def view() -> AnyResponse:
    """Which columns the table has, and how many rows a page."""
    columns = tuple(name for name in ORDERS if name in request.form.getlist("column") and name != "front")
    rows = number(request.form.get("rows"), "rows", *ROWS)
    choose_settings(db(), replace(facts().settings, note_columns=columns, note_rows=rows))
    return redirect(local_path(request.form.get("next"), url_for("notes.index")), 303)


def _table(text: str, error: BadInput | None = None) -> Response:
    """The page; after a mistake in a form or in the search itself, with what was wrong where it is."""
    settings, now = facts().settings, moment()
    sort = request.values.get("sort") or "-added"
    table, mistake = None, None
    try:
        look = Look(text, _order(sort), sort.startswith("-"), _page_number(), settings.note_rows)
        table = look_up(db(), look, now)
    except Misread as misread:
        mistake = misread
    known = decks(db())
    context = {
        "q": text, "sort": sort, "order": sort.removeprefix("-"), "orders": list(ORDERS), "columns": settings.note_columns,
        "rows": settings.note_rows, "row_choices": ROWS, "table": table, "now": now, "decks": known, "tags": tags(db()),
        "mistake": mistake, "marked": _marked(text, mistake.column) if mistake else None, "error": error, "typed": request.form,
        "ticked": request.form.getlist("card"), "is_unchanged": "unchanged" in request.args, "is_empty": not card_totals(db()),
        "here": _here(),
    }  # fmt: skip
    wrong = error or mistake
    return make_response(render_template("notes/index.html", **context), wrong.status if wrong else 200)


def _here(unchanged: str | None = None) -> str:
    """The address of what is shown: the same search, order and page."""
    q, sort, page = (request.values.get(name) or None for name in ("q", "sort", "page"))
    return url_for("notes.index", q=q, sort=sort, page=page, unchanged=unchanged)


def _order(sort: str) -> str:
    name = sort.removeprefix("-")
    if name not in ORDERS:
        raise BadInput(f"sort must be one of: {', '.join(ORDERS)}, with a minus before it for the other way round.")
    return name


def _page_number() -> int:
    return number(request.values.get("page") or "1", "page", 1, LARGEST_ID)


AROUND = 40
"""Characters of a search shown to either side of a mistake."""


def _marked(text: str, column: int) -> tuple[str, str, str]:
    """What stands before the mistake, the rest of the word it begins, and what follows."""
    before, after = text[: column - 1], text[column - 1 :]
    wrong = after[:1] + after[1:AROUND].split(" ")[0]
    return before[-AROUND:], wrong, after[len(wrong) :][:AROUND]
