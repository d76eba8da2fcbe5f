"""The copies that are kept, and when the last good one was made; the collection to take away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from flashcards.config import learner_zone
from flashcards.core.errors import Busy, FlashcardsError, NotFound
from flashcards.core.moment import Moment
from flashcards.services.backing_up import back_up_daily, back_up_now, folder_of, last_good
from flashcards.services.exporting import export_json
from flashcards.services.sharing import as_csv, as_markdown, choose_notes, zipped
from flashcards.storage.backups import backups
from flashcards.storage.database import connect
from flashcards.storage.settings import collection
from flashcards.storage.space import give_back
from flashcards.web.collection import Server, db, moment, server

page = Blueprint("backups", __name__, url_prefix="/backups")

DAILY = "daily backup"


@page.get("")
def index() -> str:
    folder = folder_of(server().database)
    found = backups(folder)
    made = next((one for one in found if one.path.name == request.args.get("made")), None)
    return render_template("backups/index.html", backups=found, last=last_good(found), made=made, folder=folder)


@page.post("")
def make() -> AnyResponse:
    made = back_up_now(server().database, server().clock())
    return redirect(url_for("backups.index", made=made.name), 303)


@page.get("/files/<name>")
def file(name: str) -> Response:
    """One of the backups, as a download."""
    found = next((one for one in backups(folder_of(server().database)) if one.path.name == name), None)
    if found is None:
        raise NotFound("There is no such backup any more. Load the page again: it lists those there are.")
    return send_file(found.path, mimetype="application/vnd.sqlite3", as_attachment=True, download_name=name, max_age=0)


@page.get("/flashcards.json")
def export() -> Response:
    """The whole collection, as it was when the download began."""
    return _download("flashcards.json", _lines(server()), "application/json")


@page.get("/notes.zip")
def export_markdown() -> Response:
    return _download("notes.zip", zipped(as_markdown(db(), choose_notes(db(), moment()))), "application/zip")


@page.get("/notes.csv")
def export_csv() -> Response:
    return _download("notes.csv", list(as_csv(choose_notes(db(), moment()))), "text/csv")


def backup_trouble() -> str | None:
    """Why the backup of the day could not be made; for every page. Reads nothing."""
    return server().troubles.get(DAILY)


def check_backup(server: Server) -> None:
    """Make the backup of the day if there is none. What goes wrong is kept, to be told until it goes right."""
    try:
        with closing(connect(server.database)) as own:
            if back_up_daily(own, Moment(server.clock(), learner_zone(collection(own).settings.time_zone))):
                give_back(own)
    except Busy:
        return  # the next look will do
    except Exception as error:  # it must not end the thread
        server.troubles[DAILY] = error.message if isinstance(error, FlashcardsError) else f"{type(error).__name__}: {error}"
    else:
        server.troubles.pop(DAILY, None)


def _lines(server: Server) -> Iterator[bytes]:
    """By a connection of its own, as it outlives the request's."""
    with closing(connect(server.database)) as own:
        yield from export_json(own)


def _download(name: str, content: bytes | Iterable[bytes] | Iterable[str], mimetype: str) -> Response:
    return Response(content, mimetype=mimetype, headers={"Content-Disposition": f'attachment; filename="{name}"'})
