"""htmx, as far as we use it; the only module that knows htmx-flask."""

from __future__ import annotations

from flask import Flask, Response, redirect, request
from htmx_flask import Htmx
from werkzeug.wrappers import Response as AnyResponse

_htmx = Htmx()


def enable_htmx(app: Flask) -> None:
    _htmx.init_app(app)
    app.after_request(_vary)


def is_fragment() -> bool:
    """Whether a part of a page was asked for."""
    return bool(getattr(request, "htmx", False))


def go(path: str) -> AnyResponse:
    """On to a page: htmx is told to go, since it would follow a redirect by itself and stay."""
    if is_fragment():
        return Response(status=204, headers={"HX-Redirect": path})
    return redirect(path, 303)


def _vary(response: Response) -> Response:
    """The same address answers a page or a part of it."""
    response.vary.add("HX-Request")
    return response
