"""Guides in: chosen, looked through, applied."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from flashcards.assets import asset_dir
from flashcards.core.errors import BadInput, FlashcardsError, Stale
from flashcards.services import importing, previewing
from flashcards.services.bundling import bundled_guides, plan_bundled
from flashcards.services.gathering import gather_uploads
from flashcards.services.planning import plan_import
from flashcards.services.preparing import stage_import
from flashcards.storage import guides, staging
from flashcards.web.collection import db, moment
from flashcards.web.hx import is_fragment

page = Blueprint("imports", __name__, url_prefix="/import")


@page.get("")
def index() -> Response:
    return _form()


@page.post("")
def upload() -> Response:
    """Read what was sent and answer the preview."""
    files = [(sent.filename, sent.read()) for sent in request.files.getlist("file") if sent.filename]
    try:
        if not files:
            raise BadInput("No file was chosen. Choose one or more guides (.md, .markdown, .txt) or a .zip of them.")
        import_id = stage_import(db(), plan_import(db(), gather_uploads(files)), moment())
    except FlashcardsError as error:
        if error.status >= 500:
            raise
        return _form(error)
    return _preview(import_id)


@page.post("/bundled")
def bundled() -> AnyResponse:
    try:
        plan = plan_bundled(db(), asset_dir("decks"), request.form.getlist("path"))
    except BadInput as error:
        return _form(error)
    return redirect(url_for("imports.show", import_id=stage_import(db(), plan, moment())), 303)


@page.get("/<id:import_id>")
def show(import_id: int) -> Response:
    return _preview(import_id)


@page.post("/<id:import_id>/apply")
def apply(import_id: int) -> AnyResponse:
    try:
        importing.apply_import(db(), import_id, moment())
    except Stale as error:
        return _preview(import_id, error)
    return redirect(url_for("imports.show", import_id=import_id), 303)


@page.post("/<id:import_id>/discard")
def discard(import_id: int) -> AnyResponse:
    previewing.discard_import(db(), import_id)
    return redirect(url_for("imports.index"), 303)


@page.post("/<id:import_id>/guides/<id:staged_guide_id>")
def answer_guide(import_id: int, staged_guide_id: int) -> AnyResponse:
    importing.answer_guide(db(), import_id, staged_guide_id, is_new_version=request.form.get("answer") == "new version")
    return redirect(url_for("imports.show", import_id=import_id), 303)


@page.post("/<id:import_id>/notes/<id:staged_note_id>/tick")
def tick(import_id: int, staged_note_id: int) -> AnyResponse:
    ticked = previewing.tick(db(), import_id, staged_note_id, request.form.get("is_ticked") == "on")
    return _row(import_id, ticked)


@page.get("/<id:import_id>/notes/<id:staged_note_id>/edit")
def edit(import_id: int, staged_note_id: int) -> str:
    note = staging.note(db(), import_id, staged_note_id)
    return render_template(
        "imports/_edit.html" if is_fragment() else "imports/edit.html", import_id=import_id, note=note, error=None
    )


@page.post("/<id:import_id>/notes/<id:staged_note_id>/edit")
def save_edit(import_id: int, staged_note_id: int) -> AnyResponse:
    front, back = request.form.get("front", ""), request.form.get("back", "")
    try:
        return _row(import_id, previewing.edit_staged(db(), import_id, staged_note_id, front, back))
    except BadInput as error:
        note = staging.note(db(), import_id, staged_note_id)
        template = "imports/_edit.html" if is_fragment() else "imports/edit.html"
        return make_response(render_template(template, import_id=import_id, note=note, error=error, typed=request.form), 422)


def _form(error: FlashcardsError | None = None) -> Response:
    context = {
        "error": error,
        "guides": guides.guides(db()),
        "bundled": bundled_guides(db(), asset_dir("decks")),
    }
    return make_response(render_template("imports/index.html", **context), error.status if error else 200)


def _preview(import_id: int, error: FlashcardsError | None = None) -> Response:
    """What is staged, or what came of it once it was applied."""
    view = previewing.view_import(db(), import_id)
    template = "imports/applied.html" if view.head.applied_at else "imports/preview.html"
    return make_response(render_template(template, view=view, error=error), error.status if error else 200)


def _row(import_id: int, note: staging.StagedNote) -> AnyResponse:
    if is_fragment():
        guide = staging.guide(db(), note.staged_guide_id)
        present = previewing.present_wordings(db(), [note])
        return make_response(render_template("imports/_note.html", import_id=import_id, note=note, guide=guide, present=present))
    return redirect(url_for("imports.show", import_id=import_id, _anchor=f"note-{note.id}"), 303)
