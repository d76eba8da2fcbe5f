"""Rapid retrieval: ten questions, and seconds for each to choose the story."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from flashcards.core.errors import BadInput
from flashcards.core.models import LARGEST_ID
from flashcards.core.moment import Moment
from flashcards.core.retrieval import CLOCKS, QUESTIONS, is_late, next_clock
from flashcards.services.retrieving import open_run, past_runs, questions_to_put, retrieve
from flashcards.storage.askings import bank
from flashcards.storage.pairs import pairs
from flashcards.storage.stories import stories
from flashcards.web.collection import db, moment
from flashcards.web.forms import number, optional_number, said
from flashcards.web.rapid_words import recalled

page = Blueprint("rapid", __name__, url_prefix="/rapid")

KEYS = "123456789abcdefghijklmnopqrstuvwxyz"
"""One for each story, as far as they go."""


@page.get("")
def index() -> str:
    """Where a run begins, and how the last ones went."""
    context = {
        "stories": stories(db()),
        "has_bank": bool(bank(db())),
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
        clocks = {"clocks": CLOCKS, "clock": next_clock(run.chosen)}
        return render_template("rapid/over.html", run=run, recalled=recalled(run, pairs(db(), now.day)), **clocks, now=now)
    if run.is_over or not run.stories:
        return redirect(url_for("rapid.index"), 303)
    keyed = [(story, KEYS[place : place + 1]) for place, story in enumerate(run.stories)]
    return render_template("rapid/question.html", run=run, keyed=keyed, seconds=_seconds(request.args), most=QUESTIONS, now=now)


@page.post("/<run_id>")
def choose(run_id: str) -> AnyResponse:
    """`story`: the one that came to mind, or nothing; what comes after the clock ran out is nothing too, and late."""
    form, now = request.form, moment()
    seconds, story_id = _seconds(form), optional_number(form.get("story"), "story", 1, LARGEST_ID)
    latency = _latency_ms(form, now)
    if is_late(latency, seconds):
        story_id = None
    elif story_id is None:
        latency = None
    place = number(form.get("place"), "place", 0, QUESTIONS - 1)
    question_id = number(form.get("question"), "question", 1, LARGEST_ID)
    retrieve(db(), run_id, place, question_id, said(form, "principle"), story_id, latency, seconds, now)
    return redirect(_address(run_id, seconds), 303)


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
