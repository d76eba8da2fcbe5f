"""Remembered folders of guides: what changed in them, and importing that. Only where the browser runs on this machine."""

from __future__ import annotations

from ipaddress import ip_address

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from flashcards.core.errors import BadInput, FlashcardsError
from flashcards.services.imports.remembering import Changes, changes, forget, gather_folder, remember
from flashcards.storage.folders import folders
from flashcards.web import import_run
from flashcards.web.collection import db, moment, server

page = Blueprint("folders", __name__, url_prefix="/folders")


@page.get("")
def index() -> Response:
    return _page()


@page.get("/changes")
def list_changes() -> str:
    """The part of the page Import about folders, as it asks for itself: looking through them must not hold it up."""
    return render_template("folders/_changes.html", folders=_changes(), now=moment())


@page.post("")
def add() -> AnyResponse:
    typed = request.form.get("path", "")
    try:
        _refuse_strangers()
        remember(db(), typed, moment())
    except FlashcardsError as error:
        return _page(error, typed_path=typed, error=error)
    return redirect(url_for("folders.index"), 303)


@page.post("/<id:folder_id>/import")
def read(folder_id: int) -> AnyResponse:
    """Import what changed in it, or all of it."""
    try:
        _refuse_strangers()
        gathered = gather_folder(db(), folder_id, is_whole=request.form.get("whole") == "yes")
        import_id = import_run.begin(server().readings, db(), gathered, moment())
    except FlashcardsError as error:
        return _page(error, folder_error=error)
    return redirect(url_for("imports.show", import_id=import_id), 303)


@page.post("/<id:folder_id>/forget")
def remove(folder_id: int) -> AnyResponse:
    forget(db(), folder_id)
    return redirect(url_for("folders.index"), 303)


def is_open_here() -> bool:
    """Whether paths of this machine may be named: nobody else can reach the server."""
    return ip_address(server().host).is_loopback


def _refuse_strangers() -> None:
    """Raises BadInput."""
    if not is_open_here():
        raise BadInput("Folders can be named only while nobody else can reach the server: start it on 127.0.0.1.")


def _page(refused: FlashcardsError | None = None, **context: object) -> Response:
    """Raises what was refused where it is no fault of what was sent."""
    if refused and refused.status >= 500:
        raise refused
    told = {"folders": _changes(), "now": moment(), "typed_path": "", **context}
    return make_response(render_template("folders/index.html", **told), refused.status if refused else 200)


def _changes() -> list[Changes]:
    return [changes(db(), folder) for folder in folders(db())] if is_open_here() else []
