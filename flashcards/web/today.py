"""The page a day begins with."""

from __future__ import annotations

from flask import Blueprint, render_template

from flashcards.assets import asset_dir
from flashcards.services.bundling import bundled_guides
from flashcards.services.fitting import reminder
from flashcards.services.studying import overview
from flashcards.web.collection import db, moment

page = Blueprint("today", __name__)


@page.get("/")
def show() -> str:
    """What waits, how long it takes, one key to start; on the first day, where cards come from."""
    now = moment()
    bundled = bundled_guides(db(), asset_dir("decks"))
    today = overview(db(), now)
    fit = None if today.counts.total else reminder(db(), now)  # there is time for it once the cards are done
    return render_template("today/index.html", today=today, bundled=bundled, fit=fit, now=now)
