"""The application, wired in one place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from flask import Flask

from flashcards.assets import asset_dir
from flashcards.core.errors import FlashcardsError
from flashcards.services.imports.gathering import UPLOAD_BYTES
from flashcards.services.imports.preparing import fail_unfinished
from flashcards.storage.database import check_integrity
from flashcards.storage.journal import redoable, undoable
from flashcards.storage.migrations import open_database
from flashcards.storage.recordings import sweep_drafts
from flashcards.web import (
    backups,
    cards,
    decks,
    drill,
    editor,
    filters,
    fit,
    folders,
    guides,
    health,
    help,
    imports,
    mocks,
    notes,
    practice,
    preview,
    principles,
    rapid,
    review,
    settings,
    stats,
    stories,
    story_editor,
    story_files,
    takes,
    today,
    undo,
)
from flashcards.web.collection import Server, db, facts, hand_on_db, moment
from flashcards.web.errors import map_errors
from flashcards.web.forms import FORM_BYTES, FORM_PARTS, Id
from flashcards.web.hx import enable_htmx
from flashcards.web.place import lit_page, this_page
from flashcards.web.security import secure

FORM_OVERHEAD_BYTES = 2**20

PAGES = (
    today,
    review,
    undo,
    decks,
    notes,
    editor,
    cards,
    guides,
    practice,
    stories,
    story_editor,
    story_files,
    principles,
    drill,
    takes,
    rapid,
    mocks,
    stats,
    fit,
    imports,
    preview,
    folders,
    backups,
    settings,
    help,
    health,
)

PAGE_TOOLS = {
    "facts": facts,
    "moment": moment,
    "undoable": lambda: undoable(db()),
    "redoable": lambda: redoable(db()),
    "lit_page": lit_page,
    "this_page": this_page,
    "backup_trouble": backups.backup_trouble,
    "new_id": lambda: uuid4().hex,
}
"""What every template may call; nothing is read before it does."""


def create_app(database: Path, clock: Callable[[], datetime]) -> Flask:
    """The app over one database file, made or brought up to date first. Raises TooNew, Damaged, ReadOnly, Busy, DiskFull."""
    app = Flask("flashcards", template_folder=str(asset_dir("templates")), static_folder=str(asset_dir("static")))
    app.config.update(
        MAX_CONTENT_LENGTH=UPLOAD_BYTES + FORM_OVERHEAD_BYTES, MAX_FORM_MEMORY_SIZE=FORM_BYTES, MAX_FORM_PARTS=FORM_PARTS
    )
    first = open_database(database, clock())
    try:
        check_integrity(first)
        fail_unfinished(first)
        sweep_drafts(first)
    except FlashcardsError:
        first.close()
        raise
    app.extensions["flashcards"] = Server(database, clock, [first])
    app.url_map.converters["id"] = Id
    app.teardown_appcontext(hand_on_db)
    app.context_processor(lambda: PAGE_TOOLS)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    filters.add_filters(app)
    secure(app)
    enable_htmx(app)
    map_errors(app)
    for page in PAGES:
        app.register_blueprint(page.page)
    return app
