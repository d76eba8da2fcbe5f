"""Guides in: chosen, read, applied."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from flashcards.assets import asset_dir
from flashcards.core.errors import BadInput, FlashcardsError, Stale
from flashcards.core.imports import ReadingState
from flashcards.services.imports import importing, previewing
from flashcards.services.imports.bundling import bundled_guides, gather_bundled
from flashcards.services.imports.gathering import gather_uploads
from flashcards.services.imports.looking_through import waiting
from flashcards.services.imports.preparing import cancel_import
from flashcards.services.viewing import guides_of, latest_guides
from flashcards.storage import staging
from flashcards.web import import_run
from flashcards.web.collection import db, moment, server
from flashcards.web.errors import page_with
from flashcards.web.hx import is_fragment
from flashcards.web.preview import preview_page

page = Blueprint("imports", __name__, url_prefix="/import")

MOST_GUIDES = 20
"""That are listed on the page Import; all of them are on the page Guides."""


@page.get("")
def index() -> Response:
    return _form()


@page.post("")
def upload() -> AnyResponse:
    """Read what was sent: a few guides at once, many in the background."""
    files = [(sent.filename, sent.read()) for sent in request.files.getlist("file") if sent.filename]
    try:
        if not files:
            raise BadInput("No file was chosen. Choose one or more guides (.md, .markdown, .txt) or a .zip of them.")
        import_id = import_run.begin(server().readings, db(), gather_uploads(files), moment())
    except FlashcardsError as error:
        if error.status >= 500:
            raise
        return _form(error)
    return _page(import_id)


@page.post("/bundled")
def bundled() -> AnyResponse:
    try:
        gathered = gather_bundled(asset_dir("decks"), request.form.getlist("path"))
        import_id = import_run.begin(server().readings, db(), gathered, moment())
    except (BadInput, Stale) as error:
        return _form(error)
    return redirect(url_for("imports.show", import_id=import_id), 303)


@page.get("/<id:import_id>")
def show(import_id: int) -> Response:
    """How far the reading is; then the preview; then what came of it."""
    return _page(import_id)


@page.get("/<id:import_id>/progress")
def progress(import_id: int) -> AnyResponse:
    """The part of the page that asks for itself while guides are read. 204: as far as it shows; at the end, the whole page."""
    head = staging.staged_import(db(), import_id)
    if not is_fragment():
        return redirect(url_for("imports.show", import_id=import_id))
    if head.state is not ReadingState.READING:
        return Response(headers={"HX-Redirect": url_for("imports.show", import_id=import_id)})
    if request.args.get("done") == str(head.done):
        return Response(status=204)
    return make_response(render_template("imports/_progress.html", head=head))


@page.post("/<id:import_id>/cancel")
def cancel(import_id: int) -> AnyResponse:
    """Stop reading; nothing is left of it."""
    cancel_import(db(), import_id)
    return redirect(url_for("imports.show", import_id=import_id), 303)


@page.post("/<id:import_id>/apply")
def apply(import_id: int) -> AnyResponse:
    """One after the other: a second press, from another tab, waits for what the first one makes and shows the same."""
    try:
        with server().applying:
            importing.apply_import(db(), import_id, moment())
    except Stale as error:
        return preview_page(import_id, error)
    return redirect(url_for("imports.show", import_id=import_id), 303)


@page.post("/<id:import_id>/discard")
def discard(import_id: int) -> AnyResponse:
    previewing.discard_import(db(), import_id)
    return redirect(url_for("imports.index"), 303)


def _form(error: FlashcardsError | None = None) -> Response:
    latest = latest_guides(db())
    context = {
        "waiting": waiting(db()),
        "guides": latest[:MOST_GUIDES],
        "guides_in_all": len(latest),
        "bundled": bundled_guides(db(), asset_dir("decks")),
    }
    return page_with("imports/index.html", error, **context)


def _page(import_id: int) -> Response:
    head = staging.staged_import(db(), import_id)
    if head.applied_at:
        return make_response(render_template("imports/applied.html", head=head, guides=guides_of(db(), head)))
    if head.state is not ReadingState.READY:
        return make_response(render_template("imports/progress.html", head=head))
    return preview_page(import_id)
