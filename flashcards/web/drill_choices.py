"""How the learner tells stories: as chosen last on the page Drill, kept in a cookie of this browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, unquote

from flask import Response, request

COOKIE = "drill"
_KEPT_SECONDS = 365 * 24 * 3600


class How(StrEnum):
    """What is done while a story is told."""

    RECORD = "record"
    ALOUD = "aloud"
    """Told to the room, without a recording."""
    TYPE = "type"


@dataclass(frozen=True, slots=True)
class Choices:
    """hides_titles: stories are shown only once one was recalled. preset: its name; None for the first there is."""

    how: How = How.RECORD
    hides_titles: bool = False
    preset: str | None = None


def chosen() -> Choices:
    """Those of the form that is sent, else the kept ones; what makes no sense is passed over."""
    return _of_form(request.form) if "how" in request.form else kept()


def kept() -> Choices:
    """Those the browser remembers."""
    return _of_cookie(request.cookies.get(COOKIE, ""))


def keep(choices: Choices, response: Response) -> Response:
    """Have the browser remember them for a year."""
    said = "/".join((choices.how, "hidden" if choices.hides_titles else "shown", quote(choices.preset or "", safe="")))
    response.set_cookie(COOKIE, said, max_age=_KEPT_SECONDS, httponly=True, samesite="Strict")
    return response


def _of_form(form: Mapping[str, str]) -> Choices:
    return Choices(_how(form["how"]), form.get("titles") == "hidden", form.get("preset") or None)


def _of_cookie(said: str) -> Choices:
    how, titles, preset = (said.split("/") + ["", "", ""])[:3]
    return Choices(_how(how), titles == "hidden", unquote(preset) or None)


def _how(text: str) -> How:
    return How(text) if text in tuple(How) else How.RECORD
