"""A take, on one page from its question to its verdict; and the recording of it."""

from __future__ import annotations

import json

from flask import Blueprint, Response, redirect, request, send_file, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from flashcards.core.errors import BadInput, FlashcardsError, TooLarge
from flashcards.core.models import LARGEST_ID
from flashcards.core.stories.rubric import HIGHEST, LOWEST, RUBRIC
from flashcards.core.stories.takes import SECTIONS
from flashcards.services.stories.drilling import ask_another, choose_story
from flashcards.services.stories.listening import sound_of
from flashcards.services.stories.mocking import round_of
from flashcards.services.stories.recording import attach_recording, delete_recording
from flashcards.services.stories.scoring import score_take
from flashcards.services.stories.telling import advance, answer, delete_take, leave, pause, resume, write_down
from flashcards.storage.recordings import TOO_LARGE
from flashcards.web.collection import db, moment
from flashcards.web.errors import error_page, http_error
from flashcards.web.forms import lines, number, optional_number, said
from flashcards.web.hx import is_fragment
from flashcards.web.take_page import take_page

page = Blueprint("takes", __name__, url_prefix="/takes")
SOUND_POLICY = "default-src 'none'; sandbox"
TEXTS = ("situation", "task", "action", "result")


@page.get("/<take_id>")
def show(take_id: str) -> Response:
    """A take as it stands. ?stories shows titles that are hidden, ?stories=all all of them; ?text shows the story, ?typing a
    field to type in.
    """
    return take_page(take_id)


@page.post("/<take_id>/question")
def other_question(take_id: str) -> AnyResponse:
    shown = optional_number(request.form.get("question"), "question", 1, LARGEST_ID)
    ask_another(db(), take_id, shown, moment())
    return go_on(take_id)


@page.post("/<take_id>/story")
def choose(take_id: str) -> AnyResponse:
    choose_story(db(), take_id, number(request.form.get("story"), "story", 1, LARGEST_ID), moment())
    return go_on(take_id)


@page.post("/<take_id>/section")
def next_section(take_id: str) -> AnyResponse:
    form = request.form
    section = number(form.get("section"), "section", 0, len(SECTIONS) - 1)
    ms = optional_number(form.get("ms"), "ms", 0, LARGEST_ID)
    advance(db(), take_id, section, moment(), ms, lines(form.get("text", "")))
    return go_on(take_id)


@page.post("/<take_id>/pause")
def rest(take_id: str) -> AnyResponse:
    """Stop the clock, or with the field `go_on` let it run again."""
    (resume if "go_on" in request.form else pause)(db(), take_id, moment())
    return go_on(take_id)


@page.post("/<take_id>/follow-up")
def answered(take_id: str) -> AnyResponse:
    place = number(request.form.get("place"), "place", 0, LARGEST_ID)
    score = optional_number(request.form.get("score"), "score", LOWEST, HIGHEST)
    answer(db(), take_id, place, moment(), score)
    return go_on(take_id)


@page.post("/<take_id>/scores")
def score(take_id: str) -> AnyResponse:
    given = {one.key: optional_number(request.form.get(one.key), one.name, LOWEST, HIGHEST) for one in RUBRIC}
    score_take(db(), take_id, given, said(request.form, "version"), moment())
    return go_on(take_id)


@page.post("/<take_id>/words")
def transcribe(take_id: str) -> AnyResponse:
    """What was said, written down afterwards, section by section."""
    situation, task, action, result = (lines(request.form.get(name, "")) for name in TEXTS)
    write_down(db(), take_id, (situation, task, action, result))
    return go_on(take_id)


@page.post("/<take_id>/leave")
def give_up(take_id: str) -> AnyResponse:
    left = leave(db(), take_id, moment())
    has_mock = round_of(db(), left, moment()) is not None
    return redirect(url_for("mocks.show", mock_id=left.mock_id) if has_mock else url_for("drill.index"), 303)


@page.post("/<take_id>/delete")
def delete(take_id: str) -> AnyResponse:
    delete_take(db(), take_id, moment())
    return redirect(url_for("drill.index"), 303)


@page.get("/<take_id>/sound")
def sound(take_id: str) -> AnyResponse:
    """The recording. It is never anything a browser would run."""
    found = sound_of(db(), take_id)
    response = send_file(found.path, mimetype=found.media_type, conditional=True, etag=True)
    response.headers["Content-Security-Policy"] = SOUND_POLICY
    return response


@page.post("/<take_id>/sound")
def attach(take_id: str) -> AnyResponse:
    """A recording of the take, with the silences the browser found in it. A script is answered without a page."""
    file = request.files.get("sound")
    if file is None:
        raise BadInput("No recording was sent. Choose a file, or record once more.")
    attach_recording(db(), take_id, file.stream, _pauses(request.form.get("pauses")))
    return Response(status=204) if is_fragment() else go_on(take_id)


@page.post("/<take_id>/delete-sound")
def delete_sound(take_id: str) -> AnyResponse:
    """For good; the page asks before."""
    delete_recording(db(), take_id)
    return go_on(take_id)


@page.errorhandler(FlashcardsError)
def refused(error: FlashcardsError) -> AnyResponse:
    """What was refused, above the take as it is now; alone where it cannot be shown, or where a script asked."""
    take_id = (request.view_args or {}).get("take_id", "")
    if request.method == "GET" or error.status >= 500 or (request.endpoint == "takes.attach" and is_fragment()):
        return error_page(error)
    try:
        return take_page(take_id, error)
    except FlashcardsError:
        return error_page(error)


@page.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge) -> AnyResponse:
    """Nothing of the body was read."""
    if request.endpoint != "takes.attach":
        return http_error(error)
    return refused(TooLarge(TOO_LARGE))


def go_on(take_id: str) -> AnyResponse:
    """After a change: the take in place, or a redirect to it without JavaScript."""
    return take_page(take_id) if is_fragment() else redirect(url_for("takes.show", take_id=take_id), 303)


def _pauses(text: str | None) -> list[list[int]] | None:
    """Raises BadInput."""
    if not text:
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, list):
        raise BadInput("pauses must be a JSON list of pairs: where a silence begins, and how long it is, in milliseconds.")
    return found
