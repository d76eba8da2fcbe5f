"""Rapid retrieval: ten questions, and seconds for each to choose the story."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import zip_longest

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from flashcards.core.errors import BadInput
from flashcards.core.models import LARGEST_ID
from flashcards.core.moment import Moment
from flashcards.core.stories.retrieval import CLOCKS, QUESTIONS, SOONEST_MS, next_clock
from flashcards.services.stories.retrieving import Run, open_run, past_runs, questions_to_put, retrieve
from flashcards.storage.pairs import pairs
from flashcards.storage.questions import has_bank
from flashcards.storage.stories import stories
from flashcards.web.collection import db, moment
from flashcards.web.forms import number, optional_number, said
from flashcards.web.rapid_words import coming_again, recalled
from flashcards.web.story_words import story_keys

page = Blueprint("rapid", __name__, url_prefix="/rapid")


@page.get("")
def index() -> str:
    """Where a run begins, and how the last ones went."""
    context = {
        "stories": stories(db()),
        "has_bank": has_bank(db()),
        "questions": questions_to_put(db()),
        "runs": past_runs(db()),
    }
    return render_template("rapid/index.html", **context, clocks=CLOCKS, clock=CLOCKS[0], now=moment())


@page.post("")
def begin() -> AnyResponse:
    run_id = said(request.form, "run_id")
    return redirect(_address(run_id, _seconds(request.form)), 303)


@page.get("/<run_id>")
def show(run_id: str) -> AnyResponse | str:
    """The question a run is at, under the clock of ?seconds=; once all were put, how it went."""
    run, now = open_run(db(), run_id), moment()
    if run.is_over and run.chosen:
        return _over(run, now)
    if run.is_over or not run.stories:
        return redirect(url_for("rapid.index"), 303)
    keyed = list(zip_longest(run.stories, story_keys()[: len(run.stories)]))
    clock = {"seconds": _seconds(request.args), "soonest_ms": SOONEST_MS}
    return render_template("rapid/question.html", run=run, keyed=keyed, **clock, most=QUESTIONS, now=now)


@page.post("/<run_id>")
def choose(run_id: str) -> AnyResponse:
    """`story`: the one that came to mind, or nothing; what comes after the clock ran out is nothing too, and late. What comes
    before the question can have been read is taken for nothing at all: the question stands.
    """
    form, now = request.form, moment()
    seconds, latency = _seconds(form), _latency_ms(form, now)
    story_id = optional_number(form.get("story"), "story", 1, LARGEST_ID)
    place = number(form.get("place"), "place", 0, QUESTIONS - 1)
    question_id = number(form.get("question"), "question", 1, LARGEST_ID)
    retrieve(db(), run_id, place, question_id, said(form, "principle"), story_id, latency, seconds, now)
    return redirect(_address(run_id, seconds), 303)


def _over(run: Run, now: Moment) -> str:
    """How a run went."""
    back = recalled(run, pairs(db(), now.day))
    context = {"run": run, "recalled": back, "again": coming_again(back), "in_time": sum(not one.comes_again for one in back)}
    return render_template("rapid/over.html", **context, clocks=CLOCKS, clock=next_clock(run.chosen), now=now)


def _address(run_id: str, seconds: int | None) -> str:
    return url_for("rapid.show", run_id=run_id, seconds=seconds)


def _seconds(sent: Mapping[str, str]) -> int | None:
    """Of the clock; None without one. Raises BadInput."""
    seconds = optional_number(sent.get("seconds"), "seconds", 1, LARGEST_ID)
    if seconds not in CLOCKS:
        raise BadInput("seconds must be 10, 5 or nothing: without a clock.")
    return seconds


def _latency_ms(form: Mapping[str, str], now: Moment) -> int | None:
    """As the browser measured it, or else since the page was made; None where neither can be."""
    measured = optional_number(form.get("latency_ms"), "latency_ms", 0, LARGEST_ID)
    if measured is not None:
        return measured
    try:
        return int((now.at - datetime.fromisoformat(form.get("shown_at", ""))).total_seconds() * 1000)
    except (ValueError, TypeError):  # no instant, or one without a zone
        return None
