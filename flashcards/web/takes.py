"""A take, on one page from its question to its verdict; and the recording of it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from flask import Blueprint, Response, redirect, request, send_file, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from flashcards.core.errors import BadInput, FlashcardsError, TooLarge
from flashcards.core.models import LARGEST_ID
from flashcards.core.rubric import RATED, RUBRIC
from flashcards.core.takes import SECTIONS, Take, TakeState
from flashcards.rendering import render
from flashcards.services.asking_another import ask_another
from flashcards.services.drilling import choose_story, wanted_today
from flashcards.services.mocking import round_of
from flashcards.services.offering import offer_for
from flashcards.services.recording import attach_recording, delete_recording, delete_take, open_player, sound_of
from flashcards.services.scoring import Stand, open_take, score_take
from flashcards.services.telling import advance, finish_asking, leave, pause, resume, write_down
from flashcards.storage.pairs import pair_of_card
from flashcards.storage.recordings import MOST_BYTES
from flashcards.storage.takes import undone_scores
from flashcards.web.collection import db, moment
from flashcards.web.drill_choices import How, kept
from flashcards.web.errors import error_page, page_with
from flashcards.web.forms import lines, number, optional_number, said
from flashcards.web.hx import is_fragment

page = Blueprint("takes", __name__, url_prefix="/takes")
SOUND_POLICY = "default-src 'none'; sandbox"
TEXTS = ("situation", "task", "action", "result")
STORY_KEYS = "123456789abcdefghijklmpqstvwxyz"
"""One for each story, as far as they go; the letters that are missing do something else on the page."""


@page.get("/<take_id>")
def show(take_id: str) -> Response:
    """A take as it stands. ?stories shows titles that are hidden, ?stories=all all of them; ?text shows the story, ?typing a
    field to type in; ?asked= is how many follow-ups were asked.
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
    finish_asking(db(), take_id)
    return go_on(take_id)


@page.post("/<take_id>/scores")
def score(take_id: str) -> AnyResponse:
    given = {one.key: optional_number(request.form.get(one.key), one.name, 1, 5) for one in RUBRIC}
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
def too_large(_: RequestEntityTooLarge) -> AnyResponse:
    """Nothing of the body was read."""
    most = MOST_BYTES // 2**20
    return refused(
        TooLarge(f"A recording holds at most {most} MB. Nothing was saved; choose a shorter one, or one as WebM or Ogg.")
    )


def go_on(take_id: str) -> AnyResponse:
    """After a change: the take in place, or a redirect to it without JavaScript."""
    return take_page(take_id) if is_fragment() else redirect(url_for("takes.show", take_id=take_id), 303)


def take_page(take_id: str, error: FlashcardsError | None = None) -> Response:
    """A take in its state, whole or as the part that changes."""
    now = moment()
    stand = open_take(db(), take_id, now)
    context = {
        "stand": stand, "take": stand.take, "story": stand.story, "now": now, "choices": kept(),
        "round": round_of(db(), stand.take, now),
        "sections": SECTIONS, "most_bytes": MOST_BYTES, **_around(stand),
    }  # fmt: skip
    template = "drill/_take.html" if is_fragment() else "drill/take.html"
    return page_with(template, error, **context)


def _around(stand: Stand) -> Mapping[str, object]:
    """What only one state needs."""
    match stand.take.state:
        case TakeState.CHOOSING:
            return {"offer": offer_for(db(), stand.take), "listed": request.args.get("stories"), "story_keys": STORY_KEYS}
        case TakeState.TELLING:
            text = stand.story.text_of(SECTIONS[stand.take.section]) if stand.story else ""
            return {"text": render(text), "is_text_shown": "text" in request.args, "is_typing": _is_typing(stand.take)}
        case TakeState.ASKING:
            last = len(stand.take.follow_ups) - 1
            return {"place": min(optional_number(request.args.get("asked"), "asked", 0, LARGEST_ID) or 0, last), "last": last}
        case TakeState.LEFT:
            return {}
        case _:
            player = open_player(db(), stand.take.take_id)
            return {"player": player, "rubric": RUBRIC, "rated": RATED, **_given(stand.take), **_next(stand.take)}


def _is_typing(take: Take) -> bool:
    return kept().how is How.TYPE or "typing" in request.args or any(told.text for told in take.sections)


def _given(take: Take) -> Mapping[str, object]:
    """Scores to begin with: those that were sent and refused, else those that an undo took back."""
    if take.state is not TakeState.SCORING:
        return {}
    undone = undone_scores(db(), take)
    sent = request.form if request.endpoint == "takes.score" else None
    return {"given": sent or undone or {}, "is_undone": undone is not None}


def _next(take: Take) -> Mapping[str, object]:
    """Of one that is scored: when its pair is due again, and how many more wait today."""
    if take.state is not TakeState.SCORED:
        return {}
    pair = pair_of_card(db(), take.card_id, moment().day) if take.card_id is not None and take.log_id is not None else None
    due_on = pair.memory.due_on if pair and pair.memory else None
    return {"due_on": due_on, "wanted": 0 if take.mock_id is not None else len(wanted_today(db(), moment()))}


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
