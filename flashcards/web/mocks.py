"""Mock interviews: where one begins, the rounds of one that goes on, and the report of one that is over."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from flashcards.core.errors import FlashcardsError
from flashcards.core.models import LARGEST_ID
from flashcards.core.stories.mock import LOOP_QUESTIONS, LOOP_ROUNDS, MOST_QUESTIONS, MOST_ROUNDS
from flashcards.core.stories.rounds import rounds_of
from flashcards.core.stories.rubric import RUBRIC
from flashcards.services.stories.mocking import (
    LOOP,
    begin_mock,
    delete_mock,
    finish_mock,
    next_answer,
    open_mock,
    overview,
    report_of,
)
from flashcards.services.stories.presetting import presets
from flashcards.web.collection import db, moment
from flashcards.web.drill_choices import kept
from flashcards.web.errors import error_page, page_with
from flashcards.web.forms import number, optional_number, said
from flashcards.web.mock_words import answers_by_round, trend_panel, turned

SIZES = {
    LOOP: (
        ("rounds", "Rounds", LOOP_ROUNDS, MOST_ROUNDS),
        ("questions", "Questions a round", LOOP_QUESTIONS, MOST_QUESTIONS),
    )
}
"""What can be said of the size of a mock, by its kind: field, label, as it usually is, the most."""

MOCKS_A_PAGE = 20
FEW_WAITING = 3
"""That are told at once; a click shows the others."""

page = Blueprint("mocks", __name__, url_prefix="/mocks")


@page.get("")
def index() -> Response:
    """What can be begun, what goes on, and how it went so far: ?page= of the reports, the newest first."""
    return _index_page()


@page.post("")
def begin() -> AnyResponse:
    """`kind`: one that is listed; of a loop, `rounds` and `questions` of each; `preset`: the length of an answer; `begin_id`:
    made by the page, so that the same form sent again begins no second one.
    """
    form = request.form
    kind = said(form, "kind")
    sizes = {name: number(form.get(name), label, 1, most) for name, label, _, most in SIZES.get(kind, ())}
    preset, begin_id = form.get("preset") or None, said(form, "begin_id")
    mock_id = begin_mock(db(), kind, moment(), **sizes, preset=preset, begin_id=begin_id)
    return redirect(url_for("mocks.show", mock_id=mock_id), 303)


@page.get("/<id:mock_id>")
def show(mock_id: int) -> Response:
    """The rounds of a mock that goes on; the report of one that is over."""
    return _mock_page(mock_id)


@page.post("/<id:mock_id>/next")
def put_next(mock_id: int) -> AnyResponse:
    """The next question as a take, or the one that stands."""
    put = next_answer(db(), mock_id, said(request.form, "take_id"), moment())
    return redirect(url_for("takes.show", take_id=put.take_id) if put else url_for("mocks.show", mock_id=mock_id), 303)


@page.post("/<id:mock_id>/finish")
def finish(mock_id: int) -> AnyResponse:
    """End it before its last question."""
    finish_mock(db(), mock_id, moment())
    return redirect(url_for("mocks.show", mock_id=mock_id), 303)


@page.post("/<id:mock_id>/delete")
def delete(mock_id: int) -> AnyResponse:
    delete_mock(db(), mock_id, moment())
    return redirect(url_for("mocks.index"), 303)


@page.errorhandler(FlashcardsError)
def refused(error: FlashcardsError) -> Response:
    """What was refused, above the page it was asked on; alone where that cannot be shown."""
    mock_id = (request.view_args or {}).get("mock_id")
    if request.method == "GET" or error.status >= 500:
        return error_page(error)
    try:
        return _mock_page(mock_id, error) if mock_id else _index_page(error)
    except FlashcardsError:
        return error_page(error)


def _index_page(error: FlashcardsError | None = None) -> Response:
    found = overview(db())
    context = {
        "mocks": found,
        "sizes": SIZES,
        "presets": presets(db()),
        "preset": kept().preset,
        "past": turned(found.past[::-1], _page_number(), MOCKS_A_PAGE),
        "few_waiting": FEW_WAITING,
        "panel": trend_panel(found.past),
        "typed": request.form,
        "now": moment(),
    }
    return page_with("mocks/index.html", error, **context)


def _page_number() -> int:
    return optional_number(request.args.get("page"), "page", 1, LARGEST_ID) or 1


def _mock_page(mock_id: int, error: FlashcardsError | None = None) -> Response:
    stand, now = open_mock(db(), mock_id), moment()
    if stand.next_place is not None:
        rounds = rounds_of(stand.mock, stand.takes, now.at)
        now_round = next(one for one in rounds if one.has(stand.next_place))
        return page_with("mocks/mock.html", error, stand=stand, rounds=rounds, now_round=now_round, now=now)
    found = report_of(db(), mock_id)
    return page_with("mocks/report.html", error, report=found, rounds=answers_by_round(found), rubric=RUBRIC, now=now)
