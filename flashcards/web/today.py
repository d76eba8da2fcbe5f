"""The page a day begins with."""

from __future__ import annotations

from flask import Blueprint, render_template

from flashcards.assets import asset_dir
from flashcards.core.workload import minutes_to_tell
from flashcards.services.fitting import reminder
from flashcards.services.imports.bundling import bundled_guides
from flashcards.services.stories.drilling import held_back, wanted_today
from flashcards.services.stories.presetting import kept_preset
from flashcards.services.studying import overview
from flashcards.storage.stories import stories
from flashcards.web.collection import db, moment
from flashcards.web.drill_choices import kept

page = Blueprint("today", __name__)


@page.get("/")
def show() -> str:
    """What waits, how long it takes, one key to start; on the first day, where cards come from."""
    now = moment()
    today, wanted = overview(db(), now), wanted_today(db(), now)
    context = {
        "today": today,
        "wanted": wanted,
        "held_back": None if wanted else held_back(db(), now),
        "telling_minutes": minutes_to_tell(len(wanted), kept_preset(db(), kept().preset).target),
        "has_stories": bool(wanted or stories(db())),
        "bundled": bundled_guides(db(), asset_dir("decks")),
        "fit": None if today.counts.total else reminder(db(), now),  # there is time for it once the cards are done
        "now": now,
    }
    return render_template("today/index.html", **context)
