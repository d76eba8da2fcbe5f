"""What holds for the whole collection."""

from __future__ import annotations

from zoneinfo import available_timezones

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from tzlocal import get_localzone_name
from werkzeug.wrappers import Response as AnyResponse

from flashcards.core.errors import WrongField
from flashcards.core.settings import Theme
from flashcards.services.configuring import choose_settings
from flashcards.storage.folders import folders
from flashcards.web.collection import db, facts, moment, server
from flashcards.web.folders import is_open_here
from flashcards.web.forms import read_settings

page = Blueprint("settings", __name__, url_prefix="/settings")
AREAS = frozenset("Africa America Antarctica Arctic Asia Atlantic Australia Europe Indian Pacific".split())


@page.get("")
def show() -> Response:
    return _page([])


@page.post("")
def save() -> AnyResponse:
    chosen, wrong = read_settings(request.form, facts().settings)
    if wrong:
        return _page(wrong)
    choose_settings(db(), chosen)
    return redirect(url_for("settings.show", saved=""), 303)


def _page(wrong: list[WrongField]) -> Response:
    context = {
        "settings": facts().settings,
        "typed": request.form,
        "wrong": {one.field: one.message for one in wrong},
        "zones": _zones(facts().settings.time_zone),
        "machine_zone": get_localzone_name(),
        "themes": Theme,
        "is_saved": "saved" in request.args,
        "folder": server().database.parent,
        "guide_folders": folders(db()) if is_open_here() else None,
        "now": moment(),
    }
    return make_response(render_template("settings/index.html", **context), 422 if wrong else 200)


def _zones(chosen: str | None) -> list[str]:
    """Those named by area and city, and UTC, and the chosen one whatever its name."""
    places = {zone for zone in available_timezones() if zone.partition("/")[0] in AREAS}
    return sorted(places | {"UTC"} | ({chosen} if chosen else set()))
