"""One door: whatever goes wrong becomes a page that says what, where and what to do."""

from __future__ import annotations

import sqlite3

from flask import Flask, Response, current_app, make_response, render_template, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from flashcards.core.errors import BadInput, Busy, FlashcardsError, NotFound, TooLarge
from flashcards.services.imports.gathering import UPLOAD_BYTES
from flashcards.storage.database import named
from flashcards.web.collection import server
from flashcards.web.forms import FORM_BYTES, FORM_PARTS
from flashcards.web.hx import is_fragment

RETRY_AFTER_SECONDS = "2"


def map_errors(app: Flask) -> None:
    app.register_error_handler(FlashcardsError, error_page)
    app.register_error_handler(sqlite3.Error, lambda error: error_page(named(error, server().database)))
    unstorable = "The text holds characters that cannot be stored. Delete them, and type them again."
    app.register_error_handler(UnicodeEncodeError, lambda _: error_page(BadInput(unstorable)))
    app.register_error_handler(OverflowError, lambda _: error_page(NotFound("There is no such thing here. Check the address.")))
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Exception, unexpected)


def page_with(template: str, error: FlashcardsError | None = None, **context: object) -> Response:
    """A page, or a part of one: with what was refused on it, under the status of that."""
    return make_response(render_template(template, error=error, **context), error.status if error else 200)


def error_page(error: FlashcardsError) -> Response:
    """A page, or what stands in its place when a part of one was asked for."""
    template = "partials/error.html" if is_fragment() else "error.html"
    response = page_with(template, error)
    if isinstance(error, Busy):
        response.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def http_error(error: HTTPException) -> Response:
    """Flask's own refusals, in our words."""
    if isinstance(error, RequestEntityTooLarge):
        return error_page(_too_large())
    if error.code == 404:
        return error_page(NotFound("There is no such page. Check the address."))
    known = FlashcardsError(f"{error.name}.")
    known.status = error.code or 500
    response = error_page(known)
    response.headers.extend({name: value for name, value in error.get_headers() if name == "Allow"})
    return response


def _too_large() -> TooLarge:
    """What a body holds too much of: files, or text."""
    if request.mimetype == "multipart/form-data":
        most = f"{UPLOAD_BYTES // 2**20} MB, {FORM_PARTS:,} files"
        return TooLarge(f"More than one import may hold ({most}). Import a part of it, or pack a smaller .zip.")
    return TooLarge(f"More text than a form may hold ({FORM_BYTES // 2**20} MB). Nothing was saved: go back and shorten it.")


def unexpected(error: Exception) -> Response:
    """A mistake of ours: named in the server's log, never shown as a traceback."""
    current_app.logger.exception("%s %s", request.method, request.path, exc_info=error)
    return error_page(
        FlashcardsError("Something went wrong here that should not have. Nothing was lost; the server's output says more.")
    )
